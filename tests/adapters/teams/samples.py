"""Replies that show every block, button and field: what Teams' renderer is tried on."""

from datetime import UTC, datetime, timedelta

from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.meetings import (
    CancelMeeting,
    JoinMeeting,
    ListMeetings,
    OpenScheduleForm,
    ScheduleMeeting,
    ShowMeeting,
)
from zoomcore.domain.meetings import Scope
from zoomcore.views import (
    Audience,
    Button,
    ButtonStyle,
    Card,
    Choice,
    Code,
    Confirm,
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
    Reply,
    Strong,
    Table,
    Text,
    Tone,
    When,
    WhenStyle,
    line,
)

FIRST = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
WHEN = When(FIRST, "Europe/Madrid", WhenStyle.RANGE, timedelta(minutes=50))
NASTY = "A <b> *C* _d_ [x](http://evil.example) <at>all</at> <!channel> `#1` & &lt;i&gt;"

CANCEL = Button(
    label="Cancel Algebra II",
    command=CancelMeeting(scope=Scope.THIS, confirmed=True),
    style=ButtonStyle.DANGER,
    confirm=Confirm(title="Cancel Algebra II?", question="Students are told at once.", yes="Yes, cancel it"),
)

SCHEDULED = Reply(
    view=Card(
        title="Scheduled: Algebra II",
        tone=Tone.GOOD,
        body=(
            Text(line=line("I booked ", Strong("Algebra II"), " for ", WHEN, ".")),
            Facts(
                rows=(
                    ("When", line(WHEN)),
                    ("Repeats", line("Mon, Wed until 12 Dec (4 classes)")),
                    ("Course", line("MATH201")),
                    ("Host", line(Mention("Ana Ruiz", "29:ana"), " (Licensed)")),
                )
            ),
            Text(line=line("The host has a Basic license: Zoom ends the class after 40 minutes."), quiet=True),
        ),
        actions=(
            Button(label="Post to #algebra", command=JoinMeeting(), style=ButtonStyle.PRIMARY),
            Button(label="Move Algebra II", command=ShowMeeting()),
            Button(label="Undo", command=Undo(entry=3)),
            OpenUrl(label="Open in Zoom", url="https://zoom.us/meeting/81234567890"),
            CANCEL,
            Button(label="New class", command=OpenScheduleForm()),
        ),
        footnote=line("Meeting ", Code("812 3456 7890"), " · times in Europe/Madrid · ref K7Q2"),
    ),
    card="nonce-1",
)

LISTED = Reply(
    view=Card(
        title="Coming classes",
        body=(
            Items(
                heading=line("Tuesday 1 December"),
                items=(
                    Item(
                        line=line(Strong("Algebra II"), " ", When(FIRST, "Europe/Madrid", WhenStyle.TIME)),
                        detail=line("MATH201 · in 12 minutes · ", Link("notes", "https://uni.example/notes")),
                        actions=(
                            Button(label="Join Algebra II", command=JoinMeeting(), style=ButtonStyle.PRIMARY),
                            Button(label="Details of Algebra II", command=ShowMeeting()),
                            Button(label="Move Algebra II", command=ShowMeeting()),
                            CANCEL,
                        ),
                    ),
                    Item(line=line(Strong("مقدمة في الجبر"), " 16:00")),
                ),
            ),
        ),
        actions=(Button(label="Later", command=ListMeetings(page=2)),),
        footnote=line("Times in Europe/Madrid."),
    ),
    card="nonce-2",
)


def table(rows: int) -> Reply:
    """A roster of so many students."""
    people = tuple((line(f"Student {n}"), line(WHEN), line("present"), line(str(n))) for n in range(rows))
    more = Button(label="Show more students", command=ListMeetings(page=2))
    body = Table(
        caption="Attendance by student", columns=("Student", "First in", "Status", "%"), rows=people, more=more
    )
    return Reply(view=Card(title="Attendance: Algebra II", body=(body,)), card="nonce-3")


PICTURED = Reply(
    view=Card(
        title="Attendance over the term",
        tone=Tone.WARNING,
        body=(Picture(url="https://uni.example/chart.png", alt="Attendance fell from 90 % to 60 %."),),
    ),
    audience=Audience.EVERYONE,
)

FORM = Reply(
    view=Form(
        title="New class",
        base=ScheduleMeeting(course="MATH201"),
        submit="Schedule it",
        intro=line("Zone: Europe/Madrid."),
        fields=(
            Field(name="topic", label="Topic", kind=FieldKind.TEXT, value="Algebra", required=True, longest=200),
            Field(name="notes", label="Notes", kind=FieldKind.LONG_TEXT, hint="Students see them."),
            Field(name="day", label="Date", kind=FieldKind.DAY, value="2026-12-01", required=True),
            Field(name="at", label="Time", kind=FieldKind.CLOCK, value="15:00", required=True),
            Field(name="duration_minutes", label="Length in minutes", kind=FieldKind.NUMBER, value="50"),
            Field(
                name="repeat",
                label="Repeat",
                kind=FieldKind.CHOICE,
                value="weekly",
                choices=(Choice(value="none", label="Once"), Choice(value="weekly", label="Every week")),
            ),
            Field(
                name="weekdays",
                label="Days",
                kind=FieldKind.CHOICES,
                values=("1", "3"),
                choices=tuple(Choice(value=str(n), label=day) for n, day in enumerate(("Mon", "Tue", "Wed"), 1)),
            ),
            Field(name="waiting_room", label="Waiting room", kind=FieldKind.TICK, value="true"),
            Field(name="host", label="Host", kind=FieldKind.PERSON, hint="An e-mail address."),
        ),
        errors=(
            FormError(message="That day is over. Pick a coming one.", field="day"),
            FormError(message="One thing needs another look."),
        ),
    ),
    card="nonce-4",
)

PLAIN_TONES = tuple(Reply(view=Card(title=f"A {tone} card", tone=tone)) for tone in Tone)
EVERY = (SCHEDULED, LISTED, table(3), table(60), PICTURED, FORM, *PLAIN_TONES)
