"""Quotes and mentions: nothing inside a quote is grammar, and nothing typed is a mention."""

import pytest

from tests.zoomcore.commands.asking import ANA, MENTIONS, ask
from zoomcore.commands.lexer import lex
from zoomcore.commands.mentions import clean_raw, placeholder
from zoomcore.commands.normalise import clean_surface, flatten, fold
from zoomcore.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ('"Algebra II"', "Algebra II"),
        ("'Algebra II'", "Algebra II"),
        ("“Algebra II”", "Algebra II"),
        ("„Algebra II“", "Algebra II"),
        ("«Algebra II»", "Algebra II"),
        ("‘Algebra II’", "Algebra II"),
        ("&quot;Algebra II&quot;", "Algebra II"),
        ('"Algebra II”', "Algebra II"),
        ("'Ana's class'", "Ana's class"),
        ('"A “b” c"', "A “b” c"),
        ('“A "b" c”', 'A "b" c'),
        ('"  two   spaces "', "two spaces"),
        ('"👩‍🏫 class"', "👩‍🏫 class"),
        ('"ﬁne Ⅱ"', "ﬁne Ⅱ"),
    ],
)
def test_a_quoted_topic_is_kept_as_it_was_typed(typed, topic):
    assert ask(f"new {typed} fri 3pm").command.topic == topic


def test_an_apostrophe_is_no_quote():
    assert lex("Ana's students' club", {}).quoted == {}


def test_an_unbalanced_quote_names_its_mark_and_its_place():
    with pytest.raises(InvalidInput, match="opening « without its partner, before “Algebra”"):
        lex("new «Algebra", {})


def test_a_typed_placeholder_is_no_mention():
    assert lex(placeholder(7), MENTIONS).mentions == {}
    assert lex("\ue000\ue001x\uf8ff", MENTIONS).flat == "x"


def test_what_an_adapter_cleans_cannot_name_a_mention():
    typed = clean_raw(f"new {placeholder(0)} &lt;@U1&gt;")
    line = lex(typed, MENTIONS)
    assert line.mentions == {}
    assert line.twin.surface == "new 0 <@U1>"


def test_an_escaped_mention_stays_text():
    line = lex("&lt;@U1&gt; &lt;!channel&gt;", MENTIONS)
    assert line.mentions == {}
    assert line.twin.surface == "<@U1> <!channel>"


def test_a_lifted_mention_is_found_where_it_stood():
    line = lex(f"host {ANA} now", MENTIONS)
    assert line.mentions == {5: MENTIONS[ANA]}
    assert line.cut(0, len(line.flat)) == "host Ana now"


def test_a_mention_inside_quotes_is_its_name():
    assert ask(f'new "Talk with {ANA}" fri 3pm').command.topic == "Talk with Ana"


@pytest.mark.parametrize(
    ("typed", "flat"),
    [
        ("Mañana", "manana"),
        ("15:00–16:15", "15:00-16:15"),
        ("a\u00a0b\u2003c", "a b c"),
        ("NEW\t  x ", "new x"),
        ("to\u200bmorrow", "tomorrow"),
        ("３pm", "3pm"),
        ("×10", "x10"),
        ("\u202etxt\u202c", "txt"),
        ("ﬁ", "fi"),
    ],
)
def test_words_are_compared_in_one_plain_form(typed, flat):
    assert fold(clean_surface(typed)) == flat


def test_a_piece_of_the_flat_form_leads_back_to_what_was_typed():
    twin = flatten("  Ábc   ﬁne  déf ")
    assert twin.flat == "abc fine def"
    assert twin.cut(0, 3) == "Ábc"
    assert twin.cut(4, 8) == "ﬁne"
    assert twin.cut(9, 12) == "déf"
