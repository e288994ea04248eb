"""Which lines were answered: here at once, everywhere soon."""

from adapters.teams.answered import AnsweredLines
from zoomcore.errors import StorageError


class Ledger:
    """Writes down, or is away for as many times as it is told."""

    def __init__(self) -> None:
        self.lines: list[list[str]] = []
        self.away = 0

    async def __call__(self, deliveries) -> None:
        if self.away:
            self.away -= 1
            raise StorageError("away")
        self.lines.append(list(deliveries))


async def test_lines_are_known_at_once_and_written_down_together():
    ledger = Ledger()
    lines = AnsweredLines(ledger)
    lines.note("one")
    lines.note("two")
    assert lines.here("one")
    assert not lines.here("three")
    await lines.stop()
    assert ledger.lines == [["one", "two"]]


async def test_what_could_not_be_written_is_written_with_the_next(caplog):
    ledger = Ledger()
    ledger.away = 1
    lines = AnsweredLines(ledger)
    lines.note("one")
    await lines.write()
    assert not ledger.lines
    lines.note("two")
    await lines.stop()
    assert ledger.lines == [["one", "two"]]
    assert "1 answered lines could not be written down yet" in caplog.text


async def test_with_nothing_answered_nothing_is_written():
    ledger = Ledger()
    await AnsweredLines(ledger).stop()
    assert not ledger.lines
