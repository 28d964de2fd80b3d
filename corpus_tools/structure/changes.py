"""Where the topic visibly changes in text that carries no headings: the opening of a report, or all of it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.gates import ahead, sought
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import PARAGRAPH
from corpus_tools.structure.noise import is_title
from corpus_tools.structure.normalise import HAN

__all__ = ["changes", "looks_up"]

_LEAST_CHANGE = 250  # an opening is one section; on the reference pages the longest that is has 200 characters
_OVER = 40  # characters of a line under the title: body, date, author
_WISH = 80
_DESCRIBES = 40  # characters; those seen run from 50 on
_LEAD = 20  # 就业是最大的民生。: a sentence before the figures that only names what they are about
_FIGURES = 3  # a sentence that counts so many things tells what was done
_TWO = 2
_SIDE = 40  # characters on average, as of 一是… that are sections
_SLOGANS = 3  # so many paragraphs that open with one are built alike
_SLOGAN = re.compile(r"[^。!?;:\d\n]{3,25}。")  # 画好“同心圆”,推动共建共享。: what the paragraph is about
_LABEL = re.compile(rf"[{HAN}]{{2,10}}:(?=[^\n])")  # 办公室:…, 一季度:…: whose or of what time it is
_SENTENCE_END = re.compile("[。:!?]")
_SENTENCE = re.compile(r"[^。!?]*[。!?]+[”\")]?|[^。!?]+")

Span = tuple[int, int]


def changes(text: str, start: int, end: int, stop: int, lines: list[Line]) -> list[int]:
    """Starts of sections between ``start`` and ``end``, ``start`` itself the first; empty where nothing is there.

    ``end`` is where numbered blocks start, ``stop`` where they end; the same where there are none. ``lines``: the
    report's own.

    >>> from corpus_tools.structure.lines import split
    >>> page = "文化站小结\\n送戏下乡15场,放映电影24场,观众2万人次。\\n困难是人手少。"
    >>> [page[a:][:5] for a in changes(page, 0, len(page), len(page), split(page))]
    ['文化站小结', '送戏下乡1', '困难是人手']
    """
    own = [line for line in lines if line.end > start and line.start < end]
    if not own:
        return [start] if end > start else []
    k = 0
    while k < len(own) and own[k].end <= end and (is_title(own[k]) or _stands_over(own[k])):
        k += 1
    if end < stop:
        turned = _turned(text, start, end, own[k:], headed=True) if end - start >= _LEAST_CHANGE else []
        return sorted({start, *_described(own[k:], end), *turned})
    told = [*_told(text, start, own[k:], end), *_sides(text, start, end)]
    if end - start < _LEAST_CHANGE:
        return sorted({start, *told})
    turned = _turned(text, start, end, own[k:], headed=False)
    return sorted({start, *told, *turned})


def _sides(text: str, start: int, end: int) -> list[int]:
    """安全生产方面:… 营销服务方面:… in running text: sides of the work, told one after another, each at some length."""
    found = [m.end() for m in _rules()["side"].finditer(text, start, end)]
    if len(found) < _TWO:
        return []
    stop = text.find("\n", found[-1], end)
    return found if (stop if stop >= 0 else end) - found[0] >= _SIDE * len(found) else []


def _stands_over(line: Line) -> bool:
    """A short line without a sentence's end: a body's name, a collector's mark in brackets."""
    return len(line) <= _OVER and (not line.stops or line.text[-1] in "】)》")


def looks_up(line: Line) -> bool:
    """A short last paragraph that says no more than that the work goes on."""
    return len(line) <= _WISH and _rules()["wish"].search(line.text) is not None


def _described(rest: list[Line], end: int) -> list[int]:
    """A paragraph that describes the body behind the one that announces the report: …总结如下:⏎我院占地12亩,…"""
    rules = _rules()
    for over, line in pairwise(rest):
        if line.end > end:
            break
        if line.end - line.start >= _DESCRIBES and rules["announced"].search(over.text):
            return [line.start] if rules["describes"].match(line.text) else []
    return []


def _told(text: str, start: int, rest: list[Line], end: int) -> list[int]:
    """What can be told from how sentences and paragraphs begin: the first deed behind the opening, 在…方面, 不足是."""
    rules = _rules()
    out: list[int] = []
    paragraphs = _paragraphs(rest, end)
    few = len(paragraphs) <= 2
    units = [u for a, b in paragraphs for u in _sentences(text, a, b)] if few else paragraphs
    opens = dict(paragraphs)
    announced = rules["announced"].search(text, start, end)
    slogans = {a for a, b in paragraphs if (m := _SLOGAN.match(text, a, b)) and b - m.end() >= _LEAD}
    labelled = {a for a, b in paragraphs if (m := _LABEL.match(text, a, b)) and b - m.end() >= _LEAD}
    if len(labelled) >= max(_SLOGANS, len(slogans)):
        slogans = labelled
    elif len(slogans) < _SLOGANS:
        slogans = set()
    elif paragraphs[0][0] > start and not any(text[a] == text[paragraphs[0][0]] for a in slogans - {paragraphs[0][0]}):
        slogans.discard(paragraphs[0][0])  # the opening under the title, built unlike the others
    after = _behind_announcement(text, announced, end) if few else -1
    if after >= 0:
        out.append(after)
    for n, (a, b) in enumerate(units):
        if announced and a < announced.start():
            continue
        above = paragraphs[n - 1] if n and not few else None
        if (
            not out
            and above
            and b - a >= PARAGRAPH
            and rules["follows"].search(text, max(above[0], above[1] - _LEAD), above[1])
        ):
            after = a
            out.append(a)  # …现将情况报告如下:⏎自1月5日至…: what was announced
            continue
        if (not out or (out == [after] and not few)) and a > start:  # at the start a title is glued to it
            deeds = len(rules["figure"].findall(text, a, b)) >= _FIGURES and not rules["facts"].search(text, a, b)
            if deeds and (not out or text.find("|", a, b) < 0):  # behind what was announced a table's row is none
                lead = few and n and a - units[n - 1][0] <= _LEAD and units[n - 1][0] in opens
                out.append(units[n - 1][0] if lead else a)
                continue
        named = a in opens and (rules["aspect"].match(text, a, b) or (few and out and opens[a] - a >= PARAGRAPH))
        wishes = n == len(units) - 1 and out and b - a <= _WISH and rules["wish"].search(text[a:b])
        turns = not (out and a - out[-1] <= _LEAD) and rules["turn"].match(text[a : min(b, a + 80)])
        if named or wishes or turns or a in slogans:  # 成绩属于过去。明年,…: one turn
            out.append(a)
        if not few and a > start:
            out += _turns_within(text, a, b)
    return out


def _behind_announcement(text: str, announced: re.Match[str] | None, end: int) -> int:
    """Where in one line the text begins that an announcement stands before: …现小结如下:全年完成手术32台,…; else -1."""
    if announced is None:
        return -1
    stop = _SENTENCE_END.search(text, announced.start(), end)
    if (
        not stop
        or end - stop.end() < PARAGRAPH
        or text[stop.end()] in " \n"
        or not _rules()["follows"].search(text, announced.start(), stop.end())
    ):
        return -1
    return stop.end()


def _turns_within(text: str, start: int, end: int) -> list[int]:
    """Sentences of a paragraph behind its first that leave its subject: what it brought, what is lacking, what comes.

    今后… behind what is lacking is no more than a wish, and stays with it.
    """
    inline = _rules()["inline"]
    return [a for a, b in _sentences(text, start, end)[1:] if inline.match(text, a, b)]


def _paragraphs(lines: list[Line], end: int) -> list[Span]:
    """Lines, and what hard wraps made of one."""
    out: list[Span] = []
    wrapped = False
    for line in lines:
        if wrapped:
            out[-1] = (out[-1][0], min(line.end, end))
        else:
            out.append((line.start, min(line.end, end)))
        wrapped = not line.stops
    return out


def _turned(text: str, start: int, end: int, rest: list[Line], *, headed: bool) -> list[int]:
    """Paragraphs, or sentences where there are few of them, whose words belong to another topic than those before."""
    rules = _rules()
    units = [(line.start, min(line.end, end)) for line in rest]
    by_line = len(units) > 2
    if not by_line:
        units = [u for a, b in units for u in _sentences(text, a, b)]
    announced = [n for n, (a, b) in enumerate(units) if rules["announced"].search(text, a, b)]
    opening = announced[-1] if announced else 0  # up to 现将…总结如下 all is opening
    current = ""
    last = start
    out: list[int] = []
    for n, (a, b) in enumerate(units):
        topic, hits, others = _topic(text[a:b])
        if n <= opening or (text[units[n - 1][1] - 1] == ":" and n - 1 > opening):
            continue  # …存在的问题:⏎农机结构不合理,…: what was announced
        leaves = by_line and (announced or not headed or rules["turn"].match(text[a : min(b, a + 80)]))
        enough = hits >= max(2 if by_line and not headed else 3, 2 * others.get(current, 0))
        room = a - last >= PARAGRAPH
        if (n == opening + 1 and announced) or (
            topic != current and ((leaves and b - a >= PARAGRAPH / 2) or (room and enough))
        ):
            out.append(a)
            last = a
            current = topic
    return out


def _sentences(text: str, start: int, end: int) -> list[Span]:
    return [m.span() for m in _SENTENCE.finditer(text, start, end)]


def _topic(piece: str) -> tuple[str, int, dict[str, int]]:
    counts: dict[str, int] = {}
    for word in _rules()["topics"].findall(piece):
        name = _rules()["topic_of"][word]
        counts[name] = counts.get(name, 0) + 1
    if not counts:
        return "", 0, counts
    best = max(counts, key=lambda k: counts[k])
    return best, counts[best], counts


@cache
def _rules() -> dict[str, Any]:
    headings, reports = lexicon.load("headings"), lexicon.load("reports")
    topic_of = {w: name for name, words in headings["topics"].items() for w in words}
    closing, opening = reports["closing"], reports["opening"]
    turns = [*closing["formulas"], *closing["effects"], *closing["turns"]]
    return {
        "topics": re.compile("|".join(sorted(map(re.escape, topic_of), key=len, reverse=True))),
        "topic_of": topic_of,
        "turn": re.compile(ahead("|".join(f"(?:{p})" for p in turns))),
        "announced": sought("|".join(opening["summary"] + opening["plan"])),
        "wish": re.compile(closing["wishes"][0]),
        "side": re.compile(rf"[。;!?\n] {{0,4}}(?={opening['side']})"),
        "inline": re.compile(
            ahead("|".join(f"(?:{p.removeprefix('^')})" for p in [*closing["effects"], *closing["inline"]]))
        ),
        "aspect": re.compile(ahead(opening["aspect"])),
        "follows": re.compile(opening["follows"]),
        "facts": re.compile(opening["facts"]),
        "describes": re.compile(f"[^,。;]{{2,14}}(?:{opening['facts']})"),
        "figure": re.compile(rf"\d[余多万]?(?=[{HAN}%‰])(?![年月日号时点.])"),
    }
