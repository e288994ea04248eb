"""Commands about Zoom licenses: asking for one, deciding, lending and taking back."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from zoomcore.commands.base import Command, Spec
from zoomcore.domain.licenses.pool import Policy
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class ShowLicenses(Command):
    spec: ClassVar[Spec] = Spec(
        name="licenses",
        summary="See the Zoom licenses and who holds them",
        role=Role.ADMIN,
        people=True,
        synonyms=("license", "seats", "lic"),
        usage="licenses",
        examples=("licenses",),
    )


@dataclass(frozen=True, kw_only=True)
class ListIdle(Command):
    """Who has not been seen for `days` and might lend their license."""

    spec: ClassVar[Spec] = Spec(
        name="licenses idle",
        summary="See who hardly uses their license",
        role=Role.ADMIN,
        people=True,
        usage="licenses idle [60d]",
        examples=("licenses idle 60d",),
    )
    days: int = 60
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class RequestLicense(Command):
    """`who` is an e-mail or a lifted mention token; empty for the asker. `until` is a day, `at` its hour."""

    spec: ClassVar[Spec] = Spec(
        name="licenses request",
        summary="Ask for a Zoom license",
        writes=True,
        people=True,
        usage="licenses request [for person] [because …] [until day]",
        examples=("licenses request because exam", "licenses request for kim@uni.example until fri"),
    )
    who: str = ""
    reason: str = ""
    until: date | None = None
    at: time | None = None
    #: Our own number of the class it is for.
    meeting: int | None = None


@dataclass(frozen=True, kw_only=True)
class DecideLicense(Command):
    """An admin's answer. `version` is the card's: an older card decides nothing. `donor` is a Zoom user's id."""

    spec: ClassVar[Spec] = Spec(
        name="license", summary="Decide on a license", role=Role.ADMIN, writes=True, typed=False, people=True
    )
    request: int = 0
    version: int = 1
    approve: bool = False
    donor: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenRefuseForm(Command):
    """Ask an admin for the reason, which the asker gets to read."""

    spec: ClassVar[Spec] = Spec(
        name="license refuse", summary="Refuse a license", role=Role.ADMIN, typed=False, people=True
    )
    request: int = 0
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class PostponeLicense(Command):
    """Decide later: the request lives an hour longer, where the class it is for allows."""

    spec: ClassVar[Spec] = Spec(
        name="license wait", summary="Decide on a license later", role=Role.ADMIN, writes=True, typed=False, people=True
    )
    request: int = 0
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class TakeBackLicense(Command):
    """Undo a lending: within a quarter of an hour, or at any time as the end of a lending that has one."""

    spec: ClassVar[Spec] = Spec(
        name="license undo",
        summary="Take a license back",
        role=Role.ADMIN,
        writes=True,
        typed=False,
        people=True,
    )
    request: int = 0


@dataclass(frozen=True, kw_only=True)
class AskLicenseBack(Command):
    """Whoever lent their license wants one again: a request like any other, in one tap."""

    spec: ClassVar[Spec] = Spec(
        name="license back", summary="Ask for your license back", writes=True, typed=False, people=True
    )
    request: int = 0


@dataclass(frozen=True, kw_only=True)
class ProtectLicense(Command):
    """`who` is an e-mail or a lifted mention token; `group` the name of a Zoom group. `protect` False frees them."""

    spec: ClassVar[Spec] = Spec(
        name="licenses protect",
        summary="Never take somebody's license",
        role=Role.ADMIN,
        writes=True,
        people=True,
        usage='licenses protect person | group "name" [off]',
        examples=("licenses protect dean@uni.example", 'licenses protect group "Deans"'),
    )
    who: str = ""
    group: str = ""
    protect: bool = True


@dataclass(frozen=True, kw_only=True)
class LimitLicenses(Command):
    """How many licenses there are, where Zoom doesn't say; None forgets it."""

    spec: ClassVar[Spec] = Spec(
        name="licenses limit",
        summary="Say how many licenses were bought",
        role=Role.ADMIN,
        writes=True,
        usage="licenses limit N",
        examples=("licenses limit 20",),
    )
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class SetLicensePolicy(Command):
    """None leaves a thing as it is; with nothing in it at all it shows how things are set."""

    spec: ClassVar[Spec] = Spec(
        name="licenses policy",
        summary="How requests for licenses are decided",
        role=Role.ADMIN,
        writes=True,
        usage=(
            "licenses policy approve | auto [10 a day] | watch | off | pause | resume | two | one | join | nojoin"
            " | cap 10 | quiet 22-7 | idle 14d | free 24h"
        ),
        examples=(
            "licenses policy approve",
            "licenses policy auto 10 a day",
            "licenses policy pause",
            "licenses policy idle 30d",
        ),
    )
    #: The hours of the day in which nobody is asked; equal ones: none.
    quiet_from: int | None = None
    quiet_to: int | None = None
    #: Who may lend: not seen for so many days, no class within so many hours.
    idle_days: int | None = None
    free_hours: int | None = None
    policy: Policy | None = None
    #: Under `auto` so many are decided without an admin in 24 hours; 0: none.
    auto_per_day: int | None = None
    paused: bool | None = None
    two_people: bool | None = None
    on_join: bool | None = None


@dataclass(frozen=True, kw_only=True)
class ShowLicenseHistory(Command):
    spec: ClassVar[Spec] = Spec(
        name="licenses history",
        summary="See which licenses moved, and why",
        role=Role.ADMIN,
        people=True,
        usage="licenses history [csv]",
        examples=("licenses history", "licenses history csv"),
    )
    #: As a file, all of it.
    csv: bool = False
    #: Requests with a number below this; None for the latest.
    before: int | None = None


@dataclass(frozen=True, kw_only=True)
class SetApprovals(Command):
    """Where requests go: this channel, or the named one on the asker's platform; `off` sends them to each admin."""

    spec: ClassVar[Spec] = Spec(
        name="settings approvals",
        summary="Where admins decide on requests",
        role=Role.ADMIN,
        writes=True,
        usage="settings approvals [#channel | off]",
        examples=("settings approvals #zoom-admins",),
    )
    channel: str = ""
    off: bool = False


@dataclass(frozen=True, kw_only=True)
class OpenSweepForm(Command):
    """A checklist of those idle for `days`."""

    spec: ClassVar[Spec] = Spec(
        name="licenses sweep",
        summary="Take back idle licenses from a checklist",
        role=Role.ADMIN,
        people=True,
        usage="licenses sweep [60d]",
        examples=("licenses sweep 90d",),
    )
    days: int = 60


@dataclass(frozen=True, kw_only=True)
class SweepLicenses(Command):
    """`chosen` are Zoom users by id; who has become busy since keeps theirs."""

    spec: ClassVar[Spec] = Spec(
        name="license sweep",
        summary="Take back idle licenses",
        role=Role.ADMIN,
        writes=True,
        typed=False,
        people=True,
    )
    days: int = 60
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OpenLicensePicture(Command):
    """How many licenses the coming week needs, drawn. A picture names nobody: a chat's own servers fetch it."""

    spec: ClassVar[Spec] = Spec(
        name="picture licenses", summary="Draw the need for licenses", role=Role.ADMIN, typed=False
    )
