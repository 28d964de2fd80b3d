"""Starts of further reports in text that carries no marks: several cues have to agree.

A title stands over a mere chapter as well, numbering starts again within one report, a date stands in the middle of
text: none of them decides alone. The weights are in ``lexicon/reports.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure import noise
from corpus_tools.structure.headings import bare_heading, lead, markers, opens_block
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marks import NUM as _NUM
from corpus_tools.structure.marks import numeral
from corpus_tools.structure.normalise import HAN

__all__ = ["LEAST_REPORT", "Opening", "named", "openings"]

LEAST_REPORT = 80
"""Visible characters; less is no report (the shortest on the reference pages is a covering letter of 140)."""

_REACH = 40  # characters; signatures are shorter
_AHEAD = 400  # an opening formula ends the first paragraph, 250 characters on at most on the reference pages
_BEHIND = 200
_LONG = 2 * LEAST_REPORT  # a line beyond this may hold the end of one report and the start of the next
_NUMBERING = 600
_HEADING = 20  # characters of a heading in which its subject stands
_LEAST_PARAGRAPH = 20
_FAR = 1500  # characters of the report before in which its own name and voice are looked for
_CLOSED = frozenset(("closed", "signed", "leave"))
_ENDS = frozenset(("closed", "signed", "leave", "wish", "voice", "again", "renumbered", "rule", "named"))
"""Without one of these nothing has ended, however much a paragraph looks like an opening."""
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
    rules = _rules()
    weights = rules["weights"]
    out: list[Opening] = []
    seen = _Seen(lines, begin)
    for i, line in enumerate(lines):
        seen.up_to(i)
        found: list[tuple[int, list[str]]] = []
        if line.start > begin and i:
            found = _at_line(text, lines, i, seen, ruled)
        if len(line) > _LONG:
            found += _within(text, max(line.start, begin), line.end, seen.since)
        for start, cues in sorted(found):
            if start - seen.since < LEAST_REPORT:
                continue
            if several and "own" in cues:
                cues.append("collection")
            score = sum(weights[c] for c in cues)
            if score >= weights["least"]:
                out.append(Opening(start, min(1.0, score / (2 * weights["least"])), tuple(cues)))
                seen.restart(start)
    return out


def named(title: str, report: str) -> bool:
    """Whether a title names a body that the report names as well.

    >>> named("柳河镇防汛总结", "今年,柳河镇认真防汛"), named("各村防汛总结", "今年,柳河村认真防汛")
    (True, False)
    """
    m = _rules()["title_name"].match(title)
    return m is not None and m[1] in report


class _Seen:
    """The numbering of the current report's lines, as far as they have been read."""

    def __init__(self, lines: list[Line], since: int) -> None:
        self.lines = lines
        self.leads = [lead(line.text) for line in lines]
        self.since = since
        self.at = 0
        self.top = ""  # style of the first number of the report: its chapters
        self.last: dict[str, int] = {}
        self.chapter = -1  # line of the last number
        self.heads: set[str] = set()  # how the lines read so far begin
        following = [-1] * (len(lines) + 1)
        for i in range(len(lines) - 1, -1, -1):
            following[i] = i if self.leads[i] else following[i + 1]
        self.following = following

    def up_to(self, i: int) -> None:
        """Read the lines before line ``i``."""
        while self.at < i:
            found = self.leads[self.at]
            self.heads.add(self.lines[self.at].text[:_REACH])
            if found and self.lines[self.at].start >= self.since:
                self.top = self.top or found[0]
                self.last[found[0]] = found[1]
                self.chapter = self.at
            self.at += 1

    def restart(self, since: int) -> None:
        self.since = since
        self.top, self.last, self.chapter = "", {}, -1

    def restarts(self, i: int) -> bool:
        """Whether the chapters' numbering, which had gone on before line ``i``, starts again at one soon after it."""
        k = self.following[i + 1]
        found = self.leads[k] if k >= 0 else None
        if not found or self.lines[k].start - self.lines[i].end > _NUMBERING:
            return False
        if found[1] != 1 or self.last.get(self.top, 0) < 2:
            return False
        return found[0] == self.top or (found[0] == "chinese" and self.top != "part")


def _at_line(text: str, lines: list[Line], i: int, seen: _Seen, ruled: frozenset[int]) -> list[tuple[int, list[str]]]:
    """A start at line ``i``: a title, or a paragraph that opens a report."""
    line = lines[i]
    if seen.leads[i]:
        return []
    rules = _rules()
    if noise.is_title(line):
        if bare_heading(line):
            return []
        cues = _cues(text, line.start, line.end, True, seen.since)
        cues += ["rule"] if line.start in ruled else []
        cues += ["restart"] if len(cues) > 1 and seen.restarts(i) else []
        return [(line.start, cues)]
    if len(line) <= _LEAST_PARAGRAPH or (len(line) <= LEAST_REPORT and rules["sheet"].fullmatch(line.text)):
        return []
    head = text[line.start : line.start + 2 * _REACH]
    stop = seen.following[i + 1]
    limit = min(lines[stop].start if stop >= 0 else len(text), line.start + _AHEAD)
    opens = _opens(text, line.start, max(limit, line.start + 1), seen.since)
    if not opens and line.start not in ruled and not rules["dated"].search(lines[i - 1].text):
        return []
    cues = opens + _closes(text, line.start, seen.since)
    if line.start in ruled:
        cues += ["rule", "ruled"] if len(ruled) > 1 else ["rule"]
    above = lines[i - 1]
    if not _CLOSED.intersection(cues):
        if _planned(above):
            cues += ["wish", "closed"]
        elif (
            rules["forward"].match(above.text[:_REACH])
            or rules["closing"].match(above.text[:_REACH])
            or (seen.chapter >= 0 and rules["ahead"].search(lines[seen.chapter].text[:_HEADING]))
        ):
            cues.append("closed")
    if opens and line.text[:_REACH] in seen.heads:
        cues.append("again")
    if seen.restarts(i):
        cues.append("renumbered")
    if "signed" in cues and _signature(text, lines, i):
        cues.append("named")
    if opens and rules["looks_ahead"].match(head) and "signed" not in cues:
        return []  # 明年,我们将…: the plans with which the report ends
    return [(line.start, cues)] if _ENDS.intersection(cues) else []


def _opens(text: str, start: int, limit: int, since: int) -> list[str]:
    """What speaks for a paragraph without a title that it opens a report."""
    rules = _rules()
    head = text[start : min(limit, start + 2 * _REACH)]
    cues = []
    says = rules["announces"].search(text, start, _paragraph_end(text, start))
    if says or rules["tasked"].match(head) or rules["summary"].search(text, start, limit):
        cues.append("opening")
    elif rules["resolves"].match(text[start:limit]) and _asked(text, start):
        cues.append("resolves")
    if rules["greeting"].match(head):
        cues.append("greeting")
    if rules["guided"].match(head) or rules["tasked"].match(head):
        cues.append("guided")
    elif rules["body"].match(head):
        cues.append("begins")
    elif rules["self"].match(head):
        cues.append("self")
    m = rules["name"].match(head)
    if m and (m["facts"] or m["does"]):
        if m["facts"]:
            cues.append("facts")
        if text.find(m["name"], max(since, start - _FAR), start) < 0:
            cues.append("name")
    return cues


def _closes(text: str, start: int, since: int) -> list[str]:
    """What speaks for the text before a paragraph that a report ends there."""
    rules = _rules()
    before = _PAGE_NUMBER.sub("", text[max(since, start - _BEHIND) : start].rstrip())
    cues = []
    if rules["signed"].search(before[-_REACH:]):
        cues.append("signed")
    elif rules["leave"].search(before[-_REACH:]):
        cues.append("leave")
    elif (
        rules["closed"].search(before)
        or rules["closing"].match(before.rpartition("\n")[2])
        or rules["thanks"].search(before[-30:])
        or rules["asks"].search(before[-2 * _REACH :])
    ):
        cues.append("closed")
    if rules["looks_up"].search(before):
        cues.append("wish")
    if _other_voice(text, start, since):
        cues.append("voice")
    return cues


def _paragraph_end(text: str, start: int) -> int:
    stop = text.find("\n", start, start + _AHEAD)
    return stop if stop >= 0 else min(len(text), start + _AHEAD)


def _asked(text: str, start: int) -> bool:
    """Whether the text before a paragraph is addressed to someone or signed, behind which no chapter follows."""
    rules = _rules()
    before = text[max(0, start - 2 * _REACH) : start].rstrip()
    return any(rules[k].search(before) is not None for k in ("asks", "leave", "signed"))


def _other_voice(text: str, start: int, since: int) -> bool:
    """Whether who speaks of himself is another than before: 我村 … 我站, 我院 … 我."""
    own, person = _rules()["own"], _rules()["person"]
    if person.search(text, start, start + 2 * _REACH) and own.search(text, max(since, start - _FAR), start):
        return person.search(text, max(since, start - _FAR), start) is None
    paragraph = own.search(text, start, min(start + _AHEAD, max(text.find("\n", start, start + _AHEAD), start)))
    if paragraph:
        before = own.findall(text, max(since, start - _FAR), start)
        return bool(before) and paragraph[1] not in before
    after = set(own.findall(text, start, start + 2 * _AHEAD))
    if not after:
        return False
    before = set(own.findall(text, max(since, start - _FAR), start))
    return bool(before) and not before & after


def _planned(line: Line) -> bool:
    """Whether a line is the paragraph with which reports end that are not signed: 下一步,我们将… 再创佳绩。"""
    rules = _rules()
    return rules["forward"].match(line.text[:40]) is not None and rules["looks_up"].search(line.text[-40:]) is not None


def _within(text: str, begin: int, end: int, since: int) -> list[tuple[int, list[str]]]:
    """Starts in mid-line: a title glued to the text before, a signature with its date and text behind it, an opening
    formula or numbering that starts again behind text that closes a report.
    """
    rules = _rules()
    out: list[tuple[int, list[str]]] = []
    for m in rules["glued"].finditer(text, begin, end):
        start = m.start(1)
        for date in rules["date"].finditer(m[1]):  # the signature of the report before: the title follows it
            start = m.start(1) + date.end()
        out.append((start, _cues(text, start, m.end(1), True, begin)))
    for m in rules["signature"].finditer(text, begin, end):
        start = m.end()
        opens = not rules["sheet"].match(text[start : start + _REACH]) and not opens_block(text[start : start + 8])
        if opens and end - start > LEAST_REPORT:
            out.append((start, ["signed", "named"]))
    return [*out, *_glued_paragraphs(text, begin, end, since, [start for start, _ in out])]


def _glued_paragraphs(
    text: str, begin: int, end: int, since: int, titles: list[int]
) -> Iterator[tuple[int, list[str]]]:
    """Openings without a title in a line that has lost its breaks: among the sentences before 现将…如下 or a new 一、
    the one that opens best. Where a title or signature stands among them that one decides.
    """
    rules = _rules()
    weights = rules["weights"]
    found = markers(text, begin, end, flat=True)
    starts = [m.start for m in found]
    top, last = "", 0
    anchors = {m.end(): False for m in rules["summary"].finditer(text, begin, end)}
    for m in found:
        top = top or m.key
        if m.key == top:
            if m.number == 1 and last > 1:
                anchors[m.start] = True
            last = m.number
    reached = begin
    for anchor, again in sorted(anchors.items()):
        k = bisect_right(starts, anchor - 1)
        low = max(reached, found[k - 1].text if k else begin, anchor - _AHEAD)
        following = found[k] if k < len(found) else None
        again = again or (k > 0 and following is not None and following.key == top and following.number == 1)
        if any(low < at < anchor for at in titles):
            continue
        best: tuple[float, int, list[str]] | None = None
        for s in _SENTENCE_STARTS.finditer(text, low, anchor):
            at = s.end()
            opens = _opens(text, at, anchor + 1, since)
            if not opens or rules["looks_ahead"].match(text[at : at + 2 * _REACH]):
                continue
            cues = opens + _closes(text, at, max(since, reached))
            if (
                k
                and not _CLOSED.intersection(cues)
                and rules["ahead"].search(text, found[k - 1].start, found[k - 1].start + _HEADING)
            ):
                cues.append("closed")
            cues += ["renumbered"] if again else []
            score = sum(weights[c] for c in cues)
            if _ENDS.intersection(cues) and (best is None or score > best[0]):
                best = (score, at, cues)
        if best:
            yield best[1], best[2]
            if best[0] >= weights["least"]:
                reached = since = best[1]


_PAGE_NUMBER = re.compile(r"\n\d{1,3}\Z")
_SENTENCE_STARTS = re.compile(r"[。!?][”\")]? {0,3}(?=\S)")


def _signature(text: str, lines: list[Line], i: int) -> bool:
    """Whether a body's name stands on or over the line of the date before line ``i``, which is no distribution line."""
    rules = _rules()
    if rules["sheet"].match(lines[i].text) or len(lines[i]) < LEAST_REPORT / 2:
        return False
    name = rules["dated"].sub("", lines[i - 1].text).strip() or (lines[i - 2].text if i > 1 else "")
    return len(name) <= _REACH and rules["named"].search(name) is not None


def _cues(text: str, start: int, end: int, title: bool, since: int) -> list[str]:
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
    before = text[max(since, start - _BEHIND) : start].rstrip()
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
    return cues


def _named(title: str) -> list[str]:
    """What a title says for itself: a subject of its own, a number that others must have stood before."""
    rules = _rules()
    bare = title = title.strip(noise.AROUND)
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
        "summary": re.compile(any_of(opening["summary"])),
        "looks_ahead": re.compile(opening["looks_ahead"]),
        "own": re.compile(opening["own"]),
        "self": re.compile(opening["self"]),
        "title_name": re.compile(rf"(?:关于)?((?![{opening['no_name']}])[{HAN}*xX]{{2,12}}?(?:{endings}))"),
        "name": re.compile(
            rf"(?:[^,。;]{{0,20}},)?(?P<name>(?![{opening['no_name']}])[{HAN}*xX]{{2,10}}?(?:{endings}))"
            rf"(?:(?P<facts>{opening['facts']})|(?P<does>{opening['does']}))"
        ),
        "ahead": re.compile("|".join([*topics["plans"], *topics["problems"], "计划"])),
        "looks_back": re.compile("|".join(sorted(kinds["summary"], key=len, reverse=True))),
        "greeting": re.compile(any_of(opening["greeting"])),
        **{k: re.compile(opening[k]) for k in ("tasked", "announces", "person", "resolves")},
        **{k: re.compile(reports["closing"][k]) for k in ("leave", "asks")},
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
