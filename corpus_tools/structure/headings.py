"""Where the heading behind a marker ends when it is glued to its text, and headings that carry no number."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.gates import ahead, sought
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import DEPTH, LONGEST_HEADING, STOP, Marker, is_han
from corpus_tools.structure.normalise import HAN
from corpus_tools.structure.seams import LIKELY, SURE, seam

__all__ = ["bare_heading", "heading_end"]

_LONGEST_ITEM = 37  # 1、…: with a full stop behind it; from 39 on they are the paragraph's first sentence
_LONGEST_LINE = 60
_LONGEST_LEAF = 25


def heading_end(text: str, marker: Marker, end: int, leads: bool) -> int:
    """End of the heading behind a marker, final punctuation left out; the marker's start where there is none.

    ``end`` is where the block's first line ends, ``leads`` tells that the block goes on after that line.

    >>> from corpus_tools.structure.numbering import markers
    >>> line = "一.主要做法为推进垃圾分类,我街道聘请督导员26名,开展了入户宣讲。"
    >>> m = markers(line, 0, len(line))[0]
    >>> line[:heading_end(line, m, len(line), False)]
    '一.主要做法'
    """
    stop = STOP.search(text, marker.text, end)
    first = stop.start() if stop else end
    length = first - marker.text
    alone = first >= end - 1  # the line is this one sentence
    if length > _LEAST_TEXT // 2 and end - marker.text >= _LEAST_TEXT:
        window = text[marker.text : min(first, marker.text + _WINDOW)]
        taken_up = _rules()["taken_up"].search(window)
        if taken_up and _LEAST_HEAD <= taken_up.end() <= LONGEST_HEADING:  # 保障农资供应|农资供应上,…
            return marker.text + int(taken_up.end())
        glue = _glue(window, min(length, _FAR), min(end - marker.text, _FAR))
        # a sentence that is the whole line, not only all up to the next number, may be a heading as a whole
        whole = alone and length <= _LONGEST_LINE and (not stop or text[end : end + 1] in ("", "\n"))
        if not whole and length >= _LEAST_HEAD + _LEAST_TEXT:
            # a paragraph with a number but no heading is more often a line of its own, or a list's item
            doubtful = glue or marker.opens or marker.depth > DEPTH["bracket"]
            likely = seam(window, SURE if doubtful else LIKELY)
            glue = min(glue, likely) if glue and likely else glue or likely
        if 0 < glue <= LONGEST_HEADING:
            return _trim(text, marker.text, marker.text + glue)
    if alone:
        limit = (_LONGEST_LINE if marker.depth < DEPTH["circle"] else _LONGEST_ITEM) if leads else _LONGEST_LEAF
        if not stop and length <= _LONGEST_LINE:
            return _trim(text, marker.text, first)
        if length <= limit and (leads or "," not in text[marker.text : first]):
            return _trim(text, marker.text, first)
        return marker.start
    longest = LONGEST_HEADING if marker.depth <= DEPTH["bracket"] else _LONGEST_ITEM
    return _trim(text, marker.text, first) if length <= longest else marker.start


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " 。;:!?,、.":
        end -= 1
    return end


_LEAST_HEAD = 4
_LEAST_SPACED, _LONGEST_SPACED = 2, 20
_SPACED = re.compile(rf"[{HAN},] [{HAN}]")
_COUNTS = re.compile(rf" {{1,2}}\d[\d.,]* {{0,2}}[{HAN}%](?<!年)")
_MARKS = re.compile("[^\u3400-\u9fff、,“”]")
_LEAST_TEXT = 15  # behind a glued heading there is a clause; less is the heading's own end
_WINDOW = 2 * LONGEST_HEADING  # characters that are looked at
_FAR = _WINDOW + _LEAST_TEXT  # and from which on it is the same how many more there are


@lru_cache(maxsize=4096)  # reports share their headings: of copies, and of those that follow one outline
def _glue(window: str, first: int, end: int) -> int:
    """Length of a heading that nothing separates from the text behind it, as words tell; 0 where they do not.

    ``window``: what stands behind the marker; ``first``, ``end``: how far off are the first stop and the line's end.
    """
    rules = _rules()
    for m in rules["opener"].finditer(window, _LEAST_HEAD):
        at = m.start()
        before = window[:at]
        if before[-1] in ",、《“(" or end - at < _LEAST_TEXT:
            continue
        if m["guarded"] and (rules["governs"].search(before) or "," not in window[at:]):
            continue
        if m["always"] and m["always"] != rules["never"] and rules["governs_all"].search(before):
            continue
        if m["always"] and not m["always"].startswith(rules["sure"]) and first - at < _LEAST_TEXT:
            continue
        return at
    # 五、存在的困难护林员年龄偏大: words that make a heading by themselves
    known = rules["bare"].match(window)
    if known and known.end() >= _LEAST_HEAD and end - known.end() >= _LEAST_TEXT // 2:
        after = window[known.end() : known.end() + 1]
        if is_han(after) and not rules["and"].match(after):
            return known.end()
    # 二、救灾救济 发放棉被120床: the full stop was lost, a space is left of it
    space = window.find(" ", _LEAST_SPACED)
    if 0 < space <= LONGEST_HEADING and end - space >= _LEAST_TEXT // 2 and _left_of_stop(window, space):
        return space
    # a heading whose words the text takes up again: 领导重视,机构健全领导重视,镇党委…
    n = rules["repeat"]
    head = window[:n]
    again = window.find(head, n) if len(head) == n else -1
    if n <= again <= LONGEST_HEADING and window[again - 1] not in ",、《“(的":
        return again
    return 0


def _left_of_stop(window: str, space: int) -> bool:
    """Whether a space is what is left of a heading's full stop."""
    # 二是抓整治,摘除灯箱 426 块: a figure of the heading's clause
    if _COUNTS.match(window, space) or _MARKS.search(window, 0, space):
        return False
    # where lines were wrapped a space may stand anywhere behind the first words, and others follow
    return space <= _LONGEST_SPACED or (window[space - 1] not in ",、" and not _SPACED.search(window, space + 1))


def bare_heading(line: Line) -> bool:
    """Whether a line is a heading that carries no number, by its words.

    >>> bare_heading(Line(0, 6, "存在的问题:")), bare_heading(Line(0, 7, "发放传单3份。"))
    (True, False)
    """
    return len(line.text) <= _rules()["longest"] and _is_bare(line.text.rstrip(" :。"))


@lru_cache(maxsize=1024)  # each step asks of the same lines
def _is_bare(text: str) -> bool:
    return _rules()["bare"].fullmatch(text) is not None


@cache
def _rules() -> dict[str, Any]:
    words = lexicon.load("headings")
    glue = words["glue"]

    def any_of(items: list[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(items, key=len, reverse=True))

    always, guarded = any_of(glue["always"]), any_of(glue["guarded"])
    return {
        "opener": sought(f"(?P<always>{always})|(?P<guarded>{guarded})"),
        "governs": re.compile(rf"(?:{any_of(glue['governs'])})\Z"),
        "governs_all": re.compile(rf"{glue['clings']}\Z"),
        "and": re.compile(glue["joins"]),
        "never": glue["never_in_heading"],
        "sure": tuple(glue["sure"]),
        "repeat": glue["repeat"],
        "taken_up": re.compile(rf"([{HAN}]{{2,8}})(?=\1{glue['aspect']})"),
        "bare": re.compile(ahead("|".join(f"(?:{p})" for p in words["bare"]["patterns"]))),
        "longest": words["bare"]["longest"],
    }
