"""What a report says of itself: kind, title, who wrote it, at which level, on what, for which time, signed when.

Every field comes with the characters from which it was read, and is None where the text does not say. Names of
bodies are read in ``organisation``, times in ``dates``, fields of work in ``topics``; here is the order in which the
places of a report are asked: title, announcement (现将…总结如下), signature, opening, and last the page's title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.records import ReportKind
from corpus_tools.structure import dates, entitled, organisation, topics
from corpus_tools.structure.closing import closing_start
from corpus_tools.structure.gates import ahead, sought

__all__ = ["About", "about"]

Span = tuple[int, int]

_OPENING = 600  # a report announces itself in its first paragraph or two
_FIRST_WORDS = 160  # and says in its first sentences whose it is
_HEAD = 60  # a line under the title: the body, the date
_SIGNATURE = 80
_TITLE = 60
_LETTER = 600  # covering letters are short; a long text with 请予审阅 in it is a report that was handed in
_NOWHERE = (0, 0)
_ASIDE = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[\d*xX\s·::()《》【】\[\]“”\"',.、。_-]+")


@dataclass(slots=True)
class About:
    """See ``records.Report``; None where the text does not say. ``spans``: field → where it was read, in the copy."""

    kind: ReportKind = "other"
    title: str = ""
    organisation: str | None = None
    level: str | None = None
    topic: str | None = None
    year: int | None = None
    period: str | None = None
    signed: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)


def about(
    text: str, start: int, end: int, mark_end: int, page_title: str, *, alone: bool = False, close: int | None = None
) -> About:
    """Read a report's own account of itself from its title, opening and signature.

    Parameters
    ----------
    text : the normalised copy
    start, end : the report in it; ``mark_end``: where the collector's mark before it ends (``start``: there is none)
    page_title : the line over the page; of several reports it says less than each report's own words
    alone : the page holds no other report, so its title is the report's
    close : where its closing block begins, if the caller knows (``closing_start``)

    >>> page = "临江镇2021年上半年禁毒工作总结\\n我镇认真开展禁毒工作,现将情况汇报如下:一、宣传。"
    >>> a = about(page, 0, len(page), 0, "")
    >>> a.kind, a.title, a.organisation, a.level, a.topic, a.year, a.period
    ('summary', '临江镇2021年上半年禁毒工作总结', '临江镇', 'township', 'drug_control', 2021, '上半年')
    >>> page[slice(*a.spans["organisation"])], page[slice(*a.spans["topic"])]
    ('临江镇', '禁毒')
    """
    out = About()
    out.title, title = entitled.own_title(text, start, end, mark_end)
    over = entitled.page_title(text, page_title)
    if not out.title and alone and over != _NOWHERE:
        out.title, title = text[slice(*over)], over
    body = title[1] if start <= title[0] < title[1] <= end else min(end, max(start, mark_end))
    opening = (body, min(end, body + _OPENING))
    titles = [
        span
        for span in (title, entitled.line_over(text, start, alone), *entitled.lines_under(text, title, end))
        if span[0] < span[1]
    ]
    announced = _announced(text, opening)
    announcement = announced[1] if announced else _NOWHERE
    marked = title[0] < mark_end
    out.kind, kind = _kind(text, (start, end), title, over, opening, announced, marked=marked)
    if out.kind == "news" and not out.title:
        out.title, title = entitled.headline(text, start, end)
        titles = [title]
    spans = {"title": title, "kind": kind}

    signed = _signed(text, start, end, body, closing_start(text, start, end) if close is None else close)
    if signed is not None:
        out.signed, spans["signed"] = signed
    if name := _organisation(text, end, titles, opening, spans.get("signed"), over if alone else _NOWHERE):
        out.organisation, spans["organisation"] = text[slice(*name)].replace(" ", ""), name
    out.level, spans["level"] = _level(text, name, out.organisation, opening)
    if year := dates.year_of(text, titles, opening, announcement, signed, plan=out.kind == "plan"):
        out.year, spans["year"] = year
    if period := dates.period_of(text, (*titles, announcement), (body, min(end, body + _FIRST_WORDS))):
        out.period, spans["period"] = period
    if said := _topic(text, title, name, announcement, over, opening, out.period or ""):
        out.topic, spans["topic"] = said
    out.spans = {name: span for name, span in spans.items() if span[0] < span[1]}
    return out


# ---------------------------------------------------------------- kind


def _kind(
    text: str,
    report: Span,
    title: Span,
    over: Span,
    opening: Span,
    announced: tuple[ReportKind, Span] | None,
    *,
    marked: bool,
) -> tuple[ReportKind, Span]:
    """``marked``: the title is the collector's, who calls a plan among summaries a summary as well."""
    rules = _rules()
    start, end = report
    letters = list(rules["letter"].finditer(text, start, end)) if end - start <= _LETTER else []
    if len(letters) > 1:
        return "other", letters[0].span()
    if end - start <= rules["news_longest"] and (news := _news(text, report, title, opening)):
        return "news", news
    own = title[0] < title[1] and not marked
    if announced and announced[0] == "plan" and not own:
        return announced
    for said in (title, over):
        found = list(rules["kinds"].finditer(text, *said))
        if not found:
            continue
        last = found[-1]
        if last.lastgroup == "other" and rules["ends"].search(text[slice(*said)]):  # 关于报送工作总结的函
            return "other", last.span()
        for m in found:
            if m.lastgroup == "summary":  # 工作总结及明年计划 looks back first
                return "summary", m.span()
        if said is title or all(m.lastgroup != "other" for m in found):
            return last.lastgroup, last.span()  # type: ignore[return-value]
    if announced:
        return announced
    m = rules["self"].search(text, *opening) or rules["personal"].search(text, *opening)
    if m:
        return "summary", m.span()
    beginning = text[slice(*opening)].lstrip()
    m = rules["guided"].match(beginning)
    at = opening[1] - len(beginning)
    if m:
        return "summary", (at, at + m.end())
    # under a headline, told by nobody of the body's: 中河镇:楼道清出旧家具
    headed = over[0] < over[1] and title in (over, _NOWHERE)
    if headed and end - start <= rules["news_longest"] and not rules["self"].search(text, *report):
        return "news", over
    return "other", _NOWHERE


_HEADLINES = 2  # lines over what a news item tells


def _news(text: str, report: Span, title: Span, opening: Span) -> Span | None:
    """What shows a news item: its dateline or byline, or an event told under a headline by nobody of the body."""
    rules = _rules()
    if rules["kinds"].search(text, *title):
        return None
    start, end = report
    tail = max(opening[1], end - _SIGNATURE)
    for a, b in ((start, min(end, opening[0] + _FIRST_WORDS)), (tail, end)):
        if m := rules["news_marks"].search(text, a, b):
            return m.span()
    line, looked = opening[0], 0
    while line < opening[1]:  # the event is told in the first line, or below a headline
        stop = text.find("\n", line, opening[1])
        stop = opening[1] if stop < 0 else stop
        said = text[line:stop].strip()
        looked += bool(said)  # pages differ in their blank lines
        event = rules["news_event"].match(said)
        if event and not rules["self"].search(text, start, end) and not rules["personal"].search(text, start, end):
            return line, stop
        if stop - line > _TITLE or looked > _HEADLINES:
            break
        line = stop + 1
    return None


# ---------------------------------------------------------------- who, when, on what


def _announced(text: str, opening: Span) -> tuple[ReportKind, Span] | None:
    """The sentence in which a report names itself, and as what: 现将我镇2021年禁毒工作总结如下."""
    if m := _rules()["summary_opening"].search(text, *opening):
        return "summary", m.span()
    m = _rules()["plan_opening"].search(text, *opening)
    return ("plan", m.span()) if m else None


def _signed(text: str, start: int, end: int, body: int, close: int) -> dates.Signed | None:
    """The date of the signature: in the closing block, or under the title."""
    floor = max(body, end - _SIGNATURE)
    found = dates.signed_on(text, max(min(close, end), floor) if close < end else floor, end)
    if found and (close < end or _ends(text, found[1][1], end)):
        return found
    head = text[body : body + _HEAD]
    under = _rules()["head_date"].match(head)
    return dates.signed_on(text, body, body + under.end()) if under and body > start else None


def _ends(text: str, at: int, end: int) -> bool:
    """Whether nothing but a last mark stands behind a date."""
    return not text[at:end].strip(" \n)]】.。")


def _organisation(
    text: str, end: int, titles: list[Span], opening: Span, signed: Span | None, over: Span
) -> Span | None:
    under = signed is not None and signed[1] <= opening[0] + 2 * _HEAD  # signed below the title, not at the end
    tail = max(opening[0], end - _SIGNATURE)
    named = next((name for span in titles if (name := organisation.in_title(text, *span))), None)
    signs = organisation.signed_by(text, tail, None if under else signed, end)
    if signs is None and under and signed:
        signs = organisation.signed_by(text, opening[0], signed, min(end, signed[1] + _HEAD))
    if signs and not (named and organisation.department(text[slice(*signs)])):
        return signs
    first = (opening[0], min(opening[1], opening[0] + _FIRST_WORDS))
    person = first if _rules()["personal"].search(text, *first) else _NOWHERE
    return (
        organisation.labelled(text, opening[0], min(end, opening[0] + 2 * _HEAD))
        or named
        or organisation.at_congress(text, opening[0], min(end, opening[0] + 2 * _HEAD))
        or organisation.of_person(text, *person)
        or organisation.described(text, *first)
        or organisation.in_title(text, *over)
    )


def _level(text: str, name: Span | None, written: str | None, opening: Span) -> tuple[str | None, Span]:
    """Level of the named body, else of the one that the report calls its own most often: 我镇, 我社区."""
    if name and written and (level := organisation.level_of(written)):
        return level, name
    rules = _rules()
    counts: dict[str, int] = {}
    first: dict[str, Span] = {}
    for m in rules["self"].finditer(text, opening[0], min(len(text), opening[0] + 4 * _OPENING)):
        counts[m[1]] = counts.get(m[1], 0) + 1
        first.setdefault(m[1], m.span())
    if not counts:
        return None, _NOWHERE
    own = max(counts, key=lambda k: counts[k])
    return rules["self_levels"].get(own), first[own] if own in rules["self_levels"] else _NOWHERE


def _topic(
    text: str, title: Span, name: Span | None, announcement: Span, over: Span, opening: Span, period: str
) -> tuple[str, Span] | None:
    own = (name[1], title[1]) if name and title[0] <= name[0] and name[1] <= title[1] else title
    place = organisation.in_title(text, *title) if own is title and title[0] < title[1] else None
    if place:
        own = (place[1], title[1])
    about_one = over != title and len({code for code, _ in topics.topics(text, *over)}) == 1
    return (
        topics.named(text, *own)
        or topics.named(text, *announcement)
        or (topics.named(text, *over) if about_one else None)
        or next((found for span in (name, place) if span and (found := topics.named(text, *span))), None)  # 县残联
        or _as_titled(text, own, period)
        or topics.prevailing(text, *opening)
    )


def _as_titled(text: str, title: Span, period: str) -> tuple[str, Span] | None:
    """What is left of a title when all that no topic holds is taken off it: the topic in the title's own words."""
    rules, titles = _rules(), entitled.title_rules()
    rest = titles["last_number"].sub("", _ASIDE.sub("", titles["mark"].sub("", text[slice(*title)])))
    rest = rules["year"].sub("", titles["doc"].sub("", rest.replace(period, "")))
    if m := rules["place"].match(rest):
        rest = rest[m.end() :]
    rest = _MARKS.sub("", rules["strip"].sub("", rest))
    if not 2 <= len(rest) <= 16:
        return None
    at = text.find(rest, *title)
    return rest, (at, at + len(rest)) if at >= 0 else title


@cache
def _rules() -> dict[str, Any]:
    reports = lexicon.load("reports")
    news = lexicon.load("metadata")["news"]
    kinds = reports["kinds"]
    opening = reports["opening"]

    def any_of(words: list[str]) -> str:
        return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))

    both = sorted(((w, k) for k in ("summary", "plan", "other") for w in kinds[k]), key=lambda p: -len(p[0]))
    places = "|".join(reports["topic"]["places"])
    groups = {k: any_of([w for w, kind in both if kind == k]) for k in ("summary", "plan", "other")}
    return {
        "kinds": sought("|".join(f"(?P<{k}>{p})" for k, p in groups.items())),
        "letter": sought("|".join(f"(?:{p})" for p in kinds["letter"])),
        "summary_opening": sought("|".join(f"(?:{p})" for p in opening["summary"])),
        "plan_opening": sought("|".join(f"(?:{p})" for p in opening["plan"])),
        "self": re.compile(reports["self"]["pattern"]),
        "personal": re.compile(reports["self"]["personal"]),
        # 一年来,镇妇联在县妇联的指导下,…
        "guided": re.compile(ahead("|".join(f"(?:{p})" for p in opening["guided"]))),
        "self_levels": reports["self"]["levels"],
        "head_date": re.compile(
            rf"\s*\(?(?:[^,。;:!?\n]{{0,30}}\n?\s*)\(?{ahead(reports['date']['pattern'])}\s?\)?\s*(?=\n|\Z)"
        ),
        "place": re.compile(rf"\A(?!{any_of(reports['topic']['keep'])})[^,、]{{0,8}}?(?:{places})"),
        "ends": re.compile(rf"(?:{groups['other']})\Z"),
        "strip": re.compile(any_of(reports["topic"]["strip"])),
        "year": re.compile(r"(?:20|19)\d\d年?度?|(?:20)?[xX*]{2}年?度?"),
        "news_marks": re.compile("|".join(f"(?:{p})" for p in news["marks"])),
        "news_event": re.compile(news["event"]),
        "news_longest": news["longest"],
    }
