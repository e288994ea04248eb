"""One class takes another's place: the old one ends, links lead on, and a failure leaves the old one as it was."""

from datetime import datetime, timedelta

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import ShowMeeting
from zoomcore.domain.hosting_work import BringSubstitute, ChangeHost, EndOldMeeting
from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.people import Person
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.domain.work import CreateMeeting
from zoomcore.errors import Conflict
from zoomcore.services import reaching
from zoomcore.services.joining import successor_key
from zoomcore.services.sync.settling import let_go_line
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Text, Tone
from zoomcore.views.ways import list_button
from zoomcore.wording import _, speaking
from zoomcore.workflows.telling import put_answer, refused_card

#: Each writes the whole list of alternative hosts: one after another saves them waiting for each other.
APART = timedelta(minutes=1)


async def take_over(unit: Unit, made: Meeting, old_id: int) -> Person:
    """From now on `made` counts, and the old one is to be ended at Zoom. Gives the old one's host."""
    old = await unit.meetings.get(old_id)
    await unit.meetings.set_state(old_id, (MeetingState.CHANGING, MeetingState.SCHEDULED), MeetingState.CANCELLING)
    await unit.inbox.first(successor_key(old_id), "successor", {"meeting": made.id})
    await unit.jobs.enqueue(EndOldMeeting(meeting=old_id))
    return await unit.people.get(old.host_id)


async def stay(unit: Unit, old_id: int) -> None:
    """The new one was not made: the old one stays as it is."""
    await unit.meetings.set_state(old_id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)


async def hold_again(unit: Unit, work: CreateMeeting, made: Meeting) -> bool:
    """For one that was to take another's place, was not made, and is tried again: whether this job may go on.

    The old one stayed as it was, and may be another class by now. So it is given away anew, as it stands, unless it is
    in other hands or off. Only where Zoom may have made the new one already does this very job look for it before.
    """
    if not work.turn or await unit.inbox.first(f"again:{made.id}:{work.turn}", "job") is None:
        return False  # that it was not made is said already
    if not await unit.meetings.set_state(work.instead_of, (MeetingState.SCHEDULED,), MeetingState.CHANGING):
        author = await unit.people.get(made.created_by)
        with speaking(author.locale):
            error = Conflict(
                _("{topic} was changed once more since then.").replace("{topic}", made.topic),
                next_step=_("`list` shows how things stand."),
            )
            await put_answer(unit, work, refused_card(made.topic, error, (list_button(),)), outcome="overtaken")
        return False
    if made.sent_at is not None:
        return True
    await give_anew(unit, work, made)
    return False


async def give_anew(unit: Unit, work: CreateMeeting, made: Meeting) -> None:
    """The old one as it stands by now, once for each time that somebody tries again."""
    await unit.jobs.enqueue(
        ChangeHost(
            meeting=work.instead_of,
            person=made.host_id,
            by=made.created_by,
            request=f"again:{made.id}:{work.turn}",
            answer=work.answer,
            card=work.card,
        )
    )


async def bring_substitutes(unit: Unit, lost: int, meeting: Meeting, now: datetime) -> None:
    """Whoever holds a date of the lost class holds that of the new one: Zoom is asked about them in jobs of their own.

    One after another, since each writes the whole list of alternative hosts. The lost class knows them no more, but
    for dates that the new one has not: a class of their own may stand for these.
    """
    new = {one.start: one.id for one in await unit.meetings.occurrences(meeting.id)}
    standing = [one for one in await unit.hosting.of_class(lost) if one.state is SubstituteState.ON]
    dates = await unit.meetings.get_occurrences([one.occurrence_id for one in standing])
    turn = 0
    for one in standing:
        date = new.get(dates[one.occurrence_id].occurrence.start)
        if date is None:
            continue
        await unit.hosting.set_state(one.id, SubstituteState.ON, SubstituteState.OVER)
        if one.person_id == meeting.host_id:
            continue
        made = await unit.hosting.add(
            meeting_id=meeting.id, occurrence_id=date, person_id=one.person_id, asked_by=one.asked_by
        )
        await unit.jobs.enqueue(BringSubstitute(substitute=made.id, answer={}), due=now + turn * APART)
        turn += 1


async def tell_new_host(unit: Unit, meeting: Meeting, host: Person, *, by: int) -> None:
    """In private, in their language; not who asked for it themselves."""
    if host.id == by:
        return
    with speaking(host.locale):
        title = _("You host {topic} now").replace("{topic}", meeting.topic)
        details = Button(label=_("Details"), command=ShowMeeting(target=Target(meeting=meeting.id)))
        await reaching.tell(unit, host.id, Card(title=title, actions=(details,)), cause=f"host:{meeting.id}:{host.id}")


async def tell_let_go(unit: Unit, old: Meeting) -> None:
    """Zoom did not let us end it: whoever gave it away hears whom to ask."""
    kept = await unit.inbox.find(successor_key(old.id))
    if kept is None:
        return
    made = await unit.meetings.get(int(kept["meeting"]))
    author = await unit.people.get(made.created_by)
    with speaking(author.locale):
        title = _("The old {topic} is still at Zoom").replace("{topic}", old.topic)
        card = Card(title=title, tone=Tone.WARNING, body=(Text(line=let_go_line(old)),))
        await reaching.tell(unit, author.id, card, cause=f"let-go:{old.id}")
