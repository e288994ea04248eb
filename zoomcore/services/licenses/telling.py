"""Saying how a request stands: every admin's copy is stamped, the asker and the donor hear of it, it is audited."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from zoomcore.chat import ConversationRef
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.licenses import TakeBackLicense
from zoomcore.domain.licenses.requests import LicenseRequest, Origin, RequestState
from zoomcore.domain.people import License, PersonId
from zoomcore.services.licenses import cards, notices
from zoomcore.services.licenses.stories import LicenseStory, story_of
from zoomcore.storage.store import Unit
from zoomcore.views import Card, Reply
from zoomcore.views.codec import reply_to_json


def license_subject(number: int) -> str:
    """Under which the admins' copies of a request are filed."""
    return f"license:{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Speaks within one unit, through the outbox. `platforms` are those that are on; none named: all are tried."""

    unit: Unit
    zone: str
    now: datetime
    platforms: Collection[str] = ()

    async def story(self, request: LicenseRequest) -> LicenseStory:
        return await story_of(self.unit, request, zone=self.zone, now=self.now)

    async def put_copies(
        self, request: LicenseRequest, places: Iterable[ConversationRef], card: Card, *, again: str = ""
    ) -> None:
        """One copy a place and offer; `again` makes it a message of its own once more."""
        for place in places:
            cause = f"license:{request.id}:{request.version}:{place.place}{again}"
            reply = reply_to_json(Reply(view=card, card=cause))
            await self.unit.outbox.put(
                cause=cause, to=place.to_data(), reply=reply, subject=license_subject(request.id)
            )

    async def stamp(self, request: LicenseRequest, card: Card, *, what: str) -> None:
        """Every copy that stands, on whatever platform, says it: once for each `what`."""
        for post in await self.unit.posts.of_subject(license_subject(request.id)):
            cause = f"post:{post.id}:{request.version}:{what}"
            reply = reply_to_json(Reply(view=card, replaces=True, card=cause))
            await self.unit.outbox.put(cause=cause, to=post.to, reply=reply, edits=post.id)

    async def answer(self, request: LicenseRequest, card: Card, *, what: str) -> None:
        """In place of what the asker was shown."""
        if not request.answer:
            return
        cause = f"license:{request.id}:{request.version}:asker:{what}"
        reply = reply_to_json(Reply(view=card, replaces=True, card=cause))
        await self.unit.outbox.put(cause=cause, to=request.answer, reply=reply, card=request.card)

    async def tell(self, person: PersonId | None, card: Card, *, cause: str) -> None:
        """In a direct chat, where they were met first."""
        identities = await self.unit.people.identities(person) if person is not None else ()
        met = [one for one in identities if not self.platforms or one.platform in self.platforms]
        for one in met[:1]:
            place = ConversationRef(platform=one.platform, tenant=one.tenant, user=one.user_id)
            reply = reply_to_json(Reply(view=card, card=cause))
            await self.unit.outbox.put(cause=cause, to=place.to_data(), reply=reply)

    async def end(self, request: LicenseRequest) -> None:
        """Its last state: stamped, answered, audited; the donor hears of it."""
        told = await self.story(request)
        if request.origin is Origin.SWEEP:
            swept = await self.unit.licenses.of_sweep(request.card)
            await self.answer(request, notices.progress_card(swept), what=request.state.value)
        else:
            await self.stamp(request, cards.ended_card(told), what=request.state.value)
            await self.answer(request, cards.asker_card(told), what=request.state.value)
        if request.state is RequestState.DONE:
            if request.person is not None:
                await self.unit.people.update(request.person, license=License.LICENSED)
            await self._audit(request)
            await self._tell_donor(told)
            await self._tell_recipient(told)

    async def _tell_donor(self, told: LicenseStory) -> None:
        request = told.request
        account = await self.unit.pool.find(request.donor) if request.donor else None
        person = await self.unit.people.find_by_email(account.email) if account else None
        if person is not None:
            await self.tell(person.id, cards.donor_card(told), cause=f"license:{request.id}:donor")

    async def _tell_recipient(self, told: LicenseStory) -> None:
        """Somebody else asked for them."""
        request = told.request
        if request.person is not None and request.person != request.requested_by:
            card = cards.asker_card(told)
            await self.tell(request.person, card, cause=f"license:{request.id}:recipient")

    async def _audit(self, request: LicenseRequest) -> None:
        detail = {
            "ref": request.ref,
            "to": request.recipient_name,
            "from": request.donor_name,
            "reason": request.reason,
            "asked_by": request.requested_by,
            "first_yes": request.seconded_by,
        }
        await self.unit.audit.write(
            request.decided_by,
            "license",
            license_subject(request.id),
            detail,
            inverse=pack(TakeBackLicense(request=request.id)),
            undo_until=request.undo_until(),
        )

    async def reversed(self, request: LicenseRequest, reversal: LicenseRequest) -> None:
        """Of the request that was taken back, or was not."""
        told = await self.story(request)
        what = f"{request.state.value}:{reversal.id}"
        await self.stamp(request, cards.ended_card(told), what=what)
        await self.answer(request, cards.asker_card(told), what=what)
        detail = {"ref": request.ref, "by": reversal.ref, "ended": reversal.state.value}
        await self.unit.audit.write(reversal.requested_by, "license back", license_subject(request.id), detail)
