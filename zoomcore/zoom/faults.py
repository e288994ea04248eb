"""Every way httpx can fail, named in our own tree. No I/O.

What matters for a write is whether the request may have reached Zoom. A connection that was never made has surely sent
nothing; anything after that is doubtful.
"""

import httpx

from zoomcore.errors import AnswerLost, ZoomError, ZoomUnavailable, ZoomUnexpected

#: The request was never sent.
NEVER_SENT: tuple[type[Exception], ...] = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
)
#: It may have been sent; no answer came.
NO_ANSWER: tuple[type[Exception], ...] = (
    httpx.ReadTimeout,
    httpx.WriteTimeout,
    httpx.ReadError,
    httpx.WriteError,
    httpx.CloseError,
    httpx.RemoteProtocolError,
)
#: An answer came and cannot be read.
UNREADABLE: tuple[type[Exception], ...] = (
    httpx.DecodingError,
    httpx.TooManyRedirects,
    httpx.StreamError,
    httpx.HTTPStatusError,
)
#: The request could not even be written: a wrong address or header, our own mistake.
NEVER_WRITTEN: tuple[type[Exception], ...] = (
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
    httpx.CookieConflict,
    # Half a character in somebody's text: no encoding takes it.
    UnicodeError,
)
#: What the client catches; the abstract classes above those named one by one are caught with them.
FOREIGN: tuple[type[Exception], ...] = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpx.CookieConflict)
#: What building a request may raise besides.
UNWRITABLE: tuple[type[Exception], ...] = (*FOREIGN, UnicodeError)


def translate(error: Exception, *, is_write: bool) -> ZoomError:
    """Our error for one of httpx's. Its text is not passed on: it may hold an address with an e-mail in it."""
    name = type(error).__name__
    if isinstance(error, NEVER_SENT):
        return ZoomUnavailable(f"Zoom could not be reached ({name}).")
    if isinstance(error, NEVER_WRITTEN):
        return ZoomUnexpected(f"The request to Zoom could not be written ({name}).")
    if is_write:
        return AnswerLost(f"Zoom's answer to a change was lost ({name}).")
    if isinstance(error, UNREADABLE):
        return ZoomUnexpected(f"Zoom's answer could not be read ({name}).")
    return ZoomUnavailable(f"Zoom did not answer ({name}).")
