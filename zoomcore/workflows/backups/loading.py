"""The part of a restore that is about our own rows: a backup of how things are, then the records of the other."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.differing import coming, presets_kept
from zoomcore.domain.backups.kept import (
    SAFETY_DAYS,
    ItemState,
    KeptBackup,
    Kind,
    Mode,
    Part,
    Restore,
    RestoreItem,
    RestoreState,
)
from zoomcore.domain.backups.loaded import Terms
from zoomcore.domain.backups.records import Record
from zoomcore.domain.backups.terms import Changed, changed_dates
from zoomcore.domain.courses import Course, Presets
from zoomcore.domain.meetings import MeetingState, Occurrence
from zoomcore.domain.options import options_from_data, options_to_data
from zoomcore.domain.schedule_data import schedule_from_data
from zoomcore.errors import InvalidInput
from zoomcore.services.backups.files import keep, records_in
from zoomcore.services.backups.wordings import name_of
from zoomcore.storage.store import Unit
from zoomcore.workflows.backups.filing import packed_for
from zoomcore.workflows.tools import Tools


async def make_safety(tools: Tools, restore: Restore, course: Course) -> None:
    """Before anything changes; once, whatever happens after."""
    if restore.safety_id is not None or restore.mode is Mode.COPY:
        return
    async with packed_for(tools, course) as (unit, packed):
        safety = await keep(unit, packed, Kind.SAFETY, by=restore.requested_by, days=SAFETY_DAYS)
        await unit.restores.change(restore.id, safety_id=safety.id)


async def load_rows(tools: Tools, restore_id: int) -> None:
    """All of a backup's rows and the list of what Zoom is to be asked, in one unit: a crash leaves nothing of it.

    A copy was written when it was confirmed: for it only the state changes.
    """
    now = tools.clock()
    async with tools.store.unit() as unit:
        restore = await unit.restores.get(restore_id)
        if not await unit.restores.set_state(restore_id, (RestoreState.WAITING,), RestoreState.RUNNING):
            return
        if restore.mode is Mode.COPY or await unit.restores.items(restore_id):
            return
        backup = await unit.backups.get(restore.backup_id)
        course = await unit.courses.get(restore.course_id)
        loader = unit.restores.loader(await terms_of(unit, tools, restore, backup))
        seen = _Seen()
        async for record in records_in(unit.backups.pieces(backup.id), name_of(backup)):
            seen.take(record)
            await loader.take(record)
        loaded = await loader.finish()
        before: dict[str, object] = {
            "enrolled": loaded.enrolled,
            "added": loaded.added,
            "nameless": sorted(loaded.nameless.items()),
        }
        if Part.SETTINGS in restore.parts and seen.course is not None:
            before["settings"] = _settings_of(course)
            await _set_back(unit, course, seen.course)
        await unit.restores.change(restore_id, before=before)
        if Part.CLASSES in restore.parts:
            changes = {one.ref: seen.changes(one, now) for one in seen.meetings}
            wanted = [one for one in seen.meetings if coming(one, now) is not None or changes[one.ref].strays]
            ours = await unit.restores.meetings_by_ref([one.ref for one in wanted])
            items = [
                RestoreItem(
                    meeting_id=ours[one.ref].id,
                    position=position,
                    state=ItemState.WAITING,
                    off=changes[one.ref].off,
                    moved=changes[one.ref].moved,
                    strays=changes[one.ref].strays,
                )
                for position, one in enumerate(sorted(wanted, key=lambda one: str(one.schedule.get("day"))))
                if one.ref in ours and ours[one.ref].course_id == course.id
            ]
            await unit.restores.add_items(restore_id, items)


async def terms_of(unit: Unit, tools: Tools, restore: Restore, backup: KeptBackup) -> Terms:
    """Channels are for admins to map, and somebody's own file may name any meeting of the account."""
    asker = await unit.people.get(restore.requested_by)
    admin = asker.admin or asker.email in tools.deployment.admins
    return Terms(
        course=restore.course_id,
        parts=restore.parts,
        asker=restore.requested_by,
        pepper=tools.deployment.pepper,
        channels=admin,
        zoom_ids=admin or backup.kind is not Kind.UPLOADED,
    )


class _Seen:
    """Of the records that pass: the course, its live classes and their dates."""

    def __init__(self) -> None:
        self.course: kept.CourseRecord | None = None
        self.meetings: list[kept.MeetingRecord] = []
        self._dates: dict[int, list[Occurrence]] = {}

    def take(self, record: Record) -> None:
        match record:
            case kept.CourseRecord():
                self.course = record
            case kept.MeetingRecord(state=MeetingState.SCHEDULED):
                self.meetings.append(record)
            case kept.OccurrenceRecord():
                one = Occurrence(
                    id=record.id,
                    meeting_id=record.meeting_id,
                    zoom_occurrence_id=record.zoom_occurrence_id,
                    start=record.start,
                    duration_minutes=record.duration_minutes,
                    state=record.state,
                    options=options_from_data(record.options),
                )
                self._dates.setdefault(record.meeting_id, []).append(one)
            case _:
                return

    def changes(self, meeting: kept.MeetingRecord, now: datetime) -> Changed:
        try:
            return changed_dates(schedule_from_data(meeting.schedule), self._dates.get(meeting.id, []), now)
        except InvalidInput:
            # A plan that cannot be laid out: `coming` says the same of it.
            return Changed()


def _settings_of(course: Course) -> dict[str, object]:
    """As plain data; each is an enumeration of texts, a number, a truth or a text."""
    presets = {one.name: getattr(course.presets, one.name) for one in fields(Presets)}
    options = options_to_data(course.presets.options)
    return {"title": course.title, "zone": course.zone, **presets, "options": options}


async def _set_back(unit: Unit, course: Course, record: kept.CourseRecord) -> None:
    await unit.courses.update(course.id, title=record.title, zone=record.zone, presets=presets_kept(record))


async def set_settings(unit: Unit, course: Course, before: Mapping[str, Any]) -> None:
    """As they were before a restore."""
    kinds = {one.name: type(getattr(course.presets, one.name)) for one in fields(Presets) if one.name != "options"}
    plain = {name: kind(before[name]) for name, kind in kinds.items()}
    presets = Presets(options=options_from_data(before["options"]), **plain)
    await unit.courses.update(course.id, title=before["title"], zone=before["zone"], presets=presets)
