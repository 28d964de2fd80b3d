"""What the steps that take a page apart hand to one another."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Extent", "Layout"]


@dataclass(frozen=True, slots=True)
class Extent:
    """A report's range in the normalised copy, with what spoke for its start."""

    start: int
    end: int
    confidence: float
    cues: tuple[str, ...]
    mark_end: int  # end of the collector's mark; ``start`` where there is none


@dataclass(slots=True)
class Layout:
    """Reports and noise of a page, in the normalised copy; together they cover what is visible."""

    extents: list[Extent] = field(default_factory=list)
    noise: list[tuple[int, int, str]] = field(default_factory=list)
    title: str = ""  # of the page
