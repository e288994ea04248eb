"""The two things Zoom books."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """A meeting or a webinar; nearly every call of Zoom's exists for both."""

    MEETING = "meeting"
    WEBINAR = "webinar"
