"""Files on Teams, both ways: handed over in a 1:1 chat, and offered until their reader consents."""

import pytest

from adapters.teams.app import TeamsAdapter, TeamsHooks
from adapters.teams.settings import TeamsSettings
from tests.adapters.teams.activities import activity, in_channel
from tests.adapters.teams.conftest import ANA, BO, CHANNEL, Core, serve, settings_for
from tests.adapters.teams.test_port import FILE, TO_ANA
from tests.peers.teams import TeamsUser, direct_chat
from zoomcore.chat import Typed, Uploaded
from zoomcore.commands.wishes.files import FileTrouble
from zoomcore.dispatch.held import HeldFiles
from zoomcore.domain.files import MOST_BYTES
from zoomcore.errors import ChatRefused
from zoomcore.views import Card, Document, Reply

BOOK = b"\xff\xfeS\x00t\x00"
XLSX = Document(
    name="math201.xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    content=bytes(range(256)) * 40,
    title="Attendance of MATH201",
    told=Card(title="28 of 30 students filled in"),
)


async def test_a_file_in_the_private_chat_arrives_with_its_content_and_what_was_said(bot, ana):
    seen = await ana.hand_over("grades.xls", BOOK, "MATH201")
    (asked,) = bot.core.asked
    assert asked.wish == Uploaded(name="grades.xls", content=BOOK, text="MATH201")
    assert (asked.conversation.direct, asked.answer.message) == (True, "")
    assert [one.words for one in seen] == ["Hi"]


async def test_a_file_too_large_is_given_up_while_it_is_read(bot, ana):
    await ana.hand_over("large.csv", b"x" * (MOST_BYTES + 1))
    assert bot.core.asked[0].wish == Uploaded(name="large.csv", trouble=FileTrouble.TOO_LARGE)


@pytest.mark.parametrize("status", [302, 403, 404])
async def test_a_file_that_is_gone_is_told_to_the_core(bot, ana, status):
    bot.peer.file_status = status
    await ana.hand_over("grades.csv", BOOK)
    assert bot.core.asked[0].wish.trouble is FileTrouble.UNREACHABLE


@pytest.mark.parametrize(
    "url", ["http://uni.sharepoint.com/f", "https://10.0.0.1/f", "https://intranet/f", "ftp://a.b/f"]
)
async def test_nothing_is_fetched_from_within_this_network_nor_unencrypted(bot, ana, url):
    await ana.hand_over("grades.csv", BOOK, url=url)
    assert bot.core.asked[0].wish.trouble is FileTrouble.UNREACHABLE


@pytest.mark.parametrize(
    ("url", "stored"),
    [
        ("https://uni-my.sharepoint.com/personal/ana/f?tempauth=1", True),
        ("https://[::1]/f", False),
        ("https://169.254.169.254/latest", False),
        ("http://localhost:8080/f", False),
        ("", False),
    ],
)
def test_where_files_may_be_kept(url, stored):
    assert TeamsSettings().stores_files(url) is stored
    assert TeamsSettings(anonymous=True).stores_files("http://localhost:56150/f")


async def test_in_a_channel_a_file_is_not_fetched_but_a_command_beside_it_counts(bot):
    from adapters.teams.parse import FILE_HANDED_OVER, parse

    file = {"contentType": FILE_HANDED_OVER, "name": "grades.csv", "content": {"downloadUrl": "https://a.b/f"}}
    alone = parse(in_channel("<at>Lectern</at> here you are", attachments=[file]))
    assert (alone.files, alone.request.wish) == ((), Uploaded(name="grades.csv", text="here you are"))
    command = parse(in_channel("<at>Lectern</at> list", attachments=[file]))
    assert (command.files, command.request.wish) == ((), Typed(text="list"))
    odd = parse(activity(attachments="none"))
    assert odd.request.wish == Typed(text="list")


@pytest.mark.parametrize("document", [FILE, XLSX], ids=["csv", "xlsx"])
async def test_an_answer_that_is_a_file_is_offered_and_put_where_its_reader_wants_it(bot, ana, document):
    bot.core.reply = Reply(view=document, card="n1")
    seen = await ana.say("attendance export")
    offer = seen[0].activity["attachments"][0]
    assert (offer["name"], offer["content"]["sizeInBytes"]) == (document.name, len(document.content))
    assert await ana.consent(seen[0]) == 200
    assert bot.peer.uploads == {"wanted": document.content}
    told = [one.words for one in seen[1:]]
    assert told == (["28 of 30 students filled in"] if document.told else [])


async def test_an_answer_that_is_a_file_never_stands_in_the_channel(bot, ana):
    bot.core.reply = Reply(view=XLSX, card="n1")
    seen = await ana.say("attendance export", channel=CHANNEL)
    assert [one.conversation for one in seen if one.activity.get("attachments")] == [direct_chat(ANA)] * 2
    assert [one.words for one in seen if one.conversation.startswith(CHANNEL)] == [
        "I answered in our private chat. You can write to me there next time."
    ]


async def test_a_consent_said_twice_is_done_once(bot, ana):
    await bot.adapter.send_file(TO_ANA, FILE, key="k1")
    [offer] = bot.peer.messages(direct_chat(ANA))
    assert [await ana.consent(offer), await ana.consent(offer)] == [200, 200]
    assert len(bot.peer.messages(direct_chat(ANA))) == 2


async def test_a_file_is_its_readers_alone(bot, ana):
    await bot.adapter.send_file(TO_ANA, FILE, key="k1")
    [offer] = bot.peer.messages(direct_chat(ANA))
    bo = bot.user(BO)
    await bo.consent(offer, wanted=False)
    await bo.consent(offer)
    assert bot.peer.uploads == {}
    assert await ana.consent(offer) == 200
    assert bot.peer.uploads == {"wanted": FILE.content}


async def test_a_file_for_nobody_in_particular_is_refused(bot):
    from tests.adapters.teams.test_port import TO_CHANNEL

    with pytest.raises(ChatRefused):
        await bot.adapter.send_file(TO_CHANNEL, FILE, key="k1")


async def test_nothing_is_put_inside_this_network(bot, ana):
    await bot.adapter.send_file(TO_ANA, FILE, key="k1")
    upload = {"uploadUrl": "http://169.254.169.254/latest", "uniqueId": "u"}
    value = {"type": "fileUpload", "action": "accept", "context": {"file": "k1"}, "uploadInfo": upload}
    status, _ = await ana.send(ana.activity(type="invoke", name="fileConsent/invoke", value=value))
    assert status == 503
    assert bot.peer.uploads == {}


async def test_a_consent_that_comes_after_a_restart_finds_its_file(peer, clock, sqlite_store):
    files = HeldFiles(sqlite_store)
    for number in range(2):
        adapter = TeamsAdapter(settings_for(peer), Core(), clock=clock, hooks=TeamsHooks(files=files))
        await adapter.start()
        runner, url = await serve(adapter)
        if number == 0:
            await adapter.send_file(TO_ANA, FILE, key="k1")
        else:
            [offer] = peer.messages(direct_chat(ANA))
            assert await TeamsUser(peer, ANA, url).consent(offer) == 200
        await runner.cleanup()
        await adapter.stop()
    assert peer.uploads == {"wanted": FILE.content}
    async with sqlite_store.reading() as unit:
        assert await unit.files.find_held("k1", "teams:tenant-uni:aad-ana") is None
