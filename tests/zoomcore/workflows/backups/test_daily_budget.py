"""More classes than Zoom makes for a host in a day: said beforehand, spread over days, none twice."""

from dataclasses import replace
from datetime import timedelta

from tests.backups import HEADER, a_course_record, a_meeting_record
from tests.builders import a_schedule
from tests.school import School, text, zoom_client
from zoomcore.chat import Uploaded
from zoomcore.commands.wishes.backups import OpenRestoreForm
from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.kept import Mode, Part, RestoreState
from zoomcore.domain.backups.packing import packed
from zoomcore.domain.kinds import RateClass
from zoomcore.domain.schedule_data import schedule_to_data
from zoomcore.domain.work import RestoreCourse
from zoomcore.workflows.backups.restoring import restore_course
from zoomcore.zoom.transport import PATIENCE

MANY = 105


def a_file() -> bytes:
    """Ana's 105 classes and two of Kim's, one a day."""
    people = [
        kept.PersonRecord(id=1, name="Ana Ruiz", email="ana@uni.example"),
        kept.PersonRecord(id=2, name="Kim Park", email="kim@uni.example"),
    ]
    first = a_schedule().day
    assert first is not None
    classes = [
        a_meeting_record(
            id=number,
            ref=f"REF{number:05}",
            topic=f"Class {number}",
            host_id=1 if number < MANY else 2,
            zoom_id=None,
            schedule=schedule_to_data(a_schedule(day=first + timedelta(days=number))),
        )
        for number in range(MANY + 2)
    ]
    return packed(HEADER, iter([*people, a_course_record(), *classes]))


class Crowded:
    """A budget whose pace lets nobody through twice, then everybody; no wait is short enough to be slept over."""

    def __init__(self) -> None:
        self.crowded = 2

    async def take(self, _rate: RateClass, _host: str | None, *, urgent: bool) -> timedelta | None:
        self.crowded -= 1
        return None if self.crowded < 0 or urgent else PATIENCE * 2


async def test_a_class_that_finds_no_place_in_our_own_pace_stands_in_line_again(school: School):
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    await school.say("ana", "backup")
    school.at_zoom()[0].deleted = True
    async with school.store.unit() as unit:
        made = await unit.restores.add(
            backup_id=1,
            course_id=school.math.id,
            mode=Mode.REPAIR,
            parts=(Part.CLASSES,),
            requested_by=school.ids["ana"],
        )

    async with zoom_client(school.sandbox, school.store, budget=Crowded()) as zoom:
        await restore_course(RestoreCourse(restore=made.id, answer={}), replace(school.tools, zoom=zoom))

    assert [one.topic for one in school.at_zoom()] == ["Algebra"]
    async with school.store.reading() as unit:
        assert (await unit.restores.get(made.id)).state is RestoreState.DONE


async def test_what_does_not_fit_into_a_day_waits_for_the_next_and_other_hosts_go_on(school: School):
    school.sandbox.account.limits.per_host = 100
    await school.ask(school.request("ana", Uploaded(name="b.json.gz", content=a_file()), where=""))
    told = text(await school.press("What a restore would do", by="ana", where=""))
    assert "these 107 take 2 days" in told

    form = await school.wish("ana", OpenRestoreForm(backup=1))
    waits = await school.submit(form, {"parts": ("classes",), "typed": "MATH201"}, by="ana")

    assert "the rest follows" in text(waits)
    made = [one.topic for one in school.at_zoom()]
    assert len(made) == 102
    assert {"Class 105", "Class 106"} <= set(made)

    await school.later(hours=24)

    made = [one.topic for one in school.at_zoom()]
    assert len(made) == len(set(made)) == MANY + 2
    assert "Made at Zoom: 107" in text(school.chat.messages[-1].reply) or "Restored" in "".join(
        text(one.reply) for one in school.chat.messages
    )
