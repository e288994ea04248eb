"""What became of single dates that have a value of their own, told when their whole class was changed."""

from collections.abc import Mapping
from dataclasses import replace

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.meetings import Occurrence, Scope
from zoomcore.domain.options import Options, on_one_date, options_from_data, otherwise, said, said_in
from zoomcore.domain.wallclock import local_day
from zoomcore.services.meetings.options import option_words
from zoomcore.services.phrases import span_of
from zoomcore.views import Button, Card, Line, Span, Text
from zoomcore.wording import _, phrase, plural
from zoomcore.wording.dates import spell
from zoomcore.workflows.changes.story import Story

#: Dates that a card names, with a button each; the others it counts.
_NAMED = 3


def with_apart(card: Card, story: Story, options: Options, apart: Mapping[int, Options]) -> Card:
    """`options` are the class's now, `apart` what each of those dates has of its own at Zoom now, by our number."""
    asked = options_from_data(story.change.after["options"])
    dates = [one for one in story.every if one.id in apart]
    left = {one.id: otherwise(_only(apart[one.id], asked), options) for one in dates}
    stay = [one for one in dates if said(left[one.id])]
    went = [one for one in dates if not said(left[one.id]) and said(otherwise(_only(one.options, asked), options))]
    lines = [Text(line=_stays(story, one, left[one.id])) for one in stay[:_NAMED]]
    if len(stay) > _NAMED:
        lines.append(Text(line=(plural("and {count} more date", "and {count} more dates", len(stay) - _NAMED),)))
    lines += [Text(line=_went(story, one)) for one in went[:_NAMED]]
    if len(went) > _NAMED:
        lines.append(Text(line=(plural("and {count} more date", "and {count} more dates", len(went) - _NAMED),)))
    buttons = tuple(
        button for one in stay[:_NAMED] if (button := _there_too(story, one, _only(asked, left[one.id]))) is not None
    )
    return replace(card, body=(*card.body, *lines), actions=(*card.actions, *buttons))


def _only(options: Options, names_of: Options) -> Options:
    return Options(**{name: value for name, value in said_in(options).items() if name in said(names_of)})


def _stays(story: Story, one: Occurrence, left: Options) -> Line:
    return phrase(
        "{when} keeps what was set on it alone: {options}.", when=_span(story, one), options=option_words(left)
    )


def _went(story: Story, one: Occurrence) -> Line:
    return phrase("{when} had a value of its own; Zoom has changed it too.", when=_span(story, one))


def _span(story: Story, one: Occurrence) -> Span:
    zone = story.meeting.schedule.zone
    return span_of(one.start, zone, one.duration_minutes) if one.start else ""


def _there_too(story: Story, one: Occurrence, asked: Options) -> Button | None:
    """None where Zoom takes nothing of it for one date."""
    possible = {name: value for name, value in said_in(asked).items() if on_one_date(name, asked)}
    if not possible or one.start is None:
        return None
    day = spell(local_day(one.start, story.meeting.schedule.zone))
    target = Target(meeting=story.meeting.id, occurrence=one.id)
    return Button(
        label=_("Also on {day}").replace("{day}", day),
        command=replace(ChangeOptions(target=target, scope=Scope.THIS), **possible),
    )
