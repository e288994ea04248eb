"""When many lose a class at once: said to the instructor, who may let it count for nobody."""

from zoomcore.domain.attendance.outage import find_outage
from zoomcore.services.attendance.findings import Findings
from zoomcore.views import Code, Line, When, WhenStyle
from zoomcore.wording import phrase


def outage_line(findings: Findings, zone: str) -> Line:
    """Empty where nothing looks like one."""
    stays = {person: one.stays for person, one in findings.presences.items() if one.stays}
    at = find_outage(stays, findings.window)
    if at is None:
        return ()
    return phrase(
        "At {when} a third of the class or more dropped out within a minute. If that was an outage, {line} lets the "
        "class count for nobody.",
        when=When(at, zone, WhenStyle.TIME),
        line=Code("attendance void because outage"),
    )
