"""Who is in a course: looked at, added, removed, filled from a list or from the channel."""

from zoomcore.chat import ConversationRef
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.courses import EnrollPerson, ImportRoster, RemovePerson, ShowPeople, SuggestRoster
from zoomcore.commands.wishes.house import Undo
from zoomcore.domain.courses import Course
from zoomcore.domain.people import Enrollment, Person, Role
from zoomcore.domain.roster import RosterFile, RosterLine, read_roster
from zoomcore.domain.undo import undo_until
from zoomcore.domain.work import ReadRoster
from zoomcore.errors import InvalidInput, NotAllowed, NotFound
from zoomcore.services.attendance.sections import own_section, section_line
from zoomcore.services.forms.roster import roster_form
from zoomcore.services.privacy import erased_among, welcome_back
from zoomcore.services.problems import line_problem
from zoomcore.services.registration.following import follow_roster
from zoomcore.services.rooms.following import roster_changed
from zoomcore.services.scene import Scene
from zoomcore.services.staying import require_staying
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Facts, Line, Reply, Table, Text, Tone
from zoomcore.views.ways import classes_button, people_button
from zoomcore.wording import _, phrase, plural

PAGE = 15
_PROBLEMS_SHOWN = 8


async def show(unit: Unit, scene: Scene, wish: ShowPeople) -> Reply:
    """One page of the roster, in order of role and name, and the counts; assistants see their own section's people."""
    course = scene.the_course()
    section = await own_section(unit, scene, course.id)
    within = section.name if section is not None else ""
    counts = await unit.courses.count(course.id, section=within)
    rows = await unit.courses.roster(course.id, section=within, offset=(wish.page - 1) * PAGE, limit=PAGE + 1)
    title = _("People in {code}").replace("{code}", course.code)
    fill = (
        Button(label=_("Add from a list"), command=ImportRoster(code=course.code)),
        Button(label=_("Add from this channel"), command=SuggestRoster(code=course.code)),
    )
    actions = fill if scene.role.reaches(Role.INSTRUCTOR) else (classes_button(course.code),)
    if not rows:
        empty = Text(line=phrase("Nobody is in {code} yet.", code=course.code))
        return Reply(view=Card(title=title, body=(empty,), actions=actions))
    more = Button(label=_("More people"), command=ShowPeople(code=course.code, page=wish.page + 1))
    table = Table(
        caption=title,
        columns=(_("Name"), _("E-mail"), _("Role"), _("Section")),
        rows=tuple(
            ((one.person.name,), (one.person.email,), (_(one.role.value),), (one.section or "–",))
            for one in rows[:PAGE]
        ),
        more=more if len(rows) > PAGE else None,
    )
    summary = ", ".join(f"{count} {_(role.value)}" for role, count in counts.items() if count)
    return Reply(
        view=Card(title=title, body=(Text(line=(summary,)), table, *section_line(section)), actions=actions),
        replaces=wish.page > 1,
    )


async def enroll(unit: Unit, scene: Scene, wish: EnrollPerson) -> Reply:
    """Adds a person by e-mail or mention, or changes their role. Only an admin makes instructors."""
    course = scene.the_course()
    if wish.role is Role.ADMIN or (
        wish.role is Role.INSTRUCTOR and not scene.admin and not scene.role.reaches(Role.INSTRUCTOR)
    ):
        raise NotAllowed(_("That role isn't yours to give."), next_step=_("Ask one of Lectern's admins."))
    back = await welcome_back(unit, wish.who, scene.deployment.pepper)
    person = await require_staying(unit, await person_called(unit, scene, wish.who, wish.name))
    before = await unit.courses.role_of(course.id, person.id)
    await unit.courses.place(
        Enrollment(
            course_id=course.id,
            person_id=person.id,
            role=wish.role,
            section=wish.section,
            starts_on=wish.starts_on,
            ends_on=wish.ends_on,
        )
    )
    await roster_changed(unit, course.id, scene.now)
    await follow_roster(unit, course.id, scene.now, request=scene.request)
    inverse = (
        RemovePerson(code=course.code, who=wish.who)
        if before is None
        else EnrollPerson(code=course.code, who=wish.who, role=before)
    )
    entry = await unit.audit.write(
        scene.person.id,
        "course people add",
        f"course:{course.id}",
        {"person": person.id, "from": before, "to": wish.role},
        inverse=pack(inverse),
        undo_until=undo_until(scene.now),
    )
    title = _("{name} is in {code} as {role}").format(name=person.name, code=course.code, role=_(wish.role.value))
    again = Text(line=phrase("They had been erased from Lectern; from now on they are known again."))
    undo = Button(label=_("Undo"), command=Undo(entry=entry))
    return Reply(view=Card(title=title, tone=Tone.GOOD, body=(again,) if back else (), actions=(undo,)))


async def person_called(unit: Unit, scene: Scene, who: str, name: str = "") -> Person:
    """By mention an identity we know; by e-mail a person, made where we know none. InvalidInput for anything else."""
    if who.startswith("@"):
        ref = scene.conversation
        identity = await unit.people.find_identity(ref.platform, ref.tenant, who.removeprefix("@"))
        if identity is None:
            raise NotFound(
                _("I haven't met that person yet."), next_step=_("Name them by e-mail, or let them type `help` once.")
            )
        return await unit.people.get(identity.person_id)
    if "@" not in who:
        raise InvalidInput(
            _("I need an e-mail or a mention to know who that is."),
            next_step=_("For example `course people MATH201 add ana@uni.example as instructor`."),
            field="who",
        )
    email = who.lower()
    found = await unit.people.find_by_email(email)
    return found or await unit.people.add(name=name or email.partition("@")[0], email=email)


async def remove(unit: Unit, scene: Scene, wish: RemovePerson) -> Reply:
    course = scene.the_course()
    person = await person_called(unit, scene, wish.who)
    left = await unit.courses.leave(course.id, person.id)
    if left is None:
        raise NotFound(_("{name} isn't in {code}.").format(name=person.name, code=course.code))
    await roster_changed(unit, course.id, scene.now)
    await follow_roster(unit, course.id, scene.now, request=scene.request)
    entry = await unit.audit.write(
        scene.person.id,
        "course people remove",
        f"course:{course.id}",
        {"person": person.id, "from": left.role},
        inverse=pack(_back(left, course, wish.who)),
        undo_until=undo_until(scene.now),
    )
    title = _("{name} is no longer in {code}").format(name=person.name, code=course.code)
    return Reply(view=Card(title=title, tone=Tone.GOOD, actions=(Button(label=_("Undo"), command=Undo(entry=entry)),)))


def _back(left: Enrollment, course: Course, who: str) -> EnrollPerson:
    return EnrollPerson(
        code=course.code,
        who=who,
        role=left.role,
        section=left.section,
        starts_on=left.starts_on,
        ends_on=left.ends_on,
    )


async def import_roster(unit: Unit, scene: Scene, wish: ImportRoster) -> Reply:
    """Bare: the form. With a list: a dry run with counts and faults by line; confirmed: for real, and idempotent."""
    course = scene.the_course()
    text = wish.csv or await _kept_list(unit, scene, wish.draft)
    if not text.strip():
        return Reply(view=roster_form(course))
    read = read_roster(text)
    if not read.lines:
        raise InvalidInput(
            _("I found nobody in that list. {problem}").replace("{problem}", _first_problem(read)),
            next_step=_("One person a line: name, e-mail, id, section, role."),
            field="csv",
        )
    if not wish.confirmed:
        return Reply(view=await _dry_run(unit, scene, read, text))
    added = await enroll_lines(unit, scene, read.lines)
    said = plural("{count} person added or updated", "{count} people added or updated", added)
    await unit.audit.write(scene.person.id, "course people import", f"course:{course.id}", {"count": added})
    return Reply(
        view=Card(
            title=_("{code}: {said}").format(code=course.code, said=said),
            tone=Tone.GOOD,
            actions=(people_button(course.code),),
        ),
        replaces=True,
    )


def _first_problem(read: RosterFile) -> str:
    if not read.problems:
        return ""
    return line_problem(read.problems[0]) + "."


async def _kept_list(unit: Unit, scene: Scene, draft: int) -> str:
    """The list of an earlier dry run: too long for a button, so it is kept and the button names it."""
    if not draft:
        return ""
    kept = await unit.inbox.payload(draft)
    if kept.get("person") != scene.person.id:
        raise NotFound(_("That list isn't here any more."), next_step=_("Send it again."))
    return str(kept["csv"])


async def _dry_run(unit: Unit, scene: Scene, read: RosterFile, text: str) -> Card:
    known = await unit.people.people_by_email([one.email for one in read.lines])
    new = len(read.lines) - len(known)
    rows: tuple[tuple[str, Line], ...] = (
        (_("In the list"), (str(len(read.lines)),)),
        (_("New to Lectern"), (str(new),)),
        (_("Known already"), (str(len(known)),)),
    )
    problems = [line_problem(one) for one in read.problems]
    body: list[Facts | Text] = [Facts(rows=rows)]
    gone = await erased_among(unit, (one.email for one in read.lines), scene.deployment.pepper)
    if gone:
        body.append(Text(line=_left_out(len(gone))))
    body += [Text(line=(one,)) for one in problems[:_PROBLEMS_SHOWN]]
    if len(problems) > _PROBLEMS_SHOWN:
        left = len(problems) - _PROBLEMS_SHOWN
        body.append(Text(line=(plural("and {count} more line", "and {count} more lines", left),)))
    draft = await unit.inbox.first(f"list:{scene.request}", "list", {"person": scene.person.id, "csv": text})
    confirm = ImportRoster(code=scene.the_course().code, draft=draft or 0, confirmed=True)
    label = plural("Add {count} person", "Add {count} people", len(read.lines))
    return Card(
        title=_("Nothing is changed yet"),
        tone=Tone.ASK,
        body=tuple(body),
        actions=(Button(label=label, command=confirm, style=ButtonStyle.PRIMARY),),
    )


def _left_out(many: int) -> Line:
    said = plural(
        "{count} person of the list was erased from Lectern and stays out.",
        "{count} people of the list were erased from Lectern and stay out.",
        many,
    )
    return phrase("{said} If they came back, add them one by one by their e-mail.", said=said)


async def enroll_lines(unit: Unit, scene: Scene, lines: tuple[RosterLine, ...]) -> int:
    """Everybody of the list into the course; a role they hold there already is only changed by a line that names it.

    Who was erased at their own wish stays out: a list that somebody kept must not bring them back.
    """
    gone = await erased_among(unit, (one.email for one in lines), scene.deployment.pepper)
    course = scene.the_course()
    await roster_changed(unit, course.id, scene.now)
    many = await unit.courses.enroll_many(course.id, [one for one in lines if one.email.lower() not in gone])
    await follow_roster(unit, course.id, scene.now, request=scene.request)
    return many


async def suggest(unit: Unit, scene: Scene, wish: SuggestRoster) -> Reply:
    """A job reads the channel's members; its card proposes those with a home e-mail who are not in the course."""
    course = scene.the_course()
    channel = await _channel(unit, scene)
    await unit.jobs.enqueue(
        ReadRoster(
            course=course.id,
            person=scene.person.id,
            channel=channel.to_data(),
            confirmed=wish.confirmed,
            request=scene.request,
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    title = _("Reading this channel's members …")
    return Reply(view=Card(title=title, tone=Tone.WORKING), replaces=True)


async def _channel(unit: Unit, scene: Scene) -> ConversationRef:
    """Where it was asked; from a private chat the course's first channel on the same platform."""
    if not scene.conversation.direct:
        return scene.conversation.everyone()
    platform = scene.conversation.platform
    for one in await unit.courses.channels(scene.the_course().id):
        if one.platform == platform:
            return ConversationRef(platform=one.platform, tenant=one.tenant, channel=one.channel)
    raise InvalidInput(_("A private chat has no members to add."), next_step=_("Ask in the course's channel."))
