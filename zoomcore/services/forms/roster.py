"""The form behind `course people import`."""

from zoomcore.commands.wishes.courses import ImportRoster
from zoomcore.domain.courses import Course
from zoomcore.views import Field, FieldKind, Form
from zoomcore.wording import _, phrase


def roster_form(course: Course) -> Form:
    return Form(
        title=_("Fill {code}").replace("{code}", course.code)[:24],
        base=ImportRoster(code=course.code),
        intro=phrase("Paste one person a line. Nothing is changed before you have seen the counts."),
        submit=_("Check the list"),
        fields=(
            Field(
                name="csv",
                label=_("Name, e-mail, id, section, role"),
                kind=FieldKind.LONG_TEXT,
                required=True,
                hint=_("Only the e-mail is needed; without a role everybody is a student."),
            ),
        ),
    )
