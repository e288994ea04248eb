"""What is wrong with a backup, and what a card says of one."""

from datetime import datetime

from zoomcore.domain.backups.faults import BackupFault, Fault
from zoomcore.domain.backups.kept import KeptBackup, Kind
from zoomcore.domain.backups.records import Header
from zoomcore.errors import InvalidInput
from zoomcore.views import Line, Table, When, WhenStyle
from zoomcore.wording import _, plural

_KB, _MB = 1024, 1024 * 1024


def refusal(fault: BackupFault, name: str) -> InvalidInput:
    """`name` is the file's, or the backup's."""
    what, step = _words(fault.fault)
    return InvalidInput(what.replace("{name}", name).replace("{detail}", str(fault.detail)), next_step=step)


def _words(fault: Fault) -> tuple[str, str]:
    another = _("Take another one: `backup list` shows those I keep.")
    return {
        Fault.NOT_A_BACKUP: (_("{name} is no backup of Lectern's."), _("Hand over a file that `backup` has made.")),
        Fault.TRUNCATED: (
            _("{name} ends too early: a part of it is missing."),
            _("Copy it once more, or take another."),
        ),
        Fault.CHANGED: (
            _("{name} was changed after it was made: its content doesn't fit its checksum."),
            another,
        ),
        Fault.NEWER: (
            _("{name} was made by a newer Lectern (its format is {detail})."),
            _("Ask an admin to update Lectern, then restore it."),
        ),
        Fault.TOO_LARGE: (
            _("{name} is larger than any backup of a course."),
            _("An admin can restore large ones in a terminal: `lectern restore FILE`."),
        ),
        Fault.BOMB: (_("{name} unpacks to far more than a backup holds, so I stopped reading it."), another),
        Fault.BAD_RECORD: (_("{name} is damaged: I can't read its line {detail}."), another),
        Fault.MORE_BEHIND: (_("{name} goes on behind its end."), another),
    }[fault]


def kind_words(kind: Kind) -> str:
    return {
        Kind.MANUAL: _("by hand"),
        Kind.NIGHTLY: _("at night"),
        Kind.SAFETY: _("before a restore"),
        Kind.COPY: _("for a copy"),
        Kind.UPLOADED: _("handed over"),
    }[kind]


def size_words(size: int) -> str:
    if size < _KB:
        return plural("{count} byte", "{count} bytes", size)
    return f"{size / _KB:.0f} KB" if size < _MB else f"{size / _MB:.1f} MB"


def name_of(backup: KeptBackup) -> str:
    return _("Backup {number}").replace("{number}", str(backup.id))


def file_name(backup: KeptBackup) -> str:
    return _file_name(backup.course_code, backup.made_at)


def file_name_of(header: Header) -> str:
    return _file_name(header.code, header.made_at)


def _file_name(course: str, at: datetime) -> str:
    """Safe on every system, whatever a course is called."""
    code = "".join(one if one.isascii() and one.isalnum() else "-" for one in course.lower()).strip("-")
    return f"lectern-{code or 'everything'}-{at:%Y%m%dT%H%MZ}.json.gz"


def table_of(backups: tuple[KeptBackup, ...], zone: str, *, caption: str, course: bool) -> Table:
    columns = (_("Number"), _("Made"), _("Why"), _("Size"), _("Holds"))
    rows = tuple(
        (
            (str(one.id),),
            *(((one.course_code or _("everything"),),) if course else ()),
            (When(one.made_at, zone, WhenStyle.FULL),),
            (kind_words(one.kind),),
            (size_words(one.size),),
            (_("people too") if one.people else _("no people"),),
        )
        for one in backups
    )
    return Table(caption=caption, columns=(columns[0], *((_("Course"),) if course else ()), *columns[1:]), rows=rows)


def content_rows(counts: dict[str, int]) -> tuple[tuple[str, Line], ...]:
    """How much of what is in it, for what people count."""
    told = {
        "meeting": _("Classes"),
        "occurrence": _("Dates"),
        "enrollment": _("People in the course"),
        "attendance": _("Results of attendance"),
        "mark": _("Marks"),
        "channel": _("Channels"),
    }
    return tuple((words, (str(counts[tag]),)) for tag, words in told.items() if counts.get(tag))
