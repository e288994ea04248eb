"""The options of a class that exists, changed from a line or its form."""

import pytest

from tests.school import text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import ShowMeeting
from zoomcore.commands.wishes.options import OpenOptionsForm
from zoomcore.domain.options import Options
from zoomcore.domain.presets import PRESETS, SchoolPresets, presets_to_data
from zoomcore.views import Form, Tone

WEEKLY = 'new "Algebra" mon,wed 3pm for 50m x 6'


@pytest.fixture
async def lab(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm agenda "Bring a coat"')
    return school.at_zoom()[0]


async def known(school):
    async with school.store.reading() as unit:
        return (await unit.meetings.get(1)).options


async def test_one_option_costs_one_patch_and_one_read_and_resets_nothing(school, lab):
    before, patches, reads = dict(lab.settings), school.calls("PATCH"), school.calls("GET")
    done = await school.say("ana", "set mute")

    (meeting,) = school.at_zoom()
    assert (school.calls("PATCH") - patches, school.calls("GET") - reads) == (1, 1)
    assert meeting.settings == before | {"mute_upon_entry": True}
    assert (meeting.topic, meeting.agenda.endswith("Bring a coat")) == ("Lab", True)
    assert (done.view.title, done.view.tone) == ("Changed: Lab", Tone.GOOD)
    assert "Mute people when they come in: on" in text(done)
    assert (await known(school)).mute is True


async def test_it_is_taken_back_within_ten_minutes(school, lab):
    await school.say("ana", "set mute, no waiting room")
    await school.press("Undo", by="ana")

    (meeting,) = school.at_zoom()
    assert (meeting.settings["mute_upon_entry"], meeting.settings["waiting_room"]) == (False, True)


async def test_of_a_series_it_is_asked_which_dates(school):
    await school.say("ana", WEEKLY)
    asked = await school.say("ana", "set mute")
    assert (asked.view.tone, school.calls("PATCH")) == (Tone.ASK, 0)

    done = await school.press("Only this one", by="ana")
    (meeting,) = school.at_zoom()
    assert [one.settings for one in meeting.occurrences] == [{"mute_upon_entry": True}, *[{}] * 5]
    assert meeting.settings["mute_upon_entry"] is False
    assert "Only on: Mon 23 Nov 2026" in text(done)
    assert (await known(school)).mute is None


async def test_all_dates_take_it(school):
    await school.say("ana", WEEKLY)
    await school.say("ana", "set mute all")
    (meeting,) = school.at_zoom()
    assert meeting.settings["mute_upon_entry"] is True
    assert len(meeting.occurrences) == 6


async def test_what_zoom_changes_on_all_dates_alone_needs_no_question(school):
    await school.say("ana", WEEKLY)
    done = await school.say("ana", "set focus")
    assert done.view.title == "Changed: Algebra"
    assert school.at_zoom()[0].settings["focus_mode"] is True


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("set focus this", "On a single date Zoom doesn't change this: Focus mode. It changes: Waiting room,"),
        ("set no waiting room, join 10 minutes early this", "doesn't change this: Join before the host"),
        ("set mute following", "but not from one date on"),
        ("set record, end to end", "Zoom records nothing that is encrypted end to end."),
        ("set practice", "Only a webinar has this option"),
        ("set recording as the host has it", "Say `record`"),
    ],
)
async def test_what_cannot_be_is_said_before_zoom_is_asked(school, line, said):
    await school.say("ana", WEEKLY)
    assert said in text(await school.say("ana", line)).replace("\n", " ")
    assert school.calls("PATCH") == 0


async def test_what_an_account_has_locked_is_said(school, lab):
    school.sandbox.account.settings.locked_settings["mute_upon_entry"] = False
    done = await school.say("ana", "set mute, focus")

    assert done.view.tone is Tone.WARNING
    assert "Zoom's account settings decide this: Mute people when they come in is off." in text(done)
    assert "Focus mode: on" in text(done)
    options = await known(school)
    assert (options.mute, options.focus) == (False, True)


async def test_what_somebody_changed_at_zoom_meanwhile_stays_and_is_said(school, lab):
    lab.settings["waiting_room"] = False
    done = await school.say("ana", "set mute")

    assert school.at_zoom()[0].settings["waiting_room"] is False
    assert "Also otherwise at Zoom by now" in text(done)
    assert "Waiting room: off" in text(done)
    assert (await known(school)).waiting_room is False


async def test_the_agenda_changes_and_keeps_our_mark(school, lab):
    mark = lab.agenda.splitlines()[0]
    await school.say("ana", 'set agenda "Bring nothing"')
    assert school.at_zoom()[0].agenda == f"{mark}\nBring nothing"


async def test_details_name_the_options_and_open_their_form(school, lab):
    shown = await school.wish("ana", ShowMeeting(target=Target(meeting=1)))
    assert "Waiting room: on" in text(shown)
    assert "Agenda: Bring a coat" in text(shown)
    form = await school.press("Change options", by="ana")
    assert isinstance(form.view, Form)
    values = {field.name: field.value for field in form.view.fields}
    assert (values["waiting_room"], values["mute"], values["agenda"]) == ("true", "unsaid", "Bring a coat")


async def test_a_form_changes_only_what_was_changed_in_it(school, lab):
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    done = await school.submit(form, {"host_video": "true", "agenda": ""}, by="ana")

    (meeting,) = school.at_zoom()
    assert meeting.settings["host_video"] is True
    assert "Bring" not in meeting.agenda
    assert "Host's camera on at the start: on" in text(done)
    assert "Waiting room" not in text(done)


async def test_a_form_sent_as_it_was_asks_zoom_for_nothing(school, lab):
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    done = await school.submit(form, {}, by="ana")
    assert (done.view.title, school.calls("PATCH")) == ("Nothing to change", 0)


async def lock(school, **values):
    async with school.store.unit() as unit:
        locked = SchoolPresets(options=Options(**values), locked=frozenset(values))
        await unit.pool.set(PRESETS, presets_to_data(locked), by=school.ids["ada"])


async def test_a_text_that_the_form_does_not_show_is_not_emptied_by_it(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm signed in from uni.example')
    await lock(school, signed_in_domains="school.example")
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    done = await school.submit(form, {"mute": "true"}, by="ana")

    assert done.view.title == "Changed: Lab"
    (meeting,) = school.at_zoom()
    assert meeting.settings["mute_upon_entry"] is True
    assert meeting.settings["authentication_domains"] == "uni.example"
    assert (await known(school)).signed_in_domains == "uni.example"


async def test_a_form_never_takes_back_what_others_changed_while_it_was_open(school, lab):
    await school.say("ana", "set no mute")
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    await school.say("kim", "set mute")
    patches, changes = school.calls("PATCH"), (await school.rows())["meeting_change"]
    again = await school.submit(form, {"recording": "local"}, by="ana")

    assert isinstance(again.view, Form)
    assert "Lab was changed while this form was open. What changed meanwhile stays" in text(again)
    assert {field.name: field.value for field in again.view.fields}["mute"] == "true"
    assert (school.calls("PATCH"), (await school.rows())["meeting_change"]) == (patches, changes)

    done = await school.submit(again, {"recording": "local"}, by="ana")
    settings = school.at_zoom()[0].settings
    assert (done.view.title, settings["mute_upon_entry"], settings["auto_recording"]) == ("Changed: Lab", True, "local")


async def test_a_form_sent_back_for_a_slip_is_still_the_one_that_was_opened(school, lab):
    await school.say("ana", "set no mute")
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    await school.say("kim", "set mute")
    slip = await school.submit(form, {"mute": "perhaps"}, by="ana")
    assert isinstance(slip.view, Form)
    again = await school.submit(slip, {"mute": "false"}, by="ana")
    assert "Lab was changed while this form was open." in text(again)
    assert school.at_zoom()[0].settings["mute_upon_entry"] is True


async def test_a_refusal_leaves_the_class_as_it_was(school, lab):
    school.trouble(method="PATCH", path="/meetings/*", status=400, body={"code": 300, "message": "Invalid field."})
    done = await school.say("ana", "set mute")
    assert done.view.tone is Tone.BAD
    assert (await known(school)).mute is None
    assert (await school.say("ana", "set mute")).view.title == "Changed: Lab"


async def test_a_setting_that_zoom_refuses_is_named(school, lab):
    errors = [{"field": "settings.focus_mode", "message": "Campo no valido."}]
    body = {"code": 300, "message": "Validation Failed.", "errors": errors}
    school.trouble(method="PATCH", path="/meetings/*", status=400, body=body)
    done = await school.say("ana", "set focus")
    assert "Zoom doesn't take this: Focus mode." in text(done)


async def test_one_answer_of_a_whole_object_is_changed_alone(school):
    school.sandbox.account.user("ana@uni.example").webinar_capacity = 500
    await school.say("ana", 'new webinar "Open day" tomorrow 3pm')
    (webinar,) = school.at_zoom()
    webinar.settings["question_and_answer"] = {"enable": True, "allow_anonymous_questions": True}
    async with school.store.unit() as unit:
        await unit.sync.keep_options(1, dict(webinar.settings))
    await school.say("ana", "set no q&a")
    assert webinar.settings["question_and_answer"] == {"enable": False, "allow_anonymous_questions": True}


async def test_what_the_school_has_locked_is_neither_offered_nor_changed(school, lab):
    async with school.store.unit() as unit:
        locked = SchoolPresets(options=Options(mute=True), locked=frozenset({"mute"}))
        await unit.pool.set(PRESETS, presets_to_data(locked), by=school.ids["ada"])
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    assert "mute" not in {field.name for field in form.view.fields}
    assert "Your school decides this: Mute people when they come in is on." in text(form)
    refused = await school.say("ana", "set no mute")
    assert "Your school decides this" in text(refused)
    assert school.calls("PATCH") == 0
