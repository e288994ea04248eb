"""A core for the tests of pages that belong to one browser: it keeps the bindings in a dict, by the core's own rule."""

from datetime import timedelta

from tests.adapters.pages.desk import NOW, Desk
from zoomcore.commands.base import Command
from zoomcore.commands.wishes.attendance import OpenReportPage
from zoomcore.commands.wishes.courses import ShowPeople
from zoomcore.commands.wishes.files import TakeFile
from zoomcore.commands.wishes.pages import LookAtLink, OpenLink
from zoomcore.views import (
    Button,
    ButtonStyle,
    Card,
    Document,
    Facts,
    Line,
    OpenUrl,
    Picture,
    Reply,
    Table,
    Text,
    Tone,
    View,
    When,
    WhenStyle,
)

TITLE = "Attendance of Algebra II, Mon 30 Nov, 28 people"
COLUMNS = ("Name", "Status", "Attended", "Arrived", "Points", "Left")
_NAMES = ("Bo Chen", "Ana Ruiz", "Élodie Dupont", "דנה כהן", "محمد علي", "Zoë Ångström", "李伟", "Okafor, Maya 🎓")
_STATUSES = ("present", "late", "absent", "excused")


def row(index: int) -> tuple[Line, ...]:
    name = _NAMES[index % len(_NAMES)] + (f" {index}" if index >= len(_NAMES) else "")
    came = index % 4 != 2
    arrived = When(NOW + timedelta(minutes=(index * 7) % 23), "Europe/Madrid", WhenStyle.TIME)
    return (
        (name,),
        (_STATUSES[index % 4],),
        (f"{(index * 13) % 50} min",) if came else ("–",),
        (arrived,) if came else ("–",),
        (f"{(index * 37) % 1000 / 100:.2f}",),
        (f"{15 + index % 2}:{(index * 11) % 60:02}",) if came else ("",),
    )


def table(rows: int) -> Table:
    return Table(caption="Everybody of the roster", columns=COLUMNS, rows=tuple(map(row, range(rows))))


def report(rows: int = 28) -> Card:
    picture = Picture(alt="24 of 28 were in for most of it; most arrived by 15:04.", url="/picture/none")
    return Card(
        title="Attendance of Algebra II",
        body=(
            Text(line=("22 present, 3 late, 2 absent, 1 excused. ", "Provisional until Zoom's report is complete.")),
            Facts(rows=(("Class", (When(NOW, "Europe/Madrid", WhenStyle.RANGE, timedelta(minutes=50)),)),)),
            picture,
            table(rows),
            Table(caption="Not on the roster", columns=("Name", "Attended"), rows=((("Gus <b>",), ("5 min",)),)),
        ),
        actions=(
            OpenUrl(label="Download as Excel", url="http://127.0.0.1/files/x"),
            Button(label="See the people", command=ShowPeople(code="MATH201")),
            Button(label="Upload grade book", command=TakeFile(text="MATH201")),
        ),
        footnote=("Read from Zoom at 16:20.",),
    )


FILE = Document(name="Übung 28.csv", media_type="text/csv", content=b"name\n", title="Attendance")


class ReportDesk(Desk):
    """`self.look` is what is behind the links; `self.follow` what a pressed button gets."""

    def __init__(self, look: View | None = None, url: str = "http://127.0.0.1") -> None:
        super().__init__(look or report(), Card(title="Pressed", tone=Tone.GOOD))
        self.links = type(self.links)("a secret of the test", url)
        self.owners: dict[str, str] = {}
        self.wish = OpenReportPage(occurrence=42)
        self.url = self.links.report(7, self.wish, TITLE).removeprefix(url)
        self.file_url = self.links.file(7, self.wish, "The file").removeprefix(url)

    def answer(self, command: Command) -> Reply:
        match command:
            case LookAtLink(link=link, browser=browser, title=title):
                owner = self.owners.get(link)
                if owner is None:
                    opening = Button(label="Open", command=OpenLink(link=link), style=ButtonStyle.PRIMARY)
                    return Reply(view=Card(title=title, body=(Text(line=("Names people.",)),), actions=(opening,)))
                return Reply(view=self.look, card="c1") if owner == browser else Reply(view=ELSEWHERE)
            case OpenLink(link=link, browser=browser):
                mine = self.owners.setdefault(link, browser) == browser
                return Reply(view=Card(title="Yours", tone=Tone.GOOD) if mine else ELSEWHERE)
            case OpenReportPage():
                return Reply(view=self.look, card="c1")
            case _:
                return Reply(view=self.follow, card="c2")


ELSEWHERE = Card(title="This link was opened in another browser.", tone=Tone.BAD)
