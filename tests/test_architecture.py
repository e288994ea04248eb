"""The house as the design draws it: layers, names, sizes, and tables that must be complete."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

import zoomcore.workflows
from zoomcore.commands.base import Command
from zoomcore.commands.catalogue import CATALOGUE
from zoomcore.dispatch.handlers import HANDLERS
from zoomcore.dispatch.outside import OUTSIDE
from zoomcore.domain.every_work import WORK
from zoomcore.domain.work import Answered, Periodic, Work
from zoomcore.workflows.table import TABLE

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    file
    for package in ("bot", "adapters", "zoomcore")
    for file in (ROOT / package).rglob("*.py")
    if "migrations" not in file.parts
)
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?)(_|$)")


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def trees() -> Iterator[tuple[str, ast.Module]]:
    for file in SOURCES:
        yield relative(file), ast.parse(file.read_text())


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}:{node.lineno} {node.name}", node


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Without the docstring: words cost nothing."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 2


def is_table(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Ends in an exhaustive `match` or in one big dict, with next to nothing before it."""
    last = node.body[-1]
    table = isinstance(last, ast.Match) or (isinstance(last, ast.Return) and isinstance(last.value, ast.Dict))
    return table and lines(node) - ((last.end_lineno or 0) - last.lineno) < 10


def test_the_layers_hold():
    found = subprocess.run(  # noqa: S603 - our own tool
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout


def test_no_file_hides_behind_an_empty_name():
    assert [relative(file) for file in SOURCES if EMPTY_NAMES.search(file.stem)] == []
    assert [name for name, node in functions() if EMPTY_NAMES.search(node.name)] == []


def test_no_file_outgrows_its_room():
    long = {relative(file) for file in SOURCES if len(file.read_text().splitlines()) > 400}

    assert not long


def test_files_and_functions_are_mostly_short():
    sizes = [len(file.read_text().splitlines()) for file in SOURCES]
    bodies = sorted(lines(node) for _name, node in functions())

    assert median(sizes) <= 120
    assert median(bodies) <= 10
    assert quantiles(bodies, n=10)[-1] <= 30


def test_no_function_is_longer_than_a_page():
    assert [name for name, node in functions() if lines(node) > 60 and not is_table(node)] == []


def test_no_import_hides_from_the_checker():
    hidden = [
        name
        for name, tree in trees()
        if any(isinstance(n, ast.Name) and n.id == "TYPE_CHECKING" for n in ast.walk(tree))
    ]

    assert hidden == []


def test_an_error_is_never_swallowed_whole():
    """`except Exception` stands in dispatch and in the job runners only."""
    allowed = re.compile(r"zoomcore/dispatch\.py|zoomcore/dispatch/|zoomcore/jobs/")
    broad = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]

    assert [place for place in broad if not allowed.match(place)] == []


def test_each_job_has_one_workflow_and_each_workflow_one_job():
    assert set(TABLE) == set(WORK)
    assert len(set(TABLE.values())) == len(TABLE)
    assert len({kind.kind for kind in WORK}) == len(WORK)


def test_no_job_is_forgotten_in_the_list():
    bases = {Answered, Periodic}
    kinds = {*Work.__subclasses__(), *(kind for base in bases for kind in base.__subclasses__())} - bases

    assert {kind for kind in kinds if kind.__module__.startswith("zoomcore.")} == set(WORK)


def test_each_command_has_a_handler_and_each_handler_a_command():
    assert set(HANDLERS) | set(OUTSIDE) == set(CATALOGUE)
    assert not set(HANDLERS) & set(OUTSIDE)


def test_no_command_is_forgotten_in_the_catalogue():
    assert set(Command.__subclasses__()) == set(CATALOGUE)
    assert len({kind.spec.name for kind in CATALOGUE}) == len(CATALOGUE)


def test_every_module_can_be_imported_by_itself():
    """In a process of their own each: a cycle shows only when its own module comes first."""
    modules = [one.name for one in pkgutil.walk_packages(zoomcore.workflows.__path__, "zoomcore.workflows.")]

    for module in modules:
        importlib.import_module(module)


@pytest.mark.parametrize("word", ["slack", "teams"])
def test_the_core_speaks_of_no_platform(word):
    """Outside comments and docstrings, the core's texts and names do not know where they are shown."""
    told = [
        f"{name}:{node.lineno} {node.value!r}"
        for name, tree in trees()
        if name.startswith("zoomcore/") and not name.startswith("zoomcore/sandbox/")
        for node in _texts(tree)
        if word in node.value.lower().split()
    ]

    assert told == []


def _texts(tree: ast.Module) -> Iterator[ast.Constant]:
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node
