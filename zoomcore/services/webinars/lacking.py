"""A webinar that its host cannot hold: why, and what can be done instead."""

from dataclasses import replace

from zoomcore.commands.wishes.licenses import RequestLicense
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.domain.courses import Course
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.options import said_in
from zoomcore.domain.people import License, Person
from zoomcore.services.backups.copying import laid_over
from zoomcore.views import Button, ButtonStyle, Card, Text, Tone
from zoomcore.views.ways import help_button
from zoomcore.wording import _, phrase


def no_add_on_card(meeting: Meeting, course: Course, host: Person) -> Card:
    """Zoom made nothing; the button schedules the same as a meeting."""
    same = ScheduleMeeting(
        topic=meeting.topic, course=course.code, host=host.email, section=meeting.section, **said_in(meeting.options)
    )
    as_meeting = replace(laid_over(same, meeting.schedule), webinar=False)
    basic = host.license is License.BASIC
    missing = (
        phrase("{name} has no license at Zoom and no webinar add-on: webinars need both.", name=host.name)
        if basic
        else phrase("{name} has no webinar add-on at Zoom.", name=host.name)
    )
    ask = Button(label=_("Request a license"), command=RequestLicense(who=host.email, reason=meeting.topic))
    return Card(
        title=_("No webinar was made: {topic}").replace("{topic}", meeting.topic),
        tone=Tone.BAD,
        body=(
            Text(line=missing),
            Text(
                line=phrase(
                    "Ask whoever looks after Zoom at your place for it, name a host who has it, or hold a meeting:"
                    " there everybody may speak."
                )
            ),
        ),
        actions=(
            Button(label=_("Schedule it as a meeting"), command=as_meeting, style=ButtonStyle.PRIMARY),
            *([ask] if basic else []),
            help_button("new"),
        ),
    )
