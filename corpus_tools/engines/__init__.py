"""Where the work is done: in this process, over processes, or on a cluster. The records are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["RunSummary", "mine"]

if TYPE_CHECKING:
    from corpus_tools.engines.mining import RunSummary, mine


def __getattr__(name: str) -> Any:
    """The run itself when it is first asked for: helpers only read pages, and start a third of a second sooner."""
    if name in __all__:
        from corpus_tools.engines import mining

        return getattr(mining, name)
    raise AttributeError(f"module 'corpus_tools.engines' has no attribute {name!r}")
