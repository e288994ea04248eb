"""Files handed over on Slack: fetched from Slack alone, once, and only where nobody else reads along."""

import pytest

from tests.adapters.slack.conftest import settings
from zoomcore.chat import Typed, Uploaded
from zoomcore.commands.wishes.files import FileTrouble
from zoomcore.domain.files import MOST_BYTES
from zoomcore.errors import ChatRefused, StorageError
from zoomcore.views import Card, Reply

BOOK = b"Student,ID\nBo,1\n"


@pytest.fixture
def ana(house):
    house.core.says = lambda _: Reply(view=Card(title="Thank you"), card="n1")
    return house.person("UANA")


async def test_a_file_in_the_direct_chat_arrives_with_its_content_and_what_was_said(house, ana):
    assert await ana.hand_over("grades.csv", BOOK, "MATH201") == 200
    (asked,) = house.core.asked
    assert asked.wish == Uploaded(name="grades.csv", media_type="text/csv", content=BOOK, text="MATH201")
    assert (asked.sender.user_id, asked.conversation.direct, asked.kept) == ("UANA", True, True)
    assert house.peer.seen_by("UANA")[-1].text.startswith("Thank you")


async def test_an_event_that_slack_repeats_is_fetched_and_answered_once(house, ana):
    for _ in range(2):
        assert await ana.hand_over("grades.csv", BOOK, event_id="Ev1") == 200
    assert len(house.core.asked) == 1
    assert len(house.peer.called("download")) == 1
    assert len(house.peer.seen_by("UANA")) == 1


async def test_two_files_are_two_requests_under_keys_of_their_own(house, ana):
    files = [house.peer.add_file(name, BOOK) for name in ("a.csv", "b.csv")]
    await ana.event(type="message", subtype="file_share", channel_type="im", channel="DUANA", ts="1.1", files=files)
    assert [one.wish.name for one in house.core.asked] == ["a.csv", "b.csv"]
    assert len({one.delivery for one in house.core.asked}) == 2


async def test_a_file_too_large_is_not_fetched_whatever_its_size_is_said_to_be(house, ana):
    await ana.hand_over("large.csv", b"x", size=MOST_BYTES + 1)
    await ana.hand_over("liar.csv", b"x" * (MOST_BYTES + 1), size=3)
    assert [one.wish.trouble for one in house.core.asked] == [FileTrouble.TOO_LARGE, FileTrouble.TOO_LARGE]
    assert [one.wish.content for one in house.core.asked] == [b"", b""]
    assert len(house.peer.called("download")) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://drive.example.com/grades.csv",
        "http://files.slack.com/grades.csv",
        "https://files.slack.com.evil.example/grades.csv",
        "https://evilslack.com/grades.csv",
        "file:///etc/passwd",
    ],
)
async def test_our_token_goes_to_slack_alone(house, ana, url):
    await ana.hand_over("grades.csv", BOOK, url_private=url, url_private_download=url)
    assert house.core.asked[0].wish.trouble is FileTrouble.UNREACHABLE
    assert house.peer.called("download") == []


async def test_slacks_own_hosts_are_known(house):
    web = house.adapter.web
    assert web._is_slacks("https://files.slack.com/files-pri/T1-F1/a.csv")
    assert web._is_slacks(f"{house.peer.url}/files-pri/T1-F1/a.csv")


async def test_without_the_right_to_read_files_slack_shows_a_page_and_the_core_is_told(house, peer):
    stranger = house.adapter.web
    stranger.token = "xoxb-without-right"
    told = peer.add_file("grades.csv", BOOK)
    with pytest.raises(ChatRefused):
        await stranger.download(told["url_private"], most=100)


async def test_a_page_in_the_place_of_a_file_is_no_file(house, ana):
    house.peer.fail("download", status=200, error="<html>Sign in</html>")
    await ana.hand_over("grades.csv", BOOK)
    assert house.core.asked[0].wish.trouble is FileTrouble.UNREACHABLE


@pytest.mark.parametrize("how", [{"status": 503}, {"status": 429, "error": "ratelimited"}, {"cut": "before"}])
async def test_while_slack_is_in_trouble_the_event_waits_for_its_repeat(house, ana, how):
    house.peer.fail("download", times=9, **how)
    assert await ana.hand_over("grades.csv", BOOK, event_id="Ev1") == 503
    assert house.core.asked == []
    house.peer.faults.clear()
    assert await ana.hand_over("grades.csv", BOOK, event_id="Ev1") == 200
    assert house.core.asked[0].wish.content == BOOK


async def test_while_the_database_is_away_the_event_waits_for_its_repeat(house, ana):
    def away(_request):
        raise StorageError("away")

    house.core.says = away
    assert await ana.hand_over("grades.csv", BOOK, event_id="Ev1") == 503
    house.core.says = lambda _: Reply(view=Card(title="Thank you"))
    assert await ana.hand_over("grades.csv", BOOK, event_id="Ev1") == 200
    assert len(house.core.asked) == 2


async def test_a_file_of_another_workspace_is_looked_up(house, ana):
    told = house.peer.add_file("grades.csv", BOOK)
    short = {"id": told["id"], "file_access": "check_file_info"}
    about = {"type": "message", "subtype": "file_share", "channel_type": "im", "channel": "DUANA", "ts": "1.1"}
    await ana.event(**about, files=[short])
    await ana.event(**about, files=[{"id": "F404", "name": "gone.csv"}])
    assert [(one.wish.name, one.wish.trouble) for one in house.core.asked] == [
        ("grades.csv", FileTrouble.NONE),
        ("gone.csv", FileTrouble.UNREACHABLE),
    ]


async def test_in_a_channel_a_file_is_not_fetched_and_the_core_may_say_why(house, ana):
    files = [house.peer.add_file("grades.csv", BOOK)]
    await ana.mention("here is the grade book", "C1", files=files)
    (asked,) = house.core.asked
    assert asked.wish == Uploaded(name="grades.csv", text="here is the grade book")
    assert not asked.conversation.direct
    assert house.peer.called("download") == []


async def test_in_a_channel_a_command_counts_whatever_hangs_on_it(house, ana):
    await ana.mention("list", "C1", files=[house.peer.add_file("timetable.pdf", b"%PDF")])
    assert house.core.asked[0].wish == Typed(text="list")


async def test_a_share_without_files_is_a_line(house, ana):
    await ana.event(
        type="message", subtype="file_share", channel_type="im", channel="DUANA", ts="1.1", text="list", files=[]
    )
    assert house.core.asked[0].wish == Typed(text="list")


def test_the_settings_of_a_test_name_the_peers_own_host(peer):
    assert settings(peer).api_url.startswith(peer.url)
