"""A draft check as it is shown: source by source, with what is marked in draft and source; page and terminal use it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from corpus_tools.checking import CheckResult, Match, Source
from corpus_tools.checking.contrast import FigureSlot, Leftover
from corpus_tools.decisions import Decision, Item
from corpus_tools.ranges import covered
from corpus_tools.records import Edit, Finding
from corpus_tools.tables import number
from corpus_tools.views.page import Piece, Range, Words, overlaid

__all__ = ["SCRIPT", "CheckView", "Remarks", "SourceView", "change", "flat"]

SCRIPT = "check.js"

SHOWN = 60  # characters of a passage on one line
_SOURCES = 25  # sources shown in full on the page: a text that everybody copied has hundreds
_ALIKE = 200  # remarks of one kind that are listed: an editor sees by then what is the matter; a text may be all gaps
_AROUND = 14  # characters shown on each side of a finding: a clause

T = TypeVar("T", Finding, Leftover)


@dataclass(frozen=True, slots=True)
class SourceView:
    """One report of the corpus with all that the draft shares with it, in the order of the draft."""

    number: int
    source: Source
    matches: list[Match]
    characters: int
    slots: list[tuple[FigureSlot, Item | None]]  # an item where the figure was not changed

    @property
    def name(self) -> str:
        parts = (self.source.doc, flat(self.source.title), self.source.organisation, self.source.year)
        return " · ".join(str(p) for p in parts if p)

    @property
    def unchanged(self) -> int:
        return sum(not s.changed for s, _ in self.slots)

    @property
    def moved(self) -> bool:
        return any(m.moved for m in self.matches)

    @property
    def order(self) -> str:
        """Numbers that the passages have in the source, in the order of the draft: ``2, 1, 3``."""
        starts = sorted(m.source.start for m in self.matches)
        return ", ".join(str(starts.index(m.source.start) + 1) for m in self.matches)


@dataclass(frozen=True, slots=True)
class Remarks(Generic[T]):
    """Findings or names, in the order of the draft: of each kind the first are ``shown``, the ``rest`` is counted."""

    shown: list[T]
    rest: list[T]

    @property
    def every(self) -> list[T]:
        return self.shown + self.rest

    def __len__(self) -> int:
        return len(self.shown) + len(self.rest)


class CheckView:
    """A result as the report shows it: source by source, the largest first."""

    def __init__(self, result: CheckResult, words: Words) -> None:
        self.r, self.t = result, words
        by_source: dict[str, list[Match]] = {}
        for match in result.passages:
            if not match.formula:
                by_source.setdefault(match.source.report, []).append(match)
        made = []
        for matches in by_source.values():
            slots = {
                (s.start, s.end): (s, None if s.changed else result.item(m, s))
                for m in matches
                for s in result.slots(m)
            }
            size = covered((m.start, m.end) for m in matches)
            made.append((matches, size, [slots[place] for place in sorted(slots)]))
        made.sort(key=lambda x: (-x[1], x[0][0].start, x[0][0].source.report))
        self.sources = [SourceView(i, m[0].source, m, size, slots) for i, (m, size, slots) in enumerate(made, 1)]
        self.shown, self.rest = self.sources[:_SOURCES], self.sources[_SOURCES:]

    @property
    def doubt(self) -> str:
        """Why nothing can be said of this draft, in words; "" where something can."""
        doubts = self.t.table["doubts"]
        structure = self.r.structure
        reasons = [n.reason for n in structure.noise] if structure.language != "zh" else []
        return next((doubts[reason] for reason in reasons if reason in doubts), "")

    @property
    def shares(self) -> list[tuple[str, str, float]]:
        """Class, name and value of the four shares."""
        r, t = self.r, self.t
        return [
            ("copied", t.share_copied, r.particular_share),
            ("template", t.share_template, r.template_share),
            ("formula", t.share_formula, r.formula_share),
            ("own", t.share_own, r.own_share),
        ]

    @cached_property
    def formulae(self) -> list[tuple[int, int, str, int]]:
        """Stock phrases of the draft: start, end, text, in how many of the reports."""
        holders: dict[tuple[int, int], set[str]] = {}
        counted: dict[tuple[int, int], int] = {}
        for m in self.r.passages:
            if m.formula:
                place = m.start, m.end
                holders.setdefault(place, set()).add(m.source.report)
                counted[place] = max(counted.get(place, 0), m.holders)
        return [(a, b, self.r.text[a:b], max(len(who), counted[a, b])) for (a, b), who in sorted(holders.items())]

    @property
    def unchanged(self) -> int:
        """Figures of the draft that are the same in some source and were not said to be right."""
        left = (s for v in self.sources for s, i in v.slots if i and self.r.verdict(i) != "ignore")
        return len({(s.start, s.end) for s in left})

    @cached_property
    def findings(self) -> tuple[Remarks[Finding], Remarks[Finding]]:
        """Findings that were not ignored, and those that were."""
        return self._listed(self.r.findings)

    @cached_property
    def leftovers(self) -> tuple[Remarks[Leftover], Remarks[Leftover]]:
        """Names that were left over and not ignored, and those that were."""
        return self._listed(self.r.leftovers)

    def _listed(self, records: Sequence[T]) -> tuple[Remarks[T], Remarks[T]]:
        out: tuple[Remarks[T], Remarks[T]] = Remarks([], []), Remarks([], [])
        counts: Counter[tuple[bool, str]] = Counter()
        for x in records:
            aside = self.r.verdict(self.r.item(x)) == "ignore"
            counts[key := (aside, self._kind(x))] += 1
            side = out[aside]
            (side.shown if counts[key] <= _ALIKE else side.rest).append(x)
        return out

    def _kind(self, x: Finding | Leftover) -> str:
        return self.t.table["findings_of"][x.kind] if isinstance(x, Finding) else self.t.leftovers

    def more(self, remarks: Remarks[Finding] | Remarks[Leftover]) -> str:
        """How many remarks are not listed, by kind; nothing where all are."""
        kinds = Counter(map(self._kind, remarks.rest))
        told = self.t.and_mark.join(f"{kind} {number(n)}" for kind, n in kinds.items())
        return self.t.more_alike.format(n=number(len(remarks.rest)), kinds=told) if told else ""

    @property
    def hidden(self) -> list[Decision]:
        """Decisions about what the page does not show: they are saved again with the others."""
        unseen = [self.r.item(m) for v in self.rest for m in v.matches]
        unseen += [i for v in self.rest for _, i in v.slots if i]
        unseen += [self.r.item(x) for side in self.findings for x in side.rest]
        unseen += [self.r.item(x) for side in self.leftovers for x in side.rest]
        # an item takes over a decision made about an earlier state of it, whose id it has not
        again = [Decision(i.id, i.item, i.kind, i.source, self.r.decided[i.id].decision, i.text, i.before, i.after)
                 for i in unseen if i.id in self.r.decided]  # fmt: skip
        return [*again, *self.r.kept]

    def why(self, match: Match) -> str:
        """What speaks for copying, and what was changed."""
        t = self.t
        rare = dict(self.r.basis.thresholds).get("rare_holders", 0)
        told = [t.why_longest.format(n=match.longest)]
        if match.rare:
            told.append(t.why_rare.format(n=match.rare, m=number(rare)))
        counts = Counter(e.kind for e in match.edits)
        edits = t.and_mark.join(f"{t.get('edit_' + kind)} {n}" for kind, n in counts.most_common())
        told.append(t.why_edits.format(edits=edits) if edits else t.why_same)
        return ("；" if t.language.startswith("zh") else "; ").join(told)

    def citation(self, match: Match) -> str:
        """The source in one line: title, body, year, page and characters."""
        s, t = match.source, self.t
        title = flat(s.title) or s.doc
        place = t.and_mark.join(str(x) for x in (s.organisation, s.year, s.doc) if x)
        named = f"《{title.strip('《》')}》" if t.language.startswith("zh") else f"“{title}”"
        return t.citation_form.format(title=named, place=place, start=s.start, end=s.end)

    @property
    def basis(self) -> list[tuple[str, str]]:
        """What the draft was held against, and how strictly."""
        b, t = self.r.basis, self.t
        size = t.basis_size_value.format(pages=number(b.pages), reports=number(b.reports))
        rows = [(t.basis_corpus, b.corpus), (t.basis_size, size)]
        rows += [(t.basis_mined, b.mined)] if b.mined else []
        rows += [(t.basis_program, f"corpus-tools {b.program}"), (t.basis_date, date.today().isoformat())]
        if b.left_out:
            rows.append((t.basis_left_out, t.and_mark.join(t.table["findings_of"].get(k, k) for k in b.left_out)))
        named = t.table["thresholds"]
        rows += [(named[name], f"{value:g}") for name, value in b.thresholds if name in named]
        others = [f"{name} {value:g}" for name, value in b.thresholds if name not in named]
        return [*rows, (t.basis_others, " · ".join(others))] if others else rows

    def draft_side(self, match: Match) -> Iterator[Piece]:
        ranges = [self._range(k, e, match, e.a_start, e.a_end) for k, e in enumerate(match.edits, 1)]
        ranges += [Range("same", s.start, s.end, self.t.figure_same) for s in self.r.slots(match) if not s.changed]
        return overlaid(self.r.text[match.start : match.end], match.start, ranges)

    def source_side(self, match: Match) -> Iterator[Piece]:
        ranges = [self._range(k, e, match, e.b_start, e.b_end) for k, e in enumerate(match.edits, 1)]
        return overlaid(match.source.text, match.source.start, ranges)

    def _range(self, k: int, e: Edit, match: Match, start: int, end: int) -> Range:
        name = self.t.get("edit_" + e.kind)
        if e.kind == "move":
            return Range(e.kind, start, end, f"{name} {k}", key=f"↕{k}")
        return Range(e.kind, start, end, f"{name}{self.t.colon}{change(e, match, self.r.text)}", key=str(k))

    def around(self, start: int, end: int) -> Iterator[Piece]:
        """A place of the draft with what stands before and after it, on one line."""
        a, b = max(0, start - _AROUND), end + _AROUND
        for p in overlaid(self.r.text[a:b], a, [Range("finding", start, end)]):
            yield Piece(" ".join(flat(p.text, 2 * SHOWN).split()), p.kinds)

    def whole(self) -> Iterator[Piece]:
        """The whole draft, with what was found in it marked."""
        t, r = self.t, self.r
        ranges = []
        for v in self.sources:
            ranges += [Range("copied", m.start, m.end, v.name) for m in v.matches] if v.number <= _SOURCES else []
            ranges += [Range("same", s.start, s.end, t.figure_same) for s, i in v.slots if i]
        for a, b, _, who in self.formulae:
            told = t.n_of_m.format(n=who, m=r.reports_compared)
            ranges.append(
                Range("formula", a, b, f"{t.formula_passage}{t.colon}{told}", key=f"{who}/{r.reports_compared}")
            )
        ranges += [Range("finding", f.start, f.end, f.message) for f in self.findings[0].every]
        ranges += [Range("leftover", x.start, x.end, self.leftover(x)) for x in self.leftovers[0].every]
        return overlaid(r.text, 0, ranges)

    def leftover(self, x: Leftover) -> str:
        messages = {"replaced": self.t.leftover_replaced, "place": self.t.leftover_place}
        return messages.get(x.reason, self.t.leftover_unit).format(replaced=x.replaced, doc=x.doc)


def change(e: Edit, match: Match, text: str) -> str:
    """An edit in one line: ``10 → 15``."""
    source = match.source
    before = source.text[e.b_start - source.start : e.b_end - source.start]
    return f"{flat(before) or '∅'} → {flat(text[e.a_start : e.a_end]) or '∅'}"


def flat(text: str, most: int = SHOWN) -> str:
    """A text on one line, cut where it is long.

    >>> flat(" 甲\\n 乙 "), flat("一二三四五", 3)
    ('甲 乙', '一二…')
    """
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"
