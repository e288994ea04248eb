"""A student's "Something's wrong": asked, answered with a reason, and never lost in between."""

from collections.abc import Mapping, Sequence
from functools import partial

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import ShowAttendance, ShowMyAttendance, ShowWhy
from zoomcore.commands.wishes.rulings import AnswerQuery, AskAboutAttendance
from zoomcore.domain.attendance.rules import AttendanceStatus, Mark
from zoomcore.domain.attendance.sheets import Query, QueryState
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import Person, PersonId, Role
from zoomcore.errors import Conflict, InvalidInput, NotAllowed
from zoomcore.services.attendance import words
from zoomcore.services.attendance.computing import recompute
from zoomcore.services.reaching import tell, tell_staff
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Button,
    ButtonStyle,
    Card,
    Choice,
    Field,
    FieldKind,
    Form,
    Item,
    Reply,
    Text,
    Tone,
)
from zoomcore.wording import _, phrase, speaking

LONGEST = 1000
_OPEN_AT_ONCE = 3


def query_items(queries: Sequence[Query], names: Mapping[PersonId, str]) -> list[Item]:
    """What students asked, each with its way to an answer."""
    return [
        Item(
            line=(f"{names.get(one.person, '?')}: ", one.text),
            detail=(_("asked about their attendance"),),
            actions=(
                Button(
                    label=_("Accept"),
                    command=AnswerQuery(occurrence=one.occurrence, query=one.id, accept=True),
                    style=ButtonStyle.PRIMARY,
                ),
                Button(label=_("Decline"), command=AnswerQuery(occurrence=one.occurrence, query=one.id)),
                Button(label=_("Why?"), command=ShowWhy(occurrence=one.occurrence, person=one.person)),
            ),
        )
        for one in queries
    ]


def ask_form(occurrence_id: int) -> Form:
    return Form(
        title=_("Something's wrong"),
        base=AskAboutAttendance(occurrence=occurrence_id),
        submit=_("Send"),
        intro=phrase("Your instructor reads this, and answers with a reason."),
        fields=(
            Field(
                name="text",
                label=_("What is wrong?"),
                kind=FieldKind.LONG_TEXT,
                required=True,
                longest=LONGEST,
                hint=_("For example: I was in from 15:05 on, on my tablet."),
            ),
        ),
    )


async def ask(unit: Unit, scene: Scene, wish: AskAboutAttendance) -> Reply:
    """Kept until it is answered, and told to the course's instructors at once."""
    if not wish.text.strip():
        return Reply(view=ask_form(wish.occurrence))
    if len(wish.text) > LONGEST:
        raise InvalidInput(
            _("That is longer than {most} characters.").replace("{most}", f"{LONGEST:,}"),
            next_step=_("Send it again, shorter."),
            field="text",
        )
    dated = await unit.meetings.get_occurrence(wish.occurrence)
    if scene.role is not Role.STUDENT:
        raise NotAllowed(
            _("You aren't a student of {code}.").replace("{code}", dated.course_code),
            next_step=_("Ask its instructor to add you."),
        )
    mine = await unit.rulings.queries_of(scene.person.id, wish.occurrence)
    if sum(one.state is QueryState.OPEN for one in mine) >= _OPEN_AT_ONCE:
        raise Conflict(
            _("You have asked about this class already."),
            next_step=_("Your instructor will answer; nothing gets lost."),
        )
    query = await unit.rulings.ask(wish.occurrence, scene.person.id, wish.text.strip())
    await unit.audit.write(scene.person.id, "query", f"occurrence:{wish.occurrence}", {"query": query.id})
    card = partial(_asks_card, scene.person, dated, query)
    await tell_staff(unit, dated.meeting.course_id, card, cause=f"query:{query.id}")
    return Reply(
        view=Card(
            title=_("Sent to your instructor"),
            tone=Tone.GOOD,
            body=(Text(line=phrase("You get an answer with a reason. It stays open until then.")),),
            actions=(Button(label=_("My attendance"), command=ShowMyAttendance(course=dated.course_code)),),
        ),
        replaces=True,
    )


def _asks_card(student: Person, dated: DatedClass, query: Query) -> Card:
    return Card(
        title=_("{name} asks about {what}").format(name=student.name, what=words.class_title(dated)),
        tone=Tone.ASK,
        body=(Text(line=(query.text,)),),
        actions=query_items([query], {student.id: student.name})[0].actions,
    )


def answer_form(query: Query, name: str, *, accept: bool) -> Form:
    statuses = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.PARTIAL)
    status = Field(
        name="status",
        label=_("Count them as"),
        kind=FieldKind.CHOICE,
        value=AttendanceStatus.PRESENT.value,
        choices=tuple(Choice(value=one.value, label=words.status_words(one)) for one in statuses),
    )
    reason = Field(
        name="reason",
        label=_("Why?"),
        kind=FieldKind.TEXT,
        required=True,
        longest=LONGEST,
        hint=_("The student reads it."),
    )
    return Form(
        title=_("Accept") if accept else _("Decline"),
        base=AnswerQuery(occurrence=query.occurrence, query=query.id, accept=accept),
        submit=_("Send"),
        intro=(f"{name}: ", query.text),
        fields=(status, reason) if accept else (reason,),
    )


async def answer(unit: Unit, scene: Scene, wish: AnswerQuery) -> Reply:
    """Once, with a reason; what is accepted becomes a mark, so that no recomputation undoes it."""
    query = await unit.rulings.get_query(wish.query)
    if query.occurrence != wish.occurrence:
        raise NotAllowed(_("That question is about another class."), next_step=_("Answer it from its own card."))
    student = await unit.people.get(query.person)
    if not wish.reason.strip() and query.state is QueryState.OPEN:
        return Reply(view=answer_form(query, student.name, accept=wish.accept))
    state = QueryState.ACCEPTED if wish.accept else QueryState.DECLINED
    if not await unit.rulings.answer_query(query.id, state, wish.reason.strip(), scene.person.id):
        raise Conflict(_("That was answered already."), next_step=_("`attendance` shows how things stand."))
    dated = await unit.meetings.get_occurrence(query.occurrence)
    if wish.accept:
        mark = Mark(person=query.person, status=wish.status, reason=wish.reason.strip())
        await unit.rulings.set_mark(query.occurrence, mark, scene.person.id)
        await recompute(unit, query.occurrence, scene.now, by=scene.person.id, why="query")
    detail = {"query": query.id, "state": state.value, "reason": wish.reason.strip()}
    await unit.audit.write(scene.person.id, "query answer", f"occurrence:{query.occurrence}", detail)
    await _tell_student(unit, student, dated, query, (state, wish.reason.strip()))
    back = Button(label=_("Back to the class"), command=ShowAttendance(target=Target(occurrence=query.occurrence)))
    return Reply(
        view=Card(title=_("{name} was answered").replace("{name}", student.name), tone=Tone.GOOD, actions=(back,)),
        replaces=True,
    )


async def _tell_student(
    unit: Unit, student: Person, dated: DatedClass, query: Query, said: tuple[QueryState, str]
) -> None:
    state, reason = said
    with speaking(student.locale):
        title = _("Accepted: {name}") if state is QueryState.ACCEPTED else _("Not changed: {name}")
        card = Card(
            title=title.replace("{name}", words.class_title(dated)),
            tone=Tone.GOOD if state is QueryState.ACCEPTED else Tone.NEUTRAL,
            body=(Text(line=phrase("You asked: {text}", text=query.text), quiet=True), Text(line=(reason,))),
            actions=(Button(label=_("Why?"), command=ShowWhy(occurrence=query.occurrence)),),
        )
        await tell(unit, student.id, card, cause=f"query:{query.id}:answer")
