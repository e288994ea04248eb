"""What was last seen at Zoom, on both databases."""

from datetime import date, timedelta

import pytest

from tests.builders import START, a_schedule
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.options import Options, RecordingMode
from zoomcore.domain.syncing import Difference, What

RENAMED = Difference(what=What.TOPIC, old="A", new="B")
DAY = date(2026, 11, 23)


@pytest.fixture
async def booked(store):
    """A class of Ana's with one date to come."""
    async with store.unit() as unit:
        ana = await unit.people.add("Ana Ruiz", email="ana@uni.example")
        await unit.people.update(ana.id, zoom_user_id="z-ana")
        course = await unit.courses.add("MATH201", "Algebra II", "Europe/Madrid")
        meeting = await unit.meetings.add(
            ref="R1",
            kind=MeetingKind.MEETING,
            course_id=course.id,
            host_id=ana.id,
            created_by=ana.id,
            topic="Algebra",
            schedule=a_schedule(),
            options=Options(waiting_room=True, recording=RecordingMode.HOST),
        )
        await unit.meetings.record_created(meeting.id, zoom_id=81234567890, join_url="", occurrences=[("", START, 50)])
        return await unit.meetings.get(meeting.id)


async def test_a_list_is_kept_and_a_full_read_does_not_overwrite_what_the_list_said(store, booked, clock):
    async with store.unit() as unit:
        await unit.sync.note_listed({booked.id: {"topic": "A"}}, [booked.id])
    async with store.unit() as unit:
        listed = await unit.sync.find(booked.id)
        await unit.sync.note_read(booked.id, seen={"topic": "B"}, options={"audio": "both"})
        read = await unit.sync.find(booked.id)
    assert (listed.seen, listed.full_read_at, listed.synced_at) == ({"topic": "A"}, None, clock())
    assert (read.seen, read.options, read.full_read_at) == ({"topic": "A"}, {"audio": "both"}, clock())


async def test_being_listed_forgets_what_spoke_for_its_being_gone(store, booked):
    async with store.unit() as unit:
        await unit.sync.note_strikes(booked.id, 1, DAY)
        struck = await unit.sync.find(booked.id)
        await unit.sync.note_listed({booked.id: {}}, [])
        back = await unit.sync.find(booked.id)
    assert (struck.strikes, struck.struck_on) == (1, DAY)
    assert (back.strikes, back.struck_on) == (0, None)


async def test_whoever_hosts_something_to_come_is_looked_at(store, booked, clock):
    async with store.reading() as unit:
        assert await unit.sync.hosts(clock()) == ((booked.host_id, MeetingKind.MEETING),)
        (one,) = await unit.sync.of_host(booked.host_id, MeetingKind.MEETING, clock())
        assert (one.meeting, one.sync, one.starts, one.coming) == (booked, None, frozenset({START}), True)
        assert await unit.sync.of_numbers([81234567890, 5], clock()) == (one,)
        assert await unit.sync.known([81234567890, 5]) == {81234567890}
    clock.advance(days=30)
    async with store.reading() as unit:
        assert await unit.sync.hosts(clock()) == ()
        assert await unit.sync.hosting(booked.host_id, clock()) == ()


async def test_news_wait_until_they_are_taken_once(store, booked):
    async with store.unit() as unit:
        await unit.sync.add_news(booked.id, [RENAMED])
        await unit.sync.add_news(booked.id, [Difference(what=What.LINK)])
    async with store.unit() as unit:
        taken = await unit.sync.take_news(booked.course_id)
        again = await unit.sync.take_news(booked.course_id)
    assert taken == ((booked, (RENAMED, Difference(what=What.LINK))),)
    assert again == ()


async def test_what_zoom_has_is_written_only_over_what_was_read(store, booked):
    async with store.unit() as unit:
        assert await unit.meetings.take_in(booked, MeetingState.SCHEDULED, topic="B", schedule=a_schedule())
        assert not await unit.meetings.take_in(booked, MeetingState.SCHEDULED, topic="C")
        assert (await unit.meetings.get(booked.id)).topic == "B"


async def test_a_person_is_found_by_zooms_id_and_else_by_e_mail(store, booked):
    async with store.reading() as unit:
        by_id = await unit.sync.person_of("z-ana", "nobody@uni.example")
        by_email = await unit.sync.person_of("", "Ana@uni.example")
        assert by_id.id == by_email.id == booked.host_id
        assert await unit.sync.person_of("", "") is None


async def test_lost_classes_are_found_by_course_and_those_on_their_way_by_topic(store, booked):
    async with store.unit() as unit:
        assert await unit.sync.gone(booked.course_id) == ()
        await unit.meetings.set_state(booked.id, (MeetingState.SCHEDULED,), MeetingState.GONE)
        (lost,) = await unit.sync.gone(booked.course_id)
        assert lost.id == booked.id
        assert not await unit.sync.being_made(booked.host_id, "Algebra")
        await unit.meetings.set_state(booked.id, (MeetingState.GONE,), MeetingState.CREATING)
        assert await unit.sync.being_made(booked.host_id, "Algebra")


async def test_when_a_class_was_held_last_is_known(store, booked, clock):
    async with store.unit() as unit:
        assert await unit.meetings.last_held() is None
        await unit.meetings.record_ended(81234567890, "a==", START)
        await unit.meetings.record_ended(81234567890, "b==", START + timedelta(hours=1))
        assert await unit.meetings.last_held() == START + timedelta(hours=1)
