"""Figures that a template or a site has masked, replaced or deleted: xx户, 20xx5余册, 202300余份, 投入经费万元.

They are quantities without a value: what was counted is known, how much is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus_tools import lexicon, segmentation
from corpus_tools.measures import guards, measure_words, small_figures
from corpus_tools.measures.guard_words import lists
from corpus_tools.measures.measure_words import Unit
from corpus_tools.measures.numerals import Numeral
from corpus_tools.records import Modifier

__all__ = ["Masked", "characters", "gaps", "mixed", "money_gap", "noun", "replaced_year", "run", "runs"]

# years that sites put in for masked ones (20xx → 2023); a figure that starts with one and goes on in 余 is none
REPLACED = tuple(str(y) for y in range(2015, 2027))


class Masked(NamedTuple):
    """A masked figure: its range with the unit, or, without one, the reason why it counts nothing."""

    start: int
    end: int
    unit: Unit | None
    modifier: Modifier
    reason: str


@cache
def characters() -> frozenset[str]:
    """Characters that stand for a masked figure."""
    return frozenset(lexicon.load("numerals")["placeholder"]["characters"])


@cache
def runs() -> re.Pattern[str]:
    """A run of placeholder characters."""
    return re.compile(f"[{re.escape(''.join(characters()))}]+")


class _Words(NamedTuple):
    not_before: tuple[str, ...]
    never_before: tuple[str, ...]
    free: frozenset[str]
    doubtful: frozenset[str]


@cache
def _after() -> tuple[re.Pattern[str], _Words, dict[str, Modifier]]:
    table = lexicon.load("gaps")["placeholder"]
    infix = lexicon.load("numerals")["infix"]
    marks = "".join(infix)
    pattern = re.compile(
        r"[0-9]{0,4}(?:\.[xX0-9]{1,2})?[ \u3000]{0,2}"
        rf"(?:([{marks}])[ \u3000]{{0,2}})?([百千万亿]{{0,2}})([{marks}])?"
    )
    words = _Words(
        tuple(table["not_before"]), tuple(table["never_before"]), frozenset(table["free"]), frozenset(table["doubtful"])
    )
    return pattern, words, infix


def run(text: str, at: int) -> Masked | None:
    """The placeholder that starts at ``at``, with its unit.

    >>> found = run("走访**户困难群众", 2)
    >>> found.end, found.unit.canonical, found.reason
    (5, '户', 'placeholder')
    >>> run("xx社区", 0).unit is None
    True
    """
    m = runs().match(text, at)
    if m is None:
        return None
    end = m.end()
    previous, following = text[at - 1 : at], text[end : end + 1]
    if (
        text[at].isascii()
        and text[at].isalpha()
        and (
            (previous and previous in measure_words.LATIN)
            or (following and following in measure_words.LATIN and not following.isdigit())
        )
    ):
        return None
    return _finish(text, at, end, "placeholder")


_MIXED = re.compile("([0-9]{1,6})[xX×*_□○〇]{1,6}")


def mixed(text: str, at: int) -> Masked | None:
    """A figure that starts in digits and goes on in placeholders: 20xx年, 20xx5余册, 1xx户.

    >>> mixed("20xx年", 0).reason, mixed("20xx5余册", 0).reason
    ('year', 'masked_year')
    """
    m = _MIXED.match(text, at)
    if m is None:
        return None
    following = text[m.end() : m.end() + 1]
    if following.isascii() and following.isalpha() and measure_words.at(text, m.end()) is None:
        return None
    year = m[1] in ("19", "20", "201", "202", "200")
    return _finish(text, at, m.end(), "masked_year" if year else "placeholder")


def _finish(text: str, at: int, end: int, reason: str) -> Masked:
    pattern, words, infix = _after()
    m = pattern.match(text, end)
    after = m.end() if m else end
    mark = (m[1] or m[3]) if m else None
    if m and len(m[2]) > 1 and not m[3]:  # xx万千瓦时: the unit begins in a magnitude
        shorter = measure_words.at(text, after - 1)
        after = after - 1 if shorter is not None and shorter.kind in ("canonical", "divisible") else after
    figure = bool(m and m[0][:1].isdigit())
    plain = after == end or text[end:after].isspace()
    stop = guards.time(text, after)
    unit = measure_words.at(text, after)
    if unit is None and (parted := measure_words.parted(text, after)) is not None and parted.raw in words.doubtful:
        unit = parted
    if stop is not None and (unit is None or unit.end <= stop[0]):
        return Masked(at, stop[0], None, "exact", "year" if reason == "masked_year" else stop[1])
    if guards.ordinal(text, at):
        return Masked(at, unit.end if unit else end, None, "exact", "ordinal")
    nothing = Masked(at, end, None, "exact", "year" if reason == "masked_year" else "name")
    if unit is None or (
        unit.kind != "canonical"
        and _blocked(text, after, unit, words.not_before)
        and not mark
        and not figure
        and unit.raw not in words.free
    ):
        return nothing
    if not mark and text.startswith(words.never_before, after):
        return nothing
    if unit.raw in words.doubtful and plain and not mark:
        before = text[max(0, at - 2) : at]
        stated = before.endswith(lists().counted) or before in lexicon.load("gaps")["after_space"]["words"]
        stated = stated or small_figures.stands(text, at, unit.end, unit.raw)
        if not stated and not measure_words.clause_ends(text, unit.end):
            return nothing
        if not stated and unit.raw in ("所", "组"):
            return nothing
    modifier: Modifier = infix[mark] if mark else "exact"
    return Masked(at, unit.end, unit, modifier, reason)


def _blocked(text: str, at: int, unit: Unit, words: tuple[str, ...]) -> bool:
    return any(text.startswith(word, at) and len(word) >= len(unit.raw) for word in words)


def replaced_year(written: str, numeral: Numeral) -> str | None:
    """Rule name where a year was put in for a masked one inside a figure: 202300余份 was 20xx00余 or 300余.

    A figure that goes on in 余 is round: it has at most three significant digits. One that starts with a year of the
    last decade and has more is no count.

    >>> from corpus_tools.measures.numerals import read
    >>> replaced_year("202300余", read("202300余", 0)), replaced_year("2000余", read("2000余", 0)) is None
    ('replaced_year', True)
    """
    if numeral.infix not in ("余", "多", "餘") or numeral.digits != "arabic":
        return None
    digits = written.rstrip("余多餘 \u3000")
    if not digits.isdigit() or len(digits) < len("2023") or not digits.startswith(REPLACED):
        return None
    return "replaced_year" if len(digits.rstrip("0")) >= 4 else None


def money_gap(text: str, at: int, end: int) -> bool:
    """Whether 万元 at ``at:end`` has lost its figure.

    >>> money_gap("投入经费万元,", 4, 6), money_gap("每万元产值", 1, 3)
    (True, False)
    """
    table = lexicon.load("gaps")["money"]
    if not at or not ("\u4e00" <= text[at - 1] <= "\u9fff" or text[at - 1] in " \u3000"):
        return False
    if text.endswith(tuple(table["before"]), 0, at) or text.startswith(tuple(table["after"]), end):
        return False
    return text[at - 1] not in lists().numerals


@cache
def _gap_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, tuple[str, ...]]]:
    table = lexicon.load("gaps")
    units = "|".join(sorted(map(re.escape, table["after_space"]["units"]), key=len, reverse=True))
    blocked = "".join(table["after_space"]["not_before"])
    # A pattern that begins with one class or a choice of plain words is only tried where one of their characters
    # stands; so what may stand before is asked in Python, and a repeat has its first item apart.
    spaced = re.compile(f"[ \u3000\xa0][ \u3000\xa0]{{0,5}}(?:{units})(?![{blocked}])(?=[\u4e00-\u9fff,，。;；、])")
    remainder = re.compile("余(?=[\u4e00-\u9fff])")
    pairs = {unit: tuple(heads) for unit, heads in table["pairs"].items()}
    paired = re.compile(f"(?:{'|'.join(map(re.escape, sorted(pairs, key=len)))})(?=[,，。;；、])")
    return spaced, remainder, paired, pairs


def gaps(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, Unit, Modifier]]:
    """Units whose figure was deleted, outside the ranges already ``taken``: (start, unit, modifier).

    >>> [(start, unit.canonical) for start, unit, _ in gaps("栽种 棵树,发放宣传资料余份", [])]
    [(3, '棵'), (12, '份')]
    """
    spaced, remainder, paired, pairs = _gap_patterns()
    used = {a for a, _ in taken} | {b - 1 for _, b in taken}
    words, not_gone = _around_gaps()
    found: list[tuple[int, Unit, Modifier]] = []
    for m in _brackets().finditer(text):
        unit = measure_words.at(text, m.end())
        if unit is not None and (unit.kind == "canonical" or not _blocked(text, m.end(), unit, _after()[1].not_before)):
            found.append((m.start(), unit, "exact"))
    spaces = any(c in text for c in " \u3000\xa0")  # running text, as read, has hardly one
    for m in _alone().finditer(text) if spaces else ():
        start = m.start(1)
        before = text[m.start() - 1 : m.start()]
        unit = measure_words.at(text, start)
        if unit is not None and unit.end == m.end() and measure_words.han(before) and before not in lists().numerals:
            found.append((start, unit, "exact"))
    last = -1
    for m in remainder.finditer(text):
        before = text[m.start() - 1 : m.start()]
        if not measure_words.han(before) or before in not_gone:
            continue
        unit = measure_words.at(text, m.end())
        if unit is not None and (
            unit.kind != "containers" or segmentation.known(text[max(0, m.start() - 2) : m.start()])
        ):
            # 垃圾余车 has lost its figure, 厨余车 is a word
            found.append((m.start(), unit, "over"))
    for m in spaced.finditer(text) if spaces else ():
        start = m.end() - len(m[0].lstrip(" \u3000\xa0"))
        if not text.endswith(words, 0, m.start()):
            continue
        over = text[start] == "余"
        unit = measure_words.at(text, start + over)
        if unit is not None:
            found.append((start, unit, "over" if over else "exact"))
    for m in paired.finditer(text):
        if text.endswith(pairs[m[0]], 0, m.start()):
            unit = measure_words.at(text, m.start())
            if unit is not None:
                found.append((m.start(), unit, "exact"))
    for gap in sorted(found, key=lambda g: (g[0], -g[1].end)):
        end = gap[1].end
        if gap[0] >= last and gap[0] not in used and end - 1 not in used:
            yield gap
            last = end


@cache
def _around_gaps() -> tuple[tuple[str, ...], frozenset[str]]:
    """Words before a space that is a gap, and characters after which 余 is no lost figure."""
    table = lexicon.load("gaps")
    return tuple(table["after_space"]["words"]), lists().numerals.union(table["remainder"]["before"])


@cache
def _brackets() -> re.Pattern[str]:
    """Brackets left empty."""
    table = lexicon.load("gaps")["bracket"]
    filled = "|".join(sorted(map(re.escape, table["words"]), key=len, reverse=True))
    space = "[ \u3000\xa0]{0,6}"
    return re.compile(
        f"[{re.escape(table['open'])}]{space}(?:{filled})?{space}[{re.escape(table['close'])}](?=[\u4e00-\u9fff])"
    )


@cache
def _alone() -> re.Pattern[str]:
    """A unit that stands alone between a space and the clause's end."""
    units = lexicon.load("gaps")["clause_end"]["units"]
    either = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    return re.compile(f"[ \u3000\xa0][ \u3000\xa0]{{0,5}}({either})(?=[,，。;；、])")


def noun(word: str, certain: bool = False) -> bool:
    """Whether a word may be a measure word: a noun or measure; ``certain``: 余 or 多 before it says that it is one.

    >>> noun("麻袋"), noun("创建"), noun("竹匾", True)
    (True, False, True)
    """
    tagged = segmentation.tag(word)
    if certain:
        return all(tag[:1] not in "vadpcurft" for _, tag in tagged)
    return len(tagged) == 1 and tagged[0][1][:1] in "nqm"
