"""`lectern say` against a Zoom account over HTTP: what it prints, and how it ends."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot import saying
from bot.saying import Saying, say
from zoomcore.errors import ConfigError, StorageError
from zoomcore.sandbox import Fault, Sandbox
from zoomcore.views import Document, Reply

pytestmark = pytest.mark.usefixtures("settings_of_sandbox")
ANA, ADMIN = "ana@uni.example", "admin@uni.example"
NEW = 'new "Algebra review" mon,wed 3pm for 50m x 8'


async def tell(text: str, person: str = ANA) -> int:
    return await say(Saying(text=text, person=person, channel="cs101"))


@pytest.fixture
async def course(settings_of_sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    for line in ('course add CS101 "Algorithms"', "course map CS101", f"course people CS101 add {ANA} as instructor"):
        assert await tell(line, ADMIN) == 0
    capsys.readouterr()


async def as_json(capsys: pytest.CaptureFixture[str], text: str, person: str = ANA) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    status = await say(Saying(text=text, person=person, channel="#cs101", as_json=True))
    return status, json.loads(capsys.readouterr().out)


async def test_it_waits_until_zoom_confirmed_and_prints_the_final_card(course, sandbox, capsys):
    assert await tell(NEW) == 0

    printed = capsys.readouterr().out
    assert "Done. Scheduled: Algebra review" in printed
    (meeting,) = sandbox.account.meetings.values()
    assert len(meeting.occurrences) == 8
    assert f"Meeting {str(meeting.id)[:3]}" in printed


async def test_json_is_one_object_with_these_names(course, capsys):
    status, told = await as_json(capsys, NEW)

    assert status == 0
    assert set(told) == {"audience", "title", "tone", "plain", "view"}
    assert (told["audience"], told["tone"], told["title"]) == ("asker", "good", "Scheduled: Algebra review")


async def test_a_form_is_done(course, capsys):
    status, told = await as_json(capsys, "new")

    assert (status, told["view"]["is"]) == (0, "Form")


async def test_a_question_ends_with_1_and_says_that_it_asks(course, capsys):
    status, told = await as_json(capsys, 'new "Algebra" tomorrow at 3')

    assert (status, told["ask"]) == (1, True)


async def test_a_refusal_ends_with_1_and_asks_nothing(course, capsys):
    status, told = await as_json(capsys, "course add X", person="bo@uni.example")

    assert (status, told["tone"], "ask" in told) == (1, "bad", False)


async def test_zoom_away_for_good_ends_with_3_and_the_class_is_not_lost(course, sandbox, capsys, monkeypatch):
    monkeypatch.setattr(saying, "PATIENCE_SECONDS", 2.0)
    sandbox.faults.add(Fault(status=503, times=50))

    assert await tell(NEW) == 3
    assert "Algebra review" in capsys.readouterr().out


async def test_a_database_that_is_away_is_a_storage_error(monkeypatch):
    monkeypatch.setenv("LECTERN_DATABASE_URL", "sqlite:////nowhere/at/all.db")

    with pytest.raises(StorageError):
        await tell("help")


async def test_the_first_admin_speaks_where_nobody_is_named(capsys):
    assert await say(Saying(text="status")) == 0
    assert "Lectern is running" in capsys.readouterr().out


async def test_without_a_name_and_without_admins_it_asks_for_one(monkeypatch):
    monkeypatch.delenv("LECTERN_ADMINS")

    with pytest.raises(ConfigError, match="--as EMAIL"):
        await say(Saying(text="help"))


async def test_a_fresh_database_file_is_made_by_the_first_word(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("LECTERN_DATABASE_URL", f"sqlite:///{tmp_path / 'fresh.db'}")

    assert await tell("help") == 0


async def test_without_zoom_it_says_so_instead_of_asking_anybody(course, sandbox, capsys, monkeypatch):
    for name in ("ACCOUNT_ID", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"LECTERN_ZOOM_{name}")

    assert await tell(NEW) == 1
    assert "lectern check" in capsys.readouterr().out
    assert sandbox.asked("POST", "/users/ana@uni.example/meetings") == []


GRADES = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Attendance (7)\n"
    '"Chen, Bo",1,S1,bo@uni.example,A,\n"Stranger, Sam",2,S2,sam,A,\n'
)


async def hand_over(file: Path, text: str = "", *, channel: str = "", as_json: bool = False) -> int:
    return await say(Saying(text=text, person=ANA, channel=channel, file=file, as_json=as_json))


async def test_a_file_is_handed_over_and_its_column_may_be_named_with_it(course, capsys, tmp_path):
    assert await tell("course people CS101 add bo@uni.example", ADMIN) == 0
    file = tmp_path / "grades.csv"
    file.write_text(GRADES)

    assert await hand_over(file) == 1
    assert "Which column is for attendance?" in capsys.readouterr().out
    assert await hand_over(file, "CS101 Attendance") == 0
    assert "I keep the grade book of CS101" in capsys.readouterr().out


async def test_a_file_handed_over_in_a_channel_is_refused(course, capsys, tmp_path):
    file = tmp_path / "grades.csv"
    file.write_text(GRADES)

    assert await hand_over(file, channel="cs101") == 1
    assert "where others can see them" in capsys.readouterr().out


async def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(ConfigError, match=r"couldn't read the file .*nothing\.csv"):
        await hand_over(tmp_path / "nothing.csv")


def test_an_answer_that_is_a_file_is_written_beside_and_named(capsys, tmp_path):
    filled = Document(name="grades.csv", media_type="text/csv", content=b"a,b\n", title="Grades")

    for _ in range(2):
        saying._show(Reply(view=filled), zone="UTC", as_json=False)
    saying._show(Reply(view=filled), zone="UTC", as_json=True)

    assert sorted(one.name for one in tmp_path.glob("*.csv")) == ["grades-1.csv", "grades.csv"]
    printed = capsys.readouterr().out
    assert "grades-1.csv" in printed
    assert json.loads(printed.splitlines()[-1])["view"]["content"] == "YSxiCg=="
