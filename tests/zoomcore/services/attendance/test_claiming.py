"""Under which name were you in? An answer is a claim, and earns nothing before it is confirmed."""

from tests.school import text
from zoomcore.commands.wishes.rulings import ClaimName, ConfirmClaims


async def after_class(school, lab, *users):
    await lab.held(*users)
    await school.later(minutes=31)


async def test_a_claim_earns_nothing_until_it_is_confirmed_and_is_then_remembered(school, lab):
    await after_class(school, lab, "bo", "iPad Wohnzimmer")
    answer = await school.wish("maya", ClaimName(occurrence=lab.date, name="ipad wohnzimmer"), where="")
    assert "confirms it before it counts" in text(answer)
    assert (await lab.statuses())["maya"] == "absent"

    card = await school.press("Look at what they said", by="ana", on=await school.say("ana", "attendance"))
    assert "Confirm 1 claim without conflict" in text(card)
    await school.press("Confirm 1 claim", by="ana")
    assert (await lab.statuses())["maya"] == "present"


async def test_two_students_who_claim_one_name_are_not_confirmed_together(school, lab):
    await after_class(school, lab, "Ghost", "Somebody")
    for who in ("bo", "maya"):
        await school.wish(who, ClaimName(occurrence=lab.date, name="Ghost"), where="")
    card = await school.wish("ana", ConfirmClaims(occurrence=lab.date))

    assert "several students claim it" in text(card)
    assert "without conflict" not in text(card)


async def test_a_name_nobody_had_can_only_be_declined(school, lab):
    await after_class(school, lab, "bo")
    await school.wish("maya", ClaimName(occurrence=lab.date, name="Nobody"), where="")
    card = await school.wish("ana", ConfirmClaims(occurrence=lab.date))
    assert "nobody was in under that name" in text(card)
    await school.press("Decline Maya", by="ana")

    assert (await lab.statuses())["maya"] == "absent"
    again = await school.wish("maya", ClaimName(occurrence=lab.date, name="Bo"), where="")
    assert "has decided about your name already" in text(again)


async def test_the_claim_of_somebody_who_was_in_elsewhere_at_that_time_is_a_conflict(school, lab):
    await after_class(school, lab, "bo", "Friend of Bo")
    await school.wish("bo", ClaimName(occurrence=lab.date, name="Friend of Bo"), where="")
    card = await school.wish("ana", ConfirmClaims(occurrence=lab.date))

    assert "under another name at the same time" in text(card)


async def test_only_students_claim_and_an_empty_name_opens_the_form(school, lab):
    await after_class(school, lab, "bo", "Mayita")
    assert "Name in Zoom" in text(await school.wish("maya", ClaimName(occurrence=lab.date), where=""))
    assert "You aren't a student" in text(await school.wish("olga", ClaimName(occurrence=lab.date, name="Mayita")))
    assert "nobody asks again" in text(await school.wish("maya", ClaimName(occurrence=lab.date, absent=True)))
