"""Who is who on Slack: the bot itself, a profile, a channel's members."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from adapters.slack.settings import SlackSettings
from adapters.slack.web import SlackWeb
from zoomcore.chat import Member, Sender
from zoomcore.errors import ChatRefused, ConfigError

User = Mapping[str, Any]

#: A profile is believed this long: a roster asked for again after a rate limit goes on where it stopped.
PROFILE_LIFE: Final = timedelta(minutes=1)
_KEPT_PROFILES: Final = 5000
#: What Slack says of a token that will never do (docs.slack.dev, auth.test).
_BAD_TOKEN: Final = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "no_permission"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """Who we are in the workspace that gave us the token."""

    team: str
    user: str
    bot: str


@dataclass(slots=True)
class SlackPeople:
    """Answers from Slack, the last minute's from memory."""

    web: SlackWeb
    settings: SlackSettings
    clock: Callable[[], datetime]
    _bot: Bot | None = None
    _users: dict[str, tuple[datetime, User]] = field(default_factory=dict)

    async def bot(self) -> Bot:
        """One request, once. Raises ConfigError for a token Slack refuses for good."""
        if self._bot is None:
            try:
                data = await self.web.call("auth.test")
            except ChatRefused as error:
                if error.reason in _BAD_TOKEN:
                    raise ConfigError(
                        f"Slack refuses LECTERN_SLACK_BOT_TOKEN ({error.reason}). Copy it again from the app's page."
                    ) from error
                raise
            self._bot = Bot(team=data["team_id"], user=data["user_id"], bot=str(data.get("bot_id") or ""))
        return self._bot

    async def profile(self, sender: Sender) -> Sender:
        user = await self._user(sender.user_id)
        profile = user.get("profile") or {}
        return replace(
            sender,
            name=_name(user) or sender.name,
            email=str(profile.get("email") or "").lower(),
            zone=str(user.get("tz") or ""),
            locale=str(user.get("locale") or ""),
            home=await self._is_home(user),
        )

    async def members(self, channel: str) -> list[Member]:
        """One request a page of 200, and one for each person not asked about within the last minute."""
        found: list[Member] = []
        async for page in self.web.pages("conversations.members", channel=channel):
            found += [await self._member(user_id) for user_id in page["members"]]
        return found

    async def find(self, email: str) -> str:
        """Empty where Slack knows none, or the app lacks the scope to ask."""
        try:
            data = await self.web.read("users.lookupByEmail", email=email)
        except ChatRefused as error:
            if error.reason in {"users_not_found", "missing_scope"}:
                return ""
            raise
        return str(data["user"]["id"])

    async def _member(self, user_id: str) -> Member:
        user = await self._user(user_id)
        email = str((user.get("profile") or {}).get("email") or "").lower()
        return Member(
            user_id=user_id,
            name=_name(user),
            email=email,
            home=await self._is_home(user),
            bot=bool(user.get("is_bot")),
        )

    async def _user(self, user_id: str) -> User:
        now = self.clock()
        asked, user = self._users.get(user_id, (None, {}))
        if asked is not None and now - asked < PROFILE_LIFE:
            return user
        data = await self.web.read("users.info", user=user_id, include_locale="true")
        if len(self._users) >= _KEPT_PROFILES:
            self._users.clear()
        found: User = data["user"]
        self._users[user_id] = (now, found)
        return found

    async def _is_home(self, user: User) -> bool:
        """A full member of a home workspace: no guest, no stranger of a shared channel, no bot."""
        home = self.settings.home_teams or {(await self.bot()).team}
        guest = any(user.get(name) for name in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot"))
        return user.get("team_id") in home and not guest and not user.get("deleted")


def _name(user: User) -> str:
    profile = user.get("profile") or {}
    return str(profile.get("real_name") or user.get("real_name") or user.get("name") or "")
