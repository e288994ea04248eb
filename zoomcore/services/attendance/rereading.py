"""`Read Zoom again`: the same job that reads by itself, now."""

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import ReadZoomAgain, ShowAttendance
from zoomcore.domain.work import FindRuns, ReadRun
from zoomcore.services.attendance import words
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Reply, Text, Tone
from zoomcore.wording import _, phrase


async def read_again(unit: Unit, scene: Scene, wish: ReadZoomAgain) -> Reply:
    """Every run of the class, or, where none is known, the search for one."""
    dated = await unit.meetings.get_occurrence(wish.occurrence)
    runs = await unit.evidence.runs(wish.occurrence)
    for run in runs:
        await unit.jobs.enqueue(ReadRun(run=run.uuid, request=scene.request))
    if not runs:
        await unit.jobs.enqueue(
            FindRuns(
                meeting=dated.meeting.id,
                occurrence=dated.occurrence.id,
                day=f"{scene.now.date().isoformat()} {scene.request}",
            )
        )
    look = Button(label=_("Look again"), command=ShowAttendance(target=Target(occurrence=wish.occurrence)))
    return Reply(
        view=Card(
            title=_("Zoom is being asked about {name}").replace("{name}", words.class_title(dated)),
            tone=Tone.GOOD,
            body=(Text(line=phrase("It takes some seconds; nothing you decided is lost by it."), quiet=True),),
            actions=(look,),
        ),
        replaces=True,
    )
