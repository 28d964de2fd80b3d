"""A Datasette plugin: pages for people over the corpus, on top of Datasette's own tables, SQL, CSV and JSON."""

from __future__ import annotations

import os
import re
import secrets
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus_tools.errors import CorpusToolsError, UsageError
from corpus_tools.web.guard import LOOPBACK, shield

__all__ = ["application", "serve"]

# Long enough that nobody guesses it: 16 random characters of these are 96 bits
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,200}")


def application(db: str | os.PathLike[str], *, language: str = "zh") -> Any:
    """The Datasette over one corpus, with our pages registered.

    Parameters
    ----------
    db : the corpus database; opened for reading only
    language : of our pages, ``zh`` or ``en``; ``?lang=`` on a page overrides it
    """
    from datasette.app import Datasette
    from datasette.plugins import pm

    from corpus_tools.web import plugin

    if not pm.is_registered(plugin):
        pm.register(plugin, name="corpus_tools")
    # Else each wrong address is told on the terminal with all local variables. (Imported only now: its hook is lost
    # where it is imported before the application.)
    from datasette import handle_exception

    handle_exception.rich = None
    metadata = {
        "title": "corpus_tools",
        "databases": {Path(db).stem: {"tables": plugin.table_metadata()}},
        "plugins": {"corpus_tools": {"language": language, "database": Path(db).stem}},
    }
    return Datasette([os.fspath(db)], metadata=metadata, settings={"allow_download": False, "truncate_cells_html": 200})


def serve(
    db: str | os.PathLike[str],
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    language: str = "zh",
    token: str = "",
) -> None:
    """Run the browser until it is stopped.

    With a host that others can reach, visitors have to show a token; the address printed at the start holds it.

    Parameters
    ----------
    token : the token; made anew for each run if empty. Not used where only this computer can connect.

    Raises
    ------
    CorpusToolsError
        If the address cannot be listened on.
    UsageError
        If the token is too short to be one, or has characters that a cookie cannot hold.
    """
    import uvicorn

    if host in LOOPBACK:
        token = ""
    elif token and not _TOKEN.fullmatch(token):
        raise UsageError("a token has 16 to 200 letters, digits, - and _")
    else:
        token = token or secrets.token_urlsafe(24)
    with _listen(host, port) as listener:
        if token:
            print(f"note: everyone who has the token can read this corpus through {host}:{port}", file=sys.stderr)
        shown = f"[{host}]" if ":" in host else host
        query = f"?token={token}" if token else ""
        print(f"http://{shown}:{listener.getsockname()[1]}/{query}  (stop with Ctrl+C)", file=sys.stderr, flush=True)
        app = shield(application(db, language=language).app(), token=token)
        # a token in an address must not reach a log, and nothing is told of the program that answers
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        with suppress(KeyboardInterrupt):  # raised again by the server once it has ended in order
            uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """The listening socket, made here since the server would say in its own way why it cannot have it."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=128)
    except OverflowError as e:
        raise CorpusToolsError(f"there is no port {port}; choose a --port from 0 to 65535") from e
    except OSError as e:
        # Python adds the address to the system's words; an unknown host has none of the system's
        why = os.strerror(e.errno) if e.errno and e.errno > 0 else e.strerror
        raise CorpusToolsError(f"cannot listen on {host}:{port} ({why}); choose another --port or --host") from e
