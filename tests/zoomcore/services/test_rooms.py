"""Breakout rooms, planned by one line and kept true to the course's people."""

import pytest

from tests.school import a_school, text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.commands.wishes.rooms import SetRooms
from zoomcore.commands.wishes.sync import RecreateMeeting
from zoomcore.domain.people import Role
from zoomcore.domain.room_work import FollowRosters
from zoomcore.domain.rooms import RoomPattern, mark_of
from zoomcore.views import Form, Tone
from zoomcore.workflows.rooms.sending import follow_rosters

SEATED = {"A": {"bo@uni.example"}, "B": {"maya@uni.example"}}


@pytest.fixture
async def school():
    async with a_school() as one:
        await one.say("ana", 'new "Lab" tomorrow 3pm')
        yield one


async def with_sections(school):
    await school.say("ana", "course people MATH201 add bo@uni.example section A")
    await school.say("ana", "course people MATH201 add maya@uni.example section B")


def rooms(school):
    (meeting,) = school.at_zoom()
    return {one["name"]: set(one["participants"]) for one in meeting.settings["breakout_room"].get("rooms", [])}


async def a_round(school):
    await school.later(hours=7)
    await follow_rosters(FollowRosters(), school.tools)
    await school.settle()


def patches(school):
    return [one for one in school.sandbox.requests if one.method == "PATCH"]


async def test_one_line_makes_a_room_of_each_section(school):
    await with_sections(school)
    done = await school.say("ana", "rooms MATH201 from sections")
    assert rooms(school) == SEATED
    assert done.view.tone is Tone.GOOD
    assert "Bo Chen" in text(done)
    (sent,) = patches(school)
    assert sent.request_body == {
        "settings": {
            "breakout_room": {
                "enable": True,
                "rooms": [
                    {"name": "A", "participants": ["bo@uni.example"]},
                    {"name": "B", "participants": ["maya@uni.example"]},
                ],
            }
        }
    }


async def test_random_groups_stay_as_drawn_when_asked_for_again(school):
    await school.say("ana", "rooms in groups of 1")
    drawn = rooms(school)
    assert sorted(map(sorted, drawn.values())) == [["bo@uni.example"], ["maya@uni.example"]]
    for _again in range(3):
        await school.say("ana", "rooms in groups of 1")
    assert (rooms(school), len(patches(school))) == (drawn, 1)


async def test_a_list_says_who_sits_where(school):
    await school.say("ana", "rooms A: bo@uni.example; B: @maya")
    assert rooms(school) == SEATED


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("rooms Seminar from sections", ["A"]),
        ("rooms Seminar in groups of 1", ["Room 1"]),
        ("rooms Seminar random 1", ["Room 1"]),
        ("rooms Seminar random groups of 1 each", ["Room 1"]),
        ("rooms by 1 per room Seminar", ["Room 1"]),
    ],
)
async def test_a_class_of_one_section_has_rooms_for_its_people_alone(school, line, names):
    await with_sections(school)
    await school.say("ana", 'new "Seminar" tomorrow 5pm section a')
    done = await school.say("ana", line)
    (seminar,) = [one for one in school.at_zoom() if one.topic == "Seminar"]
    made = [(one["name"], one["participants"]) for one in seminar.settings["breakout_room"]["rooms"]]
    assert made == [(name, ["bo@uni.example"]) for name in names]
    assert "Maya" not in text(done)


async def test_groups_of_a_section_without_people_are_refused_by_its_name(school):
    await school.say("ana", 'new "Seminar" tomorrow 5pm section C')
    assert "Nobody is in section C yet." in text(await school.say("ana", "rooms Seminar in groups of 2"))


async def test_nobody_of_another_section_is_seated_by_a_list(school):
    await with_sections(school)
    await school.say("ana", 'new "Seminar" tomorrow 5pm section A')
    told = text(await school.say("ana", "rooms Seminar One: bo@uni.example, maya@uni.example"))
    assert "Not in section A of MATH201: maya@uni.example." in told
    assert (await school.rows())["room_plan"] == 0


async def test_rooms_follow_who_comes_and_who_leaves(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    await school.say("ana", "course people MATH201 add jose@uni.example section B")
    await school.say("ana", "course people MATH201 remove bo@uni.example")
    await school.later(minutes=5)
    assert rooms(school) == {"B": {"maya@uni.example", "jose@uni.example"}}
    assert len(patches(school)) == 2, "what changes within two minutes is carried together"


async def test_a_change_that_nobody_told_of_is_found_by_itself(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    async with school.store.unit() as unit:
        await unit.courses.leave(school.math.id, school.ids["bo"])
    await a_round(school)
    assert rooms(school) == {"B": {"maya@uni.example"}}


async def test_people_who_change_nothing_about_the_rooms_cost_no_call(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    await school.say("ana", "course people MATH201 add li@uni.example as instructor")
    await a_round(school)
    assert len(patches(school)) == 1


async def test_no_other_edit_wipes_the_rooms(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    await school.say("ana", "move Lab to 16:00")
    await school.say("ana", 'move Lab topic "Lab two"')
    assert rooms(school) == SEATED
    assert all("breakout_room" not in one.request_body.get("settings", {}) for one in patches(school)[1:])


async def test_rooms_are_switched_off_and_back_on_by_undo(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    gone = await school.say("ana", "rooms off")
    assert rooms(school) == {}
    await school.press("Undo", on=gone, by="ana")
    assert rooms(school) == SEATED


async def test_groups_come_back_by_undo_as_they_were_drawn(school):
    await school.say("ana", "rooms in groups of 1")
    drawn = rooms(school)
    gone = await school.say("ana", "rooms off")
    await school.press("Undo", on=gone, by="ana")
    assert rooms(school) == drawn


async def test_undo_puts_the_plan_back_as_it_was_who_has_no_email_too(school):
    async with school.store.unit() as unit:
        nobody = await unit.people.add(name="No Mail", email="", zone="Europe/Madrid")
        await unit.courses.enroll(school.math.id, nobody.id, Role.STUDENT)
    await school.say("ana", "rooms in groups of 1")
    async with school.store.reading() as unit:
        before = await unit.rooms.find(1)
    changed = await school.say("ana", "rooms A: bo@uni.example, maya@uni.example")
    await school.press("Undo", on=changed, by="ana")
    async with school.store.reading() as unit:
        after = await unit.rooms.find(1)
    assert (after.pattern, after.size, after.rooms, after.seats) == (
        before.pattern,
        before.size,
        before.rooms,
        before.seats,
    )
    # Groups again, not the list they were: who comes later joins the smallest.
    await school.say("ana", "course people MATH201 add jose@uni.example")
    await school.later(minutes=5)
    assert any("jose@uni.example" in people for people in rooms(school).values())


async def test_rooms_that_were_switched_off_stay_off_in_a_class_made_anew(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    (meeting,) = school.at_zoom()
    # What was read of Zoom tells of rooms.
    await school.say("ana", "set Lab mute")
    await school.say("ana", "rooms off")
    school.sandbox.portal.delete(meeting.id)
    await school.hear_zoom()
    await school.wish("ana", RecreateMeeting(target=Target(meeting=1)))
    assert rooms(school) == {}


async def test_a_class_made_anew_is_asked_for_without_rooms_and_given_them_once(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    (meeting,) = school.at_zoom()
    await school.say("ana", "set Lab mute")
    school.sandbox.portal.delete(meeting.id)
    await school.hear_zoom()
    await school.wish("ana", RecreateMeeting(target=Target(meeting=1)))
    made = [one for one in school.sandbox.requests if one.method == "POST" and one.path.endswith("/meetings")][-1]
    assert "breakout_room" not in made.request_body["settings"]
    assert rooms(school) == SEATED


# Rooms that somebody made in Zoom's portal.

PORTAL = {"Red": {"maya@uni.example", "dean@else.example"}}


def in_portal(school, **rooms):
    (meeting,) = school.at_zoom()
    made = [{"name": name, "participants": sorted(people)} for name, people in (rooms or PORTAL).items()]
    meeting.settings["breakout_room"] = {"enable": True, "rooms": made}


async def test_rooms_from_the_portal_are_not_replaced_but_asked_about(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    in_portal(school)
    asked = await school.say("ana", "rooms in groups of 1")
    assert (asked.view.tone, rooms(school)) == (Tone.ASK, PORTAL)
    assert "dean@else.example, Maya Okafor" in text(asked)
    await school.press("Replace them", on=asked, by="ana")
    assert sorted(map(sorted, rooms(school).values())) == [["bo@uni.example"], ["maya@uni.example"]]


async def test_a_first_plan_asks_before_it_replaces_rooms_from_the_portal(school):
    await with_sections(school)
    in_portal(school)
    asked = await school.say("ana", "rooms from sections")
    assert (asked.view.tone, rooms(school)) == (Tone.ASK, PORTAL)
    off = await school.say("ana", "rooms off")
    assert (off.view.tone, rooms(school)) == (Tone.ASK, PORTAL)


async def test_rooms_from_the_portal_that_are_kept_are_left_alone_until_somebody_plans_others(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    in_portal(school)
    asked = await school.say("ana", "rooms in groups of 1")
    kept = await school.press("Keep Zoom's", on=asked, by="ana")
    assert "I leave them alone" in text(kept)
    assert "Red" in text(await school.say("tia", "rooms"))
    before = len(patches(school))
    await school.say("ana", "course people MATH201 add jose@uni.example section B")
    await school.later(minutes=5)
    await follow_rosters(FollowRosters(), school.tools)
    await school.settle()
    assert (rooms(school), len(patches(school))) == (PORTAL, before)
    asked = await school.press("Undo", on=kept, by="ana")
    assert (asked.view.tone, rooms(school)) == (Tone.ASK, PORTAL), text(asked)


async def test_kept_rooms_come_along_with_a_class_made_anew(school):
    in_portal(school)
    await school.press("Keep Zoom's", on=await school.say("ana", "rooms in groups of 1"), by="ana")
    (meeting,) = school.at_zoom()
    school.sandbox.portal.delete(meeting.id)
    await school.hear_zoom()
    await school.wish("ana", RecreateMeeting(target=Target(meeting=1)))
    assert rooms(school) == PORTAL


async def test_each_instructor_is_asked_in_their_own_language(school):
    async with school.store.unit() as unit:
        await unit.people.update(school.ids["kim"], locale="es")
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    in_portal(school)
    await school.say("ana", "course people MATH201 add jose@uni.example section B")
    await a_round(school)
    (kims,) = [one.reply for one in school.to("kim") if "Red" in text(one.reply)]
    (anas,) = [one.reply for one in school.to("ana") if "Other rooms at Zoom" in text(one.reply)]
    assert (kims.language, anas.language) == ("es", "en")
    assert "Other rooms at Zoom" not in text(kims)


async def test_who_comes_does_not_replace_them_either_and_instructors_are_asked_once(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    in_portal(school)
    await school.say("ana", "course people MATH201 add jose@uni.example section B")
    await a_round(school)
    await a_round(school)
    assert rooms(school) == PORTAL
    told = [one for one in school.to("kim") if "Other rooms at Zoom" in text(one.reply)]
    assert len(told) == 1
    await school.press("Replace them", on=told[0].reply, by="kim", where="")
    assert rooms(school) == {"A": {"bo@uni.example"}, "B": {"maya@uni.example", "jose@uni.example"}}


NO = {
    "refused": {"status": 400, "body": {"code": 3000, "message": "no"}},
    "slow": {"status": 429, "body": {"code": 429, "message": "slow"}},
}


@pytest.mark.parametrize("answer", NO.values(), ids=NO)
async def test_rooms_that_are_made_in_the_portal_after_a_no_are_not_replaced_either(school, answer):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    await school.say("ana", "course people MATH201 add jose@uni.example section B")
    trouble = school.trouble(path="/meetings/*", method="PATCH", **answer, times=99)
    await school.later(minutes=5)
    in_portal(school)
    school.sandbox.faults.clear()
    await a_round(school)
    assert trouble.times < 99
    assert rooms(school) == PORTAL
    assert [one for one in school.to("kim") if "Other rooms at Zoom" in text(one.reply)]


async def test_after_a_lost_answer_and_a_no_the_portals_rooms_are_not_replaced(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    await school.say("ana", "course people MATH201 add jose@uni.example section B")
    school.trouble(path="/meetings/*", method="PATCH", drop=True, times=1)
    school.trouble(path="/meetings/*", method="PATCH", **NO["refused"], times=1)
    await school.later(minutes=5)
    await school.later(minutes=5)
    in_portal(school)
    await a_round(school)
    assert rooms(school) == PORTAL


async def test_rooms_that_may_be_replaced_are_when_zoom_says_yes_after_a_no(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    in_portal(school)
    asked = await school.say("ana", "rooms from sections")
    school.trouble(path="/meetings/*", method="PATCH", **NO["refused"], times=1)
    await school.press("Replace them", on=asked, by="ana")
    assert rooms(school) == PORTAL
    await school.press("Replace them", on=await school.say("ana", "rooms from sections"), by="ana")
    assert rooms(school) == SEATED


async def test_with_the_rooms_switched_off_nothing_planned_is_spoken_of(school):
    await with_sections(school)
    in_portal(school)
    asked = await school.say("ana", "rooms off")
    assert "planned here: then" not in text(asked)
    assert "No rooms are planned here. Keep Zoom's, or take them away" in text(asked)
    looked = text(await school.say("ana", "rooms"))
    assert "No rooms are planned;" in looked
    assert "somebody made in its portal: Red." in looked
    await school.press("Remove them", on=asked, by="ana")
    assert rooms(school) == {}


async def test_only_the_rooms_that_were_shown_are_replaced(school):
    await with_sections(school)
    in_portal(school)
    asked = await school.say("ana", "rooms from sections")
    in_portal(school, Blue={"bo@uni.example"})
    again = await school.press("Replace them", on=asked, by="ana")
    assert (again.view.tone, rooms(school)) == (Tone.ASK, {"Blue": {"bo@uni.example"}})


async def test_rooms_from_the_portal_are_said_when_somebody_looks(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    in_portal(school)
    await school.say("ana", "set Lab mute")
    assert "Other rooms at Zoom" in text(await school.say("ana", "rooms"))


async def test_rooms_that_are_gone_at_zoom_are_given_again_unasked(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    (meeting,) = school.at_zoom()
    meeting.settings["breakout_room"] = {"enable": False}
    await school.say("ana", "rooms from sections")
    assert rooms(school) == SEATED


async def test_whom_zoom_left_out_makes_nobody_ask(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    in_portal(school, A={"bo@uni.example"})
    async with school.store.unit() as unit:
        plan = await unit.rooms.find(1)
        # As if Zoom had kept no more than that of what it was given.
        await unit.rooms.note_sent(1, plan.sent, seen=mark_of((("A", ("bo@uni.example",)),)))
    await school.say("ana", "course people MATH201 add jose@uni.example section B")
    await school.later(minutes=5)
    assert rooms(school)["B"] == {"maya@uni.example", "jose@uni.example"}


async def test_the_line_says_that_rooms_stay_as_in_zoom(school):
    in_portal(school)
    await school.say("ana", "rooms Lab as in zoom")
    async with school.store.reading() as unit:
        assert (await unit.rooms.find(1)).pattern is RoomPattern.ZOOM


async def test_rooms_that_zoom_drops_without_a_word_are_kept_here_and_that_is_said(school):
    school.sandbox.portal.change_settings("ana@uni.example", breakout_rooms_at_scheduling=False)
    await with_sections(school)
    done = await school.say("ana", "rooms from sections")
    assert "Zoom dropped the rooms without a word" in text(done)
    assert "Bo Chen" in text(await school.say("tia", "rooms"))


async def test_looking_costs_no_call(school):
    before = len(school.sandbox.requests)
    assert "No rooms are planned" in text(await school.say("ana", "rooms"))
    assert len(school.sandbox.requests) == before


async def test_the_form_does_what_the_line_does(school):
    await school.say("ana", "rooms A: bo@uni.example; B: maya@uni.example")
    form = await school.press("Change the rooms", by="ana")
    assert isinstance(form.view, Form)
    values = {one.name: one.value for one in form.view.fields}
    assert (values["pattern"], values["rooms"]) == ("list", "A: bo@uni.example\nB: maya@uni.example")
    await school.submit(form, {"rooms": "One: bo@uni.example, maya@uni.example"}, by="ana")
    assert rooms(school) == {"One": {"bo@uni.example", "maya@uni.example"}}


async def test_a_form_with_a_stranger_in_it_is_shown_again_with_the_sentence_beside(school):
    form = await school.press("Change the rooms", on=await school.say("ana", "rooms"), by="ana")
    again = await school.submit(form, {"pattern": "list", "rooms": "A: who@else.example"}, by="ana")
    assert [(one.field, "Not in MATH201" in one.message) for one in again.view.errors] == [("rooms", True)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("rooms from sections", "Nobody in MATH201 has a section."),
        ("rooms A: who@else.example", "Not in MATH201: who@else.example."),
        ("rooms A: bo@uni.example; B: bo@uni.example", "Bo Chen sits in two rooms."),
        ("rooms A: bo@uni.example; a: maya@uni.example", "Two rooms are called a."),
        (f"rooms {'x' * 40}: bo@uni.example", "longer than the 32 characters"),
        ("rooms A:", "Who sits in"),
        ("rooms in groups of 0", "How many people shall a group have?"),
    ],
)
async def test_bad_input_is_answered_in_words(school, line, said):
    assert said in text(await school.say("ana", line))
    assert (await school.rows())["room_plan"] == 0


async def test_a_webinar_has_no_rooms_and_says_so(school):
    await school.wish(
        "ana", ScheduleMeeting(topic="Talk", day=school.now.date(), at=school.now.time().replace(hour=20), webinar=True)
    )
    assert "a webinar has no breakout rooms" in text(await school.say("ana", "rooms Talk from sections"))


async def test_more_rooms_than_zoom_takes_are_refused(school):
    for number in range(101):
        await school.say("ana", f"course people MATH201 add p{number}@uni.example", settle=False)
    assert "Zoom takes 100 rooms" in text(await school.say("ana", "rooms in groups of 1"))


async def test_an_assistant_looks_and_an_instructor_plans(school):
    assert "instructor" in text(await school.say("tia", "rooms from sections"))


async def test_a_refusal_is_told_and_the_rooms_stay_planned(school):
    await with_sections(school)
    school.trouble(path="/meetings/*", method="PATCH", status=400, body={"code": 3000, "message": "no"}, times=1)
    assert (await school.say("ana", "rooms from sections")).view.tone is Tone.BAD
    await a_round(school)
    assert rooms(school) == SEATED


async def test_a_lost_answer_is_looked_at_before_it_is_sent_again(school):
    await with_sections(school)
    school.trouble(path="/meetings/*", method="PATCH", drop=True, after_effect=True, times=1)
    await school.say("ana", "rooms from sections")
    await school.later(minutes=10)
    assert (rooms(school), len(patches(school))) == (SEATED, 1)


async def test_a_class_that_was_lost_and_made_anew_has_its_rooms(school):
    await with_sections(school)
    await school.say("ana", "rooms from sections")
    (meeting,) = school.at_zoom()
    school.sandbox.portal.delete(meeting.id)
    await school.hear_zoom()
    await school.wish("ana", RecreateMeeting(target=Target(meeting=1)))
    assert rooms(school) == SEATED


async def test_a_restore_repairs_the_rooms(school):
    await with_sections(school)
    await school.say("ana", "rooms A: bo@uni.example; B: maya@uni.example")
    await school.say("ana", "backup MATH201 with people")
    (meeting,) = school.at_zoom()
    school.sandbox.portal.delete_for_good(meeting.id)
    await school.hear_zoom()
    await school.say("ana", "restore 1")
    form = await school.press("Choose and restore", by="ana")
    await school.submit(form, {"parts": ("classes", "people"), "typed": "MATH201"}, by="ana")
    assert rooms(school) == SEATED


async def test_a_copy_takes_the_pattern_and_never_the_people(school):
    await school.say("ana", "rooms in groups of 1")
    await school.say("ana", 'new "Seminar" tomorrow 5pm')
    await school.say("ana", "rooms Seminar A: bo@uni.example; B: maya@uni.example")
    form = await school.say("ana", "course copy MATH201 to MATH202 starting 2027-01-12")
    asked = await school.submit(form, {}, by="ana")
    await school.press("Make MATH202", on=asked, by="ana")
    async with school.store.reading() as unit:
        course = await unit.courses.find("MATH202")
        plans = [await unit.rooms.find(one.id) for one, _host in await unit.meetings.alive_of(course.id)]
    (kept,) = [one for one in plans if one is not None]
    assert (kept.pattern, kept.size, kept.seats) == (RoomPattern.GROUPS, 1, {})
    await school.say("ada", "course people MATH202 add jose@uni.example")
    await school.later(minutes=5)
    seated = [
        one["participants"]
        for made in school.at_zoom()
        for one in made.settings["breakout_room"].get("rooms", [])
        if "jose@uni.example" in one["participants"]
    ]
    assert seated == [["jose@uni.example"]]


async def test_who_is_erased_sits_nowhere(school):
    await school.say("ana", "rooms A: bo@uni.example; B: maya@uni.example")
    await school.say("ada", "privacy erase maya@uni.example")
    await school.press("Erase", by="ada")
    await a_round(school)
    assert (await school.rows())["room_seat"] == 1
    assert rooms(school)["A"] == {"bo@uni.example"}
    assert not rooms(school).get("B")


async def test_a_wish_for_rooms_is_the_same_by_button(school):
    await school.wish("ana", SetRooms(target=Target(meeting=1), pattern=RoomPattern.GROUPS, size=2))
    assert rooms(school) == {"Room 1": {"bo@uni.example", "maya@uni.example"}}
