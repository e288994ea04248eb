"""Rows of one run in minutes after its start, for tests that read like the situation."""

from datetime import UTC, datetime, timedelta

from zoomcore.domain.attendance.evidence import EvidenceSource, HeldRun, JoinInterval, ParticipantRecord, Where

AT = datetime(2026, 11, 23, 15, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


RUN = HeldRun(uuid="aDYlohsHRtCd4ii1uC2+hA==", started_at=AT, ended_at=at(60))


def row(name, joined, left, *, connection="", email="", zoom="", link="", where=Where.MEETING) -> ParticipantRecord:
    """One of Zoom's report: both ends."""
    return ParticipantRecord(
        run=RUN.uuid,
        source=EvidenceSource.REPORT,
        where=where,
        name=name,
        email=email,
        zoom_user_id=zoom,
        registrant_id=link,
        connection=connection,
        joined_at=at(joined),
        left_at=at(left),
    )


def webhook(
    name, *, joined=None, left=None, connection="", email="", link="", where=Where.MEETING
) -> ParticipantRecord:
    """One end of a stay, as it comes live."""
    return ParticipantRecord(
        run=RUN.uuid,
        source=EvidenceSource.WEBHOOK,
        where=where,
        name=name,
        email=email,
        registrant_id=link,
        connection=connection,
        joined_at=None if joined is None else at(joined),
        left_at=None if left is None else at(left),
    )


def spans(intervals: tuple[JoinInterval, ...]) -> list[tuple[float, float]]:
    """In minutes."""
    return [((one.start - AT) / timedelta(minutes=1), (one.end - AT) / timedelta(minutes=1)) for one in intervals]
