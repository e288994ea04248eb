"""A class that runs: people arrive, wait, come in, leave; the host ends it (zoom-api 7.2, 8.3)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from zoomcore.sandbox import taping
from zoomcore.sandbox.account import Account
from zoomcore.sandbox.announcements import announce_admitted, announce_knock, announce_run, announce_stay
from zoomcore.sandbox.booking import Kind, Meeting, Run, Stay


class NotRunning(Exception):
    """The story asks for something that cannot be: nobody can leave where nobody is."""


DEVICE = "Windows"
BY_HOST = "Host ended the meeting."


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who comes. Without an account of ours Zoom blanks id and e-mail, unless the e-mail is known (zoom-api 7.2)."""

    name: str
    email: str = ""
    zoom_user_id: str = ""
    internal: bool = False
    registrant_id: str = ""
    # "": any device, where a stay is looked for
    device: str = ""


def visitor(account: Account, name: str | None, email: str | None) -> Visitor:
    """The person as Zoom would know them: signed in if the e-mail is of this account, else a guest by name."""
    user = account.find_user(email) if email else None
    if user is None:
        return Visitor(name=name or email or "Guest", email=email or "")
    return Visitor(name=name or user.display_name, email=user.email, zoom_user_id=user.id, internal=True)


def _registered(account: Account, meeting: Meeting, key: str, name: str | None) -> Visitor:
    """Who comes by the link of a sign-up: named as they signed up, unless they changed it at the door."""
    found = next((each for each in meeting.registrants if key in {each.id, each.email}), None)
    if found is None or found.status != "approved":
        raise NotRunning(f"{key} has no approved registration for meeting {meeting.id}.")
    return replace(visitor(account, name or found.name, found.email), registrant_id=found.id)


def _open(account: Account, meeting: Meeting) -> Run:
    """The run that goes on; else a new one with a new uuid (zoom-api 4)."""
    if meeting.live:
        return meeting.live
    if meeting.deleted or meeting.expired(account.now()):
        raise NotRunning(f"Meeting {meeting.id} is gone: Zoom would not open it.")
    run = Run(uuid=account.ids.uuid(), started=account.now())
    meeting.uuid = run.uuid
    meeting.runs.append(run)
    announce_run(account, meeting, run)
    if meeting.settings.get("auto_recording") == "cloud":
        taping.record(account, meeting, run)
    return run


def start(account: Account, meeting: Meeting) -> Run:
    """The host opens it and comes in; a host who is in already changes nothing."""
    run = _open(account, meeting)
    host = visitor(account, None, account.users[meeting.host_id].email)
    if not any(_is(stay, host) for stay in run.present()):
        _arrive(account, meeting, host, waiting=False)
    return run


def _running(meeting: Meeting) -> Run:
    if meeting.live is None:
        raise NotRunning(f"Meeting {meeting.id} is not running: start it first.")
    return meeting.live


def _arrive(
    account: Account, meeting: Meeting, who: Visitor, *, waiting: bool, participant_uuid: str | None = None
) -> Stay:
    run = _running(meeting)
    if waiting and meeting.kind is Kind.WEBINAR:
        raise NotRunning("A webinar has no waiting room.")
    # `user_id` is per join (zoom-api 7.2).
    stay = Stay(
        name=who.name,
        email=who.email,
        zoom_user_id=who.zoom_user_id,
        internal=who.internal,
        user_id=account.ids.digits(8),
        participant_uuid=participant_uuid or account.ids.user(),
        joined=account.now(),
        waiting=waiting,
        registrant_id=who.registrant_id,
        device=who.device or DEVICE,
    )
    run.stays.append(stay)
    announce_stay(account, meeting, run, stay)
    return stay


def join(account: Account, meeting: Meeting, who: Visitor, *, wait: bool | None = None) -> Stay:
    """Somebody comes: into the waiting room where there is one (`wait` overrides), else in. Each join is a row.

    With `join_before_host` the first to come opens the meeting; without it NotRunning. Who is in already comes a
    second time: from another device, or as somebody else of the same name.
    """
    if meeting.settings.get("join_before_host"):
        _open(account, meeting)
    waits = bool(meeting.settings.get("waiting_room")) if wait is None else wait
    return _arrive(account, meeting, who, waiting=waits)


def admit(account: Account, meeting: Meeting, who: Visitor) -> Stay:
    """From the waiting room into the meeting: one stay ends, another begins."""
    run = _running(meeting)
    waiting = next((stay for stay in run.present() if stay.waiting and _is(stay, who)), None)
    if waiting is None:
        raise NotRunning(f"{who.name} is not in the waiting room of meeting {meeting.id}.")
    announce_admitted(account, meeting, run, waiting)
    _close(account, meeting, waiting)
    same = replace(who, device=waiting.device, registrant_id=waiting.registrant_id)
    return _arrive(account, meeting, same, waiting=False, participant_uuid=waiting.participant_uuid)


def put_back(account: Account, meeting: Meeting, who: Visitor) -> Stay:
    """From the class back into the waiting room: the stay in the class ends, one outside begins."""
    stay = _in_class(meeting, who)
    leave(account, meeting, who)
    outside = replace(stay, user_id=account.ids.digits(8), joined=account.now(), left=None, reason="", waiting=True)
    run = _running(meeting)
    run.stays.append(outside)
    announce_stay(account, meeting, run, outside, put_back=True)
    return outside


def knock(account: Account, meeting: Meeting, who: Visitor) -> None:
    """Somebody opens the link before the host does: told, but no stay."""
    if meeting.live is not None or meeting.kind is Kind.WEBINAR:
        raise NotRunning(f"Nobody waits for the host of meeting {meeting.id}.")
    announce_knock(account, meeting, who.name, who.zoom_user_id)


def _is(stay: Stay, who: Visitor) -> bool:
    if who.device and stay.device != who.device:
        return False
    if who.registrant_id:
        return stay.registrant_id == who.registrant_id
    return stay.email == who.email if who.email else stay.name == who.name


def _close(account: Account, meeting: Meeting, stay: Stay, reason: str = "") -> None:
    stay.left, stay.reason = account.now(), reason
    announce_stay(account, meeting, _running(meeting), stay)


def _inside(meeting: Meeting, who: Visitor) -> list[Stay]:
    """The stays of this person in the class or its waiting room, not those in breakout rooms."""
    present = [stay for stay in _running(meeting).present() if not stay.room and _is(stay, who)]
    if not present:
        raise NotRunning(f"{who.name} is not in meeting {meeting.id}.")
    return present


def _in_class(meeting: Meeting, who: Visitor) -> Stay:
    """The latest stay in the class itself, of a meeting: webinars have no rooms to go to or come from."""
    if meeting.kind is Kind.WEBINAR:
        raise NotRunning("A webinar has no waiting room and no breakout rooms.")
    stay = next((each for each in reversed(_inside(meeting, who)) if not each.waiting), None)
    if stay is None:
        raise NotRunning(f"{who.name} is still in the waiting room of meeting {meeting.id}.")
    return stay


def _rooms_of(meeting: Meeting, stay: Stay) -> list[Stay]:
    return [each for each in _running(meeting).present() if each.parent_user_id == stay.user_id]


def leave(account: Account, meeting: Meeting, who: Visitor, reason: str = "") -> Stay:
    """The latest stay of this person ends, on the named device where one is named; a breakout room's before it."""
    stay = _inside(meeting, who)[-1]
    for room in _rooms_of(meeting, stay):
        _close(account, meeting, room, reason)
    _close(account, meeting, stay, reason)
    return stay


def enter_room(account: Account, meeting: Meeting, who: Visitor, room: str) -> Stay:
    """Into a breakout room: a stay of its own inside the one in the class, with another `user_id` (webhook spec)."""
    run, stay = _running(meeting), _in_class(meeting, who)
    for former in _rooms_of(meeting, stay):
        _close(account, meeting, former)
    inner = replace(
        stay,
        user_id=account.ids.digits(8),
        joined=account.now(),
        room=run.rooms.setdefault(room, account.ids.uuid()),
        parent_user_id=stay.user_id,
    )
    run.stays.append(inner)
    announce_stay(account, meeting, run, inner)
    return inner


def leave_room(account: Account, meeting: Meeting, who: Visitor) -> None:
    """Back from a breakout room into the class."""
    rooms = [room for stay in _inside(meeting, who) for room in _rooms_of(meeting, stay)]
    if not rooms:
        raise NotRunning(f"{who.name} is in no breakout room of meeting {meeting.id}.")
    _close(account, meeting, rooms[-1])


def end(account: Account, meeting: Meeting) -> Run:
    """Everybody leaves, breakout rooms first, then `ended`."""
    run = _running(meeting)
    for stay in sorted(run.present(), key=lambda each: not each.room):
        _close(account, meeting, stay, BY_HOST)
    run.ended = account.now()
    taping.stop(account, run)
    announce_run(account, meeting, run)
    if (tape := account.tapes.get(run.uuid)) is not None:
        taping.process(account, tape)
    return run


def record(account: Account, meeting: Meeting) -> None:
    """The host presses Record; again after a stop it is another segment."""
    if taping.record(account, meeting, _running(meeting)) is None:
        raise NotRunning(f"Meeting {meeting.id} is recorded already, or its host may not record to the cloud.")


def stop_recording(account: Account, meeting: Meeting) -> None:
    if taping.stop(account, _running(meeting)) is None:
        raise NotRunning(f"Meeting {meeting.id} is not being recorded.")


# --- a story ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a script: when, what, who. `registrant` is an id or e-mail that signed up; `reason` of a leave."""

    at: datetime
    action: str
    name: str | None = None
    email: str | None = None
    device: str = ""
    registrant: str | None = None
    room: str = "Room 1"
    reason: str = ""


def _who(account: Account, meeting: Meeting, step: Step) -> Visitor:
    if step.registrant is None:
        who = visitor(account, step.name, step.email)
    else:
        who = _registered(account, meeting, step.registrant, step.name)
    return replace(who, device=step.device)


Act = Callable[[Account, Meeting, Visitor, Step], object]
ACTS: dict[str, Act] = {
    "start": lambda account, meeting, _who, _step: start(account, meeting),
    "join": lambda account, meeting, who, _step: join(account, meeting, who),
    "wait": lambda account, meeting, who, _step: join(account, meeting, who, wait=True),
    "knock": lambda account, meeting, who, _step: knock(account, meeting, who),
    "put_back": lambda account, meeting, who, _step: put_back(account, meeting, who),
    "admit": lambda account, meeting, who, _step: admit(account, meeting, who),
    "leave": lambda account, meeting, who, step: leave(account, meeting, who, step.reason),
    "enter_room": lambda account, meeting, who, step: enter_room(account, meeting, who, step.room),
    "leave_room": lambda account, meeting, who, _step: leave_room(account, meeting, who),
    "record": lambda account, meeting, _who, _step: record(account, meeting),
    "stop_recording": lambda account, meeting, _who, _step: stop_recording(account, meeting),
    "end": lambda account, meeting, _who, _step: end(account, meeting),
}


def perform(account: Account, meeting: Meeting, step: Step) -> None:
    """Do one step now."""
    if step.action not in ACTS:
        raise NotRunning(f"A class knows {', '.join(ACTS)}; not {step.action!r}.")
    ACTS[step.action](account, meeting, _who(account, meeting, step), step)


def play(account: Account, meeting: Meeting, steps: list[Step]) -> None:
    """Plan a whole class: each step happens when the clock has come to it, past ones at once."""
    for step in sorted(steps, key=lambda each: each.at):
        account.at(step.at, partial(perform, account, meeting, step))


def stay_duration(stay: Stay, now: datetime) -> timedelta:
    return (stay.left or now) - stay.joined
