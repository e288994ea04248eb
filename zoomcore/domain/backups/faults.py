"""What can be wrong with a file that is handed over as a backup; the sentences stand in `services/backups`."""

from enum import StrEnum


class Fault(StrEnum):
    #: No backup of Lectern's: another kind of file, whatever its name says.
    NOT_A_BACKUP = "not a backup"
    #: It ends too early, or its compression is broken.
    TRUNCATED = "truncated"
    #: Its content is not what its checksum says: somebody edited it, or a copy went wrong.
    CHANGED = "changed"
    #: Made by a newer Lectern; `detail` is its format version.
    NEWER = "newer"
    #: More than LONGEST_FILE or LONGEST_CONTENT.
    TOO_LARGE = "too large"
    #: It unpacks to so many times its size that it was made to do harm.
    BOMB = "bomb"
    #: A record that no Lectern writes; `detail` is its line.
    BAD_RECORD = "bad record"
    #: Something stands behind its end.
    MORE_BEHIND = "more behind"


class BackupFault(ValueError):
    """`detail` is a number: of a line, or of a version."""

    def __init__(self, fault: Fault, detail: int = 0) -> None:
        super().__init__(f"{fault.value} {detail}" if detail else fault.value)
        self.fault = fault
        self.detail = detail
