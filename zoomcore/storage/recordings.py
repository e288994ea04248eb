"""What Zoom's cloud keeps of our classes: found, shown, published, thrown away; and who opened it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, RowMapping, and_, delete, func, or_, select, true, update

from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.naming import pieces
from zoomcore.domain.people import CourseId, PersonId, Role
from zoomcore.domain.recordings import (
    Openness,
    PartKind,
    Recording,
    RecordingFile,
    RecordingState,
    Seen,
)
from zoomcore.errors import NotFound
from zoomcore.storage.sections import OF_DATE, seen_by
from zoomcore.storage.tables import (
    ENROLLMENT,
    MEETING,
    OCCURRENCE,
    PERSON,
    RECORDING,
    RECORDING_FILE,
    RECORDING_SEEN,
    RUN,
)
from zoomcore.storage.transaction import Transaction
from zoomcore.wording import _

_T = RECORDING.c
_COLUMNS = (
    *("id", "uuid", "course_id", "meeting_id", "occurrence_id", "topic", "started_at", "minutes", "size_bytes"),
    *("state", "published", "openness", "segments", "delete_on", "trashed_at", "version"),
)
#: What a list shows to who runs the course, and what it shows to everybody else.
_LISTED = _T.state.in_((RecordingState.PROCESSING, RecordingState.READY, RecordingState.TRASHED))
_WATCHABLE = and_(_T.state == RecordingState.READY, _T.published.is_(True))


class NewRecording(TypedDict):
    """`occurrence_id` is the date it was of; `started_at` when the recording began."""

    uuid: str
    course_id: CourseId
    meeting_id: int
    occurrence_id: int | None
    topic: str
    started_at: datetime


class Wanted(TypedDict, total=False):
    """Which recordings: of courses, of a meeting, of a date, since an instant.

    `watchable`: only those students may open, but for the courses of `run_ids`, whose are listed all. `seen_by`:
    without those of sections that this person does not belong to.
    """

    course_ids: Collection[CourseId] | None
    run_ids: Collection[CourseId]
    meeting_id: int | None
    occurrence_id: int | None
    since: datetime | None
    words: str
    watchable: bool
    seen_by: PersonId | None


class Host(TypedDict):
    """Who held classes, and since when."""

    zoom_user_id: str
    since: datetime


class RecordingRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def get(self, number: int) -> Recording:
        row = await self._tx.one(select(RECORDING).where(_T.id == number))
        if row is None:
            raise unknown_recording(number)
        return _read(row)

    async def hold(self, number: int) -> None:
        """Until the unit ends nobody else publishes or hides it; SQLite has one writer at a time anyway."""
        await self._tx.one(select(_T.id).where(_T.id == number).with_for_update())

    async def find(self, uuid: str) -> Recording | None:
        row = await self._tx.one(select(RECORDING).where(_T.uuid == uuid))
        return _read(row) if row else None

    async def add(self, **new: Unpack[NewRecording]) -> Recording | None:
        """One that Zoom still processes; None where it is known already."""
        fresh = {"minutes": 0, "size_bytes": 0, "segments": 1, "parts": [], "version": 1, "published": False}
        row = await self._tx.one(
            self._tx.insert(RECORDING)
            .values(
                created_at=self._tx.clock(),
                state=RecordingState.PROCESSING,
                openness=Openness.UNKNOWN,
                **fresh,
                **new,
            )
            .on_conflict_do_nothing(index_elements=["uuid"])
            .returning(RECORDING)
        )
        return _read(row) if row else None

    async def keep(self, recording: Recording, files: Sequence[RecordingFile]) -> None:
        """Zoom's facts of it, and its files anew. Who publishes it at the same moment is not overruled."""
        values = {
            "topic": recording.topic,
            "minutes": recording.minutes,
            "size_bytes": recording.size_bytes,
            "parts": [part.value for part in recording.parts],
            "segments": recording.segments,
            "delete_on": recording.delete_on,
            "state": recording.state,
            "trashed_at": recording.trashed_at,
        }
        await self._tx.change(update(RECORDING).where(_T.id == recording.id).values(**values))
        await self._tx.change(delete(RECORDING_FILE).where(RECORDING_FILE.c.recording_id == recording.id))
        rows = [
            {
                "recording_id": recording.id,
                "key": file.key,
                "kind": file.kind,
                "size_bytes": file.size_bytes,
                "starts_at": file.starts_at,
            }
            for file in files
        ]
        if rows:
            await self._tx.add_many(RECORDING_FILE.insert(), rows)

    async def set_state(self, number: int, state: RecordingState, *, trashed_at: datetime | None = None) -> None:
        values = {"state": state, "trashed_at": trashed_at, "version": _T.version + 1}
        await self._tx.change(update(RECORDING).where(_T.id == number).values(**values))

    async def set_published(self, number: int, published: bool) -> None:  # noqa: FBT001 - the value itself
        await self._tx.change(
            update(RECORDING).where(_T.id == number).values(published=published, version=_T.version + 1)
        )

    async def set_openness(self, number: int, openness: Openness) -> None:
        """Whom Zoom's own link lets in, as Zoom said it just now."""
        await self._tx.change(update(RECORDING).where(_T.id == number).values(openness=openness))

    async def rename(self, number: int, topic: str) -> None:
        await self._tx.change(update(RECORDING).where(_T.id == number).values(topic=topic, version=_T.version + 1))

    async def files(self, number: int) -> tuple[RecordingFile, ...]:
        """By segment and kind."""
        file = RECORDING_FILE.c
        rows = await self._tx.all(
            select(RECORDING_FILE).where(file.recording_id == number).order_by(file.starts_at, file.kind, file.key)
        )
        return tuple(
            RecordingFile(
                key=row[file.key], kind=row[file.kind], size_bytes=row[file.size_bytes], starts_at=row[file.starts_at]
            )
            for row in rows
        )

    # Lists.

    async def list(self, *, offset: int = 0, limit: int, **wanted: Unpack[Wanted]) -> tuple[Recording, ...]:
        """The latest first; what is gone for good is left out. One statement."""
        rows = await self._tx.all(
            select(RECORDING)
            .where(*_where(wanted))
            .order_by(_T.started_at.desc(), _T.id.desc())
            .offset(offset)
            .limit(limit)
        )
        return tuple(map(_read, rows))

    async def latest(self, course_id: CourseId, states: Collection[RecordingState]) -> Recording | None:
        """The one of the course that began last, in one of these states."""
        row = await self._tx.one(
            select(RECORDING)
            .where(_T.course_id == course_id, _T.state.in_(states))
            .order_by(_T.started_at.desc(), _T.id.desc())
            .limit(1)
        )
        return _read(row) if row else None

    async def expiring(self, until: date) -> tuple[Recording, ...]:
        """Those that Zoom throws away until that day, the nearest first."""
        soon = and_(_T.state == RecordingState.READY, _T.delete_on.is_not(None), _T.delete_on <= until)
        return tuple(map(_read, await self._tx.all(select(RECORDING).where(soon).order_by(_T.delete_on, _T.id))))

    # What the sweep asks.

    async def hosts(self) -> Mapping[PersonId, Host]:
        """Everybody known to Zoom whose class has begun, with the start of their first one."""
        first = func.min(OCCURRENCE.c.start, type_=OCCURRENCE.c.start.type).label("first")
        rows = await self._tx.all(
            select(PERSON.c.id, PERSON.c.zoom_user_id, first)
            .join_from(MEETING, OCCURRENCE, OCCURRENCE.c.meeting_id == MEETING.c.id)
            .join(PERSON, PERSON.c.id == MEETING.c.host_id)
            .where(PERSON.c.zoom_user_id != "", OCCURRENCE.c.start <= self._tx.clock())
            .where(MEETING.c.state != MeetingState.FAILED)
            .group_by(PERSON.c.id, PERSON.c.zoom_user_id)
            .order_by(PERSON.c.id)
        )
        return {row[PERSON.c.id]: Host(zoom_user_id=row[PERSON.c.zoom_user_id], since=row["first"]) for row in rows}

    async def of_host(self, host_id: PersonId, since: datetime) -> tuple[Recording, ...]:
        """What we believe Zoom to have of this host's classes, and what lies in the trash whenever it was made."""
        here = and_(_LISTED, or_(_T.started_at >= since, _T.state == RecordingState.TRASHED))
        rows = await self._tx.all(
            select(RECORDING)
            .join_from(RECORDING, MEETING, MEETING.c.id == _T.meeting_id)
            .where(MEETING.c.host_id == host_id, here)
            .order_by(_T.id)
        )
        return tuple(map(_read, rows))

    async def runs_of(self, meeting_id: int, uuid: str) -> int | None:
        """The date of a run, where it is filed."""
        found: int | None = await self._tx.scalar(
            select(RUN.c.occurrence_id).where(RUN.c.uuid == uuid, RUN.c.meeting_id == meeting_id)
        )
        return found

    # Who opened it.

    async def mark_seen(self, number: int, person_id: PersonId) -> None:
        now = self._tx.clock()
        insert = self._tx.insert(RECORDING_SEEN).values(
            recording_id=number, person_id=person_id, first_at=now, last_at=now, times=1
        )
        again = {"last_at": now, "times": RECORDING_SEEN.c.times + 1}
        await self._tx.change(insert.on_conflict_do_update(index_elements=["recording_id", "person_id"], set_=again))

    async def seen_by(self, number: int) -> tuple[Seen, ...]:
        """Everybody who opened it, by name."""
        seen = RECORDING_SEEN.c
        rows = await self._tx.all(
            select(RECORDING_SEEN, PERSON.c.name)
            .join_from(RECORDING_SEEN, PERSON, PERSON.c.id == seen.person_id)
            .where(seen.recording_id == number)
            .order_by(PERSON.c.name, PERSON.c.id)
        )
        return tuple(
            Seen(
                person_id=row[seen.person_id],
                name=row[PERSON.c.name],
                first_at=row[seen.first_at],
                last_at=row[seen.last_at],
                times=row[seen.times],
            )
            for row in rows
        )

    async def seen_of(self, person_id: PersonId, numbers: Collection[int]) -> Mapping[int, datetime]:
        """Which of these somebody opened, and when last."""
        seen = RECORDING_SEEN.c
        rows = await self._tx.all(
            select(seen.recording_id, seen.last_at).where(seen.person_id == person_id, seen.recording_id.in_(numbers))
        )
        return {row[seen.recording_id]: row[seen.last_at] for row in rows}

    async def forget_seen(self, course_id: CourseId) -> int:
        """For a course that writes it down no more: what was written goes."""
        of_course = select(_T.id).where(_T.course_id == course_id)
        return await self._tx.change(delete(RECORDING_SEEN).where(RECORDING_SEEN.c.recording_id.in_(of_course)))

    async def courses_of(self, person_id: PersonId) -> Mapping[CourseId, Role]:
        """The courses somebody is enrolled in, and as what."""
        mine = select(ENROLLMENT.c.course_id, ENROLLMENT.c.role).where(ENROLLMENT.c.person_id == person_id)
        rows = await self._tx.all(mine)
        return {row[ENROLLMENT.c.course_id]: row[ENROLLMENT.c.role] for row in rows}


def unknown_recording(number: int) -> NotFound:
    """For one that is not there, and for one that is none of the asker's business."""
    return NotFound(
        _("I don't know a recording {number}.").replace("{number}", str(number)),
        next_step=_("`recordings` shows those there are, with their numbers."),
    )


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    shown = or_(_WATCHABLE, and_(_LISTED, _T.course_id.in_(wanted.get("run_ids", ()))))
    found: list[ColumnElement[bool]] = [shown if wanted.get("watchable") else _LISTED]
    if (courses := wanted.get("course_ids")) is not None:
        found.append(_T.course_id.in_(courses))
    if (meeting := wanted.get("meeting_id")) is not None:
        found.append(_T.meeting_id == meeting)
    if (occurrence := wanted.get("occurrence_id")) is not None:
        found.append(_T.occurrence_id == occurrence)
    if (since := wanted.get("since")) is not None:
        found.append(_T.started_at >= since)
    if (seer := wanted.get("seen_by")) is not None:
        date = and_(OCCURRENCE.c.meeting_id == MEETING.c.id, OCCURRENCE.c.id == _T.occurrence_id)
        of_theirs = (
            select(MEETING.c.id)
            .join_from(MEETING, OCCURRENCE, date, isouter=True)
            .where(MEETING.c.id == _T.meeting_id, seen_by(seer, OF_DATE))
            .correlate(RECORDING)
        )
        found.append(of_theirs.exists())
    words = pieces(wanted.get("words", ""))
    found.append(and_(true(), *(func.lower(_T.topic).contains(word, autoescape=True) for word in words)))
    return found


def _read(row: RowMapping) -> Recording:
    values: dict[str, Any] = {name: row[_T[name]] for name in _COLUMNS}
    return Recording(parts=tuple(PartKind(part) for part in row[_T.parts]), **values)
