"""Pictures of charts: small, sharp, the same every time, and readable without colours."""

import struct
from itertools import pairwise

import pytest

from adapters.pages import charts
from adapters.pages.charts import draw
from tests.adapters.pages.chart_samples import CHARTS

LARGEST = 100_000


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_a_small_picture_with_two_pixels_a_point(name: str) -> None:
    png = draw(CHARTS[name])
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (960, 540)
    assert len(png) < LARGEST


def test_the_same_chart_gives_the_same_picture_and_another_chart_another() -> None:
    assert draw(CHARTS["a class"]) == draw(CHARTS["a class"])
    assert len({draw(CHARTS[name]) for name in ("a class", "a class that runs", "nobody came", "a term")}) == 4


def test_words_and_lines_stand_out_from_their_ground() -> None:
    for ground in (charts.GROUND, charts.SHADE):
        assert contrast(charts.INK, ground) >= 7
        assert contrast(charts.QUIET, ground) >= 4.5
        assert contrast(charts.LINE, ground) >= 3
    assert contrast(charts.EDGE, charts.GROUND) >= 3


def test_what_differs_in_colour_differs_in_pattern_too() -> None:
    assert len({pattern for _colour, pattern in charts._PARTS}) == len(charts._PARTS)
    for (one, _), (other, _) in pairwise(charts._PARTS):
        assert contrast(one, other) >= 1.2
