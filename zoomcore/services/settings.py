"""A person's own settings, and the forms of a course's and the school's presets."""

from zoneinfo import available_timezones

from zoomcore.commands.wishes.house import ChangeMySettings, ShowSettings
from zoomcore.commands.wishes.meetings import ListMeetings
from zoomcore.commands.wishes.presets import ShowSchoolSettings
from zoomcore.domain.people import Role
from zoomcore.errors import InvalidInput
from zoomcore.services import access
from zoomcore.services.forms.settings import course_form, my_form, school_form
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Reply, Tone
from zoomcore.wording import LANGUAGES, _


async def show(_unit: Unit, scene: Scene, wish: ShowSettings) -> Reply:
    """The form with the present values: a course's where one is named, else the asker's own."""
    if not wish.course and not wish.here:
        return Reply(view=my_form(scene))
    access.require(scene, Role.INSTRUCTOR)
    return Reply(view=course_form(scene.the_course(), scene.school))


async def show_school(_unit: Unit, scene: Scene, _wish: ShowSchoolSettings) -> Reply:
    return Reply(view=school_form(scene.school))


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
