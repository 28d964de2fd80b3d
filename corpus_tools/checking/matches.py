"""A passage of a draft that stands in the corpus, and where it stands there."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_tools.records import Edit

__all__ = ["Match", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the other side of a copied passage stands; ``start``/``end`` are offsets in its page."""

    doc: str
    report: str
    start: int
    end: int
    text: str
    title: str = ""
    organisation: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of the draft that stands in the corpus; edits carry offsets on both sides.

    Edits are told as done to the source: an ``insertion`` is what the draft has added, a ``deletion`` what it left
    out.

    Why it was flagged is said by ``longest`` (characters of the longest stretch that is the same on both sides),
    ``rare`` (characters of the draft within 6-grams that few reports of the corpus have) and the edits. ``moved``:
    the passage stands at another place among those of its source. ``holders``: reports of the corpus that have it.
    """

    start: int
    end: int
    kind: str
    formula: bool
    source: Source
    edits: tuple[Edit, ...]  # side a is the draft, side b the source's page
    longest: int = 0
    rare: int = 0
    moved: bool = False
    holders: int = 1
