"""Microsoft's side of a Teams bot, on this machine and over real HTTP: login, signing keys, connector, and people.

The connector refuses what Teams refuses (no token, a stranger's token, a card it could not draw), pages members, and
fails on demand.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Self

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.peers.adaptive_cards import complaints, walk

Json = dict[str, Any]
TENANT = "tenant-uni"
APP_ID = "11111111-2222-3333-4444-555555555555"
PASSWORD = "app-password"
ISSUER = "https://api.botframework.com"
BOT = f"28:{APP_ID}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the tenant."""

    name: str
    aad: str
    email: str = ""
    tenant: str = TENANT
    role: str = "user"
    zone: str = "Europe/Madrid"
    locale: str = "en-GB"

    @property
    def teams_id(self) -> str:
        return f"29:{self.aad}"

    def account(self) -> Json:
        """As the connector lists a member."""
        guest = self.role == "guest"
        principal = f"{self.email.replace('@', '_')}#EXT#@uni.example" if guest else self.email
        return {
            "id": self.teams_id,
            "name": self.name,
            "aadObjectId": self.aad,
            "objectId": self.aad,
            "email": self.email,
            "userPrincipalName": principal,
            "tenantId": self.tenant,
            "userRole": self.role,
        }


@dataclass(slots=True, kw_only=True)
class Posted:
    """A message that stands in a conversation. `only`: the one reader of a private one."""

    id: str
    conversation: str
    activity: Json
    only: str = ""
    edits: int = 0

    @property
    def card(self) -> Json:
        found: Json = self.activity["attachments"][0]["content"]
        return found

    @property
    def words(self) -> str:
        """Everything a reader could see of it."""
        if not self.activity.get("attachments"):
            return str(self.activity.get("text", ""))
        return words_of(self.card)


@dataclass(slots=True, kw_only=True)
class Fault:
    """What the connector answers instead, so many times; `status` 0 hangs up without a word."""

    status: int
    code: str = ""
    times: int = 1
    retry_after: int | None = None
    method: str = ""


def words_of(card: Json) -> str:
    found = []
    for element in walk(card):
        found += [str(element.get(name)) for name in ("text", "title", "label") if element.get(name)]
        found += [f"{fact['title']}: {fact['value']}" for fact in element.get("facts", ())]
    return "\n".join(found)


def action_called(card: Json, title: str) -> Json:
    """The button with that label, wherever it stands; AssertionError names the others."""
    buttons = [element for element in walk(card) if element["type"].startswith("Action.")]
    for button in buttons:
        if button["title"] == title and button["type"] in {"Action.Execute", "Action.Submit"}:
            return button
    raise AssertionError(f"no button {title!r} among {[button['title'] for button in buttons]}")


@dataclass(kw_only=True)
class SigningKey:
    """A key of Microsoft's; `endorsements` say for which channels it speaks."""

    kid: str
    endorsements: Sequence[str] = ("msteams",)
    private: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def listed(self) -> Json:
        public: Json = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key()))
        return public | {"kid": self.kid, "use": "sig", "alg": "RS256", "endorsements": list(self.endorsements)}


class TeamsPeer:
    """One server for all of Microsoft's parts; `async with TeamsPeer() as peer`."""

    def __init__(self) -> None:
        self.keys = [SigningKey(kid="key-1")]
        self.people: dict[str, list[Person]] = {}
        self.posted: dict[str, Posted] = {}
        self.refused: list[str] = []
        self.faults: list[Fault] = []
        self.uploads: dict[str, bytes] = {}
        #: Files of people in their OneDrive, by name.
        self.handed: dict[str, bytes] = {}
        self.file_status = 200
        self.requests: list[str] = []
        self.page_size = 2
        self.token_lasts = timedelta(hours=1)
        self.login_status = 200
        self._tokens: set[str] = set()
        self.numbers = count(1)
        self._url = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._guard])
        conversation = "/teams/v3/conversations"
        app.add_routes(
            [
                web.get("/openid", self._openid),
                web.get("/keys", self._listed_keys),
                web.post("/{tenant}/token", self._login),
                web.post(conversation, self._create),
                web.post(f"{conversation}/{{id}}/activities", self._send),
                web.put(f"{conversation}/{{id}}/activities/{{activity}}", self._update),
                web.delete(f"{conversation}/{{id}}/activities/{{activity}}", self._delete),
                web.get(f"{conversation}/{{id}}/pagedmembers", self._members),
                web.get(f"{conversation}/{{id}}/members/{{member}}", self._member),
                web.put("/upload/{name}", self._upload),
                web.get("/onedrive/{name}", self._hand_out),
            ]
        )
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        return self._url

    @property
    def host(self) -> str:
        return self._url.removeprefix("http://")

    @property
    def service(self) -> str:
        return f"{self._url}/teams/"

    def messages(self, conversation: str, *, reader: Person | None = None) -> list[Posted]:
        """What stands in a conversation; a message to one reader only for that reader."""
        allowed = {"", reader.teams_id if reader else ""}
        return [one for one in self.posted.values() if one.conversation == conversation and one.only in allowed]

    def token(self, *, key: SigningKey | None = None, **claims: Any) -> str:
        """A token as Microsoft signs it for an activity to our bot; a claim of None is left out."""
        signer = key or self.keys[-1]
        now = datetime.now(UTC)
        usual = {"iss": ISSUER, "aud": APP_ID, "serviceurl": self.service, "nbf": now, "exp": now + timedelta(hours=1)}
        chosen = {name: value for name, value in (usual | claims).items() if value is not None}
        return jwt.encode(chosen, signer.private, algorithm="RS256", headers={"kid": signer.kid})

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.requests.append(f"{request.method} {request.path_qs}")
        if request.path.startswith("/teams/"):
            fault = self._fault(request)
            if fault is not None:
                return _failed(request, fault)
            if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self._tokens:
                return _refused(401, "AuthorizationDenied")
        answer: web.StreamResponse = await handler(request)
        return answer

    def _fault(self, request: web.Request) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and fault.method in {"", request.method}:
                fault.times -= 1
                return fault
        return None

    async def _openid(self, _request: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self._url}/keys"})

    async def _listed_keys(self, _request: web.Request) -> web.Response:
        return web.json_response({"keys": [key.listed() for key in self.keys]})

    async def _login(self, request: web.Request) -> web.Response:
        form = await request.post()
        asked = (request.match_info["tenant"], form.get("client_id"), form.get("client_secret"))
        if self.login_status != 200:
            return web.json_response({"error": "temporarily_unavailable"}, status=self.login_status)
        if asked != (TENANT, APP_ID, PASSWORD) or form.get("scope") != "https://api.botframework.com/.default":
            return web.json_response({"error": "invalid_client"}, status=401)
        token = f"bot-token-{next(self.numbers)}"
        self._tokens.add(token)
        return web.json_response({"access_token": token, "expires_in": int(self.token_lasts.total_seconds())})

    def revoke_tokens(self) -> None:
        self._tokens.clear()

    async def _create(self, request: web.Request) -> web.Response:
        body = await request.json()
        member = body["members"][0]["id"]
        known = {person for people in self.people.values() for person in people}
        person = next((one for one in known if member in {one.teams_id, one.aad}), None)
        if person is None or body.get("tenantId") != TENANT or body.get("bot", {}).get("id") != BOT:
            return _refused(403, "ForbiddenOperationException")
        return web.json_response({"id": direct_chat(person)}, status=201)

    async def _send(self, request: web.Request) -> web.Response:
        activity = await request.json()
        wrong = self._complaints(activity)
        if wrong:
            self.refused += wrong
            return _refused(400, "BadSyntax")
        only = ""
        if request.query.get("isTargetedActivity"):
            only = activity["recipient"]["id"]
            if only not in {person.teams_id for person in self.people.get(_channel(request), ())}:
                return _refused(403, "BotNotInConversationRoster")
        number = str(next(self.numbers))
        posted = Posted(id=number, conversation=request.match_info["id"], activity=activity, only=only)
        self.posted[number] = posted
        return web.json_response({"id": number}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        activity = await request.json()
        posted = self._standing(request)
        wrong = self._complaints(activity)
        if wrong:
            self.refused += wrong
            return _refused(400, "BadSyntax")
        if posted is None or (posted.only and not request.query.get("isTargetedActivity")):
            return _refused(404, "ActivityNotFoundInConversation")
        posted.activity, posted.edits = activity, posted.edits + 1
        return web.json_response({"id": posted.id})

    async def _delete(self, request: web.Request) -> web.Response:
        posted = self._standing(request)
        if posted is None:
            return _refused(404, "ActivityNotFoundInConversation")
        del self.posted[posted.id]
        return web.json_response({})

    def _standing(self, request: web.Request) -> Posted | None:
        posted = self.posted.get(request.match_info["activity"])
        return posted if posted and posted.conversation.startswith(_channel(request)) else None

    def _complaints(self, activity: Mapping[str, Any]) -> list[str]:
        cards = [one for one in activity.get("attachments", ()) if one["contentType"].endswith(".card.adaptive")]
        found = [complaint for card in cards for complaint in complaints(card["content"])]
        if activity.get("type") != "message" or not (activity.get("attachments") or activity.get("text")):
            found.append("a message needs words or a card")
        return found

    async def _members(self, request: web.Request) -> web.Response:
        people = self.people.get(_channel(request))
        if people is None:
            return _refused(404, "ConversationNotFound")
        begin = int(request.query.get("continuationToken", "0"))
        end = begin + min(self.page_size, int(request.query["pageSize"]))
        page: Json = {"members": [person.account() for person in people[begin:end]]}
        if end < len(people):
            page["continuationToken"] = str(end)
        return web.json_response(page)

    async def _member(self, request: web.Request) -> web.Response:
        wanted, place = request.match_info["member"], _channel(request)
        for person in self.people.get(place, ()):
            if wanted in {person.teams_id, person.aad}:
                return web.json_response(person.account())
        return _refused(404, "MemberNotFoundInConversation")

    async def _upload(self, request: web.Request) -> web.Response:
        assert "Authorization" not in request.headers, "the upload address is its own credential"
        self.uploads[request.match_info["name"]] = await request.read()
        return web.json_response({}, status=201)

    async def _hand_out(self, request: web.Request) -> web.Response:
        assert "Authorization" not in request.headers, "the address is its own right"
        if self.file_status != 200:
            return web.Response(status=self.file_status, headers={"Location": f"{self._url}/elsewhere"})
        return web.Response(body=self.handed[request.match_info["name"]])

    def join(self, conversation: str, *people: Person) -> None:
        """Let people be members; each of them has a 1:1 chat with the bot as well."""
        self.people.setdefault(conversation, []).extend(people)
        for person in people:
            self.people.setdefault(direct_chat(person), [person])


def direct_chat(person: Person) -> str:
    return f"a:1:1-{person.aad}"


def _channel(request: web.Request) -> str:
    return request.match_info["id"].partition(";")[0]


def _refused(status: int, code: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": code}}, status=status)


def _failed(request: web.Request, fault: Fault) -> web.Response:
    if fault.status == 0:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()
    answer = _refused(fault.status, fault.code)
    if fault.retry_after is not None:
        answer.headers["Retry-After"] = str(fault.retry_after)
    return answer


class TeamsUser:
    """A person at their Teams client: types, mentions, presses, fills in. Every activity is signed by the peer."""

    def __init__(self, peer: TeamsPeer, person: Person, bot_url: str) -> None:
        self.peer = peer
        self.person = person
        self._bot_url = bot_url

    @property
    def direct(self) -> str:
        return direct_chat(self.person)

    async def say(self, text: str, *, channel: str = "", mentions: Sequence[Person] = ()) -> list[Posted]:
        """Type a line, in a channel after mentioning the bot; gives the messages that this person now sees anew."""
        before = set(self.peer.posted)
        entities = [_mention(person.name, person.teams_id) for person in mentions]
        if channel:
            entities.insert(0, _mention("Lectern", BOT))
            text = f"<at>Lectern</at> {text}"
        status, _body = await self.send(self.activity(channel=channel, text=text, more_entities=entities))
        assert status == 200, (status, _body)
        return self.news(before)

    async def hand_over(self, name: str, content: bytes, text: str = "", *, url: str = "") -> list[Posted]:
        """Drop a file into the 1:1 chat with the bot, as Teams tells of it; gives the messages seen anew."""
        before = set(self.peer.posted)
        self.peer.handed[name] = content
        about = {
            "downloadUrl": url or f"{self.peer.url}/onedrive/{name}",
            "uniqueId": f"u{next(self.peer.numbers)}",
            "fileType": name.rpartition(".")[2],
        }
        kind = "application/vnd.microsoft.teams.file.download.info"
        file = {"contentType": kind, "contentUrl": f"https://uni-my.sharepoint.com/{name}", "name": name}
        html = {"contentType": "text/html", "content": f"<div>{text}</div>"}
        status, _body = await self.send(self.activity(text=text, attachments=[file | {"content": about}, html]))
        assert status == 200, (status, _body)
        return self.news(before)

    async def consent(self, posted: Posted, *, wanted: bool = True, to: str = "wanted") -> int:
        """Answer a card that offers a file; where it was wanted, the file is under that name in `uploads`."""
        offer = posted.activity["attachments"][0]
        context = offer["content"]["acceptContext" if wanted else "declineContext"]
        upload = {
            "uploadUrl": f"{self.peer.url}/upload/{to}",
            "contentUrl": "https://uni-my.sharepoint.com/f",
            "uniqueId": "u",
            "name": offer["name"],
            "fileType": offer["name"].rpartition(".")[2],
        }
        value = {"type": "fileUpload", "action": "accept" if wanted else "decline", "context": context}
        invoke = self.activity(type="invoke", name="fileConsent/invoke")
        status, _ = await self.send(invoke | {"value": value | ({"uploadInfo": upload} if wanted else {})})
        return status

    def news(self, before: set[str]) -> list[Posted]:
        mine = {"", self.person.teams_id}
        chats = {direct_chat(self.person)}
        fresh = [posted for number, posted in self.peer.posted.items() if number not in before and posted.only in mine]
        return [one for one in fresh if one.conversation in chats or not one.conversation.startswith("a:")]

    async def press(self, posted: Posted, title: str, **fields: str) -> Json:
        """Press a button of a card; the body of the answer, with the card replaced where the answer says so.

        `fields` are what was typed into the card's inputs, by their ids.
        """
        button = action_called(posted.card, title)
        data = {**button["data"], **self._typed(posted.card, fields)}
        value = {"action": {"type": button["type"], "verb": button.get("verb"), "data": data}, "trigger": "manual"}
        activity = self.activity(conversation=posted.conversation, type="invoke", name="adaptiveCard/action")
        status, body = await self.send(activity | {"value": value, "replyToId": posted.id})
        assert status == 200, (status, body)
        if str(body.get("type", "")).endswith("card.adaptive"):
            assert complaints(body["value"]) == []
            posted.activity["attachments"] = [{"contentType": body["type"], "content": body["value"]}]
        return body

    async def open_dialog(self, posted: Posted, title: str) -> Json:
        """Press a button that opens a dialog; the dialog's card."""
        button = action_called(posted.card, title)
        assert button["data"].get("msteams") == {"type": "task/fetch"}, "that button opens no dialog"
        value = {"data": {**button["data"], "type": "task/fetch"}, "context": {"theme": "default"}}
        return await self._dialog("task/fetch", value, posted.conversation)

    async def submit_dialog(self, card: Json, title: str, *, conversation: str, **fields: str) -> Json:
        """Fill a dialog in and send it; the whole answer, for it may be a card again or words."""
        data = {**action_called(card, title)["data"], **self._typed(card, fields)}
        activity = self.activity(conversation=conversation, type="invoke", name="task/submit")
        status, body = await self.send(activity | {"value": {"data": data}})
        assert status == 200, (status, body)
        return body

    async def _dialog(self, name: str, value: Json, conversation: str) -> Json:
        activity = self.activity(conversation=conversation, type="invoke", name=name)
        status, body = await self.send(activity | {"value": value})
        assert status == 200, (status, body)
        assert body["task"]["type"] == "continue", body
        card: Json = body["task"]["value"]["card"]["content"]
        assert complaints(card) == []
        return card

    @staticmethod
    def _typed(card: Json, fields: Mapping[str, str]) -> Json:
        """What the client sends along: every input, with what stands in it."""
        inputs = [element for element in walk(card) if element["type"].startswith("Input.")]
        unknown = set(fields) - {element["id"] for element in inputs}
        assert not unknown, f"no input {unknown}"
        return {one["id"]: fields.get(one["id"], one.get("value", "")) for one in inputs}

    def activity(
        self, *, channel: str = "", conversation: str = "", more_entities: Sequence[Json] = (), **over: Any
    ) -> Json:
        """An activity of this person, in a channel, in a named conversation or in their 1:1 chat."""
        person, place = self.person, conversation or channel or self.direct
        kind = "personal" if place == self.direct else "channel"
        thread = f";messageid={1000 + next(self.peer.numbers)}" if channel else ""
        client = {"type": "clientInfo", "locale": person.locale, "country": "ES", "timezone": person.zone}
        return {
            "type": "message",
            "id": f"{person.aad}-{next(self.peer.numbers)}",
            "channelId": "msteams",
            "serviceUrl": self.peer.service,
            "from": {"id": person.teams_id, "name": person.name, "aadObjectId": person.aad},
            "recipient": {"id": BOT, "name": "Lectern"},
            "conversation": {"id": place + thread, "conversationType": kind, "tenantId": person.tenant},
            "channelData": {"tenant": {"id": person.tenant}},
            "locale": person.locale,
            "entities": [client, *more_entities],
        } | over

    async def send(self, activity: Json, *, token: str | None = None) -> tuple[int, Json]:
        """Post it to the bot, signed; `token` "" leaves the header out."""
        bearer = self.peer.token() if token is None else token
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self._bot_url, json=activity, headers=headers) as answer,
        ):
            return answer.status, await answer.json()


def _mention(name: str, teams_id: str) -> Json:
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": teams_id, "name": name}}
