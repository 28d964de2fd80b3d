"""What functions remember of words and sentences, for the pages still to come."""

from __future__ import annotations

import functools
import sys

__all__ = ["let_go"]


def let_go() -> None:
    """Let go of the answers that this package's functions remember, but of those that each of them gives once.

    A function with a cache of bounded size fills it with what pages say; one without bounds has few answers (its word
    list, its model) and keeps them.

    >>> from corpus_tools.measures.word_kinds import classed
    >>> made = classed("签合同")
    >>> let_go()
    >>> classed.cache_info().currsize
    0
    """
    package = __name__.partition(".")[0]
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == package:
            for value in vars(module).values():
                if isinstance(value, functools._lru_cache_wrapper) and value.cache_parameters()["maxsize"] is not None:
                    value.cache_clear()
