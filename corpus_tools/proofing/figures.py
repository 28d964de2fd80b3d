"""Figures that do not go together: parts and totals, shares and counts, one thing counted twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from corpus_tools import lexicon
from corpus_tools.proofing.draft import Draft, Hit, exact, number
from corpus_tools.records import Measure

__all__ = ["contradictions", "percentages", "sums"]

# ---------------------------------------------------------------- parts and totals

# Above this two sums of the same figures differ for a reason, not by the arithmetic of floats.
_EPSILON = 1e-6

# A complete list has at least this many parts; a total with one part is 其中, and says nothing about the rest.
_LEAST_PARTS = 2


def sums(draft: Draft) -> Iterator[Hit]:
    """Parts of a stated total that exceed it, or that are complete and do not add up to it.

    A total may be taken apart more than once (by kind; by outcome), so the parts are read in groups, and a group is
    closed when it reaches the total. A group counts as complete when it names the rest (``其他``) or is a pair that
    leaves no third (``男``, ``女``). Parts that may overlap (``党员``, ``女``) are held against the total one by one.
    """
    by_start = {m.start: m for m in draft.measures}
    parts: dict[int, list[Measure]] = defaultdict(list)
    for m in draft.measures:
        if m.part_of is not None and m.part_of != m.start and m.part_of in by_start:
            parts[m.part_of].append(m)
    following = dict(zip((m.start for m in draft.measures), draft.measures[1:], strict=False))
    for start, members in parts.items():
        total = by_start[start]
        same = [m for m in members if m.unit == total.unit]
        while same and (more := _continues(draft, total, same[-1], following.get(same[-1].start))):
            same.append(more)
        if total.value is None or total.value_max is not None or total.per or total.unit == "%":
            continue
        if not draft.reported(total.start, total.end):
            continue
        for group in _groups(draft, total, same):
            if hit := _compare(draft, total, group):
                yield hit


# What joins two parts of a list, with the name of the second: 、少数民族留守儿童监护纠纷
_JOINT = 16


def _continues(draft: Draft, total: Measure, last: Measure, m: Measure | None) -> Measure | None:
    """The measure after the last part where it goes on with the list: after 、, as the rest, as the other of a pair."""
    if m is None or m.unit != total.unit or m.part_of is not None or m.value is None or m.start - last.end > _JOINT:
        return None
    joint = draft.text[last.end : m.start]
    if re.search("[。;；\n)]", joint):
        return None
    words = lexicon.load("proofing")["sum"]
    paired = any(_are(_name(draft, last), joint, *p) or _are(joint, _name(draft, last), *p) for p in words["pairs"])
    return m if joint[:1] == "、" or paired or any(rest in joint for rest in words["rest"]) else None


def _groups(draft: Draft, total: Measure, parts: list[Measure]) -> Iterator[list[Measure]]:
    group: list[Measure] = []
    reached = 0.0
    for m in parts:
        if group and re.search("[;；。\n]", draft.text[group[-1].end : m.start]):
            yield group
            group, reached = [], 0.0
        group.append(m)
        reached += m.value or 0
        if len(group) >= _LEAST_PARTS and total.value is not None and abs(reached - total.value) < _EPSILON:
            group, reached = [], 0.0
    if group:
        yield group


def _compare(draft: Draft, total: Measure, group: list[Measure]) -> Hit | None:
    assert total.value is not None
    # 三百余: the total is a lower bound; a rounded total cannot be held against exact parts
    if not all(exact(m) and not m.per for m in group) or total.modifier in ("about", "over"):
        return None
    names = [_name(draft, m) for m in group]
    values = {"total": number(total.value), "unit": total.unit_raw or total.unit}
    for m in group:
        if m.value is not None and m.value > total.value + _EPSILON:
            return Hit(m.start, m.end, "part", values | {"part": number(m.value)})
    sum_ = float(sum(m.value or 0 for m in group))
    values |= {"sum": number(sum_)}
    complete = total.modifier == "exact" and (_complete(names) or _bracketed(draft, total, group))
    if abs(sum_ - total.value) < _EPSILON or len(group) < _LEAST_PARTS:
        return None
    if complete:
        return Hit(total.start, total.end, "differs", values)
    overlapping = lexicon.load("proofing")["sum"]["overlapping"]
    if sum_ > total.value and not any(word in name for word in overlapping for name in names):
        return Hit(total.start, total.end, "more", values)
    return None


def _name(draft: Draft, m: Measure) -> str:
    """What a part is called: the words before it in its clause, and its object."""
    return f"{draft.clause_before(m.start, 16)} {m.object}"


def _complete(names: list[str]) -> bool:
    words = lexicon.load("proofing")["sum"]
    if len(names) > _LEAST_PARTS and any(rest in names[-1] for rest in words["rest"]):
        return True
    if len(names) != _LEAST_PARTS:
        return False
    return any(_are(a, b, *pair) for pair in words["pairs"] for a, b in (names, names[::-1]))


def _bracketed(draft: Draft, total: Measure, group: list[Measure]) -> bool:
    """Whether the parts fill a bracket right behind the total: 讲座24场（法制15场、健康9场）."""
    words = lexicon.load("proofing")["sum"]
    before, after = draft.text[total.end : group[0].start], draft.text[group[-1].end : group[-1].end + 1]
    inside = draft.text[total.end : group[-1].end]
    return (
        before.startswith("(")
        and after == ")"
        and not any(word in inside for word in words["open"])
        and not any(word in inside for word in words["overlapping"])
    )


def _are(a: str, b: str, one: str, other: str) -> bool:
    """Whether ``a`` is the one and ``b`` the other of a pair; the other's word may hold the one's (不成功, 成功)."""
    return one in a and other not in a and other in b and (one not in b or one in other)


# ---------------------------------------------------------------- shares


@cache
def _rate_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = lexicon.load("proofing")["percent"]
    to = "|".join(sorted(words["to"], key=len, reverse=True))
    changes = "|".join(words["rises"] + words["falls"])
    return (
        # …率达96%, directly before the figure
        re.compile("([\u4e00-\u9fff]{2,6})率(?:分别)?(?:约?为|达到?了?|达|在|约|是|均为)? ?$"),
        # 占总数的40%: the whole has no figure here
        re.compile("^ ?[,(、]?(?:约)?占(?:了)?([^,.;:。，；：\\d]{0,12}?)的?(?:比例)?(?:约?为|达到?)? ?$"),
        # 占总人口1200人的40%: the whole stands between
        re.compile("^ ?[,(、，]?占[^,.;:。，；：\\d]{0,10}$"),
        re.compile(f"[^,;:。，；：\\d]{{0,8}}(?:{to})(?:了)?[^,;:。，；：\\d]{{0,4}}$"),
        re.compile(f"^[^;。；\\d]{{0,4}}[,，](?:同比|分别|共)?({changes})(?:了|率(?:为|达)?)? ?$"),
    )


def percentages(draft: Draft) -> Iterator[Hit]:
    """Percentages that disagree with the two counts beside them.

    Four forms are read, all within a sentence: ``排查50处，整改48处，整改率96%``; ``1200人，其中党员48人，占总数的4%``;
    ``48人，占总人口1200人的4%``; ``由100件增加到120件，增长20%``. One unit of the last digit is allowed for rounding.
    """
    for sentence in draft.measures_by_sentence:
        for i, p in enumerate(sentence):
            if p.unit != "%" or not exact(p) or i < 2 or not draft.reported(p.start, p.end):
                continue
            a, b = sentence[i - 2], sentence[i - 1]
            if not (exact(a) and exact(b)) or not _alike(a, b) or a.unit == "%" or not a.value or b.per or a.per:
                continue
            if (found := _change(draft, a, b, p) or _share(draft, a, b, p)) is not None:
                case, part, whole, expected = found
                digits = len(p.text.partition(".")[2].rstrip("%％ "))
                if abs(expected - float(p.value or 0)) > 10**-digits + _EPSILON:
                    values = {"part": number(part), "whole": number(whole), "expected": f"{expected:.{digits}f}"}
                    yield Hit(p.start, p.end, case, values)


def _alike(a: Measure, b: Measure) -> bool:
    persons = lexicon.load("proofing")["percent"]["persons"]
    return a.unit == b.unit or (a.unit in persons and b.unit in persons)


def _share(draft: Draft, a: Measure, b: Measure, p: Measure) -> tuple[str, float, float, float] | None:
    rate, of_whole, of_stated, _, _ = _rate_patterns()
    words = lexicon.load("proofing")["percent"]
    assert a.value is not None and b.value is not None
    between, after = draft.text[a.end : b.start], draft.text[b.end : p.start]
    if any(w in draft.clause_before(m.start) for w in words["compares"] for m in (a, b, p)):
        return None
    if draft.text[b.end : p.start].strip() in ("的", "的约", "的近") and of_stated.match(between):
        part, whole = float(a.value), float(b.value)
    elif len(after) <= _RATE_REACH and (m := rate.search(after)) and a.value >= b.value:
        stem = m[1][-2:]
        clause = draft.clause_before(b.start) + b.object + b.action
        if stem not in clause or f"未{stem}" in clause or f"不{stem}" in clause:
            return None
        part, whole = float(b.value), float(a.value)
    elif (m := of_whole.match(after)) and a.value >= b.value:
        named = m[1]
        if not (b.part_of == a.start or "其中" in between):
            return None
        known = named in words["whole"] or not named or any(named[k : k + 2] in a.object for k in range(len(named) - 1))
        if not known:
            return None
        part, whole = float(b.value), float(a.value)
    else:
        return None
    return None if whole <= 0 or part > whole else ("share", part, whole, 100 * part / whole)


# What may stand between a count and its rate: a comma, a name of six characters and 率分别达到了.
_RATE_REACH = 16


def _change(draft: Draft, a: Measure, b: Measure, p: Measure) -> tuple[str, float, float, float] | None:
    *_, to, changed = _rate_patterns()
    words = lexicon.load("proofing")["percent"]
    assert a.value is not None and b.value is not None
    before, between, after = draft.clause_before(a.start), draft.text[a.end : b.start], draft.text[b.end : p.start]
    if not any(w in before for w in words["from"]) or len(between) > _CHANGE_REACH or not to.match(between):
        return None
    m = changed.match(after)
    if m is None:
        return None
    rises = m[1] in words["rises"]
    old, new = float(a.value), float(b.value)
    if rises != (new > old):
        return None
    return "change", new, old, 100 * abs(new - old) / old


# 由去年同期的100件大幅度增加到今年的120件
_CHANGE_REACH = 20

# ---------------------------------------------------------------- one thing, two figures


def contradictions(draft: Draft) -> Iterator[Hit]:
    """One stock or one year's whole that is given two values within a report.

    Two figures for one thing are mostly two deeds (leaflets handed out twice). They contradict each other only where
    both say that they are the whole (``现有党员``, ``总人口``, ``全年共发放``), count the same object in the same unit
    by the same deed, and neither names another time or a part.
    """
    words = lexicon.load("proofing")["contradiction"]
    for report in draft.reports:
        seen: dict[tuple[str, ...], Measure] = {}
        for m in draft.measures:
            if not report.start <= m.start < report.end or not exact(m) or m.per or m.part_of is not None:
                continue
            clause = draft.clause_before(m.start)
            cue = next((w for w in words["stock"] if w in clause), None)
            if cue is None or m.status != "done" or not m.object or not draft.reported(m.start, m.end):
                continue
            if any(w in _sentence_head(draft, m) for w in words["elsewhere"]):
                continue
            section = draft.section_at(m.start)
            if section is not None and section.label == "plans":
                continue
            first = seen.setdefault((m.concept, m.object, m.action, m.unit, cue), m)
            if first.value != m.value:
                yield Hit(m.start, m.end, "value", {"other": first.text, "at": first.start + 1})


def _sentence_head(draft: Draft, m: Measure) -> str:
    """The words of the sentence before a measure, fifty characters of them at most: where a time would be named."""
    head = draft.text[max(0, m.start - 50) : m.start]
    return re.split("[。！？!?\n；;]", head)[-1]
