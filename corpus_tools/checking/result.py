"""What a check says of a draft."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from corpus_tools import __version__
from corpus_tools.checking.contrast import FigureSlot, Leftover, figure_slots
from corpus_tools.checking.matches import Match
from corpus_tools.decisions import Decision, Item, items_of
from corpus_tools.records import Edit, Finding, Measure, Structure, as_dict

__all__ = ["Basis", "CheckResult"]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a draft was held against, and how strictly: printed with every report, so that it can be made again."""

    corpus: str = ""  # name of the database
    reports: int = 0
    pages: int = 0
    mined: str = ""  # date of the last run of `mine`
    program: str = __version__
    thresholds: tuple[tuple[str, float], ...] = ()
    left_out: tuple[str, ...] = ()  # kinds of findings that were switched off


@dataclass(frozen=True)
class CheckResult:
    """Everything said of one draft."""

    draft: str
    text: str
    copied_share: float  # of the draft's visible characters; formulae do not count
    template_share: float  # the part of it that three or more different reports share
    formula_share: float  # of what is not copied
    passages: tuple[Match, ...]
    findings: tuple[Finding, ...]
    measures: tuple[Measure, ...]
    structure: Structure
    basis: Basis = field(default_factory=Basis)
    leftovers: tuple[Leftover, ...] = ()
    file: str = ""  # name of the draft's file with its ending
    open_share: float = 0.0  # copied and neither ignored nor cited
    decided: Mapping[str, Decision] = field(default_factory=dict)  # by the id of an item
    kept: tuple[Decision, ...] = ()  # decisions about what is no longer in the draft

    @property
    def reports_compared(self) -> int:
        return self.basis.reports

    @property
    def corpus(self) -> str:
        return self.basis.corpus

    @property
    def particular_share(self) -> float:
        """What one or two reports alone have: copied from somebody, not from a template."""
        return max(0.0, self.copied_share - self.template_share)

    @property
    def own_share(self) -> float:
        """What is neither copied nor stock phrasing."""
        return max(0.0, 1.0 - self.copied_share - self.formula_share)

    def slots(self, match: Match) -> list[FigureSlot]:
        """Figures of one passage, changed and unchanged."""
        found = self._slots.get(id(match))
        return figure_slots(match, self.text, self.measures) if found is None else found

    @cached_property
    def _slots(self) -> dict[int, list[FigureSlot]]:
        return {id(m): figure_slots(m, self.text, self.measures) for m in self.passages}

    @cached_property
    def items(self) -> dict[tuple[str, str, str, int, int], Item]:
        """What can be decided upon, by item, kind, source, start and end: passages, figures, names, findings."""
        remarks = [_remark(m) for m in self.passages if not m.formula]
        remarks += [_figure(m, s) for m in self.passages if not m.formula for s in self.slots(m) if not s.changed]
        remarks += [("leftover", x.reason, x.doc, x.start, x.end) for x in self.leftovers]
        remarks += [("finding", f.kind, "", f.start, f.end) for f in self.findings]
        remarks = list(dict.fromkeys(remarks))
        return dict(zip(remarks, items_of(self.text, remarks), strict=True))

    def item(self, of: Match | Leftover | Finding, slot: FigureSlot | None = None) -> Item:
        """The item of a passage, of one of its figures, of a name or of a finding."""
        if isinstance(of, Match):
            return self.items[_remark(of) if slot is None else _figure(of, slot)]
        if isinstance(of, Leftover):
            return self.items["leftover", of.reason, of.doc, of.start, of.end]
        return self.items["finding", of.kind, "", of.start, of.end]

    def verdict(self, item: Item) -> str:
        """``accept``, ``ignore``, ``cite``, or nothing where nothing was decided."""
        return self.decided[item.id].decision if item.id in self.decided else ""

    def as_json(self) -> dict[str, Any]:
        """The form of ``check --format json``."""

        def told(record: Finding | Leftover) -> dict[str, Any]:
            item = self.item(record)
            return {"id": item.id, **as_dict(record), "decision": self.verdict(item)}

        return {
            "draft": self.draft,
            "copied_share": round(self.copied_share, 4),
            "particular_share": round(self.particular_share, 4),
            "template_share": round(self.template_share, 4),
            "formula_share": round(self.formula_share, 4),
            "own_share": round(self.own_share, 4),
            "open_share": round(self.open_share, 4),
            "reports_compared": self.reports_compared,
            "basis": dataclasses.asdict(self.basis) | {"thresholds": dict(self.basis.thresholds)},
            "passages": [self._passage(m) for m in self.passages],
            "findings": [told(f) for f in self.findings],
            "leftovers": [told(x) for x in self.leftovers],
            "measures": [as_dict(m) for m in self.measures],
        }

    def _passage(self, match: Match) -> dict[str, Any]:
        source = match.source

        def edit(e: Edit) -> dict[str, Any]:
            return {
                "start": e.a_start,
                "end": e.a_end,
                "class": e.kind,
                "draft": self.text[e.a_start : e.a_end],
                "source": source.text[e.b_start - source.start : e.b_end - source.start],
            }

        item = None if match.formula else self.item(match)
        return {
            "id": item.id if item else "",
            "start": match.start,
            "end": match.end,
            "kind": match.kind,
            "formula": match.formula,
            "source": as_dict(source),
            "edits": [edit(e) for e in match.edits],
            "why": {
                "longest": match.longest,
                "rare": match.rare,
                "edits": dict(Counter(e.kind for e in match.edits)),
                "holders": match.holders,
            },
            "moved": match.moved,
            "slots": [as_dict(s) for s in self.slots(match)],
            "decision": self.verdict(item) if item else "",
        }


def _remark(m: Match) -> tuple[str, str, str, int, int]:
    return "passage", "", _place(m), m.start, m.end


def _figure(m: Match, s: FigureSlot) -> tuple[str, str, str, int, int]:
    return "figure", "", _place(m), s.start, s.end


def _place(m: Match) -> str:
    """The source by its page's name, which people know, and the number of the report in it."""
    return f"{m.source.doc}#{m.source.report.rpartition('-')[2]}"
