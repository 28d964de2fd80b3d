"""What a report says of itself: kind, title, who wrote it, at which level, on what, for which year and period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.records import ReportKind
from corpus_tools.structure.headings import opens_block

__all__ = ["About", "about"]

_OPENING = 600  # a report announces itself in its first paragraph or two
_SIGNATURE = 80
_LEAST_TITLE = 6
_TITLE = 60
_DATED = re.compile(r"年|\d[.\-/]")
_BREAK = re.compile(r"[。!?;:,)\d\n]份?")
_ASIDE = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[\d*xX\s·::()《》【】\[\]“”\"',.、。_-]+")
_LETTER = 600  # covering letters are short; a long text with 请予审阅 in it is a report that was handed in


@dataclass(frozen=True, slots=True)
class About:
    """See ``records.Report``; None where the text does not say."""

    kind: ReportKind
    title: str
    organisation: str | None
    level: str | None
    topic: str | None
    year: int | None
    period: str | None


def about(text: str, start: int, end: int, mark_end: int, page_title: str) -> About:
    """Read a report's own account of itself from its title, opening and signature.

    >>> page = "临江镇2021年上半年禁毒工作总结\\n我镇认真开展禁毒工作,现将情况汇报如下:一、宣传。"
    >>> a = about(page, 0, len(page), 0, "")
    >>> a.kind, a.title, a.organisation, a.level, a.topic, a.year, a.period
    ('summary', '临江镇2021年上半年禁毒工作总结', '临江镇', 'township', '禁毒', 2021, '上半年')
    """
    title = _title(text, start, end, mark_end)
    opening = text[start : min(end, start + _OPENING)]
    signature = text[max(start, end - _SIGNATURE) : end]
    named = title or page_title
    organisation = _signed(signature) or _in_title(title)
    return About(
        kind=_kind(text, start, end, title, page_title, opening),
        title=title,
        organisation=organisation,
        level=_level(organisation, text, start, end),
        topic=_topic(named, organisation),
        year=_year(title, opening, signature),
        period=_period(title, opening),
    )


def _title(text: str, start: int, end: int, mark_end: int) -> str:
    """The report's own title: the line it opens with, the collector's mark left out, glued text cut off."""
    rules = _rules()
    at = mark_end
    while at < end and text[at] in " \n::、.":
        at += 1
    window = text[at : min(end, at + 2 * _TITLE)]
    stop = rules["title_stop"].search(window)
    piece = window[: stop.start()] if stop else window
    # 创卫工作总结**镇2021年…工作总结我镇…: two titles in a row, the collector's and the own; then the text, glued on
    first, last, whole = 0, 0, False
    if mark_end > start and opens_block(piece):
        piece = ""  # a heading: the title is the mark's
    for m in rules["doc"].finditer(piece, 0, _TITLE):
        if last and (m.end() - last > _TITLE // 2 or rules["glued"].search(piece, last, m.end())):
            break
        if whole and m.end() - last >= _LEAST_TITLE and not rules["and"].match(piece, last):
            first = last
        last, whole = m.end(), len(m[0]) > 2
    # 为…制定工作计划, 一年来…工作情况: sentences hold such words as well, but go on
    said = rules["sentence"].search(piece, first, last) is not None
    if last and not said and (len(piece) - last <= _TITLE // 2 or mark_end > start or stop is None):
        own = piece[first:last].strip(" :")
        file = rules["file"].match(own)
        return own[file.end() :] if file else own
    if mark_end > start:
        own = rules["last_number"].sub("", rules["mark"].sub("", text[start:mark_end])).strip(" :【】()[]<>")
        return own if rules["doc"].search(own) else ""
    return ""


def _kind(text: str, start: int, end: int, title: str, page_title: str, opening: str) -> ReportKind:
    rules = _rules()
    if end - start <= _LETTER and len(rules["letter"].findall(text, start, end)) > 1:
        return "other"
    for said in (title, page_title):
        found = [(m.start(), m.lastgroup) for m in rules["kinds"].finditer(said)]
        if not found:
            continue
        names = {name for _, name in found}
        if found[-1][1] == "other" and rules["ends"].search(said):  # 关于报送工作总结的函
            return "other"
        if "summary" in names:  # 工作总结及明年计划 looks back first
            return "summary"
        if said is title or "other" not in names:
            return found[-1][1]  # type: ignore[return-value]
    if rules["summary_opening"].search(opening):
        return "summary"
    if rules["plan_opening"].search(opening):
        return "plan"
    return "summary" if rules["self"].search(opening) or rules["personal"].search(opening) else "other"


def _signed(signature: str) -> str | None:
    """The body named before the date at the report's end."""
    rules = _rules()
    if not _DATED.search(signature):
        return None
    dates = list(rules["date"].finditer(signature))
    if not dates:
        return None
    before = signature[: dates[-1].start()].rstrip(" \n,:")
    line = _BREAK.split(before)[-1].strip(" :")
    return line if 3 <= len(line) <= 30 and rules["body_end"].search(line) else None


def _in_title(title: str) -> str | None:
    rules = _rules()
    m = rules["body_start"].match(title) or rules["place_start"].match(title)
    return m["name"] if m and not rules["doc"].search(m["name"]) else None


def _level(organisation: str | None, text: str, start: int, end: int) -> str | None:
    rules = _rules()
    if organisation and (m := rules["body_end"].search(organisation)):
        return rules["levels"].get(m[0])
    counts: dict[str, int] = {}
    for m in rules["self"].finditer(text, start, min(end, start + 4 * _OPENING)):
        counts[m[1]] = counts.get(m[1], 0) + 1
    if not counts:
        return None
    return rules["self_levels"].get(max(counts, key=lambda k: counts[k]))


def _topic(title: str, organisation: str | None) -> str | None:
    rules = _rules()
    rest = rules["last_number"].sub("", _ASIDE.sub("", rules["mark"].sub("", title)))
    rest = rules["doc"].sub("", rest.replace(organisation or "\0", ""))
    rest = rules["year"].sub("", rest)
    if m := rules["place"].match(rest):
        rest = rest[m.end() :]
    rest = _MARKS.sub("", rules["strip"].sub("", rest))
    return rest if 2 <= len(rest) <= 16 else None


def _year(title: str, opening: str, signature: str) -> int | None:
    rules = _rules()
    if m := rules["year_number"].search(title):
        return int(m[1])
    for said in (opening, signature):  # in running text four digits may count anything
        if m := rules["year_named"].search(said):
            return int(m[1])
    return None


def _period(title: str, opening: str) -> str | None:
    rules = _rules()
    for said in (title, opening[:200]):
        if any(word in said for word in rules["period_words"]) and (m := rules["period"].search(said)):
            return m[1]
    return None


@cache
def _rules() -> dict[str, Any]:
    reports = lexicon.load("reports")
    kinds = reports["kinds"]
    opening = reports["opening"]

    def any_of(words: list[str]) -> str:
        return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))

    both = sorted(((w, k) for k in ("summary", "plan", "other") for w in kinds[k]), key=lambda p: -len(p[0]))
    levels = {e: b["level"] for b in reports["body"] for e in b["endings"]}
    bodies = any_of(list(levels))
    places = "|".join(reports["topic"]["places"])
    numeral = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
    groups = {k: any_of([w for w, kind in both if kind == k]) for k in ("summary", "plan", "other")}
    return {
        "doc": re.compile(any_of([w for w, _ in both])),
        "kinds": re.compile("|".join(f"(?P<{k}>{p})" for k, p in groups.items())),
        "letter": re.compile("|".join(f"(?:{p})" for p in kinds["letter"])),
        "summary_opening": re.compile("|".join(f"(?:{p})" for p in opening["summary"])),
        "plan_opening": re.compile("|".join(f"(?:{p})" for p in opening["plan"])),
        "self": re.compile(reports["self"]["pattern"]),
        "personal": re.compile(reports["self"]["personal"]),
        "self_levels": reports["self"]["levels"],
        "levels": levels,
        "date": re.compile(reports["date"]["pattern"]),
        "body_end": re.compile(rf"(?:{bodies})\Z"),
        "place": re.compile(rf"\A(?!{any_of(reports['topic']['keep'])})[^,、]{{0,8}}?(?:{places})"),
        "body_start": re.compile(
            rf"(?:关于)?(?P<name>[^\d年,。:的在《]{{1,14}}?(?:{bodies}))(?=20|19|\d|[xX*]|关于|[上下]半年|年度|第)"
        ),
        "place_start": re.compile(
            rf"(?:关于)?(?!{any_of(reports['topic']['keep'])})(?P<name>[^\d年,。:的在全《]{{2,8}}?(?:{places})"
            rf"(?:[^\d,。:的在《]{{1,6}}?(?:{any_of(reports['topic']['bodies'])}))?)"
        ),
        "ends": re.compile(rf"(?:{groups['other']})\Z"),
        "glued": re.compile(reports["title"]["glued"]),
        "sentence": re.compile(reports["title"]["sentence"]),
        "last_number": re.compile(rf"\(?{numeral}\)?\Z"),
        "file": re.compile(r"\A\.?(?:docx?|pdf|txt|wps)\b\s*"),
        "and": re.compile(reports["title"]["and"]),
        "title_stop": re.compile(r"[。!?;,\n]"),
        "mark": re.compile(
            rf"[【\[(<《]?(?:第 ?{numeral} ?篇|篇 ?{numeral})[】\])>》]?(?:范文)?[:、.]?"
            rf"|【{numeral}】|\(?\d{{1,2}}\)?\Z|\A\(?{numeral}\)?[、.:)] ?(?=\D)"
        ),
        "strip": re.compile(any_of(reports["topic"]["strip"])),
        "year": re.compile(r"(?:20|19)\d\d年?度?|(?:20)?[xX*]{2}年?度?"),
        "year_number": re.compile(r"((?:19|20)(?<!\d\d\d)\d\d)(?![\d.])"),
        "year_named": re.compile(r"((?:19|20)(?<!\d\d\d)\d\d)年"),
        "period_words": reports["period"]["words"],
        "period": re.compile(reports["period"]["pattern"]),
    }
