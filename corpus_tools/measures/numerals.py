"""Numerals as reports write them: 300, 1,100, 1.2万, 850余万, 三百六十五, 3万5千, 数十, 上千, 三四十, 2—3, 三分之二.

``read`` takes the text and the place where a numeral starts and gives what stands there, without its unit. Values are
exact: integers stay integers, decimals are multiplied out as decimals and become floats only at the end.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from corpus_tools import lexicon
from corpus_tools.measures import measure_words
from corpus_tools.records import Modifier, Number

__all__ = ["Numeral", "chinese_value", "read"]

SPACE = "[ \t\u3000\xa0]{0,2}"
# what a range may go on with; the separator pattern decides
RANGE = frozenset(" \t\u3000\xa0至到-—–―－~～")
_DIGITS = re.compile("[0-9]+")
# longer runs are identifiers, not figures: 15 digits is one more than the whole country's product in yuan has
LONGEST = 15
# ... unless a unit follows; what is longer than this still is none
LONGEST_COUNTED = 30
# integers that a database column holds exactly; larger ones become floats
LARGEST = 2**63 - 1


class Numeral(NamedTuple):
    """What stands at a place of the text.

    ``digits`` is "arabic" or "chinese"; ``step`` is the worth of the last figure that is not zero, which bounds
    what 余 can add; ``bare`` marks a magnitude without a coefficient (百余, 近万).
    """

    end: int
    value: Number
    value_max: Number | None
    modifier: Modifier
    step: Number
    rule: str
    digits: str
    bare: bool = False
    infix: str = ""
    core_end: int = 0  # where the numeral ends without a trailing 余, 多, 来


class _Tables(NamedTuple):
    digits: dict[str, int]
    magnitudes: dict[str, int]
    tens: dict[str, int]
    infix: dict[str, Modifier]
    prefix: dict[str, Modifier]
    arabic: re.Pattern[str]
    chinese: re.Pattern[str]
    separator: re.Pattern[str]
    fraction: re.Pattern[str]
    goes_on: frozenset[str]  # what a figure may go on with behind its digits


@cache
def tables() -> _Tables:
    """Word lists and patterns, compiled once."""
    table = lexicon.load("numerals")
    digits, magnitudes, tens = table["digits"], table["magnitudes"], table["tens"]
    numeral = "".join(digits) + "".join(magnitudes) + "".join(tens)
    infix, prefix = "".join(table["infix"]), "".join(table["prefix"])
    # 千 of 千克 and 百 of 百分点 belong to the unit, but for 上千米
    magnitude = f"(?:千(?![克米瓦伏卡])|百(?!分[点之比])|[{''.join(m for m in magnitudes if m not in '千百')}])"
    figure = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+|\. [0-9]+(?=%))?"
    tail = f"(?:{SPACE}([{infix}]))?"
    arabic = (
        rf"([0-9]{{1,4}}。[0-9]{{1,2}}(?={SPACE}(?:[万亿%‰]|公里|千米|平方|立方|吨|公顷|个百分点))|{figure})"
        rf"(?:(?:{SPACE}([{infix}]))?{SPACE}({magnitude}+(?:(?:{figure}|[{''.join(digits)}]){magnitude}+)*"
        rf"(?:(?<=万)[0-9]{{4}}(?![0-9.])|{SPACE}[{infix}]{SPACE}[万亿]+)?))?{tail}"
    )
    chinese = (
        rf"([{prefix}])?((?:(?<=[{prefix}])千|(?!千[克米瓦伏卡]|百分[点之比])[{numeral}])+)"
        rf"(?:点([{''.join(digits)}]{{1,4}})(?=[万亿%倍成公平亩吨个米元,，。;；])([万亿]*))?"
        rf"(?:{SPACE}([{infix}])(?:{SPACE}([百千万亿]*[万亿]))?)?{tail}"
    )
    return _Tables(
        digits,
        magnitudes,
        tens,
        table["infix"],
        table["prefix"],
        re.compile(arabic),
        re.compile(chinese),
        re.compile(rf"{SPACE}(?:至|到|[-—–―－~～]{{1,2}}){SPACE}(?=[0-9{numeral}])"),
        re.compile(rf"([0-9]{{1,4}}|[{numeral}]{{1,4}})分之((?:{figure})|[{numeral}]+(?:点[{''.join(digits)}]+)?)"),
        RANGE | frozenset(",.。") | frozenset((*infix, *magnitudes)),
    )


def simple(value: Decimal | int) -> Number:
    """An int where the value is whole and a database holds it, else a float.

    >>> simple(Decimal("1.2") * 10000), simple(Decimal("0.8"))
    (12000, 0.8)
    """
    whole = int(value)
    return whole if whole == value and whole <= LARGEST else float(value)


@lru_cache(maxsize=1 << 12)
def chinese_value(text: str) -> tuple[int, int | None, int] | None:
    """Value of a numeral in Chinese figures: (value, upper end or None, step), or None where it is no number.

    Positional digits (二〇二一) are read as such; neighbouring figures are a range (三四十, 两三, 三五).

    >>> chinese_value("三百六十五"), chinese_value("二十万"), chinese_value("一万五")
    ((365, None, 1), (200000, None, 100000), (15000, None, 1000))
    >>> chinese_value("三四十"), chinese_value("十七八"), chinese_value("二〇二一")
    ((30, 40, 10), (17, 18, 1), (2021, None, 1))
    >>> chinese_value("百千") is None
    True
    """
    t = tables()
    if len(text) > 24:  # no figure is that long; 一 repeated over a page is noise
        return None
    figures = [c in t.digits for c in text]
    if all(figures):
        if len(text) == 1:
            return t.digits[text], None, 1
        a, b = t.digits[text[0]], t.digits[text[1]]
        if len(text) == 2 and a and (b == a + 1 or (a, b) == (3, 5)):
            return a, b, 1
        if text[0] in "两俩" or len(text) > 12:
            return None
        return int("".join(str(t.digits[c]) for c in text)), None, 1
    pairs = [i for i in range(len(text) - 1) if figures[i] and figures[i + 1] and t.digits[text[i]]]
    if pairs:
        if len(pairs) > 1:
            return None
        i = pairs[0]
        a, b = t.digits[text[i]], t.digits[text[i + 1]]
        low, high = _positional(text[:i] + text[i] + text[i + 2 :]), _positional(text[:i] + text[i + 1 :])
        if (b != a + 1 and (a, b) != (3, 5)) or low is None or high is None:
            return None
        return low[0], high[0], low[1]
    found = _positional(text)
    return None if found is None else (found[0], None, found[1])


def _positional(text: str) -> tuple[int, int] | None:
    t = tables()
    total = section = 0
    figure: int | None = None
    last = 0  # magnitude before the current figure, for 一万五 and for the order inside a section
    limit = 10**5
    step = 1
    for at, c in enumerate(text):
        if c in t.digits:
            if figure:
                return None
            figure = t.digits[c]
            if figure == 0:
                last = 0
            continue
        if c in t.tens:
            if figure:
                return None
            section, limit, last, step, figure = section + t.tens[c], 10, 10, 10, None
            continue
        m = t.magnitudes[c]
        if m < 10**4:
            if m >= limit or (not figure and not (at == 0 or (m == 10 and not figure))):
                return None
            section += (figure or 1) * m
            limit = m
        else:
            section += figure or 0
            if not section and not total:
                if at:
                    return None
                section = 1
            if m == 10**8:
                total, section = (total + section) * m, 0
            else:
                if total % 10**8 and section == 0:
                    return None
                total, section = total + section * m, 0
            limit = 10**5
        step, last, figure = m, m, None
    if figure:
        if last >= 100 and text[-2] in t.magnitudes:  # 一万五 is 15000
            return total + section + figure * last // 10, last // 10
        return total + section + figure, 1
    if section:
        step = next(s for s in (1, 10, 100, 1000) if section % (s * 10))
    elif total:
        step = _zeros(total)
    return total + section, step


def _zeros(value: int) -> int:
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def read(text: str, at: int) -> Numeral | None:
    """The numeral that starts at ``at``, or None. The text has half-width forms.

    >>> read("850余万元", 0)[:5]
    (5, 8500000, None, 'over', 100000)
    >>> read("2—3个", 0)[:3], read("上千份", 0)[1:4], read("百分之八十", 0)
    ((3, 2, 3), (1000, None, 'over'), None)
    """
    digits = _DIGITS.match(text, at)
    if digits is not None and (end := digits.end()) - at <= LONGEST and text[end : end + 1] not in tables().goes_on:
        return Numeral(end, int(digits[0]), None, "exact", 1, "arabic", "arabic", False, "", end)  # most are
    first = _one(text, at)
    if first is None or first.value_max is not None or first.infix or first.modifier != "exact":
        return first
    if text[first.end : first.end + 1] not in RANGE:
        return first
    m = tables().separator.match(text, first.end)
    if m is None:
        return first
    second = _one(text, m.end())
    if second is None or second.digits != first.digits or second.value_max is not None or second.bare:
        return first
    low = first.value
    if first.step < 10**4 and low < second.value:  # 5-10万: the lower end shares the magnitude
        low = _shared(text, at, first, m.end(), second)
    if low >= second.value:
        return first
    return second._replace(value=low, value_max=second.value, rule="range")


def share(written: str) -> Number | None:
    """Value of what stands after 分之, which needs no unit to be a decimal.

    >>> share("八十三点九"), share("7.5"), share("三"), share("点")
    (83.9, 7.5, 3, None)
    """
    whole, point, decimals = written.partition("点")
    found = read(whole, 0) if whole else None
    if found is None or found.end < len(whole) or found.value_max is not None:
        return None
    if not point:
        return found.value
    digits = tables().digits
    if not decimals or any(c not in digits for c in decimals):
        return None
    return simple(Decimal(f"{found.value}." + "".join(str(digits[c]) for c in decimals)))


def _shared(text: str, at: int, first: Numeral, start: int, second: Numeral) -> Number:
    if first.digits == "chinese":
        big = next((c for c in reversed(text[start : second.core_end]) if c in "万亿"), "")
        same = big and not any(c in "百千万亿" for c in text[at : first.core_end])
        factor = tables().magnitudes[big] if same else 1
    else:
        m = tables().arabic.match(text, start)
        if m is None or not m[3] or any(c in tables().magnitudes for c in text[at : first.core_end]):
            return first.value
        factor = int(Decimal(str(second.value)) / Decimal(m[1].replace(",", "").replace("。", ".")))
    shared = simple(Decimal(str(first.value)) * factor)
    return shared if shared < second.value else first.value


def _one(text: str, at: int) -> Numeral | None:
    t = tables()
    if text[at : at + 1].isascii():
        m = t.arabic.match(text, at)
        return None if m is None else _arabic(t, m)
    m = t.chinese.match(text, at)
    return None if m is None else _chinese(t, m)


def _arabic(t: _Tables, m: re.Match[str]) -> Numeral | None:
    written, inner, mags, tail = m.groups()
    end, core = m.end(), m.end(3) if mags else m.end(1)
    figures = sum(c.isdigit() for c in written) if len(written) > LONGEST else 0
    if figures > LONGEST and (figures > LONGEST_COUNTED or measure_words.at(m.string, end) is None):
        return None
    if mags and (mags[0] in "十百" and len(written) > 2):  # 2021十大: the figure ends before 十
        mags = inner = tail = None
        end = core = m.end(1)
    if "。" in written:
        written = written.replace("。", ".")
    plain = written.replace(",", "").replace(" ", "") if "," in written or " " in written else written
    value: int | Decimal = Decimal(plain) if "." in plain else int(plain)
    if mags:
        value, middle = _magnified(t, value, mags)
        inner = inner or middle
    infix = tail or inner or ""
    if infix in ("余", "多", "餘"):
        step: Number = 1
        if isinstance(value, int) and value:
            step = _zeros(value)
    else:
        step = 1
    return Numeral(
        end, simple(value), None, t.infix[infix] if infix else "exact", step, "arabic", "arabic", False, infix, core
    )


def _magnified(t: _Tables, value: int | Decimal, mags: str) -> tuple[int | Decimal, str]:
    """Multiply out what follows the first figure (万, 千万, 万5千, 千多万); also gives an infix that stands inside."""
    total: int | Decimal = 0
    section: int | Decimal = 0
    figure: int | Decimal = value
    infix = ""
    for piece in re.findall(r"[0-9][0-9.,]*|\S", mags):
        if piece in t.magnitudes:
            m = t.magnitudes[piece]
            if m < 10**4:
                section, figure = section + figure * m if figure else section * m, 0
            elif m == 10**8:
                total, section, figure = (total + section + figure) * m, 0, 0
            elif section or figure:
                total, section, figure = total + (section + figure) * m, 0, 0
            else:
                total *= m
        elif piece in t.infix:
            infix = piece
        elif piece in t.digits:
            figure = t.digits[piece]
        else:
            plain = piece.replace(",", "")
            figure = Decimal(plain) if "." in plain else int(plain)
    return total + section + figure, infix


def _thousands(t: _Tables, m: re.Match[str]) -> int | None:
    """Value where 千 belongs to the numeral though it could open a unit: 二万三 千米; None where it opens one."""
    written = m[2]
    if len(written) < 3 or written[-1] not in t.digits or t.magnitudes.get(written[-2], 0) < 10**4:
        return None
    if not m.string.startswith("千", m.end()):
        return None
    found = chinese_value(written + "千")
    return None if found is None or found[1] is not None else found[0]


def _chinese(t: _Tables, m: re.Match[str]) -> Numeral | None:
    before, written, decimals, scale, inner, mags, tail = m.groups()
    bare = written[0] in t.magnitudes and t.magnitudes[written[0]] >= 100
    found = chinese_value(written)
    if found is None or (before and written[0] not in t.magnitudes):
        return None
    low, high, step = found
    core = m.end(4) if decimals else m.end(2)
    thousands = _thousands(t, m) if not (decimals or inner or mags or tail) else None
    if thousands is not None:  # 二万三千米: no kilometres
        return Numeral(m.end() + 1, thousands, None, "exact", 1000, "chinese", "chinese", False, "", m.end() + 1)
    exact: int | Decimal = low
    if decimals:
        if high is not None or low > 9999:
            return None
        exact = Decimal(f"{low}." + "".join(str(t.digits[c]) for c in decimals))
        for c in scale:
            exact *= t.magnitudes[c]
    if mags:
        factor = 1
        for c in mags:
            factor *= t.magnitudes[c]
        exact, step, core = exact * factor, step * factor, m.end(6)
        high = None if high is None else high * factor
    infix = tail or inner or ""
    modifier: Modifier = "exact"
    rule = "chinese" if high is None else "adjacent"
    if before:
        modifier, rule = t.prefix[before], "vague"
    elif infix:
        modifier = t.infix[infix]
    return Numeral(m.end(), simple(exact), high, modifier, step, rule, "chinese", bare and not before, infix, core)
