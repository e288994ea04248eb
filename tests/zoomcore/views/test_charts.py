"""A chart travels with its picture, and comes out as it went in."""

import json

import pytest

from tests.adapters.pages.chart_samples import CHARTS
from zoomcore.views import Card, Picture, Reply
from zoomcore.views.codec import reply_from_json, reply_to_json


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_survives_the_way_through_json(name):
    reply = Reply(view=Card(title="T", body=(Picture(alt="24 of 28 came", chart=CHARTS[name]),)))
    assert reply_from_json(json.loads(json.dumps(reply_to_json(reply)))) == reply


def test_a_picture_without_a_chart_stays_as_short_as_it_was():
    data = reply_to_json(Reply(view=Card(title="T", body=(Picture(url="https://x.example/p.png", alt="All"),))))
    assert data["view"]["body"] == [{"is": "Picture", "alt": "All", "url": "https://x.example/p.png"}]
