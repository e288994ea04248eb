"""Who a participant is: the strongest evidence wins, what contradicts itself settles nothing, a guess never earns."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.zoomcore.domain.attendance.rows import RUN, at, row
from zoomcore.domain.attendance.evidence import (
    Decision,
    Doubt,
    Enrolled,
    Evidence,
    JoinClick,
    KnownEvidence,
    Pile,
    Ruling,
)
from zoomcore.domain.attendance.gathering import gather
from zoomcore.domain.attendance.matching import match, shared_names

BO = Enrolled(person=1, name="Bo Chen", emails=frozenset({"bo@uni.example"}), zoom_user_id="Zbo")
ANA = Enrolled(person=2, name="Ana Ruiz", legal_name="Anastasia Ruiz", emails=frozenset({"ana@uni.example"}))
LI = Enrolled(person=3, name="Li Wei", emails=frozenset({"li.one@uni.example"}))
LI_TOO = Enrolled(person=4, name="Wei Li", emails=frozenset({"li.two@uni.example"}))
TUTOR = Enrolled(person=5, name="Kim Sato", emails=frozenset({"kim@uni.example"}), expected=False)
ROSTER = (BO, ANA, LI, LI_TOO, TUTOR)


def matched(*rows, known=None, roster=ROSTER):
    known = known or KnownEvidence()
    participants = gather(rows, [RUN], until=at(600), apart=shared_names(roster, known))
    return match(participants, roster, known)


def one(*rows, **more):
    (found,) = matched(*rows, **more)
    return found


def settled(*rows, **more):
    found = one(*rows, **more)
    return found.pile, found.people, found.evidence


def doubt(*rows, **more):
    found = one(*rows, **more)
    assert (found.pile, found.people, found.evidence) == (Pile.REVIEW, (), None)
    return found.doubt


def shown(name, *, frm=0, to=50, connection="1", **more):
    return row(name, frm, to, connection=connection, **more)


@pytest.mark.parametrize(
    ("shape", "evidence"),
    [
        ({"name": "x", "link": "Rbo"}, Evidence.REGISTRANT),
        ({"name": "x", "zoom": "Zbo"}, Evidence.ZOOM_USER),
        ({"name": "x", "email": "bo@uni.example"}, Evidence.EMAIL),
        ({"name": "bobby"}, Evidence.COURSE_ALIAS),
        ({"name": "Beau"}, Evidence.ALIAS),
        ({"name": "CHEN, Bo (he/him)"}, Evidence.NAME),
        # What is told is what was strongest.
        ({"name": "Bo Chen", "email": "bo@uni.example", "zoom": "Zbo", "link": "Rbo"}, Evidence.REGISTRANT),
        ({"name": "Bo Chen", "email": "bo@uni.example", "zoom": "Zbo"}, Evidence.ZOOM_USER),
        ({"name": "Bo Chen", "email": "bo@uni.example"}, Evidence.EMAIL),
        ({"name": "Bo Chen", "email": "bo@private.example"}, Evidence.NAME),
    ],
)
def test_each_kind_of_evidence_settles_and_the_strongest_is_told(shape, evidence):
    known = KnownEvidence(registrants={"Rbo": 1}, course_aliases={"bobby": 1}, aliases={"beau": frozenset({1, 99})})
    assert settled(shown(**shape), known=known) == (Pile.MATCHED, (1,), evidence)


def test_a_legal_name_is_a_name():
    assert settled(shown("Anastasia Ruiz")) == (Pile.MATCHED, (2,), Evidence.NAME)


def test_staff_are_matched_like_anybody():
    assert settled(shown("Kim Sato")) == (Pile.MATCHED, (5,), Evidence.NAME)


def test_a_student_called_like_a_member_of_staff_is_not_settled_by_name():
    double = replace(BO, person=6, name="Kim Sato", emails=frozenset())
    assert doubt(shown("Kim Sato"), roster=(*ROSTER, double)) is Doubt.SAME_NAME


def test_a_name_nobody_bears_and_part_of_a_name_are_unknown():
    assert doubt(shown("Robert Miller")) is Doubt.UNKNOWN
    assert doubt(shown("Bo")) is Doubt.UNKNOWN
    assert doubt(shown("iPhone")) is Doubt.UNKNOWN
    assert doubt(shown("")) is Doubt.UNKNOWN


@pytest.mark.parametrize(
    ("called", "shown_as"),
    [
        (("Wei", "Wei Ma"), "Wei"),
        (("Ana Ruiz", "Ana Ruiz Solís"), "Ana Ruiz"),
        (("佐藤", "佐藤 花子"), "佐藤"),
        (("김민준", "Minjun Kim"), "김민준"),
        (("김민준", "Minjun Kim"), "Minjun Kim"),
        (("陈波", "Bo Chen"), "陈波"),
    ],
)
def test_a_name_that_another_may_show_as_their_own_settles_nothing(called, shown_as):
    roster = tuple(Enrolled(person=number, name=name) for number, name in enumerate(called))
    assert doubt(shown(shown_as), roster=roster) is Doubt.SAME_NAME
    assert settled(shown(shown_as), roster=roster[:1] if called[0] == shown_as else roster[1:])[0] is Pile.MATCHED


def test_a_link_that_shows_the_name_of_another_called_nearly_the_same_settles_nothing():
    long = Enrolled(person=8, name="Ana Ruiz Solís")
    known = KnownEvidence(registrants={"Rlong": 8})
    assert doubt(shown("Ana Ruiz", link="Rlong"), known=known, roster=(*ROSTER, long)) is Doubt.CONTRADICTION


def test_a_single_word_does_not_speak_against_an_account():
    pair = (Enrolled(person=1, name="Wei"), Enrolled(person=2, name="Wei Ma", zoom_user_id="Zma"))
    assert settled(shown("Wei", zoom="Zma"), roster=pair) == (Pile.MATCHED, (2,), Evidence.ZOOM_USER)


def test_two_of_one_name_are_asked_about():
    first, second = matched(shown("Li Wei"), shown("Li Wei", connection="2"))
    assert first.doubt is second.doubt is Doubt.SAME_NAME


def test_a_name_in_brackets_after_a_number_is_no_number_of_anybody():
    assert doubt(shown("(2) Bo")) is Doubt.UNKNOWN


def test_two_devices_and_two_names_of_one_person_are_both_theirs():
    found = matched(shown("Bo Chen"), shown("x", connection="2", email="bo@uni.example"))
    assert [each.people for each in found] == [(1,), (1,)]


@pytest.mark.parametrize(
    "shape",
    [
        {"name": "Ana Ruiz", "link": "Rbo"},
        {"name": "Ana Ruiz", "zoom": "Zbo"},
        {"name": "Anastasia Ruiz", "email": "bo@uni.example"},
        {"name": "Li Wei", "link": "Rbo"},
        {"name": "x", "link": "Rbo", "email": "ana@uni.example"},
        {"name": "x", "zoom": "Zbo", "email": "ana@uni.example"},
        {"name": "x", "zoom": "Zstranger", "email": "bo@uni.example"},
        {"name": "Bo Chen", "zoom": "Zstranger"},
    ],
)
def test_evidence_that_contradicts_itself_settles_nothing(shape):
    known = KnownEvidence(registrants={"Rbo": 1}, strangers={"Zstranger": 77})
    assert doubt(shown(**shape), known=known) is Doubt.CONTRADICTION


def test_a_rename_from_one_of_the_roster_to_another_settles_nothing():
    assert doubt(shown("Bo Chen", to=10), shown("Ana Ruiz", frm=10)) is Doubt.CONTRADICTION


def test_a_rename_from_nobody_s_name_to_somebody_s_is_that_somebody():
    assert settled(shown("Guest", to=10), shown("Bo Chen", frm=10)) == (Pile.MATCHED, (1,), Evidence.NAME)


def test_two_people_at_once_on_one_link_settle_nothing():
    known = KnownEvidence(registrants={"Rbo": 1})
    rows = shown("Bo Chen", link="Rbo"), shown("Cousin", link="Rbo", connection="2")
    assert doubt(*rows, known=known) is Doubt.SHARED_LINK


def test_two_devices_of_one_person_on_one_link_are_theirs():
    known = KnownEvidence(registrants={"Rbo": 1})
    rows = shown("Bo Chen", link="Rbo"), shown("iPhone von Bo", link="Rbo", connection="2")
    assert settled(*rows, known=known) == (Pile.MATCHED, (1,), Evidence.REGISTRANT)


def test_a_known_person_who_is_not_in_the_course_is_named_and_earns_nothing():
    known = KnownEvidence(strangers={"eve@uni.example": 77}, registrants={"Rgone": 88})
    assert settled(shown("Eve", email="eve@uni.example"), known=known) == (Pile.NOT_ENROLLED, (77,), Evidence.EMAIL)
    assert settled(shown("Gone", link="Rgone"), known=known) == (Pile.NOT_ENROLLED, (88,), Evidence.REGISTRANT)


@pytest.mark.parametrize("shape", [{}, {"link": "Rbo"}, {"email": "bo@uni.example"}, {"zoom": "Zbo"}])
def test_a_note_taker_is_set_aside_whatever_link_it_came_by(shape):
    known = KnownEvidence(registrants={"Rbo": 1}, course_aliases={"ai bos otter": 1})
    assert settled(shown("Bo's Otter.ai", **shape), known=known) == (Pile.SET_ASIDE, (), None)


def test_a_person_who_plays_a_note_taker_is_asked_about():
    assert doubt(shown("Bo Chen", to=10), shown("Otter.ai", frm=10)) is Doubt.CONTRADICTION


@pytest.mark.parametrize("known", [{"course_aliases": {"bo chen": 2}}, {"aliases": {"bo chen": frozenset({2})}}])
def test_an_alias_gives_way_to_nobody_and_takes_nobody_s_name(known):
    assert doubt(shown("Bo Chen"), known=KnownEvidence(**known)) is Doubt.SAME_NAME


def test_an_alias_of_one_of_two_namesakes_settles_nothing():
    assert doubt(shown("Li Wei"), known=KnownEvidence(course_aliases={"li wei": 3})) is Doubt.SAME_NAME


def test_an_alias_of_two_people_of_the_course_settles_nothing():
    assert doubt(shown("bobby"), known=KnownEvidence(aliases={"bobby": frozenset({1, 2})})) is Doubt.SAME_NAME


def test_the_course_s_alias_goes_before_those_from_elsewhere():
    known = KnownEvidence(course_aliases={"bobby": 1}, aliases={"bobby": frozenset({1, 2})})
    assert settled(shown("bobby"), known=known) == (Pile.MATCHED, (1,), Evidence.COURSE_ALIAS)


def test_an_alias_of_somebody_who_left_the_course_settles_nothing():
    known = KnownEvidence(course_aliases={"bobby": 99}, aliases={"beau": frozenset({99})})
    assert doubt(shown("bobby"), known=known) is Doubt.UNKNOWN
    assert doubt(shown("beau"), known=known) is Doubt.UNKNOWN


def clicked(*told):
    return KnownEvidence(clicks=tuple(JoinClick(person=person, at=at(minute)) for person, minute in told))


def test_of_two_namesakes_the_one_who_pressed_join_minutes_before_came():
    first, second = matched(
        shown("Li Wei", frm=0), shown("Li Wei", frm=9, connection="2"), known=clicked((3, -1), (4, 8))
    )
    assert [(first.people, first.evidence), (second.people, second.evidence)] == [
        ((3,), Evidence.CLICK),
        ((4,), Evidence.CLICK),
    ]


@pytest.mark.parametrize(
    "told",
    [
        [],
        [(3, -6)],
        [(3, 1)],
        [(3, -1), (4, -2)],
        [(1, -1)],
    ],
    ids=["none", "too early", "after", "both", "another name"],
)
def test_a_click_that_is_not_theirs_alone_and_near_settles_nothing(told):
    assert doubt(shown("Li Wei"), known=clicked(*told)) is Doubt.SAME_NAME


def test_one_click_does_not_explain_two_arrivals():
    found = matched(shown("Li Wei", frm=0), shown("Li Wei", frm=2, connection="2"), known=clicked((3, -1)))
    assert {each.doubt for each in found} == {Doubt.SAME_NAME}


def test_a_click_that_an_arrival_by_account_explains_says_nothing_about_another():
    rows = shown("Li", email="li.one@uni.example"), shown("Li Wei", connection="2")
    by_account, by_name = sorted(
        matched(*rows, known=clicked((3, -1))), key=lambda each: len(each.people), reverse=True
    )
    assert (by_account.people, by_account.evidence) == ((3,), Evidence.EMAIL)
    assert by_name.doubt is Doubt.SAME_NAME


def test_a_namesake_who_may_be_back_again_is_not_settled_by_another_s_click():
    found = matched(
        shown("Li Wei", frm=0, to=10), shown("Li Wei", frm=20, connection="2"), known=clicked((3, -1), (4, 19))
    )
    assert [each.people for each in found] == [(3,), ()]


def test_where_very_many_bear_one_name_nobody_is_told_apart_by_clicks():
    rows = [shown("Li Wei", frm=number / 10, connection=str(number)) for number in range(300)]
    found = matched(*rows, known=clicked((3, -1), (4, 20)))
    assert {each.doubt for each in found} == {Doubt.SAME_NAME}


def decided(key, *people, ruling=Ruling.PERSON):
    return KnownEvidence(decisions={key: Decision(ruling=ruling, people=people)}, registrants={"Rbo": 1})


def test_a_decision_goes_before_everything():
    assert settled(shown("Ana Ruiz", link="Rbo"), known=decided("r:Rbo", 2)) == (Pile.MATCHED, (2,), Evidence.DECISION)
    assert settled(shown("Otter.ai"), known=decided("t:ai otter", 1)) == (Pile.MATCHED, (1,), Evidence.DECISION)
    both = decided("r:Rbo", 1, 2, ruling=Ruling.SHARED)
    assert settled(shown("x", link="Rbo"), known=both) == (Pile.MATCHED, (1, 2), Evidence.DECISION)
    nobody = decided("r:Rbo", ruling=Ruling.NOT_A_STUDENT)
    assert settled(shown("Bo Chen", link="Rbo"), known=nobody) == (Pile.SET_ASIDE, (), Evidence.DECISION)


def test_a_decision_for_somebody_struck_off_earns_nothing():
    assert settled(shown("bobby"), known=decided("n:bobby", 99)) == (Pile.NOT_ENROLLED, (99,), Evidence.DECISION)


def test_a_decision_stays_found_when_a_later_row_brings_an_e_mail():
    late = shown("bobby", email="b@private.example")
    assert settled(shown("bobby"), late, known=decided("n:bobby", 1)) == (Pile.MATCHED, (1,), Evidence.DECISION)


def test_a_decision_about_a_bare_telephone_stays_found_too():
    key = one(shown("iPhone")).participant.key
    late = shown("iPhone", email="b@private.example")
    assert settled(shown("iPhone"), late, known=decided(key, 1)) == (Pile.MATCHED, (1,), Evidence.DECISION)


def test_a_decision_about_a_name_is_not_for_another_of_that_name():
    rows = shown("Li"), shown("Li", connection="2", email="l@private.example"), shown("Li", connection="3", zoom="Z9")
    found = {each.participant.key: each.people for each in matched(*rows, known=decided("n:li", 3))}
    assert found == {"n:li": (3,), "e:l@private.example": (), "z:Z9": ()}
    alone = {each.participant.key: each.people for each in matched(*rows[1:], known=decided("n:li", 3))}
    assert alone == {"e:l@private.example": (), "z:Z9": ()}


def test_decisions_that_a_later_row_ties_together_are_asked_about_where_they_disagree():
    known = KnownEvidence(
        decisions={
            "z:Z9": Decision(ruling=Ruling.PERSON, people=(1,)),
            "e:l@x.example": Decision(ruling=Ruling.PERSON, people=(2,)),
        }
    )
    assert doubt(shown("x", zoom="Z9", email="l@x.example"), known=known) is Doubt.CONTRADICTION


def test_names_that_tell_people_not_apart_are_told_to_gathering():
    known = KnownEvidence(course_aliases={"bo chen": 2, "bobby": 1}, aliases={"beau": frozenset({1, 2})})
    assert shared_names(ROSTER, known) == {"li wei", "bo chen", "beau"}


ROWS = st.builds(
    lambda name, minute, connection, ids: row(name, minute, minute + 5, connection=connection, **ids),
    st.sampled_from(["Bo Chen", "Li Wei", "Ana Ruiz", "bobby", "iPhone", "Otter.ai", "Mum"]),
    st.integers(0, 50),
    st.sampled_from([str(number) for number in range(8)]),
    st.sampled_from([{}, {}, {"link": "Rbo"}, {"zoom": "Zbo"}, {"email": "ana@uni.example"}, {"email": "e@x.example"}]),
)
KNOWN = KnownEvidence(
    registrants={"Rbo": 1},
    course_aliases={"bobby": 1},
    strangers={"e@x.example": 77},
    clicks=tuple(JoinClick(person=person, at=at(minute)) for person, minute in [(3, 0), (4, 20), (1, 3)]),
)


@given(st.lists(ROWS, max_size=10))
def test_everybody_is_put_somewhere_and_only_the_matched_have_evidence_of_the_roster(rows):
    people = {each.person for each in ROSTER}
    for found in matched(*rows, known=KNOWN):
        match found.pile:
            case Pile.MATCHED:
                assert found.people
                assert set(found.people) <= people
                assert found.evidence is not None
            case Pile.REVIEW:
                assert (found.people, found.evidence) == ((), None)
                assert found.doubt is not None
            case Pile.NOT_ENROLLED:
                assert not set(found.people) & people
            case Pile.SET_ASIDE:
                assert found.people == ()


@given(st.lists(ROWS, max_size=8), st.randoms())
def test_the_order_of_roster_and_rows_makes_no_difference(rows, random):
    roster = list(ROSTER)
    random.shuffle(roster)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert matched(*rows, known=KNOWN) == matched(*shuffled, known=KNOWN, roster=tuple(roster))
