"""Quantities of a text: numeral, unit and how exact they are; and the numerals that are none, with the reason.

How a place is read. One pattern finds where a numeral may start; everything else happens only there, in this order:

1. set phrases (门前三包), forms (2022-01-06, 0371-66668888), rhymes (三清三建), list markers (一、), ordinals (第四届);
2. the numeral (``numerals.read``) and what stands after it: a unit of time (30天), a label (6号楼), an announcement
   (三个方面) end the matter;
3. the unit (``measure_words.at``), then titles and quoted names, frequencies, negation, and 一 as an article;
4. without a unit (``unitless``): a counted noun (30多党员), an unknown measure word, a link of a chain (接待320、…).

Placeholders (xx户) and gaps (投入经费万元) are found by ``masks``. Every step moves forward, so the work is linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from corpus_tools import lexicon
from corpus_tools.measures import (
    guards,
    item_numbers,
    masks,
    measure_words,
    modifiers,
    numerals,
    ratios,
    set_phrases,
    tables,
    unitless,
    wraps,
)
from corpus_tools.measures.guard_words import lists
from corpus_tools.measures.measure_words import Unit
from corpus_tools.measures.numerals import Numeral
from corpus_tools.measures.recorder import Recorder
from corpus_tools.records import Guard, Quantity

__all__ = ["quantities"]

# full-width forms to half-width, one character for one, so that ranges hold
_FOLD = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFE6A: 0x25, 0xFE50: 0x2C}
_FOLDABLE = re.compile("[\uff01-\uff5e\u3000\ufe6a\ufe50]")
_WORD = re.compile("[A-Za-z0-9.]+")
_TEAMS = ("支", "队", "个", "所", "家")
_CLOSING_QUOTES = "”》』」"
_CURRENCY_CODES = ("RMB", "rmb", "USD")
_FIGURES = re.compile("[0-9]+")
# characters that go on a date, a telephone number, a ratio or a dimension, and the length above which a run of figures
# may be a number's name
_FORM = frozenset("-—–/.:：~至到×xX*")
_LONG = 6
_DIGITS = frozenset("0123456789")
# 分之 stands within so many characters of the start of a fraction
_FRACTION = 6
# a decimal of this many characters before a count may be a marker and the count (1.20名) or a day (6.26)
_LONGEST_DAY = 5
# 四、五十: by what the second of two neighbouring figures is multiplied
_SCALES = (1, 10, 100, 1000)
_MEASURED = ("canonical", "divisible")  # kinds of units that 多 may follow
_IN_KILOMETRE = 1000
# longer runs of letters are no initials
_INITIALS = 8

# one thing done, another brought about; a thing counted by 一 has a longer name (水池一口、凉亭一座)
_PAIRED = re.compile("(?:[\u4e00-\u9fff]一[\u4e00-\u9fff](?:[、,，]|(?![\u4e00-\u9fff]))){2}")


@cache
def _scan() -> tuple[re.Pattern[str], re.Pattern[str]]:
    t = numerals.tables()
    figures = "".join(t.digits) + "".join(t.magnitudes) + "".join(t.tens)
    cheque = lexicon.load("numerals")["financial"]
    plain = "".join(c for c in figures if c not in cheque["figures"] + cheque["zero"] + "一")
    mask = re.escape("".join(masks.characters()))
    after_one = lexicon.load("numerals")["word"]["after_one"]
    # one class first, so that the search passes over all other characters at once
    start = re.compile(
        f"[0-9{plain}半{mask}一数几上{cheque['figures']}](?:(?<=[0-9{plain}半{mask}])|(?<=一)(?![{after_one}])"
        f"|(?<=[数几])(?=[十百千万亿])|(?<=上)(?=[百千万亿])|(?<=[{cheque['figures']}])(?=[{cheque['before']}]))"
    )
    return start, re.compile(f"[0-9]+|[{figures}]+|.", re.S)


@cache
def _halves() -> frozenset[str]:
    return frozenset(lexicon.load("units")["half"]["units"])


def quantities(copy: str, breaks: Sequence[int] = ()) -> tuple[list[Quantity], list[Guard]]:
    """Read the quantities of a text.

    Parameters
    ----------
    copy : str
        Normalised text (``corpus_tools.structure.normalise``); plain text does as well.
    breaks : sorted sequence of int, optional
        Offsets that no quantity may cross, such as sentence boundaries.

    Returns
    -------
    quantities, guards : lists of Quantity and Guard, by place
        Half-open ranges of ``copy``. Guards are the numerals that count nothing, with the reason code.

    Examples
    --------
    >>> found, guarded = quantities("2021年清运垃圾850余吨,走访xx户,落实门前三包,悬挂横幅近二十条")
    >>> [(q.text, q.value, q.unit, q.modifier) for q in found]
    [('850余吨', 850, '吨', 'over'), ('xx户', None, '户', 'exact'), ('二十条', 20, '条', 'under')]
    >>> [(g.start, g.end, g.reason) for g in guarded]
    [(0, 5, 'date'), (23, 27, 'set_phrase')]
    """
    text = copy.translate(_FOLD) if _FOLDABLE.search(copy) else copy
    whole = wraps.joined(text)
    if whole is None:
        return _Reader(copy, text, breaks).run()
    found, guarded = _Reader(whole.text, whole.text, [whole.locate(b) for b in breaks]).run()
    return (
        [replace(q, start=a, end=b, text=copy[a:b]) for q in found for a, b in (whole.original(q.start, q.end),)],
        [replace(g, start=a, end=b) for g in guarded for a, b in (whole.original(g.start, g.end),)],
    )


class _Reader(Recorder):
    def run(self) -> tuple[list[Quantity], list[Guard]]:
        search, text = _scan()[0].search, self.text
        tabled = {cell.start: cell for cell in tables.cells(text)}
        m = search(text)
        while m is not None:
            at = m.start()
            if tabled and at in tabled:
                cell = tabled[at]
                numeral = Numeral(cell.end, cell.value, None, "exact", 1, "table", "arabic", core_end=cell.end)
                self.add(self.measured(at, numeral, cell.unit._replace(end=cell.end), "table"), cell.end)
                m = search(text, cell.end)
                continue
            m = search(text, max(at + 1, self.step(at)))
        self.settle()
        for start, unit, modifier in masks.gaps(text, [(q.start, q.end) for q in self.found]):
            self.add(self.lost(start, unit, modifier, "gap"), unit.end)
        self.found.sort(key=lambda q: q.start)
        self.guards.sort(key=lambda g: g.start)
        return self.found, self.guards

    def step(self, at: int) -> int:
        """Read what starts at ``at``; gives where to go on."""
        text = self.text
        marker = item_numbers.plain_marker(text, at)
        if marker is not None:
            return self.guard(at, marker, "list_marker")
        c = text[at]
        if c in _DIGITS:
            return self._arabic(at)
        if c == "半":
            return self._half(at)
        if c in masks.characters():
            return self._masked(at)
        found = set_phrases.phrase(text, at)
        if found is not None:
            return self.guard(*found, "set_phrase")
        if "分之" not in text[at : at + _FRACTION]:
            end = set_phrases.rhyme(text, at)
            if end is not None:
                return self.guard(at, end, "set_phrase")
        return self._numeral(at)

    def _arabic(self, at: int) -> int:
        text = self.text
        previous = text[at - 1] if at else ""
        if previous and previous in measure_words.LATIN and not text.endswith(_CURRENCY_CODES, 0, at):
            counted = self._after_initials(at)  # KTV64家次
            if not counted:
                m = _WORD.match(text, at)
                return self.guard(at, m.end() if m else at + 1, "identifier")
        found = set_phrases.phrase(text, at)
        if found is not None:
            return self.guard(*found, "name")
        end = _FIGURES.match(text, at).end()  # type: ignore[union-attr]
        following = text[end : end + 1]
        if following in _FORM or following == " " or end - at > _LONG or text[at] == "0":
            form = guards.number_form(text, at)
            if form is not None:
                return self.guard(at, *form)
            share = ratios.ratio(text, at) if following and following in ":： " else None
            if share is not None:
                numeral = Numeral(share[0], share[1], None, "exact", 1, "ratio", "arabic", core_end=share[0])
                return self.add(self.measured(at, numeral, Unit(share[0], "", "", "canonical"), "ratio"), share[0])
        if following in masks.characters():
            masked = masks.mixed(text, at)
            if masked is not None:
                return self._mask(masked)
        return self._numeral(at)

    def _after_initials(self, at: int) -> bool:
        """Whether the figure counts what capital letters before it name (KTV64家次), no part of them."""
        text, start = self.text, at
        while start and at - start < _INITIALS and text[start - 1] in measure_words.LATIN:
            start -= 1
        name = text[start:at]
        if not (1 < len(name) < _INITIALS and name.isalpha() and name.isupper()):
            return False
        unit = measure_words.at(text, _FIGURES.match(text, at).end())  # type: ignore[union-attr]
        return unit is not None and not unit.raw.isascii()

    def _half(self, at: int) -> int:
        unit = measure_words.at(self.text, at + 1)
        if unit is None or unit.raw not in _halves() or self.text.endswith("多", 0, at) or self.quoted(at, unit.end):
            return at + 1
        numeral = Numeral(at + 1, 0.5, None, "exact", 1, "half", "chinese", False, "", at + 1)
        return self._quantity(at, numeral, unit)

    def _numeral(self, at: int) -> int:
        text = self.text
        if "分之" in text[at : at + _FRACTION]:
            fraction = self._fraction(at)
            if fraction:
                return fraction
        numeral = numerals.read(text, at)
        if numeral is None:
            m = _scan()[1].match(text, at)
            return self.guard(at, m.end() if m else at + 1, "digits")
        end = numeral.end
        if text[end : end + 1] in lists().after:
            marker = item_numbers.list_marker(text, at, end)
            if marker is not None:
                both = self._neighbours(at, numeral)
                if both is None:
                    return self.guard(at, marker, "list_marker")
                numeral, end = both, both.end
            time, named = guards.time(text, end), guards.label(text, at, numeral)
        else:
            time = named = None
        unit = measure_words.at(text, end)
        if guards.ordinal(text, at) or self._after_ordinal(at):
            return self.guard(at, time[0] if time else unit.end if unit else numeral.core_end, "ordinal")
        if time is not None and (unit is None or unit.end <= time[0]) and (named is None or named <= time[0]):
            year = 1900 <= numeral.value <= 2099 and time[1] == "duration"
            return self.guard(at, time[0], "date" if year else time[1])
        if named is not None:
            return self.guard(at, named, "label")
        other = guards.after_numeral(text, at, numeral)
        if other is not None:
            return self.guard(at, *other)
        if unit is None and numeral.infix and numeral.core_end < end:  # 30来米粉: the infix was none
            unit = measure_words.at(text, numeral.core_end)
            if unit is not None:
                numeral = numeral._replace(end=numeral.core_end, infix="", modifier="exact")
        if unit is not None:
            return self._with_unit(at, numeral, unit)
        if at and text[at - 1] in "¥￥":
            return self._quantity(at, numeral, Unit(end, "", "元", "canonical"))
        return unitless.read(self, at, numeral)

    def _after_ordinal(self, at: int) -> bool:
        """第3、4标段, 第2和第1名: the ordinal before goes on."""
        last = self.guards[-1] if self.guards else None
        return last is not None and last.reason == "ordinal" and last.end == at - 1 and self.text[at - 1] in "、和至-—~"

    def _neighbours(self, at: int, numeral: Numeral) -> Numeral | None:
        """三、四个村: two neighbouring figures, not a marker."""
        if numeral.digits != "chinese" or numeral.end - at > 1 or not self.after_han(at):
            return None
        second = numerals.read(self.text, numeral.end + 1)
        if second is None or second.value_max is not None or measure_words.at(self.text, second.end) is None:
            return None
        scale = second.value // (numeral.value + 1)  # 三、四个; 四、五十篇
        if scale not in _SCALES or second.value != (numeral.value + 1) * scale:
            return None
        if second.end - numeral.end > 1 + len(str(scale)):
            return None
        return second._replace(value=numeral.value * scale, value_max=second.value, rule="adjacent")

    # ------------------------------------------------------------ with a unit

    def _with_unit(self, at: int, numeral: Numeral, unit: Unit) -> int:
        text = self.text
        chinese = numeral.digits == "chinese"
        if self._nameless(at, numeral):
            if unit.canonical == "元" and masks.money_gap(text, at, unit.end):
                return self.add(self.lost(at, unit, "exact", "gap"), unit.end)
            return self.guard(at, numeral.end, "name")
        if self.quoted(at, unit.end):
            return self.guard(at, unit.end, "quoted_name")
        if not chinese and unit.kind not in ("canonical", "divisible"):
            end = self._day_or_marker(at, numeral, unit)
            if end:
                return end
        if chinese and not guards.chinese_after_noun(text, at, numeral, unit):
            return self.guard(at, unit.end, "name")
        if guards.frequency(text, at, unit.raw, chinese and numeral.value == 1):
            return self.guard(at, unit.end, "frequency")
        if at and text[at - 1] in "每届":
            return self.guard(at, unit.end, "per" if text[at - 1] == "每" else "ordinal")
        if chinese and numeral.value == 1 and numeral.end - at == 1:
            return self._one(at, numeral, unit)
        return self._quantity(at, numeral, unit)

    def _day_or_marker(self, at: int, numeral: Numeral, unit: Unit) -> int:
        """A decimal before a word that counts whole things: 6.1节, or a marker and its count (1.20名); 0 if neither."""
        written = self.text[at : numeral.core_end]
        if "." not in written or len(written) > _LONGEST_DAY or not written[-1].isdigit():
            return 0
        if at == 0 or self.text[at - 1] in "\n\r。;；!?":
            return self.guard(at, at + written.index(".") + 1, "list_marker")
        days = lexicon.load("units")["after_day"]["units"]
        return self.guard(at, numeral.core_end, "date") if unit.raw in days and unitless.calendar(written) else 0

    def _nameless(self, at: int, numeral: Numeral) -> bool:
        """百村千户, 万元户: a magnitude alone counts only after a word that says how near it is (近百, 达万)."""
        if not numeral.bare or numeral.infix or numeral.rule != "chinese":
            return False
        unit = measure_words.at(self.text, numeral.end)
        if unit is not None and unit.kind == "canonical" and modifiers.after(self.text, unit.end) is not None:
            return guards.says_which(self.text, numeral.end)  # 增收千元以上, but 万元以上案件23起
        return modifiers.before(self.text, at, True) is None and not self.text.endswith(("达", "共", "计"), 0, at)

    def _one(self, at: int, numeral: Numeral, unit: Unit) -> int:
        """一 with a measure word: a count after its noun (展览一次), an article before it (一个平台)."""
        text = self.text
        if guards.negated(text, at):
            return self.guard(at, unit.end, "negated")
        if unit.kind in ("canonical", "divisible"):
            return self._quantity(at, numeral, unit)
        if at > 2 and text[at - 3] == "一" and text[at - 2] == unit.raw[0]:  # 一层带一层
            return self.guard(at, unit.end, "set_phrase")
        if _PAIRED.match(text, at - 1) and at and not measure_words.han(text[at - 2 : at - 1]):  # 建一处、成一处
            return self.guard(at, unit.end, "set_phrase")
        following = text[unit.end : unit.end + 1]
        last = measure_words.clause_ends(text, unit.end) and following not in tuple('“"‘『「《(')
        named = at > 0 and text[at - 1] in _CLOSING_QUOTES and last  # 争创“书香校园”一个
        listed = self.after_han(at) and (last or following in ("和", "及") or self._strength(unit))
        if named or listed:
            return self._quantity(at, numeral, unit)
        self.defer(self.measured(at, numeral, unit, "article"))
        return self.guard(at, unit.end, "article")

    def _strength(self, team: Unit) -> bool:
        """Whether a figure with its unit, and nothing else, says how strong a team is: 扑火队一支25人."""
        end = team.end
        if team.raw not in _TEAMS:
            return False
        second = numerals.read(self.text, end) if self.text[end : end + 1] in _DIGITS else None
        unit = None if second is None else measure_words.at(self.text, second.end)
        return unit is not None and measure_words.clause_ends(self.text, unit.end)

    def _quantity(self, at: int, numeral: Numeral, unit: Unit) -> int:
        text = self.text
        if numeral.value_max is None and numeral.modifier == "exact":
            ranges = text[unit.end : unit.end + 1] in numerals.RANGE
            m = numerals.tables().separator.match(text, unit.end) if ranges else None
            second = numerals.read(text, m.end()) if m is not None else None
            if second is not None and second.value_max is None and second.value > numeral.value and not second.bare:
                other = measure_words.at(text, second.end)
                if other is not None and other.canonical == unit.canonical:  # 3万元至5万元
                    numeral = second._replace(value=numeral.value, value_max=second.value, rule="range")
                    unit = other
        if self.crosses(at, unit.end):
            return self.next_break(at)
        replaced = masks.replaced_year(text[at : numeral.end], numeral) if numeral.infix else None
        rule = replaced or numeral.rule
        if unit.canonical == "公里" and numeral.value_max is None and numeral.modifier == "exact":
            numeral, unit = self._and_metres(numeral, unit)
        if numeral.modifier == "exact" and unit.kind in _MEASURED and self._and_more(unit.end):  # 八吨多
            numeral = numeral._replace(modifier="over")
            unit = unit._replace(end=unit.end + 1)
        return self.add(self.measured(at, numeral, unit, rule), unit.end)

    def _and_metres(self, numeral: Numeral, unit: Unit) -> tuple[Numeral, Unit]:
        """17公里300米: one length."""
        rest = numerals.read(self.text, unit.end)
        if rest is None or rest.value_max is not None or rest.infix or rest.value >= _IN_KILOMETRE:
            return numeral, unit
        metres = measure_words.at(self.text, rest.end)
        if metres is None or metres.canonical != "米" or metres.raw != "米":
            return numeral, unit
        value = numerals.simple(Decimal(str(numeral.value)) + Decimal(str(rest.value)) / _IN_KILOMETRE)
        return numeral._replace(value=value), unit._replace(end=metres.end)

    def _and_more(self, end: int) -> bool:
        """Whether 多 stands between the unit and the clause's end."""
        return self.text.startswith("多", end) and measure_words.clause_ends(self.text, end + 1)

    # ------------------------------------------------------------ fractions, masks

    def _fraction(self, at: int) -> int:
        """百分之八十, 三分之二, 千分之三; 0 where there is none."""
        text = self.text
        m = numerals.tables().fraction.match(text, at)
        if m is None:
            return 0
        end = m.end()
        share, whole = numerals.share(m[2]), numerals.read(m[1], 0)
        rate = lexicon.load("units")["rate"].get(m[1], "")
        if share is None or (not rate and (whole is None or not whole.value)):
            return self.guard(at, end, "fraction")
        if self.quoted(at, end):
            return self.guard(at, end, "quoted_name")
        value = share
        if not rate and whole is not None:
            value = float(Decimal(str(value)) / Decimal(str(whole.value)))
        rule = "percent" if rate else "fraction"
        numeral = Numeral(end, value, None, "exact", 1, rule, "chinese", core_end=end)
        unit = Unit(end, m[1] + "分之" if rate else "", rate, "canonical")
        return self.add(self.measured(at, numeral, unit, rule), end)

    def _masked(self, at: int) -> int:
        found = masks.run(self.text, at)
        if found is None:
            m = masks.runs().match(self.text, at)
            return m.end() if m else at + 1
        return self._mask(found)

    def _mask(self, found: masks.Masked) -> int:
        if found.unit is None:
            return self.guard(found.start, found.end, found.reason)
        if self.quoted(found.start, found.end):
            return self.guard(found.start, found.end, "quoted_name")
        return self.add(self.lost(found.start, found.unit, found.modifier, found.reason), found.end)
