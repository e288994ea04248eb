"""Alternative hosts at Zoom: read what is there, merge, write once. Whoever was added in Zoom's portal stays.

Zoom takes licensed users of the same account only, else it refuses the whole change (zoom-api 5.7), so each is looked
up before; saying the same list twice does no harm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.hosting import ChangeAlternatives as Wish
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.licenses import RequestLicense
from zoomcore.domain.hosting_work import ChangeAlternatives
from zoomcore.domain.meetings import DatedClass, Meeting, MeetingState
from zoomcore.domain.options import without_hosts
from zoomcore.domain.people import License
from zoomcore.domain.undo import undo_until
from zoomcore.domain.wallclock import local_day
from zoomcore.errors import UserError, ZoomError, ZoomRateLimited, ZoomRefused, ZoomUnavailable, ZoomUnexpected
from zoomcore.services.meetings.alternatives import names_of
from zoomcore.services.phrases import class_time
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
    """One look-up for each that is added, one read, one change; none where nothing changes.

    Who stands in on a date to come may start the class until then, whoever takes them off the list.
    """
    async with tools.store.reading() as unit:
        if await unit.inbox.seen(work.done) is not None:
            return
        meeting = await unit.meetings.get(work.meeting)
        author = await unit.people.get(work.by)
        standing = await unit.hosting.standing_in(meeting.id, tools.clock())
    with speaking(author.locale):
        try:
            require_held(meeting)
            await wait_while_paused(tools, work, meeting.topic)
            unfit = await find_unfit(tools, work.add)
            add = tuple(one for one in work.add if one not in {each.email for each in unfit})
            leaving = tuple(one for one in work.remove if one not in standing)
            now_there = await read_alternatives(tools, meeting)
            before = await _noted(tools, work, now_there)
            written = await write_alternatives(tools, meeting, now_there, add=add, remove=leaving)
            outcome = Outcome(before=before, after=written.after, add=add, unfit=(*unfit, *written.lost))
            await _record(work, tools, outcome, standing)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def _noted(tools: Tools, work: ChangeAlternatives, there: tuple[str, ...]) -> tuple[str, ...]:
    """Who was there before this job changed anything: whoever comes after a crash reads what was changed already.

    Once a turn: until somebody tries again, others may have come and gone.
    """
    key = f"alternatives-before:{work.request}:{work.turn}" if work.turn else f"alternatives-before:{work.request}"
    async with tools.store.unit() as unit:
        if await unit.inbox.first(key, "job", {"emails": list(there)}) is not None:
            return there
        kept = await unit.inbox.find(key)
    return tuple(kept["emails"]) if kept else there


async def read_alternatives(tools: Tools, meeting: Meeting) -> tuple[str, ...]:
    """E-mails in lower case, as Zoom has them now. One read."""
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    return tuple(one.lower() for one in made.settings.alternative_hosts or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """`after`: all of them, as Zoom has them now. `lost`: who had to leave besides, since Zoom takes them no more."""

    after: tuple[str, ...]
    lost: tuple[Unfit, ...] = ()


async def write_alternatives(
    tools: Tools, meeting: Meeting, before: tuple[str, ...], *, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Written:
    """One change where something differs.

    Zoom refuses a whole list for one name that has lost its license, so that name could never be taken off: where it
    refuses, those who stay are looked up, one request each, and sent once more without whom it takes no more.
    """
    after = tuple(one for one in dict.fromkeys((*before, *add)) if one not in remove)
    if after == before:
        return Written(after=after)
    try:
        await _send(tools, meeting, after)
    except ZoomRefused as refusal:
        return await _without_lost(tools, meeting, after, [one for one in after if one not in add], refusal)
    return Written(after=after)


async def _without_lost(
    tools: Tools, meeting: Meeting, after: tuple[str, ...], stay: Sequence[str], refusal: ZoomRefused
) -> Written:
    """Without those of a Basic plan; then without those of other accounts too, whom Zoom may have let in once."""
    unfit = await find_unfit(tools, stay)
    for licenses in ({License.BASIC}, {License.BASIC, License.NONE}):
        lost = tuple(one for one in unfit if one.license in licenses)
        if not lost:
            continue
        left = tuple(one for one in after if one not in {each.email for each in lost})
        try:
            await _send(tools, meeting, left)
        except ZoomRefused:
            continue
        return Written(after=left, lost=lost)
    raise refusal


async def _send(tools: Tools, meeting: Meeting, emails: tuple[str, ...]) -> None:
    async with tools.store.reading() as unit:
        host = await unit.people.get(meeting.host_id)
    change = MeetingChange(settings=MeetingSettings(alternative_hosts=emails))
    await tools.zoom.update_meeting(meeting.kind, meeting.zoom_id or 0, change, host_id=host.zoom_user_id)


async def keep_alternatives(unit: Unit, meeting_id: int, after: tuple[str, ...]) -> Meeting:
    """As Zoom has them now; the meeting is free for other changes again."""
    meeting = await unit.meetings.get(meeting_id)
    settled = MeetingState.SCHEDULED if meeting.state is MeetingState.CHANGING else meeting.state
    await unit.meetings.take_in(meeting, settled, options=replace(meeting.options, alternative_hosts=after))
    known = await unit.sync.find(meeting_id)
    if known is not None:
        await unit.sync.keep_options(meeting_id, {**known.options, "alternative_hosts": ";".join(after)})
    return meeting


async def forget_alternative(unit: Unit, meeting_id: int, email: str) -> None:
    """Of a class that is off, so Zoom can't be asked: whoever makes it anew, or copies it, does so without them."""
    meeting = await unit.meetings.get(meeting_id)
    await unit.meetings.take_in(meeting, meeting.state, options=without_hosts(meeting.options, {email}))
    known = await unit.sync.find(meeting_id)
    if known is not None:
        named = str(known.options.get("alternative_hosts") or "").split(";")
        left = ";".join(one for one in named if one.strip().lower() != email)
        await unit.sync.keep_options(meeting_id, {**known.options, "alternative_hosts": left})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`before`, `after`: as Zoom had them and has them now. `add`: of those wished, whom Zoom takes."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    add: tuple[str, ...]
    unfit: tuple[Unfit, ...]


async def _record(work: ChangeAlternatives, tools: Tools, outcome: Outcome, standing: Mapping[str, DatedClass]) -> None:
    now = tools.clock()
    async with tools.store.unit() as unit:
        if await unit.inbox.first(work.done, "job") is None:
            return
        meeting = await keep_alternatives(unit, work.meeting, outcome.after)
        stay = await _for_good(unit, work, outcome.add)
        gone = set(outcome.before) - set(outcome.after)
        added = tuple(one for one in outcome.add if one in stay or one not in outcome.before)
        removed = tuple(one for one in work.remove if one in stay or one in gone)
        actions: tuple[Action, ...] = ()
        strangers = set(removed) - set(await unit.people.people_by_email(removed))
        if (added or removed) and not strangers:
            back = Wish(target=Target(meeting=meeting.id), add=removed, remove=added)
            entry = await unit.audit.write(
                work.by,
                "alt",
                f"meeting:{meeting.id}",
                {"added": list(added), "removed": list(removed)},
                inverse=pack(back),
                undo_until=undo_until(now),
            )
            actions = (Button(label=_("Undo"), command=Undo(entry=entry)),)
        names = await names_of(unit, outcome.after)
        rows = ((_("Alternative hosts"), (", ".join(names) or _("nobody"),)),)
        until = tuple(stays_until_line(standing[one]) for one in work.remove if one in standing)
        failed = bool(outcome.unfit) and not (outcome.add or work.remove)
        card = Card(
            title=_("Who may start {topic}").replace("{topic}", meeting.topic),
            tone=Tone.BAD if failed else Tone.WARNING if outcome.unfit or until else Tone.GOOD,
            body=(*map(unfit_line, outcome.unfit), *until, Facts(rows=rows), *_how(outcome.add)),
            actions=(*license_buttons(outcome.unfit, meeting.id), *actions, *(() if actions else (list_button(),))),
        )
        await put_answer(unit, work, card, outcome="done")


async def _for_good(unit: Unit, work: ChangeAlternatives, add: Sequence[str]) -> frozenset[str]:
    """Those who stand in on a date and from now on stay afterwards, or leave afterwards, as they did not before."""
    changed: set[str] = set()
    people = await unit.people.people_by_email((*add, *work.remove))
    for emails, stays in ((add, True), (work.remove, False)):
        for one in emails:
            if one in people and await unit.hosting.settle_stays(work.meeting, people[one].id, stays=stays):
                changed.add(one)
    return frozenset(changed)


def stays_until_line(dated: DatedClass) -> Text:
    """Of somebody who was taken off the list, and stands in on that date: others may do so on others."""
    start = dated.occurrence.start
    day = f" on {local_day(start, dated.meeting.schedule.zone).isoformat()}" if start else ""
    line = phrase(
        "{name} stands in on {when}, so they may start the class until then. {line} takes them off that date.",
        name=dated.substitute,
        when=class_time(dated)[0],
        line=f"sub off{day} {dated.course_code}",
    )
    return Text(line=line)


def _how(added: Sequence[str]) -> tuple[Text, ...]:
    if not added:
        return ()
    line = phrase("They go in by {line}, signed in to Zoom: Zoom knows them by their login.", line="start")
    return (Text(line=line, quiet=True),)


async def fail(work: ChangeAlternatives, tools: Tools, error: UserError | ZoomError) -> None:
    """Zoom refused, or the class is off: who may start it stays as it was, and that is said."""
    await give_back(work, tools, error, verb=Wish.spec.name)
