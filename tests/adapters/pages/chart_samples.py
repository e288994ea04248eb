"""Charts as the tests draw them: an ordinary class, one that runs, a term, and the corners."""

from datetime import UTC, datetime, timedelta

from zoomcore.views import Bar, Ceiling, Chart, ShareChart, StepChart, Stretch

START = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
END = START + timedelta(minutes=50)
CLASS_TIME = Stretch(start=START, end=END, label="class time")
ROSTER = Ceiling(count=28, label="28 on the roster")
_COMING = tuple((START + timedelta(minutes=minute), minute + 9) for minute in range(-9, 16))
_GOING = tuple((END + timedelta(seconds=20 * step), 24 - step) for step in range(1, 25))


def steps(
    points: tuple[tuple[datetime, int], ...], *, until: datetime = END + timedelta(minutes=10), title: str = "In class"
) -> StepChart:
    return StepChart(title=title, points=points, until=until, zone="Europe/Madrid", shaded=CLASS_TIME, ceiling=ROSTER)


def term(classes: int, parts: tuple[str, ...] = ("present", "late", "absent")) -> ShareChart:
    bars = tuple(
        Bar(label=f"{1 + index % 28} Nov", counts=(24 - index % 7, index % 4, 4, 1)[: len(parts)])
        for index in range(classes)
    )
    return ShareChart(title="Attendance over the term", parts=parts, bars=bars)


CHARTS: dict[str, Chart] = {
    "a class": steps((*_COMING, *_GOING)),
    "a class that runs": steps(_COMING[:12], until=START + timedelta(minutes=3), title="In class now: 12"),
    "nobody came": steps(()),
    "everybody at once": steps(((START, 5000), (END, 0))),
    "no time known": StepChart(title="Seats", points=((START, 3),), until=START, zone="UTC"),
    "the clocks change": StepChart(
        title="A night class",
        points=tuple((datetime(2026, 10, 25, hour, tzinfo=UTC), hour) for hour in range(4)),
        until=datetime(2026, 10, 25, 4, tzinfo=UTC),
        zone="Europe/Madrid",
    ),
    "a term": term(30),
    "a term of four parts": term(12, ("present", "late", "absent", "excused")),
    "a long term": term(120),
    "one class": term(1),
    "no class": term(0),
    "an empty class": ShareChart(title="$x^2$ 100 %", parts=("present",), bars=(Bar(label="$1", counts=(0,)),)),
}
