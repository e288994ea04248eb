"""An instructor's word about single students and single classes: marks, excuses, agreements, void classes."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.attendance import ShowAttendance, ShowStudentAttendance, ShowWhy
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.rulings import AgreeAccommodation, MarkAttendance, VoidAttendance
from zoomcore.domain.attendance.rule_faults import MOST_POINTS, agreement_faults
from zoomcore.domain.attendance.rules import Accommodation, Mark
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import Person, Role
from zoomcore.domain.undo import undo_until
from zoomcore.domain.work import RecomputeCourse
from zoomcore.errors import Conflict, InvalidInput, NotFound
from zoomcore.services.attendance import words
from zoomcore.services.attendance.choosing import held_class
from zoomcore.services.attendance.computing import recompute, recompute_course_soon
from zoomcore.services.attendance.counting import fault_words
from zoomcore.services.attendance.sections import own_section
from zoomcore.services.people import person_called
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Facts, Line, Reply, Text, Tone
from zoomcore.wording import _, phrase

LONGEST_REASON = 500
_HUNDRED = 100


async def mark(unit: Unit, scene: Scene, wish: MarkAttendance) -> Reply:
    """Overrides or excuses; nothing computed later touches it. An empty mark gives the student back to the evidence."""
    dated = await held_class(unit, scene, wish, wish.target)
    student = await _student(unit, scene, dated, wish)
    told = Mark(
        person=student.id, excuse=wish.excuse, status=wish.status, points=wish.points, reason=wish.reason.strip()
    )
    if told.points is not None and told.points > MOST_POINTS:
        raise InvalidInput(
            _("That is more than {most} points.").replace("{most}", f"{MOST_POINTS:,}"),
            next_step=_("Write them like 7.5."),
            field="points",
        )
    if (told.status is not None or told.points is not None) and not told.reason:
        raise InvalidInput(
            _("Why is it to be changed?"),
            next_step=_("Add the reason, like `because his sound was off`: the student sees it."),
            field="reason",
        )
    before = await unit.rulings.set_mark(
        dated.occurrence.id, replace(told, reason=told.reason[:LONGEST_REASON]), scene.person.id
    )
    await recompute(unit, dated.occurrence.id, scene.now, by=scene.person.id, why="mark")
    inverse = MarkAttendance(
        target=Target(occurrence=dated.occurrence.id),
        person=student.id,
        excuse=before.excuse if before else None,
        status=before.status if before else None,
        points=before.points if before else None,
        reason=before.reason if before else "",
    )
    entry = await unit.audit.write(
        scene.person.id,
        "attendance mark",
        f"attendance:{dated.occurrence.id}:{student.id}",
        {"from": _plain(before), "to": _plain(told)},
        inverse=pack(inverse),
        undo_until=undo_until(scene.now),
    )
    row = (await unit.sheets.rows(dated.occurrence.id)).get(student.id)
    facts: list[tuple[str, Line]] = [(_("Class"), (words.class_title(dated),))]
    if row is not None:
        facts.append((_("Status"), (words.status_words(row.attendance.status),)))
        facts.append((_("Points"), (words.points_words(row.attendance.points),)))
    if told.reason:
        facts.append((_("Reason"), (told.reason,)))
    title = _("Marked: {name}") if _plain(told) else _("As the evidence says again: {name}")
    return Reply(
        view=Card(
            title=title.replace("{name}", student.name),
            tone=Tone.GOOD,
            body=(Facts(rows=tuple(facts)),),
            actions=(
                Button(label=_("Undo"), command=Undo(entry=entry)),
                Button(label=_("Why?"), command=ShowWhy(occurrence=dated.occurrence.id, person=student.id)),
                _class_button(dated),
            ),
        )
    )


def _class_button(dated: DatedClass) -> Button:
    return Button(label=_("Back to the class"), command=ShowAttendance(target=Target(occurrence=dated.occurrence.id)))


def _plain(told: Mark | None) -> dict[str, str]:
    """For the audit: what was said, in words; empty for nothing."""
    if told is None:
        return {}
    said = {
        "excuse": told.excuse.value if told.excuse else "",
        "status": told.status.value if told.status else "",
        "points": "" if told.points is None else str(told.points),
    }
    return {name: value for name, value in said.items() if value}


async def _student(unit: Unit, scene: Scene, dated: DatedClass, wish: MarkAttendance) -> Person:
    return await student_of(unit, scene, dated.meeting.course_id, person=wish.person, who=wish.who)


async def student_of(unit: Unit, scene: Scene, course_id: int, *, person: int = 0, who: str = "") -> Person:
    """A student of that course, by our number or by e-mail or mention; NotFound for anybody else. Adds nobody.

    An assistant finds those of their own section alone.
    """
    found = await unit.people.get(person) if person else await unit.people.find_by_email(who)
    if found is None and who.startswith("@"):
        found = await person_called(unit, scene, who)
    role = await unit.courses.role_of(course_id, found.id) if found else None
    if found is None or role is not Role.STUDENT:
        raise NotFound(
            _("{who} isn't a student of this course.").replace("{who}", found.name if found else who),
            next_step=_("`course people` shows who is in it."),
        )
    section = await own_section(unit, scene, course_id)
    if section is not None and found.id not in section.students:
        raise NotFound(
            _("{who} isn't in your section.").replace("{who}", found.name),
            next_step=_("Ask the course's instructor about them."),
        )
    return found


# Classes that count for nobody.


async def void(unit: Unit, scene: Scene, wish: VoidAttendance) -> Reply:
    """With its reason, which students see; taken back with one tap."""
    dated = await held_class(unit, scene, wish, wish.target)
    reason = "" if wish.restore else wish.reason.strip()[:LONGEST_REASON]
    if not wish.restore and not reason:
        raise InvalidInput(
            _("Why does that class count for nobody?"),
            next_step=_("Add the reason, like `attendance void nov 12 because outage`: students see it."),
            field="reason",
        )
    before = await unit.sheets.find(dated.occurrence.id) or await recompute(unit, dated.occurrence.id, scene.now)
    if before is None:
        raise Conflict(
            _("Nobody has been seen in that class yet, so I can't leave it out of the grades."),
            next_step=_("Do it once the class has begun."),
        )
    if before.void_reason == reason:
        raise Conflict(
            _("That class counts for nobody already.") if reason else _("That class counts already."),
            next_step=_("`attendance` shows how it stands."),
        )
    await unit.sheets.set_void(dated.occurrence.id, reason)
    await recompute(unit, dated.occurrence.id, scene.now, by=scene.person.id, why="void")
    inverse = VoidAttendance(
        target=Target(occurrence=dated.occurrence.id), reason=before.void_reason, restore=not before.void_reason
    )
    entry = await unit.audit.write(
        scene.person.id,
        "attendance void",
        f"occurrence:{dated.occurrence.id}",
        {"from": before.void_reason, "to": reason},
        inverse=pack(inverse),
        undo_until=undo_until(scene.now),
    )
    title = _("{name} counts again") if wish.restore else _("{name} counts for nobody")
    said = phrase("Students see this reason: {reason}", reason=reason) if reason else phrase("Its points are back.")
    return Reply(
        view=Card(
            title=title.replace("{name}", words.class_title(dated)),
            tone=Tone.GOOD,
            body=(Text(line=said),),
            actions=(Button(label=_("Undo"), command=Undo(entry=entry)), _class_button(dated)),
        )
    )


# Agreements with one student.


async def agree(unit: Unit, scene: Scene, wish: AgreeAccommodation) -> Reply:
    """For the whole course, past classes included: they are computed anew."""
    course = scene.the_course()
    student = await student_of(unit, scene, course.id, who=wish.who)
    agreed = Accommodation(
        person=student.id,
        share_of_window=Decimal(wish.share_of_window) / _HUNDRED,
        late_grace=timedelta(minutes=wish.grace_minutes),
        never_late=wish.never_late,
    )
    for fault in agreement_faults(agreed):
        message, field = fault_words(fault)
        raise InvalidInput(message, next_step=_("Say `75% of class`, `10 min grace` or `never late`."), field=field)
    before = (await unit.rulings.accommodations(course.id)).get(student.id) or Accommodation(person=student.id)
    await unit.rulings.agree(course.id, agreed, scene.person.id)
    work = RecomputeCourse(course=course.id, request=scene.request, by=scene.person.id, why="agreement")
    await recompute_course_soon(unit, course.id, scene.now, work)
    entry = await unit.audit.write(
        scene.person.id,
        "attendance agree",
        f"accommodation:{course.id}:{student.id}",
        {"from": words.accommodation_words(before), "to": words.accommodation_words(agreed)},
        inverse=pack(_agreement(course.code, wish.who, before)),
        undo_until=undo_until(scene.now),
    )
    return Reply(
        view=Card(
            title=_("Agreed with {name}").replace("{name}", student.name),
            tone=Tone.GOOD,
            body=(
                Facts(rows=((_("In {code}").replace("{code}", course.code), (words.accommodation_words(agreed),)),)),
            ),
            actions=(
                Button(label=_("Undo"), command=Undo(entry=entry)),
                Button(
                    label=_("Their attendance"),
                    command=ShowStudentAttendance(course=course.code, person=student.id),
                    style=ButtonStyle.PLAIN,
                ),
            ),
        )
    )


def _agreement(code: str, who: str, agreed: Accommodation) -> AgreeAccommodation:
    return AgreeAccommodation(
        course=code,
        who=who,
        share_of_window=int(agreed.share_of_window * _HUNDRED),
        grace_minutes=int(agreed.late_grace.total_seconds() // 60),
        never_late=agreed.never_late,
    )
