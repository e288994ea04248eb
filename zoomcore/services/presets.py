"""Changing what new classes get: a course's presets, and the school's with what it locks."""

from dataclasses import replace

from zoomcore.commands.wishes.house import ShowSettings
from zoomcore.commands.wishes.meetings import OpenScheduleForm, ScheduleMeeting
from zoomcore.commands.wishes.presets import ChangeCourseSettings, ChangeSchoolSettings, ShowSchoolSettings
from zoomcore.domain.courses import Course, Presets
from zoomcore.domain.options import PLACES, Options, lay_over, options_in, options_to_data, said
from zoomcore.domain.presets import OF_A_SCHOOL, PRESETS, SchoolPresets, presets_to_data
from zoomcore.domain.schedule import LONGEST_MINUTES, SHORTEST_MINUTES
from zoomcore.errors import InvalidInput
from zoomcore.services.forms.settings import course_form, school_form, undrawn
from zoomcore.services.meetings.alternatives import emails_named
from zoomcore.services.meetings.locks import overruled_notes
from zoomcore.services.meetings.options import option_name, value_words
from zoomcore.services.scene import Scene
from zoomcore.services.settings import known_zone
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Line, Reply, Text, Tone
from zoomcore.wording import _, phrase

MOST_OPENS_MINUTES = 120
#: Courses that the card names whose presets a lock overrules.
_NAMED = 5


async def change_course(unit: Unit, scene: Scene, wish: ChangeCourseSettings) -> Reply:
    """What is said or was shown is set, the rest stays; classes that exist already keep theirs."""
    course = scene.the_course()
    if wish.alternative_hosts:
        wish = replace(wish, alternative_hosts=await emails_named(unit, scene, wish.alternative_hosts))
    presets = _changed(course.presets, wish)
    if undrawn(wish, scene.school.locked):
        filled = replace(course, title=wish.title or course.title, zone=wish.zone or course.zone, presets=presets)
        return Reply(view=course_form(filled, scene.school, wish))
    _check(presets)
    zone = known_zone(wish.zone) if wish.zone else course.zone
    title = wish.title.strip() or course.title
    await unit.courses.update(course.id, title=title, zone=zone, presets=presets)
    if course.presets.recordings_seen and not presets.recordings_seen:
        await unit.recordings.forget_seen(course.id)
    detail = {
        "announce": presets.announce.value,
        "zone": zone,
        "title": title,
        "options": options_to_data(presets.options),
    }
    await unit.audit.write(scene.person.id, "settings course", f"course:{course.id}", detail)
    saved = replace(course, title=title, zone=zone, presets=presets)
    return Reply(view=_saved_card(saved, overruled_notes(scene.school, presets.options)))


def _changed(before: Presets, wish: ChangeCourseSettings) -> Presets:
    said_here = {
        name: value
        for name in (
            *("announce", "duration_minutes", "opens_minutes", "recordings_announce", "recordings_sharing"),
            *("recordings_download", "recordings_transcript", "recordings_seen"),
        )
        if (value := getattr(wish, name)) is not None
    }
    return replace(before, options=options_after(before.options, wish), **said_here)


def options_after(before: Options, wish: ChangeCourseSettings | ChangeSchoolSettings) -> Options:
    """What is said, and what a form showed even where it says nothing now; the rest as before."""
    shown = {name: getattr(wish, name) for name in wish.shown if name in PLACES}
    return replace(lay_over(before, options_in(wish)), **shown)


def _check(presets: Presets) -> None:
    if not SHORTEST_MINUTES <= presets.duration_minutes <= LONGEST_MINUTES:
        raise InvalidInput(
            _("A class takes {least} to {most} minutes.").format(least=SHORTEST_MINUTES, most=LONGEST_MINUTES),
            field="duration_minutes",
        )
    if not 0 <= presets.opens_minutes <= MOST_OPENS_MINUTES:
        raise InvalidInput(
            _("The door can open 0 to {most} minutes early.").replace("{most}", str(MOST_OPENS_MINUTES)),
            field="opens_minutes",
        )


def _saved_card(course: Course, notes: tuple[str, ...]) -> Card:
    draft = ScheduleMeeting(course=course.code)
    return Card(
        title=_("Saved: {code}").replace("{code}", course.code),
        tone=Tone.GOOD,
        body=tuple(Text(line=(note,)) for note in notes),
        actions=(
            Button(label=_("New class"), command=OpenScheduleForm(draft=draft)),
            Button(label=_("Change the settings"), command=ShowSettings(course=course.code)),
        ),
    )


async def change_school(unit: Unit, scene: Scene, wish: ChangeSchoolSettings) -> Reply:
    """As for a course; the card names the courses whose own presets the locks overrule from now on."""
    locked = frozenset(wish.locked) & frozenset(OF_A_SCHOOL)
    school = SchoolPresets(options=options_after(scene.school.options, wish), locked=locked)
    if undrawn(wish, frozenset()):
        return Reply(view=school_form(school, wish))
    data = presets_to_data(school)
    await unit.pool.set(PRESETS, data, by=scene.person.id)
    await unit.audit.write(scene.person.id, "settings school", "presets", data)
    return Reply(view=_school_card(school, await unit.courses.all()))


def _school_card(school: SchoolPresets, courses: tuple[Course, ...]) -> Card:
    names = [name for name in OF_A_SCHOOL if name in {*said(school.options), *school.locked}]
    rows = tuple((option_name(name), _decided(school, name)) for name in names)
    other = [one.code for one in courses if school.overruled(one.presets.options)]
    codes = ", ".join(other[:_NAMED]) + (_(" and more") if len(other) > _NAMED else "")
    overruled = (Text(line=phrase("These courses ask for something else there: {codes}.", codes=codes)),)
    return Card(
        title=_("Saved: what every new class gets"),
        tone=Tone.GOOD,
        body=(*((Facts(rows=rows),) if rows else ()), *(overruled if other else ())),
        actions=(Button(label=_("Change the settings"), command=ShowSchoolSettings()),),
    )


def _decided(school: SchoolPresets, name: str) -> Line:
    value = value_words(getattr(school.ground, name))
    return (_("{value} (locked)").replace("{value}", value) if name in school.locked else value,)
