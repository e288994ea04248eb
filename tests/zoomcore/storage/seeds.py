"""Situations in the database, for the tests of meetings."""

from datetime import datetime, timedelta
from itertools import count

from tests.builders import START, a_schedule
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.options import Options, RecordingMode
from zoomcore.storage.store import Unit

_numbers = count(81_000_000_000)
WEEK = timedelta(days=7)


async def a_course(unit: Unit, code: str = "MATH201") -> int:
    return (await unit.courses.add(code, f"Title of {code}", "Europe/Madrid")).id


async def a_wish(unit: Unit, course: int, *, topic: str = "Algebra II", host: int | None = None) -> Meeting:
    """A meeting that Zoom does not know yet."""
    who = host or (await unit.people.add("Ana Ruiz")).id
    return await unit.meetings.add(
        ref=f"R{next(_numbers)}",
        kind=MeetingKind.MEETING,
        course_id=course,
        host_id=who,
        created_by=who,
        topic=topic,
        schedule=a_schedule(),
        options=Options(waiting_room=True, recording=RecordingMode.HOST),
    )


async def a_class(
    unit: Unit, course: int, *starts: datetime | None, topic: str = "Algebra II", host: int | None = None
) -> Meeting:
    """A meeting that Zoom confirmed, of 50 minutes at each start."""
    meeting = await a_wish(unit, course, topic=topic, host=host)
    await unit.meetings.record_created(
        meeting.id,
        zoom_id=next(_numbers),
        join_url="https://zoom.example/j/1",
        occurrences=[(str(number), start, 50) for number, start in enumerate(starts or (START,), start=1)],
    )
    return await unit.meetings.get(meeting.id)
