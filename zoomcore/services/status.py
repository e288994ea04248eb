"""How Lectern is doing, for its admins."""

from zoomcore.commands.wishes.house import RetryWork, ShowStatus
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Block, Button, Card, Facts, Item, Items, Line, Reply, Text, Tone, When, WhenStyle
from zoomcore.wording import _, phrase

_SHOWN = 5


async def show(unit: Unit, scene: Scene, _wish: ShowStatus) -> Reply:
    """The database, the queue, doubtful messages, and what was given up, with a button to try again."""
    health = await unit.jobs.health()
    given_up = await unit.jobs.given_up(limit=_SHOWN)
    doubtful = await unit.outbox.count_doubtful()
    rows: list[tuple[str, Line]] = [
        (_("Database"), (_("answers"),)),
        (_("Waiting work"), (str(health.waiting),)),
        (_("Given up"), (str(health.given_up),)),
        (_("Messages of unknown fate"), (str(doubtful),)),
    ]
    last = await unit.inbox.last_from("zoom")
    heard: Line = (When(last, scene.zone, WhenStyle.FULL),) if last else (_("never"),)
    rows.append((_("Last word from Zoom"), heard))
    body: list[Block] = [Facts(rows=tuple(rows))]
    if given_up:
        body.append(
            Items(heading=(_("Given up"),), items=tuple(_item(job.id, job.kind, job.error) for job in given_up))
        )
    body.append(
        Text(
            line=phrase(
                "Zoom's permissions and the chat tokens are checked by {line} on the server.", line="lectern check"
            ),
            quiet=True,
        )
    )
    tone = Tone.WARNING if health.given_up else Tone.GOOD
    again = Button(label=_("Look again"), command=ShowStatus())
    return Reply(view=Card(title=_("Lectern is running"), tone=tone, body=tuple(body), actions=(again,)), replaces=True)


def _item(job: int, kind: str, error: str) -> Item:
    actions: tuple[Action, ...] = (Button(label=_("Try again"), command=RetryWork(job=job)),)
    return Item(line=(kind.replace("-", " "),), detail=(error[:200],), actions=actions)
