"""Sums that a text invites to check: parts and totals, shares of counts, growth, so much for each of so many.

A figure is an interval: ``300余`` lies above 300, ``2—3`` between its ends, ``3.6万`` within half a unit of its last
digit. A record is made only where what is stated and what follows from its neighbours cannot both be true; where a
figure says nothing certain (约, a mask), nothing is said. The words are in lexicon/arithmetic.toml.

========  ==================================================  ============================================
kind      example                                             what does not agree
========  ==================================================  ============================================
sum       讲座24场（法制15场、健康12场）                      a complete list with its total
part      整改50处，其中道路60处                              a part with its total
share     应检200户，实检180户，占95%                         a percentage with two counts
change    由120件增至150件，增长20%                           growth with the figures it leads between
product   12个村，每村3万元，共38万元                         so much for each of so many with the whole
rest      排查50处，整改48处，剩余3处                         what is left with whole and done
========  ==================================================  ============================================
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import inf

from corpus_tools import lexicon
from corpus_tools.measures import shares
from corpus_tools.measures.intervals import EPSILON, Read, exact, precision
from corpus_tools.records import Measure, Mismatch, Sentence

__all__ = ["mismatches"]

_LEAST = 2  # a complete list has at least this many parts; a total with one part is 其中, and says nothing of the rest
_JOINT = 16  # what joins two parts of a list, with the name of the second: 、少数民族留守儿童监护纠纷
_NAME = 16  # characters before a part that name it
_MOST = 200  # parts of one list, and figures looked through for one; bounds the work in damaged text


def mismatches(text: str, measures: Sequence[Measure], sentences: Sequence[Sentence] = ()) -> tuple[Mismatch, ...]:
    """Figures of a page that do not go together, in the order of the text.

    Parameters
    ----------
    text
        The page's text, in which all ranges stand.
    measures
        In the order of the text.
    sentences
        Without them each line counts as one.

    >>> from corpus_tools.measures.extract import extract
    >>> text = "应检200户，实检180户，占95%。"
    >>> for m in mismatches(text, extract(text).measures):
    ...     print(m.kind, text[m.start : m.end], m.stated, m.computed, text[m.other_start : m.other_end])
    share 95% 95 90.0 200户，实检180户
    """
    if len(measures) < _LEAST:
        return ()
    read = Read(text, measures)
    found = list(_sums(read))
    for sentence in _by_sentence(read, sentences):
        if len(sentence) > 1:
            found += _within(read, sentence)
        if len(sentence) > _LEAST:
            found += shares.shares(read, sentence)
            found += _products(read, sentence)
            found += _rests(read, sentence)
    unique = {(m.kind, m.start, m.other_start): m for m in found}
    return tuple(sorted(unique.values(), key=lambda m: (m.start, m.end, m.kind, m.other_start)))


def _by_sentence(read: Read, sentences: Sequence[Sentence]) -> list[list[Measure]]:
    ends = sorted(s.end for s in sentences)
    if not ends:
        ends = [m.end() for m in re.finditer("[。\n]", read.text)] + [len(read.text)]
    groups: dict[int, list[Measure]] = {}
    for m in read.measures:
        groups.setdefault(bisect_right(ends, m.start), []).append(m)
    return list(groups.values())


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon.load("arithmetic")["sum"]
    return re.compile(words["within"]), re.compile(words["closing"])


# ---------------------------------------------------------------- parts and totals


def _sums(read: Read) -> Iterator[Mismatch]:
    """Parts of a stated total that are complete and do not add up to it, or that exceed it.

    A total may be taken apart more than once (by kind; by outcome), so the parts are read in groups, and a group is
    closed when it reaches the total. A group counts as complete when it names the rest (其他), is a pair that leaves
    no third (男, 女) or fills a bracket. Parts that may overlap (党员, 女) are held against the total one by one.
    """
    parts: dict[int, list[int]] = {}
    for number, m in enumerate(read.measures):
        if m.part_of is not None and m.part_of != m.start and m.part_of in read.by_start:
            parts.setdefault(m.part_of, []).append(number)
    for start, numbers in parts.items():
        total = read.by_start[start]
        same = [n for n in numbers if read.measures[n].unit == total.unit]
        while same and len(same) < _MOST and (more := _continues(read, total, same[-1])):
            same.append(more)
        if total.value is None or total.value_max is not None or total.per or total.unit == "%":
            continue
        if total.modifier == "exact" and not read.sure(total):
            continue
        for group in _groups(read, total, [read.measures[n] for n in same]):
            if (found := _compare(read, total, group)) is not None:
                yield found
    yield from _closed(read)


_ROUND = frozenset("百千万亿")  # a magnitude that stands alone
# 受理各类案件286件，调处成功: between two figures of one list
_EARLIER = 24


def _continues(read: Read, total: Measure, last: int) -> int | None:
    """The measure after the last part where it goes on with the list: after 、, as the rest, as the other of a pair."""
    if last + 1 >= len(read.measures):
        return None
    before, m = read.measures[last], read.measures[last + 1]
    if m.unit != total.unit or m.part_of is not None or m.value is None or m.start - before.end > _JOINT:
        return None
    joint = read.text[before.end : m.start]
    if re.search("[。;\n)]", joint):
        return None
    words, name = lexicon.load("arithmetic")["sum"], _name(read, before)
    paired = any(_are(name, joint, *pair) or _are(joint, name, *pair) for pair in words["pairs"])
    return last + 1 if joint[:1] == "、" or paired or any(rest in joint for rest in words["rest"]) else None


def _groups(read: Read, total: Measure, parts: list[Measure]) -> Iterator[list[Measure]]:
    group: list[Measure] = []
    reached = 0.0
    for m in parts:
        if group and re.search("[;。\n]", read.text[group[-1].end : m.start]) and not _listed(read, total, group):
            yield group
            group, reached = [], 0.0
        group.append(m)
        reached += m.value or 0
        if len(group) >= _LEAST and total.value is not None and abs(reached - total.value) < EPSILON:
            group, reached = [], 0.0
    if group:
        yield group


def _listed(read: Read, total: Measure, group: list[Measure]) -> bool:
    """Whether the parts stand behind a colon, where semicolons part them."""
    return ":" in read.text[total.end : group[0].start]


def _compare(read: Read, total: Measure, group: list[Measure]) -> Mismatch | None:
    assert total.value is not None
    # 三百余: the total is a lower bound; a rounded total, as 近百万 is, cannot be held against exact parts
    rounded = total.modifier in ("about", "over") or (total.modifier == "under" and total.text[0] in _ROUND)
    if rounded or not all(exact(m) and not m.per for m in group):
        return None
    for m in group:
        if m.value is not None and m.value > total.value + EPSILON:
            return _record("part", m, total, total, float(total.value))
    sum_ = float(sum(m.value or 0 for m in group))
    if len(group) < _LEAST or abs(sum_ - total.value) <= precision([total, *group]) + EPSILON:
        return None
    at = bisect_left(read.measures, total.start, key=lambda m: m.start)
    near = read.measures[max(0, at - _EARLIER) : at]  # none is shorter than a character
    if any(m.unit == total.unit and m.value == sum_ and 0 < total.start - m.end <= _EARLIER for m in near):
        return None  # 受理286件，办结279件，其中…: the parts are those of the figure before
    names = [_name(read, m) for m in group]
    if total.modifier == "exact" and (_complete(names) or _bracketed(read, total, group)):
        return _record("sum", total, group[0], group[-1], sum_)
    overlapping = lexicon.load("arithmetic")["sum"]["overlapping"]
    if sum_ > total.value and not any(word in name for word in overlapping for name in names):
        return _record("sum", total, group[0], group[-1], sum_)
    return None


def _closed(read: Read) -> Iterator[Mismatch]:
    """``东村12吨、西村18吨,共计32吨``: a list that its total closes, given place by place with nothing between."""
    _, closing = _patterns()
    for number in range(_LEAST, len(read.measures)):
        total = read.measures[number]
        if not exact(total) or total.unit == "%" or total.per:
            continue
        if not closing.match(read.text[read.measures[number - 1].end : total.start]):
            continue
        group: list[Measure] = []
        for m in reversed(read.measures[max(0, number - _MOST) : number]):
            gap = read.text[m.end : group[-1].start] if group else ""
            if m.unit != total.unit or not exact(m) or m.per or len(gap) > _JOINT or re.search("[。;:\n(]", gap):
                break
            if group and (gap[:1] not in ("、", ",") or m.part_of not in (None, total.start)):
                break
            group.append(m)
        if len(group) < _LEAST or any(m.part_of not in (None, total.start) for m in group):
            continue
        sum_ = float(sum(m.value or 0 for m in group))
        if abs(sum_ - float(total.value or 0)) > precision([total, *group]) + EPSILON:
            yield _record("sum", total, group[-1], group[0], sum_)


def _within(read: Read, sentence: Sequence[Measure]) -> Iterator[Mismatch]:
    """``整改50处，其中道路60处``: a part that is larger than its total."""
    within, _ = _patterns()
    highest: dict[str, float] = {}  # of each unit, before the total
    passed: Measure | None = None
    for total, part in pairwise(sentence):
        if passed is not None and (passed.value or 0) > highest.get(passed.unit, -inf):
            highest[passed.unit] = passed.value or 0
        passed = total
        if part.part_of is not None or part.unit != total.unit or total.unit == "%" or part.per or total.per:
            continue
        if not (exact(part) and exact(total)) or part.value <= total.value:  # type: ignore[operator]
            continue
        larger = highest.get(part.unit, -inf) >= (part.value or 0)
        if not larger and total.part_of is None and within.match(read.text[total.end : part.start]):
            yield _record("part", part, total, total, float(total.value or 0))


def _name(read: Read, m: Measure) -> str:
    """What a part is called: the words before it in its clause, and its object."""
    return f"{read.clause_before(m.start, _NAME)} {m.object}"


def _complete(names: list[str]) -> bool:
    words = lexicon.load("arithmetic")["sum"]
    if len(names) > _LEAST and any(rest in names[-1] for rest in words["rest"]):
        return True
    if len(names) != _LEAST:
        return False
    return any(_are(a, b, *pair) for pair in words["pairs"] for a, b in (names, names[::-1]))


def _bracketed(read: Read, total: Measure, group: list[Measure]) -> bool:
    """Whether the parts fill a bracket right behind the total: 讲座24场（法制15场、健康9场）."""
    words = lexicon.load("arithmetic")["sum"]
    before, after = read.text[total.end : group[0].start], read.text[group[-1].end : group[-1].end + 1]
    inside = read.text[total.end : group[-1].end]
    return (
        before.startswith("(")
        and after == ")"
        and not any(word in inside for word in words["open"])
        and not any(word in inside for word in words["overlapping"])
    )


def _are(a: str, b: str, one: str, other: str) -> bool:
    """Whether ``a`` is the one and ``b`` the other of a pair; the other's word may hold the one's (不成功, 成功)."""
    return one in a and other not in a and other in b and (one not in b or one in other)


# ---------------------------------------------------------------- so much for each of so many


def _products(read: Read, sentence: Sequence[Measure]) -> Iterator[Mismatch]:
    words = lexicon.load("arithmetic")["product"]
    for number, each in enumerate(sentence):
        if not each.per or not exact(each) or each.unit in ("%", "‰"):
            continue
        first = max(0, number - _LEAST)
        around = read.text[sentence[first].start : each.start] + read.text[each.end : each.end + 4]
        if any(word in around for word in words["further"]) or around.count("每") > 1:
            continue
        spread = words["averages"].get(each.per) or each.per.lstrip("每/个平均")
        earlier = reversed(sentence[max(0, number - _MOST) : number])
        count = next((m for m in earlier if exact(m) and _counts(read, m, spread, words)), None)
        if count is None or count.per or count.unit == each.unit:
            continue
        if re.search("[;。]", read.text[count.end : each.start]):
            continue
        total = _whole(read, sentence, number, count, words)
        if total is None or not total.value or not count.value or each.value is None:
            continue
        computed = float(count.value) * float(each.value)
        allowed = precision([total]) + precision([each]) * float(count.value) + EPSILON * computed
        if abs(computed - float(total.value)) > allowed:
            a, b = sorted((count, each), key=lambda m: m.start)
            yield _record("product", total, a, b, computed)


def _counts(read: Read, m: Measure, spread: str, words: dict) -> bool:  # type: ignore[type-arg]
    """Whether a measure counts what a figure is spread over: 12个村 and 每村, 10名 and 每人."""
    if not spread or m.unit == "%":
        return False
    kin = next((group for group in words["alike"] if spread in group), [spread])
    return m.unit in kin or m.object.endswith(tuple(kin)) or read.text[m.end : m.end + len(spread)] == spread


def _whole(
    read: Read, sentence: Sequence[Measure], number: int, count: Measure, words: dict[str, list[str]]
) -> Measure | None:
    """The figure that says what all come to: the next with 共 behind the per-unit figure, or one before it."""
    each = sentence[number]
    for m in sentence[number + 1 : number + 1 + _MOST]:
        if m.unit == each.unit:
            clause = read.clause_before(m.start)
            fits = exact(m) and not m.per and any(w in clause for w in words["total"])
            fits = fits and not any(w in clause for w in words["stock"])
            return m if fits and not re.search("[;。]", read.text[each.end : m.start]) else None
        if m.per or re.search("[;。]", read.text[each.end : m.start]):
            return None
    if number and sentence[number - 1] is not count:
        m = sentence[number - 1]
        clause = read.clause_before(m.start)
        if m.unit == each.unit and exact(m) and not m.per and any(w in clause for w in words["total"]):
            return m if each.per in lexicon.load("arithmetic")["product"]["averages"] else None
    return None


# ---------------------------------------------------------------- what is left


def _rests(read: Read, sentence: Sequence[Measure]) -> Iterator[Mismatch]:
    words = lexicon.load("arithmetic")["rest"]
    for whole, done, left in zip(sentence, sentence[1:], sentence[2:], strict=False):
        if not (exact(whole) and exact(done) and exact(left)) or not whole.unit == done.unit == left.unit:
            continue
        if whole.unit == "%" or any(m.per or m.part_of is not None for m in (whole, done, left)):
            continue
        between, last = read.text[whole.end : done.start], read.text[done.end : left.start]
        if len(between) > _JOINT or len(last) > _JOINT or re.search("[。;\n]", between + last):
            continue
        if not any(w in between for w in words["done"]) or any(w in between + last for w in words["not"]):
            continue
        if not any(w in last for w in words["left"]) or done.value > whole.value:  # type: ignore[operator]
            continue
        computed = float(whole.value or 0) - float(done.value or 0)
        if abs(computed - float(left.value or 0)) > precision([whole, done, left]) + EPSILON:
            yield _record("rest", left, whole, done, computed)


def _record(kind: str, stated: Measure, first: Measure, last: Measure, computed: float) -> Mismatch:
    return Mismatch(kind, stated.start, stated.end, first.start, last.end, stated.value or 0, computed)  # type: ignore[arg-type]
