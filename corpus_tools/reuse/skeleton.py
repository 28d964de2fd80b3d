"""A family's skeleton: what its members have in common, the slots in it, and what each member filled in.

One member is taken for the base. Wherever a passage of another member with it was changed, the base has a slot;
ranges that many members changed come first, so that a clause left out by one does not swallow the figures that
all the others filled in. What stands in a slot of a member is read off its passage with the base.
"""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus_tools.records import Edit, EditClass, Filling, Passage, ReportText, Skeleton, Slot

__all__ = ["base_of", "skeleton"]

_FLIPPED: dict[EditClass, EditClass] = {"insertion": "deletion", "deletion": "insertion"}


def base_of(members: Sequence[str], passages: Iterable[Passage], earliest: str | None = None) -> str:
    """The member that the others are held against: the earliest, if it shares text with all, or else the one that
    shares most, with most of the others.
    """
    others: dict[str, set[str]] = defaultdict(set)
    size: Counter[str] = Counter()
    for p in passages:
        others[p.a_report_id].add(p.b_report_id)
        others[p.b_report_id].add(p.a_report_id)
        size[p.a_report_id] += p.a_end - p.a_start
        size[p.b_report_id] += p.b_end - p.b_start
    if earliest is not None and len(others[earliest]) >= len(members) - 1:
        return earliest
    return min(members, key=lambda m: (-len(others[m]), -size[m], m))


def skeleton(
    base: ReportText, place: tuple[int, int], others: Sequence[ReportText], passages: Iterable[Passage]
) -> Skeleton:
    """The common text of a family with its slots.

    Parameters
    ----------
    base : the member that the others are held against
    place : where the common text stands in the base's page
    others : the other members
    passages : of the base with them; others are passed over

    Examples
    --------
    >>> one, two = "共清运垃圾10吨，拆棚3处。", "共清运垃圾25吨，拆棚3处。"
    >>> same = Passage("figures", False, "a", 0, 14, "b", 0, 14, (Edit("figure", 5, 7, 5, 7),))
    >>> made = skeleton(ReportText("a", "p", 0, one), (0, 14), [ReportText("b", "q", 0, two)], [same])
    >>> made.text, [(f.report_id, f.text) for f in made.fillings]
    ('共清运垃圾〔1〕吨，拆棚3处。', [('a', '10'), ('b', '25')])
    """
    texts = {r.id: r for r in others}
    sides: dict[str, list[Passage]] = defaultdict(list)
    for p in passages:
        p = p if p.a_report_id == base.id else _turned(p)
        if p.a_report_id == base.id and p.b_report_id in texts and not p.formula:
            sides[p.b_report_id].append(p)
    edits = [e for some in sides.values() for p in some for e in p.edits if e.kind != "move"]
    slots = _slots(base, place, edits)
    fillings = []
    for n, slot in enumerate(slots, 1):
        fillings.append(Filling(n, base.id, slot.start, slot.end, slot.text))
    for name in sorted(sides):
        held = {}
        for p in sides[name]:
            for n, slot in enumerate(slots, 1):
                if n not in held and p.a_start <= slot.start and slot.end <= p.a_end:
                    start, end = _across(p, base, texts[name], slot.start, slot.end)
                    r = texts[name]
                    held[n] = Filling(n, name, start, end, r.text[start - r.start : end - r.start])
        fillings += [held[n] for n in sorted(held)]
    return Skeleton(base.id, _text(base, place, slots), tuple(slots), tuple(fillings))


def _turned(p: Passage) -> Passage:
    """The passage seen from its other side."""
    edits = tuple(Edit(_FLIPPED.get(e.kind, e.kind), e.b_start, e.b_end, e.a_start, e.a_end) for e in p.edits)
    return replace(
        p,
        a_report_id=p.b_report_id,
        a_start=p.b_start,
        a_end=p.b_end,
        b_report_id=p.a_report_id,
        b_start=p.a_start,
        b_end=p.a_end,
        edits=tuple(sorted(edits, key=lambda e: (e.a_start, e.a_end))),
    )


def _slots(base: ReportText, place: tuple[int, int], edits: Iterable[Edit]) -> list[Slot]:
    """Places of the base that members changed, those that most did first; they do not overlap."""
    kinds: dict[tuple[int, int], Counter[EditClass]] = defaultdict(Counter)
    for e in edits:
        if place[0] <= e.a_start and e.a_end <= place[1]:
            kinds[(e.a_start, e.a_end)][e.kind] += 1
    taken: list[tuple[int, int]] = []
    for start, end in sorted(kinds, key=lambda r: (-kinds[r].total(), r[1] - r[0], r)):
        k = bisect.bisect_left(taken, (start, end))
        before, after = taken[k - 1] if k else None, taken[k] if k < len(taken) else None
        if before is not None and (before[1] > start or (start == end == before[1])):
            continue
        if after is not None and (after[0] < end or (start == end == after[0]) or after == (end, end)):
            continue
        taken.insert(k, (start, end))
    text = base.text
    return [
        Slot(n, kinds[r].most_common(1)[0][0], r[0], r[1], text[r[0] - base.start : r[1] - base.start])
        for n, r in enumerate(taken, 1)
    ]


def _across(p: Passage, base: ReportText, other: ReportText, start: int, end: int) -> tuple[int, int]:
    """Where ``start:end`` of the base stands in the other report; of an edit it cuts through, all of the other side."""
    edits = [e for e in p.edits if e.kind != "move" and e.a_start <= end and start <= e.a_end]
    inside = [e for e in edits if (e.a_start < end and start < e.a_end) or (e.a_start, e.a_end) == (start, end)]
    first = inside[0] if inside and inside[0].a_start <= start else None
    last = inside[-1] if inside and inside[-1].a_end >= end else None
    low = first.b_start if first else _point(p, base, other, start)
    high = last.b_end if last else _point(p, base, other, end)
    return low, max(low, high)


def _point(p: Passage, base: ReportText, other: ReportText, at: int) -> int:
    """The other side of a character that was not changed: as many letters and figures after the last edit."""
    if any(e.kind == "move" for e in p.edits):  # the same words near the same share of the passage
        words = base.text[at - base.start : min(at + 8, p.a_end) - base.start]
        found = other.text.find(words, p.b_start - other.start, p.b_end - other.start) if words else -1
        if found >= 0:
            return other.start + found
    before = [(p.a_start, p.b_start), *((e.a_end, e.b_end) for e in p.edits if e.kind != "move" and e.a_end <= at)]
    a, b = max(before)
    after = [(e.a_start, e.b_start) for e in p.edits if e.kind != "move" and e.a_start >= at]
    stop = min([*after, (p.a_end, p.b_end)])[1]
    left = base.text[a - base.start : at - base.start]
    if other.text.startswith(left, b - other.start):
        return min(b + len(left), p.b_end)
    count = sum(c.isalnum() for c in left)
    while b < stop and (count or not other.text[b - other.start].isalnum()):
        count -= other.text[b - other.start].isalnum()
        b += 1
    return b


def _text(base: ReportText, place: tuple[int, int], slots: Sequence[Slot]) -> str:
    out: list[str] = []
    last = place[0]
    for slot in slots:
        out += (base.text[last - base.start : slot.start - base.start], f"〔{slot.number}〕")
        last = slot.end
    out.append(base.text[last - base.start : place[1] - base.start])
    return "".join(out)
