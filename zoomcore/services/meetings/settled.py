"""A class as it will be written, once its line, its course and the school have had their say: for `new` and copies."""

from collections.abc import Collection
from dataclasses import dataclass

from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.domain.options import Options, lay_over, only_for, options_in
from zoomcore.domain.people import Person
from zoomcore.services.meetings.alternatives import with_alternatives
from zoomcore.services.meetings.passcodes import checked_passcode
from zoomcore.services.meetings.possible import possible, require_agreeing
from zoomcore.services.scene import Scene
from zoomcore.services.sections import as_in_roster
from zoomcore.storage.store import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """`passcode` is sealed; None where the host's rules make one. `notes` are told with the class."""

    #: With e-mails in place of whatever people wrote for its alternative hosts.
    wish: ScheduleMeeting
    options: Options
    section: str
    passcode: str | None
    notes: tuple[str, ...] = ()


async def settle(
    unit: Unit, scene: Scene, wish: ScheduleMeeting, host: Person, *, known: Collection[str] = ()
) -> Settled:
    """InvalidInput, by field, for what can't be had; NotFound for an alternative host whom nobody knows.

    E-mails in `known` are alternative hosts already, of a class that this one is made after.

    No statement for a plain line: one for a section, one for a typed passcode, one each for alternative hosts.
    """
    course = scene.the_course()
    wish = await with_alternatives(unit, scene, wish, host, known=known)
    asked = possible(options_in(wish), wish.kind)
    options = only_for(scene.school.resolve(course.presets.options, asked), wish.kind)
    require_agreeing(asked, lay_over(options, asked))
    passcode = await checked_passcode(unit, scene.deployment.seal, wish, host.id, host.name)
    section, said = await as_in_roster(unit, course.id, wish.section.strip())
    return Settled(
        wish=wish,
        options=options,
        section=section,
        passcode=None if passcode is None else scene.deployment.seal.close(passcode),
        notes=(said,) if said else (),
    )
