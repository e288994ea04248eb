"""The few closed kinds that several layers share."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """What was booked at Zoom. Both are a Meeting in our words; Zoom keeps their numbers and paths apart."""

    MEETING = "meeting"
    WEBINAR = "webinar"


class RateClass(StrEnum):
    """Zoom's rate-limit label of a call; what each allows depends on the account's plan."""

    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"
    RESOURCE_INTENSIVE = "resource-intensive"


class ParticipantSource(StrEnum):
    """Who told of a stay by being asked, in the order they are asked: what each leaves out is in zoom-api 7.1."""

    REPORT = "report"
    PAST = "past"
    DASHBOARD = "dashboard"
