"""Tracking fields: read from Zoom, chosen by an admin, asked about, and never lost by another edit."""

from dataclasses import replace

import pytest

from tests.school import a_school, text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.sync import RecreateMeeting
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.people import Role
from zoomcore.domain.tracking import TrackingField, laid_over, missing
from zoomcore.domain.tracking_work import SweepTrackingFields
from zoomcore.views import Form, Tone
from zoomcore.workflows.tracking import sweep_tracking_fields


@pytest.fixture
async def school():
    async with a_school() as one:
        yield one


async def with_fields(school, *, required=False):
    school.sandbox.add_tracking_field("Cost center", "4711", "4712", required=required)
    school.sandbox.add_tracking_field("Building")
    return await school.say("ada", "tracking fields")


def tracked(school):
    (meeting,) = school.at_zoom()
    return {one["field"]: one["value"] for one in meeting.tracking_fields}


async def test_an_admin_sees_what_zoom_has_and_chooses_what_is_asked(school):
    shown = await with_fields(school)
    assert "4711, 4712" in text(shown)
    form = await school.press("Choose fields", by="ada")
    ids = {one.label: one.value for one in form.view.fields[0].choices}
    await school.submit(form, {"fields": (ids["Building"],)}, by="ada")
    new = await school.say("ana", "new")
    assert isinstance(new.view, Form)
    (field,) = [one for one in new.view.fields if one.name == "tracking"]
    assert field.value == "Building = "


async def test_without_a_choice_nothing_is_asked_but_what_zoom_demands(school):
    await with_fields(school)
    assert not [one for one in (await school.say("ana", "new")).view.fields if one.name == "tracking"]
    await with_fields(school, required=True)
    (field,) = [one for one in (await school.say("ana", "new")).view.fields if one.name == "tracking"]
    assert (field.value, "needed; 4711, 4712" in field.hint) == ("Cost center = ", True)


async def test_a_line_says_values_and_zoom_is_given_them(school):
    await with_fields(school)
    done = await school.say("ana", 'new "Lab" tomorrow 3pm "cost center"=4711 building="Main hall"')
    assert done.view.tone is Tone.GOOD, text(done)
    assert tracked(school) == {"Cost center": "4711", "Building": "Main hall"}
    assert "Main hall" in text(await school.say("ana", "tracking Lab"))


async def test_the_form_says_the_same(school):
    await with_fields(school, required=True)
    form = await school.say("ana", "new")
    values = {"topic": "Lab", "day": "2026-11-24", "at": "15:00", "tracking": "Cost center = 4712\nBuilding = "}
    await school.submit(form, values, by="ana")
    assert tracked(school) == {"Cost center": "4712"}


async def test_what_zoom_demands_is_demanded_with_what_it_recommends(school):
    await with_fields(school, required=True)
    told = text(await school.say("ana", 'new "Lab" tomorrow 3pm'))
    assert "Your school wants Cost center with every class." in told
    assert "Recommended: 4711, 4712" in told
    assert school.at_zoom() == []


async def test_a_form_without_it_is_shown_again_with_the_sentence_beside(school):
    await with_fields(school, required=True)
    form = await school.say("ana", "new")
    values = {"topic": "Lab", "day": "2026-11-24", "at": "15:00"}
    again = await school.submit(form, values, by="ana")
    assert [one.field for one in again.view.errors] == ["tracking"]


async def test_values_stay_over_every_other_edit(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm "cost center"=4711')
    await school.say("ana", "move Lab to 16:00")
    await school.say("ana", "set Lab mute")
    assert tracked(school) == {"Cost center": "4711"}
    sent = [one.request_body for one in school.sandbox.requests if one.method == "PATCH"]
    assert sent
    assert not [one for one in sent if "tracking_fields" in one]


async def test_one_value_is_changed_and_the_others_go_along(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm "cost center"=4711 building=North')
    done = await school.say("ana", 'tracking Lab "cost center"=4712')
    assert (done.view.tone, tracked(school)) == (Tone.GOOD, {"Cost center": "4712", "Building": "North"})
    await school.say("ana", "tracking Lab building=")
    assert tracked(school) == {"Cost center": "4712"}


async def test_of_two_changes_at_once_none_is_lost(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm "cost center"=4711')
    await school.say("ana", 'tracking Lab "cost center"=4712', settle=False)
    told = await school.say("kim", "tracking Lab building=North")
    assert "being changed" in text(told)
    assert tracked(school) == {"Cost center": "4712"}
    await school.say("kim", "tracking Lab building=North")
    assert tracked(school) == {"Cost center": "4712", "Building": "North"}


async def test_who_is_a_student_by_now_does_not_try_it_again(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    school.trouble(path="/meetings/*", method="PATCH", status=400, body={"code": 300, "message": "no"}, times=1)
    failed = await school.say("ana", "tracking Lab building=North")
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["ana"], Role.STUDENT)

    again = await school.press("Try again", by="ana", on=failed)

    assert "In this course, that is for its instructor and above" in text(again)
    assert tracked(school) == {}


async def test_a_class_is_free_again_after_a_refusal(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    school.trouble(path="/meetings/*", method="PATCH", status=400, body={"code": 300, "message": "no"}, times=1)
    refused = await school.say("ana", "tracking Lab building=North")
    assert refused.view.tone is Tone.BAD
    await school.say("ana", "tracking Lab building=South")
    assert tracked(school) == {"Building": "South"}
    done = await school.press("Try again", on=refused, by="ana")
    assert (done.view.tone, tracked(school)) == (Tone.GOOD, {"Building": "North"})
    await school.press("Undo", on=done, by="ana")
    assert tracked(school) == {"Building": "South"}


async def test_what_is_done_or_somebody_elses_is_not_tried_again(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    school.trouble(path="/meetings/*", method="PATCH", status=400, body={"code": 300, "message": "no"}, times=1)
    refused = await school.say("ana", "tracking Lab building=North")
    assert "Only who asked for that" in text(await school.press("Try again", on=refused, by="kim"))
    await school.press("Try again", on=refused, by="ana")
    again = await school.press("Try again", on=replace(refused, card="elsewhere"), by="ana")
    assert "isn't waiting" in text(again)


async def test_trying_again_waits_for_whoever_changes_the_class_just_now(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    school.trouble(path="/meetings/*", method="PATCH", status=400, body={"code": 300, "message": "no"}, times=1)
    refused = await school.say("ana", "tracking Lab building=North")
    async with school.store.unit() as unit:
        await unit.meetings.set_state(1, (MeetingState.SCHEDULED,), MeetingState.CHANGING)
    told = await school.press("Try again", on=refused, by="ada")
    assert "being changed" in text(told)
    async with school.store.reading() as unit:
        assert (await unit.meetings.get(1)).state is MeetingState.CHANGING
    assert tracked(school) == {}


async def test_a_change_is_taken_back_to_what_stood_and_nothing_else_with_it(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm "cost center"=4711')
    done = await school.say("ana", 'tracking Lab "cost center"=4712 building=North')
    await school.press("Undo", on=done, by="ana")
    assert tracked(school) == {"Cost center": "4711"}
    done = await school.say("ana", 'tracking Lab "cost center"=4712')
    (meeting,) = school.at_zoom()
    meeting.tracking_fields.append({"field": "Building", "value": "East"})
    await school.press("Undo", on=done, by="ana")
    assert tracked(school) == {"Cost center": "4711", "Building": "East"}


async def test_taking_back_asks_for_nothing_that_is_demanded_since(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    done = await school.say("ana", 'tracking Lab "cost center"=4711')
    await with_fields(school, required=True)
    await school.press("Undo", on=done, by="ana")
    assert tracked(school) == {}


async def test_what_zoom_demands_stays_with_a_class(school):
    await with_fields(school, required=True)
    await school.say("ana", 'new "Lab" tomorrow 3pm "cost center"=4711')
    told = text(await school.say("ana", 'tracking Lab "cost center"='))
    assert "Your school wants Cost center with every class." in told
    assert tracked(school) == {"Cost center": "4711"}


async def test_what_was_changed_at_zoom_is_taken_in(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm "cost center"=4711')
    (meeting,) = school.at_zoom()
    school.sandbox.portal.change(meeting.id, tracking_fields=[{"field": "Cost center", "value": "4712"}])
    await school.hear_zoom()
    assert "4712" in text(await school.say("ana", "tracking Lab"))


async def test_a_removed_field_is_said_and_its_value_left_alone(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm "cost center"=4711 building=North')
    school.sandbox.remove_tracking_field("Building")
    await sweep_tracking_fields(SweepTrackingFields(), school.tools)
    told = text(await school.say("ana", "tracking Lab"))
    assert "no field Building any more; the value here stays" in told
    await school.say("ana", 'tracking Lab "cost center"=4712')
    assert tracked(school) == {"Cost center": "4712", "Building": "North"}
    assert "was removed from Zoom's account" in text(await school.say("ana", 'new "B" tomorrow 5pm building=South'))


async def test_a_class_that_was_lost_and_made_anew_keeps_its_values(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm "cost center"=4711')
    (meeting,) = school.at_zoom()
    school.sandbox.portal.delete(meeting.id)
    await school.hear_zoom()
    await school.wish("ana", RecreateMeeting(target=Target(meeting=1)))
    assert tracked(school) == {"Cost center": "4711"}


async def test_a_class_made_anew_goes_without_a_field_that_was_removed_and_says_so(school):
    await with_fields(school)
    await school.say("ana", 'new "Lab" tomorrow 3pm "cost center"=4711 building=North')
    (meeting,) = school.at_zoom()
    school.sandbox.portal.delete(meeting.id)
    await school.hear_zoom()
    school.sandbox.remove_tracking_field("Building")
    await sweep_tracking_fields(SweepTrackingFields(), school.tools)
    made = text(await school.wish("ana", RecreateMeeting(target=Target(meeting=1))))
    assert tracked(school) == {"Cost center": "4711"}
    assert "has no tracking field Building any more" in made


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('new "Lab" tomorrow 3pm colour=red', "no tracking field colour"),
        (f'new "Lab" tomorrow 3pm building={"x" * 256}', "longer than 255 characters"),
    ],
)
async def test_bad_input_is_answered_in_words(school, line, said):
    await with_fields(school)
    assert said in text(await school.say("ana", line))
    assert school.at_zoom() == []


async def test_an_account_without_fields_says_so_and_all_else_works(school):
    school.sandbox.account.settings.business = False
    assert "Zoom's account has none" in text(await school.say("ada", "tracking fields"))
    assert (await school.say("ana", 'new "Lab" tomorrow 3pm')).view.tone is Tone.GOOD


async def test_a_missing_scope_is_named_and_all_else_works(school):
    account = school.sandbox.account
    account.scopes -= {"tracking_field:read:list_tracking_fields:admin"}
    account.revoke_tokens()
    told = text(await school.say("ada", "tracking fields"))
    assert "tracking_field:read:list_tracking_fields:admin" in told
    await sweep_tracking_fields(SweepTrackingFields(), school.tools)
    assert (await school.say("ana", 'new "Lab" tomorrow 3pm')).view.tone is Tone.GOOD


async def test_only_an_admin_chooses(school):
    assert "Only Lectern's admins" in text(await school.say("ana", "tracking fields"))


def test_values_are_laid_over_each_other_by_name_and_an_empty_one_goes():
    below, above = (("A", "1"), ("B", "2")), (("b", "3"), ("C", "4"), ("a", ""))
    assert laid_over(below, above) == (("b", "3"), ("C", "4"))


def test_only_what_is_demanded_and_still_there_is_missing():
    fields = (
        TrackingField(id="1", name="A", required=True),
        TrackingField(id="2", name="B", required=True, gone=True),
        TrackingField(id="3", name="C", offered=True),
    )
    assert [one.name for one in missing(fields, ())] == ["A"]
    assert missing(fields, (("a", "x"),)) == ()
