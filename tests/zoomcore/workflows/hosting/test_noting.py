"""What is said of a host when a class is booked: too few seats, two classes at once, others who could hold it."""

from zoomcore.domain.people import License, Role
from zoomcore.domain.roster import RosterLine
from zoomcore.views.plain import plain

NEW = 'new "Algebra" tomorrow 15:00 for 30m'


async def fill(school, many, section=""):
    lines = [
        RosterLine(
            number=number + 1,
            name=f"Student {number}",
            email=f"s{number}@uni.example",
            role=Role.STUDENT,
            section=section,
        )
        for number in range(many)
    ]
    async with school.store.unit() as unit:
        await unit.courses.enroll_many(school.math.id, lines)


def looks(school):
    return sum(one.path.endswith("/settings") for one in school.sandbox.requests)


async def test_more_people_than_seats_are_said_and_stop_nothing(school):
    await fill(school, 300)

    reply = await school.say("ana", NEW)

    assert "Ana Ruiz's Zoom plan lets 300 in at once" in plain(reply.view)
    assert reply.view.title == "Scheduled: Algebra"


async def test_a_larger_plan_has_room(school):
    await fill(school, 300)
    school.sandbox.account.user("ana@uni.example").large_meeting_capacity = 500

    assert "in at once" not in plain((await school.say("ana", NEW)).view)


async def test_only_the_section_counts_that_the_class_is_for(school):
    await fill(school, 300, section="B")

    assert "in at once" not in plain((await school.say("ana", f"{NEW} section A")).view)


async def test_a_host_is_looked_at_once_a_day(school):
    await fill(school, 120)
    await school.say("ana", NEW)
    await school.say("ana", NEW)
    assert looks(school) == 1

    await school.later(hours=25)
    await school.say("ana", NEW)
    assert looks(school) == 2


async def test_what_is_kept_of_the_settings_holds_no_secret(school):
    await fill(school, 120)
    await school.say("ana", NEW)

    async with school.store.reading() as unit:
        kept, _read_at = await unit.hosting.settings(school.ids["ana"])
    assert set(kept) == {"feature", "schedule_meeting", "in_meeting", "recording"}
    assert kept["feature"]["meeting_capacity"] == 300
    assert "pmi_password" not in kept["schedule_meeting"]


async def test_a_missing_scope_leaves_the_warning_out(school):
    await fill(school, 300)
    message = "Invalid access token, does not contain scopes:[user:read:settings:admin]."
    school.trouble(path="/users/*/settings", status=400, body={"code": 4711, "message": message}, times=9)

    reply = await school.say("ana", NEW)

    assert reply.view.title == "Scheduled: Algebra"
    assert "in at once" not in plain(reply.view)


async def test_another_class_of_the_host_at_that_time_is_named(school):
    async with school.store.unit() as unit:
        other = await unit.courses.add("PHYS1", "Physics", "Europe/Madrid")
        await unit.courses.enroll(other.id, school.ids["ana"], Role.INSTRUCTOR)
    await school.say("ana", 'new "Optics" every tue 15:20 for 30m x5 #PHYS1', where="")

    reply = await school.say("ana", NEW)

    assert "Ana Ruiz has Optics (PHYS1) at that time" in plain(reply.view)
    assert plain(reply.view).count("at that time") == 1


async def test_classes_one_after_another_do_not_overlap(school):
    await school.say("ana", 'new "Optics" tomorrow 15:30 for 30m')

    assert "at that time" not in plain((await school.say("ana", NEW)).view)


async def test_who_of_the_course_has_the_license_its_host_lacks_is_offered(school):
    await school.say("ana", 'new "Optics" wed 9:00 for 30m')
    async with school.store.unit() as unit:
        await unit.people.update(school.ids["ana"], license=License.LICENSED)

    reply = await school.say("kim", 'new "Seminar" tomorrow 15:00 for 90m')

    assert "Zoom ends the class after 40 minutes" in plain(reply.view)
    asked = await school.press("Let Ana Ruiz host it", by="kim", on=reply)
    await school.press("Change the host", by="kim", on=asked)
    held = {school.sandbox.account.users[one.host_id].email for one in school.at_zoom()}
    assert held == {"ana@uni.example"}


async def test_a_move_into_another_class_of_the_host_is_said(school):
    await school.say("ana", 'new "Optics" tomorrow 17:00 for 30m')
    await school.say("ana", NEW)

    reply = await school.say("ana", 'move "Algebra" to 17:15')

    assert "Ana Ruiz has Optics (MATH201) at that time" in plain(reply.view)


# Of a class that is moved.


async def test_too_few_seats_are_said_of_a_class_that_is_moved(school):
    await school.say("ana", NEW)
    await fill(school, 300)

    reply = await school.say("ana", "move next to nov 25 16:00")

    assert "Ana Ruiz's Zoom plan lets 300 in at once" in plain(reply.view)
    assert reply.view.title == "Moved: Algebra"
    assert "in at once" in plain((await school.press("Undo", by="ana", on=reply)).view)


async def test_a_move_of_a_small_class_asks_zoom_nothing_more(school):
    await school.say("ana", NEW)
    before = looks(school)

    await school.say("ana", "move next to nov 25 16:00")

    assert looks(school) == before


async def test_a_class_that_is_called_off_is_spared_that(school):
    await school.say("ana", NEW)
    await fill(school, 300)
    asked = await school.say("ana", "cancel")

    reply = await school.press("Cancel Algebra", by="ana", on=asked)

    assert "in at once" not in plain(reply.view)
