"""Taking in meetings that were made in Zoom's portal."""

import re
from collections.abc import Sequence

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import AnnounceMeeting, OpenMoveForm, ShowMeeting
from zoomcore.commands.wishes.sync import AdoptMeeting
from zoomcore.domain.courses import Course
from zoomcore.domain.meetings import Meeting, Occurrence, OccurrenceState
from zoomcore.domain.people import Role
from zoomcore.domain.work import OfferClasses, TakeInMeeting
from zoomcore.services.meetings import cards
from zoomcore.services.phrases import spaced
from zoomcore.services.reaching import staff_of
from zoomcore.services.scene import Scene
from zoomcore.services.underway import underway
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Code, Facts, Reply, Text, Tone
from zoomcore.views.ways import classes_button, help_button
from zoomcore.wording import _, phrase, plural


async def adopt(unit: Unit, scene: Scene, wish: AdoptMeeting) -> Reply:
    """Leaves the look at Zoom to a job: of that number, or, without one, of the asker's coming meetings there."""
    course = scene.the_course()
    if wish.number is None:
        await unit.jobs.enqueue(
            OfferClasses(
                course=course.id,
                person=scene.person.id,
                request=scene.request,
                answer=scene.answer.to_data(),
                card=scene.card,
            )
        )
        return Reply(view=underway(_("Looking for your classes at Zoom …")), replaces=True)
    await unit.jobs.enqueue(
        TakeInMeeting(
            number=wish.number,
            course=course.id,
            person=scene.person.id,
            admin=scene.role is Role.ADMIN,
            request=scene.request,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    title = _("Taking in meeting {number} …").replace("{number}", spaced(wish.number))
    return Reply(view=underway(title), replaces=True)


async def offer_at_link(unit: Unit, course_id: int, mapping_id: int) -> None:
    """A channel stands for the course now: each instructor is offered what they have at Zoom, if there is any."""
    people = {person.id for person in await staff_of(unit, course_id)}
    for person in sorted(people):
        request = f"link:{mapping_id}:{person}"
        await unit.jobs.enqueue(OfferClasses(course=course_id, person=person, request=request, answer={}))


def names_course(topic: str, code: str) -> bool:
    """As a word of its own, in any case: "MATH20 review" is not about MATH201."""
    return re.search(rf"(?<!\w){re.escape(code)}(?!\w)", topic, re.IGNORECASE) is not None


def made_at_zoom_card(course: Course, number: int, topic: str) -> Card:
    """To who made it there, once."""
    take = AdoptMeeting(number=number, code=course.code)
    return Card(
        title=_("You made {topic} at Zoom").replace("{topic}", topic),
        body=(
            Text(
                line=phrase(
                    "It names {code}. Shall I take it in, so that students find it here and it counts as a class?",
                    code=course.code,
                )
            ),
        ),
        actions=(
            Button(label=_("Take in {topic}").replace("{topic}", topic[:40]), command=take, style=ButtonStyle.PRIMARY),
            help_button("course adopt"),
        ),
    )


def adopted_card(meeting: Meeting, course: Course, host_name: str, dates: Sequence[Occurrence], *, past: int) -> Card:
    """`past` dates are over: their attendance is being read."""
    starts = [one.start for one in dates if one.start and one.state is OccurrenceState.SCHEDULED][past:]
    rows = (
        *cards.schedule_facts(meeting.schedule, starts),
        (_("Course"), (f"{course.code} {course.title}",)),
        (_("Host"), (host_name,)),
    )
    target = Target(meeting=meeting.id)
    announce = AnnounceMeeting(meeting=meeting.id)
    coming = (
        Button(label=_("Post to the channel"), command=announce, style=ButtonStyle.PRIMARY),
        Button(label=_("Move class"), command=OpenMoveForm(target=target)),
        Button(label=_("Details"), command=ShowMeeting(target=target)),
    )
    return Card(
        title=_("Taken in: {topic}").replace("{topic}", meeting.topic),
        tone=Tone.GOOD,
        body=(Facts(rows=rows), *((_past(past),) if past else ())),
        actions=coming if starts or not past else (classes_button(course.code),),
        footnote=cards.footnote(meeting),
    )


def _past(count: int) -> Text:
    dates = plural("{count} date of the last 30 days", "{count} dates of the last 30 days", count)
    return Text(
        line=phrase(
            "I am reading who was there on {dates}. They count for nobody until you let them count: {line} shows each.",
            dates=dates,
            line=Code("attendance"),
        )
    )
