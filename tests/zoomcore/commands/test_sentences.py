"""What the domain finds, in words: each fact has a sentence, and no sentence a hole left open."""

from datetime import date, time

import pytest

from zoomcore.commands.sentences import in_words, note_words
from zoomcore.domain.faults import Fault, ScheduleFault
from zoomcore.domain.recurrence import PlanNote, PlanNoteKind
from zoomcore.errors import Conflict

DAY = date(2026, 11, 23)
VALUES = {
    Fault.ZONE_UNKNOWN: {"name": "x" * 300},
    Fault.YEAR_TOO_FAR: {"year": 9999},
    Fault.LENGTH: {"least": 5, "most": 24},
    Fault.EVERY_SO_MANY_DAYS: {"most": 90},
    Fault.EVERY_SO_MANY_WEEKS: {"most": 12},
    Fault.EVERY_SO_MANY_MONTHS: {"most": 3},
    Fault.TOO_MANY_TIMES: {"count": 51, "most": 50},
    Fault.TOO_MANY_UNTIL: {"until": DAY, "most": 50},
    Fault.ENDS_BEFORE_IT_BEGINS: {"last": DAY, "first": DAY},
    Fault.NO_DAY_BETWEEN: {"last": DAY, "first": DAY},
    Fault.NOTHING_LEFT: {"day": DAY},
    Fault.SEVERAL_WEEKDAYS: {"new": DAY},
}


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_says_what_happened_and_what_to_do(fault: Fault):
    said = in_words(ScheduleFault(fault, "day", **VALUES.get(fault, {})))
    assert said.message.endswith(".")
    assert said.next_step.endswith(".")
    assert "{" not in said.message + said.next_step
    assert len(said.message) < 150


def test_what_has_its_words_keeps_them():
    error = Conflict("Somebody was quicker.")
    assert in_words(error) is error


@pytest.mark.parametrize("kind", PlanNoteKind)
def test_every_note_is_a_sentence_that_names_its_day(kind: PlanNoteKind):
    text = note_words(
        PlanNote(kind=kind, day=DAY, other=date(2026, 11, 24), at=time(2, 30), wall=time(3, 30), count=50)
    )
    assert text.endswith(".")
    assert "{" not in text
    assert "23" in text
