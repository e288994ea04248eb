"""What people type when they are in a hurry: one clear card, nothing lost, nothing half done."""

import pytest

from tests.school import text
from zoomcore.commands.wishes.house import ShowHelp
from zoomcore.views import Form, Tone

LONG = "x" * 5000


@pytest.mark.parametrize(
    "line",
    [
        "frobnicate",
        'new "Algebra tomorrow 3pm',
        'new "Lab" 31 feb 3pm',
        'new "Lab" 3/4 3pm',
        'new "Lab" yesterday 3pm',
        'new "Lab" tomorrow 25:00',
        'new "Lab" every mon 3pm x 51',
        f'new "{"x" * 201}" tomorrow 3pm',
        LONG,
        "🎉🎉🎉",
        "مرحبا بكم في الصف",
        "\u202egninnig\u202c",
        "\x00\x07",
        "new " * 200,
        'new "Lab" tomorrow 3pm tz Mars/Olympus',
        "join 12",
        "move to",
        "cancel everything now please",
        "course people import",
        "course map",
        "course add",
        "help nothing",
        '"',
        "--",
    ],
)
async def test_odd_lines_get_an_answer_and_write_nothing(school, line):
    before = await school.rows()
    told = await school.say("ana", line)
    assert text(told).strip()
    assert "wrong on my side" not in text(told)
    after = await school.rows()
    assert (after["meeting"], after["job"], after["course"]) == (before["meeting"], before["job"], before["course"])


async def test_a_gap_in_the_clocks_is_said(school):
    told = text(await school.say("ana", 'new "Night" 28 mar 2027 2:30am'))
    assert "03:30" in told


@pytest.mark.parametrize(
    "topic", ["<!channel> urgent", "<at>Bo</at>", "*bold* _it_ `code`", "A <b> *C* & “D”", "مرحبا", "x" * 200]
)
async def test_whatever_a_class_is_called_it_is_called_so_at_zoom(school, topic):
    done = await school.say("ana", f'new "{topic}" tomorrow 3pm')
    assert done.view.title == f"Scheduled: {topic}"
    assert school.at_zoom()[0].topic == topic


async def test_fifty_repeats_are_taken(school):
    done = await school.say("ana", 'new "Long" every day 9am x 50')
    assert done.view.tone is Tone.GOOD
    assert len(school.dates_at_zoom()) == 50


async def test_a_slip_of_the_pen_is_offered_as_a_button(school):
    asked = await school.say("ana", "lsit")
    assert [one.label for one in school.actions(asked)] == ["list"]
    assert "Classes" in text(await school.press("list", by="ana"))


async def test_an_ambiguous_date_is_asked_about(school):
    asked = await school.say("ana", 'new "Lab" 3/4/2027 3pm')
    if asked.view.tone is Tone.ASK:
        assert school.actions(asked)
    assert school.at_zoom() == []


async def test_an_unknown_course_names_the_nearest(school):
    told = text(await school.say("ana", "list MATH210"))
    assert "I don't know a course MATH210." in told
    assert "Did you mean MATH201?" in told
    assert "course list" in text(await school.say("ana", "list QQQQ9"))


async def test_a_defect_becomes_a_card_with_a_number(school):
    async def broken(*_args, **_more):
        raise ZeroDivisionError

    school.dispatch._tools = None
    told = await school.dispatch.handle(school.request("bo", None))
    assert "Something went wrong on my side" in text(told)


async def test_a_form_is_what_an_unfinished_line_becomes(school):
    assert isinstance((await school.say("ana", "move")).view, Form) is False  # nothing to move yet
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    assert isinstance((await school.say("ana", "move")).view, Form)


@pytest.mark.parametrize(
    ("who", "line", "labels", "helps_with"),
    [
        ("ana", "new Lab 31 feb 3pm", ["Help"], "new"),
        ("ana", "join 99999999999", ["Coming classes", "Help"], "join"),
        ("bo", "cancel", ["Help"], ""),
    ],
)
async def test_a_refusal_leads_on_to_what_it_names_and_to_the_help_of_its_verb(school, who, line, labels, helps_with):
    told = await school.say(who, line)
    assert [one.label for one in school.actions(told)] == labels
    assert school.button(told, "Help").command == ShowHelp(topic=helps_with)
    assert school.actions(await school.press("Help", by=who))
