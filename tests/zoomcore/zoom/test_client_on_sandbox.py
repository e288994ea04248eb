"""The client and a whole Zoom account, over real HTTP: what one says the other understands, losses included."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from tests.zoomcore.zoom.on_sandbox import client_of
from zoomcore.domain.kinds import MeetingKind
from zoomcore.errors import (
    AnswerLost,
    ZoomAuthError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
)
from zoomcore.sandbox import CLASSIC, GRANULAR, Account, Fault, HeaderStyle, Plan, RetryAfter, Sandbox, User, add_cast
from zoomcore.sandbox.running import running_sandbox
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.drafts import MeetingChange, MeetingDraft
from zoomcore.zoom.recurrence import EndBy, Weekday, Weekly
from zoomcore.zoom.scopes import Feature, missing_scopes
from zoomcore.zoom.settings import MeetingSettings
from zoomcore.zoom.webhook import (
    MeetingCreated,
    MeetingDeleted,
    MeetingEnded,
    MeetingStarted,
    MeetingUpdated,
    ParticipantJoined,
    UrlValidation,
    is_from_zoom,
    read_body,
    read_event,
    validation_answer,
)

MEETING, WEBINAR = MeetingKind.MEETING, MeetingKind.WEBINAR
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ANA = "ana@uni.example"
FIRST = datetime(2026, 11, 30, 14, tzinfo=UTC)
WEEKLY = MeetingDraft(
    topic="Algebra",
    agenda="Bring paper.",
    reference="ref-7",
    start=FIRST,
    zone="Europe/Madrid",
    duration_minutes=50,
    recurrence=Weekly(
        days=(Weekday.MONDAY, Weekday.WEDNESDAY), end=EndBy(datetime(2026, 12, 12, 22, 59, 59, tzinfo=UTC))
    ),
    settings=MeetingSettings(waiting_room=False, mute_upon_entry=True, alternative_hosts=("li@uni.example",)),
)
ONCE = MeetingDraft(topic="Quick question", start=FIRST, zone="Europe/Madrid", reference="ref-8")
SECRET = "hook-secret"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running_sandbox(clock=lambda: NOW) as running:
        yield running


@pytest.fixture
async def zoom(sandbox: Sandbox) -> AsyncIterator[ZoomClient]:
    async with client_of(sandbox) as client:
        yield client


async def agendas(zoom: ZoomClient) -> list[str]:
    return [row.agenda for row in [row async for row in zoom.iterate_meetings(MEETING, ANA)]]


async def test_a_weekly_class_is_made_as_it_was_drafted(zoom):
    made = await zoom.create_meeting(ANA, WEEKLY)

    assert (made.topic, made.timezone, made.duration_minutes) == ("Algebra", "Europe/Madrid", 50)
    assert made.recurrence == WEEKLY.recurrence
    assert [each.start_time for each in made.occurrences] == [FIRST + timedelta(days=day) for day in (0, 2, 7, 9)]
    assert (made.settings.waiting_room, made.settings.mute_upon_entry) == (False, True)
    assert made.settings.alternative_hosts == ("li@uni.example",)
    assert made.password
    assert made.join_url
    # Zoom names a status only when it is asked for the meeting.
    assert await zoom.get_meeting(MEETING, made.id) == replace(made, status="waiting")


async def test_a_class_keeps_its_hour_across_the_change_of_clocks(zoom):
    october = datetime(2027, 10, 25, 13, tzinfo=UTC)
    end = EndBy(datetime(2027, 11, 8, 22, tzinfo=UTC))
    draft = MeetingDraft(
        topic="Logic", start=october, zone="Europe/Madrid", recurrence=Weekly(days=(Weekday.MONDAY,), end=end)
    )

    made = await zoom.create_meeting(ANA, draft)

    assert [each.start_time.hour for each in made.occurrences] == [13, 14, 14]


async def test_one_date_is_moved_and_another_cancelled_and_the_rest_stays(zoom):
    made = await zoom.create_meeting(ANA, WEEKLY)
    first, second, *others = made.occurrences
    later = FIRST + timedelta(hours=2)

    await zoom.update_meeting(
        MEETING, made.id, MeetingChange(start=later, zone="Europe/Madrid"), occurrence_id=first.id, host_id=ANA
    )
    await zoom.delete_meeting(MEETING, made.id, occurrence_id=second.id)

    now = await zoom.get_meeting(MEETING, made.id)
    available = [each for each in now.occurrences if each.is_available]
    assert [each.start_time for each in available] == [later, *(each.start_time for each in others)]


async def test_a_series_is_changed_and_deleted_as_a_whole(zoom):
    made = await zoom.create_meeting(ANA, WEEKLY)

    await zoom.update_meeting(MEETING, made.id, MeetingChange(topic="Geometry"))
    await zoom.update_meeting(MEETING, made.id, MeetingChange(settings=MeetingSettings(waiting_room=True)))
    later = MeetingChange(start=FIRST + timedelta(hours=1), zone="Europe/Madrid", recurrence=WEEKLY.recurrence)
    await zoom.update_meeting(MEETING, made.id, later)
    changed = await zoom.get_meeting(MEETING, made.id)
    await zoom.delete_meeting(MEETING, made.id)

    assert (changed.topic, changed.settings.waiting_room, changed.settings.mute_upon_entry) == ("Geometry", True, True)
    assert {each.start_time.hour for each in changed.occurrences} == {15}
    with pytest.raises(ZoomNotFound) as caught:
        await zoom.get_meeting(MEETING, made.id)
    assert caught.value.code == 3001


async def test_a_class_without_a_fixed_time_has_no_dates(zoom):
    made = await zoom.create_meeting(ANA, MeetingDraft(topic="Office hours", zone="Europe/Madrid"))

    assert (made.type, made.start_time, made.occurrences) == (3, None, ())


async def test_a_webinar_speaks_like_a_meeting(zoom):
    draft = MeetingDraft(kind=WEBINAR, topic="Open day", start=FIRST, zone="Europe/Madrid", reference="ref-9")
    made = await zoom.create_meeting(ANA, draft)
    await zoom.update_meeting(WEBINAR, made.id, MeetingChange(topic="Open days"))

    assert (await zoom.get_meeting(WEBINAR, made.id)).topic == "Open days"
    found = await zoom.find_meeting(ANA, WEBINAR, "ref-9")
    assert found is not None
    assert (found.kind, found.id) == (WEBINAR, made.id)
    await zoom.delete_meeting(WEBINAR, made.id)
    assert await zoom.find_meeting(ANA, WEBINAR, "ref-9") is None


async def test_a_webinar_asked_for_as_a_meeting_is_refused_with_zooms_code(zoom):
    made = await zoom.create_meeting(ANA, MeetingDraft(kind=WEBINAR, topic="x", start=FIRST, zone="Europe/Madrid"))

    with pytest.raises(ZoomRefused) as caught:
        await zoom.get_meeting(MEETING, made.id)
    assert caught.value.code == 3000


@pytest.mark.parametrize("fault", [{"drop": True}, {"status": 504, "html": "<html>"}])
async def test_a_create_that_worked_and_was_lost_is_found_and_made_once(sandbox, zoom, fault):
    sandbox.faults.add(Fault(method="POST", path="/users/*/meetings", after_effect=True, **fault))

    with pytest.raises(AnswerLost):
        await zoom.create_meeting(ANA, ONCE)

    found = await zoom.find_meeting(ANA, MEETING, "ref-8")
    assert found is not None
    assert (await zoom.get_meeting(MEETING, found.id)).topic == "Quick question"
    assert len(await agendas(zoom)) == 1


async def test_a_create_that_never_worked_is_not_found_and_can_be_sent_again(sandbox, zoom):
    sandbox.faults.add(Fault(method="POST", path="/users/*/meetings", drop=True))

    with pytest.raises(AnswerLost):
        await zoom.create_meeting(ANA, ONCE)

    assert await zoom.find_meeting(ANA, MEETING, "ref-8") is None
    await zoom.create_meeting(ANA, ONCE)
    assert await agendas(zoom) == ["ref-8"]


async def test_a_read_that_was_dropped_is_asked_once_and_left_to_the_caller(sandbox, zoom):
    sandbox.faults.add(Fault(method="GET", path="/users/*", drop=True))

    with pytest.raises(ZoomUnavailable):
        await zoom.get_user(ANA)
    assert (await zoom.get_user(ANA)).name == "Ana Ruiz"


async def test_the_hundredth_change_of_a_host_is_the_last_of_zooms_day(sandbox, zoom):
    host = await zoom.get_user(ANA)
    sandbox.account.limits.spend_host(host.id, NOW, 99)
    made = await zoom.create_meeting(ANA, ONCE)

    for call in (
        zoom.create_meeting(ANA, ONCE),
        zoom.update_meeting(MEETING, made.id, MeetingChange(topic="Geometry"), host_id=ANA),
    ):
        with pytest.raises(ZoomRateLimited) as caught:
            await call
        assert (caught.value.scope, caught.value.retry_after) == ("host-day", timedelta(hours=14, minutes=30))

    sandbox.advance(timedelta(hours=14, minutes=30))
    await zoom.create_meeting(ANA, ONCE)


@pytest.mark.parametrize("style", HeaderStyle)
async def test_a_per_second_limit_is_known_under_any_headers(sandbox, zoom, style):
    sandbox.account.limits.plan, sandbox.account.limits.headers = "free", style
    for _ in range(4):
        await zoom.get_user(ANA)

    with pytest.raises(ZoomRateLimited) as caught:
        await zoom.get_user(ANA)
    assert (caught.value.scope, caught.value.retry_after) == ("second", timedelta(seconds=1))


@pytest.mark.parametrize("form", RetryAfter)
@pytest.mark.parametrize("code", [429, 4001])
async def test_a_daily_limit_says_when_it_ends_in_any_form(sandbox, zoom, form, code):
    limits = sandbox.account.limits
    limits.plan, limits.retry_after, limits.code = "free", form, code
    limits._pools["light", NOW.date()] = 6_000

    with pytest.raises(ZoomRateLimited) as caught:
        await zoom.get_user(ANA)
    assert (caught.value.scope, caught.value.retry_after) == ("day", timedelta(hours=14, minutes=30))


async def test_seven_hundred_people_come_once_each_over_all_pages(sandbox, zoom):
    account = sandbox.account
    for number in range(700 - len(account.users)):
        user = User(
            id=account.ids.user(),
            email=f"p{number}@uni.example",
            first_name="P",
            last_name=str(number),
            plan=Plan.BASIC,
            pmi=account.ids.pmi(),
            timezone="Europe/Madrid",
            created_at=NOW,
        )
        account.users[user.id] = user

    people = [user async for user in zoom.iterate_users()]

    assert len({user.email for user in people}) == len(people) == 700
    assert len(sandbox.asked("GET", "/users")) == 3


async def test_tokens_that_died_are_renewed_without_anybody_noticing(sandbox, zoom):
    await zoom.get_user(ANA)
    sandbox.account.revoke_tokens()

    assert (await zoom.create_meeting(ANA, ONCE)).topic == "Quick question"
    assert len(await agendas(zoom)) == 1


async def test_a_token_that_grew_old_is_renewed_before_zoom_says_so(sandbox, zoom):
    await zoom.get_user(ANA)
    sandbox.advance(timedelta(minutes=59))
    await zoom.get_user(ANA)

    assert [each.status for each in sandbox.asked("GET", f"/users/{ANA}")] == [200, 200]


@pytest.mark.parametrize(
    ("scopes", "named"), [(GRANULAR, "meeting:write:meeting:admin"), (CLASSIC, "meeting:write:admin")]
)
async def test_a_missing_scope_is_foreseen_and_named_when_it_bites(scopes, named):
    account = Account(clock=lambda: NOW, scopes=tuple(each for each in scopes if each != named))
    add_cast(account)
    async with running_sandbox(account=account) as sandbox, client_of(sandbox) as zoom:
        assert named in missing_scopes(await zoom.scopes(), Feature.SCHEDULE)

        with pytest.raises(ZoomAuthError) as caught:
            await zoom.create_meeting(ANA, ONCE)
        assert caught.value.missing_scopes

        account.scopes = frozenset(scopes)
        await zoom.create_meeting(ANA, ONCE)


@pytest.mark.parametrize("scopes", [GRANULAR, CLASSIC])
async def test_a_fully_scoped_app_lacks_nothing(scopes):
    account = Account(clock=lambda: NOW, scopes=scopes)
    add_cast(account)
    async with running_sandbox(account=account) as sandbox, client_of(sandbox) as zoom:
        granted = await zoom.scopes()

    assert [feature for feature in Feature if missing_scopes(granted, feature)] == []


async def test_people_are_found_by_email_and_their_rules_read(zoom):
    ana, kim = await zoom.get_user(ANA), await zoom.get_user("kim@uni.example")
    settings = await zoom.get_user_settings(ANA)

    assert (ana.is_licensed, kim.is_licensed) == (True, False)
    assert settings.passcode_required
    assert settings.passcode_rule.length > 0
    assert [each.email for each in await zoom.list_schedulers("li@uni.example")] == [ANA]
    with pytest.raises(ZoomNotFound) as caught:
        await zoom.get_user("nobody@uni.example")
    assert caught.value.code == 1001


async def test_a_class_that_ran_tells_when_it_really_did(sandbox, zoom):
    made = await zoom.create_meeting(ANA, ONCE)
    sandbox.set_time(FIRST + timedelta(minutes=3))
    sandbox.start(made.id)
    running = await zoom.get_meeting(MEETING, made.id)
    assert running.status == "started"
    live = [row.id async for row in zoom.iterate_meetings(MEETING, ANA, which="live")]
    sandbox.advance(timedelta(minutes=40))

    await zoom.end_meeting(MEETING, made.id)

    held = await zoom.get_run(running.uuid)
    assert live == [made.id]
    assert (held.start_time, held.end_time) == (FIRST + timedelta(minutes=3), FIRST + timedelta(minutes=43))


async def test_a_host_gets_a_start_address_and_an_invitation(zoom):
    made = await zoom.create_meeting(ANA, ONCE)

    assert (await zoom.get_start_url(MEETING, made.id)).value.startswith("http")
    assert str(made.id) in (await zoom.get_invitation(made.id)).replace(" ", "")


async def test_webhooks_of_the_account_are_believed_and_understood(sandbox, zoom):
    events, refused = [], []

    async def hook(request):
        body = await request.read()
        headers = request.headers
        if not is_from_zoom(
            body,
            timestamp=headers["x-zm-request-timestamp"],
            signature=headers["x-zm-signature"],
            secret=SECRET,
        ):
            refused.append(body)
            return web.Response(status=401)
        event = read_event(read_body(body))
        if isinstance(event, UrlValidation):
            return web.json_response(validation_answer(event.plain_token, secret=SECRET))
        events.append(event)
        return web.Response()

    app = web.Application()
    app.router.add_post("/zoom/webhook", hook)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/zoom/webhook"
    subscription = sandbox.webhooks.subscribe(url, SECRET)
    assert await sandbox.webhooks.validate(subscription)

    made = await zoom.create_meeting(ANA, WEEKLY)
    await zoom.update_meeting(MEETING, made.id, MeetingChange(topic="Geometry"))
    await zoom.delete_meeting(MEETING, made.id, occurrence_id=made.occurrences[1].id)
    sandbox.set_time(FIRST)
    sandbox.start(made.id)
    sandbox.join(made.id, name="Bo Chen", email="bo@uni.example")
    await zoom.end_meeting(MEETING, made.id)
    await zoom.delete_meeting(MEETING, made.id)
    await sandbox.settle()
    await runner.cleanup()

    assert refused == []
    kinds = [MeetingCreated, MeetingUpdated, MeetingDeleted, MeetingStarted, ParticipantJoined, MeetingEnded]
    assert [kind for kind in kinds if not any(isinstance(event, kind) for event in events)] == []
    assert {event.meeting_id for event in events if hasattr(event, "meeting_id")} == {made.id}
    one, whole = [event for event in events if isinstance(event, MeetingDeleted)]
    assert [each.id for each in one.occurrences] == [made.occurrences[1].id]
    assert whole.occurrences == ()
    updated = next(event for event in events if isinstance(event, MeetingUpdated))
    assert "topic" in updated.changed
