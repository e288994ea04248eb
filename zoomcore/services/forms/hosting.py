"""The forms that ask for one person: another host, or somebody who stands in."""

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.hosting import ChangeHost, StandIn
from zoomcore.domain.meetings import DatedClass
from zoomcore.services.phrases import class_time
from zoomcore.views import Field, FieldKind, Form
from zoomcore.wording import _, phrase


def host_form(dated: DatedClass) -> Form:
    """Nothing is changed before what may be lost was shown."""
    return Form(
        title=_("Change the host"),
        base=ChangeHost(target=Target(meeting=dated.meeting.id)),
        intro=phrase("{topic}: {name} hosts it now.", topic=dated.meeting.topic, name=dated.host_name),
        submit=_("Look at it"),
        fields=(Field(name="to", label=_("New host"), kind=FieldKind.PERSON, required=True),),
    )


def stand_in_form(dated: DatedClass) -> Form:
    return Form(
        title=_("Stand in"),
        base=StandIn(target=Target(meeting=dated.meeting.id, occurrence=dated.occurrence.id)),
        intro=phrase("{topic}: {when}.", topic=dated.meeting.topic, when=class_time(dated)[0]),
        submit=_("Let them stand in"),
        fields=(
            Field(
                name="who",
                label=_("Who stands in"),
                kind=FieldKind.PERSON,
                required=True,
                hint=_("They need a Zoom license of this school."),
            ),
        ),
    )
