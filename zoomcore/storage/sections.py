"""Which classes of one section somebody sees, as a condition of a statement."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from zoomcore.domain.people import STAFF
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.storage.panelists import speaks_in
from zoomcore.storage.tables import ENROLLMENT, MEETING, OCCURRENCE, PANELIST, SUBSTITUTE

_STAFF = sorted(STAFF)


def of_section(section: Any) -> ColumnElement[bool]:
    """An enrollment of staff, or in that section, however it is spelled."""
    staff = (ENROLLMENT.c.role == role for role in _STAFF)
    return or_(*staff, func.lower(ENROLLMENT.c.section) == func.lower(section))


#: Of rows with their date beside their meeting: for which section it is, or was held.
OF_DATE: ColumnElement[str] = func.coalesce(OCCURRENCE.c.section, MEETING.c.section)


def seen_by(person: Any, section: ColumnElement[str] = MEETING.c.section) -> ColumnElement[bool]:
    """Of rows with their meeting: whole courses' classes; a section's for its people, staff, host, stand-in, panel."""
    theirs = and_(
        ENROLLMENT.c.course_id == MEETING.c.course_id,
        ENROLLMENT.c.person_id == person,
        of_section(section),
    )
    mine = select(ENROLLMENT.c.person_id).where(theirs).correlate_except(ENROLLMENT).exists()
    stands_in = and_(
        SUBSTITUTE.c.meeting_id == MEETING.c.id,
        SUBSTITUTE.c.person_id == person,
        SUBSTITUTE.c.state == SubstituteState.ON,
    )
    standing_in = select(SUBSTITUTE.c.person_id).where(stands_in).correlate(MEETING).exists()
    speaking = select(PANELIST.c.id).where(speaks_in(MEETING.c.id, person)).correlate(MEETING).exists()
    return or_(section == "", MEETING.c.host_id == person, mine, standing_in, speaking)
