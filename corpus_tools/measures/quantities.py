"""Quantities of a text: numeral, unit and how exact they are; and the numerals that are none, with the reason.

How a place is read. One pattern finds where a numeral may start; everything else happens only there, in this order:

1. set phrases (门前三包), forms (2022-01-06, 0371-66668888), rhymes (三清三建), list markers (一、), ordinals (第四届);
2. the numeral (``numerals.read``) and what stands after it: a unit of time (30天), a label (6号楼), an announcement
   (三个方面) end the matter;
3. the unit (``measure_words.at``), then (``with_unit``) titles and quoted names, frequencies, negation, and 一 as an
   article;
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
    numerals,
    ratios,
    set_phrases,
    tables,
    unitless,
    with_unit,
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
_CURRENCY_CODES = ("RMB", "rmb", "USD")
_FIGURES = re.compile("[0-9]+")
# characters that go on a date, a telephone number, a ratio or a dimension, and the length above which a run of figures
# may be a number's name
_FORM = frozenset("-—–/.:：~至到×xX*")
_LONG = 6
_DIGITS = frozenset("0123456789")
# 分之 stands within so many characters of the start of a fraction
_FRACTION = 6
# 四、五十: by what the second of two neighbouring figures is multiplied
_SCALES = (1, 10, 100, 1000)
# longer runs of letters are no initials
_INITIALS = 8


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
        f"[0-9{plain}半{mask}一零数几上{cheque['figures']}](?:(?<=[0-9{plain}半{mask}])|(?<=一)(?![{after_one}])"
        f"|(?<=零)(?=点[{plain}一])|(?<=[数几])(?=[十百千万亿])|(?<=上)(?=[百千万亿])|(?<=[{cheque['figures']}])(?=[{cheque['before']}]))"
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
        return with_unit.quantity(self, at, numeral, unit)

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
        unit = measure_words.at(text, end) or measure_words.parted(text, end)
        if guards.ordinal(text, at) or self._after_ordinal(at):
            return self.guard(at, time[0] if time else unit.end if unit else numeral.core_end, "ordinal")
        if time is not None and (unit is None or unit.end <= time[0]) and (named is None or named <= time[0]):
            if time[1] == "duration" and guards.worked(text, at, end, time[0]):
                return with_unit.quantity(
                    self, at, numeral, Unit(time[0], "", text[end : time[0]].strip(), "canonical")
                )
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
            return with_unit.read(self, at, numeral, unit)
        if at and text[at - 1] in "¥￥":
            return with_unit.quantity(self, at, numeral, Unit(end, "", "元", "canonical"))
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
