"""What new classes get, at three levels: the school's, the course's, the line's; and what the school has locked."""

import json

import pytest

from tests.school import a_school, text
from zoomcore.commands.wishes.presets import ChangeCourseSettings
from zoomcore.domain.option_sections import MEMBERS, OptionSection
from zoomcore.domain.options import PLACES, Encryption, JoinEarly, Options, RecordingMode
from zoomcore.domain.presets import SchoolPresets, presets_from_data, presets_to_data
from zoomcore.views import Form, Tone


@pytest.fixture
async def school():
    async with a_school() as one:
        yield one


def filled(form):
    return {one.name: one.values if one.kind == "choices" else one.value for one in form.view.fields}


def names(form):
    return [one.name for one in form.view.fields]


async def lock(school, **values):
    form = await school.say("ada", "settings school")
    saved = await school.submit(form, {**values}, by="ada")
    assert saved.view.tone is Tone.GOOD
    return saved


def test_every_option_stands_in_one_section():
    every = [name for listed in MEMBERS.values() for name in listed]
    assert sorted(every) == sorted(PLACES)
    assert set(MEMBERS) == set(OptionSection)


def test_what_is_stored_is_read_back_and_unknown_names_lock_nothing():
    some = SchoolPresets(options=Options(mute=True, encryption=Encryption.END_TO_END), locked=frozenset({"mute"}))
    data = json.loads(json.dumps(presets_to_data(some)))
    assert presets_from_data(data) == some
    data["locked"].append("gone")
    data["options"]["gone"] = True
    assert presets_from_data(data) == some
    assert presets_from_data(None) == SchoolPresets()


def test_a_lock_is_told_only_where_something_else_is_wished():
    some = SchoolPresets(options=Options(mute=True), locked=frozenset({"mute", "recording"}))
    assert some.overruled(Options(mute=True, recording=RecordingMode.HOST, waiting_room=False)) == ()
    assert some.overruled(Options(mute=False, recording=RecordingMode.CLOUD)) == ("mute", "recording")


async def test_a_new_class_gets_what_the_school_says_where_course_and_line_say_nothing(school):
    await lock(school, waiting_room="false", recording="local")
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    settings = school.at_zoom()[0].settings
    assert (settings["waiting_room"], settings["auto_recording"]) == (False, "local")


async def test_a_course_decides_over_the_school_and_a_line_over_the_course(school):
    await lock(school, recording="local")
    form = await school.say("ana", "settings course")
    await school.submit(form, {"recording": "cloud"}, by="ana")
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    await school.say("ana", 'new "Exam" tomorrow 5pm no recording')
    assert [one.settings["auto_recording"] for one in school.at_zoom()] == ["cloud", "none"]


async def test_what_is_locked_is_as_the_school_has_it_and_the_line_that_wished_otherwise_is_told(school):
    await lock(school, recording="none", locked=("recording",))
    told = await school.say("ana", 'new "Lab" tomorrow 3pm record')
    assert school.at_zoom()[0].settings["auto_recording"] == "none"
    assert "Your school decides this: Recording is" in text(told)
    again = await school.say("ana", 'new "Quiet" tomorrow 6pm')
    assert "Your school decides" not in text(again)


async def test_a_course_that_wishes_otherwise_is_named_to_the_admin_and_told_at_each_new_class(school):
    form = await school.say("ana", "settings course")
    await school.submit(form, {"recording": "cloud"}, by="ana")
    saved = await lock(school, recording="none", locked=("recording",))
    assert "These courses ask for something else there: MATH201." in text(saved)
    told = await school.say("ana", 'new "Lab" tomorrow 3pm')
    assert school.at_zoom()[0].settings["auto_recording"] == "none"
    assert "Your school decides this: Recording is" in text(told)


async def test_a_form_leaves_a_locked_option_out_and_says_so(school):
    await lock(school, waiting_room="true", locked=("waiting_room",))
    form = await school.say("ana", "settings course")
    assert "waiting_room" not in names(form)
    assert "Your school decides this: Waiting room is on." in text(form)


async def test_a_course_keeps_what_a_lock_hid_from_its_form(school):
    form = await school.say("ana", "settings course")
    await school.submit(form, {"recording": "cloud"}, by="ana")
    await lock(school, recording="none", locked=("recording",))
    form = await school.say("ana", "settings course")
    await school.submit(form, {"title": "Algebra III"}, by="ana")
    await lock(school, recording="none", locked=())
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    assert school.at_zoom()[0].settings["auto_recording"] == "cloud"


async def test_a_section_is_opened_in_the_same_form_with_all_that_was_filled_in(school):
    form = await school.say("ana", "settings course")
    assert "mute" not in names(form)
    opened = await school.reshape(form, {"title": "Algebra III", "sections": ("sound",)}, by="ana")
    assert isinstance(opened.view, Form)
    assert {"mute", "audio"} <= set(names(opened))
    assert filled(opened)["title"] == "Algebra III"
    assert "Sound and picture" in text(opened)


async def test_a_section_ticked_and_sent_at_once_is_shown_before_anything_is_saved(school):
    form = await school.say("ana", "settings course")
    opened = await school.submit(form, {"title": "Algebra III", "sections": ("entry",)}, by="ana")
    assert isinstance(opened.view, Form)
    assert "join_early" in names(opened)
    assert "Algebra III" not in text(await school.say("bo", "course list"))


async def test_what_was_filled_in_stays_when_a_section_is_opened_by_sending(school):
    form = await school.say("ana", "settings course")
    values = {"title": "Algebra III", "zone": "Europe/Lisbon", "duration_minutes": "75", "recording": "cloud"}
    opened = await school.submit(form, {**values, "sections": ("sound",)}, by="ana")
    assert {name: filled(opened)[name] for name in values} == values
    more = await school.submit(opened, {"mute": "true", "sections": ("sound", "entry")}, by="ana")
    assert {name: filled(more)[name] for name in (*values, "mute")} == {**values, "mute": "true"}

    await school.submit(more, {}, by="ana")
    async with school.store.reading() as unit:
        course = await unit.courses.get(school.math.id)
    assert (course.title, course.zone, course.presets.duration_minutes) == ("Algebra III", "Europe/Lisbon", 75)
    assert course.presets.options == Options(mute=True, recording=RecordingMode.CLOUD)


async def test_what_was_filled_in_for_the_school_stays_when_a_section_is_opened_by_sending(school):
    form = await school.say("ada", "settings school")
    values = {"recording": "cloud", "locked": ("recording",)}
    opened = await school.submit(form, {**values, "sections": ("sound",)}, by="ada")
    assert isinstance(opened.view, Form)
    assert filled(opened)["recording"] == "cloud"
    assert next(one.values for one in opened.view.fields if one.name == "locked") == ("recording",)
    await school.submit(opened, {"mute": "true"}, by="ada")
    await school.say("ana", 'new "Lab" tomorrow 3pm no recording')
    settings = school.at_zoom()[0].settings
    assert (settings["auto_recording"], settings["mute_upon_entry"]) == ("cloud", True)


async def test_an_edit_of_one_thing_never_resets_another(school):
    form = await school.say("ana", "settings course")
    opened = await school.reshape(form, {"sections": ("entry", "sound")}, by="ana")
    await school.submit(opened, {"mute": "true", "join_early": "5", "waiting_room": "false"}, by="ana")

    form = await school.say("ana", "settings course")
    await school.submit(form, {"title": "Algebra III"}, by="ana")
    async with school.store.reading() as unit:
        kept = (await unit.courses.get(school.math.id)).presets.options
    assert kept == Options(mute=True, join_early=JoinEarly.FIVE, waiting_room=False)


async def test_what_was_set_can_be_left_to_the_school_again(school):
    form = await school.say("ana", "settings course")
    await school.submit(form, {"waiting_room": "false"}, by="ana")
    form = await school.say("ana", "settings course")
    await school.submit(form, {"waiting_room": "unsaid"}, by="ana")
    async with school.store.reading() as unit:
        assert (await unit.courses.get(school.math.id)).presets.options.waiting_room is None


async def test_a_name_that_is_no_option_changes_nothing(school):
    await school.wish("ana", ChangeCourseSettings(course="MATH201", shown=("course", "gone"), title="Algebra III"))
    async with school.store.reading() as unit:
        assert (await unit.courses.get(school.math.id)).title == "Algebra III"


async def test_only_an_admin_sets_the_schools_presets(school):
    assert (await school.say("ana", "settings school")).view.tone is Tone.BAD


async def test_a_class_that_exists_keeps_to_what_is_locked_too(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    await lock(school, recording="none", locked=("recording",))
    told = await school.say("ana", "set MATH201 record")
    assert told.view.tone is Tone.BAD
    assert "Your school decides this: Recording is" in text(told)
    form = await school.say("ana", "set MATH201")
    assert "recording" not in names(form)
    assert "Your school decides this: Recording is" in text(form)
