"""The cards about registration. Names and e-mails stand on private cards only, links on the one of whose they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import ShowMeeting
from zoomcore.commands.wishes.registration import DecideRegistration, ShowRegistrants
from zoomcore.domain.courses import Course
from zoomcore.domain.meetings import DatedClass, Meeting
from zoomcore.domain.registration import ANSWERED, Registrant, RegistrantState
from zoomcore.services.phrases import class_time
from zoomcore.views import Button, ButtonStyle, Card, Code, Facts, Line, Link, OpenUrl, Text, Tone
from zoomcore.wording import _, phrase, plural

#: Names that a card tells; the rest is a number.
_NAMED = 10


def class_button(meeting: Meeting) -> Button:
    return Button(label=_("Show the class"), command=ShowMeeting(target=Target(meeting=meeting.id)))


def list_button(meeting: Meeting) -> Button:
    return Button(label=_("Who signed up"), command=ShowRegistrants(target=Target(meeting=meeting.id)))


def question(meeting: Meeting, course: Course, registrant: Registrant) -> Card:
    """To an instructor: somebody asks to be let in."""
    rows: tuple[tuple[str, Line], ...] = (
        (_("Who"), (registrant.name,)),
        (_("E-mail"), (registrant.email,)),
        (_("Class"), (meeting.topic,)),
        (_("Course"), (f"{course.code} {course.title}",)),
    )
    return Card(
        title=_("{name} asks to join {topic}").format(name=registrant.name, topic=meeting.topic),
        tone=Tone.ASK,
        body=(
            Facts(rows=rows),
            Text(line=phrase("They aren't on the roster. With a yes they get a link of their own.")),
        ),
        actions=decisions(meeting, registrant),
        footnote=phrase("The first answer counts; you can also decide at Zoom."),
    )


def decisions(meeting: Meeting, registrant: Registrant) -> tuple[Button, Button]:
    """Yes and no."""
    return _decision(meeting, registrant, approve=True), _decision(meeting, registrant, approve=False)


def _decision(meeting: Meeting, registrant: Registrant, *, approve: bool) -> Button:
    command = DecideRegistration(
        registrant=registrant.id, version=registrant.version, approve=approve, meeting=meeting.id
    )
    label = _("Approve") if approve else _("Deny")
    return Button(label=label, command=command, style=ButtonStyle.PRIMARY if approve else ButtonStyle.DANGER)


def deciding(registrant: Registrant, *, approve: bool) -> Card:
    title = _("Approving {name} …") if approve else _("Denying {name} …")
    return Card(title=title.replace("{name}", registrant.name), tone=Tone.WORKING)


def decided(meeting: Meeting, registrant: Registrant, by: str = "", *, told: bool | None = None) -> Card:
    """On every copy of the question. `by` is whose answer it was; "" where it was nobody's here.

    `told`: whether they hear of it in their chat; None where there is nothing for them to hear.
    """
    said: list[Text] = [Text(line=phrase("Answered by {who}.", who=by))] if by else []
    match told:
        case True:
            said.append(Text(line=phrase("They have been told.")))
        case False:
            said.append(Text(line=phrase("I can't write to them: please tell them yourself.")))
        case None:
            pass
    return Card(
        title=_how_it_ended(meeting, registrant),
        tone=Tone.GOOD if registrant.state in ANSWERED else Tone.NEUTRAL,
        body=tuple(said),
        actions=(class_button(meeting), list_button(meeting)),
    )


def overtaken(meeting: Meeting, registrant: Registrant) -> Card:
    """To whose answer came after another one."""
    then = (
        phrase("There is a newer card about them: please answer on that one.")
        if registrant.state is RegistrantState.PENDING
        else phrase("To have it otherwise, change it at Zoom, in the class's list of registrants.")
    )
    return Card(
        title=_how_it_ended(meeting, registrant),
        tone=Tone.WARNING,
        body=(
            Text(line=phrase("That came from elsewhere before your answer reached Zoom, so yours changed nothing.")),
            Text(line=then),
        ),
        actions=(class_button(meeting),),
    )


def asked_anew(meeting: Meeting, registrant: Registrant) -> Card:
    """On copies of a question whose answer Zoom would not hear: a newer card asks it again."""
    return Card(
        title=_("{name} still asks to join {topic}").format(name=registrant.name, topic=meeting.topic),
        tone=Tone.NEUTRAL,
        body=(Text(line=phrase("Zoom did not take the answer. A newer card asks again.")),),
    )


def _how_it_ended(meeting: Meeting, registrant: Registrant) -> str:
    match registrant.state:
        case RegistrantState.APPROVED:
            title = _("{name} may join {topic}")
        case RegistrantState.DENIED:
            title = _("{name} was not let into {topic}")
        case RegistrantState.PENDING:
            title = _("{name} asks to join {topic} anew")
        case _:
            title = _("{name} doesn't ask to join {topic} any more")
    return title.format(name=registrant.name, topic=meeting.topic)


def let_in(meeting: Meeting, dated: DatedClass | None, url: str) -> Card:
    """To who asked: the answer was yes."""
    return Card(
        title=_("You may join {topic}").replace("{topic}", meeting.topic),
        tone=Tone.GOOD,
        body=(Text(line=class_time(dated)),) if dated else (),
        actions=(OpenUrl(label=_("Join class"), url=url, style=ButtonStyle.PRIMARY),) if url else (),
        footnote=phrase("This link is yours alone: what happens with it counts as you."),
    )


def turned_away(meeting: Meeting) -> Card:
    return Card(
        title=_("You weren't let into {topic}").replace("{topic}", meeting.topic),
        tone=Tone.WARNING,
        body=(Text(line=phrase("If you think that is a mistake, please write to the instructor.")),),
    )


# The run that signs people up.


def progress(meeting: Meeting, done: int, of: int) -> Card:
    return Card(
        title=_("Signing people up for {topic} …").replace("{topic}", meeting.topic),
        tone=Tone.WORKING,
        body=(Text(line=phrase("{done} of {all} so far.", done=str(done), all=str(of))),),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run made of a class: counts of people, but `refused`, who come with the reason in words.

    `there` are signed up now; `tomorrow` were added three times today; `unreachable` have no e-mail.
    """

    there: int
    cancelled: int
    refused: Sequence[tuple[Registrant, str]]
    tomorrow: int
    unreachable: int


def registered(meeting: Meeting, done: Outcome) -> Card:
    """How many have a link of their own now, and who has none, with the reason."""
    said = plural("{count} person is signed up", "{count} people are signed up", done.there)
    refused = done.refused
    body: list[Text] = []
    if done.cancelled:
        gone = plural(
            "{count} person whom the class isn't for any more was taken off.",
            "{count} people whom the class isn't for any more were taken off.",
            done.cancelled,
        )
        body.append(Text(line=(gone,)))
    body += [Text(line=phrase("{name}: {reason}", name=one.name, reason=why)) for one, why in refused[:_NAMED]]
    if len(refused) > _NAMED:
        body.append(Text(line=(plural("and {count} more", "and {count} more", len(refused) - _NAMED),)))
    if done.tomorrow:
        later = plural(
            "{count} person is signed up tomorrow: Zoom takes three sign-ups of one person a day.",
            "{count} people are signed up tomorrow: Zoom takes three sign-ups of one person a day.",
            done.tomorrow,
        )
        body.append(Text(line=(later,)))
    if done.unreachable:
        without = plural(
            "{count} person has no e-mail here, so Zoom can't sign them up.",
            "{count} people have no e-mail here, so Zoom can't sign them up.",
            done.unreachable,
        )
        body.append(Text(line=(without,)))
    return Card(
        title=_("{topic}: {said}").format(topic=meeting.topic, said=said),
        tone=Tone.WARNING if refused else Tone.GOOD,
        body=(*body, Text(line=phrase("Join gives each of them a link of their own; no mail is sent."), quiet=True)),
        actions=(class_button(meeting),),
    )


def stopped(meeting: Meeting, words: tuple[str, str]) -> Card:
    """Zoom would not sign people up; the class works all the same."""
    happened, then = words
    return Card(
        title=_("I couldn't sign people up for {topic}").replace("{topic}", meeting.topic),
        tone=Tone.BAD,
        body=(
            Text(line=(happened,)),
            Text(line=(then,)),
            Text(
                line=phrase(
                    "The class goes on without it: until then Join leads to Zoom's own page, which asks for a name and "
                    "an e-mail."
                )
            ),
        ),
        actions=(class_button(meeting),),
    )


# Guests.


def inviting(email: str, dated: DatedClass) -> Card:
    title = _("Signing up {email} …").replace("{email}", email)
    return Card(title=title, tone=Tone.WORKING, body=(Text(line=class_time(dated)),))


def invited(registrant: Registrant, dated: DatedClass, url: str, *, series: bool) -> Card:
    """To who invited: the guest's own link, to be passed on."""
    return Card(
        title=_("{name} can join {topic}").format(name=registrant.name, topic=dated.meeting.topic),
        tone=Tone.GOOD,
        body=(
            Text(line=class_time(dated)),
            Text(line=phrase("Pass this link on to them, and to nobody else: {url}", url=Code(url))),
            Text(line=_good_for(registrant, dated, series=series), quiet=True),
        ),
        actions=(class_button(dated.meeting),),
    )


def _good_for(registrant: Registrant, dated: DatedClass, *, series: bool) -> Line:
    if not series:
        return phrase("It is good for this class alone.")
    if not registrant.occurrences:
        return phrase("It is good for every date of this class.")
    if registrant.occurrences == (dated.occurrence.id,):
        return phrase("It is good for this date alone.")
    many = len(registrant.occurrences)
    return (plural("It is good for {count} date of this class.", "It is good for {count} dates of this class.", many),)


def open_to_all(email: str, dated: DatedClass) -> Card:
    """A class without registration has one link for everybody."""
    return Card(
        title=_("{topic} needs no signing up").replace("{topic}", dated.meeting.topic),
        body=(
            Text(line=class_time(dated)),
            Text(line=phrase("Pass its link on to {email}: {url}", email=email, url=Code(dated.meeting.join_url))),
        ),
        actions=(class_button(dated.meeting),),
    )


# The join page.


def wait_for_answer(dated: DatedClass, staff: Sequence[str]) -> Card:
    """Who is not on the roster of a class where each is approved."""
    who = ", ".join(staff[:2]) or dated.host_name
    return Card(
        title=dated.meeting.topic,
        tone=Tone.NEUTRAL,
        body=(
            Text(line=phrase("Your wish to join was passed on to {who}.", who=who)),
            Text(line=phrase("You are told in your chat; or press Join here again in a moment.")),
            Text(line=class_time(dated)),
        ),
    )


def still_asking(dated: DatedClass) -> Card:
    """Pressed twice: the first press is still under way."""
    return Card(
        title=dated.meeting.topic,
        tone=Tone.NEUTRAL,
        body=(Text(line=phrase("Zoom is just signing you up. Please press Join once more in a few seconds.")),),
    )


def denied(dated: DatedClass) -> Card:
    return Card(
        title=dated.meeting.topic,
        tone=Tone.WARNING,
        body=(
            Text(line=phrase("You were not let into this class.")),
            Text(line=phrase("If you think that is a mistake, please write to {host}.", host=dated.host_name)),
        ),
    )


def own_page(dated: DatedClass, words: tuple[str, str]) -> Card:
    """We could not sign them up: Zoom's own page still can."""
    happened, then = words
    link = Link(_("Go on to Zoom"), dated.meeting.join_url)
    return Card(
        title=dated.meeting.topic,
        tone=Tone.WARNING,
        body=(
            Text(line=(happened, *((" ", then) if then else ()))),
            Text(line=phrase("{link}: it asks for your name and e-mail, and lets you in from there.", link=link)),
        ),
    )


def names_of(reasons: Mapping[int, str], code: int) -> str:
    """In words why Zoom would not take somebody."""
    return reasons.get(code) or _("Zoom would not take this e-mail.")
