"""What is set on one date alone: kept there, told, taken back as it was, and carried to a class made anew."""

import pytest
from sqlalchemy import delete

from tests.school import text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.backups import OpenRestoreForm
from zoomcore.commands.wishes.meetings import ShowMeeting
from zoomcore.commands.wishes.options import OpenOptionsForm
from zoomcore.domain.meetings import Scope
from zoomcore.domain.options import JoinEarly, Options, RecordingMode
from zoomcore.storage.tables import OCCURRENCE
from zoomcore.views import Form, Tone

WEEKLY = 'new "Algebra" mon,wed 3pm for 50m x 6'


@pytest.fixture
async def series(school):
    await school.say("ana", WEEKLY)
    return school.at_zoom()[0]


async def dates(school, meeting=1):
    async with school.store.reading() as unit:
        return await unit.meetings.occurrences(meeting)


async def own(school, meeting=1):
    return [one.options for one in await dates(school, meeting)]


async def known(school):
    async with school.store.reading() as unit:
        return (await unit.meetings.get(1)).options


def values(form):
    return {field.name: field.value for field in form.view.fields}


async def test_it_is_known_here_too_and_the_class_stays_as_it_was(school, series):
    await school.say("ana", "set next mute, record local")
    assert await own(school) == [Options(mute=True, recording=RecordingMode.LOCAL), *[Options()] * 5]
    assert (await known(school)).mute is None


async def test_the_class_tells_which_date_differs_and_how(school, series):
    await school.say("ana", "set next mute")
    shown = text(await school.wish("ana", ShowMeeting(target=Target(meeting=1))))
    assert "Otherwise on: Mon 23 Nov 2026, 15:00–15:50 CET (UTC+1) · Mute people when they come in: on" in shown
    assert "Otherwise on" not in text(await school.wish("bo", ShowMeeting(target=Target(meeting=1))))


async def test_a_date_set_as_its_class_is_differs_no_more(school, series):
    await school.say("ana", "set no mute all")
    await school.say("ana", "set next mute")
    await school.say("ana", "set next no mute")
    assert "Otherwise on" not in text(await school.wish("ana", ShowMeeting(target=Target(meeting=1))))


async def test_undo_gives_a_date_back_its_own_value_and_not_the_classs(school, series):
    await school.say("ana", "set record all")
    await school.say("ana", "set next record local")
    await school.say("ana", "set next no recording")
    await school.press("Undo", by="ana")
    assert series.occurrences[0].settings["auto_recording"] == "local"
    assert (await own(school))[0].recording is RecordingMode.LOCAL


async def test_undo_of_a_first_change_gives_the_date_what_its_class_has(school, series):
    await school.say("ana", "set record all")
    await school.say("ana", "set next no recording")
    await school.press("Undo", by="ana")
    assert series.occurrences[0].settings["auto_recording"] == "cloud"
    assert "Otherwise on" not in text(await school.wish("ana", ShowMeeting(target=Target(meeting=1))))


@pytest.mark.parametrize("which", ["all", "this"])
async def test_with_the_waiting_room_goes_joining_early_and_undo_brings_both_back(school, series, which):
    await school.say("ana", "set no waiting room, join 10 minutes early all")
    await school.say("ana", f"set waiting room {which}")
    assert last(series, which)["join_before_host"] is False
    await school.press("Undo", by="ana")
    settings = last(series, which)
    assert (settings["waiting_room"], settings["join_before_host"], settings["jbh_time"]) == (False, True, 10)
    effective = (await dates(school))[0].options if which == "this" else await known(school)
    assert effective.join_early is JoinEarly.TEN


def last(series, which):
    return series.settings | (series.occurrences[0].settings if which == "this" else {})


async def test_undo_of_end_to_end_encryption_brings_the_recording_back(school):
    school.sandbox.account.user("ana@uni.example").end_to_end = True
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    (lab,) = school.at_zoom()
    lab.settings["auto_recording"] = "local"
    await school.say("ana", "set mute")
    await school.say("ana", "set end to end")
    assert lab.settings["auto_recording"] == "none"
    await school.press("Undo", by="ana")
    assert (lab.settings["encryption_type"], lab.settings["auto_recording"]) == ("enhanced_encryption", "local")


async def test_undo_gives_back_an_agenda_that_was_written_at_zoom(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    (lab,) = school.at_zoom()
    lab.agenda += "\nBring a lamp"
    await school.say("ana", "set mute")
    await school.say("ana", 'set agenda "Bring nothing"')
    await school.press("Undo", by="ana")
    assert lab.agenda.splitlines()[1:] == ["Bring a lamp"]


async def test_an_agenda_that_was_never_read_is_not_taken_for_none(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    async with school.store.unit() as unit:
        await unit.sync.keep_options(1, {"mute_upon_entry": False})
    done = await school.say("ana", 'set agenda "Bring nothing"')
    assert "Undo" not in [one.label for one in done.view.actions]


async def test_undo_of_a_recording_that_was_left_to_the_host_gives_back_what_zoom_made_of_it(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm recording as the host has it')
    await school.say("ana", "set record")
    done = await school.press("Undo", by="ana")
    assert done.view.title == "Changed: Lab"
    assert school.at_zoom()[0].settings["auto_recording"] == "none"


async def test_a_change_of_all_dates_says_what_stays_on_one_and_offers_it_there_too(school, series):
    await school.say("ana", "set next mute")
    reads = school.calls("GET")
    done = await school.say("ana", "set no mute all")
    assert school.calls("GET") - reads == 2
    assert (
        "Mon 23 Nov 2026, 15:00–15:50 CET (UTC+1) keeps what was set on it alone: Mute people when they come in: on"
        in text(done)
    )
    await school.press("Also on Mon 23 Nov 2026", by="ana")
    assert series.occurrences[0].settings["mute_upon_entry"] is False
    assert (await own(school))[0].mute is False


async def test_where_zoom_changed_the_one_date_along_that_is_said(school, series):
    await school.say("ana", "set next mute")
    series.occurrences[0].settings.clear()
    done = await school.say("ana", "set no mute all")
    assert "had a value of its own; Zoom has changed it too." in text(done)
    assert not [one.label for one in done.view.actions if one.label.startswith("Also on")]


async def test_of_something_else_a_change_of_all_dates_asks_and_says_nothing(school, series):
    await school.say("ana", "set next mute")
    reads = school.calls("GET")
    done = await school.say("ana", "set record all")
    assert (school.calls("GET") - reads, "keeps what" in text(done)) == (1, False)


async def test_the_form_of_one_date_shows_what_it_has_and_what_can_be_changed_there(school, series):
    await school.say("ana", "set no mute all")
    await school.say("ana", "set next mute")
    form = await school.say("ana", "set this")
    assert isinstance(form.view, Form)
    assert form.view.title == "Options of one date"
    assert set(values(form)) == {
        *("waiting_room", "join_early", "mute", "host_video", "participant_video", "recording", "watermark", "agenda")
    }
    assert values(form)["mute"] == "true"
    done = await school.submit(form, {"mute": "false"}, by="ana")
    assert done.view.title == "Changed: Algebra"
    assert series.occurrences[0].settings["mute_upon_entry"] is False


async def test_the_form_of_one_date_sent_as_it_was_asks_zoom_for_nothing(school, series):
    await school.say("ana", "set next mute")
    patches = school.calls("PATCH")
    done = await school.submit(await school.say("ana", "set this"), {}, by="ana")
    assert (done.view.title, school.calls("PATCH")) == ("Nothing to change", patches)


async def test_only_this_one_in_the_form_of_a_class_looks_at_the_date_before_it_says_nothing_is_new(school, series):
    await school.say("ana", "set no mute all")
    await school.say("ana", "set next mute")
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    assert "has options of its own: Mute people when they come in: on" in text(form)
    again = await school.submit(form, {"scope": "this", "recording": "local"}, by="ana")
    assert isinstance(again.view, Form)
    assert "This date has options of its own." in text(again)
    assert (values(again)["mute"], values(again)["recording"]) == ("true", "local")
    await school.submit(again, {"mute": "false"}, by="ana")
    assert series.occurrences[0].settings == {"mute_upon_entry": False, "auto_recording": "local"}
    assert await own(school) == [Options(mute=False, recording=RecordingMode.LOCAL), *[Options()] * 5]


async def test_the_form_of_a_class_changes_a_date_like_its_class_at_once(school, series):
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    done = await school.submit(form, {"scope": "this", "mute": "true"}, by="ana")
    assert done.view.tone is Tone.GOOD
    assert series.occurrences[0].settings == {"mute_upon_entry": True}


async def test_a_moved_date_keeps_its_own(school, series):
    await school.say("ana", "set next mute")
    await school.say("ana", "move next to 5pm")
    assert (await own(school))[0].mute is True


async def test_a_series_that_is_laid_out_anew_gets_it_again(school, series):
    await school.say("ana", "set next mute, no waiting room")
    await school.say("ana", "move all to 4pm")
    assert [one.settings.get("mute_upon_entry") for one in series.occurrences] == [True, *[None] * 5]
    assert series.occurrences[0].settings["waiting_room"] is False
    assert (await own(school))[0] == Options(mute=True, waiting_room=False)


async def test_a_date_that_zoom_does_not_give_it_again_is_named_and_the_series_is_moved(school, series):
    await school.say("ana", "set next mute")
    school.trouble(method="PATCH", path="/meetings/*")  # the series' own passes
    school.trouble(method="PATCH", path="/meetings/*", status=400, body={"code": 300, "message": "Not for this one."})
    done = await school.say("ana", "move MATH201 to 5pm all")
    assert done.view.title == "Moved: Algebra", text(done)
    assert "1 date lost what was set on it alone" in text(done)
    assert [f"{one.start:%H:%M}" for one in await dates(school)] == ["16:00"] * 6
    assert await own(school) == [Options()] * 6


async def test_a_date_that_is_gone_at_zoom_does_not_undo_the_change_of_its_class(school, series):
    await school.say("ana", "set next mute")
    school.trouble(method="GET", path="/meetings/*")  # the class's own passes
    school.trouble(method="GET", path="/meetings/*", status=404, body={"code": 3001, "message": "Gone."})
    done = await school.say("ana", "set no mute all")
    assert done.view.title == "Changed: Algebra", text(done)
    assert (await known(school)).mute is False


async def test_another_topic_alone_sends_nothing_again(school, series):
    await school.say("ana", "set next mute")
    patches = school.calls("PATCH")
    await school.say("ana", 'move all topic "Algebra II"')
    assert school.calls("PATCH") - patches == 1


@pytest.mark.parametrize("line", ["set this", "set next this", "set MATH201 this"])
async def test_set_without_options_opens_the_form_of_the_dates_it_names(school, series, line):
    form = await school.say("ana", line)
    assert form.view.base.scope is Scope.THIS


async def lost_with_its_own(school):
    """A moved date and another one, each with something of its own; lost at Zoom."""
    await school.say("ana", "set next mute")
    await school.say("ana", "move next to fri 16:00 this")
    await school.say("ana", 'set next agenda "Bring a coat", no waiting room')
    (made,) = school.at_zoom()
    school.sandbox.portal.delete(made.id)
    await school.hear_zoom()


def at_zoom(school):
    """Of the one class there the dates on which something was set alone."""
    (made,) = school.at_zoom()
    return {
        one.start.strftime("%a"): (one.settings, (one.agenda or "").partition("\n")[2])
        for one in made.occurrences
        if one.settings and not one.deleted
    }


async def test_a_class_made_anew_has_it_again(school, series):
    await lost_with_its_own(school)
    done = await school.say("ana", "recreate")
    assert done.view.title == "Scheduled: Algebra"
    coat = ({"waiting_room": False}, "Bring a coat")
    assert at_zoom(school) == {"Fri": ({"mute_upon_entry": True}, ""), "Wed": coat}
    assert [one for one in await own(school, 2) if one != Options()] == [
        Options(waiting_room=False, agenda="Bring a coat"),
        Options(mute=True),
    ]


async def test_a_date_that_stands_by_itself_takes_it_along(school):
    await school.say("ana", 'new "Algebra" every tue 10am x 4')
    await school.say("ana", "set next mute")
    await school.say("ana", "move next to thu 16:00 this")
    (made,) = school.at_zoom()
    school.sandbox.portal.delete(made.id)
    await school.hear_zoom()
    await school.later(days=2)
    await school.say("ana", "recreate")
    single = next(one for one in school.at_zoom() if not one.occurrences)
    series = next(one for one in school.at_zoom() if one.occurrences)
    assert (single.settings["mute_upon_entry"], series.settings["mute_upon_entry"]) == (True, False)


async def test_a_restored_class_has_it_again(school, series):
    await school.say("ana", "set next mute, no waiting room")
    await school.say("ana", "backup")
    await school.say("ana", "cancel Algebra all")
    await school.press("Cancel", by="ana")
    form = await school.wish("ana", OpenRestoreForm(backup=1))
    await school.submit(form, {"parts": ("settings", "classes"), "typed": "math201"}, by="ana")
    kept = {"mute_upon_entry": True, "waiting_room": False}
    assert at_zoom(school) == {"Mon": (kept, "")}
    assert [one for one in await own(school) if one != Options()] == [Options(mute=True, waiting_room=False)]


async def test_it_is_in_a_backup_and_comes_back_where_rows_were_lost(school, series):
    await school.say("ana", "set next mute")
    await school.say("ana", "backup")
    async with school.store.unit() as unit:
        await unit.meetings._tx.change(delete(OCCURRENCE))
    form = await school.wish("ana", OpenRestoreForm(backup=1))
    await school.submit(form, {"parts": ("settings", "classes"), "typed": "math201"}, by="ana")
    assert (await own(school))[0] == Options(mute=True)


async def test_a_rule_changed_in_the_portal_laid_the_dates_out_without_it(school, series):
    await school.say("ana", "set next mute")
    rule = {"type": 2, "repeat_interval": 1, "weekly_days": "3,5", "end_times": 6}
    start = "2026-11-24T16:00:00"
    school.sandbox.portal.change(series.id, recurrence=rule, start_time=start, timezone="Europe/Madrid")
    await school.hear_zoom()
    assert await own(school) == [Options()] * len(await dates(school))


async def test_a_restored_date_that_stands_by_itself_takes_it_along(school):
    await school.say("ana", 'new "Algebra" every tue 10am x 4')
    await school.say("ana", "set next mute")
    await school.say("ana", "move next to thu 16:00 this")
    await school.say("ana", "backup")
    await school.say("ana", "cancel Algebra all")
    await school.press("Cancel", by="ana")
    await school.later(days=2)
    form = await school.wish("ana", OpenRestoreForm(backup=1))
    await school.submit(form, {"parts": ("settings", "classes"), "typed": "math201"}, by="ana")
    single = next(one for one in school.at_zoom() if not one.occurrences)
    series = next(one for one in school.at_zoom() if one.occurrences)
    assert (single.settings["mute_upon_entry"], series.settings["mute_upon_entry"]) == (True, False)
