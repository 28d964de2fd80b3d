"""Where the work is done: in this process, over processes, or on a cluster. The records are the same."""

from corpus_tools.engines.mining import RunSummary, mine

__all__ = ["RunSummary", "mine"]
