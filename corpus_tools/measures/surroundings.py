"""The words around a figure, before and behind it and in the clauses before, as ``tagging`` weighs them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.frozen import frozen
from corpus_tools.measures.clauses import Kind, Token
from corpus_tools.measures.sentence import Link, Place, Range, Sentence
from corpus_tools.measures.unit_kinds import unit_class
from corpus_tools.measures.vocabulary import words
from corpus_tools.measures.word_features import NO_WORD, Over, Spot

__all__ = ["DEED", "DEED_INSIDE", "NAMES", "NOTHING", "NOUN", "Around", "around", "pieces", "spots"]

NOTHING, DEED, NOUN = 0, 1, 2  # what a word is to a figure
_UNASKED, _OUTSIDE = 3, 4  # the rules were not asked; there is no word
_FIGURE, _STOP, _HERE = "Q", "T", "H"  # kinds of what stands between words
_BEFORE, _BEHIND, _EARLIER = 12, 6, 14  # words looked at
_CLAUSES = 4  # without a word of the lists that are looked through
OWN, RIGHT, AT, NOWHERE = 0, 1, 2, 9  # regions
_FAR_BEFORE, _FAR_BEHIND, _MANY, _OFF = -7, 6, 3, -4  # beyond it makes no difference how far, how many, which clause
_LONGEST_NAME = 4  # characters of the shortest name that a verb of two ends
DEED_INSIDE = "v"  # kind of a verb that ends a name
NAMES = frozenset((Kind.NOUN, Kind.WEAK, Kind.VERB))
_VERBS = frozenset((Kind.VERB, DEED_INSIDE))


@frozen
class Around:
    """``words[figure]`` is the figure itself; ``regions`` says where each stands (``word_features.Spot``).

    ``said`` is what the rules' link makes of each, ``before`` what the link before it does.
    """

    words: list[Token]
    regions: list[int]
    figure: int
    said: list[int]
    before: list[int]
    over: Over

    def deed(self) -> tuple[str, str] | None:
        """The first word of the rules' deed."""
        at = next((n for n, tag in enumerate(self.said) if tag == DEED), None)
        return None if at is None else (self.words[at].word, self.words[at].kind)


def around(s: Sentence, f: Place, made: Link) -> Around:
    """The words around a figure that the rules linked."""
    earlier, regions = _earlier(s, f)
    left = pieces(s.before(f.number, f.place)[-_BEFORE:], made)
    right = pieces(s.after(f.number, f.place)[:_BEHIND], made)
    unit = s.quantities[f.at].unit
    here = Token(s.quantities[f.at].start, s.quantities[f.at].end, unit or "#", _HERE)
    cut: list[Token] = []
    where: list[int] = []
    for token, region in zip(earlier, regions, strict=True):
        found = pieces([token], made)
        cut += found
        where += [region] * len(found)
    near = [*cut, *left, here, *right]
    where += [OWN] * len(left) + [AT] + [RIGHT] * len(right)
    last = s.links[-1] if s.links else None
    said = _tags(near, made.action, made.object)
    before = [NOTHING] * len(near) if last is None else _tags(near, last.action, last.object)
    was = s.quantities[f.at - 1].unit if f.at else None
    kind_before = "-" if was is None else unit_class(was)
    deed_at, noun_at = (
        next((r for r, t in zip(where, said, strict=True) if t == tag), NOWHERE) for tag in (DEED, NOUN)
    )
    over = Over(unit, f.kind, kind_before, was == unit, made.cue, deed_at, noun_at)
    return Around(near, where, len(cut) + len(left), said, before, over)


def _earlier(s: Sentence, f: Place) -> tuple[list[Token], list[int]]:
    """What stands before a figure's own words: words, figures and marks, and which clause each is in."""
    out: list[Token] = []
    regions: list[int] = []
    for place in range(f.place - 1, -1, -1):
        if len(out) >= _EARLIER:
            break
        part = [*s.before(f.number, place), _figure(s, f.segment.quantities[place])]
        out, regions = part + out, [-1] * len(part) + regions
    number, back = f.number - 1, 0
    while number >= 0 and len(out) < _EARLIER and back < _CLAUSES:
        segment = s.segments[number]
        part = []
        for place, at in enumerate(segment.quantities):
            part += [*s.before(number, place), _figure(s, at)]
        start = s.quantities[segment.quantities[-1]].end if segment.quantities else segment.start
        part += [*s.gap(start, segment.end), Token(segment.end, segment.end, s.segments[number + 1].opener, _STOP)]
        out, regions = part + out, [max(_OFF, -2 - back)] * len(part) + regions
        number, back = number - 1, back + 1
    return out[-_EARLIER:], regions[-_EARLIER:]


def _figure(s: Sentence, at: int) -> Token:
    figure = s.quantities[at]
    return Token(figure.start, figure.end, figure.unit or "#", _FIGURE)


def pieces(near: Sequence[Token], made: Link) -> list[Token]:
    """The words, cut where the rules cut them (牌装: 牌 装), and names that end in a verb cut before it.

    工伤认定 is what was done (认定) as often as it is a thing.
    """
    inner = {at for span in (made.action, made.object) if span is not None for at in span}
    verbs = words().verb_class
    out: list[Token] = []
    for t in near:
        start, end, word, kind = t
        if kind in NO_WORD or end - start != len(word) or len(word) == 1:
            out.append(t)
            continue
        at = next((n for n in inner if start < n < end), 0)
        if not at and kind in NAMES and len(word) >= _LONGEST_NAME and word[-2:] in verbs:
            at = end - 2
        if not at:
            out.append(t)
            continue
        out += (Token(start, at, word[: at - start], kind), Token(at, end, word[at - start :], DEED_INSIDE))
    return out


def _tags(near: Sequence[Token], deed: Range | None, noun: Range | None) -> list[int]:
    """What a deed and a noun make of each word."""
    out = [NOTHING] * len(near)
    for span, tag in ((noun, NOUN), (deed, DEED)):
        if span is not None:
            start, end = span
            for n, t in enumerate(near):
                if start < t.end and t.start < end and t.kind not in NO_WORD:
                    out[n] = tag
    return out


def spots(near: Around, *, asked: bool = True) -> list[Spot]:
    """Where each word stands, and what was said of it; not ``asked``: as if the rules had said nothing."""
    said = near.said if asked else [_UNASKED] * len(near.words)
    at = near.figure
    verbs, nouns, figures = 0, 0, 0
    counted: list[tuple[int, int, int]] = []
    for t in near.words:
        counted.append((verbs, nouns, figures))
        verbs += t.kind in _VERBS
        nouns += t.kind == Kind.NOUN
        figures += t.kind == _FIGURE
    of_figure = counted[at]
    marks = [_OUTSIDE, *said, _OUTSIDE]
    out = []
    for n, region in enumerate(near.regions):
        v, m, q = counted[n] if n > at else counted[n + 1] if n < at else of_figure
        out.append(
            Spot(
                region,
                max(_FAR_BEFORE, min(_FAR_BEHIND, n - at)),
                min(abs(of_figure[0] - v), _MANY),
                min(abs(of_figure[1] - m), _MANY),
                min(of_figure[2] - q, _MANY) if n < at else 0,
                marks[n],
                marks[n + 1],
                marks[n + 2],
                near.before[n],
            )
        )
    return out
