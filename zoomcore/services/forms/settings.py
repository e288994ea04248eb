"""The forms behind `settings`."""

from zoomcore.commands.catalogue import ChangeCourseSettings, ChangeMySettings
from zoomcore.domain.courses import Announce, Course, Presets
from zoomcore.domain.options import BUILT_IN, RecordingMode, resolve
from zoomcore.domain.recordings import RecordingSharing
from zoomcore.services.phrases import recording_words
from zoomcore.services.recordings.words import sharing_words
from zoomcore.services.scene import Scene
from zoomcore.views import Choice, Field, FieldKind, Form
from zoomcore.wording import _, phrase

_LANGUAGE_NAMES = (("en", "English"), ("es", "Español"))


def my_form(scene: Scene) -> Form:
    languages = tuple(Choice(value=code, label=name) for code, name in _LANGUAGE_NAMES)
    return Form(
        title=_("Your settings"),
        base=ChangeMySettings(),
        submit=_("Save"),
        intro=phrase("Times are shown to you in {zone}.", zone=scene.zone),
        fields=(
            Field(
                name="zone",
                label=_("Time zone"),
                kind=FieldKind.TEXT,
                value=scene.person.zone,
                hint=_("For example Europe/Madrid. Empty: as your chat says."),
            ),
            Field(
                name="locale",
                label=_("Language"),
                kind=FieldKind.CHOICE,
                value=scene.person.locale.partition("-")[0] or "en",
                choices=languages,
            ),
        ),
    )


def course_form(course: Course) -> Form:
    presets = course.presets
    options = resolve((BUILT_IN, presets.options))
    announce = {Announce.ASK: _("Ask first"), Announce.ALWAYS: _("Always"), Announce.NEVER: _("Never")}
    return Form(
        title=_("Settings"),
        base=ChangeCourseSettings(course=course.code),
        submit=_("Save"),
        intro=phrase(
            "{code} {title}. New classes get these; classes that exist keep theirs.",
            code=course.code,
            title=course.title,
        ),
        fields=(
            Field(name="title", label=_("Title"), kind=FieldKind.TEXT, value=course.title, longest=200),
            Field(name="zone", label=_("Time zone"), kind=FieldKind.TEXT, value=course.zone, required=True),
            Field(
                name="announce",
                label=_("Post new classes to the channel"),
                kind=FieldKind.CHOICE,
                value=presets.announce.value,
                choices=tuple(Choice(value=one.value, label=label) for one, label in announce.items()),
            ),
            Field(
                name="duration_minutes",
                label=_("Length in minutes"),
                kind=FieldKind.NUMBER,
                value=str(presets.duration_minutes),
                required=True,
            ),
            Field(
                name="opens_minutes",
                label=_("Door opens, minutes before"),
                kind=FieldKind.NUMBER,
                value=str(presets.opens_minutes),
                required=True,
            ),
            Field(
                name="waiting_room",
                label=_("Waiting room"),
                kind=FieldKind.TICK,
                value=str(bool(options.waiting_room)).lower(),
            ),
            Field(
                name="recording",
                label=_("Recording"),
                kind=FieldKind.CHOICE,
                value=(options.recording or RecordingMode.HOST).value or "host",
                choices=tuple(Choice(value=one.value or "host", label=recording_words(one)) for one in RecordingMode),
            ),
            *_recordings(presets),
        ),
    )


def _recordings(presets: Presets) -> tuple[Field, ...]:
    """What is done with recordings, behind the rest: each label says that it is about them."""
    announce = {
        Announce.ASK: _("Ask me first"),
        Announce.ALWAYS: _("At once"),
        Announce.NEVER: _("Only when I say so"),
    }
    ticks = (
        ("recordings_download", _("Recordings: may be downloaded"), presets.recordings_download),
        ("recordings_transcript", _("Recordings: hand out the transcript"), presets.recordings_transcript),
        ("recordings_seen", _("Recordings: write down who opens one"), presets.recordings_seen),
    )
    return (
        Field(
            name="recordings_announce",
            label=_("Recordings: publish and post when ready"),
            kind=FieldKind.CHOICE,
            value=presets.recordings_announce.value,
            choices=tuple(Choice(value=one.value, label=label) for one, label in announce.items()),
        ),
        Field(
            name="recordings_sharing",
            label=_("Recordings: watched"),
            kind=FieldKind.CHOICE,
            value=presets.recordings_sharing.value,
            choices=tuple(Choice(value=one.value, label=sharing_words(one)) for one in RecordingSharing),
        ),
        *(Field(name=name, label=label, kind=FieldKind.TICK, value=str(value).lower()) for name, label, value in ticks),
    )
