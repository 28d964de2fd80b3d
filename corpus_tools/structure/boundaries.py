"""Where one report of a collection ends and the next starts, by the marks the collector put in.

A family of marks (``marks``) counts only as a chain whose numbers go up (1, 2, 3 … with gaps), so that 第一篇文章 in
prose is none. What has no marks is left to ``openings``.
"""

from __future__ import annotations

import re

from corpus_tools.structure.line_marks import of_lines, repeated
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marks import COUNT, GAP, LONGEST_TITLE, SAME_TITLE, STOP, Mark, of_text
from corpus_tools.structure.phrases import rules_of_openings
from corpus_tools.structure.titles import rules, title_word

__all__ = ["chain"]

# A collector's list of contents holds the marks too, but no text between them: less than any report has.
_LEAST_REPORT = 40
_LEAST_LAST = 15  # the last may be cut short by the page's end
_COMPARED = 100  # marks whose titles are compared each with each
_LEAST_SHARED = 4  # characters of a title that the marks have in common
_BEFORE = frozenset(("pian", "di_pian", "fan_wen", "bracket"))  # marks that may stand before their titles
_WHOLE = frozenset(("listed", "ending", "counted", "bare", "compiled"))  # marks that hold all of their title
_CLAUSE = re.compile("[,。!?;:…\n]")
_NO_START = re.compile(r"[^\w○*《\"“]")


def chain(text: str, lines: list[Line]) -> list[Mark]:
    """The marks of the page's collection, in order; empty where there is no collection to be seen by marks.

    >>> from corpus_tools.structure.lines import split
    >>> page = "禁毒工作总结篇一今年我镇" + "认真工作。" * 20 + "\\n禁毒工作总结篇二去年我镇" + "认真工作。" * 20
    >>> [(m.number, page[m.start:m.end]) for m in chain(page, split(page))]
    [(1, '禁毒工作总结篇一'), (2, '禁毒工作总结篇二')]
    """
    best: list[Mark] = []
    for marks in [*of_text(text), *of_lines(lines)]:
        runs = [kept for one in _chains(marks) if (kept := _with_text(one, len(text)))]
        runs = [run for run in runs if len(run) > 1 or run[0].family != "listed"]
        for kept in [*runs, _again(runs, len(text))]:
            if len(kept) > len(best):
                best = kept
    if len(best) < 2 and (again := _with_text(repeated(lines), len(text))):
        best = best or again
    if len(best) == 1 and not (best[0].alone or (best[0].number == 1 and best[0].family in ("pian", "di_pian"))):
        return []
    return _titles(text, best)


def _again(runs: list[list[Mark]], end: int) -> list[Mark]:
    """Runs one after another, where a page holds two collections or the same one twice.

    A run counts from its second number on; the list of contents, whose marks have no text behind them, is none.
    """
    several = [run for run in runs if len(run) > 1 and run[0].number <= 2 and run[1].number <= run[0].number + 1]
    if len(several) < 2:
        return []
    return _with_text(sorted((m for run in several for m in run), key=lambda m: m.start), end)


def _chains(marks: list[Mark]) -> list[list[Mark]]:
    """Runs of marks whose numbers go up; a number that falls back starts the next run."""
    out: list[list[Mark]] = []
    for mark in marks:
        if not mark.number:
            continue
        if out and out[-1][-1].number < mark.number <= out[-1][-1].number + GAP:
            out[-1].append(mark)
        elif mark.number <= 2 or (
            mark.alone and mark.family != "numbered"
        ):  # the first may carry no mark; a second page goes on with 篇12
            out.append([mark])
    return out


def _with_text(marks: list[Mark], end: int) -> list[Mark]:
    stops = [*(m.start for m in marks[1:]), end]
    last = marks[-1] if marks else None
    return [
        m
        for m, stop in zip(marks, stops, strict=False)
        if stop - m.end >= (_LEAST_LAST if m is last else _LEAST_REPORT)
    ]


def _titles(text: str, marks: list[Mark]) -> list[Mark]:
    """Take the title before each mark in: the rest of its line, or what two marks' lines have in common."""
    before: list[tuple[str, bool]] = []
    for m in marks:
        piece = text[max(0, m.start - LONGEST_TITLE) : m.start]
        cut = [*STOP.finditer(piece), *COUNT.finditer(piece)]
        cut.sort(key=lambda c: c.end())
        at = cut[-1].end() if cut else 0
        if signs := rules_of_openings()["signs_first"].match(piece, at):  # 柳河镇水务站2016年12月20日工作总结(二)
            cut.append(signs)
        before.append((piece[cut[-1].end() :] if cut else piece, bool(cut) or m.start <= LONGEST_TITLE))
    if (over := _line_over(text, marks)) and not any(piece.strip() for piece, _ in before):
        return [Mark(at, m.end, m.number, m.family) for at, m in zip(over, marks, strict=True)]
    out = []
    alike: dict[tuple[str, str], int] = {}  # most titles of a collection are the same
    for a in {piece for piece, _ in before} if len(marks) <= _COMPARED else ():
        for b in {piece for piece, _ in before}:
            alike[a, b] = _common_end(a, b)
    for i, m in enumerate(marks):
        piece, whole = before[i]
        shared = (
            max((alike[piece, other] for j, (other, _) in enumerate(before) if j != i), default=0)
            if len(marks) <= _COMPARED
            else len(piece)
        )
        alone = whole and _own_line(text, m.start - len(piece))
        head = i == 0 and len(marks) > 1 and m.family in _BEFORE and not any(p.strip() for p, _ in before[1:])
        if head and (" " in piece or rules()["collection"].search(piece)):
            alone = whole = False  # what stands before this one only is the page's head
        if not i and shared >= _LEAST_SHARED and piece[-1 - shared : -shared] == " " and _alike(before[1:], shared):
            alone = whole = False  # … so is what goes before the title that all of them have
        if m.family in _WHOLE or (m.family == "repeated" and not alone):
            back = 0
        elif m.family == "di_pian" and not alone:
            back = shared if shared >= _LEAST_SHARED and title_word(piece[-shared:].rstrip()) else 0
            if whole and back < len(piece) <= LONGEST_TITLE / 2 and _title_only(piece.rstrip()):
                said = _CLAUSE.split(text[m.end : m.end + LONGEST_TITLE], maxsplit=1)[0]
                back = back if rules()["doc"].search(said) else len(piece)  # 禁毒工作总结 第2篇今年…
        elif alone or (
            whole and (len(piece) <= shared + 2 or (len(piece) <= LONGEST_TITLE / 2 and _title_only(piece)))
        ):
            back = len(piece)
            if shared >= SAME_TITLE and piece[-2 * shared : -shared] == piece[-shared:]:
                back = shared  # the page's title glued to the report's
        else:
            back = shared if shared >= _LEAST_SHARED or shared == len(piece) else 0
        start = m.start - back
        start += len(text[start : m.start]) - len(text[start : m.start].lstrip())
        out.append(Mark(start, m.end, m.number, m.family))
    return out


def _alike(before: list[tuple[str, bool]], shared: int) -> bool:
    """Whether nothing but what they share stands before the marks."""
    return all(len(piece.strip()) <= shared for piece, _ in before)


def _line_over(text: str, marks: list[Mark]) -> list[int]:
    """Where the line over each mark starts, if it is the same title over all of them: 防汛工作总结⏎篇一."""
    starts: list[int] = []
    said: set[str] = set()
    for m in marks if len(marks) > 1 else ():
        above = text[max(0, m.start - LONGEST_TITLE) : m.start].rstrip()
        line = above.rpartition("\n")[2].strip()
        said.add(line)
        starts.append(text.rfind(line, 0, m.start))
    return starts if len(said) == 1 and title_word(said.pop()) else []


def _title_only(piece: str) -> bool:
    return "," not in piece and title_word(piece)


def _own_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _common_end(a: str, b: str) -> int:
    n, most = 0, min(len(a), len(b))
    while n < most and a[-1 - n] == b[-1 - n]:
        n += 1
    # a common end that starts inside a number or bracket is cut to where a word may start
    while n and _NO_START.match(a, len(a) - n):
        n -= 1
    return n
