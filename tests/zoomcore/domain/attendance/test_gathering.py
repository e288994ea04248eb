"""Rows as Zoom told them become participants: nothing is counted twice, nothing is lost, nobody is mixed up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.zoomcore.domain.attendance.rows import RUN, at, row, spans, webhook
from zoomcore.domain.attendance.evidence import HeldRun, Where
from zoomcore.domain.attendance.gathering import gather
from zoomcore.domain.attendance.intervals import total, union

UNTIL = at(600)


def gathered(*rows, runs=(RUN,), until=UNTIL, apart=frozenset()):
    return gather(rows, runs, until=until, apart=apart)


def only(*rows, **more):
    (one,) = gathered(*rows, **more)
    return one


def test_a_report_row_is_a_stay():
    one = only(row("Bo Chen", 0, 50, email="bo@uni.example", connection="1"))
    assert (one.key, one.names, one.email, spans(one.stays)) == (
        "e:bo@uni.example",
        ("Bo Chen",),
        "bo@uni.example",
        [(0, 50)],
    )
    assert one.arrived_at == at(0)


def test_webhooks_in_any_order_and_repeated_make_one_stay():
    joined, left = webhook("Bo", joined=5, connection="1"), webhook("Bo", left=40, connection="1")
    for told in ([joined, left], [left, joined], [left, joined, joined, left, joined]):
        assert spans(only(*told).stays) == [(5, 40)]


def test_a_rejoin_is_another_connection_and_the_gap_is_no_presence():
    one = only(
        row("Bo", 0, 10, connection="1", email="b@x.example"), row("Bo", 20, 50, connection="2", email="b@x.example")
    )
    assert spans(one.stays) == [(0, 10), (20, 50)]
    assert one.together == 1


def test_webhook_and_report_of_one_connection_are_one_participant_and_one_stay():
    one = only(
        webhook("Robert", joined=0, connection="1"),
        webhook("Robert", left=30, connection="1"),
        row("Bo Chen", 0, 30, connection="1", email="bo@uni.example"),
    )
    assert spans(one.stays) == [(0, 30)]
    assert set(one.names) == {"Bo Chen", "Robert"}
    assert one.together == 1


def test_an_open_stay_ends_with_the_report_s_row_of_its_connection():
    one = only(webhook("Bo", joined=2, connection="1"), row("Bo", 1, 30, connection="1"))
    assert spans(one.stays) == [(1, 30)]


def test_an_open_stay_without_such_a_row_ends_with_one_that_began_with_it():
    one = only(
        webhook("Bo", joined=2, connection="1", email="b@x.example"),
        row("Bo", 2, 30, connection="", email="b@x.example"),
    )
    assert spans(one.stays) == [(2, 30)]


def test_an_open_stay_ends_with_its_run_and_while_it_runs_now():
    joined = webhook("Bo", joined=2, connection="1")
    assert spans(only(joined).stays) == [(2, 60)]
    assert spans(only(joined, runs=[replace(RUN, ended_at=None)], until=at(20)).stays) == [(2, 20)]


def test_a_leaving_alone_is_no_stay_and_still_a_sign():
    one = only(webhook("Bo", left=30, connection="1"))
    assert one.stays == ()
    assert one.arrived_at == at(30)


def test_a_late_leaving_after_a_rejoin_loses_nothing():
    told = [webhook("Bo", joined=0), webhook("Bo", joined=10), webhook("Bo", left=12), webhook("Bo", left=50)]
    assert spans(only(*told).stays) == [(0, 50)]


def test_walking_between_breakout_rooms_leaves_no_gap():
    told = [
        webhook("Bo", joined=0, connection="1", where=Where.BREAKOUT),
        webhook("Bo", left=10, connection="1", where=Where.BREAKOUT),
        webhook("Bo", joined=10, connection="1", where=Where.BREAKOUT),
        webhook("Bo", left=25, connection="1", where=Where.BREAKOUT),
    ]
    assert spans(only(*told).stays) == [(0, 25)]


def test_a_breakout_room_is_in_the_meeting_and_the_waiting_room_is_not():
    one = only(
        row("Bo", 0, 10, connection="1", where=Where.WAITING_ROOM),
        row("Bo", 10, 20, connection="1"),
        row("Bo", 20, 40, connection="1", where=Where.BREAKOUT),
    )
    assert (spans(one.waits), spans(one.stays)) == ([(0, 10)], [(10, 40)])


def test_waiting_before_the_run_is_an_arrival():
    one = only(row("Bo", -20, 1, connection="1", where=Where.WAITING_ROOM), row("Bo", 1, 40, connection="1"))
    assert one.arrived_at == at(-20)


def test_a_wait_without_an_end_lasts_until_admission():
    one = only(
        webhook("Bo", joined=0, connection="1", where=Where.WAITING_ROOM),
        webhook("Bo", joined=7, connection="1"),
        webhook("Bo", left=50, connection="1"),
    )
    assert (spans(one.waits), spans(one.stays)) == ([(0, 7)], [(7, 50)])


@pytest.mark.parametrize("ends", [10, 4], ids=["no length", "left before it came"])
def test_a_row_without_length_is_no_stay_but_an_arrival(ends):
    one = only(row("Bo", 10, ends, connection="1"))
    assert (one.stays, one.arrived_at) == ((), at(10))


def test_rows_of_another_day_add_nothing_and_are_still_listed():
    day = 24 * 60
    one = only(row("Bo", day, day + 50, connection="1"))
    assert (one.names, one.stays, one.arrived_at) == (("Bo",), (), None)


def test_a_stay_is_clipped_to_its_run():
    assert spans(only(row("Bo", -30, 90, connection="1")).stays) == [(0, 60)]


def test_rows_of_a_run_that_is_not_given_are_not_looked_at():
    assert gathered(replace(row("Bo", 0, 10), run="another")) == ()


def test_restarts_of_a_class_are_one_presence():
    again = HeldRun(uuid="again", started_at=at(70), ended_at=at(90))
    one = only(
        row("Bo", 0, 60, connection="1", email="b@x.example"),
        replace(row("Bo", 70, 90, connection="1", email="b@x.example"), run="again"),
        runs=(RUN, again),
    )
    assert spans(one.stays) == [(0, 60), (70, 90)]


def test_two_devices_of_one_account_are_one_participant():
    one = only(row("Bo", 0, 50, connection="1", zoom="Z"), row("iPhone", 10, 60, connection="2", zoom="Z"))
    assert (one.key, spans(one.stays), one.together, one.crowded) == ("z:Z", [(0, 60)], 2, False)


def test_two_names_at_once_on_one_link_are_a_crowd():
    one = only(row("Bo Chen", 0, 50, connection="1", link="R"), row("Mum", 10, 60, connection="2", link="R"))
    assert (one.together, one.crowded) == (2, True)


def test_one_after_another_on_one_link_is_no_crowd():
    one = only(row("Bo Chen", 0, 10, connection="1", link="R"), row("Mum", 10, 60, connection="2", link="R"))
    assert (one.together, one.crowded) == (1, False)


def test_a_device_s_own_name_beside_a_person_s_is_no_crowd():
    one = only(row("Bo Chen", 0, 50, connection="1", link="R"), row("Bo's iPad", 10, 60, connection="2", link="R"))
    assert (one.together, one.crowded) == (2, False)


def test_two_sources_that_tell_of_one_stay_are_no_crowd():
    one = only(
        webhook("Robert", joined=0, connection="1", link="R"),
        webhook("Robert", left=50, connection="1", link="R"),
        row("Bo Chen", 0, 50, connection="", link="R"),
    )
    assert (one.together, one.crowded) == (1, False)


def test_rows_without_any_id_are_joined_by_their_name():
    one = only(row("Bo Chen", 0, 10, connection="1"), row("chen, bo (he/him)", 20, 30, connection="2"))
    assert (one.key, spans(one.stays)) == ("n:bo chen", [(0, 10), (20, 30)])


def test_a_row_without_an_id_never_joins_one_that_has():
    found = gathered(row("Li", 0, 10, connection="1", email="li@x.example"), row("Li", 20, 30, connection="2"))
    assert [one.key for one in found] == ["e:li@x.example", "n:li"]


def test_two_ids_under_one_name_stay_apart_and_so_does_a_row_of_that_name_alone():
    found = gathered(
        row("Li", 0, 10, connection="1", email="a@x.example"),
        row("Li", 0, 10, connection="2", email="b@x.example"),
        row("Li", 0, 10, connection="3"),
    )
    assert [one.key for one in found] == ["e:a@x.example", "e:b@x.example", "n:li"]


def test_names_that_tell_nobody_apart_join_nothing():
    assert len(gathered(row("iPhone", 0, 10, connection="1"), row("iPhone", 0, 10, connection="2"))) == 2


def test_names_borne_by_several_join_nothing():
    found = gathered(row("Li Wei", 0, 9, connection="1"), row("Li Wei", 0, 9, connection="2"), apart={"li wei"})
    assert [one.key for one in found] == [f"c:{RUN.uuid}/1", f"c:{RUN.uuid}/2"]


def test_a_rename_does_not_join_strangers_through_a_common_name():
    found = gathered(
        row("Ana", 0, 10, connection="1"),
        row("Bo Chen", 0, 10, connection="1"),
        row("Ana", 20, 30, connection="2"),
    )
    assert [(one.key, spans(one.stays)) for one in found] == [("n:ana", [(20, 30)]), ("n:ana|bo chen", [(0, 10)])]


def test_a_note_taker_on_a_student_s_link_is_not_the_student():
    found = gathered(
        row("Bo Chen", 0, 10, connection="1", link="R"), row("Bo's Otter.ai", 0, 60, connection="2", link="R")
    )
    assert [(one.key, spans(one.stays)) for one in found] == [("r:R", [(0, 10)]), ("t:ai bos otter", [(0, 60)])]


def test_a_key_that_grew_stronger_still_answers_to_the_old_ones():
    before = only(webhook("iPhone", joined=0, connection="1"))
    after = only(webhook("iPhone", joined=0, connection="1"), row("iPhone", 0, 9, connection="1", email="b@x.example"))
    assert after.key == "e:b@x.example"
    assert before.key in after.keys


def test_five_thousand_at_once_on_one_link_are_one_participant():
    one = only(*(row(f"Bo {number % 7}", 0, 50, connection=str(number), link="R") for number in range(5_000)))
    assert (one.together, one.crowded, spans(one.stays)) == (5_000, True, [(0, 50)])


def built(name, connection, email, link, times, where):
    return row(name, min(times), max(times), connection=connection, email=email, link=link, where=where)


PEOPLE = ["Bo Chen", "Li", "iPhone", "Ana Ruiz"]
ROWS = st.builds(
    built,
    st.sampled_from([*PEOPLE, "Bo's Otter.ai"]),
    st.sampled_from(["1", "2", "3", "4"]),
    st.sampled_from(["", "", "b@x.example", "l@x.example"]),
    st.sampled_from(["", "", "R", "S"]),
    st.tuples(st.integers(-30, 90), st.integers(-30, 90)),
    st.sampled_from(list(Where)),
)


@given(st.lists(ROWS, max_size=12), st.randoms())
def test_order_and_repetition_of_rows_make_no_difference(rows, random):
    shuffled = rows + random.sample(rows, len(rows) // 2)
    random.shuffle(shuffled)
    assert gathered(*rows) == gathered(*shuffled)


@given(st.lists(ROWS, max_size=8), st.integers(-30, 90))
def test_splitting_rows_makes_no_difference(rows, minute):
    halves = []
    for one in rows:
        if one.joined_at < at(minute) < one.left_at:
            halves += [replace(one, left_at=at(minute)), replace(one, joined_at=at(minute))]
        else:
            halves.append(one)
    whole, split = gathered(*rows), gathered(*halves)
    assert [(one.key, one.stays, one.waits, one.crowded) for one in whole] == [
        (one.key, one.stays, one.waits, one.crowded) for one in split
    ]


@given(st.lists(ROWS, max_size=10), ROWS.filter(lambda one: one.name in PEOPLE))
def test_a_whole_row_more_never_lowers_anybody_s_time(rows, more):
    before, after = gathered(*rows), gathered(*rows, more)
    for one in before:
        # It may be part of a larger participant now, or in two: a connection that got an id leaves those of its name.
        if one.key.startswith("t:"):
            continue
        found = union(stay for two in after if _same(one, two) for stay in two.stays)
        assert total(one.stays) <= total(found)


def _same(one, two):
    shared = {key for key in one.keys if key[0] in "czre"} & set(two.keys)
    return bool(shared) or one.key == two.key


@given(st.lists(ROWS, max_size=10))
def test_stays_lie_within_the_run_in_order_and_apart(rows):
    for one in gathered(*rows):
        edges = [edge for stay in one.stays for edge in (stay.start, stay.end)]
        assert edges == sorted(set(edges))
        assert all(RUN.started_at <= edge <= RUN.ended_at for edge in edges)


@given(st.lists(ROWS, max_size=10))
def test_every_key_leads_to_one_participant(rows):
    found = gathered(*rows)
    assert len({one.key for one in found}) == len(found)
    ids = [key for one in found for key in one.keys if key[0] in "czre"]
    assert len(ids) == len(set(ids))
