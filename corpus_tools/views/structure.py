"""A page in coloured blocks: what is site text and why, the reports, what each says of itself and where, its outline.

One definition for the terminal (``mine --explain-structure``) and the browser (``/-/page/…``): both hand over the
page's text and its records, whether fresh or read from a database.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus_tools.analysis import analyse
from corpus_tools.labels import LabelOptions
from corpus_tools.reading import read
from corpus_tools.records import Analysis, Heading, Measure, Noise, Report, Section
from corpus_tools.structure.topics import topic_name
from corpus_tools.tables import number
from corpus_tools.views.page import Piece, Range, Words, overlaid, render

__all__ = ["LONGEST", "PageView", "explain_structure", "measure_range", "page_view", "render_structure"]

LONGEST = 100_000
"""Characters shown of one page: some thirty long reports, as much as a browser lays out at once."""

_FIELDS = ("title", "kind", "organisation", "level", "topic", "year", "period", "signed")
_RUN_ON = 16  # characters shown behind a number whose text runs on without a heading
_EVIDENCE = 40  # characters of a field's evidence that are quoted; a title is longer and stands in the text


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a report with the words it was read from; ``value`` is "" where the text does not say."""

    name: str
    value: str
    start: int = 0
    end: int = 0
    written: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A node of the heading tree; ``section``: start of the section it stands in, to go there."""

    text: str
    level: int
    section: int
    start: int
    item: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A section, or a piece of the page outside of all reports; ``reasons``: why it is noise, or the noise in it."""

    start: int
    end: int
    pieces: list[Piece]
    section: Section | None = None
    reasons: tuple[str, ...] = ()
    measures: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A report with its sections, or (``report`` None) what lies between two."""

    blocks: list[Block]
    report: Report | None = None
    cues: tuple[str, ...] = ()
    facts: list[Fact] = field(default_factory=list)
    outline: list[Entry] = field(default_factory=list)
    faults: int = 0  # numbers of headings that the source got wrong


@dataclass(frozen=True, slots=True)
class PageView:
    """All that the page shows."""

    name: str
    id: str  # of the page in a database, "" for a file
    language: str
    reason: str
    parts: list[Part]
    counts: dict[str, int]
    noise: list[tuple[str, int]]  # reasons with the characters they account for, the largest first
    cut: int = 0


def page_view(
    name: str,
    text: str,
    reports: Sequence[Report],
    sections: Sequence[Section],
    noise: Sequence[Noise],
    measures: Sequence[Measure],
    headings: Sequence[Heading],
    t: Words,
    *,
    language: str = "zh",
    reason: str = "",
    key: str = "",
    size: int | None = None,
) -> PageView:
    """Lay a page out; ``text`` may be its beginning only, ``size`` is then its whole length in characters."""
    shown = text[:LONGEST]
    ranges = [
        *_evidence(reports, t),
        *(Range("head", s.start, s.start + len(s.heading)) for s in sections if s.heading),
        *(Range("noise", n.start, n.end, t.noise_reason(n.reason)) for n in noise),
        *(measure_range(m, t) for m in measures),
    ]
    ranges.sort(key=lambda r: (r.start, r.end))
    laid = _Layer(shown, ranges, noise, measures, t)
    parts: list[Part] = []
    at = 0
    for report in sorted(reports, key=lambda r: r.start):
        parts += laid.outside(at, report.start)
        own = [s for s in sections if report.start <= s.start < report.end]
        blocks = [laid.block(s.start, s.end, s) for s in own if s.start < len(shown)]
        cues = tuple(t.cue(c) for c in report.cues)
        if report.start < len(shown):
            outline = list(_outline(shown, headings, report, own, t))
            faults = sum(bool(entry.fault) for entry in outline)
            parts.append(Part(blocks, report, cues, list(_facts(text, report, t)), outline, faults))
        at = max(at, report.end)
    parts += laid.outside(at, len(shown))
    whole = len(text) if size is None else size
    said: dict[str, int] = {}
    for n in noise:
        said[n.reason] = said.get(n.reason, 0) + n.end - n.start
    return PageView(
        name, key, language, reason, parts,
        {"reports": len(reports), "sections": len(sections), "measures": len(measures), "chars": whole},
        [(t.noise_reason(code), size) for code, size in sorted(said.items(), key=lambda item: (-item[1], item[0]))],
        cut=LONGEST if whole > LONGEST else 0,
    )  # fmt: skip


def explain_structure(path: str | Path, *, language: str = "zh", labels: LabelOptions | None = None) -> str:
    """The HTML page for one readable file; no database is needed.

    Raises
    ------
    RefusedFile
        As ``reading.read``.
    """
    return render_structure(analyse(read(path), labels=labels or LabelOptions()), language=language)


def render_structure(analysis: Analysis, *, language: str = "zh") -> str:
    """The HTML page for a page that has been taken apart."""
    page, s, t = analysis.page, analysis.structure, Words(language)
    view = page_view(
        page.name,
        page.text,
        s.reports,
        s.sections,
        s.noise,
        analysis.measures,
        s.headings,
        t,
        language=s.language,
        reason=s.reason,
    )
    return render("structure.html", language, view=view)


class _Layer:
    """Cuts the text into blocks; ranges are handed out in order, so that a long page is walked through once."""

    def __init__(
        self, text: str, ranges: list[Range], noise: Sequence[Noise], measures: Sequence[Measure], t: Words
    ) -> None:
        self.text, self.ranges, self.t = text, ranges, t
        self.noise = sorted(noise, key=lambda n: n.start)
        self.measures = measures
        self.waiting = 0
        self.active: list[Range] = []

    def outside(self, start: int, end: int) -> Iterable[Part]:
        """What lies between two reports, if anything of it is visible."""
        if self.text[start:end].strip():
            yield Part([self.block(start, min(end, len(self.text)))])

    def block(self, start: int, end: int, section: Section | None = None) -> Block:
        piece = self.text[start:end]
        first = start + len(piece) - len(piece.lstrip()) if piece.strip() else start
        body = piece.strip()
        while self.waiting < len(self.ranges) and self.ranges[self.waiting].start < end:
            self.active.append(self.ranges[self.waiting])
            self.waiting += 1
        self.active = [r for r in self.active if r.end > start]
        reasons = dict.fromkeys(r.title for r in self.active if r.kind == "noise" and r.start < end)
        measures = sum(r.kind.startswith("measure") for r in self.active if r.start >= start)
        return Block(
            first, min(end, len(self.text)), list(overlaid(body, first, self.active)), section, tuple(reasons), measures
        )


def _facts(text: str, report: Report, t: Words) -> Iterable[Fact]:
    evidence = {e.field: e for e in report.evidence}
    for name in _FIELDS:
        value = getattr(report, name)
        shown = "" if value is None else str(value)
        if name == "kind":
            shown = t.get(f"kind_of_{shown}")
        elif name == "level":
            shown = t.level(shown)
        elif name == "topic" and shown:
            shown = topic_name(shown, t.language[:2])
        found = evidence.get(name)
        if found is None:
            yield Fact(t.get(f"field_{name}"), shown)
            continue
        written = " ".join(text[found.start : found.end].split())
        quoted = written if len(written) <= _EVIDENCE else written[:_EVIDENCE] + "…"
        yield Fact(t.get(f"field_{name}"), shown or t.masked, found.start, found.end, quoted)


def _outline(
    text: str, headings: Sequence[Heading], report: Report, sections: Sequence[Section], t: Words
) -> Iterable[Entry]:
    starts = [s.start for s in sections]
    for h in headings:
        if report.start <= h.start < min(report.end, len(text)) and starts:
            at = starts[max(0, bisect_right(starts, h.start) - 1)]
            shown = " ".join((h.text or text[h.start : h.end + _RUN_ON]).split())
            yield Entry(shown if h.text else shown + "…", h.level, at, h.start, h.item, h.fault and t.fault(h.fault))


def _evidence(reports: Sequence[Report], t: Words) -> Iterable[Range]:
    for report in reports:
        for e in report.evidence:
            if e.field not in ("kind", "title"):  # a whole title marked would hide what in it was read
                yield Range("evidence", e.start, e.end, t.get(f"field_{e.field}"))


def measure_range(m: Measure, t: Words, key: str = "") -> Range:
    """A measure as marked in the text, with what was read; ``key`` is its id in a database."""
    status = "" if m.status == "done" else f" {m.status}"
    value = "" if m.value is None else f" = {number(m.value)}"
    value += f"–{number(m.value_max)}" if m.value_max is not None else ""
    title = f"{t.category(m.category)}{t.colon}{m.action} {m.object}{value} {m.unit} ({t.get('status_' + m.status)})"
    return Range(f"measure{status}", m.start, m.end, " ".join(title.split()), key)
