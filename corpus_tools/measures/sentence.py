"""One sentence while its quantities are being linked, and the links made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from corpus_tools.frozen import frozen
from corpus_tools.measures.clauses import LED, Figure, Fixed, Kind, Segment, Token, segments, tokens, words
from corpus_tools.measures.unlisted import LIKELY, likely_verb
from corpus_tools.records import Guard

__all__ = ["Figure", "Link", "Place", "Range", "Sentence"]

Range = tuple[int, int]
_CLAUSE = 400  # characters read beside a figure, four of the longest lists; keeps damaged text linear
_MODEL = "型"
_RESUMED = 4  # brackets that interrupt one clause; a bound that keeps damaged text linear


@frozen
class Link:
    """Deed and noun of one quantity, as ranges of the copy (None: none).

    ``settled``: nothing is carried over in place of a missing deed. ``carried_from``: number of the quantity that this
    one was read from or stands under, if any. ``weighed``: the words around it were read otherwise than by the rules.
    """

    action: Range | None
    object: Range | None
    cue: str
    settled: bool = False
    carried_from: int | None = None
    weighed: bool = False


class Sentence:
    """A sentence and what is known of it so far, from left to right."""

    def __init__(self, copy: str, start: int, end: int, quantities: Sequence[Figure], guards: Sequence[Guard]):
        self.copy, self.quantities = copy, quantities
        self.segments, quoted = segments(copy, start, end, quantities)
        self.fixed = Fixed(copy, quoted, guards)
        self.links: list[Link] = []
        self.detailing = False
        firsts = accumulate((len(segment.quantities) for segment in self.segments), initial=0)
        self._first = list(firsts)[:-1]  # number of the first quantity of each segment
        self._resumed = {s.resumes: n for n, s in enumerate(self.segments) if s.resumes is not None}
        self._gaps: dict[Range, list[Token]] = {}
        self.nouns: list[list[Range]] = []  # those still to be given out by 分别

    def segment_of(self, quantity: int) -> int:
        """Number of the segment that a quantity stands in."""
        return bisect_right(self._first, quantity) - 1

    def gap(self, start: int, end: int) -> list[Token]:
        """Words of a range; of one longer than a clause, its last."""
        key = (max(start, end - _CLAUSE), end)
        found = self._gaps.get(key)
        if found is None:
            found = self._gaps[key] = tokens(self.copy, *key, self.fixed)
        return found

    def before(self, number: int, place: int) -> list[Token]:
        """Words of a segment before its quantity number ``place`` and after the one before that."""
        segment = self.segments[number]
        start = self.quantities[segment.quantities[place]].start
        if place:
            return _without_excess(self.gap(self.quantities[segment.quantities[place - 1]].end, start))
        own = _with_deed(_without_excess(self.gap(segment.start, start)))
        if segment.resumes is None:
            return own
        listed = own and own[0].kind == Kind.JOINER and self.segments[segment.resumes].quantities
        return own if listed else self.tail(segment.resumes) + own  # 确定12件积压件(市局督办5件)、清理11件

    def tail(self, number: int) -> list[Token]:
        """Words of a segment after its last quantity, and of what it resumes."""
        out: list[Token] = []
        at: int | None = number
        for _ in range(_RESUMED):
            if at is None:
                break
            segment = self.segments[at]
            start = self.quantities[segment.quantities[-1]].end if segment.quantities else segment.start
            out = self.gap(start, segment.end) + out
            at = None if segment.quantities else segment.resumes
        return out

    def after(self, number: int, place: int) -> list[Token]:
        """Words of a segment after its quantity number ``place`` and before the next."""
        segment = self.segments[number]
        last = place + 1 == len(segment.quantities)
        end = segment.end if last else self.quantities[segment.quantities[place + 1]].start
        start = self.quantities[segment.quantities[place]].end
        said = self.gap(start, min(end, start + _CLAUSE))
        resumed = self._resumed.get(number) if last else None
        if resumed is None or end > start + _CLAUSE:
            return said
        on = self.segments[resumed]  # 为31家门店(浴室12家)办理: behind the bracket the clause goes on
        stop = self.quantities[on.quantities[0]].start if on.quantities else on.end
        within = self.copy.startswith(_MODEL, on.start)  # 7座小(2)型水库
        bracket = [Token(segment.end, on.start, ")", Kind.MARK)] if said and not within else []
        return said + bracket + self.gap(on.start, min(stop, on.start + _CLAUSE))

    def word(self, span: Range) -> str:
        return self.copy[span[0] : span[1]]


@frozen
class Place:
    """A quantity where it stands: number ``place`` of the segment ``number``, ``at`` of the whole sentence.

    ``kind`` is the class of its unit; ``left`` and ``right`` are the words between it and its neighbours, without those
    that are known to belong to the quantity before; ``near`` is ``left`` without what only says how much (共, 累计).
    """

    number: int
    segment: Segment
    at: int
    place: int
    kind: str
    left: list[Token]
    right: list[Token]
    near: list[Token]

    @property
    def last(self) -> bool:
        """Does no other quantity follow in the segment?"""
        return self.place + 1 == len(self.segment.quantities)


def _without_excess(tokens: list[Token]) -> list[Token]:
    """``接种超`` 5万剂次: what says that there were more is no deed."""
    if len(tokens) < 2 or tokens[-2].kind != Kind.VERB or tokens[-1].word not in words().exceeding:
        return tokens
    return [*tokens[:-1], tokens[-1]._replace(kind=Kind.FILLER)]


def _with_deed(tokens: list[Token]) -> list[Token]:
    """The words before a clause's first figure; what is likely a verb is its deed if no other goes before it."""
    for at, token in enumerate(tokens):
        if token.kind in (Kind.VERB, Kind.JOINER):
            break
        led = at > 0 and tokens[at - 1].kind in LED
        if token.kind == Kind.WEAK and not led and likely_verb(token.word) > LIKELY:
            return [*tokens[:at], token._replace(kind=Kind.VERB), *tokens[at + 1 :]]
    return tokens
