"""A plugin for machines that must run everything: with LECTERN_TEST_REQUIRE=1, a skipped test is a failed test."""

import os
from collections.abc import Generator
from typing import Any

import pytest

REQUIRED = os.environ.get("LECTERN_TEST_REQUIRE", "") not in {"", "0"}


def _reason(longrepr: Any) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)


def _demand(report: pytest.TestReport | pytest.CollectReport) -> None:
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here (LECTERN_TEST_REQUIRE), but: {_reason(report.longrepr)}"


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _demand(report)
    return report


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _demand(report)
    return report
