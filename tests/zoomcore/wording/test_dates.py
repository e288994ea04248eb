from datetime import date

from zoomcore.wording import speaking
from zoomcore.wording.dates import long_date, spell, weekday_of

DAY = date(2026, 11, 23)


def test_days_are_named_in_english_without_a_request() -> None:
    assert (spell(DAY), long_date(DAY), weekday_of(DAY)) == ("Mon 23 Nov 2026", "23 November 2026", "Monday")


def test_days_are_named_in_the_language_of_the_request() -> None:
    with speaking("es"):
        assert (spell(DAY), long_date(DAY), weekday_of(DAY)) == ("lun 23 nov 2026", "23 noviembre 2026", "lunes")
