"""What Slack sends, as Requests. Pure: no I/O, no clock, no SDK; signatures are checked before anything gets here."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, assert_never

from adapters.slack.address import EPHEMERAL, HOME, PLATFORM, Seal
from adapters.slack.fields import read_values
from adapters.slack.render import AGAIN, FIELD, MENU, OPEN
from zoomcore.chat import (
    Asked,
    ConversationRef,
    Pressed,
    Request,
    Reshaped,
    Sender,
    Submitted,
    Typed,
    Uploaded,
    Wish,
    press_payload,
)
from zoomcore.commands.mentions import Mention, MentionKind, clean_raw, placeholder
from zoomcore.commands.parse import spec_of
from zoomcore.commands.wishes.house import ShowNow
from zoomcore.commands.wishes.meetings import OpenScheduleForm, ScheduleMeeting
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

Body = Mapping[str, Any]

_TOKEN: Final = re.compile(r"<([^<>]*)>")
_OURSELVES: Final = re.compile(r"^\s*<@\w+>")
_TOPIC_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Somebody came into a channel or left it."""

    conversation: ConversationRef
    user_id: str
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackFile:
    """A file as an event tells of it; `url` is empty where only `files.info` knows it (Slack Connect). Bytes."""

    id: str
    name: str
    media_type: str
    url: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Files were handed over; `request` holds what was typed beside them. Without `files` they stay where they are."""

    request: Request
    names: tuple[str, ...]
    files: tuple[SlackFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Uninstalled:
    """The app was removed from a workspace, or its tokens were taken back."""

    tenant: str


def read_text(raw: str) -> Typed:
    """Lift Slack's tokens out of a line, then unescape it: a typed `&lt;@U1&gt;` stays the words it is."""
    mentions: dict[str, Mention] = {}

    def lift(found: re.Match[str]) -> str:
        mention = _mention(found[1])
        if mention is None:
            return _words(found[1])
        key = placeholder(len(mentions))
        mentions[key] = mention
        return key

    return Typed(text=html.unescape(_TOKEN.sub(lift, clean_raw(raw))).strip(), mentions=mentions)


def _mention(token: str) -> Mention | None:
    target, _, name = token.partition("|")
    kind = {"@": MentionKind.PERSON, "#": MentionKind.CHANNEL}.get(target[:1])
    if kind is None or not target[1:].isalnum():
        return None
    return Mention(kind=kind, id=target[1:], name=html.unescape(name))


def _words(token: str) -> str:
    """A link, an address or a broadcast as it was typed: Slack turned `ana@uni.example` into a mailto link."""
    target, _, label = token.partition("|")
    if label:
        return label
    return "@" + target[1:] if target.startswith("!") else target


def read_command(body: Body, seal: Seal) -> Request:
    """A slash command. Slack sends it once, so nothing is kept of one that only reads."""
    conversation = _conversation(_tenant(body), body["channel_id"])
    if body.get("channel_name") and not conversation.direct:
        conversation = replace(conversation, name=f"#{body['channel_name']}")
    sender = Sender(
        platform=PLATFORM, tenant=_tenant(body), user_id=body["user_id"], name=str(body.get("user_name") or "")
    )
    return Request(
        sender=sender,
        conversation=conversation,
        wish=read_text(str(body.get("text") or "")),
        answer=replace(conversation, user=sender.user_id, sealed=seal(str(body.get("response_url") or ""))),
        delivery=f"slack:command:{body['trigger_id']}",
    )


def again(body: Body, request: Request) -> str:
    """What a button carries that asks for the same once more: the press itself, or the line as Slack sent it."""
    if body.get("actions"):
        return _carried(body["actions"][0])
    match request.wish:
        case Typed():
            raw = str(body["event"].get("text") if "event" in body else body.get("text"))
            return json.dumps({"typed": raw}, ensure_ascii=False)
        case Pressed(payload=payload) | Submitted(payload=payload) | Reshaped(payload=payload):
            return payload
        case Asked(command=command):
            return press_payload("again", command)
        case Uploaded():
            # Too much for a button: what is on now leads on from there.
            return press_payload("again", ShowNow())
        case _ as unreachable:
            assert_never(unreachable)


def read_press(body: Body, seal: Seal) -> Request | None:
    """A pressed button, a chosen menu entry or a changed field; None for one that only opened an address."""
    action = body["actions"][0]
    if str(action.get("block_id", "")).startswith(FIELD):
        return _changed_field(body)
    carried = _carried(action)
    if action["action_id"].startswith(OPEN) or carried == OPEN:
        return None
    sender = _person(body)
    conversation, answer = _pressed_where(body, seal)
    return Request(
        sender=sender,
        conversation=conversation,
        wish=_wish_again(carried) if action["action_id"] == AGAIN else Pressed(payload=carried),
        answer=replace(answer, user=sender.user_id),
        delivery=f"slack:action:{sender.user_id}:{action['action_ts']}:{action['action_id']}",
    )


def _changed_field(body: Body) -> Request:
    """A field that other fields hang on: the form as it stands, to be drawn anew."""
    payload, request = _form_sent(body)
    view, action = body["view"], body["actions"][0]
    return replace(
        request,
        wish=Reshaped(payload=payload, values=read_values(view["state"]["values"])),
        delivery=f"slack:action:{request.sender.user_id}:{action['action_ts']}:{action['action_id']}",
    )


def _carried(action: Body) -> str:
    if action["action_id"].startswith(MENU):
        return str(action["selected_option"]["value"])
    return str(action.get("value") or "")


def _wish_again(carried: str) -> Wish:
    data = _object(carried)
    # A line that began with our own name begins with a mention still.
    return read_text(_OURSELVES.sub("", str(data["typed"]))) if "typed" in data else Pressed(payload=carried)


def _pressed_where(body: Body, seal: Seal) -> tuple[ConversationRef, ConversationRef]:
    """The channel and the message the button stood in; a form's answer belongs where the form was asked for."""
    container, tenant, user = body.get("container", {}), _team(body), body["user"]["id"]
    view = body.get("view") or {}
    if view:
        conversation, answer = _asked_where(_object(view.get("private_metadata") or "").get("origin"), tenant, user)
        return conversation, replace(answer, message=HOME) if view.get("type") == "home" else answer
    channel = str(body.get("channel", {}).get("id") or container.get("channel_id") or "")
    thread = str(container.get("thread_ts") or body.get("message", {}).get("thread_ts") or "")
    mark = EPHEMERAL if container.get("is_ephemeral") else ""
    conversation = replace(_conversation(tenant, channel), thread=thread)
    message, sealed = f"{mark}{container.get('message_ts', '')}", seal(str(body.get("response_url") or ""))
    tells = conversation.direct and not mark
    return conversation, replace(conversation, message=message, sealed=sealed, tells=tells)


def read_submission(body: Body) -> Request:
    """A form sent off. Raises InvalidInput where what we put into it came back changed."""
    payload, request = _form_sent(body)
    return replace(request, wish=Submitted(payload=payload, values=read_values(body["view"]["state"]["values"])))


def _form_sent(body: Body) -> tuple[str, Request]:
    """What the form carries, and where it was asked for."""
    view, sender = body["view"], _person(body)
    data = _object(view.get("private_metadata") or "")
    if not isinstance(data.get("press"), str):
        raise InvalidInput(_("I couldn't read that form."), next_step=_("Open it once more, for example with `new`."))
    conversation, answer = _asked_where(data.get("origin"), _team(body), sender.user_id)
    return data["press"], Request(
        sender=sender,
        conversation=conversation,
        wish=Pressed(payload=data["press"]),
        answer=answer,
        delivery=f"slack:view:{view['id']}",
    )


def origin_of(request: Request) -> dict[str, str]:
    """What a form keeps of where it was asked for; `read_submission` reads it back."""
    answer = request.answer
    kept = {"channel": answer.channel, "thread": answer.thread, "sealed": answer.sealed}
    return {name: value for name, value in kept.items() if value}


def _asked_where(origin: object, tenant: str, user: str) -> tuple[ConversationRef, ConversationRef]:
    kept = origin if isinstance(origin, Mapping) else {}
    channel = str(kept.get("channel", ""))
    if not channel:
        alone = ConversationRef(platform=PLATFORM, tenant=tenant, user=user, direct=True)
        return alone, alone
    conversation = replace(_conversation(tenant, channel), thread=str(kept.get("thread", "")))
    return conversation, replace(conversation, user=user, sealed=str(kept.get("sealed", "")))


def read_shortcut(body: Body, seal: Seal) -> Request:
    """The form for a new class, from the global shortcut or, its topic filled in, from a message's menu."""
    sender = _person(body)
    channel = str(body.get("channel", {}).get("id") or "")
    where = (
        _conversation(_team(body), channel)
        if channel
        else ConversationRef(platform=PLATFORM, tenant=_team(body), user=sender.user_id, direct=True)
    )
    return Request(
        sender=sender,
        conversation=where,
        wish=Asked(command=OpenScheduleForm(draft=ScheduleMeeting(topic=_topic(body)))),
        answer=replace(where, user=sender.user_id, sealed=seal(str(body.get("response_url") or ""))),
        delivery=f"slack:command:{body['trigger_id']}",
    )


def _topic(body: Body) -> str:
    """The first line of the message, its mentions by name."""
    typed = read_text(str(body.get("message", {}).get("text") or ""))
    text = typed.text
    for key, mention in typed.mentions.items():
        text = text.replace(key, mention.name)
    return text.partition("\n")[0].strip()[:_TOPIC_LONGEST]


def read_event(body: Body, bot_user_id: str) -> Request | Handed | Membership | Uninstalled | None:
    """An event; None for what concerns us not: other bots, edits, our own coming and going."""
    event = body["event"]
    match event["type"]:
        case "app_mention":
            return _mentioned(body, _said(body, _without_us(str(event.get("text") or ""), bot_user_id)))
        case "message" if event.get("channel_type") == "im" and event.get("subtype") == "file_share":
            return _handed(body, _said(body, str(event.get("text") or "")))
        case "message" if event.get("channel_type") == "im" and not event.get("subtype"):
            return _said(body, str(event.get("text") or ""))
        case "app_home_opened" if event.get("tab") == "home":
            return _home(body)
        case "member_joined_channel" | "member_left_channel" if event["user"] != bot_user_id:
            return Membership(
                conversation=_conversation(_tenant(body), event["channel"]),
                user_id=event["user"],
                joined=event["type"] == "member_joined_channel",
            )
        case "app_uninstalled" | "tokens_revoked":
            return Uninstalled(tenant=_tenant(body))
        case _:
            return None


def _handed(body: Body, said: Request | None) -> Request | Handed | None:
    files = tuple(read_file(one) for one in body["event"].get("files") or ())
    if said is None or not files:
        return said
    return Handed(request=said, names=tuple(one.name for one in files), files=files)


def _mentioned(body: Body, said: Request | None) -> Request | Handed | None:
    """A command counts whatever hangs on it; a file alone is not taken where others read along, nor fetched."""
    names = tuple(read_file(one).name for one in body["event"].get("files") or ())
    if said is None or not names or (isinstance(said.wish, Typed) and spec_of(said.wish.text) is not None):
        return said
    return Handed(request=said, names=names)


def read_file(told: Body) -> SlackFile:
    """A file as Slack describes it, in an event or asked for."""
    return SlackFile(
        id=str(told.get("id") or ""),
        name=str(told.get("name") or told.get("title") or told.get("id") or ""),
        media_type=str(told.get("mimetype") or ""),
        url=str(told.get("url_private_download") or told.get("url_private") or ""),
        size=int(told.get("size") or 0),
    )


def _without_us(raw: str, bot_user_id: str) -> str:
    return re.sub(rf"<@{re.escape(bot_user_id)}(\|[^<>]*)?>", " ", raw).strip()


def _said(body: Body, raw: str) -> Request | None:
    event = body["event"]
    if event.get("bot_id") or not event.get("user"):
        return None
    sender = _speaker(body)
    conversation = replace(_conversation(_tenant(body), event["channel"]), thread=str(event.get("thread_ts") or ""))
    return Request(
        sender=sender,
        conversation=conversation,
        wish=read_text(raw),
        answer=replace(conversation, user=sender.user_id, tells=conversation.direct),
        delivery=f"slack:event:{body['event_id']}",
        kept=True,
    )


def _home(body: Body) -> Request:
    sender = _speaker(body)
    alone = ConversationRef(platform=PLATFORM, tenant=_tenant(body), user=sender.user_id, direct=True)
    return Request(
        sender=sender, conversation=alone, wish=Asked(command=ShowNow()), answer=replace(alone, message=HOME)
    )


def _speaker(body: Body) -> Sender:
    event = body["event"]
    # A member of another workspace in a shared channel belongs to theirs, whoever delivers the event.
    tenant = str(event.get("user_team") or event.get("team") or _tenant(body))
    return Sender(platform=PLATFORM, tenant=tenant, user_id=event["user"])


def _person(body: Body) -> Sender:
    user = body["user"]
    return Sender(
        platform=PLATFORM,
        tenant=str(user.get("team_id") or _team(body)),
        user_id=user["id"],
        name=str(user.get("name") or user.get("username") or ""),
    )


def _conversation(tenant: str, channel: str) -> ConversationRef:
    return ConversationRef(platform=PLATFORM, tenant=tenant, channel=channel, direct=channel.startswith("D"))


def _tenant(body: Body) -> str:
    return str(body.get("team_id") or body.get("enterprise_id") or "")


def _team(body: Body) -> str:
    # Null for an app installed to a whole organisation.
    return str((body.get("team") or body.get("enterprise") or {}).get("id") or "")


def _object(text: str) -> Body:
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return data if isinstance(data, Mapping) else {}
