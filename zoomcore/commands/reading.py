"""The phrases of a line put side by side: one of each kind, and what no phrase claimed."""

import re
from dataclasses import dataclass
from typing import TypeVar

from zoomcore.commands.found import DayFound, Found, OptionFound, RepeatFound
from zoomcore.commands.lexer import QUOTED
from zoomcore.commands.outcome import Guess, GuessKind
from zoomcore.commands.source import Item, Scan, Source
from zoomcore.commands.words import any_of
from zoomcore.domain.schedule import LONGEST_TOPIC, Repeat
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

F = TypeVar("F", bound=Found)

_EDGES = " \t\n,;:-–—.…"
_TRAILING = re.compile(r"(?:^|[\s,]+)(?:on|at|from|in|starting|and|el|a las|desde)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A scanned line. `one` and `text` refuse what is said twice."""

    source: Source
    scan: Scan

    def one(self, kind: type[F]) -> F | None:
        """The finding of that kind; InvalidInput where two contradict each other."""
        return self._single([item for item in self.scan.items if isinstance(item.found, kind)], kind)

    def every(self, kind: type[F]) -> tuple[F, ...]:
        """All findings of that kind, as they stand in the line."""
        return tuple(item.found for item in self.scan.items if isinstance(item.found, kind))

    def day(self, *, begins: bool) -> DayFound | None:
        """The day of the class, or the one a repeat begins on."""
        days = [item for item in self.scan.items if isinstance(item.found, DayFound) and item.found.begins is begins]
        return self._single(days, DayFound)

    def repeat(self) -> RepeatFound | None:
        """All that was said of the repeat, joined: "every 2 weeks" and "MWF" are one."""
        items = [item for item in self.scan.items if isinstance(item.found, RepeatFound)]
        if not items:
            return None
        joined = items[0].found
        for item in items[1:]:
            joined = self._join(joined, item.found) or self._refuse(items[0], item)
        return joined if isinstance(joined, RepeatFound) else None

    def _join(self, one: Found, two: Found) -> RepeatFound | None:
        if not isinstance(one, RepeatFound) or not isinstance(two, RepeatFound):
            return None
        if one == two:
            return one
        monthly = one.monthly_week or two.monthly_week or one.month_day or two.month_day
        same = one.repeat is two.repeat
        if not same or (one.weekdays and two.weekdays) or (monthly and one.repeat is not Repeat.MONTHLY):
            return None
        return RepeatFound(
            one.repeat,
            max(one.interval, two.interval),
            one.weekdays or two.weekdays,
            one.monthly_week or two.monthly_week,
            one.month_day or two.month_day,
            # "weekly mon,wed" says it.
            implied=False,
        )

    def _single(self, items: list[Item], kind: type[F]) -> F | None:
        for item in items[1:]:
            if item.found != items[0].found:
                self._refuse(items[0], item)
        found = items[0].found if items else None
        return found if isinstance(found, kind) else None

    def _refuse(self, one: Item, two: Item) -> RepeatFound:
        first, second = self.source.line.cut(one.start, one.end), self.source.line.cut(two.start, two.end)
        raise InvalidInput(
            _("I read both “{first}” and “{second}”, and they can't both be meant.").format(first=first, second=second),
            next_step=_('Keep one of them, or put the topic in quotes, like "Friday review".'),
        )

    def option(self, name: str) -> OptionFound | None:
        """What is said of one option; InvalidInput where it is said in two ways."""
        items = [item for item in self.scan.items if isinstance(item.found, OptionFound) and item.found.name == name]
        return self._single(items, OptionFound)

    def quoted(self) -> tuple[int, ...]:
        """The places of the quoted pieces that no phrase claimed, in order."""
        claimed = [(item.start, item.end) for item in self.scan.items]
        places = sorted(self.source.line.quoted)
        return tuple(place for place in places if not any(start <= place < end for start, end in claimed))

    def topic(self) -> str:
        """The first quoted piece, else all leftover words as typed; InvalidInput beyond Zoom's length."""
        quoted = self.quoted()
        topic = self.source.line.quoted[quoted[0]] if quoted else self.leftover()
        if len(topic) > LONGEST_TOPIC:
            raise InvalidInput(
                _("That topic has {count} characters, and Zoom takes {most}.").format(
                    count=len(topic), most=LONGEST_TOPIC
                ),
                next_step=_("Send it again with a shorter topic."),
                field="topic",
            )
        return topic

    def leftover(self) -> str:
        """What no phrase claimed, as typed; InvalidInput for a repeat among it that could not be read."""
        self._refuse_repeat()
        text = " ".join(self.source.line.cut(start, end).strip(_EDGES) for start, end in self.scan.rest)
        text = " ".join(text.split())
        while (match := _TRAILING.search(text)) is not None:
            text = text[: match.start()].rstrip(_EDGES)
        return text

    def _refuse_repeat(self) -> None:
        every = re.compile(rf"(?<!\w){any_of(set(self.source.words.every) - {'each'})} \w+(?: \w+)?")
        self._refuse_in_rest(
            every,
            _("I couldn't read the repeat “{text}”."),
            _("Write it like `every mon,wed` or `every 2 weeks`, or put the topic in quotes."),
            "repeat",
        )
        if any(isinstance(item.found, RepeatFound) for item in self.scan.items):
            ending = re.compile(
                rf"(?<!\w){any_of((*self.source.words.until, *self.source.words.besides))} \w+(?: \w+)?"
            )
            step = _("Write it like `until dec 12` or `except dec 8`, or put the topic in quotes.")
            self._refuse_in_rest(ending, _("I couldn't read the dates of “{text}”."), step, "until")

    def _refuse_in_rest(self, pattern: re.Pattern[str], message: str, next_step: str, field: str) -> None:
        for start, end in self.scan.rest:
            if match := pattern.search(self.source.flat, start, end):
                text = self.source.line.cut(match.start(), match.end())
                raise InvalidInput(message.replace("{text}", text), next_step=next_step, field=field)

    def unread(self) -> tuple[Guess, ...]:
        """A guess that names the words beside a quoted topic which nothing could be made of."""
        if not self.quoted():
            return ()
        self._refuse_repeat()
        pieces = [part for start, end in self.scan.rest for part in self._unquoted(start, end)]
        words = " ".join(pieces)
        if not words:
            return ()
        return (
            Guess(GuessKind.UNREAD, _("I couldn't make anything of “{words}” and left it out.").format(words=words)),
        )

    def _unquoted(self, start: int, end: int) -> list[str]:
        words = []
        first = self.quoted()[0]
        for match in re.compile(r"[^\s,;]+").finditer(self.source.flat, start, end):
            text = match.group()
            if match.start() == first or text in self.source.words.filler or not text.strip(_EDGES + ")("):
                continue
            words.append(self.source.line.cut(match.start(), match.end()).strip(QUOTED))
        return words
