"""The registry and the grammar agree: what help offers can be typed, and what is typed is known."""

import pytest

from tests.zoomcore.commands.asking import ask
from zoomcore.commands.catalogue import CATALOGUE
from zoomcore.commands.grammar import GRAMMARS
from zoomcore.commands.normalise import fold
from zoomcore.commands.parse import spec_of
from zoomcore.commands.verbs import UNABLE, known_languages, verb_table
from zoomcore.commands.wishes.courses import EnrollPerson, ImportRoster, ListCourses, ShowPeople
from zoomcore.commands.wishes.house import ShowNow
from zoomcore.commands.wishes.meetings import ListMeetings, OpenMoveForm, OpenScheduleForm, ScheduleMeeting

TYPED = [kind for kind in CATALOGUE if kind.spec.typed]
EXAMPLES = [(kind, example) for kind in TYPED for example in kind.spec.examples]


def test_every_command_that_can_be_typed_has_a_grammar_and_no_other():
    assert set(GRAMMARS) == set(TYPED)


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_every_example_of_the_help_becomes_its_own_command_without_a_guess(kind, example):
    parsed = ask(example)
    related = {ShowPeople: EnrollPerson} if "add" in example else {}
    assert isinstance(parsed.command, (kind, related.get(kind, kind)))
    assert parsed.guesses == ()


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.spec.name)
def test_every_synonym_reaches_its_command(kind):
    names = [word for word in kind.spec.synonyms if word]
    assert all(verb_table("en")[fold(name)] is kind for name in names)


def test_no_word_is_claimed_by_two_commands():
    claims = [word for kind in TYPED for word in (kind.spec.name, *kind.spec.synonyms)]
    assert len(claims) == len(set(claims))


def test_what_cannot_be_done_is_no_verb_in_any_language():
    verbs = {word for language in known_languages() for word in verb_table(language)}
    assert not verbs & UNABLE


def test_every_verb_of_another_language_means_a_command():
    for language in known_languages():
        assert all(kind in TYPED for kind in verb_table(language).values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", ShowNow),
        ("new", OpenScheduleForm),
        ("NEW  ", OpenScheduleForm),
        ("new Lab", ScheduleMeeting),
        ("schedule “Lab", ScheduleMeeting),
        ("move", OpenMoveForm),
        ("nueva clase", ScheduleMeeting),
        ("list today", ListMeetings),
        ("course", ListCourses),
        ("course people", ShowPeople),
        ("course people MATH201", ShowPeople),
        ("course people MATH201 add bo@uni.example", EnrollPerson),
        ("course people add bo@uni.example", EnrollPerson),
        ("course people the whole MATH201 add bo@uni.example", EnrollPerson),
        ("course people MATH201 import\nadd,remove", ImportRoster),
    ],
)
def test_the_first_words_tell_which_command_a_line_will_be(text, kind):
    assert spec_of(text) is kind.spec


@pytest.mark.parametrize("text", ["algebra tomorrow", "🎉", '"new"', "newest"])
def test_first_words_that_name_no_command_tell_nothing(text):
    assert spec_of(text) is None
