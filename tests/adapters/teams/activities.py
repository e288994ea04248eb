"""Activities as Teams sends them."""

from typing import Any

SERVICE = "https://smba.trafficmanager.net/emea/"
TENANT = "tenant-1"
BOT = "28:lectern-app"
CHANNEL = "19:algebra@thread.tacv2"

Json = dict[str, Any]


def activity(**over: Any) -> Json:
    """A message in the 1:1 chat of Ana."""
    return {
        "type": "message",
        "id": "1485983408511",
        "timestamp": "2026-11-23T20:00:00.000Z",
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "from": {"id": "29:ana", "name": "Ana Ruiz", "aadObjectId": "aad-ana"},
        "recipient": {"id": BOT, "name": "Lectern"},
        "conversation": {"id": "a:ana", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-GB",
        "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB", "timezone": "Europe/Madrid"}],
        "text": "list",
    } | over


def in_channel(text: str, *mentions: Json, thread: str = "1485983000000", **over: Any) -> Json:
    """A message in the channel of Algebra; the bot is mentioned first."""
    bot = mention("<at>Lectern</at>", BOT, "Lectern")
    place = {"id": f"{CHANNEL};messageid={thread}", "conversationType": "channel", "isGroup": True, "tenantId": TENANT}
    data = {"tenant": {"id": TENANT}, "team": {"id": "19:team"}, "channel": {"id": CHANNEL}}
    entities = [*activity()["entities"], bot, *mentions]
    return activity(text=text, conversation=place, channelData=data, entities=entities, **over)


def mention(text: str, user: str, name: str, **more: Any) -> Json:
    return {"type": "mention", "text": text, "mentioned": {"id": user, "name": name, **more}}


def invoke(name: str, value: Json, **over: Any) -> Json:
    sent = activity(type="invoke", name=name, value=value, replyToId="1485983400000", id="f:invoke-1", **over)
    return {key: kept for key, kept in sent.items() if key != "text"}


def pressed(data: Json, **over: Any) -> Json:
    action = {"type": "Action.Execute", "verb": "press", "data": data}
    return invoke("adaptiveCard/action", {"action": action, "trigger": "manual"}, **over)
