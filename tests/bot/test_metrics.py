import pytest

from bot.metrics import Metrics, outcome_of
from zoomcore.chat import ConversationRef, Request, Sender, Typed
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.views import Card, Form, Reply, Tone

HERE = ConversationRef(platform="slack", tenant="T1", channel="C1")
REQUEST = Request(
    sender=Sender(platform="slack", tenant="T1", user_id="U1"),
    conversation=HERE,
    wish=Typed(text="list"),
    answer=HERE,
)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (None, "repeated"),
        (Reply(view=Card(title="x")), "done"),
        (Reply(view=Card(title="x", tone=Tone.GOOD)), "done"),
        (Reply(view=Card(title="x", tone=Tone.ASK)), "asked"),
        (Reply(view=Card(title="x", tone=Tone.BAD)), "refused"),
        (Reply(view=Card(title="x", tone=Tone.WORKING)), "working"),
        (Reply(view=Card(title="x", tone=Tone.BAD), outage=True), "outage"),
        (Reply(view=Form(title="x", base=ScheduleMeeting(), fields=(), submit="x")), "form"),
    ],
)
def test_each_reply_has_one_outcome(reply, outcome):
    assert outcome_of(reply) == outcome


async def test_requests_are_counted_by_platform_and_outcome():
    metrics = Metrics()

    async def handle(_request: Request) -> Reply:
        return Reply(view=Card(title="x"))

    assert await metrics.metered(handle)(REQUEST) == Reply(view=Card(title="x"))
    page = metrics.page().decode()
    assert 'lectern_requests_total{outcome="done",platform="slack"} 1.0' in page
    assert 'lectern_request_seconds_count{platform="slack"} 1.0' in page


async def test_a_request_that_breaks_is_counted_and_still_breaks():
    metrics = Metrics()

    async def handle(_request: Request) -> Reply:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await metrics.metered(handle)(REQUEST)
    assert 'outcome="error"' in metrics.page().decode()


def test_a_state_that_all_requests_for_licenses_have_left_goes_down_to_nothing():
    metrics = Metrics()
    metrics.note_licenses({"requested": 2, "done": 0})
    metrics.note_licenses({"requested": 0, "done": 2})

    page = metrics.page().decode()
    assert 'lectern_license_requests{state="requested"} 0.0' in page
    assert 'lectern_license_requests{state="done"} 2.0' in page
