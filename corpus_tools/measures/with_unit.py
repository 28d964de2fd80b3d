"""Figures with a known unit: what is a name, a day, an article or how often all the same, and what is a quantity."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus_tools import lexicon
from corpus_tools.measures import guards, masks, measure_words, modifiers, numerals, unitless
from corpus_tools.measures.measure_words import Unit
from corpus_tools.measures.numerals import Numeral
from corpus_tools.measures.recorder import Recorder

__all__ = ["quantity", "read"]

_DIGITS = frozenset("0123456789")
_TEAMS = ("支", "队", "个", "所", "家")
_CLOSING_QUOTES = "”》』」"
_MEASURED = ("canonical", "divisible")  # kinds of units that 多 may follow
_IN_KILOMETRE = 1000
_HALF = "半"
_TENTH, _TENTHS = "成", 10  # nine of ten; and what one of them is divided into
# a decimal of this many characters before a count may be a marker and the count (1.20名) or a day (6.26)
_LONGEST_DAY = 5
# one thing done, another brought about; a thing counted by 一 has a longer name (水池一口、凉亭一座)
_PAIRED = re.compile("(?:[\u4e00-\u9fff]一[\u4e00-\u9fff](?:[、,，]|(?![\u4e00-\u9fff]))){2}")


def read(page: Recorder, at: int, numeral: Numeral, unit: Unit) -> int:
    """Read a numeral that a known unit follows; gives where to go on."""
    text = page.text
    chinese = numeral.digits == "chinese"
    if _nameless(page, at, numeral):
        if unit.canonical == "元" and masks.money_gap(text, at, unit.end):
            return page.add(page.lost(at, unit, "exact", "gap"), unit.end)
        return page.guard(at, numeral.end, "name")
    if page.quoted(at, unit.end):
        return page.guard(at, unit.end, "quoted_name")
    if not chinese and unit.kind not in ("canonical", "divisible"):
        end = _day_or_marker(page, at, numeral, unit)
        if end:
            return end
    if chinese and not guards.chinese_after_noun(text, at, numeral, unit):
        return page.guard(at, unit.end, "name")
    if guards.frequency(text, at, unit.raw, chinese and numeral.value == 1):
        return page.guard(at, unit.end, "frequency")
    if at and text[at - 1] in "每届":
        return page.guard(at, unit.end, "per" if text[at - 1] == "每" else "ordinal")
    if chinese and numeral.value == 1 and numeral.end - at == 1:
        return _one(page, at, numeral, unit)
    return quantity(page, at, numeral, unit)


def _day_or_marker(page: Recorder, at: int, numeral: Numeral, unit: Unit) -> int:
    """A decimal before a word that counts whole things: 6.1节, or a marker and its count (1.20名); 0 if neither."""
    written = page.text[at : numeral.core_end]
    if "." not in written or len(written) > _LONGEST_DAY or not written[-1].isdigit():
        return 0
    if at == 0 or page.text[at - 1] in "\n\r。;；!?":
        return page.guard(at, at + written.index(".") + 1, "list_marker")
    days = lexicon.load("units")["after_day"]["units"]
    return page.guard(at, numeral.core_end, "date") if unit.raw in days and unitless.calendar(written) else 0


def _nameless(page: Recorder, at: int, numeral: Numeral) -> bool:
    """百村千户, 万元户: a magnitude alone counts only after a word that says how near it is (近百, 达万)."""
    if not numeral.bare or numeral.infix or numeral.rule != "chinese":
        return False
    unit = measure_words.at(page.text, numeral.end)
    if unit is not None and unit.kind == "canonical" and modifiers.after(page.text, unit.end) is not None:
        return guards.says_which(page.text, numeral.end)  # 增收千元以上, but 万元以上案件23起
    return modifiers.before(page.text, at, True) is None and not page.text.endswith(("达", "共", "计"), 0, at)


def _one(page: Recorder, at: int, numeral: Numeral, unit: Unit) -> int:
    """一 with a measure word: a count after its noun (展览一次), an article before it (一个平台)."""
    text = page.text
    if guards.negated(text, at):
        return page.guard(at, unit.end, "negated")
    if unit.kind in ("canonical", "divisible"):
        return quantity(page, at, numeral, unit)
    if at > 2 and text[at - 3] == "一" and text[at - 2] == unit.raw[0]:  # 一层带一层
        return page.guard(at, unit.end, "set_phrase")
    if _PAIRED.match(text, at - 1) and at and not measure_words.han(text[at - 2 : at - 1]):  # 建一处、成一处
        return page.guard(at, unit.end, "set_phrase")
    following = text[unit.end : unit.end + 1]
    last = measure_words.clause_ends(text, unit.end) and following not in tuple('“"‘『「《(')
    named = at > 0 and text[at - 1] in _CLOSING_QUOTES and last  # 争创“书香校园”一个
    listed = page.after_han(at) and (last or following in ("和", "及") or _strength(page, unit))
    if named or listed:
        return quantity(page, at, numeral, unit)
    page.defer(page.measured(at, numeral, unit, "article"))
    return page.guard(at, unit.end, "article")


def _strength(page: Recorder, team: Unit) -> bool:
    """Whether a figure with its unit, and nothing else, says how strong a team is: 扑火队一支25人."""
    end = team.end
    if team.raw not in _TEAMS:
        return False
    second = numerals.read(page.text, end) if page.text[end : end + 1] in _DIGITS else None
    unit = None if second is None else measure_words.at(page.text, second.end)
    return unit is not None and measure_words.clause_ends(page.text, unit.end)


def quantity(page: Recorder, at: int, numeral: Numeral, unit: Unit) -> int:
    """Note a quantity, with what goes on behind its unit (3万元至5万元, 17公里300米, 八吨多); gives where to go on."""
    text = page.text
    if numeral.value_max is None and numeral.modifier == "exact":
        ranges = text[unit.end : unit.end + 1] in numerals.RANGE
        m = numerals.tables().separator.match(text, unit.end) if ranges else None
        second = numerals.read(text, m.end()) if m is not None else None
        if second is not None and second.value_max is None and second.value > numeral.value and not second.bare:
            other = measure_words.at(text, second.end)
            if other is not None and other.canonical == unit.canonical:  # 3万元至5万元
                numeral = second._replace(value=numeral.value, value_max=second.value, rule="range")
                unit = other
    if page.crosses(at, unit.end):
        return page.next_break(at)
    replaced = masks.replaced_year(text[at : numeral.end], numeral) if numeral.infix else None
    rule = replaced or numeral.rule
    if unit.canonical == "公里" and numeral.value_max is None and numeral.modifier == "exact":
        numeral, unit = _and_metres(page, numeral, unit)
    if unit.raw == _TENTH and numeral.digits == "chinese" and numeral.value_max is None and not numeral.infix:
        numeral, unit = _and_tenths(page, numeral, unit)
    if numeral.modifier == "exact" and unit.kind in _MEASURED:
        numeral, unit = _and_half(page, numeral, unit)
    if numeral.modifier == "exact" and unit.kind in _MEASURED and _and_more(page, unit.end):  # 八吨多
        numeral = numeral._replace(modifier="over")
        unit = unit._replace(end=unit.end + 1)
    return page.add(page.measured(at, numeral, unit, rule), unit.end)


def _and_metres(page: Recorder, numeral: Numeral, unit: Unit) -> tuple[Numeral, Unit]:
    """17公里300米: one length."""
    rest = numerals.read(page.text, unit.end)
    if rest is None or rest.value_max is not None or rest.infix or rest.value >= _IN_KILOMETRE:
        return numeral, unit
    metres = measure_words.at(page.text, rest.end)
    if metres is None or metres.canonical != "米" or metres.raw != "米":
        return numeral, unit
    value = numerals.simple(Decimal(str(numeral.value)) + Decimal(str(rest.value)) / _IN_KILOMETRE)
    return numeral._replace(value=value), unit._replace(end=metres.end)


def _and_half(page: Recorder, numeral: Numeral, unit: Unit) -> tuple[Numeral, Unit]:
    """2吨半: two and a half."""
    if page.text[unit.end : unit.end + 1] != _HALF or numeral.value_max is not None or numeral.infix:
        return numeral, unit
    if numeral.value is None or not measure_words.clause_ends(page.text, unit.end + 1):
        return numeral, unit
    value = numerals.simple(Decimal(str(numeral.value)) + Decimal("0.5"))
    return numeral._replace(value=value), unit._replace(end=unit.end + 1)


def _and_tenths(page: Recorder, numeral: Numeral, unit: Unit) -> tuple[Numeral, Unit]:
    """九成五: nine and a half tenths."""
    rest = numerals.tables().digits.get(page.text[unit.end : unit.end + 1], 0)
    ends = measure_words.clause_ends(page.text, unit.end + 1) or modifiers.after(page.text, unit.end + 1) is not None
    if not rest or not ends:
        return numeral, unit
    value = numerals.simple(Decimal(str(numeral.value)) + Decimal(rest) / _TENTHS)
    return numeral._replace(value=value), unit._replace(end=unit.end + 1)


def _and_more(page: Recorder, end: int) -> bool:
    """Whether 多 stands between the unit and the clause's end."""
    return page.text.startswith("多", end) and measure_words.clause_ends(page.text, end + 1)
