"""Somebody at a Slack client: types, presses, fills in forms, and sends what Slack sends, truly signed."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.peers.slack import BOT_USER, TEAM, Message, SlackPeer
from tests.peers.slack_blocks import elements, faults, view_faults

Data = dict[str, Any]

SECRET = "signing-secret"


@dataclass(slots=True)
class SlackUser:
    """Somebody at a Slack client. `events` is our address, `http` a session of the test."""

    peer: SlackPeer
    user: str
    events: str
    http: aiohttp.ClientSession
    secret: str = SECRET
    team: str = TEAM

    async def command(self, text: str, channel: str, **more: Any) -> Data:
        """Type `/class text`; the acknowledgement, which then stands in the channel as Slack shows it."""
        form = {
            "command": "/class",
            "text": text,
            "team_id": self.team,
            "channel_id": channel,
            "user_id": self.user,
            "user_name": self.user.lower(),
            "api_app_id": "A1",
            "trigger_id": self.peer.new_trigger(),
            "response_url": self.peer.new_response_url(channel, self.user),
        } | more
        status, body = await self.send(urlencode(form), "application/x-www-form-urlencoded")
        assert status == 200, (status, body)
        answer: Data = json.loads(body) if body else {}
        if answer:
            assert faults(answer["blocks"]) == []
            only = "" if answer["response_type"] == "in_channel" else self.user
            await self.peer.put(Message(channel, self.peer.new_ts(), answer["text"], answer["blocks"], only))
        return answer

    async def press(self, label: str, channel: str = "", **more: Any) -> None:
        """Press the newest button, or choose the newest menu entry, of that label that I can see."""
        message, element, option = self.button(label, channel)
        await self.interact(self.pressed(message, element, option) | more)

    def button(self, label: str, channel: str = "") -> tuple[Message, Data, Data | None]:
        """The newest whose words begin so."""
        for message in reversed(self.peer.seen_by(self.user, channel)):
            for block in message.blocks:
                for element in elements(block):
                    if element["type"] == "button" and element["text"]["text"].startswith(label):
                        return message, element, None
                    for option in element.get("options", ()):
                        if option["text"]["text"].startswith(label):
                            return message, element, option
        seen = [one.words for one in self.peer.seen_by(self.user, channel)]
        raise AssertionError(f"no button {label!r} in {seen}")

    def pressed(self, message: Message, element: Data, option: Data | None = None) -> Data:
        action = {name: element[name] for name in ("action_id", "type", "value") if name in element}
        action |= {"action_ts": self.peer.new_ts()} | ({"selected_option": option} if option else {})
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        container |= {"is_ephemeral": bool(message.only)} | ({"thread_ts": message.thread} if message.thread else {})
        return self.payload(
            "block_actions",
            container=container,
            channel={"id": message.channel},
            response_url=self.peer.new_response_url(message.channel, self.user, message.ts),
            actions=[action],
        )

    def payload(self, kind: str, **more: Any) -> Data:
        return {
            "type": kind,
            "team": {"id": TEAM, "domain": "uni"},
            "user": {"id": self.user, "team_id": self.team, "username": self.user.lower()},
            "api_app_id": "A1",
            "trigger_id": self.peer.new_trigger(),
        } | more

    async def press_home(self, label: str) -> None:
        await self._press_in(self.peer.homes[self.user], label)

    async def press_in_form(self, label: str) -> None:
        """Press a button of the newest open view."""
        await self._press_in(list(self.peer.views.values())[-1], label)

    async def _press_in(self, view: Data, label: str) -> None:
        (element,) = [
            one for block in view["blocks"] for one in elements(block) if one.get("text", {}).get("text") == label
        ]
        action = {"action_id": element["action_id"], "type": "button", "value": element["value"], "action_ts": "1.1"}
        container = {"type": "view", "view_id": view.get("id", "V0")}
        await self.interact(self.payload("block_actions", container=container, view=view, actions=[action]))

    async def choose(self, field: str, value: Any, *, seen: Data | None = None, **values: Any) -> None:
        """Change a field that others hang on, in the newest form or as it was `seen`, with what else is filled in."""
        view = seen or list(self.peer.views.values())[-1]
        filled = values | {field: value}
        state = {"values": dict(_filled(block, filled) for block in view["blocks"] if block["type"] == "input")}
        assert set(filled) <= {name.removeprefix("field:") for name in state["values"]}, state
        (block,) = [one for one in view["blocks"] if one.get("block_id") == f"field:{field}"]
        assert block.get("dispatch_action"), "Slack tells of no change in that field"
        ((action_id, touched),) = state["values"][block["block_id"]].items()
        action = {"block_id": block["block_id"], "action_id": action_id, "action_ts": self.peer.new_ts(), **touched}
        container = {"type": "view", "view_id": view["id"]}
        sent = view | {"state": state}
        await self.interact(self.payload("block_actions", container=container, view=sent, actions=[action]))

    def close(self) -> None:
        """Close the newest form: the one below it stands there again, as it was filled in."""
        del self.peer.views[list(self.peer.views)[-1]]

    async def submit(self, **values: Any) -> Data:
        """Fill in the newest open form, what is not named as it stands, and send it off; Slack's view of the answer."""
        view = list(self.peer.views.values())[-1]
        state = {"values": dict(_filled(block, values) for block in view["blocks"] if block["type"] == "input")}
        assert set(values) <= {name.removeprefix("field:") for name in state["values"]}, state
        answer = await self.interact(self.payload("view_submission", view=view | {"state": state}))
        if answer.get("response_action") == "update":
            assert view_faults(answer["view"]) == []
            self.peer.views[view["id"]] = answer["view"] | {"id": view["id"]}
        elif answer.get("response_action") == "push":
            assert view_faults(answer["view"]) == []
            self.peer.views[f"{view['id']}+"] = answer["view"] | {"id": f"{view['id']}+"}
        elif answer.get("response_action") == "clear":
            self.peer.views.clear()
        elif answer.get("response_action") != "errors":
            del self.peer.views[view["id"]]
        return answer

    async def shortcut(self, **message: Any) -> None:
        kind = "message_action" if message else "shortcut"
        await self.interact(self.payload(kind, callback_id="new_class", **message))

    async def interact(self, payload: Data) -> Data:
        status, body = await self.send(urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded")
        assert status == 200, (status, body)
        return json.loads(body) if body else {}

    async def say(self, text: str) -> int:
        """Write to the bot in the direct chat."""
        return await self.event(
            type="message", channel_type="im", text=text, channel=self.peer.direct(self.user), ts=self.peer.new_ts()
        )

    async def hand_over(self, name: str, content: bytes, text: str = "", *, event_id: str = "", **more: Any) -> int:
        """Drop a file into the direct chat with the bot; `more` is what Slack tells of it otherwise than usual."""
        return await self.event(
            type="message",
            subtype="file_share",
            channel_type="im",
            text=text,
            channel=self.peer.direct(self.user),
            ts=self.peer.new_ts(),
            files=[self.peer.add_file(name, content, **more)],
            event_id=event_id,
        )

    async def mention(self, text: str, channel: str, **more: Any) -> int:
        return await self.event(
            type="app_mention", text=f"<@{BOT_USER}> {text}", channel=channel, ts=self.peer.new_ts(), **more
        )

    async def event(self, *, event_id: str = "", headers: Data | None = None, **about: Any) -> int:
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A1",
            "event_id": event_id or f"Ev{self.peer.new_ts()}",
            "event": {"user": self.user, "team": self.team} | about,
        }
        status, _ = await self.send(json.dumps(body), "application/json", headers or {})
        return status

    async def send(self, body: str, media_type: str, headers: Data | None = None) -> tuple[int, str]:
        """Post it as Slack does, signed; `headers` win over the true ones."""
        stamp = str(int(time.time()))
        signature = sign(self.secret, (headers or {}).get("X-Slack-Request-Timestamp", stamp), body)
        true = {
            "Content-Type": media_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature,
        }
        async with self.http.post(self.events, data=body.encode(), headers=true | (headers or {})) as answer:
            return answer.status, await answer.text()


def sign(secret: str, stamp: str, body: str) -> str:
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()


def _filled(block: Data, values: Data) -> tuple[str, Data]:
    element, name = block["element"], block["block_id"].removeprefix("field:")
    return block["block_id"], {element["action_id"]: {"type": element["type"]} | _state(element, values.get(name))}


def _state(element: Data, value: Any) -> Data:
    """What Slack sends of an input: what was put in, else what stood in it."""
    match element["type"]:
        case "datepicker":
            return {"selected_date": value if value is not None else element.get("initial_date")}
        case "timepicker":
            return {"selected_time": value if value is not None else element.get("initial_time")}
        case "users_select":
            return {"selected_user": value if value is not None else element.get("initial_user")}
        case "static_select":
            chosen = _chosen(element, [value])[0] if value else element.get("initial_option")
            return {"selected_option": chosen}
        case "checkboxes" | "multi_static_select":
            chosen = _chosen(element, value) if value is not None else element.get("initial_options", [])
            return {"selected_options": chosen}
        case _:
            return {"value": value if value is not None else element.get("initial_value")}


def _chosen(element: Data, values: list[str]) -> list[Data]:
    options = {option["value"]: option for option in element["options"]}
    return [options[value] for value in values]
