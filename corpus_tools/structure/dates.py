"""The time a report speaks of, and the date on which it was signed.

A year that stands in a report need not be the report's: laws carry theirs, plans name the next, accounts begin with
an earlier one. So places are asked in turn: the title, the sentence that announces the report, the beginnings of
sentences in its opening, the signature. Masked years (20xx年) are found like others and have no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.gates import sought

__all__ = ["period_of", "signed_on", "year_of"]

Span = tuple[int, int]
Year = tuple[int | None, Span]
Signed = tuple[str, Span]

_BEFORE = 12  # characters looked at on either side of a year: longer than every pattern of the list
_DIGITS = {c: str(i % 10) for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零O", "0")
_FIRST_MONTH, _LAST_MONTH = 3, 10  # a report signed outside of these looks back on the year before, a plan ahead


def year_of(
    text: str, titles: Sequence[Span], opening: Span, announcement: Span, signed: Signed | None, *, plan: bool
) -> Year | None:
    """The year a report is about and the characters that say so; None for the value where it is masked.

    >>> text = "临江镇2021年禁毒工作总结\\n自2015年以来,我镇依据《禁毒法》(2008年)开展工作。"
    >>> year_of(text, [(0, 15)], (16, len(text)), (0, 0), None, plan=False)
    (2021, (3, 8))
    """
    rules = _rules()
    for title in titles:
        for m in rules["year"].finditer(text, *title):
            if not _quoted(text, title[0], m.start()) and _titular(text, m, title):
                return _value(m), m.span()
        if m := rules["short"].search(text, *title):
            return (1900 if m["short"] > "5" else 2000) + int(m["short"]), m.span()
    date = signed[1] if signed is not None else (0, 0)
    spoken = [
        m
        for span in (announcement, opening)
        for m in rules["year"].finditer(text, *span)
        if m[0].endswith("年") and not date[0] <= m.start() < date[1]
    ]
    for m in spoken:
        announced = announcement[0] <= m.start() < announcement[1]
        begins = announced or rules["begins"].search(text, max(0, m.start() - _BEFORE), m.start())
        if begins and _own(text, m, opening[0], since=True):
            return _value(m), m.span()
    if signed is not None and (iso := rules["iso"].match(signed[0])):
        said_now = rules["this"].search(text, *opening) is not None
        month = int(iso[2])
        if said_now or (month < _LAST_MONTH if plan else month >= _FIRST_MONTH):
            return int(iso[1]), signed[1]
    elif signed is not None and (m := rules["year"].match(text, signed[1][0])):
        return None, m.span()
    found: dict[int | None, Span] = {}
    for m in spoken:
        if _own(text, m, opening[0]):
            found.setdefault(_value(m), m.span())
    return next(iter(found.items())) if len(found) == 1 else None


def period_of(text: str, titles: Iterable[Span], opening: Span) -> tuple[str, Span] | None:
    """The part of the year, or the years, that a report is about, as written; the first of the places that says it.

    In running text 全年 or 汛期 only say when something was done, so they count in titles and announcements.

    >>> text = "柳塘社区2022年1—10月工作总结"
    >>> period_of(text, [(0, len(text))], (0, 0))
    ('1—10月', (9, 14))
    """
    rules = _rules()
    for pattern, (start, end) in (*(("period", span) for span in titles), ("running", opening)):
        said = text[start:end]
        if not any(map(said.__contains__, rules["period_words"])):
            continue
        for m in rules[pattern].finditer(text, start, end):
            before = text[max(start, m.start() - _BEFORE) : m.start()]
            if not rules["not_period"].search(before) and not _quoted(text, start, m.start()):
                return m[0], m.span()
    return None


def signed_on(text: str, start: int, end: int) -> Signed | None:
    """The last date between two offsets that signs, ISO where it is whole: 2021-12-28, 2021-12; else as written.

    >>> signed_on("柳塘社区居委会 二〇二一年十二月八日", 0, 18)
    ('2021-12-08', (8, 18))
    """
    rules = _rules()
    found = None
    if not rules["sign_of_date"].search(text, start, end):  # most ends of reports are sentences
        return None
    for m in rules["date"].finditer(text, start, end):
        if rules["follows"].match(text, m.end(), end):
            continue
        if found is not None and text.startswith("印发", m.end()):  # printed later than signed
            break
        found = m
    return None if found is None else (_iso(found), found.span())


def _iso(m: re.Match[str]) -> str:
    year, month, day = (m["y"] or m["y2"]), (m["m"] or m["m2"]), (m["d"] or m["d2"])
    full = _number(year)
    if full is None or len(full) != 4 or (at := _count(month)) is None:
        return m[0].strip()
    if not day:
        return f"{full}-{at:02}"
    on = _count(day)
    return m[0].strip() if on is None else f"{full}-{at:02}-{on:02}"


def _number(written: str) -> str | None:
    digits = "".join(_DIGITS.get(c, c) for c in written)
    return digits if digits.isascii() and digits.isdigit() else None


def _count(written: str) -> int | None:
    """A month or a day as written: 12, 十二, 初八; None where it is masked."""
    written = written.strip().lstrip("初").replace("元", "一")
    if written.isascii() and written.isdigit():
        return int(written)
    if not written or any(c not in _DIGITS and c != "十" for c in written):
        return None
    tens, ten, ones = written.rpartition("十")
    value = (int(_DIGITS[tens]) if tens else 1) * 10 if ten else 0
    return value + (int(_DIGITS[ones]) if ones else 0)


def _value(m: re.Match[str]) -> int | None:
    """The year, of a range its last; of a school year the one its term lies in."""
    first = _number(m["year"])
    if first is None or len(first) != 4:
        return None
    last = m["to"]
    if not last:
        return int(first)
    if _number(last) is None:
        return None
    whole = int(last) if len(last) == 4 else int(first[:2] + last)
    if "学年" in m.string[m.end() - 1 : m.end() + 2]:
        return whole if _rules()["second_term"].match(m.string, m.end()) else int(first)
    return whole


def _titular(text: str, m: re.Match[str], title: Span) -> bool:
    """Whether a year of a title is the report's: with 年, or four digits that no other figure follows."""
    if m[0].endswith("年"):
        return m["year"] != "20" or m.start() == title[0] or not text[m.start() - 1].isdigit()
    if not m["year"].isdigit() and not m["to"]:
        return len(m["year"]) > 2 and m["year"].startswith("20")
    behind = text[m.end() : m.end() + 1]
    return not (behind.isdigit() or behind in (".", "余", "多", "个", "名", "次"))


def _own(text: str, m: re.Match[str], start: int, *, since: bool = False) -> bool:
    """Whether a year of running text may be the report's; ``since``: 2019年以来 counts, as it does at the beginning."""
    rules = _rules()
    before = text[max(start, m.start() - _BEFORE) : m.start()]
    return not (
        rules["not_before"].search(before)
        or rules["coming"].search(before)
        or rules["not_behind"].match(text, m.end())
        or (not since and text.startswith("以来", m.end()))
        or _quoted(text, start, m.start())
    )


def _quoted(text: str, start: int, at: int) -> bool:
    """Whether a place lies within the name of a law or document: 《…(2018年修订)》."""
    return text.rfind("《", start, at) > text.rfind("》", start, at)


@cache
def _rules() -> dict[str, Any]:
    words = lexicon.load("metadata")
    y, p, s = words["year"], words["period"], words["signed"]
    year = rf"{y['digits']}|{y['han']}|{y['masked']}"
    month, day = s["month"], s["day"]
    numeric = (
        r"(?P<y2>(?:19|20)\d\d) ?(?P<by>[.\-/、]) ?(?P<m2>1[0-2]|0?[1-9]) ?"
        r"(?:(?P=by) ?(?P<d2>3[01]|[12]\d|0?[1-9])[日号]?)(?!\d)"
    )
    return {
        "year": sought(rf"(?<![\d.xX*×_])(?P<year>{year})(?:{y['range']})?(?:年|(?![\dxX*×_]))"),
        "short": re.compile(y["short"]),
        "begins": re.compile(r"(?:\A|[。!?;:,、\n ]|回顾|现将|现就|在|今年|即)\s?\Z"),
        "not_before": re.compile(y["not_before"]),
        "not_behind": re.compile(y["not_behind"]),
        "coming": re.compile(y["coming"]),
        "this": re.compile(y["this"]),
        "second_term": re.compile(r"(?:学年)?度?\s?\(?(?:第二|第?二|下)\)?学期"),
        "iso": re.compile(r"(\d{4})-(\d\d)"),
        "period": sought("|".join([*p["running"], *p["titles"]])),
        "running": sought("|".join(p["running"])),
        "period_words": p["words"],
        "not_period": re.compile(p["not_before"]),
        "date": re.compile(
            rf"(?<!\d)(?:(?P<y>{year}|[xX*×○_]{{1,4}}) ?年 ?(?P<m>{month}) ?月(?: ?(?P<d>{day}) ?[日号])?|{numeric})"
        ),
        "sign_of_date": re.compile(r"年|\d ?[.\-/、]"),
        "follows": re.compile(s["follows"]),
    }
