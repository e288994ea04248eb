"""What every page tells the browser to refuse, and what a page refuses itself."""

from collections.abc import Mapping
from urllib.parse import urlsplit


def page_headers(public_url: str) -> Mapping[str, str]:
    """Headers of every HTML answer.

    `form-action` allows all of https because a browser holds it against the redirect as well, and Zoom's addresses
    are many (vanity names, zoom.us, zoomgov.com). The referrer stays with us: it holds the token; "no-referrer" would
    make the browser send `Origin: null` with our own form.
    """
    insecure = " http:" if public_url.startswith("http:") else ""
    policy = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' https:{insecure}"
    )
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }


#: On the way to Zoom: nothing of where somebody came from.
REDIRECT_HEADERS: Mapping[str, str] = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def from_our_own_page(headers: Mapping[str, str], public_url: str) -> bool:
    """Judge whether a POST was sent by a page of ours, as the browser tells it.

    Browsers say so in Sec-Fetch-Site, older ones in Origin. What sends neither is no browser, and carries nobody's
    cookies: there are none.
    """
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("Origin")
    if origin is None:
        return True
    sent, ours = urlsplit(origin), urlsplit(public_url)
    return sent.netloc in {ours.netloc, headers.get("Host", "")} and bool(sent.netloc)
