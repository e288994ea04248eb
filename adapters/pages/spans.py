"""Lines as HTML. Every text goes through markupsafe's `format` or `escape`; nothing is put together by hand."""

from typing import assert_never

from markupsafe import Markup

from zoomcore.views import Code, Line, Link, Mention, Span, Strong, When
from zoomcore.views.times import format_when
from zoomcore.wording import current_language

_NOTHING = Markup()


def line(spans: Line) -> Markup:
    if len(spans) == 1:
        return span(spans[0])
    return _NOTHING.join(map(span, spans))


def span(piece: Span) -> Markup:
    match piece:
        case str():
            return Markup.escape(piece) if piece.isascii() else Markup("<bdi>{}</bdi>").format(piece)
        case Strong(text):
            return Markup("<strong><bdi>{}</bdi></strong>").format(text)
        case Code(text):
            return Markup("<code>{}</code>").format(text)
        case Link(label, url):
            return Markup('<a href="{}">{}</a>').format(url, label)
        case Mention(name, _):
            return Markup("<bdi>{}</bdi>").format(name)
        case When():
            text = format_when(piece, None, current_language())
            return Markup('<time datetime="{}">{}</time>').format(piece.instant.isoformat(), text)
        case _:
            assert_never(piece)
