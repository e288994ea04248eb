"""The forms behind `settings`: one's own, a course's, the school's."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from zoomcore.commands.wishes.house import ChangeMySettings
from zoomcore.commands.wishes.presets import ChangeCourseSettings, ChangeSchoolSettings
from zoomcore.domain.courses import Announce, Course, Presets
from zoomcore.domain.option_sections import OptionSection, in_sections
from zoomcore.domain.options import BUILT_IN
from zoomcore.domain.presets import OF_A_COURSE, OF_A_SCHOOL, SchoolPresets
from zoomcore.domain.recordings import RecordingSharing
from zoomcore.services.forms.options import leveled_fields, section_name, sections_field
from zoomcore.services.meetings.locks import lock_lines
from zoomcore.services.meetings.options import option_name
from zoomcore.services.recordings.words import sharing_words
from zoomcore.services.scene import Scene
from zoomcore.views import Choice, Field, FieldKind, Form
from zoomcore.wording import _, phrase

#: The options that most courses set; they need no section to be opened.
BASICS = ("waiting_room", "recording")
#: Sections with something in them that is decided there, besides the basics.
_AT_A_SCHOOL = tuple(
    section for section in OptionSection if set(in_sections((section,))) & set(OF_A_SCHOOL) - set(BASICS)
)
_AT_A_COURSE = tuple(OptionSection)
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


def course_form(course: Course, school: SchoolPresets, wish: ChangeCourseSettings | None = None) -> Form:
    """The basics, and the sections that were asked for. What the school has locked is told, not asked."""
    sections = wish.sections if wish else ()
    names = _drawn(sections, OF_A_COURSE)
    free = tuple(name for name in names if name not in school.locked)
    more = leveled_fields(course.presets.options, school.ground, free)
    recordings = _recordings(course.presets) if OptionSection.RECORDING in sections else ()
    return Form(
        title=_("Settings"),
        base=ChangeCourseSettings(course=course.code, shown=free),
        submit=_("Save"),
        intro=phrase(
            "{code} {title}. New classes get these; classes that exist keep theirs.",
            code=course.code,
            title=course.title,
        ),
        said=lock_lines(school, names),
        fields=(
            *_course_basics(course),
            *(_basic(one) for one in more if one.name in BASICS),
            sections_field(sections, _AT_A_COURSE),
            *(one for one in more if one.name not in BASICS),
            *recordings,
        ),
    )


def _course_basics(course: Course) -> tuple[Field, ...]:
    presets = course.presets
    announce = {Announce.ASK: _("Ask first"), Announce.ALWAYS: _("Always"), Announce.NEVER: _("Never")}
    basics = (
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
    )
    return tuple(map(_basic, basics))


def _basic(field: Field) -> Field:
    return replace(field, section=_("Basics"))


def _drawn(sections: Iterable[OptionSection], decided: Collection[str]) -> tuple[str, ...]:
    """The options that a form with those sections asks for, the basic ones first."""
    return (*BASICS, *(name for name in in_sections(sections) if name in decided and name not in BASICS))


def undrawn(wish: ChangeCourseSettings | ChangeSchoolSettings, locked: frozenset[str]) -> bool:
    """Whether sections were ticked whose fields the form that was sent did not show yet."""
    decided = OF_A_COURSE if isinstance(wish, ChangeCourseSettings) else OF_A_SCHOOL
    return bool(wish.sections) and not set(_drawn(wish.sections, decided)) - locked <= set(wish.shown)


def school_form(school: SchoolPresets, wish: ChangeSchoolSettings | None = None) -> Form:
    """What every new class gets, and at the end what nobody below may change."""
    sections = wish.sections if wish else ()
    names = _drawn(sections, OF_A_SCHOOL)
    more = leveled_fields(school.options, BUILT_IN, names)
    lockable = tuple(Choice(value=name, label=option_name(name)) for name in OF_A_SCHOOL)
    return Form(
        title=_("School settings"),
        base=ChangeSchoolSettings(shown=names),
        submit=_("Save"),
        intro=phrase("Every new class of every course gets these; classes that exist keep theirs."),
        fields=(
            *(_basic(one) for one in more if one.name in BASICS),
            Field(
                name="locked",
                label=_("Locked"),
                kind=FieldKind.CHOICES,
                values=tuple(name for name in OF_A_SCHOOL if name in school.locked),
                choices=lockable,
                hint=_("Courses and classes can't change these; who asks for something else is told so."),
                section=_("Basics"),
            ),
            sections_field(sections, _AT_A_SCHOOL),
            *(one for one in more if one.name not in BASICS),
        ),
    )


def _recordings(presets: Presets) -> tuple[Field, ...]:
    """What is done with recordings, in the section of that name: each label says that it is about them."""
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
    fields = (
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
    return tuple(replace(one, section=section_name(OptionSection.RECORDING)) for one in fields)
