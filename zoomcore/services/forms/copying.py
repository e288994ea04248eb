"""The form of a copy: the old timetable, moved to the new term, to be edited line by line."""

from dataclasses import replace

from zoomcore.commands.wishes.backups import CopyCourse
from zoomcore.domain.courses import Course
from zoomcore.views import Field, FieldKind, Form
from zoomcore.wording import _, phrase

#: Slack's longest text field.
LONGEST_PLAN = 3000


def copy_form(course: Course, wish: CopyCourse) -> Form:
    """`wish` holds the moved plan; what is sent back is read line by line, as after `new`."""
    return Form(
        title=_("Copy {code}").replace("{code}", course.code)[:24],
        base=replace(wish, plan="", title="", channel=""),
        intro=phrase(
            "{old} → {new}. One class a line, as you would type it after “new”: change days, times, lengths, hosts and "
            "left-out dates, or take lines away. People and attendance stay behind.",
            old=course.code,
            new=wish.to,
        ),
        submit=_("Look at it"),
        fields=(
            Field(name="title", label=_("Title"), kind=FieldKind.TEXT, value=wish.title, longest=200),
            Field(
                name="channel",
                label=_("Channel"),
                kind=FieldKind.TEXT,
                value=wish.channel,
                longest=200,
                hint=_("#name or id of the new course's channel. It need not exist yet; empty: none."),
            ),
            Field(
                name="plan",
                label=_("Classes"),
                kind=FieldKind.LONG_TEXT,
                value=wish.plan,
                required=True,
                longest=LONGEST_PLAN,
                hint=_("For example: {example}").replace(
                    "{example}", '"Algebra II" 2027-01-12 15:00 for 50 min every week on tue,thu until 2027-05-04'
                ),
            ),
        ),
    )
