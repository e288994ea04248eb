"""Speaking: where a reply goes, to whom it is shown, and how it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from secrets import token_urlsafe
from typing import Any

from adapters.teams.address import PLATFORM, Sealed, message_ref, spoken_to, unseal
from adapters.teams.connector import Connector
from adapters.teams.contacts import Contacts, Recent
from adapters.teams.offered import FilesInMemory, OfferedFiles
from adapters.teams.render import Surface, message, plain_message
from adapters.teams.settings import TeamsSettings
from zoomcore.chat import ConversationRef, MessageRef
from zoomcore.domain.files import HeldFile, owned_by_account
from zoomcore.errors import ChatRefused
from zoomcore.views import Audience, Document, Reply
from zoomcore.wording import _, current_language, speaking

CONSENT_CARD = "application/vnd.microsoft.teams.card.file.consent"
FILE_CARD = "application/vnd.microsoft.teams.card.file.info"
#: Uploads remembered: a client may say its consent twice.
UPLOADED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """`aside`: a private answer went to the 1:1 chat though it was asked for in a channel."""

    message: MessageRef
    aside: bool = False


class Speaker:
    """All that the bot says of itself. Errors of every method: ChatUnavailable, ChatRefused."""

    def __init__(
        self, connector: Connector, settings: TeamsSettings, contacts: Contacts, files: OfferedFiles | None = None
    ) -> None:
        self._connector = connector
        self._settings = settings
        self._contacts = contacts
        self._files = files or FilesInMemory()
        self._uploaded: Recent[bool] = Recent(UPLOADED)
        self.bot: Mapping[str, str] = {"id": f"28:{settings.app_id}", "name": "Lectern"}

    @property
    def surface(self) -> Surface:
        return Surface.CARD if self._settings.dialogs else Surface.PLAIN_CARD

    async def post(self, to: ConversationRef, reply: Reply) -> Sent:
        """In place of the card that was pressed, privately, or openly, as the reply and the place ask for.

        A file is offered in the 1:1 chat; what is told beside it stands where the reply would.
        """
        if isinstance(reply.view, Document):
            offer = await self.offer_file(to, reply.view, key=reply.card or token_urlsafe(9))
            if reply.view.told is None:
                return Sent(message=offer, aside=not to.direct)
            reply = replace(reply, view=reply.view.told, audience=Audience.ASKER)
        if may_replace(to, reply):
            ref = message_ref(self.reader(to), conversation=to.channel, activity=to.message)
            await self.update(ref, reply)
            return Sent(message=ref)
        if is_aside(to, reply):
            return await self._aside(to, reply)
        conversation = spoken_to(to) if to.channel else await self.direct(to)
        return Sent(message=await self._send(self.reader(to), conversation, reply))

    async def update(self, ref: MessageRef, reply: Reply) -> None:
        locale = ref.data.get("locale") or current_language()
        activity = message(reply, ref.data.get("zone"), locale, self.surface)
        await self._connector.update(ref.data, self._signed(activity))

    async def say(self, to: ConversationRef, words: str) -> None:
        """A short line to the whole conversation."""
        activity = self._signed(plain_message(words))
        await self._connector.send(self.reader(to).service, spoken_to(to), activity)

    async def direct(self, to: ConversationRef) -> str:
        """The id of the 1:1 chat with the user; one request for each person met first."""
        # The core knows a person, not their chat, where it speaks to somebody who did not ask.
        if to.direct and to.channel:
            return to.channel
        known = self._contacts.contact(to.user)
        if known.direct:
            return known.direct
        reader = self.reader(to)
        user = reader.user or known.teams_id or to.user
        if not user:
            raise ChatRefused("There is nobody to write to.", reason="NoRecipient")
        made = await self._connector.create_direct(reader.service, tenant=to.tenant, user=user, bot=self.bot)
        self._contacts.met(to.user, direct=made)
        return made

    def reader(self, to: ConversationRef) -> Sealed:
        """What is known of the one who reads: from the activity they sent, else from an earlier one."""
        told = unseal(to)
        known = self._contacts.contact(to.user)
        return replace(
            told,
            service=told.service or self._contacts.service(to.tenant) or self._settings.service_url,
            user=told.user or known.teams_id,
            zone=told.zone or known.zone,
            locale=told.locale or known.locale,
        )

    async def offer_file(self, to: ConversationRef, document: Document, *, key: str) -> MessageRef:
        """Ask the reader, in the 1:1 chat, whether they want the file: Teams takes a file in no other way."""
        if not to.user:
            raise ChatRefused("A file goes to one person.", reason="NoRecipient")
        await self._files.hold(
            HeldFile(
                key=key,
                owner=_owner(to),
                name=document.name,
                media_type=document.media_type,
                content=document.content,
                title=document.title,
            )
        )
        asked = {"description": document.title, "sizeInBytes": len(document.content)}
        context = {"acceptContext": {"file": key}, "declineContext": {"file": key}}
        card = {"contentType": CONSENT_CARD, "name": document.name, "content": asked | context}
        activity = self._signed({"type": "message", "summary": document.title, "attachments": [card]})
        reader, conversation = self.reader(to), await self.direct(to)
        sent = await self._connector.send(reader.service, conversation, activity)
        return message_ref(reader, conversation=conversation, activity=sent)

    async def deliver_file(self, to: ConversationRef, consent: Mapping[str, Any]) -> None:
        """Do what the reader decided on a consent card. The file is let go once it is where they wanted it."""
        key, owner = str((consent.get("context") or {}).get("file", "")), _owner(to)
        if consent.get("action") != "accept":
            await self._files.drop(key, owner)
            return
        upload = consent.get("uploadInfo") or {}
        address = str(upload.get("uploadUrl") or "")
        if self._uploaded.find(address):
            return
        document = await self._files.find(key, owner)
        if document is None:
            await self.say(to, _("I no longer have that file. Please ask for it again."))
            return
        await self._connector.upload(address, document.content)
        self._uploaded.keep(address, value=True)
        await self._files.drop(key, owner)
        content = {"uniqueId": upload.get("uniqueId"), "fileType": upload.get("fileType")}
        card = {"contentType": FILE_CARD, "name": document.name, "contentUrl": upload.get("contentUrl")}
        activity = self._signed({"type": "message", "attachments": [card | {"content": content}]})
        await self._connector.send(self.reader(to).service, spoken_to(to), activity)

    async def _aside(self, to: ConversationRef, reply: Reply) -> Sent:
        """To one reader: inside the channel where that is known to work, else in their 1:1 chat."""
        reader = self.reader(to)
        if to.channel and reader.user and (self._settings.targeted or reader.targeted):
            try:
                return Sent(message=await self._send(reader, spoken_to(to), reply, recipient=reader.user))
            except ChatRefused:
                # Not a member any more, or a client without it: the 1:1 chat remains.
                pass
        return Sent(message=await self._send(reader, await self.direct(to), reply), aside=bool(to.channel))

    async def _send(self, reader: Sealed, conversation: str, reply: Reply, *, recipient: str = "") -> MessageRef:
        locale = reader.locale or current_language()
        with speaking(locale):
            activity = self._signed(message(reply, reader.zone or None, locale, self.surface))
        if recipient:
            activity["recipient"] = {"id": recipient}
        sent = await self._connector.send(reader.service, conversation, activity, targeted=bool(recipient))
        return message_ref(reader, conversation=conversation, activity=sent, targeted=bool(recipient))

    def _signed(self, activity: dict[str, Any]) -> dict[str, Any]:
        return {**activity, "from": dict(self.bot)}


def _owner(to: ConversationRef) -> str:
    return owned_by_account(PLATFORM, to.tenant, to.user)


def is_aside(to: ConversationRef, reply: Reply) -> bool:
    """For one reader, asked for where others read along."""
    return reply.audience is Audience.ASKER and bool(to.user) and not to.direct


def may_replace(to: ConversationRef, reply: Reply) -> bool:
    """What one person is told never takes the place of what all can see."""
    return reply.replaces and bool(to.message) and not is_aside(to, reply)
