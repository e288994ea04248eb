"""The course a command is about, and whether the asker's role there suffices. Denied by default."""

from dataclasses import replace

from rapidfuzz import process

from zoomcore.commands.base import Command, Target
from zoomcore.commands.codec import attribute_types
from zoomcore.commands.wishes.courses import AddCourse, MapCourse
from zoomcore.commands.wishes.meetings import OpenScheduleForm, StartMeeting
from zoomcore.domain.courses import Course
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.people import Role
from zoomcore.errors import NotAllowed, NotFound
from zoomcore.services.scene import Scene
from zoomcore.storage.recordings import unknown_recording
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Reply, Text, Tone
from zoomcore.wording import _, phrase

#: Commands whose course code may name what does not exist yet.
_NAMES_ANEW = (AddCourse, MapCourse)
#: Buttons on the card that asks which course.
_CHOICES = 10


async def situate(unit: Unit, scene: Scene, command: Command) -> Scene | Reply:
    """The scene as seen from the command's course, with the role checked; or the card that asks which course.

    NotFound for an unknown course or meeting, NotAllowed where the role does not suffice. A meeting in a course the
    asker has no part in is "not found" only where its number was guessed: buttons of our own carry real ids.
    """
    seen = await _see(unit, scene, command)
    if isinstance(seen, Reply):
        return seen
    if not await _stands_in(unit, seen, command):
        require(seen, command.spec.role)
    return seen


async def _stands_in(unit: Unit, seen: Scene, command: Command) -> bool:
    """Who holds a date of the course in its host's place may start it, whatever they are there otherwise."""
    if not isinstance(command, StartMeeting) or seen.role.reaches(command.spec.role):
        return False
    return await unit.hosting.stands_in(seen.person.id, seen.course.id if seen.course else None)


def require(scene: Scene, least: Role) -> None:
    """NotAllowed with the sentence that says who may."""
    have = Role.ADMIN if scene.admin else scene.role
    if have.reaches(least):
        return
    if least is Role.ADMIN:
        raise NotAllowed(_("Only Lectern's admins can do that."), next_step=_("Ask one of them to do it for you."))
    if scene.course is None:
        scene.the_course()
    raise NotAllowed(
        _("In this course, that is for its {role} and above.").replace("{role}", _(least.value)),
        next_step=_("Ask the course's instructor to do it, or to give you that role."),
    )


async def _see(unit: Unit, scene: Scene, command: Command) -> Scene | Reply:
    code = "" if isinstance(command, _NAMES_ANEW) else _code_of(command)
    number = getattr(command, "recording", None)
    if isinstance(number, int) and number:
        return await _at_recording(unit, scene, number)
    meeting = await _meeting_of(unit, command)
    if meeting is not None:
        course = await unit.courses.get(meeting.course_id)
        seen = scene.at(course, await _role(unit, scene, course.id))
        _hide_guessed(scene, seen, command, meeting)
        return seen
    kept = await _kept_course(unit, command)
    if kept is not None:
        course = await unit.courses.get(kept)
        return scene.at(course, await _role(unit, scene, course.id))
    if code:
        return await at_code(unit, scene, code)
    if isinstance(command, _NAMES_ANEW) or getattr(command, "everything", False):
        return scene
    of_course = command.spec.one_course or command.spec.role.rank > Role.STUDENT.rank
    if scene.course is None and scene.conversation.direct and of_course:
        return await _only_course(unit, scene, command)
    return scene


async def _kept_course(unit: Unit, command: Command) -> int | None:
    """The course of the backup or the restore that a command names by its number."""
    if number := getattr(command, "restore", 0):
        return (await unit.restores.get(number)).course_id
    if number := getattr(command, "backup", 0):
        return (await unit.backups.get(number)).course_id
    return None


async def _at_recording(unit: Unit, scene: Scene, number: int) -> Scene:
    """NotFound too for a number of a course the asker has no part in: numbers are easily guessed."""
    recording = await unit.recordings.get(number)
    here = scene.course is not None and scene.course.id == recording.course_id
    role = await _role(unit, scene, recording.course_id)
    if role is None and not here and not scene.admin:
        raise unknown_recording(number)
    return scene.at(await unit.courses.get(recording.course_id), role)


def _hide_guessed(scene: Scene, seen: Scene, command: Command, meeting: Meeting) -> None:
    """NotFound for a number of a course the asker has no part in; where its channel is, everybody may ask."""
    target = getattr(command, "target", None)
    if not isinstance(target, Target) or target.number is None:
        return
    here = scene.course is not None and scene.course.id == meeting.course_id
    if not here and seen.role is Role.GUEST and meeting.host_id != scene.person.id:
        raise _unknown(target.number)


async def at_code(unit: Unit, scene: Scene, code: str) -> Scene:
    """By code, or by "#" and the id of a channel that stands for it. NotFound with the nearest code otherwise."""
    if scene.course is not None and scene.course.code.lower() == code.lower():
        return scene
    if code.startswith("#"):
        return await _at_channel(unit, scene, code.removeprefix("#"))
    course = await unit.courses.find(code)
    if course is None:
        raise NotFound(_("I don't know a course {code}.").replace("{code}", code), next_step=await _nearest(unit, code))
    return await _seated(unit, scene, course)


async def _seated(unit: Unit, scene: Scene, course: Course) -> Scene:
    """In the course's own channel everybody may ask; elsewhere its name alone opens nothing."""
    role = await _role(unit, scene, course.id)
    if role is None and not scene.admin and not await unit.hosting.stands_in(scene.person.id, course.id):
        raise NotAllowed(
            _("You aren't in {code}.").replace("{code}", course.code),
            next_step=_("Ask its instructor to add you, or ask in its channel."),
        )
    return scene.at(course, role)


async def _at_channel(unit: Unit, scene: Scene, channel: str) -> Scene:
    mapping = await unit.courses.mapping_of(scene.conversation.platform, scene.conversation.tenant, channel)
    if mapping is None or mapping.course_id is None:
        raise NotFound(
            _("That channel isn't linked to a course yet."),
            next_step=_("Type `{word}course map CODE` there.").replace("{word}", scene.word),
        )
    return await _seated(unit, scene, await unit.courses.get(mapping.course_id))


async def _nearest(unit: Unit, code: str) -> str:
    codes = [course.code for course in await unit.courses.all()]
    found = process.extractOne(code, codes, score_cutoff=60)
    if found:
        return _("Did you mean {code}?").replace("{code}", found[0])
    return _("`course list` shows the courses there are.")


async def _role(unit: Unit, scene: Scene, course_id: int) -> Role | None:
    if scene.course is not None and scene.course.id == course_id:
        return scene.role
    return await unit.courses.role_of(course_id, scene.person.id)


def _code_of(command: Command) -> str:
    target = getattr(command, "target", None)
    if isinstance(target, Target) and target.course:
        return target.course
    if isinstance(command, OpenScheduleForm):
        return command.draft.course
    return str(getattr(command, "code", "") or getattr(command, "course", ""))


async def _meeting_of(unit: Unit, command: Command) -> Meeting | None:
    target = getattr(command, "target", None)
    number = getattr(command, "meeting", None)
    if isinstance(target, Target):
        if target.number is not None:
            return await _by_number(unit, target.number)
        number = target.meeting
        if number is None and target.occurrence is not None:
            return (await unit.meetings.get_occurrence(target.occurrence)).meeting
    occurrence = getattr(command, "occurrence", None)
    if number is None and occurrence is not None:
        return (await unit.meetings.get_occurrence(occurrence)).meeting
    return await unit.meetings.get(number) if number else None


async def _by_number(unit: Unit, number: int) -> Meeting:
    meeting = await unit.meetings.find_by_number(number)
    if meeting is None:
        raise _unknown(number)
    return meeting


def _unknown(number: int) -> NotFound:
    return NotFound(
        _("I don't know a meeting {number}.").replace("{number}", str(number)),
        next_step=_("`list` shows the classes I know, with their numbers."),
    )


async def _only_course(unit: Unit, scene: Scene, command: Command) -> Scene | Reply:
    """In a direct chat: the asker's one course where the command is theirs to give, else a question."""
    mine = [(course, role) for course, role in await unit.courses.of_person(scene.person.id)]
    fitting = [(course, role) for course, role in mine if scene.admin or role.reaches(command.spec.role)]
    if len(fitting) == 1:
        return scene.at(*fitting[0])
    named = [(course, naming(command, course.code)) for course, _there in fitting[:_CHOICES]]
    choices = tuple(Button(label=course.code, command=one) for course, one in named if one is not None)
    if not choices:
        return scene
    return Reply(
        view=Card(
            title=_("Which course?"),
            tone=Tone.ASK,
            body=(Text(line=phrase("You are in several courses; pick the one you mean.")),),
            actions=choices,
        )
    )


def naming(command: Command, code: str) -> Command | None:
    """The same command about a named course; None where it has no place for one."""
    if isinstance(command, OpenScheduleForm):
        return replace(command, draft=replace(command.draft, course=code))
    attributes = attribute_types(type(command))
    if "target" in attributes:
        target: Target = vars(command)["target"]
        named = {"target": replace(target, course=code)}
        return replace(command, **named)
    place = next((name for name in ("course", "code") if name in attributes), None)
    return replace(command, **{place: code}) if place else None
