"""Quantities of a text: numeral, unit and how exact they are; and the numerals that are none, with the reason.

How a place is read. One pattern finds where a numeral may start; everything else happens only there, in this order:

1. set phrases (门前三包), forms (2022-01-06, 0371-66668888), ordinals (第四届), list markers (一、), rhymes (三清三建);
2. the numeral (``numerals.read``) and what stands after it: a unit of time (30天), a label (6号楼), an announcement
   (三个方面) end the matter;
3. the unit (``measure_words.at``), then titles and quoted names, frequencies, negation, and 一 as an article;
4. without a unit: a counted noun (30多党员), an unknown measure word, a figure in a chain (接待320、…), or nothing.

Placeholders (xx户) and gaps (投入经费万元) are read by ``masks``. Every step moves forward, so the work is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from corpus_tools import lexicon
from corpus_tools.measures import guards, masks, measure_words, modifiers, numerals
from corpus_tools.measures.measure_words import Unit
from corpus_tools.measures.numerals import Numeral
from corpus_tools.records import Guard, Modifier, Number, Quantity

__all__ = ["quantities"]

# full-width forms to half-width, one character for one, so that ranges hold
_FOLD = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFE6A: 0x25, 0xFE50: 0x2C}
_FOLDABLE = re.compile("[\uff01-\uff5e\u3000\ufe6a\ufe50]")
_WORD = re.compile("[A-Za-z0-9.]+")
_CURRENCY_CODES = ("RMB", "rmb", "USD")
# how far apart two quantities of one enumeration stand (一个领导小组、三个工作组)
CHAIN = 16
CONFIDENCE = {"currency": 0.95, "bare": 0.6, "chain": 0.5, "unknown_unit": 0.4, "article": 0.5}


@cache
def _scan() -> re.Pattern[str]:
    t = numerals.tables()
    figures = "".join(t.digits) + "".join(t.magnitudes) + "".join(t.tens)
    mask = re.escape("".join(lexicon.load("numerals")["placeholder"]["characters"]))
    return re.compile(f"[0-9{figures}半{mask}]|[数几](?=[十百千万亿])|上(?=[百千万亿])")


@cache
def _skip() -> re.Pattern[str]:
    t = numerals.tables()
    figures = "".join(t.digits) + "".join(t.magnitudes) + "".join(t.tens)
    return re.compile(f"[0-9]+|[{figures}]+|.", re.S)


@cache
def _nouns() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    table = lexicon.load("units")
    place = table["place_noun"]
    return (
        tuple(table["bare_noun"]["words"]),
        tuple(sorted(place["words"], key=len, reverse=True)),
        tuple(place["before"]),
    )


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
    return _Reader(copy, breaks).run()


class _Reader:
    def __init__(self, copy: str, breaks: Sequence[int]) -> None:
        self.copy = copy
        self.text = copy.translate(_FOLD) if _FOLDABLE.search(copy) else copy
        self.breaks = breaks
        self.quotes = guards.Quotes(self.text)
        self.found: list[Quantity] = []
        self.pending: list[tuple[int, Quantity]] = []  # read only beside another quantity; place in ``found``
        self.guards: list[Guard] = []

    def run(self) -> tuple[list[Quantity], list[Guard]]:
        search, text = _scan().search, self.text
        m = search(text)
        while m is not None:
            at = m.start()
            m = search(text, max(at + 1, self.step(at)))
        self._settle()
        taken = [(q.start, q.end) for q in self.found]
        for gap in masks.gaps(self.text, taken):
            start, end, unit, modifier = gap
            if not self._crosses(start, end):
                self._keep(start, end, None, None, unit, modifier, "gap", 0.6)
        self.found.sort(key=lambda q: q.start)
        self.guards.sort(key=lambda g: g.start)
        return self.found, self.guards

    # ------------------------------------------------------------ one place

    def step(self, at: int) -> int:
        """Read what starts at ``at``; gives where to go on."""
        text = self.text
        c = text[at]
        if c in "0123456789":
            return self._arabic(at)
        if c == "半":
            return self._half(at)
        if c in masks.characters():
            return self._masked(at)
        found = guards.phrase(text, at)
        if found is not None:
            return self._guard(max(found[0], 0), found[1], "set_phrase")
        end = guards.rhyme(text, at)
        if end is not None and not numerals.tables().fraction.match(text, at):
            return self._guard(at, end, "set_phrase")
        return self._numeral(at)

    def _arabic(self, at: int) -> int:
        text = self.text
        previous = text[at - 1] if at else ""
        if previous and previous in measure_words.LATIN and not text.endswith(_CURRENCY_CODES, 0, at):
            m = _WORD.match(text, at)
            return self._guard(at, m.end() if m else at + 1, "identifier")
        found = guards.phrase(text, at)
        if found is not None:
            return self._guard(*found, "name")
        form = guards.number_form(text, at)
        if form is not None:
            return self._guard(at, form[0], form[1])
        masked = masks.mixed(text, at)
        if masked is not None:
            return self._mask(masked)
        return self._numeral(at)

    def _half(self, at: int) -> int:
        unit = measure_words.at(self.text, at + 1)
        if (
            unit is None
            or unit.kind not in ("canonical", "divisible")
            or unit.raw in ("成", "分", "度", "里", "方", "角")
        ):
            return at + 1
        if self.text.endswith("多", 0, at) or self._quoted(at, unit.end):
            return at + 1
        numeral = Numeral(at + 1, 0.5, None, "exact", 1, "half", "chinese", False, "", at + 1)
        return self._quantity(at, numeral, unit)

    def _numeral(self, at: int) -> int:
        text = self.text
        fraction = self._fraction(at)
        if fraction:
            return fraction
        numeral = numerals.read(text, at)
        if numeral is None:
            m = _skip().match(text, at)
            return self._guard(at, m.end() if m else at + 1, "digits")
        end = numeral.end
        marker = guards.list_marker(text, at, end)
        if marker is not None and not self._enumerates(at, numeral):
            return self._guard(at, marker, "list_marker")
        if text.endswith(guards.lists().ordinal, 0, at):
            unit = measure_words.at(text, end)
            stop = guards.time(text, end)
            return self._guard(at, stop[0] if stop else unit.end if unit else numeral.core_end, "ordinal")
        unit = measure_words.at(text, end)
        time = guards.time(text, end)
        named = guards.label(text, at, numeral)
        if time is not None and (unit is None or unit.end <= time[0]) and (named is None or named <= time[0]):
            year = 1900 <= numeral.value <= 2099 and time[1] == "duration"
            return self._guard(at, time[0], "date" if year else time[1])
        if named is not None:
            return self._guard(at, named, "label")
        other = guards.after_numeral(text, at, numeral)
        if other is not None:
            return self._guard(at, *other)
        if unit is None and numeral.infix and numeral.core_end < end:  # 三年来, 30多元化: the infix was none
            again = numeral._replace(end=numeral.core_end, infix="", modifier="exact")
            unit = measure_words.at(text, again.end)
            if unit is not None:
                numeral = again
        if unit is None:
            if text[at - 1 : at] and text[at - 1] in "¥￥":
                return self._quantity(at, numeral, Unit(end, "", "元", "canonical"))
            return self._no_unit(at, numeral)
        return self._with_unit(at, numeral, unit)

    # ------------------------------------------------------------ with a unit

    def _with_unit(self, at: int, numeral: Numeral, unit: Unit) -> int:
        text = self.text
        chinese = numeral.digits == "chinese"
        if self._nameless(at, numeral):
            if unit.canonical == "元" and text[at] in "万亿":
                return self._money_gap(at, unit)
            return self._guard(at, numeral.end, "name")
        if self._quoted(at, unit.end):
            return self._guard(at, unit.end, "quoted_name")
        if numeral.digits == "arabic" and unit.kind not in ("canonical", "divisible") and "." in text[at : numeral.end]:
            point = text.index(".", at)
            if numeral.core_end - at <= 5 and numeral.value < 100 and text[numeral.core_end - 1].isdigit():
                if at == 0 or text[at - 1] in "\n\r。;；!?":  # 1.20名: a marker before a count
                    return self._guard(at, point + 1, "list_marker")
                if unit.raw in ("节", "期", "班") or self._calendar(text[at : numeral.core_end]):
                    return self._guard(at, numeral.core_end, "date")
        if chinese and not guards.chinese_after_noun(text, at, numeral, unit):
            return self._guard(at, unit.end, "name")
        if guards.frequency(text, at, unit.raw, chinese and numeral.value == 1):
            return self._guard(at, unit.end, "frequency")
        if text[at - 1 : at] == "每":
            return self._guard(at, unit.end, "per")
        if unit.raw == "届次" or text.endswith("届", 0, at):
            return self._guard(at, unit.end, "ordinal")
        if (
            chinese
            and numeral.value == 1
            and numeral.core_end - at == 1
            and not numeral.infix
            and numeral.value_max is None
        ):
            return self._one(at, numeral, unit)
        return self._quantity(at, numeral, unit)

    def _nameless(self, at: int, numeral: Numeral) -> bool:
        """百村千户, 万元户: a magnitude alone counts only after a word that says how near it is (近百, 达万)."""
        if not numeral.bare or numeral.infix or numeral.rule != "chinese":
            return False
        return modifiers.before(self.text, at, True) is None and not self.text.endswith(("达", "共", "计"), 0, at)

    def _one(self, at: int, numeral: Numeral, unit: Unit) -> int:
        """一 with a measure word: a count after its noun (展览一次), an article before it (一个平台)."""
        text = self.text
        if guards.negated(text, at):
            return self._guard(at, unit.end, "negated")
        if unit.kind in ("canonical", "divisible"):
            return self._quantity(at, numeral, unit)
        before = text[at - 1] if at else ""
        if at > 2 and text[at - 3] == "一" and text[at - 2] == unit.raw[0]:  # 一级抓一级
            return self._guard(at, unit.end, "set_phrase")
        after = text[unit.end : unit.end + 1]
        stands_last = measure_words.clause_ends(text, unit.end) and (not after or after not in '“"‘『「《(')
        if "\u4e00" <= before <= "\u9fff" and (stands_last or after in ("和", "及")):
            return self._quantity(at, numeral, unit)
        q = self._record(at, numeral, unit, "article")
        if q is not None:
            self.pending.append((len(self.found), q))
        return self._guard(at, unit.end, "article")

    def _quantity(self, at: int, numeral: Numeral, unit: Unit) -> int:
        text = self.text
        if numeral.value_max is None and not numeral.infix and numeral.modifier == "exact":
            m = numerals.tables().separator.match(text, unit.end)
            if m is not None:  # 3万元至5万元
                second = numerals.read(text, m.end())
                if second is not None and second.value_max is None and second.value > numeral.value and not second.bare:
                    other = measure_words.at(text, second.end)
                    if other is not None and other.canonical == unit.canonical:
                        numeral = second._replace(value=numeral.value, value_max=second.value, rule="range")
                        unit = other
        if self._crosses(at, unit.end):
            return self.breaks[bisect_right(self.breaks, at)]
        q = self._record(at, numeral, unit, masks.replaced_year(text[at : numeral.end], numeral) or numeral.rule)
        if q is not None:
            self.found.append(q)
        return unit.end

    def _record(self, at: int, numeral: Numeral, unit: Unit, rule: str) -> Quantity | None:
        text = self.text
        start = at
        if at and text[at - 1] in "¥￥$" and rule != "article":
            start = at - 1
        value, value_max = numeral.value, numeral.value_max
        if rule == "replaced_year":
            return self._build(
                start, unit.end, None, None, unit, self._modifier(at, numeral, unit.end), None, None, rule, 0.7
            )
        modifier = self._modifier(at, numeral, unit.end)
        low, high = modifiers.bounds(value, value_max, modifier, numeral.infix, numeral.step, numeral.rule == "vague")
        return self._build(
            start, unit.end, value, value_max, unit, modifier, low, high, rule, CONFIDENCE.get(rule, 1.0)
        )

    def _modifier(self, at: int, numeral: Numeral, end: int) -> Modifier:
        if numeral.modifier != "exact":
            return numeral.modifier
        return modifiers.after(self.text, end) or modifiers.before(self.text, at, numeral.bare) or "exact"

    def _build(
        self,
        start: int,
        end: int,
        value: Number | None,
        value_max: Number | None,
        unit: Unit | None,
        modifier: Modifier,
        low: Number | None,
        high: Number | None,
        rule: str,
        confidence: float,
    ) -> Quantity | None:
        if self._crosses(start, end):
            return None
        canonical, raw = (unit.canonical, unit.raw) if unit else ("", "")
        if value is None:
            low = high = None
        return Quantity(
            start, end, self.copy[start:end], value, value_max, canonical, raw, modifier, low, high, rule, confidence
        )

    def _keep(
        self,
        start: int,
        end: int,
        value: Number | None,
        value_max: Number | None,
        unit: Unit | None,
        modifier: Modifier,
        rule: str,
        confidence: float,
    ) -> int:
        q = self._build(start, end, value, value_max, unit, modifier, value, value_max or value, rule, confidence)
        if q is not None:
            self.found.append(q)
        return end

    # ------------------------------------------------------------ fractions, masks, money

    def _fraction(self, at: int) -> int:
        """百分之八十, 三分之二, 千分之三; 0 where there is none."""
        text = self.text
        m = numerals.tables().fraction.match(text, at)
        if m is None:
            return 0
        parts, share = m[1], m[2]
        low = numerals.read(text, m.start(2))
        if low is None or low.end < m.end():
            return self._guard(at, m.end(), "fraction")
        known = {"百": ("%", 100), "千": ("‰", 1000)}.get(parts)
        end = m.end()
        if known is None:
            whole = numerals.read(parts, 0)
            if whole is None or not whole.value or parts == "万" or (share in ("一",) and parts == "百"):
                return self._guard(at, end, "fraction")
            value: Number = float(Decimal(str(low.value)) / Decimal(str(whole.value)))
            unit = Unit(end, "", "", "divisible")
        else:
            value, unit = low.value, Unit(end, parts + "分之", known[0], "canonical")
        if self._quoted(at, end):
            return self._guard(at, end, "quoted_name")
        modifier = modifiers.after(text, end) or modifiers.before(text, at) or "exact"
        bound = modifiers.bounds(value, None, modifier, "", 1, False)
        q = self._build(at, end, value, None, unit, modifier, *bound, "fraction" if known is None else "percent", 1.0)
        if q is not None:
            self.found.append(q)
        return end

    def _money_gap(self, at: int, unit: Unit) -> int:
        """万元 after a noun, with its figure lost (投入经费万元)."""
        before = self.text[at - 1] if at else ""
        if not masks.money_gap(self.text, at, unit.end) or not before:
            return self._guard(at, unit.end, "name")
        modifier = modifiers.before(self.text, at) or modifiers.after(self.text, unit.end) or "exact"
        return self._keep(at, unit.end, None, None, unit, modifier, "gap", 0.8)

    def _masked(self, at: int) -> int:
        found = masks.run(self.text, at)
        if found is None:
            m = masks.runs().match(self.text, at)
            return m.end() if m else at + 1
        return self._mask(found)

    def _mask(self, found: masks.Masked) -> int:
        if found.unit is None:
            return self._guard(found.start, found.end, found.reason) if found.reason else found.end
        if self._quoted(found.start, found.end):
            return self._guard(found.start, found.end, "quoted_name")
        numeral_modifier: Modifier = found.modifier
        if numeral_modifier == "exact":
            around = modifiers.after(self.text, found.end) or modifiers.before(self.text, found.start)
            numeral_modifier = around or "exact"
        return self._keep(found.start, found.end, None, None, found.unit, numeral_modifier, found.reason, 0.8)

    # ------------------------------------------------------------ without a unit

    def _no_unit(self, at: int, numeral: Numeral) -> int:
        text = self.text
        end = numeral.end
        chinese = numeral.digits == "chinese"
        written = text[at : numeral.core_end]
        year = len(written) == 4 and written.isdigit() and 1900 <= numeral.value <= 2099
        if year and not numeral.infix:
            return self._guard(at, numeral.core_end, "year")
        if not chinese and "." in written and written[-1].isdigit():
            return self._guard(at, numeral.core_end, "date" if self._calendar(written) else "number")
        counted, places, before = _nouns()
        following = text[end : end + 1]
        quoted = self._quoted(at, end)
        magnified = (
            (bool(numeral.infix) and numeral.infix != "来")
            or numeral.rule == "vague"
            or (not written[-1].isdigit() and not chinese)
        )
        if not quoted and not (chinese and not magnified and numeral.value < 100):
            if not chinese:
                for word in places:
                    if text.startswith(word, end) and text.endswith(before, 0, at):
                        return self._quantity(at, numeral, Unit(end + len(word), word, word, "people"))
            plain = numeral.value >= 2 and text.startswith(counted, end)
            open_ended = "\u4e00" <= following <= "\u9fff" or measure_words.clause_ends(text, end)
            if magnified and open_ended and (numeral.infix in ("多", "余", "餘") or not chinese or plain):
                return self._unknown_unit(at, numeral) or self._bare(at, numeral, "bare")
            if plain and not (chinese and not magnified and numeral.bare):
                return self._bare(at, numeral, "bare")
            if (
                not chinese
                and not magnified
                and numeral.value >= 10
                and numeral.value < 10**7
                and following
                and following in ",、;"
            ):
                if at and "\u4e00" <= text[at - 1] <= "\u9fff" and (following != "、" or numeral.value > 30):
                    q = self._record(at, numeral, Unit(end, "", "", "bare"), "chain")
                    if q is not None:
                        self.pending.append((len(self.found), q))
            elif not chinese and not magnified and numeral.value >= 2:
                found = self._unknown_unit(at, numeral)
                if found:
                    return found
        return self._guard(at, numeral.core_end, "no_unit" if not quoted else "quoted_name")

    def _bare(self, at: int, numeral: Numeral, rule: str) -> int:
        unit = Unit(numeral.end, "", "", "bare")
        q = self._record(at, numeral, unit, rule)
        if q is not None:
            self.found.append(q)
        return numeral.end

    def _unknown_unit(self, at: int, numeral: Numeral) -> int:
        """A word of one to three characters between a figure and the clause's end, read as its unit; 0 if none."""
        text, end = self.text, numeral.end
        width = 0
        while width < 4 and end + width < len(text) and "\u4e00" <= text[end + width] <= "\u9fff":
            width += 1
        if not 1 <= width <= 3 or not measure_words.clause_ends(text, end + width) or end + width >= len(text):
            return 0
        before = text[at - 1] if at else ""
        if not "\u4e00" <= before <= "\u9fff" or not masks.noun(text[end : end + width], bool(numeral.infix)):
            return 0
        word = text[end : end + width]
        if text.startswith(_nouns()[0], end):
            return 0
        q = self._record(at, numeral, Unit(end + width, word, word, "unknown"), "unknown_unit")
        if q is None:
            return 0
        self.found.append(q)
        return end + width

    # ------------------------------------------------------------ helpers

    def _enumerates(self, at: int, numeral: Numeral) -> bool:
        """三、四个村: two neighbouring figures, no marker. Also a figure of a chain (接待320、)."""
        return False

    @staticmethod
    def _calendar(written: str) -> bool:
        month, _, day = written.partition(".")
        return month.isdigit() and day.isdigit() and len(day) <= 2 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31

    def _quoted(self, start: int, end: int) -> bool:
        return self.quotes.name(start, end)

    def _crosses(self, start: int, end: int) -> bool:
        if not self.breaks:
            return False
        i = bisect_right(self.breaks, start)
        return i < len(self.breaks) and self.breaks[i] < end

    def _guard(self, start: int, end: int, reason: str) -> int:
        self.guards.append(Guard(start, end, reason))
        return end

    def _settle(self) -> None:
        """Keep what was read provisionally where another quantity stands beside it in an enumeration."""
        kept = []
        for place, q in self.pending:
            near = []
            if place:
                near.append(self.text[self.found[place - 1].end : q.start])
            if place < len(self.found):
                near.append(self.text[q.end : self.found[place].start])
            for gap in near:
                if len(gap) > CHAIN or any(c in gap for c in "。;；\n!?"):
                    continue
                joined = any(c in gap for c in "、和及") and not any(c in gap for c in ",:")
                if joined or (q.rule == "chain" and "," in gap):
                    kept.append(q)
                    break
        if kept:
            spans = {(q.start, q.end) for q in kept}
            self.guards = [g for g in self.guards if (g.start, g.end) not in spans]
            self.found += kept
