"""Alternative hosts at Zoom: read what is there, merge, write once. Whoever was added in Zoom's portal stays.

Zoom takes licensed users of the same account only, else it refuses the whole change (zoom-api 5.7), so each is looked
up before; saying the same list twice does no harm.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.hosting import ChangeAlternatives as Wish
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.licenses import RequestLicense
from zoomcore.domain.hosting_work import ChangeAlternatives
from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.people import License
from zoomcore.domain.undo import undo_until
from zoomcore.errors import UserError, ZoomError, ZoomRateLimited, ZoomUnavailable, ZoomUnexpected
from zoomcore.services.meetings.alternatives import names_of
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Button, Card, Facts, Text, Tone, sentence
from zoomcore.views.ways import list_button
from zoomcore.wording import _, phrase, speaking
from zoomcore.workflows.hosting.holding import give_back, require_held
from zoomcore.workflows.licenses.pool import find_account
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.telling import put_answer, tell, waiting_card
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.drafts import MeetingChange
from zoomcore.zoom.models import ZoomMeeting
from zoomcore.zoom.settings import MeetingSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Somebody whom Zoom takes for no alternative host. NONE: not in this account; BASIC: without a license."""

    email: str
    name: str
    license: License


async def find_unfit(tools: Tools, emails: Sequence[str]) -> tuple[Unfit, ...]:
    """Those whom Zoom would refuse. One request each."""
    found: list[Unfit] = []
    for email in emails:
        account = await find_account(tools, email)
        if account is not None and account.licensed:
            continue
        async with tools.store.reading() as unit:
            person = await unit.people.find_by_email(email)
        license_ = License.NONE if account is None else License.BASIC
        found.append(Unfit(email=email, name=person.name if person else email, license=license_))
    return tuple(found)


async def unfit_of(unit: Unit, meeting: Meeting, made: ZoomMeeting) -> tuple[Unfit, ...]:
    """Those who were to be alternative hosts of a class that was made without them, as Zoom's users were last read."""
    kept = {one.lower() for one in made.settings.alternative_hosts or ()}
    found: list[Unfit] = []
    for email in meeting.options.alternative_hosts or ():
        if email in kept:
            continue
        account, person = await unit.pool.find(email), await unit.people.find_by_email(email)
        license_ = License.NONE if account is None else License.BASIC
        found.append(Unfit(email=email, name=person.name if person else email, license=license_))
    return tuple(found)


def unfit_line(one: Unfit) -> Text:
    """Why somebody can't be an alternative host, and what to do."""
    if one.license is License.NONE:
        line = _(
            "{name} can't be an alternative host: there is no {email} in this school's Zoom. They need to sign in "
            "to Zoom once, or your Zoom admin adds them."
        )
        return Text(line=sentence(line.replace("{name}", one.name).replace("{email}", one.email)))
    line = _(
        "{name} can't be an alternative host: Zoom takes licensed people only, and theirs is a Basic plan. Ask for a "
        "license for them, then add them with `alt add {email}`."
    )
    return Text(line=sentence(line.replace("{name}", one.name).replace("{email}", one.email)))


def license_buttons(unfit: Sequence[Unfit], meeting: int) -> tuple[Action, ...]:
    return tuple(
        Button(
            label=_("Request a license for {name}").replace("{name}", one.name),
            command=RequestLicense(who=one.email, meeting=meeting),
        )
        for one in unfit
        if one.license is License.BASIC
    )


async def change_alternatives(work: ChangeAlternatives, tools: Tools) -> None:
    """One look-up for each that is added, one read, one change; none where nothing changes."""
    async with tools.store.unit() as unit:
        meeting = await unit.meetings.get(work.meeting)
        if await unit.inbox.seen(f"alternatives:{work.request}") is not None:
            return
        author = await unit.people.get(work.by)
        # Refused or given up before: somebody has asked for another try.
        await unit.meetings.set_state(meeting.id, (MeetingState.SCHEDULED,), MeetingState.CHANGING)
        meeting = await unit.meetings.get(work.meeting)
    with speaking(author.locale):
        try:
            require_held(meeting)
            await wait_while_paused(tools, work, meeting.topic)
            unfit = await find_unfit(tools, work.add)
            add = tuple(one for one in work.add if one not in {each.email for each in unfit})
            after = await write_alternatives(tools, meeting, add=add, remove=work.remove)
            await _record(work, tools, after, replace(work, add=add), unfit)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def write_alternatives(
    tools: Tools, meeting: Meeting, *, add: Sequence[str], remove: Sequence[str]
) -> tuple[str, ...]:
    """All of them, as Zoom has them afterwards. One read, and one change where something differs."""
    async with tools.store.reading() as unit:
        host = await unit.people.get(meeting.host_id)
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    before = tuple(one.lower() for one in made.settings.alternative_hosts or ())
    after = tuple(one for one in dict.fromkeys((*before, *add)) if one not in remove)
    if after != before:
        change = MeetingChange(settings=MeetingSettings(alternative_hosts=after))
        await tools.zoom.update_meeting(meeting.kind, made.id, change, host_id=host.zoom_user_id)
    return after


async def keep_alternatives(unit: Unit, meeting_id: int, after: tuple[str, ...]) -> Meeting:
    """As Zoom has them now; the meeting is free for other changes again."""
    meeting = await unit.meetings.get(meeting_id)
    settled = MeetingState.SCHEDULED if meeting.state is MeetingState.CHANGING else meeting.state
    await unit.meetings.take_in(meeting, settled, options=replace(meeting.options, alternative_hosts=after))
    known = await unit.sync.find(meeting_id)
    if known is not None:
        await unit.sync.keep_options(meeting_id, {**known.options, "alternative_hosts": ";".join(after)})
    return meeting


async def _record(
    work: ChangeAlternatives,
    tools: Tools,
    after: tuple[str, ...],
    done: ChangeAlternatives,
    unfit: tuple[Unfit, ...],
) -> None:
    now = tools.clock()
    async with tools.store.unit() as unit:
        if await unit.inbox.first(f"alternatives:{work.request}", "job") is None:
            return
        meeting = await keep_alternatives(unit, work.meeting, after)
        before = meeting.options.alternative_hosts or ()
        target = Target(meeting=meeting.id)
        added = tuple(one for one in done.add if one not in before)
        actions: tuple[Action, ...] = ()
        strangers = set(done.remove) - set(await unit.people.people_by_email(done.remove))
        if (added or done.remove) and not strangers:
            back = Wish(target=target, add=done.remove, remove=added)
            entry = await unit.audit.write(
                work.by,
                "alt",
                f"meeting:{meeting.id}",
                {"added": list(added), "removed": list(done.remove)},
                inverse=pack(back),
                undo_until=undo_until(now),
            )
            actions = (Button(label=_("Undo"), command=Undo(entry=entry)),)
        names = await names_of(unit, after)
        rows = ((_("Alternative hosts"), (", ".join(names) or _("nobody"),)),)
        failed = bool(unfit) and not (done.add or done.remove)
        card = Card(
            title=_("Who may start {topic}").replace("{topic}", meeting.topic),
            tone=Tone.BAD if failed else Tone.WARNING if unfit else Tone.GOOD,
            body=(*map(unfit_line, unfit), Facts(rows=rows), *_how(done.add)),
            actions=(*license_buttons(unfit, meeting.id), *actions, *(() if actions else (list_button(),))),
        )
        await put_answer(unit, work, card, outcome="done")


def _how(added: Sequence[str]) -> tuple[Text, ...]:
    if not added:
        return ()
    line = phrase("They go in by {line}, signed in to Zoom: Zoom knows them by their login.", line="start")
    return (Text(line=line, quiet=True),)


async def fail(work: ChangeAlternatives, tools: Tools, error: UserError | ZoomError) -> None:
    """Zoom refused, or the class is off: who may start it stays as it was, and that is said."""
    await give_back(work, tools, error, verb=Wish.spec.name)
