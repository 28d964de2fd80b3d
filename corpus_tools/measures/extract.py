"""The room's entry: a text or a page taken apart in, measures out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import NamedTuple

import numpy as np

from corpus_tools import lexicon
from corpus_tools.measures.categories import categorise
from corpus_tools.measures.circumstances import circumstances
from corpus_tools.measures.clauses import words
from corpus_tools.measures.links import Link, link
from corpus_tools.measures.meaning import per, plans, statuses
from corpus_tools.measures.parts import implied, parts
from corpus_tools.measures.quantities import quantities
from corpus_tools.measures.unit_kinds import unit_class
from corpus_tools.offsets import Mapped
from corpus_tools.records import Extraction, Guard, Measure, Quantity, Structure
from corpus_tools.structure.normalise import normalise
from corpus_tools.structure.sentences import sentences

__all__ = ["Trace", "extract"]

_PEOPLE = frozenset(("households", "population", "participants", "staff"))  # have no extent of their own
_AT = "在"  # a place where something was done, not what it was done to


class Trace(NamedTuple):
    """What a measure was read by, beside what it says of itself; ranges of the original text."""

    clause: tuple[int, int]  # up to the figure's end
    action: tuple[int, int] | None
    object: tuple[int, int] | None
    per: tuple[int, int] | None
    period: tuple[int, int] | None
    place: tuple[int, int] | None
    status_cue: tuple[int, int] | None
    quantity_confidence: float
    link_confidence: float


_BY_HEAD = frozenset(("人", "名", "位", "员"))
_OWN = frozenset(("visit", "enforce", "clear", "tidy", "serve", "cover"))  # deeds that staff do


def _does(action: str, noun: str) -> bool:
    """Is the subject one of those whose work it is?"""
    lex = words()
    return lex.object_head(noun)[1] == "staff" and lex.verb_class.get(action) in _OWN


class _Stretch(NamedTuple):
    """A sentence of the copy, and what it stands in."""

    start: int
    end: int
    planned: bool
    section: int


def extract(
    text: str | Structure, *, original: str | None = None, traces: dict[int, Trace] | None = None
) -> Extraction:
    """Measures and guarded numerals of a text.

    Parameters
    ----------
    text
        Plain text, a clause or a page; or a page that ``structure.parse`` took apart, of which only the reports are
        read (site text holds no measures).
    original
        The page's text, where ``text`` is a page taken apart: each measure's ``text`` is then the slice of it.
        Without it ``text`` is what stands in the reading copy (folded characters, no breaks).
    traces
        Filled with what each measure was read by, under its start; for ``explain``.

    Returns
    -------
    Extraction
        In the order of the text; ``start``/``end`` are code points of the original text.

    Never raises, whatever the text.

    >>> for m in extract("全镇共发放宣传手册10本、传单100余份,清运垃圾３吨。").measures:
    ...     print(m.text, m.value, m.unit, m.modifier, m.action, m.object, m.category)
    10本 10 本 exact 发放 宣传手册 leaflets
    100余份 100 份 over 发放 传单 leaflets
    ３吨 3 吨 exact 清运 垃圾 waste
    """
    if isinstance(text, Structure):
        copy, stretches = text.reading, _of_structure(text)
    else:
        copy, original = normalise(text), text
        stretches = [_Stretch(a, b, False, 0) for a, b in sentences(copy.text)]
    found, guards = quantities(copy.text)
    starts = [s.start for s in stretches]
    guard_starts = [g.start for g in guards]
    measures: list[Measure] = []
    last: tuple[int, list[Measure]] = (-1, [])
    funds: dict[str, tuple[str, tuple[int, int] | None]] = {}
    for at, group in groupby(found, key=lambda q: bisect_right(starts, q.start) - 1):
        stretch = stretches[at] if at >= 0 else None
        mine = list(group)
        if stretch is None:
            continue
        if mine[-1].end > stretch.end:  # 386.⏎5万元: the sentence goes on
            stretch = stretch._replace(end=mine[-1].end)
            if at + 1 < len(stretches):
                stretches[at + 1] = stretches[at + 1]._replace(start=max(stretch.end, stretches[at + 1].start))
        if stretch.section != last[0]:
            last, funds = (stretch.section, []), {}
        near = guards[bisect_left(guard_starts, stretch.start) : bisect_left(guard_starts, stretch.end)]
        made = _sentence(copy, original, stretch, mine, near, last[1], funds, traces)
        measures += made
        last = (stretch.section, made)
    return Extraction(tuple(measures), tuple(_original(copy, guards, stretches)))


def _of_structure(structure: Structure) -> list[_Stretch]:
    copy, reports, sections = structure.reading, structure.reports, structure.sections
    spans = np.array([(s.start, s.end) for s in structure.sentences], dtype=np.int32).reshape(-1, 2)
    bounds = np.array([(r.start, r.end) for r in reports], dtype=np.int32).reshape(-1, 2)
    report = np.searchsorted(bounds[:, 0], spans[:, 0], side="right") - 1
    inside = report >= 0
    inside[inside] = spans[inside, 0] < bounds[report[inside], 1]
    spans, report = spans[inside], report[inside]
    if not len(spans):
        return []
    section = np.searchsorted(np.array([s.start for s in sections], dtype=np.int32), spans[:, 0], side="right") - 1
    start = copy.ends.searchsorted(spans[:, 0], side="right")
    end = np.maximum.accumulate(copy.ends.searchsorted(spans[:, 1] - 1, side="right") + 1)
    start[1:] = np.maximum(start[1:], end[:-1])
    plan = np.array([r.kind == "plan" for r in reports])[report]
    if sections:
        plan |= (section >= 0) & np.array([plans(s.heading) for s in sections])[section]
    end = np.minimum(end, len(copy))
    return list(map(_Stretch._make, zip(start.tolist(), end.tolist(), plan.tolist(), section.tolist(), strict=True)))


def _original(copy: Mapped, guards: list[Guard], stretches: list[_Stretch]) -> Iterator[Guard]:
    """The guards that stand in a sentence, with ranges of the original."""
    if not guards or not stretches:
        return
    ends = np.array([s.end for s in stretches])
    begin, end = np.array([(g.start, g.end) for g in guards]).T
    at = np.searchsorted(np.array([s.start for s in stretches]), begin, side="right") - 1
    inside = (at >= 0) & (begin < ends[at])
    starts, stops = copy.starts[begin].tolist(), copy.ends[end - 1].tolist()
    for n in np.flatnonzero(inside).tolist():
        yield Guard(starts[n], stops[n], guards[n].reason)


def _sentence(
    copy: Mapped,
    original: str | None,
    stretch: _Stretch,
    found: list[Quantity],
    guards: list[Guard],
    before: list[Measure],
    funds: dict[str, tuple[str, tuple[int, int] | None]],
    traces: dict[int, Trace] | None = None,
) -> list[Measure]:
    """Measures of one sentence; ``before``: those of the sentence before, ``funds``: what money was given as."""
    text = copy.text
    links, clauses = link(text, stretch.start, stretch.end, found, guards)
    totals = parts(text, found, stretch.start, before)
    figures = [(q.start, q.end) for q in found]
    actions = [made.action for made in links]
    states = statuses(text, stretch.start, stretch.end, figures, clauses, actions, planned_here=stretch.planned)
    carried = [made.cue == "carried" for made in links]
    each = per(text, found, clauses, carried, stretch.end)
    said = circumstances(text, stretch.start, figures, clauses)
    out: list[Measure] = []
    for number, (quantity, made) in enumerate(zip(found, links, strict=True)):
        action, noun = _text(text, made.action), _text(text, made.object)
        object_span = made.object
        if quantity.unit == "元" and action:
            if noun:
                funds[action] = (noun, object_span)
            else:  # 投入资金850万元。其中投入160万元用于绿化: still money of the same kind
                noun, object_span = funds.get(action, ("", None))
        whole = _whole(totals[number], out, before)
        handed = _handed_down(made, whole) if (totals[number] or 0) < 0 else None
        if handed is not None:
            action, made = handed.action, replace(made, cue="carried")
        meaning = categorise(action, noun, quantity.unit)
        if made.cue == "subject" and quantity.unit in _BY_HEAD and _does(action, noun):
            meaning = categorise("", noun, quantity.unit)  # 4名民警走访: who, not what was done
        if made.cue == "patient" and meaning.category != "coverage" and text.endswith(_AT, 0, quantity.start):
            there = categorise("", noun, quantity.unit)  # 在8个文化站建成流通点
            meaning = there if there.category == "coverage" else meaning
        if noun in words().dimension and made.carried_from is not None:  # 拆除违建39户,面积18万平方米
            of = out[made.carried_from]
            if unit_class(of.unit) != "money" and of.category not in _PEOPLE:
                meaning = replace(categorise(of.action, of.object, of.unit), rule="aspect")
        if whole is not None and quantity.unit != "%" and (meaning.rule == "none" or not words().object_head(noun)[0]):
            meaning = categorise(whole.action, whole.object, whole.unit)
        start, end = copy.original(quantity.start, quantity.end)
        action_start, action_end = copy.original(*made.action) if made.action else (None, None)
        if handed is not None:
            action_start, action_end = handed.action_start, handed.action_end
        object_start, object_end = copy.original(*object_span) if object_span else (None, None)
        out.append(
            Measure(
                start=start,
                end=end,
                text=quantity.text if original is None else original[start:end],
                value=quantity.value,
                value_max=quantity.value_max,
                low=quantity.low,
                high=quantity.high,
                unit=quantity.unit,
                unit_raw=quantity.unit_raw,
                modifier=quantity.modifier,
                action=action,
                object=noun,
                category=meaning.category,
                concept=meaning.concept,
                status=states[number].status,
                per=_text(text, each[number]),
                per_start=_first(copy, each[number]),
                period=_text(text, said[number].period),
                period_start=_first(copy, said[number].period),
                place=_text(text, said[number].place),
                place_start=_first(copy, said[number].place),
                part_of=None if whole is None else whole.start,
                action_start=action_start,
                action_end=action_end,
                object_start=object_start,
                object_end=object_end,
                rule=f"{quantity.rule}+{made.cue}+{meaning.rule}",
                confidence=round(quantity.confidence * _confidence(made), 3),
            )
        )
        if traces is not None:
            spans = (made.action, made.object, each[number], *said[number], states[number].cue)
            action_at, noun_at, each_at, period_at, place_at, cue_at = (
                copy.original(*span) if span else None for span in spans
            )
            clause = copy.original(min(clauses[number], quantity.start), quantity.end)
            cues = Trace(clause, action_at, noun_at, each_at, period_at, place_at, cue_at, quantity.confidence, 0)
            traces[start] = cues._replace(link_confidence=_confidence(made))
    return implied(out, found, text, clauses)


def _whole(total: int | None, out: list[Measure], before: list[Measure]) -> Measure | None:
    """The measure that a quantity is a part of, in this sentence or in the one before."""
    if total is None:
        return None
    return out[total] if total >= 0 else before[total]


def _handed_down(made: Link, whole: Measure | None) -> Measure | None:
    """``入库税费1.3亿元。其中:增值税6000万元``: a total of the sentence before whose deed goes on with its parts."""
    if whole is None or made.action is not None or made.cue not in ("bare", "carried") or not whole.action:
        return None
    return whole


def _first(copy: Mapped, span: tuple[int, int] | None) -> int | None:
    """Where the first character of a range stands in the page."""
    return copy.original(*span)[0] if span else None


def _text(text: str, span: tuple[int, int] | None) -> str:
    return "".join(text[span[0] : span[1]].split()) if span else ""


def _confidence(made: Link) -> float:
    return _confidences().get(made.cue, 0.0)


@cache
def _confidences() -> dict[str, float]:
    return dict(lexicon.load("status")["confidence"])
