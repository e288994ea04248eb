"""Changing the options of a class that exists: what is said alone, everywhere or on one date."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.hosting import ChangeAlternatives
from zoomcore.commands.wishes.options import ChangeOptions, OpenOptionsForm
from zoomcore.domain.meetings import DatedClass, Meeting, Scope
from zoomcore.domain.options import (
    PLACES,
    Options,
    RecordingMode,
    along_with,
    lay_over,
    on_one_date,
    options_in,
    options_to_data,
    otherwise,
    said,
    said_in,
)
from zoomcore.domain.presets import SchoolPresets
from zoomcore.domain.records import ChangeKind
from zoomcore.errors import InvalidInput
from zoomcore.services.finding import find_class
from zoomcore.services.forms.setting import set_form
from zoomcore.services.meetings import alternatives
from zoomcore.services.meetings.changing import WantedChange, begin, require_settled
from zoomcore.services.meetings.locks import decided
from zoomcore.services.meetings.moving import scope_of
from zoomcore.services.meetings.options import option_name, option_rows
from zoomcore.services.meetings.passcodes import everywhere, other_passcode
from zoomcore.services.meetings.possible import possible, require_agreeing
from zoomcore.services.phrases import span_of
from zoomcore.services.scene import Scene
from zoomcore.services.sections import other_section
from zoomcore.services.underway import underway
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Form, FormError, Line, Reply, Text, Tone
from zoomcore.views.ways import list_button
from zoomcore.wording import _, phrase


async def open_form(unit: Unit, scene: Scene, wish: OpenOptionsForm) -> Reply:
    dated = await find_class(unit, scene, wish.target)
    return Reply(view=set_form(dated, scene.school, alone=wish.scope is Scope.THIS))


async def set_options(unit: Unit, scene: Scene, wish: ChangeOptions) -> Reply:
    """Write the change with its job; asks for the scope of a repeat, opens the form where nothing is said.

    Four statements besides the scene's and the answer's: the class with its date, its state, the change, the job.
    A typed passcode is held against the host's settings, which is one more.
    """
    dated = await find_class(unit, scene, wish.target)
    meeting = dated.meeting
    if wish.alternative_hosts is not None:
        return await _alternatives(unit, scene, meeting, wish)
    require_settled(meeting)
    if wish.version not in {None, meeting.version}:
        return Reply(view=_drawn_anew(dated, scene.school, wish))
    asked = possible(_new_in(wish, dated), meeting.kind)
    besides = await _besides(unit, scene, dated, wish)
    scope = scope_of(dated, wish.target, wish.scope)
    scope = everywhere(wish, scope, besides) if besides else scope
    apart = scope is Scope.THIS and said(otherwise(dated.occurrence.options, meeting.options))
    if wish.version is not None and not wish.alone and apart:
        return Reply(view=_of_that_date(dated, scene.school, asked))
    if not said(asked) and not besides:
        unsaid = wish.version is None and wish.section is None
        return Reply(view=set_form(dated, scene.school)) if unsaid else _nothing_new(meeting)
    _require_possible(scene, dated, asked, scope)
    if scope is Scope.UNSAID and all(on_one_date(name, asked) for name in said(asked)):
        return Reply(view=_ask_scope(dated, wish))
    # What Zoom takes for all dates alone needs no question.
    return await _write(unit, scene, dated, (asked, Scope.ALL if scope is Scope.UNSAID else scope, besides))


async def _besides(unit: Unit, scene: Scene, dated: DatedClass, wish: ChangeOptions) -> Mapping[str, Any]:
    """What is no option, and the same on all dates: a passcode, a section, and what is said of them."""
    passcode, section = await other_passcode(unit, scene, dated, wish), await other_section(unit, dated, wish)
    notes = [*passcode.get("notes", ()), *section.get("notes", ())]
    return {**passcode, **section, **({"notes": notes} if notes else {})}


def _require_possible(scene: Scene, dated: DatedClass, asked: Options, scope: Scope) -> None:
    _require_unlocked(asked, scene.school)
    _require_own_recording(asked)
    require_agreeing(asked, lay_over(dated.options if scope is Scope.THIS else dated.meeting.options, asked))
    if scope in {Scope.THIS, Scope.FOLLOWING}:
        _require_one_date(asked, scope)


async def _alternatives(unit: Unit, scene: Scene, meeting: Meeting, wish: ChangeOptions) -> Reply:
    """Whoever Zoom's portal added must stay, so they are added to those there are, by the way of their own."""
    if said(replace(options_in(wish), alternative_hosts=None)):
        raise InvalidInput(
            _("Who may start a class is changed by itself."),
            next_step=_("Send `alt add kim@uni.example`, and the other options in a line of their own."),
            field="alternative_hosts",
        )
    everybody = () if wish.alternative_hosts else await alternatives.known_alternatives(unit, meeting)
    change = ChangeAlternatives(target=wish.target, add=wish.alternative_hosts or (), remove=everybody)
    return await alternatives.change(unit, scene, change)


def _new_in(wish: ChangeOptions, dated: DatedClass) -> Options:
    """Of a line all that it says; of a form what is otherwise than it was drawn with, emptied texts among it."""
    asked, known = options_in(wish), dated.options if wish.alone else dated.meeting.options
    if wish.version is None:
        return asked
    emptied: dict[str, Any] = {"agenda": "", "signed_in_domains": "", "signed_in_except": ()}
    lost = [name for name in emptied if name in wish.shown and getattr(asked, name) is None and getattr(known, name)]
    asked = replace(asked, **{name: emptied[name] for name in lost})
    if asked.recording is RecordingMode.HOST and known.recording is None:
        asked = replace(asked, recording=None)
    same = [name for name in said(asked) if getattr(asked, name) == getattr(known, name)]
    return replace(asked, **dict.fromkeys(same))


def _drawn_anew(dated: DatedClass, school: SchoolPresets, wish: ChangeOptions) -> Form:
    """With the class as it is now: what was filled in stood beside what others have changed since."""
    message = _(
        "{topic} was changed while this form was open. What changed meanwhile stays: "
        "look again, and fill in anew what you want otherwise."
    )
    errors = (FormError(message=message.replace("{topic}", dated.meeting.topic)),)
    return replace(set_form(dated, school, alone=wish.alone), errors=errors)


def _of_that_date(dated: DatedClass, school: SchoolPresets, asked: Options) -> Form:
    """The form of a date that differs from its class, with what was changed in that of the class laid over it.

    What was left as it was there says nothing about this date.
    """
    _require_one_date(asked, Scope.THIS)
    filled = replace(dated.occurrence, options=lay_over(dated.occurrence.options, asked))
    form = set_form(replace(dated, occurrence=filled), school, alone=True)
    look = Text(line=phrase("This date has options of its own. Here is how it will be: look again, and send it."))
    return replace(form, said=(look, *form.said))


def _require_unlocked(asked: Options, school: SchoolPresets) -> None:
    overruled = school.overruled(asked)
    if overruled:
        raise InvalidInput(
            decided(school, overruled[0]),
            next_step=_("Leave it out, or ask an admin: they decide it in `settings school`."),
            field=overruled[0],
        )


def _require_own_recording(asked: Options) -> None:
    if asked.recording is RecordingMode.HOST:
        raise InvalidInput(
            _("A class that exists has its own recording setting; the host's counts for new ones."),
            next_step=_("Say `record`, `record local` or `no recording`."),
            field="recording",
        )


def _require_one_date(asked: Options, scope: Scope) -> None:
    refused = [name for name in said(asked) if not on_one_date(name, asked)]
    if scope is Scope.FOLLOWING:
        raise InvalidInput(
            _("Zoom changes options on one date or on all of them, but not from one date on."),
            next_step=_("Say `this` or `all`."),
            field="scope",
        )
    if refused:
        allowed = ", ".join(option_name(name) for name, place in PLACES.items() if place.one_date)
        raise InvalidInput(
            _("On a single date Zoom doesn't change this: {option}. It changes: {allowed}.").format(
                option=option_name(refused[0]), allowed=allowed
            ),
            next_step=_("Say `all` to change it for every date."),
            field=refused[0],
        )


def _ask_scope(dated: DatedClass, wish: ChangeOptions) -> Card:
    occurrence = dated.occurrence
    pinned = replace(wish, target=Target(meeting=dated.meeting.id, occurrence=occurrence.id))
    choices = ((_("Only this one"), Scope.THIS), (_("All of them"), Scope.ALL))
    when: Line = ()
    if occurrence.start:
        when = phrase(
            "This one is on {when}.", when=span_of(occurrence.start, dated.course_zone, occurrence.duration_minutes)
        )
    return Card(
        title=_("Change which dates of {topic}?").replace("{topic}", dated.meeting.topic),
        tone=Tone.ASK,
        body=(*((Text(line=when),) if when else ()), Facts(rows=option_rows(options_in(wish)))),
        actions=tuple(Button(label=label, command=replace(pinned, scope=scope)) for label, scope in choices),
    )


#: What shall be otherwise, on which dates, and what the change carries of a passcode and a section.
_Wanted = tuple[Options, Scope, Mapping[str, Any]]


async def _write(unit: Unit, scene: Scene, dated: DatedClass, wanted: _Wanted) -> Reply:
    meeting, (asked, scope, besides) = dated.meeting, wanted
    names = {*said(asked), *along_with(said(asked))}
    as_it_is = meeting.options if scope is Scope.ALL else dated.options
    known = Options(**{name: value for name, value in said_in(as_it_is).items() if name in names})
    change = WantedChange(
        kind=ChangeKind.OPTIONS,
        scope=scope,
        before={
            "options": options_to_data(known),
            **({"section": meeting.section} if "section" in besides else {}),
        },
        after={"options": options_to_data(asked), **besides},
        occurrence_ids=() if scope is Scope.ALL else (dated.occurrence.id,),
    )
    await begin(unit, scene, meeting, change)
    return Reply(
        view=underway(_("Changing {topic} …").replace("{topic}", meeting.topic), option_rows(asked)), replaces=True
    )


def _nothing_new(meeting: Meeting) -> Reply:
    card = Card(
        title=_("Nothing to change"),
        body=(Text(line=phrase("{topic} is like that already.", topic=meeting.topic)),),
        actions=(list_button(),),
    )
    return Reply(view=card)
