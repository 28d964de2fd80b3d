"""A Datasette plugin: pages for people over the corpus, on top of Datasette's own tables, SQL, CSV and JSON."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from corpus_tools.errors import CorpusToolsError

__all__ = ["application", "serve"]

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


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
    metadata = {
        "title": "corpus_tools",
        "databases": {Path(db).stem: {"tables": plugin.table_metadata()}},
        "plugins": {"corpus_tools": {"language": language, "database": Path(db).stem}},
    }
    return Datasette([os.fspath(db)], metadata=metadata, settings={"allow_download": False, "truncate_cells_html": 200})


def serve(db: str | os.PathLike[str], *, host: str = "127.0.0.1", port: int = 8001, language: str = "zh") -> None:
    """Run the browser until it is stopped."""
    import uvicorn

    if host not in _LOOPBACK:
        print(f"note: everyone who can reach {host}:{port} can read this corpus", file=sys.stderr)
    print(f"http://{'[' + host + ']' if ':' in host else host}:{port}/  (stop with Ctrl+C)", file=sys.stderr)
    try:
        uvicorn.run(application(db, language=language).app(), host=host, port=port, log_level="warning")
    except OSError as e:
        raise CorpusToolsError(f"cannot listen on {host}:{port} ({e.strerror}); choose another --port") from e
