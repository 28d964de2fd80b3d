"""Years left over from the report that a draft was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus_tools import lexicon
from corpus_tools.proofing.draft import Draft, Hit
from corpus_tools.records import Report

__all__ = ["stale_years"]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=学?年)")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2}) ?年 ?(\d{1,2}) ?月 ?(?:\d{1,2} ?日)?")

# 二〇一九年十二月二十日, with a circle, a zero or a letter for the nought
_NOUGHT = "〇○零0Oo"
_CHINESE_DATE = re.compile(
    rf"二[{_NOUGHT}]([{_NOUGHT}一二三四五六七八九])([{_NOUGHT}一二三四五六七八九]) ?年"
    r" ?([一二三四五六七八九]|十[一二]?|元) ?月 ?(?:[一二三四五六七八九十廿]{1,3} ?日)?"
)
_DIGITS = "〇一二三四五六七八九"

# A closing date stands in the signature, the last two or three lines of a report.
_SIGNATURE = 80

# A report on a year is signed until the summer after it; a later date belongs to another report.
_LAST_MONTH = 6


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = lexicon.load("proofing")["year"]
    now = "|".join(words["now"])
    year = r"(?<!\d)((?:19|20)\d{2}) ?年"
    return (
        re.compile(rf"(?:{now})[(]?{year}[)]?|{year}(?:度)?[(]?(?:{now})[)]?"),
        re.compile(year + words["looks_back"]),
        re.compile(year + "度?" + words["looks_ahead"]),
    )


def stale_years(draft: Draft) -> Iterator[Hit]:
    """Years that cannot be meant, seen from the year in the report's own title.

    A year in the text is no fault: reports compare. Reported are only a signature that does not go with the title,
    ``今年`` beside another year, ``现将2019年工作总结如下`` in a report on 2021, and headings of plans for a year
    gone by.
    """
    for report in draft.reports:
        yield from _signature(draft, report)
        own = _own_year(report)
        if own is None:
            continue
        now, back, ahead = _patterns()
        for m in now.finditer(draft.text, report.start, report.end):
            year = int(m[1] or m[2])
            if year != own and draft.reported(*m.span()):
                yield Hit(*m.span(), "now", {"own": own})
        for m in back.finditer(draft.text, report.start, report.end):
            spans = any(word in m[0] for word in lexicon.load("proofing")["year"]["spans"])
            if int(m[1]) != own and report.kind != "plan" and not spans and draft.reported(*m.span()):
                yield Hit(m.start(), m.end(1) + 1, "looks_back", {"own": own, "year": m[1]})
        for m in ahead.finditer(draft.text, report.start, report.end):
            section = draft.section_at(m.start())
            heads = section is not None and m.start() - section.start < len(section.heading)
            if int(m[1]) < own and report.kind == "summary" and heads and draft.reported(*m.span()):
                yield Hit(m.start(), m.end(1) + 1, "looks_ahead", {"own": own, "year": m[1]})


def _own_year(report: Report) -> int | None:
    years = {int(y) for y in _YEAR.findall(report.title)}
    if len(years) > 1:
        return None
    return years.pop() if years else report.year


def _signature(draft: Draft, report: Report) -> Iterator[Hit]:
    titled = {int(y) for y in _YEAR.findall(report.title)}
    first = max(report.start + len(report.title), report.end - _SIGNATURE)
    dates = [(m.span(), int(m[1]), int(m[2])) for m in _DATE.finditer(draft.text, first, report.end)]
    dates += [(m.span(), *_read(m)) for m in _CHINESE_DATE.finditer(draft.text, first, report.end)]
    if len(titled) != 1 or not dates:
        return
    (start, end), year, month = max(dates)
    # the report's last words, not a date in a sentence
    if draft.text[end : report.end].strip(" \n\r。."):
        return
    title = titled.pop()
    ahead = report.kind == "plan"  # a plan is signed in its year or the year before
    fits = year in (title - 1, title) if ahead else year == title or (year == title + 1 and month <= _LAST_MONTH)
    if not fits:
        yield Hit(start, end, "closing", {"title": title})


def _read(date: re.Match[str]) -> tuple[int, int]:
    """Year and month of a date in Chinese numerals."""
    tens, ones = (max(_DIGITS.find(date[k]), 0) for k in (1, 2))
    month = 1 if date[3] == "元" else 10 + max(_DIGITS.find(date[3][1:] or "〇"), 0) if date[3][0] == "十" else 0
    return 2000 + 10 * tens + ones, month or _DIGITS.index(date[3])
