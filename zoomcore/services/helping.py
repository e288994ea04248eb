"""Help out of the registry: what this person may ask for, in this conversation."""

from zoomcore.commands.base import Command, Spec
from zoomcore.commands.catalogue import CATALOGUE
from zoomcore.commands.wishes.house import ShowHelp
from zoomcore.commands.wishes.meetings import ListMeetings, OpenScheduleForm
from zoomcore.domain.people import Role
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Button, Card, Code, Facts, Line, Reply, Text
from zoomcore.wording import _, phrase

#: The verbs a newcomer needs; the rest is one press away.
_FIRST = ("new", "now", "start", "join", "list", "move", "cancel", "course list")
_SHORT = 6


async def show(_unit: Unit, scene: Scene, wish: ShowHelp) -> Reply:
    """At most six lines; `help all` shows every verb, `help new` its examples."""
    if wish.topic and wish.topic != "all":
        return Reply(view=_about(scene, wish.topic))
    mine = [kind.spec for kind in CATALOGUE if kind.spec.typed and may(scene, kind) and kind.spec.name != "home"]
    if wish.topic != "all":
        mine = [spec for spec in mine if spec.name in _FIRST][:_SHORT]
    rows: tuple[tuple[str, Line], ...] = tuple((spec.name, (_(spec.summary),)) for spec in mine)
    bare = scene.word.strip()
    intro = (
        phrase("Type {word} alone to see what is on now, or add one of these:", word=Code(bare))
        if bare
        else phrase("Type one of these:")
    )
    return Reply(
        view=Card(
            title=_("What you can ask for"), body=(Text(line=intro), Facts(rows=rows)), actions=_buttons(scene, wish)
        )
    )


def _buttons(scene: Scene, wish: ShowHelp) -> tuple[Action, ...]:
    new: tuple[Action, ...] = ()
    if scene.course is not None and scene.role.reaches(Role.INSTRUCTOR):
        new = (Button(label=_("New class"), command=OpenScheduleForm()),)
    more: tuple[Action, ...] = ()
    if wish.topic != "all":
        more = (_every_command(),)
    return (*new, Button(label=_("My classes"), command=ListMeetings(mine=True)), *more)


def _every_command() -> Button:
    return Button(label=_("All commands"), command=ShowHelp(topic="all"))


def may(scene: Scene, kind: type[Command]) -> bool:
    have = Role.ADMIN if scene.admin else scene.role
    return have.reaches(kind.spec.role)


def _about(scene: Scene, topic: str) -> Card:
    found = next((kind.spec for kind in CATALOGUE if kind.spec.typed and _named(kind.spec, topic)), None)
    if found is None:
        return Card(
            title=_("I don't know “{topic}”").replace("{topic}", topic[:40]),
            body=(Text(line=phrase("{line} shows every command.", line=Code("help all"))),),
            actions=(_every_command(),),
        )
    examples = tuple(Text(line=(Code(f"{scene.word}{one}"),)) for one in found.examples)
    usage: tuple[Text, ...] = (Text(line=(Code(f"{scene.word}{found.usage}"),)),) if found.usage else ()
    heading = (Text(line=(_("For example:"),)),) if examples else ()
    return Card(
        title=_(found.summary), body=(*usage, *heading, *examples, *_more(scene, found)), actions=(_every_command(),)
    )


def _more(scene: Scene, found: Spec) -> tuple[Facts, ...]:
    """What begins with the same word: of `rooms`, how they are planned."""
    wider = (kind.spec for kind in CATALOGUE if kind.spec.typed and may(scene, kind))
    rows = tuple(
        (_(spec.summary), (Code(f"{scene.word}{spec.usage or spec.name}"),))
        for spec in wider
        if spec.name.startswith(f"{found.name} ")
    )
    return (Facts(rows=rows),) if rows else ()


def _named(spec: Spec, topic: str) -> bool:
    wanted = topic.lower().strip()
    return wanted == spec.name or wanted in spec.synonyms
