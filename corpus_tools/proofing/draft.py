"""A draft as the checks see it: the analysis with the look-ups that several of them need."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from corpus_tools.measures.intervals import clause_before
from corpus_tools.records import Analysis, Measure, Report, Section

__all__ = ["Draft", "Hit"]

# One character for one: offsets stay those of the page. Full-width ASCII and the ideographic space.
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}

# Half and full width both: where a clause ends


class Hit(NamedTuple):
    """What a check found: a range of the page, the case (a key of messages.toml), and what its message names."""

    start: int
    end: int
    case: str
    values: dict[str, Any] = {}  # noqa: RUF012 - never changed


@dataclass
class Draft:
    """An analysis with look-ups. ``text`` is the page's text with full-width ASCII folded, character for character."""

    analysis: Analysis
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.analysis.page.text.translate(_FOLD)

    @property
    def markdown(self) -> bool:
        """Whether ``**`` is bold type."""
        return self.analysis.page.path.lower().endswith(".md")

    @cached_property
    def reports(self) -> list[Report]:
        """The reports; where structure found none, the whole text counts as one."""
        found = sorted(self.analysis.structure.reports, key=lambda r: r.start)
        return found or [Report(0, len(self.text), "other")]

    @cached_property
    def sections(self) -> list[Section]:
        return sorted(self.analysis.structure.sections, key=lambda s: s.start)

    @cached_property
    def measures(self) -> list[Measure]:
        return sorted(self.analysis.measures, key=lambda m: (m.start, m.end))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return sorted((s.start, s.end) for s in self.analysis.structure.sentences)

    @cached_property
    def _by_start(self) -> dict[int, Measure]:
        return {m.start: m for m in self.measures}

    def measure_at(self, start: int) -> Measure | None:
        """The measure that begins at a character."""
        return self._by_start.get(start)

    def reported(self, start: int, end: int) -> bool:
        """Whether a range lies inside a report and not in a site's text."""
        at = bisect_right(self._report_starts, start) - 1
        if at < 0 or end > self.reports[at].end:
            return False
        first = max(0, bisect_left(self._noise, (start, 0)) - 1)
        return not any(a < end and start < b for a, b in self._noise[first : first + 3])

    @cached_property
    def _report_starts(self) -> list[int]:
        return [r.start for r in self.reports]

    @cached_property
    def _section_starts(self) -> list[int]:
        return [s.start for s in self.sections]

    @cached_property
    def _noise(self) -> list[tuple[int, int]]:
        noise = self.analysis.structure.noise
        # a page with hardly a word on it is none of the corpus; a draft is read however short it is
        return sorted((n.start, n.end) for n in noise if n.reason != "too_little_text")

    def sections_of(self, report: Report) -> list[Section]:
        """The sections of a report, in order."""
        starts = self._section_starts
        return self.sections[bisect_left(starts, report.start) : bisect_left(starts, report.end)]

    def section_at(self, offset: int) -> Section | None:
        """The section that holds a character."""
        at = bisect_right(self._section_starts, offset) - 1
        return self.sections[at] if at >= 0 and offset < self.sections[at].end else None

    def clause_before(self, offset: int, limit: int = 40) -> str:
        """``intervals.clause_before`` in this draft."""
        return clause_before(self.text, offset, limit)


def number(value: float) -> str:
    """A number as people write it.

    >>> number(24.0), number(33.333)
    ('24', '33.33')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
