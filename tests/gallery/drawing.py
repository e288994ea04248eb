"""The gallery's page: every reply in every form, put together; nothing here opens a browser."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from adapters.slack import render as slack
from adapters.teams import render as teams
from zoomcore.views import Form, Reply
from zoomcore.views.plain import plain

HERE = Path(__file__).parent
MODULES = HERE.parent / "browser" / "node_modules"
THEMES = ("light", "dark")
ASSETS = {
    "slack.css": MODULES / "slack-blocks-to-jsx" / "dist" / "style.css",
    "adaptivecards.js": MODULES / "adaptivecards" / "dist" / "adaptivecards.min.js",
    "adaptivecards.css": MODULES / "adaptivecards" / "dist" / "adaptivecards.css",
    "gallery.css": HERE / "gallery.css",
    "gallery.js": HERE / "gallery.js",
    "logo.svg": HERE.parents[1] / "adapters" / "pages" / "static" / "icon.svg",
}

_PAGE = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Lectern: every reply</title>
<link rel="stylesheet" href="slack.css">
<link rel="stylesheet" href="adaptivecards.css">
<link rel="stylesheet" href="gallery.css">
</head>
<body>
<header><h1>Every reply, as Slack, Teams and text show it</h1>
<p>Slack is drawn by slack-blocks-to-jsx, Teams by adaptivecards: near the real clients, not the clients themselves.</p>
</header>
{replies}
<script src="adaptivecards.js"></script>
<script src="gallery.js"></script>
</body>
</html>
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One reply in one theme; `slack` is HTML, `card` an Adaptive Card that the page's script draws."""

    name: str
    theme: str
    slack: Markup
    card: Mapping[str, Any]
    text: str

    @property
    def slug(self) -> str:
        return f"{'-'.join(re.findall(r'[a-z]+', self.name.lower()))}-{self.theme}"


def draw(replies: Mapping[str, Reply]) -> list[Drawn]:
    """Each reply in each theme. Runs Node once, for all of Slack's."""
    wanted = [(name, reply, theme) for name, reply in replies.items() for theme in THEMES]
    htmls = _slack_html([{"blocks": _slack_blocks(reply), "theme": theme} for _, reply, theme in wanted])
    return [
        Drawn(
            name=name,
            theme=theme,
            slack=_framed(reply, Markup(html)),  # noqa: S704 - React wrote it and escaped it
            card=teams.render(reply, None, "en"),
            text=plain(reply.view),
        )
        for (name, reply, theme), html in zip(wanted, htmls, strict=True)
    ]


def page(drawn: Iterable[Drawn]) -> str:
    rows = [_row(one) for one in drawn]
    return _PAGE.format(replies=Markup("\n").join(rows))


def write(folder: Path, drawn: Iterable[Drawn]) -> Path:
    """Write the page with all that it needs beside it, so that the folder can be carried elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in ASSETS.items():
        shutil.copyfile(source, folder / name)
    index = folder / "index.html"
    index.write_text(page(drawn), encoding="utf-8")
    return index


def missing() -> list[str]:
    """What this machine lacks for drawing, in words; empty when nothing."""
    lacks = [] if shutil.which("node") else ["Node.js is not installed (apt-get install nodejs npm)."]
    if not all(source.exists() for source in ASSETS.values()):
        lacks.append("The npm packages are not installed (npm install, in tests/browser).")
    return lacks


def _slack_blocks(reply: Reply) -> list[dict[str, Any]]:
    view = reply.view
    drawn = slack.modal(view, reply.card, {}) if isinstance(view, Form) else slack.message(view, reply.card)
    return [_known(block) for block in drawn["blocks"]]


def _known(piece: Any) -> Any:
    """The same for the library that draws, which is behind Slack in three things.

    It knows no data_table (a plain table looks the same without a pager), takes `verbatim` as "no marks at all", and
    reads marks in plain and raw text.
    """
    if isinstance(piece, list):
        return [_known(one) for one in piece]
    if not isinstance(piece, dict):
        return piece
    match piece.get("type"):
        case "data_table":
            return {"type": "table", "rows": _known(piece["rows"])}
        case "raw_text":
            section = {"type": "rich_text_section", "elements": [{"type": "text", "text": piece["text"]}]}
            return {"type": "rich_text", "elements": [section]}
        case "mrkdwn" | "plain_text":
            return piece | {"verbatim": piece["type"] == "plain_text"}
        case "input":
            return {name: value if name == "label" else _known(value) for name, value in piece.items()}
        case _:
            return {name: _known(value) for name, value in piece.items()}


def _slack_html(messages: list[dict[str, Any]]) -> list[str]:
    node = shutil.which("node") or "node"
    done = subprocess.run(  # noqa: S603 - our own script
        [node, str(HERE / "slack.cjs")],
        input=json.dumps(messages),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"TZ": "Europe/Madrid"},
    )
    html: list[str] = json.loads(done.stdout)
    return html


def _framed(reply: Reply, html: Markup) -> Markup:
    if not isinstance(reply.view, Form):
        return html
    return Markup('<div class="modal-title">{}</div>{}<div class="modal-buttons"><span>{}</span></div>').format(
        reply.view.title, html, reply.view.submit
    )


def _row(one: Drawn) -> Markup:
    heading = Markup("<h2>{}</h2>").format(one.name) if one.theme == THEMES[0] else Markup()
    return Markup(
        '<section class="reply {theme}">{heading}<div class="row">'
        '<figure class="slack" id="slack-{slug}"><figcaption>Slack</figcaption>{slack}</figure>'
        '<figure class="teams" id="teams-{slug}"><figcaption>Teams</figcaption>'
        '<div class="teams-card" data-card="{card}"></div></figure>'
        '<figure class="text" id="text-{slug}"><figcaption>Text</figcaption><pre>{text}</pre></figure>'
        "</div></section>"
    ).format(theme=one.theme, heading=heading, slug=one.slug, slack=one.slack, card=json.dumps(one.card), text=one.text)
