"""Breaks and digits that scraping left inside words.

``教。⏎⏎育`` is one word with a full stop and a blank line put in, ``进家1庭`` one with a page number. Whether a
word was cut is asked of the segmenter: a break is repaired only where the two sides, each a fragment by itself,
make one word together, or where the side before it cannot end a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus_tools import lexicon, segmentation
from corpus_tools.structure.lines import Line
from corpus_tools.structure.normalise import HAN

__all__ = ["Break", "breaks", "stray_digits"]

_REACH = 6  # characters on either side the segmenter is shown: longer than nearly every word of its dictionary
_FULL = "。!?;:…)”》】\"'"
# a wrapped line is filled: the lines of a page wrapped by its converter differ by a few characters only
_WRAP_SLACK = 4
_WRAP_LEAST = 18
_WRAP_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Break:
    """Range of the copy that stands where nothing should: white space, with or without a full stop before it."""

    start: int
    end: int


def breaks(text: str, lines: list[Line], opens: list[bool]) -> list[Break]:
    """Breaks between lines that belong together.

    ``opens[i]``: line ``i`` visibly opens a block (a heading, a title, a site line), so nothing is joined to it.

    >>> from corpus_tools.structure.lines import split
    >>> page = "活动突出了对全体居民的思想教。\\n\\n育,并发放宣传单。"
    >>> breaks(page, split(page), [True, False])
    [Break(start=14, end=17)]
    """
    out = []
    wrap = _wrap_width(lines)
    words = _words()
    for i in range(1, len(lines)):
        before, after = lines[i - 1], lines[i]
        if opens[i] or not before.text or not _is_text(after.text[0]):
            continue
        last = before.text[-1]
        if last == "。":
            if len(before) > _REACH and _cut_word(before.text[-1 - _REACH : -1], after.text[:_REACH], words):
                out.append(Break(before.end - 1, after.start))
        elif last not in _FULL and (
            (wrap and abs(len(before) - wrap) <= _WRAP_SLACK)
            or (len(before) > 2 * _WRAP_LEAST and not opens[i - 1] and _runs_on(before.text))
        ):
            out.append(Break(before.end, after.start))
    return out


def _is_text(c: str) -> bool:
    return c.isalnum() or c in ",、;:)》”%。("


def _runs_on(line: str) -> bool:
    """A long line of prose that just stops: it holds sentences and ends in none."""
    return "。" in line or line.count(",") > 1


def _wrap_width(lines: list[Line]) -> int:
    """Width at which the page was wrapped; 0 where it was not.

    Wrapped text shows in that half of its lines or more stop within a few characters of the longest common width,
    and stop without punctuation.
    """
    open_ended = [len(line) for line in lines if not line.stops and len(line) >= _WRAP_LEAST]
    if len(open_ended) < 5 or len(open_ended) < _WRAP_SHARE * len(lines) / 2:
        return 0
    open_ended.sort()
    width = open_ended[(3 * len(open_ended)) // 4]
    near = sum(abs(n - width) <= _WRAP_SLACK for n in open_ended)
    return width if near >= _WRAP_SHARE * len(open_ended) else 0


def _cut_word(tail: str, head: str, words: dict[str, Any]) -> bool:
    if head[0] in ",、;:)》”%。":
        return True
    if words["dangling"].search(tail):
        return True
    return _joins(tail, head)


def _joins(tail: str, head: str) -> bool:
    """Whether a word runs over the seam, and what stands behind the seam is a fragment when looked at alone."""
    tail, head = _last_run(tail), _first_run(head)
    if not tail or not head:
        return False
    at = 0
    for word in segmentation.cut(tail + head):
        end = at + len(word)
        if at < len(tail) < end:
            # intact, the head would be cut into words of its own: 做到。⏎位于 is no 到位
            piece = word[len(tail) - at :]
            return segmentation.cut(head)[0] == piece and piece not in _words()["openers"]
        at = end
    return False


_RUN = re.compile(rf"[{HAN}]+")
_LAST_RUN = re.compile(rf"[{HAN}]+\Z")


def _last_run(text: str) -> str:
    m = _LAST_RUN.search(text)
    return m[0] if m else ""


def _first_run(text: str) -> str:
    m = _RUN.match(text)
    return m[0] if m else ""


def stray_digits(text: str) -> list[tuple[int, int]]:
    """Digits standing inside a word.

    >>> stray_digits("推动创卫进社区、进家1庭。设摊3个")
    [(10, 11)]
    """
    out = []
    words = _words()
    for m in words["digits"].finditer(text):
        a, b = m.span(1)
        if _joins(text[max(0, a - _REACH) : a], text[b : b + _REACH]):
            out.append((a, b))
    return out


@cache
def _words() -> dict[str, Any]:
    site, headings = lexicon.load("site"), lexicon.load("headings")
    stray = site["stray_digits"]
    dangling = "|".join(map(re.escape, sorted(headings["dangling"]["words"], key=len, reverse=True)))
    return {
        "openers": frozenset(headings["dangling"]["openers"]),
        "dangling": re.compile(rf"(?:{dangling})\Z"),
        "digits": re.compile(
            rf"(\d(?<=[{HAN}]\d)(?<![一二三四五六七八九十百千万两{stray['before']}]\d)\d?)(?=[{HAN}])(?![{stray['units']}])"
        ),
    }
