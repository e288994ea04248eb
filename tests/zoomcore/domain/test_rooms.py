"""Who sits in which room, whatever happens to the course."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.people import Role
from zoomcore.domain.rooms import (
    LONGEST_ROOM_NAME,
    Layout,
    RoomPattern,
    RoomPlan,
    Sitter,
    arranged,
    laid_out,
    read_list,
)


def sitter(number, section="", *, role=Role.STUDENT, email=None):
    mail = f"p{number}@uni.example" if email is None else email
    return Sitter(person_id=number, name=f"P {number}", email=mail, role=role, section=section)


def plan(pattern, **changes):
    return RoomPlan(meeting_id=1, pattern=pattern, **changes)


def sizes(found):
    return sorted([list(found.seats.values()).count(room) for room in found.rooms])


def test_one_room_a_section_in_the_order_people_count():
    people = [sitter(1, "Group 10"), sitter(2, "Group 2"), sitter(3), sitter(4, "Group 2", role=Role.ASSISTANT)]
    found = arranged(plan(RoomPattern.SECTIONS), people)
    assert (found.rooms, found.seats) == (("Group 2", "Group 10"), {1: "Group 10", 2: "Group 2"})
    assert laid_out(found, people).unseated == ("P 3",)


def test_who_changes_section_changes_room():
    found = arranged(plan(RoomPattern.SECTIONS), [sitter(1, "A"), sitter(2, "B")])
    assert arranged(found, [sitter(1, "B"), sitter(2, "B")]).seats == {1: "B", 2: "B"}


def test_groups_are_as_even_as_they_can_be():
    assert sizes(arranged(plan(RoomPattern.GROUPS, size=4), [sitter(number) for number in range(10)])) == [3, 3, 4]


@given(first=st.sets(st.integers(0, 60), min_size=1), later=st.sets(st.integers(0, 60)), size=st.integers(1, 9))
def test_groups_once_drawn_keep_whom_they_have_and_newcomers_fill_the_smallest(first, later, size):
    drawn = arranged(plan(RoomPattern.GROUPS, size=size), [sitter(one) for one in first])
    after = arranged(drawn, [sitter(one) for one in sorted(later)])
    stayed = first & later
    assert {one: after.seats[one] for one in stayed} == {one: drawn.seats[one] for one in stayed}
    assert (set(after.seats), after.rooms) == (later, drawn.rooms)
    counts, before = (
        sizes(after),
        sizes(
            RoomPlan(
                meeting_id=1,
                pattern=RoomPattern.GROUPS,
                rooms=drawn.rooms,
                seats={one: drawn.seats[one] for one in stayed},
            )
        ),
    )
    assert max(counts) <= max(*before, min(counts) + 1)
    assert arranged(after, [sitter(one) for one in sorted(later)]) == after


def test_a_list_loses_who_left_and_gains_nobody():
    listed = plan(RoomPattern.LIST, rooms=("A", "B"), seats={1: "A", 2: "B"})
    people = [sitter(2), sitter(3)]
    found = arranged(listed, people)
    assert (found.rooms, found.seats) == (("A", "B"), {2: "B"})
    assert laid_out(found, people).unseated == ("P 3",)


def test_who_has_no_e_mail_is_named_and_not_sent():
    people = [sitter(1, "A", email=""), sitter(2, "A")]
    layout = laid_out(arranged(plan(RoomPattern.SECTIONS), people), people)
    assert (layout.rooms, layout.nameless) == ((("A", ("p2@uni.example",)),), ("P 1",))


def test_a_long_section_is_cut_to_what_a_room_may_be_called():
    (room,) = arranged(plan(RoomPattern.SECTIONS), [sitter(1, "x" * 50)]).rooms
    assert len(room) == LONGEST_ROOM_NAME


def test_the_mark_tells_rooms_apart_but_not_their_order():
    one = Layout(rooms=(("A", ("a", "b")), ("B", ("c",))), names=(), unseated=(), nameless=())
    same = Layout(rooms=(("B", ("c",)), ("A", ("b", "a"))), names=(), unseated=(), nameless=())
    other = Layout(rooms=(("A", ("a",)), ("B", ("b", "c"))), names=(), unseated=(), nameless=())
    assert one.mark == same.mark != other.mark
    assert Layout(rooms=(("A", ()),), names=(), unseated=(), nameless=()).mark == ""


def test_a_list_is_read_by_lines_and_semicolons():
    assert read_list("A: bo@x.example, cy@x.example; Team B: di@x.example\n\n") == (
        ("A", ("bo@x.example", "cy@x.example")),
        ("Team B", ("di@x.example",)),
    )


@pytest.mark.parametrize("text", ["A", "A:", ": bo@x.example", "A bo@x.example"])
def test_a_line_without_a_name_or_people_is_no_room(text):
    with pytest.raises(ValueError, match=r".+"):
        read_list(text)
