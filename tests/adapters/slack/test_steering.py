import json

from adapters.slack.render import message
from zoomcore.views import Card, Code, Facts, Link, Mention, Strong, Text


def test_what_steers_a_screen_does_not_reach_slack() -> None:
    evil = "a\x1b[31m\u202eb\x00"
    line = (evil, Strong(evil), Code(evil), Mention(evil), Link(evil, "https://lectern.example/"))
    card = Card(title="Lab", body=(Text(line=line), Facts(rows=(("Who", line),))), footnote=line)
    drawn = json.dumps(message(card, "c1")["blocks"], ensure_ascii=False)
    assert "\\u001b" not in drawn
    assert "\\u0000" not in drawn
    assert "\u202e" not in drawn
    assert "a[31mb" in drawn
