"""What stands before Datasette: who may ask, what may be posted, and what browsers are told of every answer.

A server on this computer answers to its own names only: else a page of the web whose name is made to point here
(DNS rebinding) could read the corpus through the browser of whoever visits it. A server that others can reach asks for
a token, which such a page does not have.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

__all__ = ["DRAFT", "LOOPBACK", "UPLOAD", "App", "guard", "shield"]

DRAFT = 200_000  # characters of a draft: some fifty times the length of a long report
UPLOAD = 10 * 2**20  # bytes of a draft's file: a long report in Word has some hundred kilobytes, pictures included
_FIELDS = 12 * DRAFT  # bytes of a form without a file: a Chinese character takes nine, percent-encoded
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_TOKEN = "token"
_COOKIE = "corpus_tools_token"
_HOST = re.compile(r"\[([0-9a-fA-F:.]+)\](?::\d+)?|([^:\[\]]+)(?::\d+)?")
_MULTIPART = re.compile(rb'multipart/form-data; ?boundary="?[\w\'()+,./:=? -]{1,70}"?')
# For pages of Datasette, which run scripts of their own: they may speak to nobody but this server
_POLICY = (
    b"default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    b"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    b"content-security-policy": _POLICY,
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
}

App = Callable[[dict[str, Any], Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]]


def shield(app: App, *, token: str = "") -> App:
    """An ASGI application that answers only those who may ask.

    Parameters
    ----------
    token : what a visitor must show: once in the address (``?token=…``, kept in a cookie from then on) or with each
        request (``Authorization: Bearer …``). Without one, only requests to this computer's own names are answered.
    """

    async def shielded(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        if not token:
            if _name(scope) in LOOPBACK:
                return await app(scope, receive, send)
            return await _refuse(send, 400, "This server answers to 127.0.0.1 and localhost only.")
        shown = _shown(scope)
        if _same(_cookie(scope), token) or _same(_bearer(scope), token):
            return await app(scope, receive, send)
        if shown is not None and _same(shown, token):
            return await _let_in(scope, send, token)
        return await _refuse(
            send, 401, "请使用启动时显示的完整地址。 Use the whole address that was shown at the start."
        )

    return shielded


def _header(scope: dict[str, Any], name: bytes) -> str:
    return next((v for k, v in scope["headers"] if k.lower() == name), b"").decode("latin-1")


def _name(scope: dict[str, Any]) -> str:
    found = _HOST.fullmatch(_header(scope, b"host").strip())
    return (found[1] or found[2]).lower() if found else ""


def _same(one: str, other: str) -> bool:
    """Compared in a time that does not tell how much of it was right."""
    return hmac.compare_digest(one.encode("utf8", "surrogatepass"), other.encode())


def _query(scope: dict[str, Any]) -> list[tuple[str, str]]:
    return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)


def _shown(scope: dict[str, Any]) -> str | None:
    return next((value for key, value in _query(scope) if key == _TOKEN), None)


def _cookie(scope: dict[str, Any]) -> str:
    try:
        found = SimpleCookie(_header(scope, b"cookie")).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _bearer(scope: dict[str, Any]) -> str:
    kind, _, said = _header(scope, b"authorization").partition(" ")
    return said.strip() if kind.lower() == "bearer" else ""


async def _let_in(scope: dict[str, Any], send: Any, token: str) -> None:
    """The same address again without the token, which else would stand in bookmarks and logs."""
    rest = urlencode([(key, value) for key, value in _query(scope) if key != _TOKEN])
    path = scope.get("raw_path") or scope["path"].encode()
    # no second slash at the head: //name would lead to another server
    place = b"/" + path.lstrip(b"/") + (b"?" + rest.encode() if rest else b"")
    headers = [
        (b"location", place),
        (b"set-cookie", f"{_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax".encode()),
        (b"referrer-policy", b"no-referrer"),
    ]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def guard(app: App) -> App:
    """An ASGI application that passes on only what Datasette can read, and tells browsers to keep pages apart.

    Datasette would take a body of any length, and a form it cannot read is an error in its own code.
    """

    async def guarded(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)

        async def told(message: Any) -> None:
            if message["type"] == "http.response.start":
                known = {key.lower() for key, _ in message.get("headers", [])}
                added = [(key, value) for key, value in _HEADERS.items() if key not in known]
                message = {**message, "headers": [*message.get("headers", []), *added]}
            await send(message)

        if scope["method"] in ("GET", "HEAD"):
            return await app(scope, receive, told)
        kind = _header(scope, b"content-type").encode("latin-1")
        form = kind.split(b";")[0].strip().lower()
        if form not in (b"application/x-www-form-urlencoded", b"multipart/form-data", b""):
            return await _refuse(send, 415, "This is no form of ours.")
        file = form == b"multipart/form-data"
        if file and not _MULTIPART.fullmatch(kind):
            return await _refuse(send, 400, "This is no form of ours.")
        most = UPLOAD + _FIELDS if file else _FIELDS
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return None  # the visitor has left
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > most:
                return await _refuse(send, 413, "This is longer than a draft can be; check it in parts.")
        try:
            if not file:
                body.decode("utf8")
        except UnicodeDecodeError:
            return await _refuse(send, 400, "This is no form of ours.")
        waiting = [{"type": "http.request", "body": bytes(body), "more_body": False}]

        async def again() -> Any:
            return waiting.pop() if waiting else await receive()

        return await app(scope, again, told)

    return guarded


async def _refuse(send: Any, status: int, message: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close"), *_HEADERS.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": message.encode()})
