"""Figures without a known unit: a counted noun (30多党员), an unknown measure word, a link of a chain (接待320、)."""

from __future__ import annotations

import re
from functools import cache

from corpus_tools import lexicon
from corpus_tools.measures import masks, measure_words, modifiers
from corpus_tools.measures.measure_words import Unit
from corpus_tools.measures.numerals import Numeral
from corpus_tools.measures.recorder import Recorder
from corpus_tools.measures.vocabulary import words

__all__ = ["calendar", "read"]

# a marker in a glued list (…20、加强) is rarely above this; a figure of a chain mostly is
HIGHEST_MARKER = 30
# seven digits and more without a unit are a number's name, not a count
LOWEST_IDENTIFIER = 10**6
# a lone figure inside a word (补齐短2板) is a page number the site left, not a count of boards
LOWEST_UNKNOWN = 10
YEARS = range(1900, 2100)
_CHAIN, _CHAIN_END = ",、;", "。"  # what the figures of a chain stand before, and the last of them
# how long an unknown measure word is: 袋装, 小推车
LONGEST_UNIT = 3


@cache
def _nouns() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    table = lexicon.load("units")
    place = table["place_noun"]
    longest_first = tuple(sorted(place["words"], key=len, reverse=True))
    return tuple(table["bare_noun"]["words"]), longest_first, tuple(place["before"])


@cache
def _rates() -> tuple[str, ...]:
    return tuple(lexicon.load("units")["bare_rate"]["before"])


@cache
def _sums() -> tuple[str, ...]:
    return tuple(lexicon.load("units")["bare_sum"]["before"])


def _sum(text: str, at: int) -> bool:
    """Whether a verb or a noun before a figure says that it is a sum: 投入二十万, 利润八百万."""
    if text.endswith(_sums(), 0, at):
        return True
    if words().object_head(text[max(0, at - _NAME) : at])[1] in _MONEY:
        return True
    return modifiers.before(text, at) is not None  # 会员总数超三千


_LARGE = frozenset("千万亿")
_NAME = 6  # characters of a name of sums
_MONEY = frozenset(("money", "figure"))


@cache
def _bounded() -> tuple[str, ...]:
    """What may bound a rate that has no unit: 性别比降到110以下."""
    table = lexicon.load("modifiers")["after"]
    return tuple(word for words in table.values() for word in words)


@cache
def _numbered() -> frozenset[str]:
    return frozenset(lexicon.load("guards")["number_name"]["after"])


def calendar(written: str) -> bool:
    """Whether a decimal may be a day: 6.26, 12.4.

    >>> calendar("6.26"), calendar("98.5")
    (True, False)
    """
    month, _, day = written.partition(".")
    return month.isdigit() and day.isdigit() and len(day) <= 2 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def read(page: Recorder, at: int, numeral: Numeral) -> int:
    """Read a numeral that no known unit follows; gives where to go on."""
    text, end = page.text, numeral.end
    chinese = numeral.digits == "chinese"
    written = text[at : numeral.core_end]
    if len(written) == 4 and written.isdigit() and numeral.value in YEARS and not numeral.infix:
        return page.guard(at, numeral.core_end, "year")
    cut = text[end : end + 1] == "。" and text[end + 1 : end + 2].isdigit()  # 8。5成
    if (unit := _shared(text, at, end)) is not None:
        return page.add(page.measured(at, numeral, Unit(end, "", unit.canonical, unit.kind), "chain"), end)
    rated = measure_words.clause_ends(text, end) or text.startswith(_bounded(), end)
    if rated and not cut and text.endswith(_rates(), 0, at):
        return _bare(page, at, numeral, "rate")
    if not chinese and "." in written and written[-1].isdigit():
        return page.guard(at, numeral.core_end, "date" if calendar(written) else "number")
    if page.quoted(at, end):
        return page.guard(at, numeral.core_end, "quoted_name")
    # 余, 数十, 3万: what shows that the figure is an amount
    amount = numeral.infix not in ("", "来") or numeral.rule == "vague" or not (chinese or written[-1].isdigit())
    if chinese and not amount and numeral.value < 100:
        return page.guard(at, numeral.core_end, "no_unit")
    large = chinese and not numeral.bare and any(c in _LARGE for c in written)
    if large and measure_words.clause_ends(text, end) and _sum(text, at):
        return _bare(page, at, numeral, "bare")  # 投入二十万
    counted, places, before = _nouns()
    following = text[end : end + 1]
    if not chinese and text.endswith(before, 0, at):
        for word in places:
            if text.startswith(word, end):
                unit = Unit(end + len(word), word, word, "people")
                return page.add(page.measured(at, numeral, unit, "arabic"), unit.end)
    noun = numeral.value >= 2 and text.startswith(counted, end)
    if amount and (not chinese or noun or numeral.infix):
        if measure_words.han(following) or measure_words.clause_ends(text, end):
            return _unknown_unit(page, at, numeral) or _bare(page, at, numeral, "bare")
    elif noun and not numeral.bare:
        return _bare(page, at, numeral, "bare")
    elif (
        not chinese
        and following
        and following in _CHAIN + _CHAIN_END
        and LOWEST_UNKNOWN <= numeral.value < LOWEST_IDENTIFIER
    ):
        if page.after_han(at) and (following != "、" or numeral.value > HIGHEST_MARKER):
            rule = "chain" if following in _CHAIN else "chain_end"
            page.defer(page.measured(at, numeral, Unit(end, "", "", "bare"), rule))
    elif not chinese and numeral.value >= LOWEST_UNKNOWN:
        found = _unknown_unit(page, at, numeral)
        if found:
            return found
    return page.guard(at, numeral.core_end, "no_unit")


def _shared(text: str, at: int, end: int) -> Unit | None:
    """The unit that the last figure of a list has for all of them: 分别提高1.2、0.9和 2.6个百分点."""
    if text[end : end + 1] not in _LISTING or text[at] not in "0123456789":
        return None
    each = text.rfind(_EACH, max(0, at - _REACH), at)
    if each < 0 or _STOPS.search(text, each, at) or (goes_on := _LIST.match(text, end)) is None:
        return None
    return measure_words.at(text, goes_on.end())


_EACH, _REACH = "分别", 40  # and characters of the list behind it
_LISTING = ("、", "和", "及", "与", ",")
_STOPS = re.compile("[。;；!?]")
_LIST = re.compile(r"(?:[、,]\d{1,7}(?:\.\d{1,4})?){0,6}(?:[、,和及与]|以及)\d{1,7}(?:\.\d{1,4})?")


def _bare(page: Recorder, at: int, numeral: Numeral, rule: str) -> int:
    return page.add(page.measured(at, numeral, Unit(numeral.end, "", "", "bare"), rule), numeral.end)


def _unknown_unit(page: Recorder, at: int, numeral: Numeral) -> int:
    """End of a noun between the figure and the clause's end, its unit or what has it for a number; 0 if none is."""
    text, end = page.text, numeral.end
    width = 0
    while width <= LONGEST_UNIT and end + width < len(text) and measure_words.han(text[end + width]):
        width += 1
    stop = end + width
    if not 1 <= width <= LONGEST_UNIT or stop >= len(text) or not measure_words.clause_ends(text, stop):
        return 0
    word = text[end:stop]
    if not page.after_han(at) or text.startswith(_nouns()[0], end) or not masks.noun(word, bool(numeral.infix)):
        return 0
    if word in _numbered() and text[end - 1].isdigit() and not numeral.infix:
        return page.guard(at, stop, "name")  # 96333专线
    q = page.measured(at, numeral, Unit(stop, word, word, "unknown"), "unknown_unit")
    return page.add(q, stop) if q is not None else 0
