"""The words of each language: days, months, times, joints. English is always understood beside the asker's own.

Every word is written flat: lower case, without accents.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """One language, or several laid over each other. Tables map a word to what it stands for, tuples are synonyms."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    #: Days from today.
    near_days: Mapping[str, int]
    clock_words: Mapping[str, int]
    morning: Words
    afternoon: Words
    #: Parts of a day, beside a day rather than behind a time: "friday evening at 7", "at 9 tonight".
    before_noon: Words
    after_noon: Words
    minute: Words
    hour: Words
    day: Words
    week: Words
    month: Words
    half_hour: Words
    one_hour: Words
    numbers: Mapping[str, int]
    nth: Mapping[str, int]
    at: Words
    on: Words
    of: Words
    lasting: Words
    within: Words
    since: Words
    until: Words
    to: Words
    between: Words
    and_: Words
    next_: Words
    this: Words
    every: Words
    other: Words
    daily: Words
    weekly: Words
    biweekly: Words
    monthly: Words
    workdays: Words
    weekend: Words
    anytime: Words
    times: Words
    besides: Words
    filler: Words


def _spread(rows: Iterable[tuple[int, str]]) -> dict[str, int]:
    return {word: number for number, words in rows for word in words.split()}


ENGLISH = Vocabulary(
    weekdays=_spread(
        (
            (1, "monday mon"),
            (2, "tuesday tues tue"),
            (3, "wednesday weds wed"),
            (4, "thursday thurs thur thu"),
            (5, "friday fri"),
            (6, "saturday sat"),
            (7, "sunday sun"),
        )
    ),
    months=_spread(
        (
            (1, "january jan"),
            (2, "february feb"),
            (3, "march mar"),
            (4, "april apr"),
            (5, "may"),
            (6, "june jun"),
            (7, "july jul"),
            (8, "august aug"),
            (9, "september sept sep"),
            (10, "october oct"),
            (11, "november nov"),
            (12, "december dec"),
        )
    ),
    near_days={
        "today": 0,
        "tonight": 0,
        "this morning": 0,
        "this afternoon": 0,
        "this evening": 0,
        "tomorrow": 1,
        "tomorrow morning": 1,
        "tomorrow afternoon": 1,
        "tomorrow evening": 1,
        "tomorrow night": 1,
        "tmrw": 1,
        "tmr": 1,
        "tomorow": 1,
        "tommorow": 1,
        "tommorrow": 1,
        "day after tomorrow": 2,
        "the day after tomorrow": 2,
        "yesterday": -1,
        "day before yesterday": -2,
    },
    clock_words={"noon": 12, "midday": 12, "midnight": 0},
    morning=("am", "a.m.", "a.m", "in the morning"),
    afternoon=("pm", "p.m.", "p.m", "in the afternoon", "in the evening"),
    before_noon=("in the morning", "morning"),
    after_noon=(
        *("in the afternoon", "in the evening", "at night"),
        *("afternoon", "evening", "night", "tonight"),
    ),
    minute=("minutes", "minute", "mins", "min", "m"),
    hour=("hours", "hour", "hrs", "hr", "h"),
    day=("days", "day"),
    week=("weeks", "week", "wks", "wk"),
    month=("months", "month"),
    half_hour=("half an hour", "half hour"),
    one_hour=("an hour",),
    numbers={"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10},
    nth={
        "first": 1,
        "1st": 1,
        "second": 2,
        "2nd": 2,
        "third": 3,
        "3rd": 3,
        "fourth": 4,
        "4th": 4,
        "last": -1,
    },
    at=("at", "@"),
    on=("on the", "on"),
    of=("of",),
    lasting=("for", "lasting"),
    within=("in",),
    since=("from", "starting on", "starting", "beginning on", "beginning", "starts", "since"),
    until=("until", "till", "til", "through", "thru", "up to", "ending on", "ending", "ends"),
    to=("to",),
    between=("between",),
    and_=("and", "&", "+"),
    next_=("next",),
    this=("this", "coming"),
    every=("every", "each"),
    other=("other", "second", "2nd"),
    daily=("daily",),
    weekly=("weekly",),
    biweekly=("biweekly", "bi-weekly", "fortnightly"),
    monthly=("monthly",),
    workdays=("weekdays", "weekday", "workdays", "workday", "working day"),
    weekend=("weekends", "weekend"),
    anytime=("anytime", "any time", "no fixed time", "without a fixed time"),
    times=("times", "time", "sessions", "x"),
    besides=("except for", "except on", "except", "excluding", "skipping", "skip", "but not", "not on"),
    filler=("please", "on", "at", "the", "a", "class", "meeting", "from", "and", "for", "in", "of", "to", "called"),
)

SPANISH = Vocabulary(
    weekdays=_spread(
        (
            (1, "lunes lun"),
            (2, "martes"),
            (3, "miercoles mie"),
            (4, "jueves jue"),
            (5, "viernes vie"),
            (6, "sabado sab"),
            (7, "domingo dom"),
        )
    ),
    months=_spread(
        (
            (1, "enero ene"),
            (2, "febrero"),
            (3, "marzo"),
            (4, "abril abr"),
            (5, "mayo"),
            (6, "junio"),
            (7, "julio"),
            (8, "agosto ago"),
            (9, "septiembre setiembre set"),
            (10, "octubre"),
            (11, "noviembre"),
            (12, "diciembre dic"),
        )
    ),
    near_days={
        "hoy": 0,
        "esta manana": 0,
        "esta tarde": 0,
        "esta noche": 0,
        "manana": 1,
        "manana por la manana": 1,
        "manana por la tarde": 1,
        "manana por la noche": 1,
        "pasado manana": 2,
        "ayer": -1,
        "anteayer": -2,
    },
    clock_words={"mediodia": 12, "medianoche": 0},
    morning=("de la manana", "de la madrugada", "por la manana"),
    afternoon=("de la tarde", "de la noche", "por la tarde", "por la noche"),
    before_noon=("por la manana", "en la manana", "esta manana"),
    after_noon=("por la tarde", "por la noche", "en la tarde", "en la noche", "esta tarde", "esta noche"),
    minute=("minutos", "minuto"),
    hour=("horas", "hora"),
    day=("dias", "dia"),
    week=("semanas", "semana"),
    month=("meses", "mes"),
    half_hour=("media hora",),
    one_hour=("una hora",),
    numbers={"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "diez": 10},
    nth={"primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4, "ultimo": -1},
    at=("a las", "a la", "al"),
    on=("los", "el"),
    of=("de", "del"),
    lasting=("durante", "por"),
    within=("dentro de", "en"),
    since=("desde el", "desde", "a partir del", "a partir de", "del", "de"),
    until=("hasta el", "hasta"),
    to=("al", "a"),
    between=("entre",),
    and_=("y", "e"),
    next_=("proximo", "siguiente"),
    this=("este",),
    every=("cada", "todos los", "todas las"),
    other=(),
    daily=("diario", "a diario"),
    weekly=("semanal", "semanalmente"),
    biweekly=("quincenal",),
    monthly=("mensual", "mensualmente"),
    workdays=("dias laborables", "dia laborable", "dias habiles"),
    weekend=("fines de semana",),
    anytime=("sin hora fija", "a cualquier hora"),
    times=("veces", "sesiones"),
    besides=("excepto", "salvo", "menos"),
    filler=("el", "la", "los", "las", "a", "de", "por favor", "clase", "en", "y"),
)

_BY_LANGUAGE = {"en": ENGLISH, "es": SPANISH}


@lru_cache(maxsize=16)
def vocabulary(language: str) -> Vocabulary:
    """The words of a language together with English; English alone for one we have no table of."""
    own = _BY_LANGUAGE.get(language, ENGLISH)
    return ENGLISH if own is ENGLISH else _join(ENGLISH, own)


def _join(first: Vocabulary, second: Vocabulary) -> Vocabulary:
    joined: dict[str, Any] = {}
    for each in fields(Vocabulary):
        one, two = getattr(first, each.name), getattr(second, each.name)
        joined[each.name] = one + two if isinstance(one, tuple) else {**one, **two}
    return Vocabulary(**joined)


def language_of(locale: str) -> str:
    """The language part of "es-MX" or "en_GB"."""
    return locale.replace("_", "-").partition("-")[0].lower()


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first; a space stands for any gap."""
    ranked = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in ranked) + ")" if ranked else r"(?!)"
