import asyncio

import pytest

from zoomcore.views import Strong
from zoomcore.wording import _, current_language, language_of, phrase, plural, speaking


@pytest.mark.parametrize(
    ("locale", "language"), [("es-MX", "es"), ("es_ES", "es"), ("ES", "es"), ("en-GB", "en"), ("fr", "en"), ("", "en")]
)
def test_the_nearest_language_is_found_and_english_where_there_is_none(locale: str, language: str) -> None:
    assert language_of(locale) == language


def test_a_sentence_comes_out_in_the_language_of_the_block_alone() -> None:
    assert _("Help") == "Help"
    with speaking("es-MX"):
        assert _("Help") == "Ayuda"
        with speaking("en"):
            assert _("Help") == "Help"
        assert current_language() == "es"
    assert _("Help") == "Help"


def test_the_language_is_given_back_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), speaking("es"):
        raise ZeroDivisionError
    assert current_language() == "en"


async def test_two_requests_at_once_keep_their_languages_apart() -> None:
    at_once = asyncio.Barrier(2)

    async def greet(locale: str) -> str:
        with speaking(locale):
            await at_once.wait()
            return _("Help")

    assert await asyncio.gather(greet("es"), greet("en")) == ["Ayuda", "Help"]


def test_plurals_follow_the_language() -> None:
    assert [plural("{count} class", "{count} classes", count) for count in (1, 2, 0)] == [
        "1 class",
        "2 classes",
        "0 classes",
    ]
    with speaking("es"):
        assert [plural("{count} class", "{count} classes", count) for count in (1, 2)] == ["1 clase", "2 clases"]


def test_a_phrase_puts_spans_where_the_language_wants_them() -> None:
    day = Strong("Tue")
    assert phrase("The door opens at {when}.", when=day) == ("The door opens at ", day, ".")
    with speaking("es"):
        assert phrase("The door opens at {when}.", when=day) == ("La puerta se abre: ", day, ".")


def test_a_hole_without_a_part_is_a_defect_and_is_not_hidden() -> None:
    with pytest.raises(KeyError):
        phrase("{who} came", what="nothing")


def test_text_that_holds_braces_is_put_in_as_it_is() -> None:
    assert phrase("{name} came", name="{name}") == ("{name}", " came")
