"""Display names: what is decoration falls, what may tell people apart stays, and machines are no people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.attendance.names import is_nameless, is_note_taker, name_key, same_or_part


@pytest.mark.parametrize(
    "shown",
    [
        "bo chen",
        "CHEN, Bo",
        "Chen Bo",
        "bo_chen",
        "Bo.Chen",
        "Bo-Chen",
        "  Bo \t Chen ",
        "ＢＯ　ＣＨＥＮ",
        "B\u200bo Chen\ufeff",
        "Bo Chen (she/her)",
        "Bo Chen [they/them/theirs]",
        "Bo Chen she/her",
        "Bo Chen - they / them",
        "Bo Chen | (él)",
        "iPhone von Bo Chen",
        "iPad de Bo Chen",
        "iPhone 13 Pro von Bo Chen",
        "Bo Chen's iPad",
        "Bo Chen’s MacBook Pro (2)",
        "Bo Chen's phone",
        "Bo Chen (Handy)",
        "Bo Chen iPhone (2)",
        "Bo Chen – Samsung SM-G991B",
        "Bo Chen #2",
        "(123) Bo Chen",
        "Dr. Bo Chen",
        "😀 Bo 👩🏽‍💻 Chén ✨",
    ],
)
def test_decoration_is_no_part_of_a_name(shown):
    assert name_key(shown) == name_key("Bo Chen") == "bo chen"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łukasz Ørsted", "Lukasz Orsted"),
        ("Jürgen Weiß", "JURGEN WEISS"),
        ("İlker Işık", "ilker isik"),
        ("Đặng Văn Lâm", "Dang Van Lam"),
        ("Ásdís Þórsdóttir", "asdis thorsdottir"),
        ("Ёлкина Алёна", "алена елкина"),
        ("ΣΟΦΊΑ ΠΑΠΠΆΣ", "Σοφία Παππάς"),
        ("محمّد أحمد", "محمد احمد"),
        ("دانا کریمی", "دانا كريمي"),
        ("דָּנָה לֵוִי", "דנה לוי"),
        ("陈 波", "陈波"),
        ("田中　太郎", "田中太郎"),
        ("김 민준", "김민준"),
        ("ﾀﾅｶ ﾀﾛｳ", "タナカタロウ"),
        ("Pat O’Brien", "pat obrien"),
        ("Cafe\u0301 Noir", "Café Noir"),
    ],
)
def test_the_same_name_in_other_letters_is_the_same(one, other):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bo Chen", "Bo Chen's mum"),
        ("Bo Chen", "Bo Chen (guest)"),
        ("Bo Chen", "Robert (Bo) Chen"),
        ("Bo Chen", "Bo Chen Jr"),
        ("Bo Chen", "Во Сhen"),  # Cyrillic letters that look like Latin ones
        ("Tom Handy", "Tom"),
        ("Max Pixel", "Max"),
        ("iPhone Max Weber", "Weber"),
        ("Ella Miller", "Miller"),
        ("Doc", ""),
        ("Dr Bo", "Bo"),
        ("राम", "रामी"),
        ("陈波", "波陈"),
        ("Ana / Bo", "Ana"),
    ],
)
def test_what_may_tell_people_apart_stays(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    "shown",
    ["", " ", "😀", "iPhone", "iPad (2)", "Galaxy S21", "Zoom User", "call-in user_1", "+49 151 *** 12", "SM-G991B"],
)
def test_some_names_tell_nobody_apart(shown):
    assert is_nameless(shown)


@pytest.mark.parametrize("shown", ["Bo", "Bo's iPhone", "陈波", "Guest Bo", "Max", "Mac", "Ана"])
def test_any_name_at_all_tells_somebody_apart(shown):
    assert not is_nameless(shown)


@pytest.mark.parametrize(
    "shown",
    [
        "Otter.ai",
        "Bo's Otter.ai",
        "Bo’s Otter",
        "Bo (Otter.ai)",
        "OtterPilot",
        "Bo Chen's Notetaker",
        "Bo Chen's AI Notetaker",
        "Bo_Chen_Note_Taker",
        "Fireflies.ai Notetaker Bo",
        "read.ai meeting notes",
        "Fathom Notetaker",
        "Ana's Fathom",
        "tl;dv",
        "TLDV Recorder",
        "MeetGeek",
        "Sembly AI",
        "Bo's AI Companion",
        "Zoom AI Companion",
        "Meeting Assistant",
        "Microsoft Copilot",
        "Zoom Room 12",
        "Aula 3 Zoom Rooms",
        "Bo's whatever.ai",
        "Asistente de notas",
    ],
)
def test_a_note_taker_is_known_whoever_it_says_it_belongs_to(shown):
    assert is_note_taker(shown)


@pytest.mark.parametrize(
    "shown",
    [
        "Otter Jensen",
        "Fathom Li",
        "Ai Tanaka",
        "Li.Ai",
        "Jan Bot",
        "Jamie Read",
        "Nyota Uhura",
        "James Recorder",
        "Bo Chen's iPhone",
        "Assembly Room",
        "Siri Hansen",
        "Notta Bianchi",
        "Zoom User",
        "",
    ],
)
def test_people_are_no_note_takers(shown):
    assert not is_note_taker(shown)


def test_a_part_of_a_name_may_be_the_same_person():
    assert same_or_part("bo", "bo chen")
    assert same_or_part("", "bo chen")
    assert not same_or_part("ana ruiz", "bo chen")


@given(st.text(max_size=40))
def test_any_text_has_a_key_and_never_raises(text):
    key = name_key(text)
    assert key == key.strip()
    assert "|" not in key
    assert isinstance(is_note_taker(text), bool)
    assert isinstance(is_nameless(text), bool)


@given(st.lists(st.sampled_from(["Bo", "Ana", "José", "de", "la", "Chen", "Ørsted", "Nguyễn"]), min_size=1, max_size=5))
def test_the_order_and_case_of_words_make_no_difference(words):
    assert name_key(" ".join(words)) == name_key(" ".join(reversed(words)).upper())
