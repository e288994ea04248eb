"""Classes of one person at the same time: looked for in our own tables, whatever course they are of."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from zoomcore.domain.meetings import DatedClass, Occurrence
from zoomcore.domain.people import PersonId
from zoomcore.services.phrases import class_time
from zoomcore.storage.store import Unit
from zoomcore.views import Text
from zoomcore.wording import phrase, plural

#: Overlaps that a card names; of more it says how many.
_NAMED = 3


async def overlaps_of(
    unit: Unit, person_id: PersonId, dates: Sequence[Occurrence], *, but: int
) -> tuple[DatedClass, ...]:
    """What else they hold while one of the dates is on, by start; `but` is the class of the dates. One statement."""
    spans = [(one.start, one.start + timedelta(minutes=one.duration_minutes)) for one in dates if one.start is not None]
    if not spans:
        return ()
    first, last = min(start for start, _end in spans), max(end for _start, end in spans)
    others = await unit.meetings.held_by(person_id, first, last, but=but)
    return tuple(one for one in others if _touches(one, spans))


def _touches(one: DatedClass, spans: Sequence[tuple[datetime, datetime]]) -> bool:
    start = one.occurrence.start
    if start is None:
        return False
    end = start + timedelta(minutes=one.occurrence.duration_minutes)
    return any(start < until and since < end for since, until in spans)


def overlap_lines(name: str, others: Sequence[DatedClass]) -> tuple[Text, ...]:
    """Each with its time; Zoom lets one host run one meeting at a time."""
    named = tuple(
        Text(
            line=phrase(
                "{name} has {topic} at that time: {when}.",
                name=name,
                topic=f"{one.meeting.topic} ({one.course_code})",
                when=class_time(one)[0],
            )
        )
        for one in others[:_NAMED]
    )
    if len(others) <= _NAMED:
        return named
    more = plural("and {count} more at the same time", "and {count} more at the same time", len(others) - _NAMED)
    return (*named, Text(line=(more,)))
