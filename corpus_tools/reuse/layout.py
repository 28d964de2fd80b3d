"""Sentences and clauses of a report, in symbols of its matching form and in characters of its text."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
import numpy.typing as npt

from corpus_tools.records import ReportText
from corpus_tools.reuse.form import Forms, bare

__all__ = ["Layout", "Layouts", "bare_text", "layout", "visible"]

_END = re.compile(r"[。！？!?；;…\n]+[”’」』）)]*")
_SEMICOLON = re.compile(r"[；;][”’」』）)]*")
_CLAUSE = '，,、：:。！？!?；;…\n“”"《》（）()'
_SEMICOLONS = tuple("；;")
_STOPS = tuple("。！？!?")
_CLOSING = "。！？!?；;：:，,…"
_LIST = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、．.，,：:是]+|[（(]?[0-9０-９]{1,2}[）)、．.，,：:]+|[①-⑳⑴-⒇]|第[一二三四五六七八九十]{1,3}[、，,：:]"
)

_MASKS = "xX×*＊_＿"
_FIGURES = re.compile(r"[0-9０-９.．]+|[xX×*＊_＿]{2,}")

SHARE = 0.5  # of a sentence that may stay unmatched at its outer end and still be taken in with it,
LONE = 0.3  # so much where it is all that was copied: the clause is rather the author's own;
BOTH = 0.2  # so much where both sides have such an end, of unlike lengths: a clause of its own each
MOST = 40  # and so many symbols: where no marks end sentences, they run on
SLIP = 3  # symbols: an alignment's end is this uncertain


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Sentences of one report: ``form`` their starts in the joined forms, ``raw`` ranges in the report's text."""

    text: str
    clean: str  # the text with blanks for what is not its author's
    base: int  # first symbol of the report in the joined forms
    where: npt.NDArray[np.int32]  # of this report's symbols
    form: list[int]  # n + 1 bounds, the last one past the report
    raw: list[tuple[int, int]]
    page: str
    symbols: str  # the matching form

    @property
    def limits(self) -> tuple[int, int]:
        """First and past-the-last symbol in the joined forms."""
        return self.base, self.base + len(self.symbols)

    def string(self, start: int, end: int) -> str:
        """Symbols ``start:end`` of the joined forms."""
        return self.symbols[start - self.base : end - self.base]

    def sentence(self, at: int) -> int:
        """Number of the sentence that symbol ``at`` stands in."""
        return bisect.bisect_right(self.form, at) - 1

    def broken(self, start: int, end: int, whole: int, run: int) -> bool:
        """Whether ``start:end`` holds a sentence of ``whole`` symbols or more, or more than ``run`` symbols."""
        if end - start < whole:
            return False
        if end - start >= run:
            return True
        k = bisect.bisect_left(self.form, start - SLIP + 1)
        while k + 1 < len(self.form) and self.form[k + 1] <= end + SLIP - 1:
            part = self.runs_on(k) or (k > 0 and self.runs_on(k - 1))  # of a sentence: a clause, if it is short
            if self.form[k + 1] - self.form[k] >= (2 * whole if part else whole):
                return True
            k += 1
        return False

    def next_end(self, at: int) -> int:
        """End of the sentence that begins at symbol ``at`` or a slip later; ``at`` where none does."""
        k = bisect.bisect_left(self.form, at)
        if k + 1 >= len(self.form) or self.form[k] > at + SLIP:
            return at
        return self.form[k + 1]

    def previous_start(self, at: int) -> int:
        """Start of the sentence that ends at symbol ``at`` or a slip before; ``at`` where none does."""
        k = bisect.bisect_right(self.form, at) - 1
        if k < 1 or self.form[k] < at - SLIP:
            return at
        return self.form[k - 1]

    def border(self, at: int) -> bool:
        """Whether a sentence begins or ends at symbol ``at``, give or take the slip of an alignment."""
        k = bisect.bisect_left(self.form, at - SLIP)
        return k < len(self.form) and self.form[k] <= at + SLIP

    def head(self, at: int) -> tuple[int, int]:
        """Symbols between the start of the sentence of symbol ``at`` and ``at``, and the sentence's length."""
        k = self.sentence(at)
        return at - self.form[k], self.form[k + 1] - self.form[k]

    def tail(self, at: int) -> tuple[int, int]:
        """Symbols between ``at`` and the end of the sentence of symbol ``at - 1``, and the sentence's length."""
        k = self.sentence(at - 1)
        return self.form[k + 1] - at, self.form[k + 1] - self.form[k]

    def clause_before(self, at: int) -> bool:
        """Whether a mark stands before symbol ``at``, give or take the slip of an alignment."""
        since = int(self.where[max(0, at - SLIP - self.base)])
        return any(c in _CLAUSE for c in self.text[since : int(self.where[at - self.base])])

    def clause_after(self, at: int, more: int = 0) -> bool:
        """Whether a mark stands after symbol ``at - 1`` or one of the ``more`` next, give or take a slip."""
        k = at - 1 - self.base
        until = int(self.where[k + SLIP + more]) if k + SLIP + more < len(self.where) else len(self.text)
        return any(c in _CLAUSE for c in self.text[int(self.where[k]) + 1 : until])

    def runs_on(self, k: int) -> bool:
        """Whether sentence ``k`` is only a part of one, up to a semicolon."""
        end = self.raw[k][1]
        return self.text[end - 1 : end] in _SEMICOLONS

    def stopped(self, k: int) -> bool:
        """Whether a full stop ends sentence ``k``: a title has none."""
        end = self.raw[k][1]
        return self.text[end - 1 : end] in _STOPS or self.text[end : end + 1] in _STOPS

    def sentence_start(self, at: int) -> int:
        """First character of the sentence of symbol ``at``."""
        return self.raw[self.sentence(at)][0]

    def sentence_end(self, at: int) -> int:
        """Character past the sentence of symbol ``at - 1``."""
        end = self.raw[self.sentence(at - 1)][1]
        while end < len(self.text) and self.text[end] in _STOPS:  # a heading may come without its stop
            end += 1
        return end

    def clause_start(self, at: int) -> int:
        """First character of what begins at symbol ``at``: after a mark near it, or with the figure before it."""
        floor = self.raw[self.sentence(at)][0]
        raw = int(self.where[at - self.base])
        near = int(self.where[max(self.form[self.sentence(at)], at - SLIP) - self.base])
        for c in range(raw - 1, max(near - 1, floor) - 1, -1):
            if self.text[c] in _CLAUSE:
                return _from(self.text, c + 1, raw)
        while raw > floor and (self.text[raw - 1].isdigit() or self.text[raw - 1] in _MASKS):
            raw -= 1
        return raw

    def clause_end(self, at: int) -> int:
        """Character past what ends with symbol ``at - 1``: before a mark near it, or after the symbol."""
        k = self.sentence(at - 1)
        raw = int(self.where[at - 1 - self.base]) + 1
        stop = int(self.where[min(self.form[k + 1], at + SLIP) - 1 - self.base]) + 1
        for c in range(raw, min(stop + 1, len(self.text))):
            if self.text[c] in _CLAUSE:
                return c
        return raw

    def figures(self, start: int, end: int) -> bool:
        """Whether two figures or more, or masks of them, stand between symbols ``start`` and ``end - 1``."""
        text = self.text[int(self.where[start - self.base]) : int(self.where[end - 1 - self.base])]
        return sum(1 for _ in islice(_FIGURES.finditer(text), 2)) == 2

    def marker(self, start: int, end: int) -> str:
        """List marker at the start of ``text[start:end]``, or an empty string."""
        found = _LIST.match(self.text, start, end)
        return found.group() if found else ""

    def closing(self, end: int) -> str:
        """Mark that closes the text before ``end``, or an empty string."""
        return self.text[end - 1] if end and self.text[end - 1] in _CLOSING else ""


def bare_text(report: ReportText) -> str:
    """The report's text with blanks for what is not its author's (`form.bare`)."""
    return bare(report.text, [(a - report.start, b - report.start) for a, b in sorted(report.sentences)])


def visible(text: str) -> int:
    """Number of characters that are no blanks."""
    return len("".join(text.split()))


class Layouts:
    """Layouts of reports by their numbers in the joined forms, each made when it is asked for first."""

    def __init__(self, reports: Sequence[ReportText], bare: Sequence[str], made: Forms) -> None:
        self._reports = reports
        self._bare = bare
        self._made = made
        self._known: dict[int, Layout] = {}

    def of(self, made: Forms) -> Layouts:
        """Layouts of the same reports with other symbols in the same places."""
        return Layouts(self._reports, self._bare, made)

    def __call__(self, i: int) -> Layout:
        found = self._known.get(i)
        if found is None:
            found = self._known[i] = layout(self._reports[i], self._bare[i], self._made, i)
        return found


def layout(report: ReportText, clean: str, made: Forms, i: int) -> Layout:
    """Sentences of report number ``i``; those that it brings along, or else a plain cut at closing marks.

    ``clean`` is its ``bare_text``.
    """
    text = report.text
    base, past = int(made.bounds[i]), int(made.bounds[i + 1])
    where = made.where[base:past]
    if report.sentences:
        shift, size = report.start, len(text)
        given = [(max(0, a - shift), min(size, b - shift)) for a, b in report.sentences]
        listed = any(mark in text for mark in _SEMICOLONS)
        raw = [c for a, b in given if a < b for c in (_parts(text, a, b) if listed else ((a, b),))]
    else:
        raw = list(pairwise([0, *[m.end() for m in _END.finditer(text)], len(text)]))
    starts = where.searchsorted(np.array([a for a, _ in raw], where.dtype)).tolist()
    starts.append(len(where))
    kept, form = [], []
    for (a, b), start, end in zip(raw, starts, starts[1:], strict=False):
        if start < end:  # no symbol stands in the blanks around a sentence
            if text[b - 1].isspace():
                b = a + len(text[a:b].rstrip())
            if text[a].isspace():
                a = b - len(text[a:b].lstrip())
            kept.append((a, b))
            form.append(base + start)
    if not form or form[0] > base:  # text before the first sentence
        first = kept[0][0] if kept else len(text)
        kept.insert(0, (_from(text, 0, first), len(text[:first].rstrip())))
        form.insert(0, base)
    form.append(past)
    return Layout(text, clean, base, where, form, kept, report.page_id, made.string(base, past))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence cut at its semicolons: each part of a list is copied or left out by itself."""
    last = start
    for m in _SEMICOLON.finditer(text, start, end):
        yield last, m.end()
        last = m.end()
    if last < end:
        yield last, end


def _from(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
