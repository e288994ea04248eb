"""A class in the cloud, for stories about recordings."""

from dataclasses import replace
from datetime import timedelta

from tests.school import School
from zoomcore.domain.courses import Presets
from zoomcore.domain.options import Options, RecordingMode
from zoomcore.domain.recording_work import SweepRecordings
from zoomcore.workflows.recordings.sweeping import sweep_recordings

CLOUD = Presets(options=Options(recording=RecordingMode.CLOUD))


async def preset(school: School, **changes) -> None:
    async with school.store.unit() as unit:
        await unit.courses.update(school.math.id, presets=replace(CLOUD, **changes))


async def held(school: School, *, minutes: int = 50, announce: bool = True, segments: int = 1):
    """A class in the cloud, over and processed; its row."""
    await school.say("ana", 'new "Vectors" today 11:00 for 50m')
    if announce:
        await school.press("Post", by="ana")
    number = school.at_zoom()[-1].id
    await school.later(hours=1)
    school.sandbox.start(number)
    for _more in range(segments - 1):
        school.sandbox.advance(timedelta(minutes=5))
        school.sandbox.stop_recording(number)
        school.sandbox.advance(timedelta(minutes=1))
        school.sandbox.press_record(number)
    await school.later(minutes=minutes)
    school.sandbox.end(number)
    await school.hear_zoom()
    await school.later(minutes=3 * minutes)
    await school.hear_zoom()
    return await row(school)


async def row(school: School, number: int = 1):
    async with school.store.reading() as unit:
        return await unit.recordings.get(number)


def tape(school: School):
    return list(school.sandbox.account.tapes.values())[-1]


async def sweep(school: School) -> None:
    await sweep_recordings(SweepRecordings(), school.tools)
    await school.settle()
