"""What the audience sees: who says what where, and what appears to whom."""

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from adapters.terminal.address import Speaker
from adapters.terminal.app import Shown
from adapters.terminal.render import render
from bot.demo.people import PEOPLE
from zoomcore.chat import ConversationRef
from zoomcore.views import Audience, Reply
from zoomcore.views.plain import plain


class Stage:
    """Colour on a terminal, plain text in a pipe. `heard` is what the TerminalAdapter shows things to."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._waiting: list[Shown] = []

    def heard(self, shown: Shown) -> None:
        """Kept until `let_appear`, so that it stands below the line that caused it."""
        self._waiting.append(shown)

    def taken(self) -> list[Shown]:
        """What came since the last time."""
        came, self._waiting = self._waiting, []
        return came

    def let_appear(self) -> list[Shown]:
        """Show what came since the last time, and give it back."""
        came = self.taken()
        for shown in came:
            self.reply(_whom(shown.to), shown.reply)
        return came

    def chapter(self, title: str) -> None:
        self.console.print()
        self.console.print(Rule(Text(title, "bold"), align="left", style="blue"))

    def tell(self, text: str) -> None:
        """The narrator."""
        self.console.print(Text(text, "italic"), soft_wrap=True)

    def says(self, speaker: Speaker, text: str) -> None:
        self._line(speaker, "› ", text or "(nothing but the word)", "bold yellow" if text else "yellow italic")

    def presses(self, speaker: Speaker, label: str) -> None:
        self._line(speaker, "presses ", f"[{label}]", "bold reverse")

    def _line(self, speaker: Speaker, mark: str, text: str, style: str) -> None:
        where = f" in #{speaker.channel} " if speaker.channel else " "
        self.console.print()
        self.console.print(Text.assemble((speaker.name, "bold"), (where, "dim"), mark, (text, style)), soft_wrap=True)

    def reply(self, whom: str, reply: Reply) -> None:
        """One card, and who sees it."""
        self.console.print(Text(f"  {whom}", "dim"))
        if self.console.is_terminal:
            self.console.print(Padding(render(reply.view), (0, 0, 0, 2)))
            return
        for line in plain(reply.view).splitlines():
            self.console.print(Text(f"  | {line}"), soft_wrap=True)

    def answer(self, speaker: Speaker, reply: Reply) -> None:
        open_to = f"everybody in #{speaker.channel} sees" if speaker.channel else ""
        self.reply(open_to if reply.audience is Audience.EVERYONE and open_to else f"only {speaker.name} sees", reply)


def _whom(to: ConversationRef) -> str:
    return f"only {PEOPLE.get(to.user, to.user)} sees" if to.user else f"everybody in #{to.channel} sees"
