"""Which Zoom scopes each feature needs, for apps with granular scopes and for older ones with classic scopes."""

from collections.abc import Iterable
from enum import StrEnum

from zoomcore.domain.kinds import MeetingKind, ParticipantSource
from zoomcore.zoom import endpoints
from zoomcore.zoom.endpoints import Endpoint


class Feature(StrEnum):
    """What a person loses when its scopes are missing."""

    FIND_PEOPLE = "find people at Zoom by e-mail"
    LIST_PEOPLE = "list the account's people"
    SCHEDULE = "schedule, move and cancel classes"
    LIST_CLASSES = "find a host's classes again"
    END_CLASSES = "end a running class"
    INVITATIONS = "show dial-in numbers"
    RULES = "read a host's passcode rules"
    SCHEDULE_FOR = "see whom somebody may schedule for"
    REAL_TIMES = "read when a class really began and ended"
    WEBINARS = "schedule, move and cancel webinars"
    ATTENDANCE = "read from Zoom's reports who was in a class"
    ATTENDANCE_PAST = "read who was in a class where Zoom's reports refuse"
    ATTENDANCE_DASHBOARD = "read who was in a class from Zoom's dashboard"
    MISSED_RUNS = "find classes whose start Zoom never told"
    MISSED_RUNS_DASHBOARD = "find such classes in Zoom's dashboard"
    REGISTRANTS = "see who signed up for a class"
    REGISTERING = "sign people up for a class, and approve or deny them"
    WEBINAR_REGISTERING = "the same for webinars"
    PANELISTS = "see, add and remove the panelists of a webinar"
    TRACKING_FIELDS = "offer the account's tracking fields"
    WEBINAR_ATTENDANCE = "read who was in a webinar, and who signed up"
    WEBINAR_DASHBOARD = "read webinars from Zoom's dashboard"
    RECORDINGS = "find the recordings of classes"
    SHARE_RECORDINGS = "publish, hide and rename recordings"
    REMOVE_RECORDINGS = "throw recordings away and bring them back"
    MOVE_LICENSES = "lend licenses and take them back"
    COUNT_LICENSES = "count the licenses in use"
    PLAN_USAGE = "read how many licenses were bought"
    IDLE_HOSTS = "see who hosted nothing for months"
    GROUPS = "keep to groups of Zoom users, and protect them"


_MEETING, _WEBINAR = endpoints.BY_KIND[MeetingKind.MEETING], endpoints.BY_KIND[MeetingKind.WEBINAR]


def _signing_up(table: endpoints.KindEndpoints) -> tuple[Endpoint, ...]:
    return (
        table.list_registrants,
        table.get_registrant,
        table.add_registrant,
        table.add_registrants,
        table.decide_registrants,
    )


CALLS: dict[Feature, tuple[Endpoint, ...]] = {
    Feature.FIND_PEOPLE: (endpoints.GET_USER,),
    Feature.LIST_PEOPLE: (endpoints.LIST_USERS,),
    Feature.SCHEDULE: (_MEETING.create, _MEETING.get, _MEETING.update, _MEETING.delete),
    Feature.LIST_CLASSES: (_MEETING.list_,),
    Feature.END_CLASSES: (_MEETING.set_status,),
    Feature.INVITATIONS: (endpoints.GET_INVITATION,),
    Feature.RULES: (endpoints.GET_USER_SETTINGS,),
    Feature.SCHEDULE_FOR: (endpoints.LIST_SCHEDULERS,),
    Feature.REAL_TIMES: (endpoints.GET_RUN,),
    Feature.WEBINARS: (
        _WEBINAR.create,
        _WEBINAR.get,
        _WEBINAR.update,
        _WEBINAR.delete,
        _WEBINAR.list_,
        _WEBINAR.set_status,
    ),
    Feature.ATTENDANCE: (_MEETING.report_participants,),
    Feature.ATTENDANCE_PAST: (_MEETING.past_participants,),
    Feature.ATTENDANCE_DASHBOARD: (_MEETING.dashboard_participants,),
    Feature.MISSED_RUNS: (_MEETING.list_instances, endpoints.LIST_HOST_RUNS),
    Feature.MISSED_RUNS_DASHBOARD: (_MEETING.list_dashboard,),
    Feature.REGISTRANTS: (_MEETING.list_registrants,),
    Feature.REGISTERING: _signing_up(_MEETING),
    Feature.WEBINAR_REGISTERING: _signing_up(_WEBINAR),
    Feature.PANELISTS: (endpoints.LIST_PANELISTS, endpoints.ADD_PANELISTS, endpoints.REMOVE_PANELIST),
    Feature.TRACKING_FIELDS: (endpoints.LIST_TRACKING_FIELDS,),
    Feature.WEBINAR_ATTENDANCE: (
        _WEBINAR.report_participants,
        _WEBINAR.past_participants,
        _WEBINAR.list_instances,
        _WEBINAR.list_registrants,
    ),
    Feature.WEBINAR_DASHBOARD: (_WEBINAR.dashboard_participants, _WEBINAR.list_dashboard),
    Feature.RECORDINGS: (endpoints.LIST_RECORDINGS, endpoints.GET_RECORDING),
    Feature.SHARE_RECORDINGS: (endpoints.GET_SHARING, endpoints.SET_SHARING),
    Feature.REMOVE_RECORDINGS: (endpoints.DELETE_RECORDING, endpoints.RECOVER_RECORDING),
    Feature.MOVE_LICENSES: (endpoints.UPDATE_USER, endpoints.GET_USER, endpoints.LIST_USERS, _MEETING.list_),
    Feature.COUNT_LICENSES: (endpoints.COUNT_USERS,),
    Feature.PLAN_USAGE: (endpoints.GET_PLAN_USAGE,),
    Feature.IDLE_HOSTS: (endpoints.REPORT_HOSTS,),
    Feature.GROUPS: (endpoints.LIST_GROUPS, endpoints.LIST_GROUP_MEMBERS),
}
#: Nothing is off without them: for Business plans only, and only where the other ways refuse (zoom-api 7.1).
SPARE = frozenset(
    {
        *(Feature.ATTENDANCE_DASHBOARD, Feature.MISSED_RUNS_DASHBOARD, Feature.WEBINAR_DASHBOARD),
        # An admin may say the number instead (zoom-api 6.2).
        Feature.PLAN_USAGE,
        # Only Business plans have them at all (zoom-api 5.9).
        Feature.TRACKING_FIELDS,
    }
)


def is_classic(granted: Iterable[str]) -> bool:
    """True for an app of the old kind: its scopes have at most three parts, `meeting:write:admin`."""
    return any(_is_classic(scope) for scope in granted)


def _is_classic(scope: str) -> bool:
    parts = scope.split(":")
    return 1 < len(parts) <= 3 and parts[1] in {"read", "write"} and parts[-1] in {"read", "write", "admin", "master"}  # noqa: PLR2004 - service, action, admin


def missing_scopes(granted: Iterable[str], feature: Feature) -> tuple[str, ...]:
    """The scopes to add before the feature works, named in the style the app already has; () when it works."""
    held = frozenset(granted)
    classic = is_classic(held)
    missing = {
        endpoint.classic[0] if classic else endpoint.granular
        for endpoint in CALLS[feature]
        if not _allows(held, endpoint)
    }
    return tuple(sorted(missing))


def _allows(held: frozenset[str], endpoint: Endpoint) -> bool:
    return endpoint.granular in held or not held.isdisjoint(endpoint.classic)


def wanted_scopes(features: Iterable[Feature] = tuple(Feature)) -> tuple[str, ...]:
    """Every granular scope of the features, for the page that tells an admin what to tick."""
    return tuple(sorted({endpoint.granular for feature in features for endpoint in CALLS[feature]}))


def participant_sources(
    granted: Iterable[str], kind: MeetingKind, *, refused: Iterable[ParticipantSource] = ()
) -> tuple[ParticipantSource, ...]:
    """Where to ask who was in a run, best first: what the scopes open, without what Zoom refused before.

    The report comes first: it names registrants and breakout rooms, and dashboards miss runs it knows (zoom-api 7.2).
    """
    held, remembered, table = frozenset(granted), frozenset(refused), endpoints.BY_KIND[kind]
    asked = {
        ParticipantSource.REPORT: table.report_participants,
        ParticipantSource.PAST: table.past_participants,
        ParticipantSource.DASHBOARD: table.dashboard_participants,
    }
    return tuple(source for source, endpoint in asked.items() if source not in remembered and _allows(held, endpoint))
