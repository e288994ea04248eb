"""Pictures of attendance, as data: they show counts and name nobody. What each shows is said in words beside it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from zoomcore.commands.base import Command
from zoomcore.commands.wishes.attendance import OpenPresencePicture, OpenTermPicture
from zoomcore.domain.attendance.evidence import JoinInterval
from zoomcore.domain.attendance.rules import AttendanceStatus
from zoomcore.domain.attendance.sheets import Sheet, SheetRow, SheetState
from zoomcore.domain.meetings import DatedClass
from zoomcore.errors import NotFound
from zoomcore.services.attendance import words
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.attendance.sections import own_section, picture_for
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Bar,
    Card,
    Ceiling,
    Chart,
    Picture,
    Reply,
    ShareChart,
    StepChart,
    Stretch,
    Text,
    When,
    WhenStyle,
)
from zoomcore.views.times import format_when
from zoomcore.wording import _, current_language, phrase, plural

_MINUTE = timedelta(minutes=1)
#: Counted as shares of those of whom something was expected and who were not excused.
_PARTS = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.PARTIAL, AttendanceStatus.ABSENT)
_UNCOUNTED = frozenset({SheetState.NOT_HELD, SheetState.VOID})
_PAGE = "page"


async def presence(unit: Unit, scene: Scene, wish: OpenPresencePicture) -> Reply:
    """One class, drawn. NotFound where nobody of the roster was seen, or the rows are forgotten."""
    chart = None
    if wish.occurrence is not None:
        chart = presence_chart(await picture_for(unit, scene, wish.occurrence), scene.zone)
    return _drawn(chart)


async def term(unit: Unit, scene: Scene, wish: OpenTermPicture) -> Reply:  # noqa: ARG001 # the scene stands in its course
    """A course's classes so far, drawn. NotFound where none counts. Four statements at most."""
    course = scene.the_course()
    sheets = await unit.sheets.of_course(course.id)
    dates = await unit.meetings.get_occurrences([one.occurrence for one in sheets])
    rows = await unit.sheets.rows_of_course(course.id)
    section = await own_section(unit, scene, course.id)
    if section is not None:
        rows = tuple(one for one in rows if one.attendance.person in section.students)
    return _drawn(term_chart(sheets, rows, dates))


def _drawn(chart: Chart | None) -> Reply:
    if chart is None:
        raise NotFound(_("There is nothing to draw of that yet."))
    return Reply(view=Card(title=chart.title, body=(Picture(alt=chart.title, chart=chart),)))


def shown(scene: Scene, wish: Command, finding: str) -> Picture:
    """The picture that `wish` draws, for the place it is asked from; where none can be fetched, its words alone."""
    links = scene.deployment.links
    page = scene.conversation.platform == _PAGE
    url = links.page_picture(scene.person.id, wish) if page else links.picture(scene.person.id, wish)
    return Picture(alt=finding, url=url)


# One class.


def presence_picture(scene: Scene, findings: Findings) -> tuple[Picture | Text, ...]:
    """How many of the students were in, minute by minute; nothing where nobody was seen.

    Of a frozen class no minutes are left to draw, only results: they are said, and why there is no picture.
    """
    finding = presence_finding(findings, scene.zone)
    if findings.state is SheetState.FROZEN:
        gone = phrase("There is no picture of this class any more: who was in at which minute is deleted.")
        return (*((Text(line=(finding,)),) if finding else ()), Text(line=gone, quiet=True))
    wish = OpenPresencePicture(occurrence=findings.dated.occurrence.id)
    return (shown(scene, wish, finding),) if finding else ()


def presence_chart(findings: Findings, zone: str) -> StepChart | None:
    """Of those who should be there and were recognised; None where there was nobody. Live: up to now."""
    stays = _stays(findings)
    if not stays:
        return None
    students = len(findings.expected)
    title = _("Students in class, minute by minute")
    last = max(one.end for one in stays)
    points = _counts(stays, last)
    return StepChart(
        title=title,
        points=points if findings.live else (*points, (last, 0)),
        until=max(last, findings.now) if findings.live else last + 2 * _MINUTE,
        zone=zone,
        shaded=_class_time(findings),
        ceiling=Ceiling(count=students, label=plural("{count} on the roster", "{count} on the roster", students)),
    )


def presence_finding(findings: Findings, zone: str) -> str:
    """What the picture shows: "24 of 28 students were in for most of it; most had arrived by 15:04 CET (UTC+1)."."""
    frozen = findings.state is SheetState.FROZEN
    if not (frozen and any(one.attended for one in findings.attendance.values())) and not _stays(findings):
        return ""
    everybody = str(len(findings.expected))
    if findings.live:
        return _("{some} of {all} students are in now.").format(some=len(findings.here), all=everybody)
    found = [findings.attendance[one.person] for one in findings.expected if one.person in findings.attendance]
    most = sum(2 * one.attended >= one.window > timedelta() for one in found)
    said = _("{some} of {all} students were in for most of it").format(some=most, all=everybody)
    arrived = sorted(one.arrived_at for one in found if one.arrived_at is not None and one.attended)
    if not arrived:
        return f"{said}."
    when = format_when(When(arrived[len(arrived) // 2], zone, WhenStyle.TIME), zone, current_language())
    return _("{said}; most had arrived by {when}.").format(said=said, when=when)


def _stays(findings: Findings) -> list[JoinInterval]:
    """Of everybody expected: what earns something and what a strict rule withholds, as both were there to see."""
    found = (findings.presences.get(one.person) for one in findings.expected)
    return [stay for one in found if one is not None for stay in (*one.stays, *one.withheld)]


def _counts(stays: Sequence[JoinInterval], last: datetime) -> tuple[tuple[datetime, int], ...]:
    """At each full minute, and only where it changes: finer would tell single people's comings and goings."""
    starts, ends = sorted(one.start for one in stays), sorted(one.end for one in stays)
    minute = starts[0].replace(second=0, microsecond=0)
    points = [(minute - _MINUTE, 0)]
    while minute <= last:
        # Who has not left yet is known to be in until this moment, and counts at it.
        count = bisect_right(starts, minute) - bisect_left(ends, minute)
        if count != points[-1][1]:
            points.append((minute, count))
        minute += _MINUTE
    return tuple(points)


def _class_time(findings: Findings) -> Stretch | None:
    """As it was planned, or as it was held where no time was fixed."""
    held = findings.window
    planned = findings.time.scheduled or (JoinInterval(held[0].start, held[-1].end) if held else None)
    return Stretch(start=planned.start, end=planned.end, label=_("class time")) if planned else None


# A term.


def term_chart(sheets: Sequence[Sheet], rows: Iterable[SheetRow], dates: Mapping[int, DatedClass]) -> ShareChart | None:
    """A bar a class that counts, in the order of their dates; None without one. Linear in rows."""
    counted = [one for one in sheets if one.state not in _UNCOUNTED and one.occurrence in dates]
    counts: dict[int, Counter[AttendanceStatus]] = {one.occurrence: Counter() for one in counted}
    for row in rows:
        if row.occurrence in counts:
            counts[row.occurrence][row.attendance.status] += 1
    if not any(sum(count[part] for part in _PARTS) for count in counts.values()):
        return None
    parts = [part for part in _PARTS if part is not AttendanceStatus.PARTIAL or any(c[part] for c in counts.values())]
    return ShareChart(
        title=_("Attendance, class by class"),
        parts=tuple(words.status_words(part) for part in parts),
        bars=tuple(
            Bar(label=_label(dates[number]), counts=tuple(count[part] for part in parts))
            for number, count in counts.items()
        ),
    )


def _label(dated: DatedClass) -> str:
    return words.class_day(dated) or dated.meeting.topic


def term_finding(chart: ShareChart | None) -> str:
    """What the picture shows: "In 12 classes 91 % were there; most on Mon 3 Nov (96 %), fewest on Wed 5 Nov (61 %)."""
    bars = [bar for bar in chart.bars if sum(bar.counts)] if chart else []
    if not bars:
        return ""
    came, everybody = (sum(map(one, bars)) for one in (_came, lambda bar: sum(bar.counts)))
    held = plural("In {count} class", "In {count} classes", len(bars))
    said = _("{held} {share} % were there").format(held=held, share=_percent(came, everybody))
    best, worst = max(bars, key=_share), min(bars, key=_share)
    if _share(best) == _share(worst):
        return f"{said}."
    return _("{said}; most on {best} ({most} %), fewest on {worst} ({least} %).").format(
        said=said,
        best=best.label,
        most=_percent(_came(best), sum(best.counts)),
        worst=worst.label,
        least=_percent(_came(worst), sum(worst.counts)),
    )


def term_picture(scene: Scene, course: str, chart: ShareChart | None) -> tuple[Picture, ...]:
    finding = term_finding(chart)
    return (shown(scene, OpenTermPicture(course=course), finding),) if finding else ()


def _came(bar: Bar) -> int:
    """All but the last part, which is who was absent."""
    return sum(bar.counts[:-1])


def _share(bar: Bar) -> float:
    return _came(bar) / sum(bar.counts)


def _percent(some: int, everybody: int) -> int:
    """Never rounded up to all, nor down to nobody."""
    share = round(100 * some / everybody)
    return min(max(share, 1 if some else 0), 100 if some == everybody else 99)
