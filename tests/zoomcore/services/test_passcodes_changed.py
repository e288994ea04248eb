"""Another passcode for a class that exists: by the host's rule, closed everywhere, and taken back as it was."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.school import a_school, text
from tests.zoomcore.workflows.mortal import live
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import FollowJoinLink
from zoomcore.commands.wishes.options import OpenOptionsForm
from zoomcore.dispatch import Dispatch
from zoomcore.domain.passcodes import FORGOTTEN, PasscodeRule, broken_by
from zoomcore.domain.work import ChangeMeeting, ForgetEvidence
from zoomcore.sandbox.identifiers import PasscodeRule as SandboxRule
from zoomcore.services.sealing import Seal
from zoomcore.views import Form, Tone
from zoomcore.views.codec import reply_to_json
from zoomcore.workflows.attendance.forgetting import forget_evidence
from zoomcore.workflows.changes.passcodes import with_passcodes
from zoomcore.workflows.changes.running import change_meeting
from zoomcore.workflows.changes.story import read_story

TYPED = "7Qx@k2M9"


def host(school):
    return school.sandbox.account.user("ana@uni.example")


def passcode(school):
    return school.at_zoom()[0].password


@pytest.fixture
async def lab(school):
    await school.say("ana", 'new "Lab" today 11am')
    return school.at_zoom()[0]


async def test_a_typed_one_is_the_classs_with_one_patch_and_its_options_stay(school, lab):
    settings, patches, reads = dict(lab.settings), school.calls("PATCH"), school.calls("GET")
    done = await school.say("ana", f"set passcode {TYPED}")

    assert passcode(school) == TYPED
    assert school.at_zoom()[0].settings == settings
    # What stood before is known by Zoom alone, and what hangs on it is read afterwards.
    assert (school.calls("PATCH") - patches, school.calls("GET") - reads) == (1, 2)
    assert (done.view.title, done.view.tone) == ("Changed: Lab", Tone.GOOD)
    assert "Passcode: changed" in text(done)


async def test_join_pages_lead_on_by_the_new_link(school, lab):
    await school.later(minutes=50)
    before = await school.follow("bo", FollowJoinLink(occurrence=1))
    await school.say("ana", f"set passcode {TYPED}")
    after = await school.follow("bo", FollowJoinLink(occurrence=1))
    assert before != after
    assert school.at_zoom()[0].encrypted_password in after


async def test_without_one_it_is_made_by_the_hosts_rule(school):
    rule = {"length": 9, "have_special_character": True, "have_upper_and_lower_characters": True}
    host(school).passcode_rule = SandboxRule(**rule)
    await school.say("ana", 'new "Lab" today 11am')
    before = passcode(school)
    await school.say("ana", "set passcode")
    assert passcode(school) != before
    assert broken_by(passcode(school), PasscodeRule(**rule)) == ()


async def test_of_a_free_account_without_a_rule_one_is_made_all_the_same(school):
    school.trouble(path="/users/*/settings", status=400, body={"code": 200, "message": "Only for paid accounts."})
    await school.say("ana", 'new "Lab" today 11am')
    before = passcode(school)
    await school.say("ana", "set new passcode")
    assert passcode(school) not in {"", before}


async def test_none_is_taken_where_the_host_may(school, lab):
    host(school).require_passcode = False
    async with school.store.unit() as unit:
        await unit.hosting.keep_settings(school.ids["ana"], {})
    done = await school.say("ana", "set no passcode")
    assert passcode(school) == ""
    assert "Passcode: none" in text(done)


async def test_none_is_refused_where_the_hosts_settings_demand_one(school, lab):
    before, patches = passcode(school), school.calls("PATCH")
    refused = await school.say("ana", "set no passcode")
    assert "Zoom settings demand a passcode" in text(refused)
    assert (passcode(school), school.calls("PATCH")) == (before, patches)


async def test_what_the_hosts_rule_refuses_is_said_whether_or_not_it_was_known(school):
    host(school).passcode_rule = SandboxRule(length=9)
    await school.say("ana", 'new "Lab" dec 1 11am')
    before, patches = passcode(school), school.calls("PATCH")
    known = await school.say("ana", f"set passcode {TYPED}")
    assert "at least 9 characters" in text(known)

    host(school).passcode_rule = SandboxRule(only_allow_numeric=True)
    await school.later(hours=25)
    asked = await school.say("ana", "set passcode 7Qx@k2M9ab")
    assert "allow only digits" in text(asked)
    assert (passcode(school), school.calls("PATCH")) == (before, patches)
    again = await school.say("ana", "set mute")
    assert again.view.title == "Changed: Lab"


@pytest.mark.parametrize("line", [f"set passcode {TYPED}", "set passcode", f"set mute, passcode {TYPED}"])
async def test_it_is_taken_back_within_ten_minutes(school, lab, line):
    before = passcode(school)
    await school.say("ana", line)
    assert passcode(school) != before
    done = await school.press("Undo", by="ana")
    assert passcode(school) == before
    assert school.at_zoom()[0].settings["mute_upon_entry"] is False
    assert "Passcode: changed" in text(done)


async def test_of_a_class_without_one_it_is_taken_back_to_none(school):
    host(school).require_passcode = False
    await school.say("ana", 'new "Lab" today 11am no passcode')
    await school.say("ana", f"set passcode {TYPED}")
    await school.press("Undo", by="ana")
    assert passcode(school) == ""


async def test_beside_options_it_goes_in_one_patch(school, lab):
    patches = school.calls("PATCH")
    done = await school.say("ana", f"set mute, passcode {TYPED}")
    assert (passcode(school), school.at_zoom()[0].settings["mute_upon_entry"]) == (TYPED, True)
    assert school.calls("PATCH") - patches == 1
    assert "Mute people when they come in: on" in text(done)
    assert "Passcode: changed" in text(done)


async def test_of_a_series_it_is_the_same_on_all_dates(school):
    await school.say("ana", 'new "Algebra" mon,wed 3pm for 50m x 6')
    before = passcode(school)
    refused = await school.say("ana", f"set passcode {TYPED} this")
    assert "the same on all dates" in text(refused)
    assert passcode(school) == before
    await school.say("ana", f"set next passcode {TYPED}")
    assert passcode(school) == TYPED
    assert len(school.dates_at_zoom()) == 6


async def test_the_form_asks_for_it_and_empty_leaves_it(school, lab):
    before, patches = passcode(school), school.calls("PATCH")
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    assert isinstance(form.view, Form)
    assert next(one.value for one in form.view.fields if one.name == "passcode") == ""
    unchanged = await school.submit(form, {}, by="ana")
    assert unchanged.view.title == "Nothing to change"
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    await school.submit(form, {"passcode": TYPED, "mute": "true"}, by="ana")
    assert (passcode(school), school.calls("PATCH") - patches) == (TYPED, 1)

    made = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    await school.submit(made, {"passcode": "new"}, by="ana")
    assert passcode(school) not in {"new", TYPED, before, ""}


async def test_an_error_stands_beside_its_field(school, lab):
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    again = await school.submit(form, {"passcode": "a b"}, by="ana")
    assert [one.field for one in again.view.errors] == ["passcode"]


async def test_where_zoom_keeps_another_one_that_is_said(school, lab):
    await school.say("ana", f"set passcode {TYPED}", settle=False)
    school.trouble(method="PATCH", path="/meetings/*", status=204)
    await school.settle()
    done = school.chat.messages[-1].reply
    assert "Zoom kept another passcode" in text(done)
    assert (done.view.title, done.view.tone) == ("Not changed: Lab", Tone.WARNING)


async def test_one_that_another_key_closed_is_asked_for_again(school, lab):
    before = passcode(school)
    changed = replace(school.tools.deployment, seal=Seal(b"another key"))
    school.dispatch = Dispatch(replace(school.tools, deployment=changed))
    refused = await school.say("ana", f"set passcode {TYPED}")
    assert "can't read the passcode" in text(refused)
    assert passcode(school) == before


@pytest.mark.parametrize(("where", "kept", "said"), [("math", True, True), ("math", False, False), ("", True, False)])
@pytest.mark.parametrize("line", [f"set passcode {TYPED}", f'new "Seminar" tomorrow 3pm passcode {TYPED}'])
async def test_typed_for_all_to_read_it_is_not_left_unsaid(school, lab, line, where, kept, said):
    line = line if where else f"{line} #MATH201"
    done = await school.say("ana", line, where=where, kept=kept)
    assert ("others may have read it" in text(done)) is said


@pytest.mark.parametrize(
    ("line", "said"),
    [(f"new Algebra passcode {TYPED}", True), ("set passcode none", False), ("set no passcode", False)],
)
async def test_a_form_says_so_too_and_where_none_is_wanted_nobody_does(school, lab, line, said):
    host(school).require_passcode = False
    assert ("others may have read it" in text(await school.say("ana", line, kept=True))) is said


async def test_nobody_reads_it_in_a_card_or_in_the_database(school, lab):
    old = passcode(school)
    await school.say("ana", f"set passcode {TYPED}", kept=True)
    form = await school.wish("ana", OpenOptionsForm(target=Target(meeting=1)))
    await school.submit(form, {"passcode": "Zk3-w7Pq"}, by="ana")
    cards = [json.dumps(reply_to_json(one)) for each in school.chat.messages for one in (each.reply, *each.before)]
    await school.store.close()
    folder = Path(school.store.url.removeprefix("sqlite:///")).parent
    everything = [*(one.encode() for one in cards), *(path.read_bytes() for path in folder.iterdir())]
    assert not any(one.encode() in each for one in (old, TYPED, "Zk3-w7Pq") for each in everything)


async def test_overnight_what_would_take_it_back_is_forgotten(school, lab):
    await school.say("ana", f"set passcode {TYPED}")
    await forget_evidence(ForgetEvidence(), school.tools)
    assert "Passcode: changed" in text(await school.press("Undo", by="ana"))
    await school.say("ana", f"set passcode {TYPED}")
    await school.later(minutes=11)
    await forget_evidence(ForgetEvidence(), school.tools)
    async with school.store.reading() as unit:
        changes = [await unit.meetings.get_change(number) for number in (1, 2, 3)]
        entries = [one for one in await unit.audit.of_subject("meeting:1") if one.inverse]
    assert [(one.before["passcode"], one.after["passcode"]) for one in changes] == [(FORGOTTEN, FORGOTTEN)] * 3
    assert entries == []
    assert "It is too late to take that back." in text(await school.press("Undo", by="ana"))
    assert passcode(school) == TYPED


async def test_one_that_was_forgotten_is_asked_for_again(school, lab):
    school.trouble(method="PATCH", path="/meetings/*", status=400, body={"code": 3000, "message": "Not now."})
    failed = await school.say("ana", f"set passcode {TYPED}")
    await forget_evidence(ForgetEvidence(), school.tools)
    again = text(await school.press("Try again", by="ana", on=failed))
    assert "I keep none overnight" in again
    assert passcode(school) != TYPED


async def test_who_is_signed_up_is_read_again_and_that_is_no_news(school):
    await school.say("ana", 'new "Lab" today 11am registration')
    reads = sum("/registrants" in one.path and one.method == "GET" for one in school.sandbox.requests)
    told = len(school.to("ana"))
    await school.say("ana", "set passcode")
    news = [text(one.reply) for one in school.to("ana")[told:]]
    assert not any("signed up" in one for one in news), news
    assert sum("/registrants" in one.path and one.method == "GET" for one in school.sandbox.requests) > reads


@pytest.mark.parametrize("line", [f"set mute, passcode {TYPED}", "set passcode"])
async def test_wherever_its_job_dies_the_next_life_ends_it(line):
    steps, ended = 0, False
    while not ended:
        async with a_school() as school:
            await school.say("ana", 'new "Lab" today 11am')
            before = passcode(school)
            await school.say("ana", line, settle=False)
            work = ChangeMeeting(change=1, answer=school.request("ana", None).answer.to_data(), card="c1")
            ended = await live(school, steps, lambda tools, work=work: change_meeting(work, tools))
            died_with = passcode(school)
            steps += 1
            await school.settle()
            assert passcode(school) != before
            # What Zoom has once is not made anew in the next life.
            assert died_with in {before, passcode(school)}
            assert school.to("ana")[-1].reply.view.title == "Changed: Lab"
            await school.press("Undo", by="ana", on=school.to("ana")[-1].reply)
            assert passcode(school) == before
    assert steps > 4


async def test_a_webinars_is_changed_as_well_and_zoom_writes_no_invitation_for_it(school):
    await school.say("ana", 'new "Talk" tomorrow 3pm as a webinar')
    before = passcode(school)
    done = await school.say("ana", f"set passcode {TYPED}")
    assert passcode(school) == TYPED
    assert "Invitation" not in [one.label for one in done.view.actions]
    await school.press("Undo", by="ana")
    assert passcode(school) == before


async def test_of_two_lives_of_one_change_the_first_that_wrote_decides(school, lab):
    await school.say("ana", "set passcode", settle=False)
    stale = await read_story(ChangeMeeting(change=1, answer={}), school.tools)
    await school.settle()
    stands = passcode(school)
    assert await with_passcodes(school.tools, stale) is None
    async with school.store.reading() as unit:
        kept = (await unit.meetings.get_change(1)).after["passcode"]
    assert school.tools.deployment.seal.open(kept) == stands == passcode(school)


async def test_one_that_was_made_and_forgotten_is_made_anew(school, lab):
    before = passcode(school)
    school.trouble(method="PATCH", path="/meetings/*", status=400, body={"code": 3000, "message": "Not now."})
    failed = await school.say("ana", "set mute, passcode")
    await forget_evidence(ForgetEvidence(), school.tools)
    assert "Passcode: changed" in text(await school.press("Try again", by="ana", on=failed))
    assert passcode(school) != before
    assert school.at_zoom()[0].settings["mute_upon_entry"] is True


async def test_while_one_change_is_under_way_another_is_refused(school, lab):
    await school.say("ana", f"set passcode {TYPED}", settle=False)
    told = await school.say("kim", "set passcode Zk3-w7Pq", settle=False)
    assert "being changed at this moment" in text(told)
    await school.settle()
    assert passcode(school) == TYPED


async def test_changing_it_works_on_both_databases(school_url):
    async with a_school(url=school_url) as school:
        await school.say("ana", 'new "Lab" today 11am')
        before = passcode(school)
        await school.say("ana", f"set passcode {TYPED}")
        assert passcode(school) == TYPED
        school.sandbox.advance(timedelta(minutes=1))
        await school.press("Undo", by="ana")
        assert passcode(school) == before
