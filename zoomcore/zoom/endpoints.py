"""Every call we make to Zoom: its path, rate class, what it does and the scope it needs. A table, no logic.

The figures follow Zoom's OpenAPI export of 2026-08-09; tests/contracts compares this table with it.
"""

from dataclasses import dataclass, fields
from enum import Enum, auto

from zoomcore.domain.kinds import MeetingKind, RateClass


class Effect(Enum):
    """What a lost answer leaves behind. CREATE and UPDATE count towards the 100 per host and day."""

    READ = auto()
    CREATE = auto()
    UPDATE = auto()
    #: a delete or an end: doubtful after a lost answer, but not counted
    REMOVE = auto()
    #: somebody more in a list: doubtful after a lost answer, counted by registrant and never by host
    ADD = auto()
    #: says how a user shall be: the same again does no harm, and no host's hundred is touched
    SET = auto()

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
UPDATE_USER = Endpoint(
    method="PATCH",
    template="/users/{userId}",
    rate=RateClass.LIGHT,
    effect=Effect.SET,
    granular="user:update:user:admin",
    classic=("user:write:admin",),
)
COUNT_USERS = Endpoint(
    method="GET",
    template="/users/summary",
    rate=RateClass.MEDIUM,
    effect=Effect.READ,
    granular="user:read:summary:admin",
    classic=_USER_CLASSIC,
)
#: In none of Zoom's exports: label, shape and scope are those of zoom-api 2.2 and 6.2.
GET_PLAN_USAGE = Endpoint(
    method="GET",
    template="/accounts/{accountId}/plans/usage",
    rate=RateClass.HEAVY,
    effect=Effect.READ,
    granular="billing:read:plan_usage:admin",
    classic=("account:read:admin", "billing:read:admin"),
)
REPORT_HOSTS = Endpoint(
    method="GET",
    template="/report/users",
    rate=RateClass.HEAVY,
    effect=Effect.READ,
    granular="report:read:list_users:admin",
    classic=("report:read:admin",),
)
LIST_GROUPS = Endpoint(
    method="GET",
    template="/groups",
    rate=RateClass.MEDIUM,
    effect=Effect.READ,
    granular="group:read:list_groups:admin",
    classic=("group:read:admin", "group:write:admin"),
)
LIST_GROUP_MEMBERS = Endpoint(
    method="GET",
    template="/groups/{groupId}/members",
    rate=RateClass.MEDIUM,
    effect=Effect.READ,
    granular="group:read:list_members:admin",
    classic=("group:read:admin", "group:write:admin"),
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
LIST_HOST_RUNS = Endpoint(
    method="GET",
    template="/report/users/{userId}/meetings",
    rate=RateClass.HEAVY,
    effect=Effect.READ,
    granular="report:read:user:admin",
    classic=("report:read:admin",),
)
_RECORDINGS = "/meetings/{meetingId}/recordings"
_CLOUD = "cloud_recording"
_RECORDING_CLASSIC = ("recording:read:admin",)
_RECORDING_WRITE = ("recording:write:admin",)
LIST_RECORDINGS = Endpoint(
    method="GET",
    template="/users/{userId}/recordings",
    rate=RateClass.MEDIUM,
    effect=Effect.READ,
    granular=f"{_CLOUD}:read:list_user_recordings:admin",
    classic=_RECORDING_CLASSIC,
)
#: Zoom's file prints a classic scope of Zoom Phone here, which is a slip (zoom-endpoints).
GET_RECORDING = Endpoint(
    method="GET",
    template=_RECORDINGS,
    rate=RateClass.LIGHT,
    effect=Effect.READ,
    granular=f"{_CLOUD}:read:list_recording_files:admin",
    classic=_RECORDING_CLASSIC,
)
GET_SHARING = Endpoint(
    method="GET",
    template=f"{_RECORDINGS}/settings",
    rate=RateClass.LIGHT,
    effect=Effect.READ,
    granular=f"{_CLOUD}:read:recording_settings:admin",
    classic=_RECORDING_CLASSIC,
)
SET_SHARING = Endpoint(
    method="PATCH",
    template=f"{_RECORDINGS}/settings",
    rate=RateClass.LIGHT,
    effect=Effect.SET,
    granular=f"{_CLOUD}:update:recording_settings:admin",
    classic=_RECORDING_WRITE,
)
DELETE_RECORDING = Endpoint(
    method="DELETE",
    template=_RECORDINGS,
    rate=RateClass.LIGHT,
    effect=Effect.REMOVE,
    granular=f"{_CLOUD}:delete:meeting_recording:admin",
    classic=_RECORDING_WRITE,
)
RECOVER_RECORDING = Endpoint(
    method="PUT",
    template="/meetings/{meetingUUID}/recordings/status",
    rate=RateClass.LIGHT,
    effect=Effect.SET,
    granular=f"{_CLOUD}:update:recover_meeting_recordings:admin",
    classic=_RECORDING_WRITE,
)

_PANELISTS = "/webinars/{webinarId}/panelists"
_WEBINAR_WRITE = ("webinar:write:admin",)
LIST_PANELISTS = Endpoint(
    method="GET",
    template=_PANELISTS,
    rate=RateClass.MEDIUM,
    effect=Effect.READ,
    granular="webinar:read:list_panelists:admin",
    classic=("webinar:read:admin",),
)
ADD_PANELISTS = Endpoint(
    method="POST",
    template=_PANELISTS,
    rate=RateClass.MEDIUM,
    effect=Effect.SET,
    granular="webinar:write:panelist:admin",
    classic=_WEBINAR_WRITE,
)
REMOVE_PANELIST = Endpoint(
    method="DELETE",
    template=f"{_PANELISTS}/{{panelistId}}",
    rate=RateClass.LIGHT,
    effect=Effect.REMOVE,
    granular="webinar:delete:panelist:admin",
    classic=_WEBINAR_WRITE,
)
LIST_TRACKING_FIELDS = Endpoint(
    method="GET",
    template="/tracking_fields",
    rate=RateClass.MEDIUM,
    effect=Effect.READ,
    granular="tracking_field:read:list_tracking_fields:admin",
    classic=("tracking_fields:read:admin",),
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
    list_registrants: Endpoint
    get_registrant: Endpoint
    add_registrant: Endpoint
    add_registrants: Endpoint
    decide_registrants: Endpoint
    #: who was in a run, in three voices
    report_participants: Endpoint
    past_participants: Endpoint
    dashboard_participants: Endpoint
    #: which runs there were: of one meeting, of the whole account
    list_instances: Endpoint
    list_dashboard: Endpoint

    def all(self) -> tuple[Endpoint, ...]:
        return tuple(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True)
class _Kind:
    """The words Zoom uses for one kind in its paths and scopes."""

    word: str
    path_id: str
    #: the class of the list of runs, in which alone the two kinds differ
    instances: RateClass

    def write(
        self, method: str, suffix: str, effect: Effect, granular: str, *, rate: RateClass = RateClass.LIGHT
    ) -> Endpoint:
        return Endpoint(
            method=method,
            template=f"/{self.word}s/{{{self.path_id}}}{suffix}",
            rate=rate,
            effect=effect,
            granular=f"{self.word}:{granular}:admin",
            classic=(f"{self.word}:write:admin",),
        )

    def read(self, template: str, rate: RateClass, granular: str) -> Endpoint:
        return Endpoint(
            method="GET",
            template=template,
            rate=rate,
            effect=Effect.READ,
            granular=f"{self.word}:read:{granular}:admin",
            classic=(f"{self.word}:read:admin",),
        )

    def report(self) -> Endpoint:
        return Endpoint(
            method="GET",
            template=f"/report/{self.word}s/{{{self.path_id}}}/participants",
            rate=RateClass.HEAVY,
            effect=Effect.READ,
            granular=f"report:read:list_{self.word}_participants:admin",
            classic=("report:read:admin",),
        )

    def dashboard(self, suffix: str, rate: RateClass, claim: str) -> Endpoint:
        return Endpoint(
            method="GET",
            template=f"/metrics/{self.word}s{suffix}",
            rate=rate,
            effect=Effect.READ,
            granular=f"dashboard:read:{claim}:admin",
            classic=(f"dashboard_{self.word}s:read:admin", "dashboard:read:admin"),
        )

    def table(self) -> KindEndpoints:
        word, one = self.word, f"/{{{self.path_id}}}"
        light, medium, heavy = RateClass.LIGHT, RateClass.MEDIUM, RateClass.HEAVY
        return KindEndpoints(
            create=Endpoint(
                method="POST",
                template=f"/users/{{userId}}/{word}s",
                rate=light,
                effect=Effect.CREATE,
                granular=f"{word}:write:{word}:admin",
                classic=(f"{word}:write:admin",),
            ),
            get=self.read(f"/{word}s{one}", light, word),
            update=self.write("PATCH", "", Effect.UPDATE, f"update:{word}"),
            delete=self.write("DELETE", "", Effect.REMOVE, f"delete:{word}"),
            list_=self.read(f"/users/{{userId}}/{word}s", medium, f"list_{word}s"),
            set_status=self.write("PUT", "/status", Effect.REMOVE, "update:status"),
            list_registrants=self.read(f"/{word}s{one}/registrants", medium, "list_registrants"),
            get_registrant=self.read(f"/{word}s{one}/registrants/{{registrantId}}", light, "registrant"),
            add_registrant=self.write("POST", "/registrants", Effect.ADD, "write:registrant"),
            add_registrants=self.write("POST", "/batch_registrants", Effect.ADD, "write:batch_registrants", rate=heavy),
            decide_registrants=self.write(
                "PUT", "/registrants/status", Effect.SET, "update:registrant_status", rate=medium
            ),
            report_participants=self.report(),
            past_participants=self.read(f"/past_{word}s{one}/participants", medium, "list_past_participants"),
            dashboard_participants=self.dashboard(f"{one}/participants", heavy, f"list_{word}_participants"),
            list_instances=self.read(f"/past_{word}s{one}/instances", self.instances, "list_past_instances"),
            list_dashboard=self.dashboard("", RateClass.RESOURCE_INTENSIVE, f"list_{word}s"),
        )


BY_KIND = {
    MeetingKind.MEETING: _Kind("meeting", "meetingId", RateClass.MEDIUM).table(),
    MeetingKind.WEBINAR: _Kind("webinar", "webinarId", RateClass.LIGHT).table(),
}

ALL = (
    GET_USER,
    LIST_USERS,
    GET_USER_SETTINGS,
    UPDATE_USER,
    COUNT_USERS,
    GET_PLAN_USAGE,
    REPORT_HOSTS,
    LIST_GROUPS,
    LIST_GROUP_MEMBERS,
    LIST_SCHEDULERS,
    GET_INVITATION,
    GET_RUN,
    LIST_HOST_RUNS,
    LIST_RECORDINGS,
    GET_RECORDING,
    GET_SHARING,
    SET_SHARING,
    DELETE_RECORDING,
    RECOVER_RECORDING,
    LIST_PANELISTS,
    ADD_PANELISTS,
    REMOVE_PANELIST,
    LIST_TRACKING_FIELDS,
    *(endpoint for table in BY_KIND.values() for endpoint in table.all()),
)
