"""A person's own settings, and a course's presets."""

from dataclasses import replace
from zoneinfo import available_timezones

from zoomcore.commands.catalogue import (
    ChangeCourseSettings,
    ChangeMySettings,
    ListMeetings,
    OpenScheduleForm,
    ScheduleMeeting,
    ShowSettings,
)
from zoomcore.domain.courses import Course, Presets
from zoomcore.domain.options import options_in
from zoomcore.domain.people import Role
from zoomcore.domain.schedule import LONGEST_MINUTES, SHORTEST_MINUTES
from zoomcore.errors import InvalidInput
from zoomcore.services import access
from zoomcore.services.forms.settings import course_form, my_form
from zoomcore.services.meetings.alternatives import emails_named
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Reply, Tone
from zoomcore.wording import LANGUAGES, _

MOST_OPENS_MINUTES = 120


async def show(_unit: Unit, scene: Scene, wish: ShowSettings) -> Reply:
    """The form with the present values: a course's where one is named, else the asker's own."""
    if not wish.course:
        return Reply(view=my_form(scene))
    access.require(scene, Role.INSTRUCTOR)
    return Reply(view=course_form(scene.the_course()))


async def change_mine(unit: Unit, scene: Scene, wish: ChangeMySettings) -> Reply:
    zone = known_zone(wish.zone) if wish.zone else scene.person.zone
    locale = wish.locale or scene.person.locale
    if locale and locale.partition("-")[0] not in LANGUAGES:
        raise InvalidInput(
            _("I don't speak that language yet."), next_step=_("Choose one of the list."), field="locale"
        )
    await unit.people.update(scene.person.id, zone=zone, locale=locale)
    rows = ((_("Time zone"), (zone or _("your chat's"),)), (_("Language"), (locale or _("your chat's"),)))
    actions = (
        Button(label=_("My classes"), command=ListMeetings(mine=True)),
        Button(label=_("Change my settings"), command=ShowSettings()),
    )
    return Reply(view=Card(title=_("Saved"), tone=Tone.GOOD, body=(Facts(rows=rows),), actions=actions))


def known_zone(name: str) -> str:
    """The IANA name, whatever its case; InvalidInput with an example for anything else."""
    by_lower = {zone.lower(): zone for zone in available_timezones()}
    found = by_lower.get(name.strip().lower().replace(" ", "_"))
    if found is None:
        raise InvalidInput(
            _("I don't know a time zone {name}.").replace("{name}", name),
            next_step=_("Use a name like Europe/Madrid or America/New_York."),
            field="zone",
        )
    return found


async def change_course(unit: Unit, scene: Scene, wish: ChangeCourseSettings) -> Reply:
    """Every preset the form shows is set at once; classes that exist already keep theirs."""
    course = scene.the_course()
    if not SHORTEST_MINUTES <= wish.duration_minutes <= LONGEST_MINUTES:
        raise InvalidInput(
            _("A class takes {least} to {most} minutes.").format(least=SHORTEST_MINUTES, most=LONGEST_MINUTES),
            field="duration_minutes",
        )
    if not 0 <= wish.opens_minutes <= MOST_OPENS_MINUTES:
        raise InvalidInput(
            _("The door can open 0 to {most} minutes early.").replace("{most}", str(MOST_OPENS_MINUTES)),
            field="opens_minutes",
        )
    options = options_in(wish)
    if options.alternative_hosts:
        emails = await emails_named(unit, scene, options.alternative_hosts)
        options = replace(options, alternative_hosts=emails)
    presets = Presets(
        announce=wish.announce,
        duration_minutes=wish.duration_minutes,
        opens_minutes=wish.opens_minutes,
        options=options,
        recordings_announce=wish.recordings_announce,
        recordings_sharing=wish.recordings_sharing,
        recordings_download=wish.recordings_download,
        recordings_transcript=wish.recordings_transcript,
        recordings_seen=wish.recordings_seen,
    )
    zone = known_zone(wish.zone) if wish.zone else course.zone
    title = wish.title.strip() or course.title
    await unit.courses.update(course.id, title=title, zone=zone, presets=presets)
    if course.presets.recordings_seen and not presets.recordings_seen:
        await unit.recordings.forget_seen(course.id)
    detail = {"announce": presets.announce.value, "zone": zone, "title": title}
    await unit.audit.write(scene.person.id, "settings course", f"course:{course.id}", detail)
    saved = replace(course, title=title, zone=zone, presets=presets)
    return Reply(view=_saved_card(saved))


def _saved_card(course: Course) -> Card:
    draft = ScheduleMeeting(course=course.code)
    return Card(
        title=_("Saved: {code}").replace("{code}", course.code),
        tone=Tone.GOOD,
        actions=(
            Button(label=_("New class"), command=OpenScheduleForm(draft=draft)),
            Button(label=_("Change the settings"), command=ShowSettings(course=course.code)),
        ),
    )
