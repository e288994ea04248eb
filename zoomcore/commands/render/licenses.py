"""Lines about licenses."""

from collections.abc import Iterator

from zoomcore.commands.render.parts import Row, on_page, quote, row
from zoomcore.commands.wishes.licenses import (
    LimitLicenses,
    ListIdle,
    OpenSweepForm,
    ProtectLicense,
    RequestLicense,
    SetLicensePolicy,
    ShowLicenseHistory,
)
from zoomcore.domain.licenses.pool import Policy


def _idle(command: ListIdle) -> Iterator[str]:
    yield f"licenses idle {command.days}d"
    yield on_page(command.page)


def _sweep(command: OpenSweepForm) -> Iterator[str]:
    yield f"licenses sweep {command.days}d"


def _request(command: RequestLicense) -> Iterator[str]:
    yield "licenses request"
    yield f"for {command.who}" if command.who else ""
    yield f"because {quote(command.reason)}" if command.reason else ""
    yield f"until {command.until.isoformat()}" if command.until else ""
    yield command.at.strftime("%H:%M") if command.at else ""


def _protect(command: ProtectLicense) -> Iterator[str]:
    yield "licenses protect"
    yield f"group {quote(command.group)}" if command.group else command.who
    yield "" if command.protect else "off"


def _limit(command: LimitLicenses) -> Iterator[str]:
    yield f"licenses limit {'off' if command.limit is None else command.limit}"


def _policy(command: SetLicensePolicy) -> Iterator[str]:
    yield "licenses policy"
    yield command.policy.value if command.policy else ""
    if command.auto_per_day is not None:
        auto = command.policy is Policy.AUTO
        yield f"{command.auto_per_day} a day" if auto else f"cap {command.auto_per_day}"
    yield {None: "", True: "pause", False: "resume"}[command.paused]
    yield {None: "", True: "two", False: "one"}[command.two_people]
    yield {None: "", True: "join", False: "nojoin"}[command.on_join]
    if command.quiet_from is not None:
        off = command.quiet_from == command.quiet_to
        yield "quiet off" if off else f"quiet {command.quiet_from}-{command.quiet_to}"
    yield "" if command.idle_days is None else f"idle {command.idle_days}d"
    yield "" if command.free_hours is None else f"free {command.free_hours}h"


def _history(command: ShowLicenseHistory) -> Iterator[str]:
    yield "licenses history"
    yield "csv" if command.csv else ""
    yield "" if command.before is None else f"LR-{command.before - 1}"


ROWS: tuple[Row, ...] = (
    row(ListIdle, _idle),
    row(OpenSweepForm, _sweep),
    row(RequestLicense, _request),
    row(ProtectLicense, _protect),
    row(LimitLicenses, _limit),
    row(SetLicensePolicy, _policy),
    row(ShowLicenseHistory, _history),
)
