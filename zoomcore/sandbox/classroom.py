"""A class that runs: people arrive, wait, come in, leave; the host ends it (zoom-api 7.2, 8.3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.announcements import announce_run, announce_stay
from zoomcore.sandbox.booking import Meeting, Run, Stay


class NotRunning(Exception):
    """The story asks for something that cannot be: nobody can leave where nobody is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who comes. Without an account of ours Zoom blanks id and e-mail, unless the e-mail is known (zoom-api 7.2)."""

    name: str
    email: str = ""
    zoom_user_id: str = ""
    internal: bool = False


def visitor(account: Account, name: str | None, email: str | None) -> Visitor:
    """The person as Zoom would know them: signed in if the e-mail is of this account, else a guest by name."""
    user = account.find_user(email) if email else None
    if user is None:
        return Visitor(name=name or email or "Guest", email=email or "")
    return Visitor(name=name or user.display_name, email=user.email, zoom_user_id=user.id, internal=True)


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


def _arrive(account: Account, meeting: Meeting, who: Visitor, *, waiting: bool) -> Stay:
    run = _running(meeting)
    # `user_id` is per join (zoom-api 7.2).
    stay = Stay(
        name=who.name,
        email=who.email,
        zoom_user_id=who.zoom_user_id,
        internal=who.internal,
        user_id=account.ids.digits(8),
        participant_uuid=account.ids.user(),
        joined=account.now(),
        waiting=waiting,
    )
    run.stays.append(stay)
    announce_stay(account, meeting, run, stay)
    return stay


def join(account: Account, meeting: Meeting, who: Visitor, *, wait: bool | None = None) -> Stay:
    """Somebody comes: into the waiting room where there is one (`wait` overrides), else in. Each join is a row.

    With `join_before_host` the first to come opens the meeting; without it NotRunning.
    """
    if meeting.settings.get("join_before_host"):
        _open(account, meeting)
    waits = bool(meeting.settings.get("waiting_room")) if wait is None else wait
    return _arrive(account, meeting, who, waiting=waits)


def admit(account: Account, meeting: Meeting, who: Visitor) -> Stay:
    """From the waiting room into the meeting: one stay ends, another begins."""
    waiting = next((stay for stay in _running(meeting).present() if stay.waiting and _is(stay, who)), None)
    if waiting is None:
        raise NotRunning(f"{who.name} is not in the waiting room of meeting {meeting.id}.")
    _close(account, meeting, waiting)
    return _arrive(account, meeting, who, waiting=False)


def _is(stay: Stay, who: Visitor) -> bool:
    return stay.email == who.email if who.email else stay.name == who.name


def _close(account: Account, meeting: Meeting, stay: Stay) -> None:
    stay.left = account.now()
    announce_stay(account, meeting, _running(meeting), stay)


def leave(account: Account, meeting: Meeting, who: Visitor) -> Stay:
    """The latest stay of this person ends."""
    present = [stay for stay in _running(meeting).present() if _is(stay, who)]
    if not present:
        raise NotRunning(f"{who.name} is not in meeting {meeting.id}.")
    _close(account, meeting, present[-1])
    return present[-1]


def end(account: Account, meeting: Meeting) -> Run:
    """Everybody leaves, then `ended`."""
    run = _running(meeting)
    for stay in list(run.present()):
        _close(account, meeting, stay)
    run.ended = account.now()
    announce_run(account, meeting, run)
    return run


# --- a story ------------------------------------------------------------------------------------------------------

ACTIONS = ("start", "join", "wait", "admit", "leave", "end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a script: when, what, who."""

    at: datetime
    action: str
    name: str | None = None
    email: str | None = None


def perform(account: Account, meeting: Meeting, step: Step) -> None:
    """Do one step now."""
    who = visitor(account, step.name, step.email)
    match step.action:
        case "start":
            start(account, meeting)
        case "join" | "wait":
            join(account, meeting, who, wait=True if step.action == "wait" else None)
        case "admit":
            admit(account, meeting, who)
        case "leave":
            leave(account, meeting, who)
        case "end":
            end(account, meeting)
        case unknown:
            raise NotRunning(f"A class knows {', '.join(ACTIONS)}; not {unknown!r}.")


def play(account: Account, meeting: Meeting, steps: list[Step]) -> None:
    """Plan a whole class: each step happens when the clock has come to it, past ones at once."""
    for step in sorted(steps, key=lambda each: each.at):
        account.at(step.at, partial(perform, account, meeting, step))


def stay_duration(stay: Stay, now: datetime) -> timedelta:
    return (stay.left or now) - stay.joined
