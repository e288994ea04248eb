"""The order of rows that a link asks for."""

from datetime import UTC, datetime

import pytest

from adapters.pages.sorting import Sorting, read_sorting, sorted_by
from zoomcore.views import Card, Table, Text, When, text_of


def card(*cells: object) -> Card:
    rows = tuple(((f"row {index}",), (cell,)) for index, cell in enumerate(cells))
    return Card(title="T", body=(Text(line=("x",)), Table(caption="C", columns=("A", "B"), rows=rows)))  # type: ignore[arg-type]


def order(sorting: Sorting, *cells: object) -> list[str]:
    (_, table) = sorted_by(card(*cells), sorting).body
    assert isinstance(table, Table)
    return [text_of(row[1]) for row in table.rows]


BY_SECOND = Sorting(table=0, column=1)
DOWN = Sorting(table=0, column=1, descending=True)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("10 min", "9 min", "9.5 min"), ["9 min", "9.5 min", "10 min"]),
        (("9,50", "10,00", "−1"), ["−1", "9,50", "10,00"]),
        (("Zoë", "élodie", "Eva", "ana"), ["ana", "élodie", "Eva", "Zoë"]),
        (("late", "3", "absent"), ["3", "absent", "late"]),
        (("–", "b", "", "a"), ["a", "b", "–", ""]),
    ],
)
def test_numbers_are_numbers_and_words_know_no_case_or_accent(cells, expected):
    assert order(BY_SECOND, *cells) == expected


def test_the_other_way_round_empty_cells_still_come_last():
    assert order(DOWN, "a", "", "c", "b") == ["c", "b", "a", ""]


def test_instants_are_ordered_by_when_they_are():
    late, early = (When(datetime(2026, 11, 30, hour, tzinfo=UTC), "UTC") for hour in (16, 9))
    assert order(BY_SECOND, late, early) == [text_of((early,)), text_of((late,))]


def test_equal_rows_keep_their_order():
    (_, table) = sorted_by(card("x", "x", "x"), BY_SECOND).body
    assert [row[0] for row in table.rows] == [("row 0",), ("row 1",), ("row 2",)]


@pytest.mark.parametrize("wish", ["", "x", "9.9", "0.7", "-", "0", "1e9.0", "0.1'--", "9999.1"])
def test_whatever_else_is_asked_for_changes_nothing(wish):
    assert sorted_by(card("b", "a"), read_sorting({"sort": wish})) == card("b", "a")


def test_a_link_orders_by_a_column_and_then_the_other_way_round():
    assert Sorting().link(0, 1) == "?sort=0.1"
    once = read_sorting({"sort": "0.1"})
    assert (once.direction(0, 1), once.link(0, 1), once.direction(0, 0)) == ("ascending", "?sort=-0.1", "")
    twice = read_sorting({"sort": "-0.1"})
    assert (twice.direction(0, 1), twice.link(0, 1)) == ("descending", "?sort=0.1")
