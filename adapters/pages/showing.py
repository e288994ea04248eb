"""What no page draws as a card: files to keep, and forms, which a page cannot fill in."""

from urllib.parse import quote

from aiohttp import web

from zoomcore.views import Card, Document, Form, Text
from zoomcore.views.plain import plain


def as_card(form: Form) -> Card:
    return Card(title=form.title, body=(Text(line=(plain(form),)),))


def download(document: Document) -> web.Response:
    headers = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        # RFC 6266, 4.3: the encoded form alone, which every browser of today reads.
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(document.name, safe='')}",
    }
    return web.Response(body=document.content, content_type=document.media_type, headers=headers)
