"""Every option said in the line that books a class."""

from dataclasses import replace

import pytest

from tests.zoomcore.commands.asking import ask, refusal
from tests.zoomcore.commands.test_lines import FRIDAY, lab
from zoomcore.commands.base import Target
from zoomcore.commands.optional import SAYINGS, SPELLED
from zoomcore.commands.render import line as line_of
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.courses import Announce
from zoomcore.domain.meetings import Scope
from zoomcore.domain.options import PLACES, Audio, Encryption, JoinEarly, Registration, options_in, said_in
from zoomcore.domain.passcodes import MADE

SAID = {
    "mute": {"mute": True},
    "no mute": {"mute": False},
    "join 10 minutes early": {"join_early": JoinEarly.TEN},
    "open 5 min before class": {"join_early": JoinEarly.FIVE},
    "join before host": {"join_early": JoinEarly.ANY},
    "not before the host": {"join_early": JoinEarly.NO},
    "signed in only": {"signed_in": True},
    "signed in from uni.example and *.uni.example": {"signed_in_domains": "uni.example,*.uni.example"},
    "signed in only guests Eva@Other.example, jo@x.example": {
        "signed_in": True,
        "signed_in_except": ("eva@other.example", "jo@x.example"),
    },
    "end to end": {"encryption": Encryption.END_TO_END},
    "computer audio only": {"audio": Audio.VOIP},
    "host video off": {"host_video": False},
    "own id": {"own_id": True},
    "use my own id": {"own_id": True},
    "encryption e2e": {"encryption": Encryption.END_TO_END},
    "unlisted": {"private": True},
    "private": {"announce": Announce.NEVER},
    "focus": {"focus": True},
    "with a watermark": {"watermark": True},
    "chat on": {"chat": True},
    "several devices": {"several_devices": True},
    "with registration": {"registration": Registration.AUTOMATIC},
    "registration with approval": {"registration": Registration.MANUAL},
    "webinar Q&A practice on demand": {"webinar": True, "questions": True, "practice": True, "on_demand": True},
    "section A": {"section": "A"},
    'agenda "Bring «the» book, mute"': {"agenda": "Bring «the» book, mute"},
}


@pytest.mark.parametrize("words", SAID)
def test_an_option_is_read_anywhere_in_the_line(words):
    expected = lab(FRIDAY, **SAID[words])
    assert ask(f'new "Lab" fri 3pm {words}').command == expected
    assert ask(f'new {words} "Lab" fri 3pm').command == expected


@pytest.mark.parametrize("option", PLACES)
def test_every_option_has_a_word_of_its_own(option):
    assert option in {one.option for one in SAYINGS} | set(SPELLED)


def test_options_are_said_in_spanish_too():
    command = ask(
        'nueva "Lab" viernes 15:00 silenciar, sin sala de espera, entrar 10 minutos antes', locale="es"
    ).command
    assert said_in(options_in(command)) == {"waiting_room": False, "join_early": JoinEarly.TEN, "mute": True}


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("new Practice exam fri 3pm", "Practice exam"),
        ("new Focus group fri 3pm", "Focus group"),
        ("new Chat with parents fri 3pm", "Chat with parents"),
        ("new Q&A with the dean fri 3pm", "Q&A with the dean"),
        ("new Cross section analysis fri 3pm", "Cross section analysis"),
        ("new How to run a webinar fri 3pm", "How to run a webinar"),
    ],
)
def test_ordinary_words_stay_the_topics_own(line, topic):
    assert ask(line).command == replace(lab(FRIDAY), topic=topic)


def test_a_section_is_read_beside_a_topic_without_quotes():
    assert ask("new Lab section A fri 3pm").command == lab(FRIDAY, section="A")


def test_between_commas_ordinary_words_are_options():
    assert ask("new Lab fri 3pm, focus, chat").command == lab(FRIDAY, focus=True, chat=True)


def test_a_topic_in_quotes_is_found_behind_an_agenda_too():
    assert ask('new agenda "Read" "Lab" fri 3pm').command == lab(FRIDAY, agenda="Read")
    assert ask('new Lab fri 3pm agenda "Read"').command == lab(FRIDAY, agenda="Read")


def test_an_option_said_in_two_ways_is_refused():
    assert "can't both be meant" in refusal('new "Lab" fri 3pm mute no mute').message


def test_minutes_that_zoom_has_not_are_refused_with_those_it_has():
    error = refusal('new "Lab" fri 3pm join 7 minutes early')
    assert error.field == "join_early"
    assert "5, 10 or 15" in error.message


def test_nothing_said_leaves_every_option_open():
    assert said_in(options_in(ScheduleMeeting())) == {}
    assert said_in(options_in(ask("new Lab fri 3pm").command)) == {}


@pytest.mark.parametrize(
    ("words", "passcode"),
    [
        ("passcode 12aB@x", "12aB@x"),
        ('passcode "Geheim"', "Geheim"),
        ("password: k7_*", "k7_*"),
        ("no passcode", ""),
        ("passcode abc", "abc"),
    ],
)
def test_a_passcode_is_read_as_it_was_typed(words, passcode):
    assert ask(f'new "Lab" fri 3pm {words}').command == lab(FRIDAY, passcode=passcode)


@pytest.mark.parametrize("passcode", ["off", "Y", "and", "for", "mute"])
def test_a_passcode_that_is_a_word_of_ours_is_written_so_that_it_is_read_again(passcode):
    for command in (lab(FRIDAY, passcode=passcode), ChangeOptions(target=Target(words="lab"), passcode=passcode)):
        assert ask(line_of(command)).command == command


def test_a_word_behind_passcode_may_be_the_topics_own():
    assert ask("new Password hygiene fri 3pm").command == replace(lab(FRIDAY), topic="Password hygiene")
    assert ask("new Lab passcode 12ab fri 3pm").command == lab(FRIDAY, passcode="12ab")


@pytest.mark.parametrize(
    ("line", "passcode"),
    [
        ("new Lab fri 3pm passcode Geheim", "Geheim"),
        ("new Lab fri passcode Geheim 3pm", "Geheim"),
        ("new Lab fri 3pm with password: Geheim, mute", "Geheim"),
        ("new 3pm fri Lab passcode Geheim", "Geheim"),
        ("nueva Lab viernes 15:00 contraseña Geheim", "Geheim"),
    ],
)
def test_letters_behind_the_time_or_at_the_end_are_the_passcode(line, passcode):
    command = ask(line, locale="es" if line.startswith("nueva") else "en").command
    assert (command.topic, command.passcode) == ("Lab", passcode)


@pytest.mark.parametrize(
    "line",
    [
        "new Lab passcode Geheim fri 3pm",
        "new Reset your password safely fri 3pm",
        "new fri 3pm passcode Geheim",
        "new fri 3pm Password hygiene basics",
        "new Lab fri 3pm passcode",
        "new Lab fri 3pm passcode for 50m",
    ],
)
def test_a_passcode_that_might_be_the_topic_is_never_made_one(line):
    error = refusal(line)
    assert error.field == "passcode"
    assert "the passcode or the topic" in error.message
    assert "Geheim" not in error.message
    assert "topic in quotes" in error.next_step


@pytest.mark.parametrize(
    "words",
    [
        "Lab fri 3pm passcode off",
        "Lab fri 3pm, passcode none",
        "Lab fri passcode off 3pm",
        "Lab fri 3pm passcode off, mute",
        "Lab fri 3pm passcode off.",
        "Lab no passcode fri 3pm",
        "Lab fri 3pm no passcode mute",
        "Lab fri 3pm without a passcode",
        "Lab, passcode off, fri 3pm",
        '"Lab" passcode off fri 3pm',
    ],
)
def test_a_class_goes_without_a_passcode_where_that_is_all_the_words_can_mean(words):
    command = ask(f"new {words}").command
    assert replace(command, mute=None) == lab(FRIDAY, passcode="")


@pytest.mark.parametrize(
    "words",
    [
        "Resetting your passcode off campus fri 3pm",
        "Lab passcode off fri 3pm",
        "Lab fri 3pm passcode off campus",
        "fri 3pm Turning passcode off at home",
        "Why no password is safe fri 3pm",
        "Living with no passcode talk fri 3pm",
    ],
)
def test_a_class_is_not_booked_without_a_passcode_by_words_of_its_topic(words):
    error = refusal(f"new {words}")
    assert error.field == "passcode"
    assert "the passcode or the topic" in error.message


def test_a_topic_may_say_that_no_passcode_is_needed():
    command = ask("new Password none required talk fri 3pm").command
    assert command == replace(lab(FRIDAY), topic="Password none required talk")


@pytest.mark.parametrize("topic", ["Password hygiene", "Passcode", "Reset your password"])
def test_a_topic_may_begin_or_end_with_the_word(topic):
    assert ask(f"new {topic} fri 3pm").command == replace(lab(FRIDAY), topic=topic)


@pytest.mark.parametrize(
    ("line", "passcode", "target"),
    [
        ("set passcode 12aB@x", "12aB@x", Target()),
        ("set MATH201 passcode 12aB@x", "12aB@x", Target(course="MATH201")),
        ("set passcode 12aB@x next", "12aB@x", Target(which="next")),
        ("set algebra new passcode: Geheim", "Geheim", Target(words="algebra")),
        ("set next passcode to MATH201", "MATH201", Target(which="next")),
        ('set "algebra" passcode "Geheim"', "Geheim", Target(words="algebra")),
        ("set MATH201 passcode off", "", Target(course="MATH201")),
        ('set MATH201 passcode "7Qx@k2M9"', "7Qx@k2M9", Target(course="MATH201")),
        ("set passcode", MADE, Target()),
        ("set a new passcode", MADE, Target()),
        ("set passcode for algebra", MADE, Target(words="algebra")),
        ("set passcode #MATH201", MADE, Target(course="MATH201")),
        ("set algebra passcode", MADE, Target(words="algebra")),
        ("set next no passcode", "", Target(which="next")),
        ("set without passcode", "", Target()),
        ("set contraseña 12aB@x", "12aB@x", Target()),
    ],
)
def test_a_class_that_exists_gets_another_passcode(line, passcode, target):
    command = ask(line).command
    assert command == ChangeOptions(target=target, passcode=passcode)
    assert ask(line_of(command)).command == command


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("set MATH201 passcode no waiting room", {"waiting_room": False}),
        ("set MATH201 new passcode without registration", {"registration": Registration.NONE}),
        ("set MATH201 passcode and mute", {"mute": True}),
        ("set MATH201 passcode, mute", {"mute": True}),
    ],
)
def test_a_word_that_leads_on_to_an_option_is_no_passcode(line, options):
    command = ask(line).command
    assert command == ChangeOptions(target=Target(course="MATH201"), passcode=MADE, **options)
    assert ask(line_of(command)).command == command


def test_a_word_that_may_be_an_option_or_the_passcode_is_asked_about():
    error = refusal("set MATH201 passcode mute")
    assert error.field == "passcode"
    assert "the passcode or an option" in error.message
    assert ask('set MATH201 passcode "mute"').command == ChangeOptions(target=Target(course="MATH201"), passcode="mute")


@pytest.mark.parametrize("words", ["passcode no waiting room", "passcode and mute", "passcode with registration"])
def test_of_a_new_class_such_a_word_is_no_passcode_either(words):
    assert refusal(f'new "Lab" fri 3pm {words}').field == "passcode"


def test_a_passcode_is_changed_beside_options_and_for_all_dates():
    assert ask("set next passcode all").command == ChangeOptions(
        target=Target(which="next"), passcode=MADE, scope=Scope.ALL
    )
    assert ask("set next passcode, mute").command == ChangeOptions(
        target=Target(which="next"), passcode=MADE, mute=True
    )
    assert ask("set mute, passcode 12ab").command == ChangeOptions(passcode="12ab", mute=True)


@pytest.mark.parametrize(
    ("line", "section", "target"),
    [
        ("set section B", "B", Target()),
        ("set MATH201 section B", "B", Target(course="MATH201")),
        ("set next for section Evening", "Evening", Target(which="next")),
        ("set algebra section Lab-2", "Lab-2", Target(words="algebra")),
        ("set lab no section", "", Target(words="lab")),
        ("set without section", "", Target()),
        ("set lab for the whole course", "", Target(words="lab")),
        ("set sección B", "B", Target()),
        ("set sin sección", "", Target()),
    ],
)
def test_a_class_that_exists_is_given_to_another_section(line, section, target):
    command = ask(line).command
    assert command == ChangeOptions(target=target, section=section)
    assert ask(line_of(command)).command == command


@pytest.mark.parametrize("line", ["set section", "set MATH201 section"])
def test_a_section_without_a_name_is_asked_for(line):
    error = refusal(line)
    assert (error.field, error.message) == ("section", "Which section shall the class be for?")


def test_a_section_is_changed_beside_options():
    wanted = ChangeOptions(section="B", mute=True, scope=Scope.ALL)
    assert ask("set section B, mute all").command == wanted
    assert ask(line_of(wanted)).command == wanted
