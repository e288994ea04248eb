from tests.school import a_school, text
from zoomcore.commands.wishes.courses import DecideMapping, MapCourse
from zoomcore.domain.people import License, Role
from zoomcore.views import Button, Tone


async def test_an_added_course_can_be_linked_with_one_press(school):
    added = await school.say("ada", 'course add PHYS "Physics I"', where="physics")
    assert "Added: PHYS Physics I" in text(added)

    linked = await school.press("Link this channel", by="ada", where="physics")
    assert linked.view.title == "This channel is PHYS now"

    listed = await school.say("ada", "course list")
    assert "PHYS Physics I" in text(listed)


async def test_a_code_is_taken_whatever_its_case(school):
    refused = await school.say("ada", 'course add math201 "Again"')
    assert (refused.view.tone, refused.view.title) == (Tone.BAD, "There is a course math201 already.")


async def test_a_code_that_is_no_code_is_refused(school):
    assert (await school.say("ada", f'course add {"X" * 41} "Long"')).view.tone is Tone.BAD
    assert len(await _courses(school)) == 1


async def _courses(school):
    async with school.store.reading() as unit:
        return await unit.courses.all()


async def test_an_admin_of_two_courses_adds_a_third_from_a_private_chat(school):
    await school.say("ada", 'course add PHYS "Physics"')
    for code in ("PHYS", "MATH201"):
        await school.say("ada", f"course people {code} add ada@uni.example as instructor")
    await school.say("ada", 'course add CHEM "Chemistry"', where="")
    assert [one.code for one in await _courses(school)] == ["CHEM", "MATH201", "PHYS"]


async def test_an_admin_links_a_channel_and_takes_it_back_once(school):
    await school.say("ada", 'course add PHYS "Physics"')
    linked = await school.say("ada", "course map PHYS", where="physics")
    again = await school.say("ada", "course map PHYS", where="physics")
    assert again.view.title == linked.view.title
    assert not [one for one in school.actions(again) if one.label == "Undo"]

    undone = await school.press("Undo", on=linked, by="ada", where="physics")
    assert undone.view.title == "Unlinked from PHYS"
    late = await school.press("Undo", on=linked, by="ada", where="physics", delivery="another")
    assert late.view.title == undone.view.title


async def test_a_channel_stands_for_one_course(school):
    await school.say("ada", 'course add PHYS "Physics"')
    refused = await school.say("ada", "course map PHYS")
    assert "This channel is MATH201 already." in text(refused)
    assert "course unmap" in text(refused)


async def test_a_course_nobody_added_cannot_be_linked(school):
    refused = await school.say("ada", "course map NOPE", where="physics")
    assert "I don't know a course NOPE." in text(refused)
    assert "course add NOPE" in text(refused)


async def test_an_admin_links_another_channel_from_here(school):
    await school.say("ada", 'course add PHYS "Physics"')
    await school.wish("ada", MapCourse(code="PHYS", channel="lab"), where="")
    assert "This channel is PHYS already" in text(await school.say("ada", "course map MATH201", where="lab"))


async def test_a_private_chat_stands_for_no_course(school):
    assert "private chat" in text(await school.say("ada", "course map MATH201", where=""))


async def test_unlinking_leaves_the_classes_and_can_be_taken_back(school):
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    gone = await school.say("ana", "course unmap")
    assert gone.view.title == "Unlinked from MATH201"
    assert len(school.at_zoom()) == 1
    assert "This conversation isn't linked" in text(await school.say("ana", 'new "More" tomorrow 5pm'))

    await school.press("Undo", on=gone, by="ana")
    # Only an admin links a channel: an instructor's way back is a request.
    assert school.to("ada")[-1].reply.view.title.startswith("Ana Ruiz, Licensed, wants a channel to be MATH201")


async def test_a_channel_that_is_not_linked_cannot_be_unlinked(school):
    assert "isn't linked to MATH201" in text(await school.say("ada", "course unmap MATH201", where="elsewhere"))


async def _asked(school):
    """Li wants #chem to be CHEM: what Li sees, and each admin's card."""
    waiting = await school.say("li", "course map CHEM", where="chem")
    return waiting, school.to("ada")[-1], school.to("ivo")[-1]


async def test_a_request_reaches_each_admin_once_with_who_asks_and_their_plan(school):
    waiting, ada, ivo = await _asked(school)
    again = await school.say("li", "course map CHEM", where="chem")

    assert (again.view.title, again.view.tone) == ("The admins are asked", Tone.NEUTRAL)
    assert ada.reply.view.title == ivo.reply.view.title == "Li Wei, Licensed, wants a channel to be CHEM"
    assert (len(school.to("ada")), len(school.to("ivo"))) == (1, 1)
    assert (waiting.view.title, waiting.view.tone) == ("The admins are asked", Tone.NEUTRAL)
    async with school.store.reading() as unit:
        person = await unit.people.get(school.ids["li"])
    assert person.license is License.LICENSED


async def test_approving_links_the_channel_stamps_every_copy_and_tells_the_asker(school):
    _waiting, ada, ivo = await _asked(school)
    await school.press("Approve", on=ada.reply, by="ada", where="")

    assert ada.reply.view.title == ivo.reply.view.title == "CHEM: Approved by Ada Keller"
    assert not [one for one in school.actions(ivo.reply) if one.label.startswith(("Approve", "Refuse"))]
    told = school.to("li")[-1].reply
    assert "Ada Keller approved it. You are its instructor." in text(told)
    assert "Scheduled" in text(await school.say("li", 'new "Acids" tomorrow 3pm', where="chem"))


async def test_refusing_leaves_the_channel_unlinked_and_tells_the_asker(school):
    _waiting, ada, ivo = await _asked(school)
    await school.press("Refuse", on=ada.reply, by="ada", where="")

    assert ivo.reply.view.title == "CHEM: Refused by Ada Keller"
    assert "Not linked: CHEM" in text(school.to("li")[-1].reply)
    assert len(await _courses(school)) == 1


async def test_the_second_decision_comes_too_late_and_is_told_so(school):
    _waiting, ada, ivo = await _asked(school)
    before = ivo.reply
    await school.press("Approve", on=ada.reply, by="ada", where="")
    for label in ("Approve", "Refuse"):
        late = await school.press(label, on=before, by="ivo", where="")
        assert late.view.title == "Somebody else has decided this already."
    assert ivo.reply.view.title == "CHEM: Approved by Ada Keller"


async def test_nobody_approves_their_own_request_nor_without_being_an_admin(school):
    await school.say("li", "course map CHEM", where="chem")
    async with school.store.unit() as unit:
        await unit.people.update(school.ids["li"], admin=True)
    card = school.to("ada")[-1].reply
    assert "your own request" in text(await school.press("Approve", on=card, by="li", where=""))
    assert "Only Lectern's admins" in text(await school.press("Approve", on=card, by="bo", where=""))
    assert len(await _courses(school)) == 1


async def test_a_channel_linked_meanwhile_makes_the_approval_come_too_late(school):
    _waiting, ada, _ivo = await _asked(school)
    await school.say("ada", "course map MATH201", where="chem")
    assert "already" in text(await school.press("Approve", on=ada.reply, by="ivo", where=""))
    async with school.store.reading() as unit:
        mapping = await unit.courses.mapping_of("chat", "T1", "chem")
        assert mapping.course_code == "MATH201"
        assert await unit.courses.find("CHEM") is None


async def test_guests_cannot_ask_for_a_channel(school):
    assert "Guests can't link a channel." in text(await school.say("gus", "course map CHEM", where="chem"))
    assert school.to("ada") == []


async def test_self_service_links_a_licensed_host_at_once():
    async with a_school(policy="self-service") as school:
        done = await school.say("li", "course map CHEM", where="chem")
        assert done.view.title == "This channel is CHEM now"
        assert school.to("ada") == []
        async with school.store.reading() as unit:
            course = await unit.courses.find("CHEM")
            assert await unit.courses.role_of(course.id, school.ids["li"]) is Role.INSTRUCTOR


async def test_self_service_still_asks_for_who_has_no_license():
    async with a_school(policy="self-service") as school:
        await school.say("bo", "course map CHEM", where="chem")
        assert school.to("ada")[-1].reply.view.title.startswith("Bo Chen, Basic, wants")


async def test_a_request_is_asked_even_while_zoom_is_away(school):
    school.trouble(path="/users/*", status=500, times=9)
    await school.say("li", "course map CHEM", where="chem")
    assert school.to("ada")[-1].reply.view.title == "Li Wei, Zoom plan unknown, wants a channel to be CHEM"


async def test_admins_who_never_wrote_are_found_by_their_e_mail(school):
    async with school.store.unit() as unit:
        for one in ("ada", "ivo"):
            await unit.people.update(school.ids[one], email=f"{one}@old.example")
    await school.say("li", "course map CHEM", where="chem")
    assert school.to("ada")[-1].reply.view.title.startswith("Li Wei")


async def test_without_any_admin_the_asker_is_told_so(school):
    async with school.store.unit() as unit:
        for one in ("ada", "ivo"):
            await unit.people.update(school.ids[one], email=f"{one}@old.example")
    for one in ("ada", "ivo"):
        del school.chat.people[one]
    told = await school.say("li", "course map CHEM", where="chem")
    assert told.view.title == "Nobody can decide on CHEM yet"


async def test_the_list_of_courses_is_ones_own_with_ones_role(school):
    assert "MATH201 Algebra II\n  student" in text(await school.say("bo", "course list"))
    assert "Ask your instructor to add you." in text(await school.say("li", "course list"))


async def test_many_courses_come_in_pages(school):
    async with school.store.unit() as unit:
        for number in range(12):
            await unit.courses.add(f"C{number:02}", "Another", "Europe/Madrid")
    first = await school.say("ada", "course list")
    assert "13 courses" in text(first)
    more = await school.press("More courses", by="ada")
    assert "C11" not in text(first)
    assert "MATH201" in text(more)
    assert not [one for one in more.view.actions if isinstance(one, Button)]


async def test_a_decision_about_nothing_is_told_so(school):
    reply = await school.wish("ada", DecideMapping(mapping=99, approve=True))
    assert reply.view.tone is Tone.BAD
