"""Mines Chinese work-summary reports (工作总结): structure, measures, section labels, copied passages.

The public face. Everything heavy is imported when it is first used.

Examples
--------
A data frame of measures in three lines::

    from corpus_tools import mine
    corpus = mine("pages/")
    corpus.measures
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "analyse", "check", "load", "mine", "open", "read"]

if TYPE_CHECKING:
    from corpus_tools.analysis import analyse
    from corpus_tools.checking import check
    from corpus_tools.frames import mine, open
    from corpus_tools.pipeline import load
    from corpus_tools.reading import read

_HOMES = {
    "analyse": "corpus_tools.analysis",
    "check": "corpus_tools.checking",
    "load": "corpus_tools.pipeline",
    "mine": "corpus_tools.frames",
    "open": "corpus_tools.frames",
    "read": "corpus_tools.reading",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'corpus_tools' has no attribute {name!r}")
