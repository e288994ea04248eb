"""The token endpoint and the check of a bearer token (zoom-api 1)."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import unquote_plus

from zoomcore.sandbox.account import TOKEN_LIFE, Account, Token
from zoomcore.sandbox.answers import Answer, Refused
from zoomcore.sandbox.routing import Route


def _problem(status: int, error: str, reason: str) -> Answer:
    """The token endpoint has a body of its own: `{"reason", "error"}` (zoom-api 1.2)."""
    return Answer(status, {"reason": reason, "error": error})


def _client(header: str | None) -> tuple[str, str] | None:
    """Id and secret out of HTTP Basic; None when there is none that can be read."""
    scheme, _, encoded = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        text = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    client_id, _, secret = text.partition(":")
    return unquote_plus(client_id), unquote_plus(secret)


def issue(account: Account, header: str | None, fields: Mapping[str, str], api_url: str) -> Answer:
    """POST /oauth/token. `fields` are query and form together; `api_url` goes out without `/v2` (zoom-api 1.1, 1.5)."""
    known = (account.credentials.client_id, account.credentials.client_secret)
    grant = fields.get("grant_type")
    if _client(header) != known:
        return _problem(401, "invalid_client", "Invalid client_id or client_secret")
    if not account.settings.app_enabled:
        return _problem(400, "invalid_client", "The app has been disabled")
    if grant not in {"account_credentials", "client_credentials"}:
        return _problem(400, "unsupported_grant_type", "unsupported grant type")
    if grant == "account_credentials" and fields.get("account_id") != account.credentials.account_id:
        return _problem(400, "invalid_request", "Bad Request")
    # client_credentials yields a token too, which the API then refuses (zoom-api 1.1).
    token = account.issue_token(usable=grant == "account_credentials")
    body = {
        "access_token": token.text,
        "token_type": "bearer",
        "expires_in": int(TOKEN_LIFE.total_seconds()),
        "scope": " ".join(sorted(token.scopes)),
        "api_url": api_url,
    }
    return Answer(200, body)


def bearer(account: Account, header: str | None) -> Token:
    """The live token of a request; 401/124 for none, a wrong or an old one (zoom-api 10.1)."""
    scheme, _, text = (header or "").partition(" ")
    token = account.tokens.get(text) if scheme.lower() == "bearer" else None
    if token is None or not account.settings.app_enabled:
        raise Refused(401, 124, "Invalid access token.")
    if token.expires <= account.now():
        raise Refused(401, 124, "Access token is expired.")
    if not token.usable:
        raise Refused(400, 200, "Invalid api key or secret.")
    return token


def require_scope(account: Account, token: Token, route: Route) -> None:
    """400/4711 (or 4700) naming the scopes of which one is wanted (zoom-api 1.3)."""
    if token.scopes.isdisjoint(route.scopes):
        wanted = ", ".join(route.scopes)
        raise Refused(
            400, account.settings.missing_scope_code, f"Invalid access token, does not contain scopes:[{wanted}]."
        )
