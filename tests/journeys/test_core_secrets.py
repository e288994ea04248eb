"""Nothing that opens a door stands where it must not: not in a shared card, not in the database, not in a log."""

import json
import logging
import re
from pathlib import Path

import pytest

from tests.school import PEOPLE, a_school, text
from zoomcore.commands.wishes.meetings import FollowJoinLink
from zoomcore.domain.courses import Announce, Presets
from zoomcore.views.codec import reply_to_json

_TYPED = "7Qx@k2M9"
#: Shorter ones stand in a file by chance.
_TELLING = 8
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


async def test_a_whole_term_leaks_nothing(caplog):
    caplog.set_level(logging.DEBUG)
    async with a_school(presets=Presets(announce=Announce.ALWAYS), platform="slack") as school:
        starts = await _a_term(school)
        passcodes = {one.password for one in school.sandbox.account.meetings.values() if one.password}
        shared = [reply for one in school.chat.messages if one.open_to_all for reply in (one.reply, *one.before)]
        every = [reply for one in school.chat.messages for reply in (one.reply, *one.before)]
        assert len(shared) >= 3
        assert passcodes

        for reply in shared:
            whole = json.dumps(reply_to_json(reply)) + text(reply)
            assert not any(one in whole for one in passcodes)
            assert "/j/" not in whole
            assert not _EMAIL.search(whole), whole
        for reply in every:
            whole = json.dumps(reply_to_json(reply)) + text(reply)
            assert "zak=" not in whole
            assert not re.search(r"https?://[^\s\"]*/s/\d", whole)
        await school.store.close()
        kept = _database(school)
        for start in starts:
            assert start.partition("?")[2].encode() not in kept
        assert b"zak=" not in kept
        assert _TYPED in passcodes
        assert not any(one.encode() in kept for one in passcodes if len(one) >= _TELLING)

    said = "\n".join(
        record.getMessage() for record in caplog.records if record.name.startswith(("zoomcore", "adapters"))
    )
    assert not any(email in said for _name, email, _home in PEOPLE.values() if email)
    assert "zak=" not in said
    assert _TYPED not in said


@pytest.mark.parametrize("platform", ["teams", "slack"])
async def test_a_typed_passcode_is_closed_in_every_button_and_kept_answer(platform):
    """As a message of Teams and an event of Slack come, whose answers are kept for a repeat."""
    async with a_school(platform=platform) as school:
        guessed = await school.say("ana", f'new "Lab" nov 24 3pm until dec 12 passcode {_TYPED}', kept=True)
        assert _TYPED not in json.dumps(reply_to_json(guessed))
        form = await school.press("Change it", by="ana", on=guessed)
        assert _TYPED not in json.dumps(reply_to_json(form))
        preview = await school.submit(form, {}, by="ana")
        assert _TYPED not in json.dumps(reply_to_json(preview))
        two_days = await school.say("ana", f'new "Lab" 3/4 3pm passcode {_TYPED}', kept=True)
        assert _TYPED not in json.dumps(reply_to_json(two_days))

        await school.press("Schedule it", by="ana", on=guessed)
        await school.submit(preview, {}, by="ana")
        await school.press("3 April", by="ana", on=two_days, kept=True)
        assert [one.password for one in school.at_zoom()] == [_TYPED] * 3
        await school.store.close()
        assert _TYPED.encode() not in _database(school)


def _database(school) -> bytes:
    folder = Path(school.store.url.removeprefix("sqlite:///")).parent
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def _a_term(school) -> list[str]:
    """Every kind of card once; gives the start links Zoom handed out."""
    await school.say("nora", "help")
    await school.say("li", "course map CHEM", where="chem")
    await school.press("Approve", on=school.to("ada")[-1].reply, by="ada", where="")
    await school.say("ana", 'new "Algebra" every tue 10am x 4')
    await school.say("ana", f'new "Lab" today 3pm passcode {_TYPED}')
    await school.say("ana", 'now "Quick question"')
    for line in ("", "list", "join", "start", "course people", "connect", "settings", "help all"):
        await school.say("ana", line)
    await school.say("ana", "course people MATH201 import x@uni.example")
    starts = [await school.follow("ana", FollowJoinLink(occurrence=1))]
    await school.later(hours=4, minutes=50)
    await school.say("bo", "join")
    number = next(one.id for one in school.at_zoom() if one.topic == "Lab")
    school.sandbox.start(number)
    await school.hear_zoom()
    await school.later(hours=1)
    school.sandbox.end(number)
    await school.hear_zoom()
    await school.say("ana", "move algebra to 11am all")
    await school.say("ana", "cancel algebra")
    await school.press("Cancel the whole", by="ana")
    await school.say("ada", "status")
    return starts
