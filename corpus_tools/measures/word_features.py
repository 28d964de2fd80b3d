"""What words around a figure are weighed by (``tagging``): their features, as numbers.

A feature is a combination of columns: what a word is, what stands around it, how far it is from the figure and what
stands between, the unit, and what the rules said. It is no text but a number, the sum of its columns' numbers, each
times a factor of that combination. What a word adds is kept (``_adds``), so that the words of a clause take a few sums.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus_tools.measures.unlisted import tag_of
from corpus_tools.measures.vocabulary import words

__all__ = ["BITS", "EDGE", "NO_WORD", "Over", "Spot", "features"]

Numbers = npt.NDArray[np.uint32]

_WORD = ("word", "kind", "does", "is", "tag", "role", "last", "first", "last2", "first2", "long")
_AROUND = {1: ("word", "kind", "does", "is", "tag", "role", "last", "first"), 2: ("kind", "does", "is")}
_DEED = ("word", "does")  # of the rules' deed
_COLUMNS = (
    *_WORD,
    *(f"{name}{way * far:+}" for far, names in _AROUND.items() for way in (-1, 1) for name in names),
    *(f"deed_{name}" for name in _DEED),
    *("region", "distance", "verbs", "nouns", "figures", "ruled", "ruled-1", "ruled+1", "before"),
    *("unit", "unit_kind", "unit_before", "same", "cue", "deed_at", "noun_at"),
)
_ROW = {name: row for row, name in enumerate(_COLUMNS)}
_TEMPLATES = """
word kind region; kind region; kind tag region; last kind region; first kind region; last2 kind region; first2 kind
long kind region; word-1 kind; kind word+1; word-1 word; word word+1; last-1 kind; kind first+1; last-1 first
last first+1; kind-1 kind region; kind kind+1 region; kind-1 kind kind+1 region; kind-2 kind-1 kind region
kind kind+1 kind+2 region; tag-1 tag region; tag tag+1 region; tag-1 tag tag+1; does kind region; is kind region
does is+1 region; does-1 is region; does-2 is; does is+2; does-1 does region; does does+1 region; is-1 is region
distance region kind; distance region verbs kind; distance region nouns kind; region verbs nouns figures kind
distance region does; distance region is; distance region tag; region verbs does; region figures is verbs
unit kind distance region; unit_kind kind distance region verbs; unit is region; unit word
unit_kind does distance region; unit does region; unit last kind region; unit_kind last2 kind region; region ruled
region ruled cue; region ruled kind; ruled kind distance region; ruled-1 ruled ruled+1 region; region ruled does
region ruled word; region ruled tag; region ruled is; region ruled deed_at noun_at
region ruled deed_at noun_at kind verbs; region ruled deed_at noun_at unit_kind; deed_word word; deed_does is region
deed_does last kind; deed_word is region; deed_word region noun_at kind ruled
deed_does unit_kind region noun_at kind ruled; before region ruled; before region ruled same noun_at deed_at
before unit_kind unit_before ruled noun_at deed_at; before region is same noun_at
before region deed_does noun_at kind; before figures same kind noun_at
before figures verbs nouns ruled noun_at deed_at; before unit_kind is noun_at; role kind region; role-1 role
role role+1; role distance region; ruled role region; cue word region; cue kind distance region; ruled cue last kind
ruled unit_kind distance region kind
"""
BITS = 19
EDGE = "#"  # in place of a word where there is none
NO_WORD = frozenset("QTH")  # kinds of what stands between words: another figure, a mark, the figure itself


class Spot(NamedTuple):
    """Where a word stands, and what was said of it.

    ``region``: 0 before the figure in its clause, 1 behind it, 2 the figure, below 0 earlier clauses. ``distance``: in
    words, below 0 before the figure. ``verbs``, ``nouns``, ``figures``: how many stand between. ``here``, ``left``,
    ``right``: what the rules made of it and of its neighbours, ``before`` what it is to the figure before.
    """

    region: int
    distance: int
    verbs: int
    nouns: int
    figures: int
    left: int
    here: int
    right: int
    before: int


class Over(NamedTuple):
    """What is the same for all words around a figure: its unit and that of the figure before, what the rules made.

    ``deed_at`` and ``noun_at`` are the regions of the rules' deed and noun.
    """

    unit: str
    unit_kind: str
    unit_before: str
    same: bool
    cue: str
    deed_at: int
    noun_at: int


def _mixed(number: int) -> int:
    """A number of 32 bits made of another, each bit depending on all (the finish of MurmurHash3)."""
    number = (number ^ number >> 16) * 0x85EBCA6B & _ALL
    number = (number ^ number >> 13) * 0xC2B2AE35 & _ALL
    return number ^ number >> 16


_ALL = (1 << 32) - 1


@lru_cache(maxsize=1 << 14)  # characters, kinds and classes come by again and again
def _id(text: str) -> int:
    return _mixed(zlib.crc32(text.encode("utf8", "surrogatepass")))


@cache
def _combining() -> tuple[Numbers, Numbers]:
    """The factor of each column in each template (0: no part in it), and what is added for the template itself."""
    templates = [t.split() for t in _TEMPLATES.replace("\n", ";").split(";") if t.strip()]
    factors = np.zeros((len(_COLUMNS), len(templates)), dtype=np.uint32)
    for at, template in enumerate(templates):
        for name in template:
            row = _ROW[name]
            factors[row, at] = _mixed(row * 1000 + at + 1) | 1
    return factors, np.array([_mixed(-1 - at & _ALL) for at in range(len(templates))], dtype=np.uint32)


_KEPT = 1 << 13  # words, of two thousand bytes each; spots of less
_LONG = 4  # characters from which on it makes no difference how many


@lru_cache(maxsize=_KEPT)
def _adds(word: str, kind: str) -> Numbers:
    """What a word adds to its own features, to those of the words around it, and to all as the rules' deed."""
    if kind in NO_WORD or not word:
        return _added((word or EDGE, kind, "-", "-", "-", "-", word[-1:], word[:1], word, word, "-"))
    lex = words()
    lists = (
        *(lex.light, lex.faint, lex.event, lex.attributive, lex.intransitive, lex.complete, lex.state, lex.bare),
        *(lex.setting, lex.localizer, lex.undergoes, lex.together, lex.moving, lex.telling, lex.visiting, lex.outcome),
    )
    role = "".join([str(int(word in of)) for of in lists])
    role += str(int(word.endswith(lex.figure_endings))) + str(int(word.endswith(lex.actors)))
    does, what = lex.verb_class.get(word, "-"), lex.object_head(word)[1] or "-"
    ends = word[-1], word[0], word[-2:], word[:2]
    return _added((word, kind, does, what, tag_of(word)[:2], role, *ends, str(min(len(word), _LONG))))


@cache
def _edge() -> Numbers:
    """What stands before the first word and behind the last."""
    return _added((EDGE,) * len(_WORD))


def _added(properties: Sequence[str]) -> Numbers:
    made: Numbers = np.array(list(map(_id, properties)), dtype=np.uint32) @ _factors_of_words()
    return made


# a word as itself, as the one before, behind, two before, two behind, and as the rules' deed
_OWN, _BEFORE, _BEHIND, _TWO_BEFORE, _TWO_BEHIND, _AS_DEED = range(6)
_OFFSETS = {_OWN: "", _BEFORE: "-1", _BEHIND: "+1", _TWO_BEFORE: "-2", _TWO_BEHIND: "+2"}


@cache
def _factors_of_words() -> Numbers:
    """The factors of each property of a word, for each place that the word may have."""
    factors, _ = _combining()
    made = np.zeros((len(_OFFSETS) + 1, len(_WORD), factors.shape[1]), dtype=np.uint32)
    for at, name in enumerate(_WORD):
        columns = {place: f"{name}{way}" for place, way in _OFFSETS.items()}
        columns[_AS_DEED] = f"deed_{name}"
        for place, column in columns.items():
            if column in _ROW:
                made[place, at] = factors[_ROW[column]]
    return made


def _product(numbers: Mapping[str, object]) -> Numbers:
    """The sum of the numbers of values by column, each times its factors."""
    factors, _ = _combining()
    values = np.array([_id(str(value)) for value in numbers.values()], dtype=np.uint32)
    made: Numbers = values @ factors[[_ROW[name] for name in numbers]]
    return made


_SPOT = ("region", "distance", "verbs", "nouns", "figures", "ruled-1", "ruled", "ruled+1", "before")


@lru_cache(maxsize=_KEPT)
def _at(spot: Spot) -> Numbers:
    """What the place of a word adds, and what was said of it."""
    return _product(dict(zip(_SPOT, spot, strict=True)))


@lru_cache(maxsize=_KEPT)
def _over(over: Over) -> Numbers:
    return _product(over._asdict()) + _combining()[1]


_HALF, _ODD, _REST = np.uint32(16), np.uint32(0x85EBCA6B), np.uint32(32 - BITS)


def features(
    near: Sequence[tuple[str, str]], spots: Sequence[Spot], over: Over, deed: tuple[str, str] | None
) -> npt.NDArray[np.int32]:
    """The numbers of the features of each word, a row a word.

    ``near``: the words and their kinds; ``deed``: that of the rules.
    """
    edge = _edge()
    adds = np.array([edge, edge, *[_adds(*word) for word in near], edge, edge])
    made = adds[2:-2, _OWN] + adds[1:-3, _BEFORE]
    made += adds[3:-1, _BEHIND]
    made += adds[:-4, _TWO_BEFORE]
    made += adds[4:, _TWO_BEHIND]
    made += np.array([_at(spot) for spot in spots])
    made += (edge if deed is None else _adds(*deed))[_AS_DEED] + _over(over)
    made ^= made >> _HALF
    made *= _ODD
    return (made >> _REST).astype(np.int32)
