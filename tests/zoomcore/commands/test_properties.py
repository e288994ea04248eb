"""What holds for every line: no crash, no loss, and a written line reads as what it says."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.options import any_options
from tests.zoomcore.commands.asking import MADRID, MENTIONS, NOW
from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack, unpack
from zoomcore.commands.lexer import lex
from zoomcore.commands.outcome import NotUnderstood, Parsed, Speaker
from zoomcore.commands.parse import parse, spec_of
from zoomcore.commands.render import line
from zoomcore.commands.wishes.meetings import CancelMeeting, MoveMeeting, OpenScheduleForm, ScheduleMeeting
from zoomcore.domain.courses import Announce
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Scope
from zoomcore.domain.options import only_for, said_in
from zoomcore.domain.passcodes import ALPHABET
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import MOST_OCCURRENCES, Repeat, Schedule
from zoomcore.errors import InvalidInput

VOCABULARY = """
new move cancel list join now help course people map add import remove schedule settings algebra MATH201 #MATH201
"Lab" “Lab 2” « \\ ' " tomorrow yesterday today mon tue,wed fridays MWF TR next last first this every each other
2 3 31 12 99 0 weeks month days weekday daily weekly biweekly anytime until from to - , & and except dec 29 feb
9999-12-31 0001-01-01 2026-12-01 2026-12-01T14:00Z 3pm 15:00 25:00 3:30 noon midnight at in for 50m 1h30 hours
minutes x10 x51 times host tz UTC UTC+2 Europe/Berlin Paris record private all following 812 3456 7890 page as
mute no waiting room focus webinar section signed in only q&a agenda chat on demand early registration
3/4 13/5 1.2. 3-3:50pm 9-13 999 9999 cada lunes mañana hasta de la tarde 🎉 ½ ٣ ß İ ﬁ \u202e \x00 &lt;@U1&gt;
"""
WORDS = VOCABULARY.split()
LOCALES = st.sampled_from(["en", "es", "en-US", "en-GB", "fr", "ja", ""])
LINES = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=12).map(lambda words: "new " + " ".join(words)),
    st.text(max_size=80),
    st.text(alphabet="\ue000\ue001\"'“”01 newat:/-.,", max_size=40),
)


def read(text: str, locale: str = "en") -> Parsed | InvalidInput:
    try:
        return parse(text, MENTIONS, Speaker(now=NOW, zone=MADRID, locale=locale))
    except InvalidInput as error:
        return error


@given(LINES, LOCALES)
def test_any_text_is_read_or_refused_in_words(text, locale):
    answer = read(text, locale)
    if isinstance(answer, InvalidInput):
        assert answer.message
        assert answer.next_step
        choices = answer.choices if isinstance(answer, NotUnderstood) else ()
    else:
        choices = ()
        assert unpack(pack(answer.command)) == answer.command
    assert all(unpack(pack(choice.command)) == choice.command for choice in choices)


@given(LINES | st.lists(st.sampled_from(WORDS), max_size=5).map(lambda words: "course people " + " ".join(words)))
def test_the_first_words_of_any_text_can_be_looked_at(text):
    spec = spec_of(text)
    answer = read(text)
    if isinstance(answer, Parsed) and answer.command.spec.writes and not answer.guesses:
        # Whoever opened no writing unit after that look would fail.
        assert spec is not None
        assert spec.writes


DATES = """
today tomorrow mon next tue wed every fridays MWF TR weekday daily weekly biweekly monthly 2 weeks the last fri
from jan 12 until may 4 dec 12 feb 28 x4 x50 10 times except mar 9-13 15th month for 50m tz Asia/Tokyo UTC
"""
TIMETABLE = DATES.split()


@given(st.lists(st.sampled_from(TIMETABLE), max_size=7), st.sampled_from(["9:00", "3pm", "23:59", "2:30am"]))
def test_a_class_that_was_read_can_be_laid_out_within_the_limits(words, at):
    answer = read(f'new "Lab" {" ".join(words)} {at}')
    command = answer.command if isinstance(answer, Parsed) else None
    if not isinstance(command, ScheduleMeeting):
        return
    laid_out = plan(schedule_of(command))
    assert 1 <= laid_out.count <= MOST_OCCURRENCES
    assert laid_out.first > NOW
    assert laid_out.days[0] == command.day or command.day in command.skip


def schedule_of(command: ScheduleMeeting) -> Schedule:
    return Schedule(
        zone=command.zone or MADRID,
        duration_minutes=command.duration_minutes or 60,
        day=command.day,
        at=command.at,
        repeat=command.repeat,
        interval=command.interval,
        weekdays=command.weekdays,
        monthly_week=command.monthly_week,
        until=command.until,
        count=command.count,
        skip=command.skip,
    )


TOPICS = st.text(min_size=1, max_size=60).filter(
    lambda text: (
        lex_alone(text) == text and not ({'"', "“", "”", "„", "‟", "＂"} & set(text) and {"«", "»"} & set(text))
    )
)


def lex_alone(text: str) -> str:
    """What a quoted text comes to: unescaped, without what cannot be seen, single spaces."""
    quoted = lex(f"«{text}»" if '"' in text or "“" in text else f'"{text}"', {}).quoted if "»" not in text else {}
    return next(iter(quoted.values()), "")


PASSCODES = st.text(sorted(ALPHABET), min_size=1, max_size=10)
DAYS = st.dates(date(2026, 11, 24), date(2027, 11, 1))
CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
SURE_CLOCKS = CLOCKS.map(lambda at: at if at.hour >= 7 else at.replace(hour=at.hour + 12))


@st.composite
def rules(draw):
    """A repeat as the form or a line would give it, whose first day agrees with it."""
    day = draw(DAYS)
    kind = draw(st.sampled_from([Repeat.NONE, Repeat.DAILY, Repeat.WEEKLY, Repeat.MONTHLY]))
    if kind is Repeat.NONE:
        return {"day": day}
    rule = {"day": day, "repeat": kind, "interval": draw(st.integers(1, 3)), "count": draw(st.integers(2, 20))}
    if kind is Repeat.WEEKLY:
        others = draw(st.sets(st.integers(1, 7), max_size=3))
        rule["weekdays"] = tuple(sorted({day.isoweekday(), *others}))
    if kind is Repeat.MONTHLY and day.day <= 28 and draw(st.booleans()):
        rule |= {"weekdays": (day.isoweekday(),), "monthly_week": (day.day - 1) // 7 + 1}
    if draw(st.booleans()):
        days = plan(Schedule(zone=MADRID, duration_minutes=60, at=time(12), **rule)).days
        rule |= {"count": None, "until": days[-1]} if draw(st.booleans()) else {"skip": (days[1],)}
    return rule


@given(
    rules(),
    TOPICS,
    st.fixed_dictionaries(
        {
            "at": SURE_CLOCKS,
            "duration_minutes": st.sampled_from([None, 5, 50, 90, 1440]),
            "course": st.sampled_from(["", "MATH201", "cs-101"]),
            "zone": st.sampled_from(["", "Europe/Berlin", "America/New_York", "UTC"]),
            "host": st.sampled_from(["", "kim@uni.example"]),
            "announce": st.sampled_from([None, Announce.ALWAYS, Announce.NEVER]),
            "section": st.sampled_from(["", "A", "lab-2"]),
            "passcode": st.none() | st.sampled_from(["", "NONE", "off", "with", "mute"]) | PASSCODES,
        }
    ),
    st.sampled_from(MeetingKind),
    any_options(),
)
def test_a_class_written_as_a_line_is_read_as_the_same_class(rule, topic, details, kind, options):
    wanted = said_in(only_for(options, kind))
    command = ScheduleMeeting(topic=topic, webinar=kind is MeetingKind.WEBINAR, **details, **rule, **wanted)
    answer = read(line(command))
    assert isinstance(answer, Parsed), answer
    assert answer.command == command
    assert answer.guesses == ()


@given(
    st.sampled_from([Target(), Target(course="MATH201"), Target(number=81234567890), Target(words="linear algebra")]),
    st.one_of(st.none(), DAYS),
    st.one_of(st.none(), SURE_CLOCKS),
    st.sampled_from(list(Scope)),
    st.one_of(st.none(), DAYS),
)
def test_a_move_and_a_cancellation_written_as_lines_are_read_as_themselves(target, day, at, scope, had):
    assume(day is not None or at is not None)
    # A line that names a day means its date: it has no way to leave that open.
    assume(had is None or scope is not Scope.UNSAID)
    target = replace(target, day=had)
    move = MoveMeeting(target=target, day=day, at=at, scope=scope)
    cancel = CancelMeeting(target=target, scope=scope)
    assert read(line(move)).command == move
    assert read(line(cancel)).command == cancel


@given(rules(), st.one_of(st.none(), SURE_CLOCKS), st.sampled_from([Scope.UNSAID, Scope.ALL]))
def test_a_new_rule_written_as_a_line_is_read_as_itself(rule, at, scope):
    assume("repeat" in rule)
    kept = {name: value for name, value in rule.items() if name not in {"day", "skip"}}
    move = MoveMeeting(target=Target(course="MATH201"), at=at, scope=scope, **kept)
    assert read(line(move)).command == move


@given(rules(), TOPICS, CLOCKS)
def test_a_class_survives_the_way_through_a_button(rule, topic, at):
    command = ScheduleMeeting(topic=topic, at=at, **rule)
    assert unpack(pack(command)) == command
    assert unpack(pack(OpenScheduleForm(draft=command))) == OpenScheduleForm(draft=command)


@given(st.integers(0, 15 * 366 * 24 * 60), st.sampled_from(["Europe/Madrid", "Pacific/Apia"]))
def test_a_day_without_a_year_is_never_in_the_past(minutes, zone):
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    # Unless its last minute has just begun.
    assume(now.astimezone(ZoneInfo(zone)).strftime("%m-%d %H:%M") != "12-12 23:59")
    command = parse("new Lab dec 12 23:59", {}, Speaker(now=now, zone=zone)).command
    start = datetime.combine(command.day, command.at, ZoneInfo(zone))
    assert timedelta() < start - now <= timedelta(days=367)
