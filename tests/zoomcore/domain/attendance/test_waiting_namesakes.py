"""Two students of one name, a waiting room, and their own links pressed minutes before."""

from datetime import timedelta

from tests.builders import START
from zoomcore.domain.attendance.evidence import (
    Enrolled,
    Evidence,
    EvidenceSource,
    HeldRun,
    JoinClick,
    KnownEvidence,
    ParticipantRecord,
    Pile,
    Where,
)
from zoomcore.domain.attendance.gathering import gather
from zoomcore.domain.attendance.matching import match, shared_names

ROSTER = (
    Enrolled(person=1, name="Sam Lee", emails=frozenset({"a@uni.example"})),
    Enrolled(person=2, name="Sam Lee", emails=frozenset({"b@uni.example"})),
)
RUN = HeldRun(uuid="u1", started_at=START, ended_at=START + timedelta(minutes=50))


def at(minutes: float):
    return START + timedelta(minutes=minutes)


def row(number: int, start: float, end: float, where: Where = Where.MEETING) -> ParticipantRecord:
    return ParticipantRecord(
        run="u1",
        source=EvidenceSource.REPORT,
        where=where,
        name="Sam Lee",
        connection=str(number),
        joined_at=at(start),
        left_at=at(end),
    )


def settled(rows, *clicks):
    known = KnownEvidence(clicks=tuple(JoinClick(person=person, at=at(when)) for person, when in clicks))
    found = gather(rows, (RUN,), until=at(50), apart=shared_names(ROSTER, known))
    return match(found, ROSTER, known)


def test_a_wait_and_the_presence_it_led_to_are_one_and_the_click_tells_whose():
    waited = [row(1, -2, 1, Where.WAITING_ROOM), row(2, 1, 50)]
    also = [row(3, 9, 10, Where.WAITING_ROOM), row(4, 10, 50)]
    one, two = settled([*waited, *also], (1, -3), (2, 8))

    assert {one.pile, two.pile} == {Pile.MATCHED}
    assert {one.evidence, two.evidence} == {Evidence.CLICK}
    assert {one.people, two.people} == {(1,), (2,)}


def test_two_of_a_name_let_in_at_once_stay_apart_and_wait_for_a_person():
    rows = [
        row(1, -2, 1, Where.WAITING_ROOM),
        row(2, -1, 1, Where.WAITING_ROOM),
        row(3, 1, 50),
        row(4, 1, 20),
    ]
    found = settled(rows, (1, -3), (2, -2))

    assert len(found) == 4
    assert Pile.MATCHED not in {one.pile for one in found}


def test_a_wait_that_led_nowhere_is_not_laid_to_somebody_who_came_later():
    found = settled([row(1, -2, 1, Where.WAITING_ROOM), row(2, 3, 50)], (1, -3), (2, 2))

    assert len(found) == 2
