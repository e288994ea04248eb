"""What the core says about backups, restores and copies."""

from dataclasses import replace
from datetime import date, timedelta

from tests.backups import a_course_record, a_meeting_record
from tests.builders import NOW, a_schedule
from tests.catalogue.said import ANA, MATH, scene
from zoomcore.commands.wishes.backups import CopyCourse
from zoomcore.domain.backups.differing import Difference, Read
from zoomcore.domain.backups.kept import ItemState, KeptBackup, Kind, Mode, Part, Restore, RestoreItem, RestoreState
from zoomcore.domain.courses import CourseMapping, MappingState
from zoomcore.errors import ZoomUnavailable
from zoomcore.services.backups import keeping, restoring
from zoomcore.services.backups.restoring import Plan
from zoomcore.services.forms.copying import copy_form
from zoomcore.storage.backup_unloading import Unloaded
from zoomcore.views import Card, Reply
from zoomcore.workflows.backups import cards

BACKUP = KeptBackup(
    id=3,
    course_id=1,
    course_code="MATH201",
    kind=Kind.MANUAL,
    people=True,
    version=1,
    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    size=48_213,
    records=1_204,
    made_by=2,
    made_at=NOW,
)
RESTORE = Restore(
    id=1,
    backup_id=3,
    course_id=1,
    mode=Mode.REPAIR,
    state=RestoreState.RUNNING,
    parts=frozenset({Part.SETTINGS, Part.CLASSES}),
    requested_by=2,
    version=2,
    before={"added": {"enrollment": 2, "attendance": 60}},
)
ITEMS = (
    RestoreItem(meeting_id=1, position=0, state=ItemState.KEPT),
    RestoreItem(meeting_id=2, position=1, state=ItemState.MADE),
    RestoreItem(meeting_id=3, position=2, state=ItemState.SKIPPED, reason="Zoom refused it."),
)
AWAITED = CourseMapping(
    id=7,
    course_code="MATH201",
    course_title="Algebra II",
    course_id=1,
    platform="slack",
    tenant="T1",
    channel="algebra-s27",
    channel_name="#algebra-s27",
    state=MappingState.AWAITED,
)


def _plan() -> Plan:
    missing = tuple(a_meeting_record(id=number, topic=f"Lab {number}") for number in range(1, 9))
    diff = Difference(settings=("title", "recording"), missing=missing, there=(a_meeting_record(),), people=2)
    return Plan(backup=BACKUP, course=MATH, read=Read(course=a_course_record()), diff=diff, days=3)


def _said() -> dict[str, Card]:
    here = scene()
    night = KeptBackup(**{name: getattr(BACKUP, name) for name in BACKUP.__slots__} | {"id": 2, "kind": Kind.NIGHTLY})
    return {
        "backup made": keeping.made_card(BACKUP, ANA.zone),
        "backups of all courses": keeping.all_made_card((BACKUP, night), ANA.zone),
        "restore dry run": restoring.dry_run(_plan(), here),
        "restore under way": restoring.working_card(RESTORE, MATH, 12, 40),
        "restore stopped": restoring.stopped_card(RESTORE, MATH),
        "copy done, channel to come": cards.done_card(
            replace(RESTORE, mode=Mode.COPY, before={}),
            MATH,
            ITEMS[1:2],
            (),
            cards.copied_next(MATH, AWAITED, "/class "),
        ),
        "restore done": cards.done_card(RESTORE, MATH, ITEMS, [("Exam", "Zoom refused it.")]),
        "restore waits a day": cards.later_card(MATH, NOW + timedelta(hours=15)),
        "restore failed": cards.failed_card(RESTORE, MATH, ZoomUnavailable("away")),
        "restore undone": restoring.undone_card(
            MATH, 4, replace(RESTORE, parts=frozenset(Part)), Unloaded(removed={"attendance": 31})
        ),
    }


def _forms() -> dict[str, Reply]:
    wish = CopyCourse(
        code="MATH201",
        to="MATH201-S27",
        title="Algebra II",
        starting=date(2027, 1, 12),
        plan=f'"Algebra II" 2027-01-12 15:00 for {a_schedule().duration_minutes} min every week on tue,thu x14',
    )
    return {
        "restore form": Reply(view=restoring.restore_form(MATH, BACKUP)),
        "copy form": Reply(view=copy_form(MATH, wish)),
    }


BACKUPS: dict[str, Reply] = {name: Reply(view=card) for name, card in _said().items()} | _forms()
