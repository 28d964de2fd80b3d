"""For what time and where a sentence states its figures: ``今年1—6月``, ``春节期间``, ``在柳塘社区``, ``全镇``.

A figure has the period and the place named last before it in its sentence. A time that figures are only held against
(``比去年增加20件``) is none; a place holds over to later clauses only where it opens its clause or follows a
preposition, since elsewhere it belongs to what is counted (``检查全镇企业20家``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from corpus_tools import lexicon, segmentation
from corpus_tools.measures.vocabulary import Kind, words

__all__ = ["Circumstances", "circumstances"]

Range = tuple[int, int]

_ENDS = re.compile("[,，;；:：(（)）!！?？]")
_CLOSING = re.compile("[)）]")
_LONGEST_NAME = 10  # characters of a place's name
_REMEMBERED = 1 << 14
_SHORT = 3  # 张家村, 东村: too short to hold a verb and a noun
_WHOLE = "全各我本该每几数多"
_VILLAGE = "村"  # alone follows names of one character (东村)
_WITH_ENDING = 2  # a name and its ending: 玉兰 社区
_PROPER = frozenset(("nr", "ns", "nz", "nt", "nrt", "nrfg"))  # the tagger's names of persons, places, bodies


class Circumstances(NamedTuple):
    """Ranges of the copy; None where the sentence does not say."""

    period: Range | None
    place: Range | None


class _Place(NamedTuple):
    start: int
    end: int
    carries: bool


def _either(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _periods() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = lexicon.load("circumstances")["period"]
    to = "(?: ?[-—–~～一至到]{1,2} ?)"
    n = "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})"
    day = f"{n}[日号]"
    month = f"(?:{n}月?(?:份)?{to})?{n}月(?:份|底|末|初|中旬|上旬|下旬)?(?:{day}(?:{to}{day})?)?"
    span = _either(table["spans"])
    within = f"(?:度|底|末|初|间)?(?:的?(?:{month}|{span}))?"
    year = "(?:(?:19|20)[\\dxX*×]{2}|(?:一九|二[〇○零])[一二三四五六七八九〇○零]{2})"
    years = f"(?:(?:{year}年?{to})?{year}年|{_either(table['years'])}){within}"
    occasion = f'[“"]?(?:{_either(table["occasions"])})[”"]?(?:{_either(table["after"])})|{_either(table["alone"])}'
    lately = "近?(?:\\d{1,2}|[一二两三四五六七八九十几]{1,2})(?:年|个多?月)(?:多)?来"
    # the look ahead spares most characters the long alternation
    openings = [*table["recurring"], *table["years"], *table["spans"], *table["occasions"], *table["alone"]]
    firsts = "".join(sorted({word[0] for word in openings})) + '\\d一二两三四五六七八九十几近截自“"'
    one = f"(?:{years}|{lately}|{occasion}|{span}|{month})"
    return (
        re.compile(
            f"(?=[{firsts}])(?:(?:{_either(table['recurring'])})|(?:截[至止]到?|自)?{one}(?:{to}{one})?"
            "(?:期间|同期|以来|前后|止|前(?![往来期去述面列台瞻端提进]))?)"
        ),
        # a cheap look before: every period holds one of these
        re.compile("[年月季期节间周天日假汛春冬前旬晚]"),
        re.compile(f"(?:{_either(table['against_before'])})$"),
        re.compile(f"(?:{_either(table['against_after'])})"),
    )


@cache
def _places() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    table = lexicon.load("circumstances")["place"]
    inside = f"(?:{_either(table['inside'])})?"
    firsts = "".join(sorted({word[0] for word in [*table["all"], *table["words"]]}))
    wide = (
        f"(?=[{firsts}])(?P<wide>(?<![{''.join(table['not_after'])}])(?!{_either(table['not_whole'])})"
        f"(?:{_either(table['all'])})(?:{_either(table['levels'])}){inside}|{_either(table['words'])})"
    )
    ends = _either(table["endings"])
    name = f"(?P<name>[\\u4e00-\\u9fff]{{1,{_LONGEST_NAME}}}?(?:{ends})+){inside}"
    return (
        re.compile(wide),
        re.compile(f"(?:(?:{_either(table['before'])})|^)\\s*{name}"),
        re.compile(f"(?:{_either(table['joins'])}){name}"),
        # a cheap look before: one of these stands in every place
        re.compile(f"[{firsts}{''.join({word[-1] for word in table['endings']})}]"),
        frozenset(table["no_name"]),
    )


def circumstances(copy: str, start: int, figures: Sequence[Range], clauses: Sequence[int]) -> list[Circumstances]:
    """Period and place of each figure of the sentence that begins at ``start``.

    ``figures`` are ranges of the copy in their order, ``clauses`` where the clause of each begins.

    >>> copy = "今年1-6月,在柳塘社区发放传单300份,比去年增加20份"
    >>> for c in circumstances(copy, 0, [(16, 20), (26, 29)], [7, 21]):
    ...     print(copy[slice(*c.period)], copy[slice(*c.place)])
    今年1-6月 柳塘社区
    今年1-6月 柳塘社区
    """
    periods = _find_periods(copy, start, figures)
    period_ends = [b for _, b in periods]
    places: list[_Place] = []
    read = start
    out = []
    for (at, stop), clause in zip(figures, clauses, strict=True):
        if at > read:
            if (
                places and (closing := _CLOSING.search(copy, read, at)) is not None
            ):  # what a bracket says holds inside it
                opening = max(copy.rfind("(", start, closing.start()), copy.rfind("（", start, closing.start()))
                places = [p for p in places if p.start < opening] if opening >= 0 else places
            places += _find_places(copy, read, at)
        read = stop
        number = bisect_right(period_ends, at) - 1
        place = next((p for p in reversed(places) if p.carries or p.start >= clause), None) if places else None
        out.append(Circumstances(periods[number] if number >= 0 else None, place[:2] if place else None))
    return out


def _find_periods(copy: str, start: int, figures: Sequence[Range]) -> list[Range]:
    pattern, telling, before, after = _periods()
    end = figures[-1][0]
    if not telling.search(copy, start, end):
        return []
    inside = iter(figures)
    taken = next(inside)
    out = []
    for m in pattern.finditer(copy, start, end):
        while taken[1] <= m.start() and taken != figures[-1]:
            taken = next(inside)
        if taken[0] < m.end() and m.start() < taken[1]:  # 3天: a figure itself
            continue
        if before.search(copy[max(start, m.start() - 3) : m.start()]) or after.match(copy, m.end()):
            continue
        if copy[m.start() - 1 : m.start()].isdigit() and m.start() > start:
            continue
        out.append(m.span())
    return out


def _find_places(copy: str, start: int, end: int) -> list[_Place]:
    """Places named between two figures, in their order."""
    wide, named, joined, telling, _ = _places()
    out: list[_Place] = []
    if not telling.search(copy, start, end):
        return out
    at = start
    for stop in [*(m.start() for m in _ENDS.finditer(copy, start, end)), end]:
        clause = copy[at:stop]
        if len(clause) > 1 and telling.search(clause):
            lead = _lead(clause)
            here = [
                _Place(at + m.start(), at + m.end(), _opens(clause, lead, m.start())) for m in wide.finditer(clause)
            ]
            found = named.search(clause[lead:])
            if found and _is_name(found["name"]):
                first, last = at + lead + found.start("name"), at + lead + found.end()
                while (found := joined.match(copy, last, stop)) and _is_name(found["name"]):
                    last = found.end()
                here = [p for p in here if p.end <= first or p.start >= last]
                if here and here[0].start == last:  # 柳塘镇各村
                    last = here.pop(0).end
                here.append(_Place(first, last, True))
            out += sorted(here)
        at = stop + 1
    return out


def _lead(clause: str) -> int:
    """Where the clause begins behind the time that opens it."""
    m = _periods()[0].match(clause)
    return m.end() if m else 0


def _opens(clause: str, lead: int, at: int) -> bool:
    """Whether a place opens its clause or follows a preposition, so that it holds for what comes after."""
    between = clause[lead:at]
    return not between.strip("的、 ") or between.endswith(("在", "由", "为", "从", "使"))


@lru_cache(maxsize=_REMEMBERED)
def _is_name(name: str) -> bool:
    """Whether words that end like a place's name are one: a proper name or one short word before the ending, no verb.

    >>> [_is_name(w) for w in ("柳塘社区", "东村", "加强社区", "农村", "压实责任街道", "玉兰社区")]
    [True, True, False, False, False, True]
    """
    if name in _places()[4] or name[0] in _WHOLE or (len(name) < _SHORT and name[-1] != _VILLAGE):
        return False
    tagged = segmentation.tag(name)
    lex = words()
    if any(_common(w, flag) or w in lex.verb_class or lex.kinds.get(w, Kind.NOUN) != Kind.NOUN for w, flag in tagged):
        return False
    if len(name) <= _SHORT or any(flag in _PROPER for _, flag in tagged[:-1]):
        return True
    first = tagged[0][0]
    return len(tagged) == _WITH_ENDING and len(first) <= _SHORT and not lex.object_head(first)[0]


def _common(word: str, flag: str) -> bool:
    """Whether a word stands in no name: verbs, adverbs, pronouns; 八一 and 大 may."""
    return flag[:1] in "vdpcruq" or (flag[:1] in "ma" and (len(word) > 1) == (flag[:1] == "a"))
