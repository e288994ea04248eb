"""Tracking fields: read for an admin, chosen, and the values of one class shown and changed."""

from collections.abc import Sequence

from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.tracking import (
    OfferTrackingFields,
    OpenTrackingForm,
    PutTrackingBack,
    SetTracking,
    ShowTrackingFields,
)
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.tracking import Tracked, TrackingField, laid_over, tracked_in
from zoomcore.domain.tracking_work import ReadTrackingFields, SetTracked
from zoomcore.errors import NotFound
from zoomcore.services.finding import find_class
from zoomcore.services.forms.tracking import offer_form
from zoomcore.services.meetings.alternatives import lock
from zoomcore.services.meetings.changing import require_settled
from zoomcore.services.scene import Scene
from zoomcore.services.tracking.values import named, read_values, require_all
from zoomcore.services.underway import underway
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Facts, Line, Reply, Table, Text, Tone
from zoomcore.views.ways import help_button
from zoomcore.wording import _, phrase


async def show_fields(unit: Unit, scene: Scene, _wish: ShowTrackingFields) -> Reply:
    """A job reads them anew."""
    await unit.jobs.enqueue(
        ReadTrackingFields(
            request=scene.request, person=scene.person.id, answer=scene.answer.to_data(), card=scene.card
        )
    )
    return Reply(view=underway(_("Reading Zoom's tracking fields …")), replaces=True)


async def open_form(unit: Unit, _scene: Scene, _wish: OpenTrackingForm) -> Reply:
    fields = await unit.tracking.all()
    if not any(not one.gone for one in fields):
        raise NotFound(
            _("Zoom's account has no tracking fields."),
            next_step=_("Its owner makes them in the portal, under Account Management; then ask `tracking fields`."),
        )
    return Reply(view=offer_form(fields))


async def offer(unit: Unit, scene: Scene, wish: OfferTrackingFields) -> Reply:
    await unit.tracking.offer(wish.fields)
    fields = await unit.tracking.all()
    names = [one.name for one in fields if one.offered and not one.gone]
    await unit.audit.write(scene.person.id, "tracking offer", "deployment", {"fields": names})
    return Reply(view=fields_card(fields, done=True), replaces=True)


def fields_card(fields: Sequence[TrackingField], *, done: bool = False) -> Card:
    title = _("Zoom's tracking fields")
    there = [one for one in fields if not one.gone]
    if not there:
        none = Text(line=phrase("Zoom's account has none. Its owner makes them in the portal, on Business plans."))
        return Card(title=title, body=(none,), actions=(help_button("tracking fields"),))
    rows = tuple(
        (
            (one.name,),
            (_("yes") if one.required else _("no"),),
            (", ".join(one.values) or "–",),
            (_("yes") if one.offered or (one.required and one.visible) else _("no"),),
        )
        for one in there
    )
    columns = (_("Field"), _("Zoom demands it"), _("Recommended"), _("Asked about"))
    body: list[Table | Text] = [Table(caption=title, columns=columns, rows=rows)]
    gone = [one.name for one in fields if one.gone]
    if gone:
        body.append(Text(line=phrase("Removed at Zoom, kept where classes have it: {names}.", names=", ".join(gone))))
    choose = Button(label=_("Choose fields"), command=OpenTrackingForm(), style=ButtonStyle.PRIMARY)
    return Card(title=title, tone=Tone.GOOD if done else Tone.NEUTRAL, body=tuple(body), actions=(choose,))


async def set_tracking(unit: Unit, scene: Scene, wish: SetTracking) -> Reply:
    """Bare: what the class has, as last read. With values a job gives Zoom all of them, the kept ones too."""
    meeting = (await find_class(unit, scene, wish.target)).meeting
    fields = await unit.tracking.all()
    known = await unit.sync.find(meeting.id)
    if not wish.tracking.strip():
        return Reply(view=values_card(meeting, tracked_in(known.options) if known else (), fields))
    values = named(fields, read_values(wish.tracking))
    require_all(fields, laid_over(tracked_in(known.options) if known else (), values))
    return await _begin(unit, scene, meeting, values)


async def put_back(unit: Unit, scene: Scene, wish: PutTrackingBack) -> Reply:
    """As they stood, a field that is gone or demanded by now among them: Zoom has the last word."""
    meeting = (await find_class(unit, scene, wish.target)).meeting
    return await _begin(unit, scene, meeting, tuple(zip(wish.names, wish.values, strict=False)))


async def _begin(unit: Unit, scene: Scene, meeting: Meeting, values: Tracked) -> Reply:
    """Zoom takes the list as a whole, so one change at a time: of two at once the second would lose the first's."""
    require_settled(meeting)
    await lock(unit, meeting)
    await unit.jobs.enqueue(
        SetTracked(
            meeting=meeting.id,
            request=scene.request,
            by=scene.person.id,
            names=tuple(name for name, _value in values),
            values=tuple(value for _name, value in values),
            answer=scene.answer.to_data(),
            card=scene.card,
        )
    )
    return Reply(view=underway(_("Changing {topic} …").replace("{topic}", meeting.topic)), replaces=True)


def values_card(
    meeting: Meeting, values: Tracked, fields: Sequence[TrackingField], *notes: Line, entry: int = 0
) -> Card:
    """A field that Zoom's account has no more is said, and its value left alone. With `entry` it was changed now."""
    gone = {one.name for one in fields if one.gone}
    left = [name for name, _value in values if name in gone]
    body: list[Text | Facts] = [Text(line=note) for note in notes]
    if values:
        body.append(Facts(rows=tuple((name, (value,)) for name, value in values)))
    else:
        body.append(Text(line=phrase("No tracking field has a value here.")))
    if left:
        body.append(
            Text(
                line=phrase(
                    "Zoom's account has no field {names} any more; the value here stays as it is.",
                    names=", ".join(left),
                )
            )
        )
    return Card(
        title=_("Tracking fields of {topic}").replace("{topic}", meeting.topic),
        tone=Tone.GOOD if entry else Tone.NEUTRAL,
        body=tuple(body),
        actions=(*((Button(label=_("Undo"), command=Undo(entry=entry)),) if entry else ()), help_button("tracking")),
    )
