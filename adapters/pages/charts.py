"""Charts as PNG. The only user of matplotlib, which takes half a second to load: nobody imports this but who draws.

A picture brings its own ground, so that it can be read in a dark chat as well. It is drawn to be seen at 480 × 270
points, with two pixels a point. What differs in colour differs in pattern too, and text on its ground has a contrast
of 7 : 1 or more.
"""

import io
from itertools import accumulate
from typing import assert_never

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, DateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator, PercentFormatter

from zoomcore.views import Chart, ShareChart, StepChart
from zoomcore.views.times import known_zone

GROUND, INK, QUIET, EDGE = "#ffffff", "#1b2130", "#4c566b", "#8791a5"
LINE, SHADE = "#1d4fb8", "#e3eafb"
_INCHES, _DOTS, _MARGIN = (4.8, 2.7), 200, 0.09
_TITLE, _WORDS, _SMALL = 10.5, 9, 8
#: Colour and pattern of the parts of a share, the best first.
_PARTS = (("#1d4fb8", ""), ("#f0b04a", "////"), ("#dde3ee", "...."), ("#ffffff", "xxxx"))
#: In matplotlib's days.
_MINUTE = 1 / 1440
#: More letters than that under the bars would run into each other.
_MOST_LETTERS = 52


def draw(chart: Chart) -> bytes:
    """PNG; the same chart gives the same bytes. Takes about 0.1 s of one processor: never in the event loop."""
    figure = Figure(figsize=_INCHES, dpi=_DOTS, facecolor=GROUND)
    figure.set_layout_engine(ConstrainedLayoutEngine(w_pad=_MARGIN, h_pad=_MARGIN))
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title(chart.title, loc="left", fontsize=_TITLE, fontweight="bold", color=INK, parse_math=False)
    axes.tick_params(labelsize=_SMALL, labelcolor=INK, color=EDGE)
    axes.set_facecolor(GROUND)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(EDGE)
    match chart:
        case StepChart():
            _steps(axes, chart)
        case ShareChart():
            _shares(axes, chart)
        case _:
            assert_never(chart)
    written = io.BytesIO()
    canvas.print_png(written, metadata={"Software": None}, pil_kwargs={"optimize": True})
    return written.getvalue()


def _steps(axes: Axes, chart: StepChart) -> None:
    zone = known_zone(chart.zone, "UTC")
    instants = [instant for instant, _count in chart.points] + [chart.until]
    counts = [count for _instant, count in chart.points]
    counts += counts[-1:] or [0]
    times = [float(date2num(instant)) for instant in instants]
    _shade(axes, chart)
    axes.fill_between(times, counts, step="post", color=LINE, alpha=0.25, linewidth=0)
    axes.step(times, counts, where="post", color=LINE, linewidth=2)
    if counts[-1]:
        # They are still in: the line goes on from here.
        axes.plot(times[-1:], counts[-1:], "o", color=LINE, markersize=5, clip_on=False, zorder=3)
    highest = max([*counts, chart.ceiling.count if chart.ceiling else 0, 1])
    if chart.ceiling:
        axes.axhline(chart.ceiling.count, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        axes.annotate(
            chart.ceiling.label,
            (1, chart.ceiling.count),
            xycoords=("axes fraction", "data"),
            xytext=(-2, 3),
            textcoords="offset points",
            ha="right",
            fontsize=_SMALL,
            color=INK,
            parse_math=False,
        )
    axes.set_ylim(0, highest * 1.25)
    edges = [*times, *_edges(chart)]
    axes.set_xlim(min(edges), max(*edges, min(edges) + _MINUTE))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_locator(AutoDateLocator(tz=zone, minticks=3, maxticks=7))
    axes.xaxis.set_major_formatter(DateFormatter("%H:%M", tz=zone))


def _shade(axes: Axes, chart: StepChart) -> None:
    if chart.shaded is None:
        return
    start, end = _edges(chart)
    axes.axvspan(start, end, facecolor=SHADE, edgecolor=QUIET, linewidth=0.8, linestyle=":", zorder=0)
    axes.annotate(
        chart.shaded.label,
        (start, 1),
        xycoords=("data", "axes fraction"),
        xytext=(4, -4),
        textcoords="offset points",
        va="top",
        fontsize=_SMALL,
        color=QUIET,
        parse_math=False,
    )


def _edges(chart: StepChart) -> list[float]:
    """The shaded span's, in matplotlib's days."""
    return [float(date2num(one)) for one in (chart.shaded.start, chart.shaded.end)] if chart.shaded else []


def _shares(axes: Axes, chart: ShareChart) -> None:
    places = list(range(len(chart.bars)))
    wholes = [sum(bar.counts) or 1 for bar in chart.bars]
    shares = [[count / whole for count in bar.counts] for bar, whole in zip(chart.bars, wholes, strict=True)]
    feet = [[0.0, *accumulate(share)] for share in shares]
    for index, (name, (colour, pattern)) in enumerate(zip(chart.parts, _PARTS, strict=False)):
        axes.bar(
            places,
            [share[index] for share in shares],
            bottom=[foot[index] for foot in feet],
            width=0.8,
            color=colour,
            edgecolor=INK,
            linewidth=0.5,
            hatch=pattern,
            label=name,
        )
    longest = max((len(bar.label) for bar in chart.bars), default=0) + 2
    every = max(1, -(-len(places) // max(1, _MOST_LETTERS // longest)))
    axes.set_xticks(places[::every], [bar.label for bar in chart.bars[::every]], parse_math=False)
    axes.set_xlim(-0.6, max(len(places), 4) - 0.4)
    axes.set_ylim(0, 1)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    axes.figure.legend(loc="outside lower left", ncols=len(chart.parts), fontsize=_WORDS, labelcolor=INK, frameon=False)
