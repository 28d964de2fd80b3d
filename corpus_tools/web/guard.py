"""What is posted is looked at before anything else reads it: how long it is, and whether it is text at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

__all__ = ["DRAFT", "guard"]

DRAFT = 200_000  # characters of a pasted draft: some fifty times the length of a long report
_BODY = 12 * DRAFT  # bytes of the form it comes in: a Chinese character takes nine, percent-encoded

App = Callable[[dict[str, Any], Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]]


def guard(app: App) -> App:
    """An ASGI application that passes on only what Datasette can read: it would take a body of any length."""

    async def guarded(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            return await app(scope, receive, send)
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return None  # the visitor has left
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > _BODY:
                return await _refuse(send, 413, "This is longer than a draft can be; check it in parts.")
        try:
            body.decode("utf8")
        except UnicodeDecodeError:
            return await _refuse(send, 400, "This is no form of ours.")
        waiting = [{"type": "http.request", "body": bytes(body), "more_body": False}]

        async def again() -> Any:
            return waiting.pop() if waiting else await receive()

        return await app(scope, again, send)

    return guarded


async def _refuse(send: Any, status: int, message: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": message.encode()})
