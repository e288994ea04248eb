"""Who was erased stays out of what is read of a file: by all that the file itself tells them by."""

from collections.abc import Iterable
from typing import TypeVar

import pytest
from hypothesis import find
from hypothesis import strategies as st

from tests.backups import any_record
from zoomcore.domain.backups.class_records import PanelistRecord
from zoomcore.domain.backups.history_records import LicenseRequestRecord
from zoomcore.domain.backups.leaving_out import LeavingOut
from zoomcore.domain.backups.records import (
    CourseRecord,
    EnrollmentRecord,
    GuardRecord,
    ParticipantRecord,
    PersonRecord,
    Record,
)

BO = PersonRecord(id=7, name="Bo Chen", email="bo@uni.example")
MAYA = PersonRecord(id=8, name="Maya Okafor", email="maya@uni.example")
ZOOM_ID = "zoomuserofbochen12345x"


R = TypeVar("R", bound=Record)


def a_record(kind: type[R], **given: object) -> R:
    """The plainest there is."""
    plainest = find(any_record(kind, **{name: st.just(value) for name, value in given.items()}), lambda _one: True)
    assert isinstance(plainest, kind)
    return plainest


def row(name: str = "Bo Chen", **more: str) -> ParticipantRecord:
    return a_record(ParticipantRecord, **{"name": name, "email": "", "zoom_user_id": "", **more})


def left(*records: Record, others: Iterable[PersonRecord] = (MAYA,)) -> list[Record]:
    out = LeavingOut()
    out.goes(BO)
    for one in others:
        out.stays(one)
    return [kept for one in records if (kept := out.left_of(one)) is not None]


def in_course(person: int) -> tuple[Record, Record]:
    return a_record(CourseRecord), a_record(EnrollmentRecord, person_id=person)


def rows(records: list[Record]) -> list[Record]:
    return [one for one in records if isinstance(one, ParticipantRecord)]


def test_their_name_tells_of_them_in_their_own_courses_only():
    mine, other = row(), row(run="another")
    assert rows(left(*in_course(BO.id), mine)) == []
    assert rows(left(*in_course(MAYA.id), other)) == [other]
    assert rows(left(*in_course(BO.id), mine, *in_course(MAYA.id), other)) == [other]


@pytest.mark.parametrize(
    "other",
    [
        PersonRecord(id=9, name="bo chen", email="b@else.example"),
        PersonRecord(id=9, name="B", email=None, legal_name="Bo Chen"),
    ],
)
def test_a_name_that_others_bear_tells_of_nobody(other):
    assert rows(left(*in_course(BO.id), row(), others=(other,))) == [row()]


def test_one_row_with_both_tells_whose_a_zoom_id_is():
    both, later = row("Bobo", email="bo@uni.example", zoom_user_id=ZOOM_ID), row("Bobo", zoom_user_id=ZOOM_ID)
    assert rows(left(*in_course(MAYA.id), both, later)) == []


def test_what_stood_before_that_is_known_in_the_end():
    out = LeavingOut()
    out.goes(BO)
    out.left_of(
        a_record(LicenseRequestRecord, person=7, recipient=ZOOM_ID, recipient_name="Bo", donor="z", donor_name="D")
    )
    assert out.accounts == {ZOOM_ID}


def test_neither_a_panelist_nor_a_guard_of_theirs_comes_back():
    panelist = a_record(PanelistRecord, email="Bo@uni.example", name="Bo", person_id=None)
    both = row("Bobo", email="bo@uni.example", zoom_user_id=ZOOM_ID)
    guard = a_record(GuardRecord, key=ZOOM_ID)
    assert left(both, panelist, guard) == []


def test_where_nobody_was_erased_all_stays():
    record = row()
    assert LeavingOut().left_of(record) is record
