"""Every call we make to Zoom: its path, rate class, what it does and the scope it needs. A table, no logic.

The figures follow Zoom's OpenAPI export of 2026-08-09; tests/contracts compares this table with it.
"""

from dataclasses import dataclass
from enum import Enum, auto

from zoomcore.domain.kinds import MeetingKind, RateClass


class Effect(Enum):
    """What a lost answer leaves behind. CREATE and UPDATE count towards the 100 per host and day."""

    READ = auto()
    CREATE = auto()
    UPDATE = auto()
    #: a delete or an end: doubtful after a lost answer, but not counted
    REMOVE = auto()

    @property
    def is_write(self) -> bool:
        return self is not Effect.READ

    @property
    def is_counted(self) -> bool:
        return self in {Effect.CREATE, Effect.UPDATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """`template` holds the path under the base; `classic` are alternatives, any one of them is enough."""

    method: str
    template: str
    rate: RateClass
    effect: Effect
    granular: str
    classic: tuple[str, ...]


_USER_CLASSIC = ("user:read:admin", "user:write:admin")

GET_USER = Endpoint(
    method="GET",
    template="/users/{userId}",
    rate=RateClass.LIGHT,
    effect=Effect.READ,
    granular="user:read:user:admin",
    classic=_USER_CLASSIC,
)
LIST_USERS = Endpoint(
    method="GET",
    template="/users",
    rate=RateClass.MEDIUM,
    effect=Effect.READ,
    granular="user:read:list_users:admin",
    classic=_USER_CLASSIC,
)
GET_USER_SETTINGS = Endpoint(
    method="GET",
    template="/users/{userId}/settings",
    rate=RateClass.MEDIUM,
    effect=Effect.READ,
    granular="user:read:settings:admin",
    classic=_USER_CLASSIC,
)
LIST_SCHEDULERS = Endpoint(
    method="GET",
    template="/users/{userId}/schedulers",
    rate=RateClass.MEDIUM,
    effect=Effect.READ,
    granular="user:read:list_schedulers:admin",
    classic=_USER_CLASSIC,
)
GET_INVITATION = Endpoint(
    method="GET",
    template="/meetings/{meetingId}/invitation",
    rate=RateClass.LIGHT,
    effect=Effect.READ,
    granular="meeting:read:invitation:admin",
    classic=("meeting:read:admin",),
)
GET_RUN = Endpoint(
    method="GET",
    template="/past_meetings/{meetingId}",
    rate=RateClass.LIGHT,
    effect=Effect.READ,
    granular="meeting:read:past_meeting:admin",
    classic=("meeting:read:admin",),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindEndpoints:
    """The calls that exist for meetings and for webinars alike."""

    create: Endpoint
    get: Endpoint
    update: Endpoint
    delete: Endpoint
    list_: Endpoint
    set_status: Endpoint


@dataclass(frozen=True, slots=True)
class _Kind:
    """The words Zoom uses for one kind in its paths and scopes."""

    word: str
    path_id: str

    def write(self, method: str, suffix: str, effect: Effect, granular: str) -> Endpoint:
        return Endpoint(
            method=method,
            template=f"/{self.word}s/{{{self.path_id}}}{suffix}",
            rate=RateClass.LIGHT,
            effect=effect,
            granular=f"{self.word}:{granular}:admin",
            classic=(f"{self.word}:write:admin",),
        )

    def table(self) -> KindEndpoints:
        word = self.word
        return KindEndpoints(
            create=Endpoint(
                method="POST",
                template=f"/users/{{userId}}/{word}s",
                rate=RateClass.LIGHT,
                effect=Effect.CREATE,
                granular=f"{word}:write:{word}:admin",
                classic=(f"{word}:write:admin",),
            ),
            get=Endpoint(
                method="GET",
                template=f"/{word}s/{{{self.path_id}}}",
                rate=RateClass.LIGHT,
                effect=Effect.READ,
                granular=f"{word}:read:{word}:admin",
                classic=(f"{word}:read:admin",),
            ),
            update=self.write("PATCH", "", Effect.UPDATE, f"update:{word}"),
            delete=self.write("DELETE", "", Effect.REMOVE, f"delete:{word}"),
            list_=Endpoint(
                method="GET",
                template=f"/users/{{userId}}/{word}s",
                rate=RateClass.MEDIUM,
                effect=Effect.READ,
                granular=f"{word}:read:list_{word}s:admin",
                classic=(f"{word}:read:admin",),
            ),
            set_status=self.write("PUT", "/status", Effect.REMOVE, "update:status"),
        )


BY_KIND = {
    MeetingKind.MEETING: _Kind("meeting", "meetingId").table(),
    MeetingKind.WEBINAR: _Kind("webinar", "webinarId").table(),
}

ALL = (
    GET_USER,
    LIST_USERS,
    GET_USER_SETTINGS,
    LIST_SCHEDULERS,
    GET_INVITATION,
    GET_RUN,
    *(
        endpoint
        for table in BY_KIND.values()
        for endpoint in (table.create, table.get, table.update, table.delete, table.list_, table.set_status)
    ),
)
