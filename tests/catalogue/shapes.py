"""One example of every kind of view, and of what is hardest to draw: hostile, long, right to left, odd clocks."""

from datetime import UTC, date, datetime, time, timedelta

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.courses import DecideMapping, ImportRoster
from zoomcore.commands.wishes.house import RetryWork, ShowHelp, ShowNow, Undo
from zoomcore.commands.wishes.meetings import (
    CancelMeeting,
    JoinMeeting,
    ListMeetings,
    MoveMeeting,
    OpenScheduleForm,
    ScheduleMeeting,
    ShowMeeting,
)
from zoomcore.commands.wishes.presets import ChangeCourseSettings
from zoomcore.domain.meetings import Scope
from zoomcore.domain.schedule import Repeat
from zoomcore.views import (
    Audience,
    Button,
    ButtonStyle,
    Card,
    Choice,
    Code,
    Confirm,
    Document,
    Facts,
    Field,
    FieldKind,
    Form,
    FormError,
    Item,
    Items,
    Link,
    Mention,
    OpenUrl,
    Picture,
    Redirect,
    Reply,
    Strong,
    Table,
    Text,
    Tone,
    When,
    WhenStyle,
)

MADRID = "Europe/Madrid"
START = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
LESSON = timedelta(minutes=50)
HOSTILE = "A <b> *C* _d_ ~e~ `f` <!channel> <@U1> <at>all</at> [x](https://evil.example) & \"q\" 'r' \\ |"
LONG = "Algebra for beginners and for those who begin again " * 60
RTL = "אלגברה לינארית"
EMOJI = "👩🏽‍🏫 Álgebra ½ 𝔘 🇪🇸"


def _range(start: datetime = START, zone: str = MADRID) -> When:
    return When(start, zone, WhenStyle.RANGE, LESSON)


def _class(label: str, *, meeting: int = 7, style: ButtonStyle = ButtonStyle.PLAIN) -> Button:
    return Button(label=label, command=ShowMeeting(target=Target(meeting=meeting)), style=style)


_NEW = Button(label="New class", command=OpenScheduleForm(), style=ButtonStyle.PRIMARY)
_HELP = Button(label="Help", command=ShowHelp())
_WEEK = Button(label="This week", command=ListMeetings())
_UNDO = Button(label="Undo", command=Undo(entry=12))
_CANCEL_ALL = Button(
    label="Cancel all 4 classes",
    command=CancelMeeting(target=Target(meeting=7), scope=Scope.ALL, confirmed=True),
    style=ButtonStyle.DANGER,
    confirm=Confirm(
        title="Cancel all of Algebra II?",
        question="Four classes go, and their join links stop working.",
        yes="Cancel all 4",
    ),
)

_FACTS = Facts(
    rows=(
        ("When", (_range(),)),
        ("Repeats", ("Mon, Wed until ", When(datetime(2026, 12, 12, 14, tzinfo=UTC), MADRID, WhenStyle.DAY))),
        ("Course", (Strong("MATH201"), " Algebra II")),
        ("Host", (Mention("Ana Ruiz", "U_ANA"), " (Licensed)")),
        ("Meeting", (Code("812 3456 7890"),)),
    )
)

SCHEDULED = Card(
    title="Scheduled: Algebra II",
    tone=Tone.GOOD,
    body=(_FACTS, Text(line=("You can post it to ", Strong("#algebra"), " now or later."), quiet=True)),
    actions=(
        Button(label="Post to #algebra", command=ShowNow(), style=ButtonStyle.PRIMARY),
        Button(label="Edit Algebra II", command=MoveMeeting(target=Target(meeting=7))),
        _UNDO,
        OpenUrl(label="Start as host", url="https://lectern.example/j/ImFuYSI.aR.sig"),
    ),
    footnote=("Times are in ", Code(MADRID), ". Ref K7Q2."),
)

_WORKING = Card(
    title="Scheduling Algebra II…",
    tone=Tone.WORKING,
    body=(Text(line=("I'm asking Zoom for it. This card changes when it's done.",)),),
)

_ASK = Card(
    title="Which day did you mean?",
    tone=Tone.ASK,
    body=(
        Text(
            line=(
                "I read ",
                Code("3/4"),
                " two ways.",
            )
        ),
    ),
    actions=(
        Button(label="Sat 3 April 2027", command=ScheduleMeeting(topic="Lab", day=date(2027, 4, 3), at=time(9))),
        Button(label="Thu 4 March 2027", command=ScheduleMeeting(topic="Lab", day=date(2027, 3, 4), at=time(9))),
    ),
)

_WARNING = Card(
    title="Scheduled, with a catch",
    tone=Tone.WARNING,
    body=(Text(line=(Mention("Kim Park"), " has a Basic plan: Zoom ends the class after 40 minutes.")), _FACTS),
    actions=(_CANCEL_ALL,),
)

_BAD = Card(
    title="I couldn't find a class “alegbra”.",
    tone=Tone.BAD,
    body=(
        Text(
            line=(
                "Type ",
                Code("list"),
                " to see the coming ones.",
            )
        ),
    ),
    actions=(Button(label="See Algebra II", command=ListMeetings(course="MATH201")),),
    footnote=("Ref 7f3a.",),
)

_AWAY = Card(
    title="I couldn't reach Zoom.",
    tone=Tone.BAD,
    body=(Text(line=("Nothing was changed. I keep trying for an hour and tell you here.",)),),
    actions=(Button(label="Try again now", command=RetryWork(job=3)),),
    footnote=("Ref 9c1d.",),
)


def _row(hour: int, topic: str, state: str, meeting: int) -> Item:
    when = When(START + timedelta(hours=hour), MADRID, WhenStyle.TIME)
    return Item(
        line=(Strong(topic), " · ", when),
        detail=(state,),
        actions=(
            Button(
                label=f"Join {topic}", command=JoinMeeting(target=Target(meeting=meeting)), style=ButtonStyle.PRIMARY
            ),
            _class(f"Details of {topic}", meeting=meeting),
            Button(label=f"Move {topic}", command=MoveMeeting(target=Target(meeting=meeting))),
            Button(
                label=f"Cancel {topic}", command=CancelMeeting(target=Target(meeting=meeting)), style=ButtonStyle.DANGER
            ),
        ),
    )


_DAY = When(START, MADRID, WhenStyle.DAY)
_NEXT_DAY = When(START + timedelta(days=1), MADRID, WhenStyle.DAY)

LIST = Card(
    title="Coming classes",
    body=(
        Items(
            heading=(_DAY,),
            items=(_row(0, "Algebra II", "Live now · MATH201", 7), _row(2, "Lab", "In 2 hours · CS101", 8)),
        ),
        Items(heading=(_NEXT_DAY,), items=(_row(24, "Office hours", "Scheduled · MATH201", 9),)),
    ),
    actions=(Button(label="Later", command=ListMeetings(page=2)), _NEW),
    footnote=("Times are in ", Code(MADRID), "."),
)

_LONG_LIST = Card(
    title="Coming classes",
    body=(
        Items(
            heading=(_DAY,),
            items=tuple(_row(index, f"Class {index}", "Scheduled", index) for index in range(1, 61)),
        ),
    ),
    actions=(Button(label="Later", command=ListMeetings(page=2)),),
)

_EMPTY = Card(
    title="Nothing in the next 7 days", body=(Text(line=("Shall we plan something?",)),), actions=(_NEW, _HELP)
)

JOIN = Card(
    title="Algebra II",
    body=(Text(line=("Starts ", When(START, MADRID), ".")),),
    actions=(
        Button(label="Join Algebra II", command=JoinMeeting(target=Target(occurrence=42)), style=ButtonStyle.PRIMARY),
    ),
    footnote=("Link trouble? Type ", Code("/class join MATH201"), "."),
)


def _people(count: int) -> Table:
    rows = tuple(
        ((f"Student {index}",), (f"student{index}@uni.example",), ("student",), (Code(f"S{index:04}"),))
        for index in range(1, count + 1)
    )
    more = Button(label="Next people", command=ListMeetings(page=2)) if count > 15 else None
    return Table(caption="People of MATH201", columns=("Name", "E-mail", "Role", "Id"), rows=rows, more=more)


_ROSTER = Card(title="MATH201: 4 people", body=(_people(4),), actions=(_HELP,))
_LONG_ROSTER = Card(title="MATH201: 250 people", body=(_people(250),))

_MAPPING = Card(
    title="Link #algebra to MATH201?",
    tone=Tone.ASK,
    body=(
        Text(line=(Mention("Ana Ruiz", "U_ANA"), ", Licensed, wants this channel to be ", Strong("MATH201"), ".")),
        Facts(rows=(("Channel", ("#algebra",)), ("Asked", (When(START, MADRID),)))),
    ),
    actions=(
        Button(label="Approve MATH201", command=DecideMapping(mapping=3, approve=True), style=ButtonStyle.PRIMARY),
        Button(label="Refuse MATH201", command=DecideMapping(mapping=3), style=ButtonStyle.DANGER),
    ),
)

_PICTURE = Card(
    title="Attendance, last four weeks",
    body=(
        Picture(url="https://lectern.example/files/chart.png", alt="Three of four students were there every week"),
        Text(line=("See ", Link("how it is counted", "https://lectern.example/guide"), ".")),
    ),
)

_CHOICES = (
    Choice(value="", label="Does not repeat"),
    Choice(value="daily", label="Every day"),
    Choice(value="weekly", label="Every week"),
)
_WEEKDAYS = tuple(Choice(value=str(index), label=label) for index, label in enumerate(("Mon", "Tue", "Wed"), start=1))

FORM = Form(
    title="Schedule a class",
    base=ScheduleMeeting(course="MATH201", zone=MADRID),
    intro=("Times are in ", Code(MADRID), "."),
    fields=(
        Field(name="topic", label="Topic", kind=FieldKind.TEXT, value="Algebra II", required=True, longest=200),
        Field(name="day", label="Day", kind=FieldKind.DAY, value="2026-12-01", required=True),
        Field(name="at", label="Time", kind=FieldKind.CLOCK, value="15:00", required=True),
        Field(name="duration_minutes", label="Length in minutes", kind=FieldKind.NUMBER, value="50", hint="5 to 1440"),
        Field(name="repeat", label="Repeat", kind=FieldKind.CHOICE, value=Repeat.WEEKLY.value, choices=_CHOICES),
        Field(name="weekdays", label="On", kind=FieldKind.CHOICES, values=("1", "3"), choices=_WEEKDAYS),
        Field(name="host", label="Host", kind=FieldKind.PERSON, value="ana@uni.example", hint="Empty means you"),
        Field(name="waiting_room", label="Waiting room", kind=FieldKind.TICK, value="true"),
    ),
    submit="Schedule",
)

_FORM_WITH_ERRORS = Form(
    title=FORM.title,
    base=FORM.base,
    intro=FORM.intro,
    fields=FORM.fields,
    submit=FORM.submit,
    errors=(
        FormError(message="That day is over. The next free one is Wed 2 Dec.", field="day"),
        FormError(message="Zoom takes 5 to 1440 minutes.", field="duration_minutes"),
        FormError(message="I couldn't save it yet: two answers need another look."),
    ),
)

_SETTINGS_FORM = Form(
    title="Settings of MATH201",
    base=ChangeCourseSettings(course="MATH201"),
    fields=(
        Field(name="title", label="Title", kind=FieldKind.TEXT, value="Algebra II"),
        Field(name="csv", label="List of people", kind=FieldKind.LONG_TEXT, hint="name, e-mail, id, section, role"),
    ),
    submit="Save",
)

_HOSTILE = Card(
    title=HOSTILE[:150],
    tone=Tone.WARNING,
    body=(
        Text(line=(HOSTILE, " ", Strong(HOSTILE), " ", Code(HOSTILE), " ", Mention(HOSTILE), "\nsecond line\x1b[31m")),
        Facts(rows=((HOSTILE, (HOSTILE,)),)),
        Table(caption=HOSTILE, columns=("Topic", "Course|b"), rows=(((HOSTILE,), (Strong(HOSTILE),)),)),
        Items(heading=(HOSTILE,), items=(Item(line=(HOSTILE,), detail=(HOSTILE,), actions=(_class(HOSTILE),)),)),
        Text(line=(Link(HOSTILE, "https://lectern.example/?a=1&b=<x>|y"),)),
    ),
    actions=(
        Button(
            label=HOSTILE,
            command=ScheduleMeeting(topic=HOSTILE),
            confirm=Confirm(title=HOSTILE, question=HOSTILE, yes=HOSTILE),
        ),
        OpenUrl(label=HOSTILE, url="https://lectern.example/?a=1&b=2"),
    ),
    footnote=(HOSTILE,),
)

_LONG = Card(
    title=LONG,
    body=(
        Text(line=(LONG,)),
        Facts(rows=tuple((f"Fact {index}", (LONG[:400],)) for index in range(30))),
        Table(caption=LONG, columns=("One", "Two"), rows=(((LONG,), (LONG,)),)),
        Items(heading=(LONG,), items=(Item(line=(LONG,), detail=(LONG,), actions=(_class(LONG),)),)),
    ),
    actions=tuple(_class(f"Button {index} {LONG[:200]}", meeting=index) for index in range(40)),
    footnote=(LONG,),
)

_RTL = Card(
    title=RTL,
    body=(
        Facts(rows=(("Topic", (RTL,)), ("When", (_range(),)))),
        Text(line=(Strong(RTL), " · ", _range(), " · ", Mention("דנה כהן"))),
    ),
    actions=(_class(f"Details of {RTL}"),),
)

_EMOJI = Card(title=EMOJI, body=(Text(line=(EMOJI, " · ", Strong(EMOJI))),), actions=(_class(EMOJI),))

_CLOCKS = Card(
    title="Around the change of the clocks",
    body=(
        Facts(
            rows=(
                ("First 02:30", (When(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), MADRID),)),
                ("Second 02:30", (When(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), MADRID),)),
                ("Over the gap", (_range(datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),)),
                ("Past midnight", (_range(datetime(2026, 12, 1, 22, 30, tzinfo=UTC)),)),
                ("Half-hour zone", (_range(zone="Asia/Kolkata"),)),
                ("No letters", (When(START, "America/Sao_Paulo", WhenStyle.TIME),)),
                ("UTC", (When(START, "UTC", WhenStyle.DAY),)),
            )
        ),
    ),
)

_HOME = Card(
    title="Live now: Algebra II",
    body=(
        Text(line=(Strong("Algebra II"), " · ", _range())),
        Items(heading=("Needs you",), items=(Item(line=("#lab waits for an answer of yours",), actions=(_HELP,)),)),
    ),
    actions=(
        Button(label="Join Algebra II", command=JoinMeeting(target=Target(meeting=7)), style=ButtonStyle.PRIMARY),
        Button(label="New class", command=OpenScheduleForm()),
        _WEEK,
        _HELP,
    ),
)

_DRY_RUN = Card(
    title="This would add 3 people to MATH201",
    tone=Tone.ASK,
    body=(
        Facts(rows=(("New", ("3",)), ("Changed", ("1",)), ("Lines with a fault", ("2",)))),
        Table(
            caption="Faults",
            columns=("Line", "What is wrong"),
            rows=((("4",), ("There is no e-mail.",)), (("9",), ("“teacher” is no role. ", Code("instructor"), "?"))),
        ),
    ),
    actions=(Button(label="Add 3 people", command=ImportRoster(code="MATH201", confirmed=True)),),
)

SHAPES: dict[str, Reply] = {
    "home": Reply(view=_HOME, card="c1"),
    "scheduled": Reply(view=SCHEDULED, replaces=True, card="c1"),
    "working": Reply(view=_WORKING, card="c1"),
    "ask": Reply(view=_ASK, card="c1"),
    "warning": Reply(view=_WARNING, card="c1"),
    "bad": Reply(view=_BAD, card="c1"),
    "away": Reply(view=_AWAY, card="c1", outage=True),
    "list": Reply(view=LIST, card="c1"),
    "long list": Reply(view=_LONG_LIST, card="c1"),
    "empty": Reply(view=_EMPTY, card="c1"),
    "join, shared": Reply(view=JOIN, audience=Audience.EVERYONE, card="c1"),
    "roster": Reply(view=_ROSTER, card="c1"),
    "long roster": Reply(view=_LONG_ROSTER, card="c1"),
    "mapping request": Reply(view=_MAPPING, card="c1"),
    "dry run": Reply(view=_DRY_RUN, card="c1"),
    "picture": Reply(view=_PICTURE, card="c1"),
    "form": Reply(view=FORM, card="c1"),
    "form with errors": Reply(view=_FORM_WITH_ERRORS, card="c1"),
    "settings form": Reply(view=_SETTINGS_FORM, card="c1"),
    "hostile": Reply(view=_HOSTILE, audience=Audience.EVERYONE, card="c1"),
    "long": Reply(view=_LONG, card="c1"),
    "right to left": Reply(view=_RTL, card="c1"),
    "emoji": Reply(view=_EMOJI, card="c1"),
    "change of clocks": Reply(view=_CLOCKS, card="c1"),
    "bare title": Reply(view=Card(title="Pong"), card="c1"),
    "document": Reply(
        view=Document(name="roster.csv", media_type="text/csv", content=b"name,e-mail\n", title="Roster of MATH201")
    ),
    "redirect": Reply(view=Redirect(url="https://zoom.us/j/81234567890?tk=personal")),
}
