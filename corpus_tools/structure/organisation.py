"""Who wrote a report: the name of a body as written, masks included (``**镇``, ``某某派出所``).

A report names many bodies. Its own is the one that signs it, that its title begins with, or that is the subject of
its first clauses (柳塘社区认真…, 临江镇位于…); a body in whose guidance something was done, a letter is addressed to
or a copy is sent to is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.gates import ahead, sought
from corpus_tools.structure.normalise import HAN
from corpus_tools.structure.topics import topics

__all__ = [
    "at_congress",
    "body_at",
    "department",
    "described",
    "in_title",
    "labelled",
    "level_of",
    "of_person",
    "signed_by",
]

Span = tuple[int, int]

_LONGEST = 30  # characters of a name; the longest seen, a company's with its branch, have some 25
_LEAST = 3
_SEGMENT = 10  # characters of one name before its ending
_CHAIN = 4  # 临江县 青石镇 柳塘社区 居委会


def signed_by(text: str, start: int, date: Span | None, end: int) -> Span | None:
    """The body that signs: on the line of the date, above it or below, or alone on the last line.

    >>> text = "今后继续努力。\\n柳塘社区居委会\\n2021年12月8日"
    >>> text[slice(*signed_by(text, 0, (16, 26), len(text)))]
    '柳塘社区居委会'
    """
    rules = _rules()
    if found := labelled(text, start, end):
        return found
    if date is None:
        last = _rstrip(text, start, end)
        at = text.rfind("\n", start, last) + 1
        said = "。" in text[last:end]  # 继续办好党校。: a sentence
        return _whole(text, at, end) if at > start and not said else None
    before = _rstrip(text, start, date[0])
    at = max((text.rfind(c, start, before) for c in "。!?;:,)\n"), default=-1) + 1
    if not rules["addressee"].search(text, max(start, at - 8), at) and (found := _whole(text, max(at, start), before)):
        return found
    below = date[1]
    while below < end and text[below] in " \n)":
        below += 1
    return _whole(text, below, _line_end(text, below, end))


def labelled(text: str, start: int, end: int) -> Span | None:
    """The body named in a field of a form: 单位:柳塘社区居委会."""
    for m in _rules()["labelled"].finditer(text, start, end):
        if found := _whole(text, m.end(), _line_end(text, m.end(), end)):
            return found
    return None


def in_title(text: str, start: int, end: int) -> Span | None:
    """The body that a title begins with.

    >>> title = "关于临江县青石镇禁毒工作总结"
    >>> title[slice(*in_title(title, 0, len(title)))]
    '临江县青石镇'
    """
    rules = _rules()
    at = rules["about"].match(text, start, end).end()
    m = rules["before_time"].match(text, at, min(end, at + _LONGEST))
    if m and not rules["inside"].search(m["name"]) and _names_one(text, *m.span("name")):
        return m.span("name")
    stop = body_at(text, at, end)
    if stop and not rules["doc"].search(text, at, stop) and _names_one(text, at, stop):
        return at, stop
    return None


def described(text: str, start: int, end: int) -> Span | None:
    """The body that is the subject of a clause, that somebody speaks for, or whose state of affairs a plan suits.

    柳塘社区认真贯彻…, 现将我**镇…, 结合石桥村实际,特制定….

    >>> text = "首先,我代表柳湾社区向各位汇报。动员全镇党员干部进村入户。"
    >>> text[slice(*described(text, 0, len(text)))], described(text, 16, len(text))
    ('柳湾社区', None)
    """
    rules = _rules()

    def speaks(at: int, stop: int) -> bool:
        said = text[at - 1 : at] in ("将", "把", "就") or text.endswith(rules["speaking_for"], 0, at)
        return said or rules["acts"].match(text, stop) is not None

    first = rules["lead"].match(text, start, end)  # glued to a title it is a clause all the same
    if first and (found := _fitting(text, first.end(), end, speaks)):
        return found
    return _first(text, rules["clause"], start, end, speaks) or _first(
        text, rules["suiting"], start, end, lambda _, stop: rules["suited"].match(text, stop) is not None
    )


def of_person(text: str, start: int, end: int) -> Span | None:
    """The body that somebody who speaks of himself works for: 我现任青河县人民医院骨科主任.

    >>> text = "我于2019年3月任白沙乡副乡长,分管林业。"
    >>> text[slice(*of_person(text, 0, len(text)))]
    '白沙乡'
    """
    rules = _rules()
    return _first(text, rules["posted"], start, end, lambda at, stop: rules["post"].match(text, stop) is not None)


def at_congress(text: str, start: int, end: int) -> Span | None:
    """The body before whose congress a report is read.

    >>> text = "——2021年1月27日在青岚省第十三届人民代表大会第四次会议上"
    >>> text[slice(*at_congress(text, 0, len(text)))]
    '青岚省'
    """
    m = _rules()["congress"].search(text, start, end)
    if m is None or not (stop := body_at(text, m.end(), min(end, m.end() + _LONGEST))):
        return None
    return m.end(), stop


def department(name: str) -> bool:
    """Whether a name is that of a part of a body, which says nothing of the body: 护理部, 教务处.

    >>> department("护理部"), department("柳塘社区")
    (True, False)
    """
    return _rules()["department"].fullmatch(name) is not None


def body_at(text: str, at: int, end: int) -> int | None:
    """Where the name of a body that begins at ``at`` ends, the bodies within it included; None where there is none.

    >>> body_at("青石街道办事处柳塘社区工作总结", 0, 15)
    11
    """
    rules = _rules()
    stop = None
    for _ in range(_CHAIN):
        m = rules["segment" if stop is None else "chained"].match(text, stop or at, end)
        if m is None or (stop is not None and rules["acts"].match(text, stop)):
            break
        stop = m.end()
    seat = rules["seat"].match(text, stop, end) if stop is not None else None  # 石桥镇 人民政府, 柳塘社区 居委会
    return seat.end() if seat else stop


def level_of(name: str) -> str | None:
    """Level of a body by the end of its name; None where no list has it.

    >>> level_of("柳塘社区居委会"), level_of("**镇"), level_of("青石街道办事处")
    ('community', 'township', 'subdistrict')
    """
    rules = _rules()
    if m := rules["body_end"].search(name):
        if rules["department_end"].search(name):
            inner = list(rules["bodies"].finditer(name, 0, m.start()))
            if inner and (level := rules["levels"].get(inner[-1][0])) in rules["within"]:
                return level
        return rules["levels"].get(m[0])
    inner = list(rules["bodies"].finditer(name)) if rules["signer"].search(name) else []
    return rules["levels"].get(inner[-1][0]) if inner else None  # 清溪小学德育处


def _first(text: str, lead: re.Pattern[str], start: int, end: int, fits: Callable[[int, int], bool]) -> Span | None:
    """The first body named behind a lead, if what stands around the name fits."""
    found = (_fitting(text, m.end(), end, fits) for m in lead.finditer(text, start, end))
    return next(filter(None, found), None)


def _fitting(text: str, at: int, end: int, fits: Callable[[int, int], bool]) -> Span | None:
    """The body named at a place, if what stands around the name fits."""
    stop = body_at(text, at, min(end, at + _LONGEST))
    return (at, stop) if stop and fits(at, stop) and _names_one(text, at, stop) else None


def _whole(text: str, start: int, end: int) -> Span | None:
    """A line that is a body's name and nothing else."""
    while start < end and text[start] in " \n:(":
        start += 1
    end = _rstrip(text, start, end)
    if text[end - 1 : end] == ")" and text[start - 1 : start] == "(":  # (柳塘社区居委会)
        end -= 1
    line = text[start:end].replace(" ", "")
    rules = _rules()
    if _LEAST <= len(line) <= _LONGEST and rules["signer"].search(line) and not rules["no_signature"].search(line):
        return start, end
    m = rules["with_name"].fullmatch(text, start, end)  # 石门中学 八(3)班, … 周立新
    if m and rules["signer"].search(m[1]) and not rules["no_signature"].search(m[0]):
        return m.span(1)
    return None


def _names_one(text: str, start: int, end: int) -> bool:
    """Whether a name says more than what kind of body it is: 社区居委会 does not, nor does 平安社区 of a campaign."""
    rules = _rules()
    if rules["generic"].fullmatch(text, start, end) or rules["whole"].search(text, start, end):
        return False
    at, known = start, 0  # characters that say what kind of work or body it is
    for _, (a, b) in topics(text, start, end):
        known += b - a + sum(map(len, rules["generic"].findall(text, at, a)))
        at = b
    known += sum(map(len, rules["generic"].findall(text, at, end)))
    if known >= end - start:
        return False
    return not (rules["adjective"].match(text, start, end) and rules["campaign"].match(text, end))


def _line_end(text: str, at: int, end: int) -> int:
    stop = text.find("\n", at, end)
    return end if stop < 0 else stop


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n,:(、。":
        end -= 1
    return end


@cache
def _rules() -> dict[str, Any]:
    reports, own = lexicon.load("reports"), lexicon.load("metadata")["organisation"]
    levels = {e: b["level"] for b in reports["body"] for e in b["endings"]}

    def any_of(words: list[str]) -> str:
        return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))

    endings = any_of(list(levels))
    inner = any_of([w for w in levels if len(w) > 1])
    keep = any_of(reports["topic"]["keep"])
    places = "|".join(reports["topic"]["places"])
    kinds = reports["kinds"]
    part = ahead(f"{inner}|{places}") + "(?<!城乡)(?!(?<=中)学)"  # 安平市住房和城乡建设局, 柳河县第二中学
    docs = f"(?:{any_of([w for k in ('summary', 'plan', 'other') for w in kinds[k]])})(?![局所馆])"  # 规划局
    lead = rf"[  ]*(?:{own['lead']}[,、]?){{0,3}}(?=\S)"
    no_start = ahead(f"{own['no_start']}|{keep}")
    name = r"[^\s\d的在与及年我,。:;!?、《》()“”‘’\[\]【】|/\\]"
    return {
        "levels": levels,
        "doc": re.compile(docs),
        "inside": re.compile(rf"{docs}|{own['inside']}"),
        # 关于…, 2021年上半年…: what may stand before the name
        "about": re.compile(
            r"\s*(?:(?:(?:19|20)[\dxX*_]{2}|[二〇○零一二三四五六七八九]{4}|[xX*]{2,4}) ?[学财]?年度?的?\s*)?"
            r"(?:(?:上半|下半|半)年度?的?|(?:第|前)?[一二三四1-4]季度的?|(?:\d{1,2}月?[-—~至到])?\d{1,2}月份?的?)?\s*(?:(?:中共|关于|我们?)\s*)?"
        ),
        "body_end": re.compile(rf"(?:{endings})\Z"),
        "bodies": re.compile(rf"(?:{endings})(?<!城乡)"),
        "signer": re.compile(rf"(?:{endings}|{any_of(reports['closing']['signers'])})\Z"),
        "before_time": re.compile(rf"(?!{no_start})(?P<name>{name}{{1,24}}?{ahead(endings)})(?={own['behind']})"),
        # one part of a name, up to a place or a body whose word has two characters or more
        # or a number's, as towns of the reclaimed lands have them: 42社区
        "segment": re.compile(
            rf"(?:(?!{no_start}){name}{{1,{_SEGMENT}}}?{part}|\d{{1,3}}(?:社区|连队|团场))(?![园级])"
        ),
        # a bureau's may begin as a topic does: 金沙区 城市管理行政执法局
        "chained": re.compile(
            rf"(?:{part}|(?!{no_start}){name}{{1,{_SEGMENT}}}?{part}|{name}{{2,{_SEGMENT}}}?(?<=管理|执法|建设|服务|农村)局)"
            r"(?![园级])"
        ),
        "seat": re.compile(own["seat"]),
        "clause": re.compile(rf"(?:\A|(?<=[\n。!?;,: ])){lead}"),
        "lead": re.compile(lead),
        # 柳河镇安全生产工作在县委的领导下…: what of its work did so
        "acts": re.compile(rf"(?:{ahead(own['acts'] + '|' + own['facts'])}|[{HAN}]{{2,10}}?工作(?:在|以|紧紧|坚持)),?"),
        "generic": re.compile(own["generic"]),
        "whole": re.compile(rf"(?:{own['whole']})\Z"),
        "speaking_for": own["speaking_for"],
        "suiting": re.compile(rf"{own['suiting']}(?=\S)"),
        "suited": re.compile(own["suited"]),
        "adjective": re.compile(own["adjectives"]),
        "campaign": re.compile(own["campaign"]),
        "addressee": re.compile(rf"(?:{own['addressee']})\Z"),
        "labelled": sought(rf"(?:(?<=\n)|(?<=[\s。])){own['labelled']}"),
        "congress": sought(own["congress"]),
        "posted": re.compile(rf"{own['posted']}(?=\S)"),
        "post": re.compile(own["post"]),
        "department": re.compile(own["department"]),
        "department_end": re.compile(rf"(?:{own['department']})\Z"),
        "within": frozenset(own["within"]),
        "with_name": re.compile(r"([^\s\d,。:]{4,24}) {1,4}[^\s,。:]{2,8}"),
        "no_signature": re.compile(rf"[,。;!?]|\d[处所站室家队]\Z|\A(?:{own['addressee']}[::]|各|全|上级|我|在)"),
    }
