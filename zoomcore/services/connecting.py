"""Who somebody is: to Lectern, to their chat and to Zoom; and the one private welcome."""

from zoomcore.commands.wishes.house import Connect, ShowSettings, ShowStatus, SkipWelcome
from zoomcore.commands.wishes.meetings import ListMeetings
from zoomcore.domain.people import License, Person
from zoomcore.domain.work import LookUpHost
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Button, ButtonStyle, Card, Facts, Line, Reply, Text, Tone, sentence
from zoomcore.views.ways import help_button
from zoomcore.wording import _, phrase


async def connect(unit: Unit, scene: Scene, _wish: Connect) -> Reply:
    """What is stored, at once; a job asks Zoom and changes the card."""
    await unit.jobs.enqueue(
        LookUpHost(person=scene.person.id, request=scene.request, answer=scene.answer.to_data(), card=scene.card)
    )
    card = Card(
        title=_("Asking Zoom about you …"),
        tone=Tone.WORKING,
        body=(Facts(rows=person_rows(scene.person, scene.zone)),),
    )
    return Reply(view=card, replaces=True)


def person_rows(person: Person, zone: str) -> tuple[tuple[str, Line], ...]:
    return (
        (_("Name"), (person.name,)),
        (_("E-mail"), (person.email or _("not known: your chat doesn't vouch for one"),)),
        (_("Time zone"), (zone,)),
    )


def license_words(license_: License) -> str:
    match license_:
        case License.LICENSED:
            return _("Licensed")
        case License.BASIC:
            return _("Basic: meetings end after 40 minutes")
        case License.NONE:
            return _("no Zoom account under this e-mail")
        case License.UNKNOWN:
            return _("not asked yet")


def connected_card(person: Person, zone: str, courses: int) -> Card:
    """Who you are to everybody concerned; without a Zoom account it says what to do."""
    rows = (
        *person_rows(person, zone),
        (_("Zoom"), (license_words(person.license),)),
        (_("Courses"), (str(courses),)),
    )
    missing = person.license is License.NONE
    advice = phrase("To host classes, sign in to Zoom once with {email}, or ask your Zoom admin.", email=person.email)
    return Card(
        title=_("This is you"),
        tone=Tone.WARNING if missing else Tone.GOOD,
        body=(Facts(rows=rows), *((Text(line=advice),) if missing else ())),
        actions=(Button(label=_("Change my settings"), command=ShowSettings()),),
    )


def welcome_card(person: Person, zone: str, courses: int, *, admin: bool, word: str) -> Card:
    """First contact: who I am, who you are, one thing to try; admins get their checklist."""
    rows = (*person_rows(person, zone), (_("Zoom"), (license_words(person.license),)), (_("Courses"), (str(courses),)))
    try_it: tuple[Action, ...] = (
        Button(label=_("My classes"), command=ListMeetings(mine=True), style=ButtonStyle.PRIMARY),
        Button(label=_("Change my settings"), command=ShowSettings()),
        help_button(),
        Button(label=_("Skip"), command=SkipWelcome()),
    )
    intro = Text(line=phrase("I run this school's Zoom classes from chat. This is what I know of you:"))
    body: list[Text | Facts] = [intro, Facts(rows=rows)]
    if admin:
        body += [Text(line=sentence(one)) for one in _checklist(word)]
        try_it = (Button(label=_("Show the status"), command=ShowStatus()), *try_it)
    return Card(title=_("Hello, {name}").replace("{name}", person.name), body=tuple(body), actions=try_it)


def _checklist(word: str) -> tuple[str, ...]:
    return (
        _("You are one of Lectern's admins. To begin:"),
        _("1. On the server, `lectern check` names what is missing at Zoom."),
        _('2. `{word}course add MATH201 "Algebra II"` adds a course.').replace("{word}", word),
        _("3. In its channel, `{word}course map MATH201` links it.").replace("{word}", word),
        _("4. `{word}course people MATH201 add … as instructor` lets somebody teach it.").replace("{word}", word),
    )


async def skip(unit: Unit, scene: Scene, _wish: SkipWelcome) -> Reply:
    await unit.people.update(scene.person.id, welcomed=True)
    return Reply(view=Card(title=_("Good. Type “help” whenever you like."), actions=(help_button(),)), replaces=True)
