"""What botbuilder's own turn sends, edits and takes away goes out by our connector."""

from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ConversationAccount

from tests.adapters.teams.conftest import ANA
from tests.peers.teams import direct_chat


def turn(bot) -> TurnContext:
    place = ConversationAccount(id=direct_chat(ANA))
    asked = Activity(type="message", id="1", service_url=bot.peer.service, conversation=place)
    return TurnContext(bot.adapter._now.bridge, asked)


async def test_a_message_of_botbuilders_is_sent_edited_and_taken_away(bot):
    context = turn(bot)
    sent = await context.send_activity("Hello")
    [posted] = bot.peer.messages(direct_chat(ANA))
    assert (posted.id, posted.words) == (sent.id, "Hello")
    await context.update_activity(Activity(type="message", id=sent.id, text="Changed"))
    assert posted.words == "Changed"
    await context.delete_activity(sent.id)
    assert bot.peer.messages(direct_chat(ANA)) == []
