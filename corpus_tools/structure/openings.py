"""Starts of further reports in text that carries no marks: several cues have to agree.

A title stands over a mere chapter as well, numbering starts again within one report, a date stands in the middle of
text: none of them decides alone. The weights are in ``lexicon/reports.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure import noise
from corpus_tools.structure.boundaries import NUM as _NUM
from corpus_tools.structure.boundaries import numeral
from corpus_tools.structure.headings import bare_heading, markers, opens_block
from corpus_tools.structure.lines import Line
from corpus_tools.structure.normalise import HAN

__all__ = ["LEAST_REPORT", "Opening", "openings"]

LEAST_REPORT = 80
"""Visible characters; less is no report (the shortest on the reference pages is a covering letter of 140)."""

_REACH = 40  # characters; signatures are shorter
_AHEAD = 400  # an opening formula ends the first paragraph, 250 characters on at most on the reference pages
_BEHIND = 200
_LONG = 2 * LEAST_REPORT  # a line beyond this may hold the end of one report and the start of the next
_NUMBERING = 600
_LINES_ABOVE = 30
_CLOSED = frozenset(("closed", "signed"))
_CHAPTERS = frozenset(("chinese", "bracket"))
_LEAST_NAME = 2  # characters beside 年度, 工作 and the like that are a subject: 残联年度工作小结


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a report starts, how sure that is (0-1) and what says so."""

    start: int
    confidence: float
    cues: tuple[str, ...]


def openings(
    text: str, lines: list[Line], begin: int, ruled: frozenset[int] = frozenset(), several: bool = False
) -> list[Opening]:
    """Further starts behind ``begin``, which is one itself. ``ruled``: starts of lines under a rule (***).
    ``several``: the page's head announces more than one.

    >>> from corpus_tools.structure.lines import split
    >>> one = "临江镇禁毒工作总结\\n我镇认真禁毒,现总结如下:" + "一、发放传单。" * 20 + "\\n临江镇\\n2020年1月3日\\n"
    >>> two = "柳河镇防汛工作总结\\n今年我镇认真防汛,现将情况汇报如下:组织巡查9次。"
    >>> [((one + two)[o.start :][:9], o.cues) for o in openings(one + two, split(one + two), 0)]
    [('柳河镇防汛工作总结', ('title', 'own', 'opening', 'begins', 'signed'))]
    """
    weights = _rules()["weights"]
    out: list[Opening] = []
    since = begin
    for start, cues in _candidates(text, lines, begin, ruled):
        if start - since < LEAST_REPORT:
            continue
        if several and "own" in cues:
            cues.append("collection")
        score = sum(weights[c] for c in cues)
        if score >= weights["least"]:
            out.append(Opening(start, min(1.0, score / (2 * weights["least"])), tuple(cues)))
            since = start
    return out


def _candidates(text: str, lines: list[Line], begin: int, ruled: frozenset[int]) -> Iterator[tuple[int, list[str]]]:
    rules = _rules()
    for i, line in enumerate(lines):
        if line.start > begin and i:
            title = noise.is_title(line) and not bare_heading(line) and not opens_block(line.text)
            begins = (
                line.start in ruled
                or rules["body"].match(line.text[:40])
                or rules["dated"].search(lines[i - 1].text)
                or (rules["opening"].search(line.text[-_REACH:]) and _planned(lines[i - 1]))
            )
            if title or (len(line) > 20 and begins and not opens_block(line.text)):
                cues = _cues(text, line.start, line.end if title else line.start, title)
                cues += ["rule"] if line.start in ruled else []
                cues += (
                    ["wish", "closed"]
                    if not title and not _CLOSED.intersection(cues) and _planned(lines[i - 1])
                    else []
                )
                cues += ["named"] if not title and "signed" in cues and _signature(text, lines, i) else []
                if len(cues) > 1 or not title:
                    cues += ["restart"] if _restarts(text, line, lines, i) else []
                yield line.start, cues
        if len(line) > _LONG:
            yield from sorted(_within(text, max(line.start, begin), line.end))


def _planned(line: Line) -> bool:
    """Whether a line is the paragraph with which reports end that are not signed: 下一步,我们将… 再创佳绩。"""
    rules = _rules()
    return rules["forward"].match(line.text[:40]) is not None and rules["looks_up"].search(line.text[-40:]) is not None


def _within(text: str, begin: int, end: int) -> Iterator[tuple[int, list[str]]]:
    """Starts in mid-line: a title glued to the text before, a signature with its date and text behind it."""
    rules = _rules()
    for m in rules["glued"].finditer(text, begin, end):
        start = m.start(1)
        for date in rules["date"].finditer(m[1]):  # the signature of the report before: the title follows it
            start = m.start(1) + date.end()
        yield start, _cues(text, start, m.end(1), True)
    for m in rules["signature"].finditer(text, begin, end):
        start = m.end()
        opens = not rules["sheet"].match(text[start : start + _REACH]) and not opens_block(text[start : start + 8])
        if opens and end - start > LEAST_REPORT:
            yield start, ["signed", "named"]


def _signature(text: str, lines: list[Line], i: int) -> bool:
    """Whether a body's name stands on or over the line of the date before line ``i``, which is no distribution line."""
    rules = _rules()
    if rules["sheet"].match(lines[i].text) or len(lines[i]) < LEAST_REPORT / 2:
        return False
    name = rules["dated"].sub("", lines[i - 1].text).strip() or (lines[i - 2].text if i > 1 else "")
    return len(name) <= _REACH and rules["named"].search(name) is not None


def _cues(text: str, start: int, end: int, title: bool) -> list[str]:
    rules = _rules()
    cues = ["title"] if title else []
    if title:
        cues += _named(text[start:end])
    if rules["opening"].search(text, end, end + _AHEAD):
        cues.append("opening")
    if title and rules["body"].match(text[end : end + 40].lstrip()):
        cues.append("begins")
    if rules["greeting"].match(text[start : start + 40]):
        cues.append("greeting")
    before = text[max(0, start - _BEHIND) : start].rstrip()
    if rules["signed"].search(before[-40:]):
        cues.append("signed")
    elif (
        rules["closed"].search(before)
        or rules["closing"].match(before.rpartition("\n")[2])
        or rules["thanks"].search(before[-30:])
        # a plan may be the last chapter of a summary, a summary is none of a summary
        or (title and rules["looks_back"].search(text, start, end) and _ends_ahead(before))
    ):
        cues.append("closed")
    elif not title and rules["guided"].match(text[start : start + 80]):
        cues += ["guided"] if rules["looks_up"].search(before) else []
        if cues and _ends_ahead(before):
            cues += ["wish", "closed"]
    return cues


def _named(title: str) -> list[str]:
    """What a title says for itself: a subject of its own, a number that others must have stood before."""
    rules = _rules()
    bare = title
    cues = []
    if (m := rules["number"].search(title)) and (number := numeral(m[1] or m[2])):
        bare = title[: m.start()]
        cues = ["numbered"] if number > 1 else []
    named = rules["report"].search(bare)
    if named and len(rules["common"].sub("", bare[: named.start()])) >= _LEAST_NAME:
        cues.append("own")
    return cues


def _ends_ahead(before: str) -> bool:
    """Whether the last block before a title is the one on problems or plans, with which reports end."""
    found = markers(before, 0, len(before))
    return bool(found) and bool(_rules()["ahead"].search(before[found[-1].start : found[-1].start + 20]))


def _restarts(text: str, line: Line, lines: list[Line], i: int) -> bool:
    """Whether numbering had gone on before this line and starts again at one soon after it."""
    found = markers(text, line.start, min(len(text), line.end + _NUMBERING))
    after = next((m for m in found if m.style in _CHAPTERS), None)
    if after is None or after.number != 1:
        return False
    near = lines[max(0, i - _LINES_ABOVE) : i]
    above = (markers(one.text[:30], 0, min(30, len(one))) for one in near if opens_block(one.text))
    return any(found and found[0].style == "chinese" and found[0].number > 1 for found in above)


@cache
def _rules() -> dict[str, Any]:
    reports = lexicon.load("reports")
    topics = lexicon.load("headings")["topics"]
    opening, kinds = reports["opening"], reports["kinds"]

    def any_of(patterns: list[str]) -> str:
        return "|".join(f"(?:{p})" for p in patterns)

    strong = [p.removeprefix("^") for p in reports["closing"]["strong"]]
    names = [w for b in reports["body"] for w in b["endings"]] + reports["closing"]["signers"]
    endings = "|".join(sorted(names, key=len, reverse=True))
    date = reports["date"]["pattern"]
    # only words that name a document and nothing else: 工作总结, not 打算
    words = "|".join(sorted((w for k in ("summary", "plan") for w in kinds[k] if len(w) > 3), key=len, reverse=True))
    return {
        "opening": re.compile(any_of([*opening["summary"], *opening["plan"]])),
        "ahead": re.compile("|".join([*topics["plans"], *topics["problems"], "计划"])),
        "looks_back": re.compile("|".join(sorted(kinds["summary"], key=len, reverse=True))),
        "greeting": re.compile(any_of(opening["greeting"])),
        "closing": re.compile(reports["closing"]["formulas"][0]),
        "forward": re.compile(reports["closing"]["formulas"][1]),
        "guided": re.compile(any_of(opening["guided"])),
        "looks_up": re.compile(any_of(reports["closing"]["wishes"])),
        "report": re.compile("(?:" + "|".join(reports["title"]["reports"]) + r")\Z"),
        "number": re.compile(rf"[(【\[]({_NUM})[)】\]]\Z|(?<!\d)({_NUM})\Z"),
        "common": re.compile(
            "|".join(sorted(map(re.escape, reports["topic"]["strip"]), key=len, reverse=True)) + r"|[\s\dxX*]"
        ),
        "body": re.compile(any_of(opening["body"])),
        "closed": re.compile("[。!?;\\n ](?:" + any_of(strong) + ")"),
        "thanks": re.compile(any_of(reports["closing"]["thanks"])),
        "date": re.compile(f"(?:{reports['date']['pattern']})(?=.{{4}})"),
        "signed": re.compile(f"(?:{reports['date']['pattern']})[^\\n。;,:]{{0,6}}\\Z"),
        "glued": re.compile(
            rf"[。!?日]([^。,;:!?\n的了在是我“”、]{{2,30}}(?:{words}))(?={reports['opening']['after_title']})"
        ),
        "dated": re.compile(rf"(?:{date}) ?\Z"),
        "named": re.compile(rf"(?:{endings})\Z"),
        # 特此总结。 柳河镇水务站 2016年12月20日 …: to the day, with the body's name between a sentence's end and it
        "signature": re.compile(
            rf"[。!]”? {{0,3}}(?=[^。!?;,:\n]{{4,60}}日)[^。!?;,:\n\d]{{2,30}}?(?:{endings}) {{0,3}}"
            rf"(?:{date})(?<=日) {{0,3}}(?=[{HAN}“])(?![{reports['opening']['no_start']}])"
        ),
        "sheet": re.compile(any_of([*reports["closing"]["distribution"], *reports["closing"]["thanks"], "附"])),
        "weights": reports["boundary"],
    }
