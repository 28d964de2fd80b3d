"""Starts of reports within a line, where its breaks are lost: glued titles, signatures, openings behind sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from corpus_tools.structure import noise
from corpus_tools.structure.cues import (
    AHEAD,
    CLOSED,
    ENDS,
    LEAST_REPORT,
    REACH,
    VOICED,
    acting,
    announcement,
    title_cues,
    what_closes,
    what_opens,
)
from corpus_tools.structure.endings import lacks
from corpus_tools.structure.headings import bare_heading
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import CN, LONGEST_HEADING, Marker, opens_block
from corpus_tools.structure.normalise import HAN
from corpus_tools.structure.numbering import markers
from corpus_tools.structure.phrases import rules_of_openings
from corpus_tools.structure.themes import leans

__all__ = ["behind_sentences", "behind_signature", "motto_before", "reopened", "within"]

_HEADING = 20  # characters of a heading in which its subject stands
_SURE = frozenset(("guided", "greeting", "self"))
_SAYS_WHO = VOICED | {"states"}
_AGAIN = frozenset(("guided", "begins", "self", "facts"))
_LOST = 400  # characters of a line that has lost its breaks; paragraphs seldom run on so far
_LEAST_NAME = 3  # characters
_NEAR = 30  # numbers before a title that are looked at
_SECOND = 80  # characters of a first sentence, where the second is what shows that a report begins
_FIRST_WORD = 40  # characters of a sentence that tells no more than what a report is about
_HAN_NAME = re.compile(rf"[{HAN}*xX]{{{_LEAST_NAME}}}")
_SENTENCE_STARTS = re.compile(r"[。!?][”\")]? {0,3}(?=\S)")


def within(text: str, begin: int, end: int, since: int) -> list[tuple[int, list[str]]]:
    """Starts in a line: a title glued to the text before, a signature with its date and text behind it, an opening
    formula or numbering that starts again behind text that closes a report.
    """
    rules = rules_of_openings()
    out: list[tuple[int, list[str]]] = []
    for m in _titled("glued", text, begin, end):
        start = m.start(1)
        for date in rules["date"].finditer(m[1]):  # the signature of the report before: the title follows it
            start = m.start(1) + date.end()
        if not bare_heading(Line(start, m.end(1), text[start : m.end(1)])):  # …20xx年工作计划为了…: its last chapter
            out.append((start, title_cues(text, start, m.end(1), True, begin)))
    known = {start for start, _ in out}
    for m in _titled("glued_report", text, begin, end):
        start = _glued_title(text, m)
        if start >= 0 and start not in known and not bare_heading(Line(start, m.end(1), text[start : m.end(1)])):
            out.append((start, title_cues(text, start, m.end(1), True, begin)))
    for m in rules["signature"].finditer(text, begin, end):
        start = m.end()
        opens = not rules["sheet"].match(text[start : start + REACH]) and not opens_block(text[start : start + 8])
        if opens and end - start > LEAST_REPORT:
            out.append((start, ["signed", "named"]))
    found = markers(text, begin, end, flat=True)
    starts = [m.start for m in found]
    for start, cues in out:
        if "title" in cues and _counts_anew(found, bisect_left(starts, start), start):
            cues.append("restart")
    out += _glued_paragraphs(text, begin, end, since, found, [start for start, _ in out])
    return out


def _counts_anew(found: list[Marker], k: int, start: int) -> bool:
    """Whether the numbers from the ``k``-th on, behind a glued title, begin at one, and those before had gone on."""
    if k == len(found) or found[k].number != 1 or found[k].start - start >= LONGEST_HEADING:
        return False
    return any(m.key == found[k].key and m.number > 1 for m in found[max(0, k - _NEAR) : k])


def _titled(rule: str, text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    """Titles glued to their text, at the line's start and behind its sentences."""
    rules = rules_of_openings()
    if first := rules[f"{rule}_head"].match(text, begin, end):
        yield first
    yield from rules[rule].finditer(text, begin, end)


def _glued_title(text: str, m: re.Match[str]) -> int:
    """Where a title starts that is glued to the text on both sides; -1 where what follows it opens none.

    Often the text begins with the body that the title names; what stands before that name signs the report above.
    """
    rules = rules_of_openings()
    start = m.start(1)
    for date in rules["date"].finditer(m[1]):
        start = m.start(1) + date.end()
    number = rules["listed"].match(text, start)
    name = number.end() if number else start
    named = text[m.end() : m.end() + _LEAST_NAME]
    again = text.find(named, start, m.end(1)) if _HAN_NAME.fullmatch(named) else -1
    if again == name:
        return start
    # 柳河镇卫生院…卫生院全体职工: part of the one name
    if again > start and rules["named"].search(text, start, again) and not rules["kind_of_body"].match(named):
        return again
    said = m.end()
    if address := rules["address"].match(text, said):
        said = address.end()
    if rules["after_glued"].match(text, said) or what_opens(text, said, said + AHEAD, start):
        return start
    if rules["no_work"].match(text, name) and not rules["headed_by"].match(text, name, m.end(1)):
        return -1  # 认真撰写工作总结在…: a deed
    if rules["after_title"].match(text, said):
        return start  # 清溪幼儿园防暴演练总结为…, 柳河公司年度工作小结指导思想:…
    # 清溪幼儿园安全工作总结孩子的安全牵动人心。我园现有…: a word on what it is all about comes first
    second = text.find("。", said, said + _FIRST_WORD) + 1
    return start if second > 0 and what_opens(text, second, second + AHEAD, start) else -1


def behind_sentences(text: str, begin: int, end: int, since: int) -> Iterator[tuple[int, list[str]]]:
    """Starts in mid-line whose first words show them, the line break before them lost: …新贡献。今年以来,镇人大…"""
    rules = rules_of_openings()
    last = max(text.rfind(c, begin, end - 1) for c in "。!?") + 1
    if (signs := rules["signs_first"].match(text, last, end)) and last > begin:
        last = signs.end()  # …药占比32%。妇保院 2021年7月5日 残联工作总结⏎
    said = text[last:end] if begin < last < end else ""
    if said and noise.is_title(Line(last, end, said)) and not noise.is_tail(said):  # …药占比32%。妇保院工作总结⏎
        yield last, title_cues(text, last, end, True, since)
    for m in rules["left"].finditer(text, begin, end):  # …请批评指正。我所现有民警12名
        opens = what_opens(text, m.end(), min(end, m.end() + AHEAD), since)
        if _SAYS_WHO.intersection(opens) and not rules["looks_ahead"].match(text[m.end() : m.end() + 2 * REACH]):
            yield m.end(), [*opens, *what_closes(text, m.end(), since)]
    if end - begin >= _LOST:
        yield from _anywhere(text, begin, end, since)
    yield from _starters(text, begin, end, since)


def behind_signature(text: str, line: Line, start: int, cues: list[str]) -> tuple[int, list[str]]:
    """A start in mid-line past the name and date that sign the report before: …满意。2021年1月8日禁毒工作总结我镇…"""
    if start == line.start:
        return start, cues
    rules = rules_of_openings()
    named = rules["signs_first"].match(text, start, line.end) or rules["signs_short"].match(text, start, line.end)
    signs = named or rules["dated_head"].match(text, start, line.end)
    if signs is None:
        return start, cues
    opens = any(rules[k].match(text, signs.end(), line.end) for k in ("glued_head", "glued_report_head"))
    date = signs[0].rstrip()
    if not opens and (date[-1] == "日" or date[-2] in CN):
        opens = bool(what_opens(text, signs.end(), min(line.end, signs.end() + AHEAD), start))
    said = ["signed"] if CLOSED.isdisjoint(cues) else []
    return (signs.end(), [*cues, *said]) if named or opens else (start, cues)


def motto_before(text: str, line: Line, start: int, since: int) -> int:
    """Where the sentence begins that says what a report is about before its first words; ``start`` if none does.

    >>> line = "继续努力。孩子的安全牵动着每一个家庭。我园现有班级9个。"
    >>> line[motto_before(line, Line(0, len(line), line), 19, 0) :]
    '孩子的安全牵动着每一个家庭。我园现有班级9个。'
    """
    if start - line.start < _FIRST_WORD // 4:
        return start
    at = max(line.start, *(text.rfind(c, line.start, start - 2) + 1 for c in "。!?"))
    while at < start and text[at] == " ":
        at += 1
    rules = rules_of_openings()
    if signs := rules["signs_first"].match(text, at, start) or rules["dated_head"].match(text, at, start):
        at = signs.end()
    if at <= since:
        return start
    if rules["motto"].fullmatch(text, at, start):
        return at
    m = rules["name"].match(text, at, start)
    if m and m["facts"] and text.find(m["name"], since, at) < 0:
        return at  # 县红十字会机关编制4名,辖19个基层组织。
    if rules["own"].match(text, at, start) and rules["own_facts"].match(text, at, start):
        return at  # 我校现有教学班12个。
    if start - at > _SECOND or at - since < LEAST_REPORT or rules["no_opening"].match(text[at:start]):
        return start
    before, after = (max(since, at - AHEAD), at), (start, min(len(text), start + AHEAD))
    return at if leans(text, before, (at, start), after) else start


def _starters(text: str, begin: int, end: int, since: int) -> Iterator[tuple[int, list[str]]]:
    """Sentences that begin as reports do, and what speaks for each.

    An announcement is that of one of the sentences before it only: of the one for which most speaks.
    """
    rules = rules_of_openings()
    weights = rules["weights"]
    found: list[tuple[int, list[str], int]] = []
    best: dict[int, tuple[float, int]] = {}  # by announcement what speaks most, and where
    for m in rules["starter"].finditer(text, begin, end):
        opens = what_opens(text, m.end(), min(end, m.end() + AHEAD), since)
        ahead = rules["looks_ahead"].match(text[m.end() : m.end() + 2 * REACH])
        if (
            not VOICED.intersection(opens)
            or (ahead and "resolves" not in opens)
            or rules["next_part"].match(text, m.end())
        ):
            continue
        word = _opening_word(text, max(begin, m.start() - REACH), m.end(), since)
        # …打造品牌。学校安全无小事。一学期以来,…: what it is all about stands before
        at = word if word >= 0 else m.end()
        cues = [*opens, *what_closes(text, at, since)]
        said = announcement(text, m.end(), min(end, m.end() + AHEAD)) if "opening" in opens else -1
        found.append((at, cues, said))
        score = sum(weights[cue] for cue in cues)
        if score > best.get(said, (0.0, 0))[0]:
            best[said] = score, at
    for at, cues, said in found:
        if said >= 0 and best[said][1] != at:
            cues = [cue for cue in cues if cue != "opening"]
        cues += reopened(text, cues, at, since)
        if _SURE.intersection(cues) or CLOSED.intersection(cues) or "reopened" in cues:
            yield at, cues


def _anywhere(text: str, begin: int, end: int, since: int) -> Iterator[tuple[int, list[str]]]:
    """Sentences of a line that lost its breaks whose first words open a report; the subject decides whether they do."""
    rules = rules_of_openings()
    starts = [m.end() for m in _SENTENCE_STARTS.finditer(text, begin, end)]
    listed = _counted(text, begin, end)
    for before, at, stop in zip([begin, *starts], starts, [*starts[1:], end], strict=False):
        # nearer to the report's start, or within a list that goes on, none begins
        if at - since < LEAST_REPORT or bisect_left(listed, at) % 2:
            continue
        head = text[at : min(end, at + 2 * REACH)]
        if (
            _under_heading(text, before, at)
            or rules["no_opening"].match(head)
            or not (opens := what_opens(text, at, at + len(head), since))
        ):
            continue
        if rules["lacks"].search(text, at, stop) or rules["asks"].search(text, at, stop):
            continue
        closes = what_closes(text, at, since)
        over = not CLOSED.intersection(closes) and before > begin and lacks(text[before:at].rstrip())
        cues = acting([*opens, *closes, *(["lacks"] if over else [])], text[before:at])
        # a sentence is no paragraph: that it names a body the report has not named says little
        yield at, [cue for cue in cues if cue != "name"] if "acts" in cues else cues


def _under_heading(text: str, before: int, at: int) -> bool:
    """Whether the sentence before a place is a heading, so that what follows are a chapter's first words."""
    said = text[before:at].strip()
    return len(said) <= _HEADING and opens_block(said) and not _SENTENCE_STARTS.search(said)


def _counted(text: str, begin: int, end: int) -> list[int]:
    """Ends of stretches of running text within which lists go on counting, starts before them: one report's each."""
    last: dict[str, tuple[int, int]] = {}
    edges: list[int] = []
    for m in markers(text, begin, end, flat=True):
        number, since = last.get(m.key, (0, 0))
        if m.number == number + 1 > 1:
            while edges and edges[-1] >= since:
                since = min(since, edges[-2])
                del edges[-2:]
            edges += (since, m.start)
        last[m.key] = (m.number, m.start)
    return edges


def _opening_word(text: str, begin: int, at: int, since: int) -> int:
    """Where the short sentence before a place starts, if a report ends before it and it ends none itself; else -1."""
    start = max(text.rfind(c, begin, at - 1) for c in "。!?") + 1
    rules = rules_of_openings()
    if start <= begin or not rules["second"].match(text, start, at + REACH) or rules["sums_up"].match(text, start):
        return -1
    ends = any(rules[k].match(text, start) for k in ("forward", "closing", "turns"))
    ends = ends or _under_heading(text, max(text.rfind(c, begin, start - 1) for c in "。!?;\n") + 1, start)
    if ends or not CLOSED.intersection(what_closes(text, start, since)):
        return -1
    return start


def _glued_paragraphs(
    text: str, begin: int, end: int, since: int, found: list[Marker], titles: list[int]
) -> Iterator[tuple[int, list[str]]]:
    """Openings without a title in a line that has lost its breaks: among the sentences before 现将…如下 or a new 一、
    the one that opens best. Where a title or signature stands among them that one decides.
    """
    rules = rules_of_openings()
    weights = rules["weights"]
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
        low = max(reached, found[k - 1].text if k else begin, anchor - AHEAD)
        following = found[k] if k < len(found) else None
        again = again or (k > 0 and following is not None and following.key == top and following.number == 1)
        if any(low < at < anchor for at in titles):
            continue
        best: tuple[float, int, list[str]] | None = None
        for s in _SENTENCE_STARTS.finditer(text, low, anchor):
            at = s.end()
            if k and _under_heading(text, found[k - 1].start, at):  # (四)今后打算。引进人才,更新设备。
                continue
            if signs := rules["signs_first"].match(text, at, anchor):  # 特此报告。水南乡人民政府2020年9月3日今年…
                at = signs.end()
            opens = what_opens(text, at, anchor + 1, since)
            head = text[at : at + 2 * REACH]
            if not opens or rules["looks_ahead"].match(head) or rules["next_part"].match(head):
                continue
            cues = opens + what_closes(text, at, max(since, reached))
            if (
                k
                and at - found[k - 1].text > LONGEST_HEADING  # right under 五、下步打算 nothing has been said of it
                and not CLOSED.intersection(cues)
                and rules["ahead"].search(text, found[k - 1].start, found[k - 1].start + _HEADING)
            ):
                cues.append("closed")
            cues += ["renumbered"] if again else []
            cues += reopened(text, cues, at, max(since, reached))
            score = sum(weights[c] for c in cues)
            if ENDS.intersection(cues) and (best is None or score > best[0]):
                best = (score, at, cues)
        if best:
            yield best[1], best[2]
            if best[0] >= weights["least"]:
                reached = since = best[1]


def reopened(text: str, cues: list[str], start: int, since: int) -> list[str]:
    """A report announces itself once: a second 现将…总结如下, in a paragraph that opens as one does, is another's."""
    if "opening" in cues and _AGAIN.intersection(cues) and announcement(text, since, start) >= 0:
        return ["reopened"]
    return []
