"""The account itself: its users, meetings, tokens and counters. Pure state; time is asked of the clock it was given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from zoomcore.sandbox.answers import Json, Refused
from zoomcore.sandbox.booking import Meeting, Run
from zoomcore.sandbox.clock import Clock, MovableClock, system_clock
from zoomcore.sandbox.identifiers import Identifiers
from zoomcore.sandbox.limits import Limits
from zoomcore.sandbox.people import Group, Plan, User
from zoomcore.sandbox.scopes import GRANULAR
from zoomcore.sandbox.tapes import Tape

# A page token lives 15 minutes (zoom-api 3), an access token an hour (1.1).
PAGE_TOKEN_LIFE = timedelta(minutes=15)
TOKEN_LIFE = timedelta(seconds=3600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What an app presents at the token endpoint; everything is `sandbox` unless a story says otherwise."""

    account_id: str = "sandbox"
    client_id: str = "sandbox"
    client_secret: str = "sandbox"  # noqa: S105 - the sandbox guards nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """An access token. `usable` is False for those that `client_credentials` yields (zoom-api 1.1)."""

    text: str
    scopes: frozenset[str]
    expires: datetime
    usable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """Where a page token goes on: it holds only for the same query (zoom-api 3)."""

    query: str
    offset: int
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something happened: the body of a webhook before it is sent (zoom-api 8.3)."""

    name: str
    timestamp: datetime
    payload: Json
    # What stands next to the payload: the download token of recordings (zoom-api 9.2).
    beside: Json = field(default_factory=dict)

    def body(self) -> Json:
        # `event_ts` is in milliseconds (zoom-api 8.2).
        stamp = int(self.timestamp.timestamp() * 1000)
        return {"event": self.name, "event_ts": stamp, "payload": self.payload} | self.beside


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingField:
    """What an owner wants to know of every meeting (zoom-api 5.9)."""

    id: str
    name: str
    required: bool = False
    visible: bool = True
    values: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class AccountSettings:
    """What an owner bought and switched; every field may be changed in the middle of a story."""

    timezone: str = "Europe/Madrid"
    licensed_seats: int = 10
    basic_seats: int = 1000
    paid: bool = True
    app_enabled: bool = True
    show_meetings_scheduled_for_others: bool = True
    # Where the sources disagree a story has it either way: 2034, 2038 or 3412 for used-up licenses, 2033 or 3412 for
    # used-up Basic seats (zoom-api 6.3), 4711 or 4700 for a missing scope (1.3), whether DELETE counts towards the
    # hundred (2.3), whether plan_base is a list (6.2).
    no_seat_code: int = 2034
    basic_full_code: int = 2033
    missing_scope_code: int = 4711
    deletes_count: bool = False
    plan_usage_lists: bool = False
    # The app's role may change plans; without it 400/1108 (zoom-api 6.3).
    role_may_change_plans: bool = True
    # What the SSO mapping gives at each sign-in, by e-mail: Zoom's type of user.
    sso_plans: dict[str, int] = field(default_factory=dict)
    # Whether moving one date gives it a new id is not documented (zoom-api 4): a story may have it either way.
    moving_renames_occurrences: bool = False
    # A meeting has so many registrants at most (zoom-api 5.8).
    most_registrants: int = 4999
    # What the account shows of its past. A Business plan has dashboards (zoom-api 7.1); reports come some minutes after
    # the end (7.3), their last rows later still; classes of one person are in them only where an admin asked for it.
    dashboards: bool = True
    report_delay_minutes: int = 0
    late_rows: int = 0
    late_rows_minutes: int = 0
    # So long after the end of a big class everybody's time in it reads as 0 (spec, past_meetings/…/participants).
    unsettled_minutes: int = 0
    one_person_reports: bool = False
    # A legacy BAA account has names and e-mails blank in what is past (zoom-api 7.2).
    blank_people: bool = False
    # Whether a stay in a breakout room interrupts the row of the class is not documented: a story may have it so.
    breakouts_cut_rows: bool = False
    # Webhooks as Zoom's own examples have them, against their schema: times under `date_time`, numbers for texts and
    # texts for numbers, no e-mail where there is none, fields nobody announced (zoom-api 8.3).
    webhook_slips: bool = False
    # Settings an admin locked: they win over what is sent, without an error (zoom-api 5.7).
    locked_settings: dict[str, Any] = field(default_factory=dict)
    # How people prove who they are at the door, by id; with none, nobody can be made to (spec, authentication_options).
    authentication_profiles: dict[str, str] = field(default_factory=lambda: {"signIn_1": "Sign in to Zoom"})
    # Recordings: processed after so many minutes (None: twice their length), the transcript so long after that, on
    # plans that have them (zoom-api 9.4); deleted after so many days (9.3); shared and protected as an admin chose.
    recording_minutes: int | None = None
    transcripts: bool = True
    transcript_minutes: int = 30
    recordings_kept_days: int | None = None
    recordings_shared: str = "publicly"
    recording_passcodes: bool = True
    recording_storage_full: bool = False
    # Whether the app's role may view the content of recordings, and whether Zoom's support switched their passcodes for
    # links on (9.1); what an admin locked of their sharing wins over what is sent, without an error.
    recording_content_right: bool = True
    play_passcodes: bool = True
    locked_sharing: dict[str, Any] = field(default_factory=dict)
    # Tracking fields, which a Business plan has (zoom-api 5.9).
    business: bool = True
    tracking_fields: list[TrackingField] = field(default_factory=list)
    # Where join and start links lead; the running app puts its own address here.
    web_url: str = "https://uni.zoom.example"


class Account:
    """One Zoom account in memory. `now()` is the only source of time; handlers and control routes share it."""

    def __init__(
        self,
        *,
        clock: Clock = system_clock,
        credentials: Credentials | None = None,
        scopes: tuple[str, ...] = GRANULAR,
        seed: int = 20260831,
    ) -> None:
        self.clock = MovableClock(clock)
        self.credentials = credentials or Credentials()
        self.scopes = frozenset(scopes)
        self.ids = Identifiers(seed)
        self.settings = AccountSettings()
        self.limits = Limits()
        self.users: dict[str, User] = {}
        self.groups: dict[str, Group] = {}
        self.meetings: dict[int, Meeting] = {}
        self.tokens: dict[str, Token] = {}
        # by the uuid of their run; download tokens with what they open and until when
        self.tapes: dict[str, Tape] = {}
        self.downloads: dict[str, tuple[str, datetime]] = {}
        # who works in Zoom's web portal at this moment; None: everything comes through the API
        self.at_portal: User | None = None
        self.events: list[Event] = []
        self.listeners: list[Callable[[Event], None]] = []
        self.agenda: list[tuple[datetime, Callable[[], None]]] = []
        self.agenda_listeners: list[Callable[[], None]] = []
        self._pages: dict[str, PageMark] = {}

    def now(self) -> datetime:
        """Aware, UTC."""
        return self.clock.now()

    def find_user(self, key: str) -> User | None:
        """By id or e-mail, case aside; `me` is the owner of the app (zoom-api 1.4)."""
        if key == "me":
            return self.owner
        wanted = key.casefold()
        return self.users.get(key) or next((u for u in self.users.values() if u.email.casefold() == wanted), None)

    def user(self, key: str) -> User:
        """404/1001 for those whom the account does not know (zoom-api 10.1)."""
        found = self.find_user(key)
        if found is None:
            raise Refused(404, 1001, f"User does not exist: {key}.")
        return found

    @property
    def owner(self) -> User:
        """Whose role the app acts with (zoom-api 1.1)."""
        return next(user for user in self.users.values() if user.role_id == "0")

    def licensed(self) -> int:
        """Rooms have licenses of their own (spec, GET /users/summary)."""
        held = (user.plan is Plan.LICENSED and not user.room for user in self.users.values() if user.status == "active")
        return sum(held)

    def basic(self) -> int:
        return sum(user.plan is Plan.BASIC and user.status == "active" for user in self.users.values())

    def find_run(self, uuid: str) -> tuple[Meeting, Run] | None:
        """The held instance with this uuid."""
        pairs = ((meeting, run) for meeting in self.meetings.values() for run in meeting.runs)
        return next((pair for pair in pairs if pair[1].uuid == uuid), None)

    def emit(self, name: str, payload: Json, *, beside: Json | None = None) -> None:
        """Record an event and hand it to whoever delivers webhooks."""
        whole = {"account_id": self.credentials.account_id} | payload
        event = Event(name=name, timestamp=self.now(), payload=whole, beside=beside or {})
        self.events.append(event)
        for listener in self.listeners:
            listener(event)

    # --- tokens -------------------------------------------------------------------------------------------------

    def issue_token(self, *, usable: bool = True) -> Token:
        """A new token; older ones live on (zoom-api 1.1)."""
        token = Token(text=self.ids.token(), scopes=self.scopes, expires=self.now() + TOKEN_LIFE, usable=usable)
        self.tokens[token.text] = token
        return token

    def issue_download(self, uuid: str, life: timedelta) -> str:
        """A token that opens the files of one recording for a while (zoom-api 9.2)."""
        text = self.ids.token()
        self.downloads[text] = (uuid, self.now() + life)
        return text

    def revoke_tokens(self) -> None:
        """Every token dies at once, as when the app is deactivated (zoom-api 1.1)."""
        self.tokens.clear()

    # --- pages --------------------------------------------------------------------------------------------------

    def mark_page(self, query: str, offset: int) -> str:
        text = self.ids.letters(32)
        self._pages[text] = PageMark(query=query, offset=offset, expires=self.now() + PAGE_TOKEN_LIFE)
        return text

    def find_page(self, text: str, query: str) -> int:
        """The offset to go on at; 400/300 when the token is stale or the other parameters changed (zoom-api 3)."""
        mark = self._pages.get(text)
        if mark is None or mark.expires <= self.now() or mark.query != query:
            raise Refused(400, 300, "The next page token is invalid or expired.")
        return mark.offset

    # --- time ---------------------------------------------------------------------------------------------------

    def at(self, moment: datetime, step: Callable[[], None]) -> None:
        """Do this when the clock has come that far: at once if it has."""
        self.agenda.append((moment, step))
        self.agenda.sort(key=lambda entry: entry[0])
        self.tick()
        for listener in self.agenda_listeners:
            listener()

    def tick(self) -> None:
        """Do what is due by now, in order of time; each step sees the clock at its own time."""
        self._perform_until(self.now())

    def _perform_until(self, moment: datetime) -> None:
        while self.agenda and self.agenda[0][0] <= moment:
            due, step = self.agenda.pop(0)
            with self.clock.pinned(due):
                step()

    def advance(self, span: timedelta) -> None:
        """Move time on; what falls due on the way happens at its own time."""
        self.set_time(self.now() + span)

    def set_time(self, moment: datetime) -> None:
        """As `advance`; a moment in the past only turns the clock back."""
        self._perform_until(moment)
        self.clock.set(moment)

    def next_due(self) -> datetime | None:
        return self.agenda[0][0] if self.agenda else None
