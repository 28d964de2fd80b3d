"""Status of a figure (done, planned, negated), and what it holds for each of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from corpus_tools import lexicon, segmentation
from corpus_tools.measures.clauses import Figure
from corpus_tools.records import Status

__all__ = ["Said", "per", "plans", "statuses"]

Range = tuple[int, int]

_CLAUSE = 200  # a clause is shorter; bounds the work in text without marks
_BEHIND = 16  # characters behind a figure in which its noun and what is said of it stand
_CHAIN = frozenset("、和及与")


def _either(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


class Said(NamedTuple):
    """Status of a figure, and the words that say it: None where nothing does (a deed done, or a plan's section)."""

    status: Status
    cue: Range | None = None


class _Patterns(NamedTuple):
    cues: re.Pattern[str]  # plain words, so that only their first characters are tried
    kinds: dict[str, str | None]  # what each of them says
    headings: re.Pattern[str]
    taken_up: re.Pattern[str]
    target: re.Pattern[str]
    target_behind: re.Pattern[str]
    programmes: tuple[str, ...]
    attained: re.Pattern[str]
    share_of: re.Pattern[str]
    negated: re.Pattern[str]
    negated_clause: re.Pattern[str]
    negated_behind: re.Pattern[str]
    attributes: re.Pattern[str]
    denies: re.Pattern[str]
    per: re.Pattern[str]
    per_counted: re.Pattern[str]
    per_behind: re.Pattern[str]
    per_signs: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    table: dict[str, Any] = lexicon.load("status")
    planned, negated, each = table["planned"], table["negated"], table["per"]
    will = [f"将{word}" for word in planned["will"]]
    groups: tuple[tuple[str | None, list[str]], ...] = (
        *(("reached", planned["reached"]), (None, planned["except"]), ("planned", planned["cues"])),
        *(("planned", will), ("own", planned["own_clause"]), ("done", planned["done"])),
    )
    kinds: dict[str, str | None] = {}
    for kind, members in groups:  # of a word that two say, the first counts
        for word in sorted(members, key=len, reverse=True):
            kinds.setdefault(word, kind)
    return _Patterns(
        cues=re.compile("|".join(map(re.escape, kinds))),
        kinds=kinds,
        headings=re.compile(f"(?:{_either(planned['except'])})|({_either(planned['headings'])})"),
        taken_up=re.compile(planned["taken_up"]),
        target=re.compile(planned["target"]),
        target_behind=re.compile(planned["target_behind"]),
        programmes=tuple(planned["programmes"]),
        attained=re.compile(_either(planned["attained"])),
        share_of=re.compile(planned["share_of"]),
        negated=re.compile(f"(?:{_either(negated['cues'])})$"),
        negated_clause=re.compile(_either(negated["clause"])),
        negated_behind=re.compile(negated["behind"]),
        attributes=re.compile(_either(negated["attributes"])),
        denies=re.compile("[未无没不零杜]"),
        per=re.compile(f"({each['each']}[^,，;；。、:：!?\\d]{{1,{each['longest']}}})$|({_either(each['averages'])})"),
        per_counted=re.compile(f"{each['each']}(?:1|一)?(?:个[^\\W\\d]{{1,3}}|[{each['counted']}])"),
        per_behind=re.compile(each["behind"].replace("{counted}", f"[{each['counted']}]")),
        per_signs=re.compile("[每均各产/／]"),
    )


@lru_cache(maxsize=1 << 12)
def plans(heading: str) -> bool:
    """Does a section's heading announce what is still to be done?

    >>> plans("三、下一步工作打算"), plans("一、加强领导"), plans("四、计划生育")
    (True, False, False)
    """
    return bool(heading) and any(m.group(1) for m in _patterns().headings.finditer(heading))


# ---------------------------------------------------------------- status


def statuses(
    copy: str,
    start: int,
    end: int,
    figures: Sequence[Range],
    clauses: Sequence[int],
    actions: Sequence[Range | None],
    *,
    planned_here: bool,
) -> list[Said]:
    """Status of each figure of the sentence ``copy[start:end]``.

    Parameters
    ----------
    figures, clauses, actions
        Range of each figure in the copy, where its clause begins, and the range of its verb.
    planned_here
        Whether the section or the report is a plan.

    In its own clause the cue that stands nearest before a figure decides (``计划投入20万元已投入15万元``); where its
    clause says nothing, what the clauses before it said goes on.

    >>> copy = "计划投入20万元,已投入15万元"
    >>> for said in statuses(copy, 0, 16, [(4, 8), (12, 16)], [0, 9], [(2, 4), (10, 12)], planned_here=False):
    ...     print(said.status, copy[slice(*said.cue)])
    planned 计划
    done 已
    """
    p = _patterns()
    last = figures[-1][0]
    cues = [(m.start(), m.end(), kind) for m in p.cues.finditer(copy, start, last) if (kind := p.kinds[m[0]])]
    denied = p.denies.search(copy, start, min(end, figures[-1][1] + _BEHIND)) is not None
    lasting = [cue for cue in cues if cue[2] != "own"]  # these go on in later clauses
    marked = bool(cues) or planned_here
    out: list[Said] = []
    for (at, stop), clause, action in zip(figures, clauses, actions, strict=True):
        clause = max(clause, at - _CLAUSE)
        denial = _negated(copy, at, stop, clause, action, end) if denied else None
        if denial is not None:
            out.append(Said("negated", denial))
            continue
        said = _announced(copy, at, clause, cues, lasting, planned_here) if marked else Said("done")
        if said.cue is not None and action is not None and said.cue == action and not planned_here:
            said = Said("done")  # 争取救助金6万元: a deed of its own, no intention
        out.append(_target(copy, at, stop, clause, end, said))
    return out


_Cue = tuple[int, int, str | None]  # start, end, kind; those of a sentence in order


def _announced(
    copy: str, at: int, clause: int, cues: Sequence[_Cue], lasting: Sequence[_Cue], planned_here: bool
) -> Said:
    own = cues[bisect_left(cues, clause, key=itemgetter(0)) : bisect_right(cues, at, key=itemgetter(1))]
    strong = [cue for cue in own if cue[2] != "done"]
    last: _Cue | None
    if strong:
        last = strong[-1]
        planned = last[2] != "reached"
    elif own:
        last, planned = own[-1], False
    else:
        before = bisect_right(lasting, clause, key=itemgetter(1))
        last = lasting[before - 1] if before else None
        planned = planned_here if last is None else last[2] == "planned"
    where = None if last is None else (last[0], last[1])
    if planned and (taken := _patterns().taken_up.search(copy, clause, at)):
        return Said("done", taken.span())
    return Said("planned" if planned else "done", where)


def _target(copy: str, at: int, stop: int, clause: int, end: int, said: Said) -> Said:
    """``任务300户`` and ``300户的目标`` are no deeds unless they were attained."""
    p = _patterns()
    before = copy[clause:at]
    limit = min(end, stop + _BEHIND)
    found = None if before.rstrip("”」》").endswith(p.programmes) else p.target.search(before)
    behind = p.target_behind.match(copy, stop, limit)
    if not found and not behind:
        return said
    if p.attained.search(before) and not p.share_of.match(copy, stop, limit):
        return said
    where = (clause + found.start(), clause + found.end()) if found else behind.span() if behind else None
    return Said("planned", where)


def _negated(copy: str, at: int, stop: int, clause: int, action: Range | None, end: int) -> Range | None:
    """Where a figure or its deed is denied."""
    p = _patterns()
    words = copy[clause:at]
    if found := p.negated.search(words) or p.negated_clause.search(words):
        return clause + found.start(), clause + found.end()
    if action is not None and action[0] >= clause:
        first = max(clause, action[0] - 4)
        found = p.negated.search(copy[first : action[0]])
        # 未整改的10处 are named by it, not denied; so are 未办证商户
        if found and not p.attributes.match(copy, action[0] - 1) and "的" not in copy[action[1] : at]:
            return first + found.start(), first + found.end()
    behind = p.negated_behind.match(copy, stop, min(end, stop + _BEHIND))
    if behind is None or p.attributes.search(behind.group()) or _RELATIVE.match(copy, behind.end(), end):
        return None  # 3家未及时整改的单位: what tells them from others
    return behind.span()


_RELATIVE = re.compile(r"[^,，;；。、:：]{1,14}?的[一-龥]")


# ---------------------------------------------------------------- for each


def per(
    copy: str, quantities: Sequence[Figure], clauses: Sequence[int], carried: Sequence[bool], end: int
) -> list[Range | None]:
    """What each figure holds for each of, as a range of the copy; None where it is a plain count.

    ``carried``: whether a figure has its verb from the one before it: ``每村配备保洁员3名、垃圾桶10个`` gives both for
    each village.

    >>> from corpus_tools.measures.quantities import quantities
    >>> copy = "每村补助3万元,户均增收800元,补贴100元/亩,共补助20万元"
    >>> found = quantities(copy)[0]
    >>> [copy[slice(*each)] if each else "" for each in per(copy, found, [0, 8, 16, 25], [False] * 4, len(copy))]
    ['每村', '户均', '/亩', '']
    """
    p = _patterns()
    out: list[Range | None] = []
    if not quantities or not p.per_signs.search(copy, clauses[0], end):
        return [None] * len(quantities)
    for number, (q, clause) in enumerate(zip(quantities, clauses, strict=True)):
        clause = max(clause, q.start - _CLAUSE)
        found = _before(copy, clause, q.start) or _behind(copy, q, quantities, number, end)
        if found is None and number and out[-1] is not None and (carried[number] or _joined(copy, quantities, number)):
            between = copy[quantities[number - 1].end : q.start]
            found = out[-1] if "共" not in between and "总" not in between and "合计" not in between else None
        out.append(found)
    return out


def _before(copy: str, clause: int, at: int) -> Range | None:
    p = _patterns()
    words = copy[clause:at]
    m = p.per.search(words)
    if m is None:
        return _distributed(copy, clause, at)
    if m.group(2):
        return clause + m.start(2), clause + m.end(2)
    counted = p.per_counted.match(m.group(1))
    length = counted.end() if counted else sum(map(len, segmentation.cut(m.group(1))[:2]))
    return clause + m.start(1), clause + m.start(1) + length


@cache
def _distributing() -> re.Pattern[str]:
    each = lexicon.load("status")["per"]
    return re.compile(f"(?:{_either(each['distributing'])})(?=[^\\W\\d_]{{0,4}}$)")


def _distributed(copy: str, clause: int, at: int) -> Range | None:
    """``三个村各投入2万元``: 各 before the verb or the figure, not before a noun (各村2万元)."""
    m = next(reversed(list(_distributing().finditer(copy[clause:at]))), None)
    if m is None:
        return None
    rest = copy[clause + m.end() : at]
    if rest and not segmentation.tag(rest)[0][1].startswith("v"):
        return None
    return clause + m.start(), clause + m.end()


def _behind(copy: str, q: Figure, quantities: Sequence[Figure], number: int, end: int) -> Range | None:
    stop = quantities[number + 1].start if number + 1 < len(quantities) else end
    m = _patterns().per_behind.match(copy, q.end, min(stop, q.end + _BEHIND))
    return m.span() if m else None


def _joined(copy: str, quantities: Sequence[Figure], number: int) -> bool:
    between = copy[quantities[number - 1].end : quantities[number].start]
    return between[:1] in _CHAIN
