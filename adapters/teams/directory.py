"""Who is in a conversation and who somebody is, as Teams' rosters tell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from adapters.teams.connector import Connector
from adapters.teams.contacts import Contacts
from adapters.teams.settings import TeamsSettings
from adapters.teams.speaker import Speaker
from zoomcore.chat import ConversationRef, Member, Sender, Typed
from zoomcore.commands.mentions import Mention, MentionKind
from zoomcore.errors import ChatRefused

_BOT = "28:"
_PERSON = "29:"
#: How a guest's name at the home tenant is written.
_GUEST = "#ext#"


class Directory:
    """Errors of every method: ChatUnavailable, ChatRefused."""

    def __init__(self, connector: Connector, settings: TeamsSettings, contacts: Contacts, speaker: Speaker) -> None:
        self._connector = connector
        self._settings = settings
        self._contacts = contacts
        self._speaker = speaker

    async def roster(self, channel: ConversationRef) -> Sequence[Member]:
        """One request for each 500 members."""
        service = self._speaker.reader(channel).service
        found = [one async for one in self._connector.members(service, channel.channel)]
        return [self._member(one, channel.tenant) for one in found]

    async def profile(self, sender: Sender) -> Sender:
        """One request; two for somebody the bot has not met since it started."""
        person = ConversationRef(platform=sender.platform, tenant=sender.tenant, user=sender.user_id)
        known = self._contacts.contact(sender.user_id)
        conversation = known.seen_in or await self._speaker.direct(person)
        reader = self._speaker.reader(person)
        found = await self._connector.member(reader.service, conversation, reader.user or sender.user_id)
        member = self._member(found, sender.tenant)
        return replace(
            sender,
            name=member.name or sender.name,
            email=member.email,
            zone=sender.zone or known.zone,
            locale=sender.locale or known.locale,
            home=member.home,
        )

    def find_person(self, tenant: str, email: str) -> str:
        """Among those whose profile or roster was read since the start: Teams has no search without Graph."""
        return self._contacts.user_with(tenant, email)

    async def named(self, wish: Typed, place: ConversationRef) -> Typed:
        """The line with directory ids for its mentions; Teams mentions people by an id of its own."""
        mentions = {token: await self._identified(mention, place) for token, mention in wish.mentions.items()}
        return replace(wish, mentions=mentions)

    async def user_of(self, teams_id: str, place: ConversationRef) -> str:
        """The directory's id behind Teams' own; one request for somebody new, the same id for a stranger to `place`."""
        if not teams_id.startswith(_PERSON):
            return teams_id
        known = self._contacts.user_of(teams_id)
        if known:
            return known
        try:
            found = await self._connector.member(self._speaker.reader(place).service, place.channel, teams_id)
        except ChatRefused:
            # Not in this conversation: the core says that it does not know them.
            return teams_id
        return self._member(found, place.tenant).user_id

    async def _identified(self, mention: Mention, place: ConversationRef) -> Mention:
        if mention.kind is not MentionKind.PERSON:
            return mention
        return replace(mention, id=await self.user_of(mention.id, place))

    def _member(self, found: Mapping[str, Any], tenant: str) -> Member:
        own, principal = str(found.get("id") or ""), str(found.get("userPrincipalName") or "")
        user = str(found.get("aadObjectId") or found.get("objectId") or own)
        email = str(found.get("email") or (principal if "@" in principal and not _is_guest(found) else ""))
        self._contacts.met(user, teams_id=own)
        if email:
            self._contacts.named(tenant, email, user)
        home = str(found.get("tenantId") or tenant) == self._settings.tenant_id and not _is_guest(found)
        return Member(user_id=user, name=str(found.get("name") or ""), email=email, home=home, bot=own.startswith(_BOT))


def _is_guest(found: Mapping[str, Any]) -> bool:
    return found.get("userRole") == "guest" or _GUEST in str(found.get("userPrincipalName") or "").lower()
