"""Teams activities as requests to the core. Pure: JSON in, values out; who may speak was checked before.

Of the attachments beside a message's text only files count: Teams adds the same words again as HTML.
"""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import unquote

from adapters.teams.address import FIELD, FIELDS, PEOPLE, PLATFORM, RESHAPE, Sealed, split_thread
from zoomcore.chat import Asked, ConversationRef, Pressed, Request, Reshaped, Sender, Submitted, Typed, Uploaded, Wish
from zoomcore.commands.mentions import Mention, MentionKind, clean_raw, placeholder
from zoomcore.commands.parse import spec_of
from zoomcore.commands.wishes.house import ShowHelp
from zoomcore.commands.wishes.meetings import OpenScheduleForm

Json = Mapping[str, Any]


class Door(StrEnum):
    """How the answer has to go back: a message of its own, or the body of the HTTP answer."""

    MESSAGE = "message"
    ACTION = "action"
    DIALOG = "dialog"
    DIALOG_SUBMIT = "dialog_submit"
    FILE = "file"
    MEMBERS = "members"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsFile:
    """A file as a message tells of it; the address is good for some minutes, for whoever has it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One activity, read. `request` is there for every door but FILE, MEMBERS and NOTHING."""

    door: Door
    sender: Sender
    conversation: ConversationRef
    request: Request | None = None
    #: Who came into or left the conversation: the directory's ids where the activity has them, else Teams' own.
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    #: MESSAGE: what hangs on it in a 1:1 chat; elsewhere nothing is fetched.
    files: tuple[TeamsFile, ...] = ()
    #: FILE: what the consent card said and where to upload.
    consent: Json | None = None


#: How a file of a 1:1 chat hangs on a message; the bot must have `supportsFiles` in its manifest.
FILE_HANDED_OVER = "application/vnd.microsoft.teams.file.download.info"
_INVOKES = {
    "adaptiveCard/action": Door.ACTION,
    "task/fetch": Door.DIALOG,
    "task/submit": Door.DIALOG_SUBMIT,
    "composeExtension/fetchTask": Door.DIALOG,
    "composeExtension/submitAction": Door.DIALOG_SUBMIT,
    "fileConsent/invoke": Door.FILE,
}


def parse(activity: Json) -> Incoming:
    """Read one activity; what Lectern has no use for comes back as NOTHING. Raises nothing for strange activities."""
    match activity.get("type"):
        case "message":
            return _message(activity)
        case "invoke":
            return _invoke(activity)
        case "conversationUpdate":
            return _members(activity)
        case _:
            return _incoming(activity, Door.NOTHING)


def _message(activity: Json) -> Incoming:
    carried = _carried(activity.get("value"))
    if carried:
        # Action.Submit outside a dialog arrives as a message without words.
        return _asked(activity, Door.MESSAGE, carried)
    text, mentions = lift_mentions(activity)
    asked = _asked(activity, Door.MESSAGE, Typed(text=text, mentions=mentions))
    files = _files_of(activity)
    return _with_files(asked, files, text) if files else asked


def _files_of(activity: Json) -> tuple[TeamsFile, ...]:
    listed = activity.get("attachments")
    found = [_mapping(one) for one in listed] if isinstance(listed, list) else []
    return tuple(
        TeamsFile(name=str(one.get("name") or ""), url=str(_mapping(one.get("content")).get("downloadUrl") or ""))
        for one in found
        if one.get("contentType") == FILE_HANDED_OVER
    )


def _with_files(asked: Incoming, files: tuple[TeamsFile, ...], text: str) -> Incoming:
    """A command counts whatever hangs on it where others read along; a file alone is refused there, not fetched."""
    if asked.request is None or (not asked.conversation.direct and spec_of(text) is not None):
        return asked
    request = replace(asked.request, wish=Uploaded(name=files[0].name, text=text))
    return replace(asked, request=request, files=files if asked.conversation.direct else ())


def _invoke(activity: Json) -> Incoming:
    name = str(activity.get("name", ""))
    door = _INVOKES.get(name, Door.NOTHING)
    value = _mapping(activity.get("value"))
    if door is Door.FILE:
        return _incoming(activity, door, consent=value)
    if name == "composeExtension/fetchTask":
        return _asked(activity, door, Asked(command=OpenScheduleForm()))
    inner = _mapping(value.get("action")).get("data") if door is Door.ACTION else value.get("data")
    wish = _carried(inner)
    return _asked(activity, door, wish) if wish else _incoming(activity, Door.NOTHING)


def _members(activity: Json) -> Incoming:
    """Lectern's own arrival is greeted. Teams tells of it in an installationUpdate too: one of the two is enough."""
    joined, left = _members_of(activity, "membersAdded"), _members_of(activity, "membersRemoved")
    bot = _mapping(activity.get("recipient")).get("id")
    if bot in joined:
        # Named after the conversation, so that it is said once however often Teams tells of it.
        conversation = _conversation(activity)
        key = f"welcome {conversation.channel}"
        return _asked(activity, Door.MESSAGE, Asked(command=ShowHelp()), delivery=key)
    return _incoming(activity, Door.MEMBERS, joined=joined, left=left)


def _incoming(activity: Json, door: Door, **more: Any) -> Incoming:
    return Incoming(door=door, sender=read_sender(activity), conversation=_conversation(activity), **more)


def _asked(activity: Json, door: Door, wish: Wish, *, delivery: str = "") -> Incoming:
    conversation = _conversation(activity)
    pressed = not isinstance(wish, Typed | Asked | Uploaded)
    answer = _answer(activity, conversation, pressed=pressed)
    request = Request(
        sender=read_sender(activity),
        conversation=conversation,
        wish=wish,
        answer=answer,
        delivery=delivery or f"{conversation.channel} {activity.get('id', '')}",
        kept=door is Door.MESSAGE,
    )
    return Incoming(door=door, sender=request.sender, conversation=conversation, request=request)


def _answer(activity: Json, conversation: ConversationRef, *, pressed: bool) -> ConversationRef:
    """Where a later result goes: to the asker, and onto the card whose button was pressed."""
    card = str(activity.get("replyToId") or "") if pressed else ""
    return replace(conversation, user=read_sender(activity).user_id, message=card, tells=True)


def read_sender(activity: Json) -> Sender:
    """The asker as the activity tells; `home` and the e-mail only the roster knows."""
    person = _mapping(activity.get("from"))
    client = _client_info(activity)
    return Sender(
        platform=PLATFORM,
        tenant=_tenant(activity),
        user_id=str(person.get("aadObjectId") or person.get("id") or ""),
        name=str(person.get("name") or ""),
        zone=str(client.get("timezone") or ""),
        locale=str(activity.get("locale") or client.get("locale") or ""),
    )


def _conversation(activity: Json) -> ConversationRef:
    place = _mapping(activity.get("conversation"))
    channel, thread = split_thread(str(place.get("id") or ""))
    # Said by Teams for every conversation; where it is not said, the room is taken for a public one.
    direct = place.get("conversationType") == "personal"
    sender = read_sender(activity)
    return ConversationRef(
        platform=PLATFORM,
        tenant=sender.tenant,
        channel=channel,
        user=sender.user_id if direct else "",
        thread=thread,
        sealed=_sealed(activity, sender).text(),
        direct=direct,
        name=str(_mapping(_mapping(activity.get("channelData")).get("channel")).get("name") or ""),
    )


def _sealed(activity: Json, sender: Sender) -> Sealed:
    return Sealed(
        service=str(activity.get("serviceUrl") or ""),
        user=str(_mapping(activity.get("from")).get("id") or ""),
        zone=sender.zone,
        locale=sender.locale,
        targeted=bool(_mapping(activity.get("recipient")).get("isTargeted")),
    )


def _tenant(activity: Json) -> str:
    by_channel = _mapping(_mapping(activity.get("channelData")).get("tenant")).get("id")
    return str(by_channel or _mapping(activity.get("conversation")).get("tenantId") or "")


def _client_info(activity: Json) -> Json:
    return next((one for one in _entities(activity) if one.get("type") == "clientInfo"), {})


def lift_mentions(activity: Json) -> tuple[str, dict[str, Mention]]:
    """The text without the bot's own mention, every other mention as a placeholder.

    Only what the platform lists as a mention is one. The words between are unescaped after the mentions were taken
    out, and cleaned after that, so that no typed entity or character can pass for a placeholder.
    """
    rest = str(activity.get("text") or "")
    bot = _mapping(activity.get("recipient")).get("id")
    written: list[str] = []
    mentions: dict[str, Mention] = {}
    for entity in _mentioned(activity):
        before, found, after = rest.partition(str(entity["text"]))
        if not found:
            continue
        written.append(_words(before))
        mention = _mention(_mapping(entity.get("mentioned")))
        if mention.id != bot:
            token = placeholder(len(mentions))
            mentions[token] = mention
            written.append(token)
        else:
            written.append(" ")
        rest = after
    written.append(_words(rest))
    return "".join(written).strip(), mentions


def _words(text: str) -> str:
    return clean_raw(html.unescape(text).replace("\u00a0", " "))


def _mentioned(activity: Json) -> Iterable[Json]:
    """In the order they stand in the text, which need not be the order of the list."""
    text = str(activity.get("text") or "")
    listed = [one for one in _entities(activity) if one.get("type") == "mention" and one.get("text")]
    return sorted(listed, key=lambda one: text.find(str(one["text"])))


def _mention(mentioned: Json) -> Mention:
    name = str(mentioned.get("name") or "")
    own = str(mentioned.get("id") or "")
    if own.startswith("19:"):
        return Mention(kind=MentionKind.CHANNEL, id=split_thread(own)[0], name=name)
    return Mention(kind=MentionKind.PERSON, id=str(mentioned.get("aadObjectId") or own), name=name)


def _carried(data: Any) -> Wish | None:
    """What our buttons and forms put into their data; None for anything else."""
    if not isinstance(data, Mapping) or not isinstance(data.get("payload"), str):
        return None
    values = {name: value for key, raw in data.items() for name, value in _value(str(key), raw)}
    if data.get(RESHAPE):
        return Reshaped(payload=data["payload"], values=values)
    if values:
        return Submitted(payload=data["payload"], values=values)
    return Pressed(payload=data["payload"])


def _value(key: str, raw: Any) -> Iterable[tuple[str, str | tuple[str, ...]]]:
    if key.startswith(FIELDS):
        yield key.removeprefix(FIELDS), tuple(unquote(one) for one in _text(raw).split(",") if one)
    elif key.startswith(PEOPLE):
        yield key.removeprefix(PEOPLE), tuple(f"@{one.strip()}" for one in _text(raw).split(",") if one.strip())
    elif key.startswith(FIELD):
        yield key.removeprefix(FIELD), _text(raw)


def _text(raw: Any) -> str:
    """A client may send numbers and booleans as such; a form's values are text."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return str(raw)


def _entities(activity: Json) -> list[Json]:
    listed = activity.get("entities")
    return [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []


def _members_of(activity: Json, name: str) -> tuple[str, ...]:
    listed = activity.get(name)
    members = [_mapping(member) for member in listed] if isinstance(listed, list) else []
    return tuple(str(member.get("aadObjectId") or member.get("id") or "") for member in members)


def _mapping(value: Any) -> Json:
    return value if isinstance(value, Mapping) else {}
