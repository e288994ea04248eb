"""Who may start a class besides its host: named by people, kept as e-mails, changed at Zoom by a job."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.hosting import ChangeAlternatives
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.domain import hosting_work
from zoomcore.domain.attendance.names import name_key
from zoomcore.domain.meetings import DatedClass, Meeting, MeetingState
from zoomcore.domain.people import STAFF, Person
from zoomcore.errors import Conflict, InvalidInput, NotFound
from zoomcore.services.finding import find_class
from zoomcore.services.meetings.changing import require_settled
from zoomcore.services.reaching import staff_of
from zoomcore.services.scene import Scene
from zoomcore.services.underway import underway
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Item, Items, Reply, Text
from zoomcore.views.ways import help_button
from zoomcore.wording import _, phrase


async def people_named(unit: Unit, scene: Scene, who: Sequence[str]) -> tuple[Person, ...]:
    """By mention, by e-mail, or by a name that one of the course's staff has. NotFound names all that nobody has."""
    staff = await staff_of(unit, scene.the_course().id, STAFF) if any("@" not in one for one in who) else ()
    found: dict[str, Person | None] = {one: await _named(unit, scene, one, staff) for one in who}
    unknown = [one for one, person in found.items() if person is None]
    if unknown:
        raise NotFound(
            _("I don't know {who}.").replace("{who}", ", ".join(_shown(one) for one in unknown)),
            next_step=_("Add them first: `course people {code} add their e-mail as assistant`.").replace(
                "{code}", scene.the_course().code
            ),
        )
    known = {person.id: person for person in found.values() if person is not None}
    return tuple(known.values())


def _shown(who: str) -> str:
    return _("the person you mentioned") if who.startswith("@") else who


async def _named(unit: Unit, scene: Scene, who: str, staff: Sequence[Person]) -> Person | None:
    if who.startswith("@"):
        ref = scene.conversation
        identity = await unit.people.find_identity(ref.platform, ref.tenant, who.removeprefix("@"))
        return await unit.people.get(identity.person_id) if identity else None
    if "@" in who:
        return await unit.people.find_by_email(who.lower())
    return _of_staff(who, staff)


def _of_staff(name: str, staff: Sequence[Person]) -> Person | None:
    """By the whole name, else by words of it; InvalidInput where several have it."""
    key = name_key(name)
    whole = [one for one in staff if name_key(one.name) == key]
    words = set(name.casefold().split())
    found = whole or [one for one in staff if words and words <= set(one.name.casefold().split())]
    if len(found) > 1:
        raise InvalidInput(
            _("{name} may be {people}.").format(name=name, people=_(" or ").join(one.name for one in found)),
            next_step=_("Name them by e-mail."),
        )
    return found[0] if found else None


async def emails_named(unit: Unit, scene: Scene, who: Sequence[str]) -> tuple[str, ...]:
    """As options keep them: e-mails in lower case, in the order they were named. Conflict for who has none."""
    people = await people_named(unit, scene, who)
    for one in people:
        require_email(one)
    return tuple(one.email for one in people)


def require_email(person: Person) -> None:
    if not person.email:
        raise Conflict(
            _("I don't know {name}'s e-mail, so I can't find their Zoom account.").replace("{name}", person.name),
            next_step=_("Name them by e-mail."),
        )


async def with_alternatives(
    unit: Unit, scene: Scene, wish: ScheduleMeeting, host: Person, *, known: Collection[str] = ()
) -> ScheduleMeeting:
    """The wish with e-mails in place of whatever people wrote; its host needs no mention.

    Those `known` at Zoom are taken as they stand, though nobody here may have met them.
    """
    if not wish.alternative_hosts:
        return wish
    there = [one for one in wish.alternative_hosts if one in known]
    others = [one for one in wish.alternative_hosts if one not in known]
    emails = (*there, *(await emails_named(unit, scene, others) if others else ()))
    return replace(wish, alternative_hosts=tuple(one for one in dict.fromkeys(emails) if one != host.email))


async def change(unit: Unit, scene: Scene, wish: ChangeAlternatives) -> Reply:
    """Writes the job that changes them at Zoom; shows them where nobody is to be changed."""
    dated = await find_class(unit, scene, wish.target)
    meeting = dated.meeting
    if not (wish.add or wish.remove):
        return Reply(view=await _shown_card(unit, scene, dated))
    require_settled(meeting)
    host = await unit.people.get(meeting.host_id)
    add = tuple(one for one in await emails_named(unit, scene, wish.add) if one != host.email) if wish.add else ()
    if wish.add and not add:
        raise Conflict(
            _("{name} is the host of {topic} already.").format(name=host.name, topic=meeting.topic),
            next_step=_("Only others can be alternative hosts."),
        )
    remove = await _to_remove(unit, scene, wish.remove)
    await lock(unit, meeting)
    await unit.jobs.enqueue(
        hosting_work.ChangeAlternatives(
            meeting=meeting.id,
            by=scene.person.id,
            request=scene.request,
            add=add,
            remove=remove,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    title = _("Changing who may start {topic} …").replace("{topic}", meeting.topic)
    return Reply(view=underway(title), replaces=True)


async def _to_remove(unit: Unit, scene: Scene, who: Sequence[str]) -> tuple[str, ...]:
    """An e-mail is taken as it stands: Zoom's portal may have added people whom nobody here knows."""
    written = tuple(one.lower() for one in who if "@" in one and not one.startswith("@"))
    others = [one for one in who if "@" not in one or one.startswith("@")]
    return (*written, *(await emails_named(unit, scene, others) if others else ()))


async def lock(unit: Unit, meeting: Meeting) -> None:
    """One change of a meeting at a time. Conflict where another was quicker."""
    if not await unit.meetings.set_state(meeting.id, (MeetingState.SCHEDULED,), MeetingState.CHANGING):
        raise Conflict(
            _("Somebody was quicker: {topic} is being changed.").replace("{topic}", meeting.topic),
            next_step=_("Look again with `list`."),
        )


async def known_alternatives(unit: Unit, meeting: Meeting) -> tuple[str, ...]:
    """As they were when Zoom was last read, or asked for; those made in Zoom's portal are among them."""
    if meeting.options.alternative_hosts is not None:
        return meeting.options.alternative_hosts
    kept = await unit.sync.find(meeting.id)
    written = str(kept.options.get("alternative_hosts") or "") if kept else ""
    return tuple(one.strip().lower() for one in written.split(";") if one.strip())


async def names_of(unit: Unit, emails: Sequence[str]) -> tuple[str, ...]:
    """Names of those we know, e-mails of the others."""
    people = await unit.people.people_by_email(emails)
    return tuple(people[one].name if one in people else one for one in emails)


async def _shown_card(unit: Unit, scene: Scene, dated: DatedClass) -> Card:
    emails = await known_alternatives(unit, dated.meeting)
    people = tuple(zip(emails, await names_of(unit, emails), strict=True))
    return shown_card(dated, people, word=scene.word)


def shown_card(dated: DatedClass, people: Sequence[tuple[str, str]], *, word: str) -> Card:
    """Who may start a class besides its host, as e-mail and name; each can be taken off."""
    meeting = dated.meeting
    title = _("Who may start {topic}").replace("{topic}", meeting.topic)
    host = Text(line=phrase("{name} is its host.", name=dated.host_name))
    line = phrase(
        "Add somebody with {line}: they need a Zoom license of this school.",
        line=f"{word}alt add kim@uni.example {dated.course_code}",
    )
    hint = Text(line=line, quiet=True)
    if not people:
        none = Text(line=phrase("Nobody else may start it."))
        return Card(title=title, body=(host, none, hint), actions=(help_button("alt"),))
    target = Target(meeting=meeting.id, occurrence=dated.occurrence.id)
    items = tuple(
        Item(
            line=(name,),
            actions=(
                Button(
                    label=_("Remove {name}").replace("{name}", name),
                    command=ChangeAlternatives(target=target, remove=(email,)),
                ),
            ),
        )
        for email, name in people
    )
    body = (host, Items(heading=(_("Alternative hosts"),), items=items), hint)
    return Card(title=title, body=body, actions=(help_button("alt"),))
