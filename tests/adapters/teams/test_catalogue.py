"""Every reply of the catalogue as Teams is given it: nothing it would refuse, no button and no word lost."""

from typing import Any

import pytest

from adapters.teams.render import LIMIT_BYTES, Surface, dialog, message, size_of
from tests.catalogue import CATALOGUE
from tests.peers.adaptive_cards import complaints, walk
from tests.peers.teams import words_of
from zoomcore.chat import read_press
from zoomcore.views import Button, Card, Form, Item, Items, OpenUrl, Table

REPLIES = {name: reply.marked("nonce") for name, reply in CATALOGUE.items()}
each = pytest.mark.parametrize("name", REPLIES)


def drawn(name: str, surface: Surface = Surface.CARD) -> dict[str, Any]:
    activity = message(REPLIES[name], "Europe/Madrid", "en", surface)
    assert size_of(activity) <= LIMIT_BYTES
    card: dict[str, Any] = activity["attachments"][0]["content"]
    return card


@each
@pytest.mark.parametrize("surface", Surface)
def test_teams_would_take_it_on_every_surface(name: str, surface: Surface) -> None:
    assert complaints(drawn(name, surface)) == []


@each
@pytest.mark.parametrize("locale", ["es", "fr", ""])
def test_teams_would_take_it_in_every_language(name: str, locale: str) -> None:
    content = dialog(REPLIES[name], None, locale)["task"]["value"]["card"]["content"]
    assert complaints(content) == []


@each
def test_every_button_and_link_is_there_or_the_card_says_that_something_is_left_out(name: str) -> None:
    card, view = drawn(name), REPLIES[name].view
    commands = [read_press(one["data"]["payload"]).command for one in walk(card) if "data" in one]
    addresses = {one.get("url") for one in walk(card)}
    wanted = list(_actions(view)) if isinstance(view, Card) else []
    lost = [
        one for one in wanted if (one.command not in commands if isinstance(one, Button) else one.url not in addresses)
    ]
    assert not lost or "… and" in words_of(card)


@each
def test_a_form_has_an_input_for_each_of_its_fields(name: str) -> None:
    view = REPLIES[name].view
    if isinstance(view, Form):
        named = {one["id"].partition("_")[2] for one in walk(drawn(name)) if one["type"].startswith("Input.")}
        assert named == {field.name for field in view.fields}


@each
def test_the_title_is_the_first_that_is_read(name: str) -> None:
    view = REPLIES[name].view
    if isinstance(view, Card | Form):
        first = words_of(drawn(name)["body"][0])
        assert len(first.splitlines()) <= 2


def _actions(card: Card) -> list[Button | OpenUrl]:
    found = list(card.actions)
    for block in card.body:
        match block:
            case Table(more=Button() as more):
                found.append(more)
            case Items(items=items):
                found += [action for item in items[:15] for action in _of(item)]
            case _:
                continue
    return found


def _of(item: Item) -> tuple[Button | OpenUrl, ...]:
    return item.actions
