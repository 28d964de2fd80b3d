"""Which of the words before a figure are its deed, and which its noun: a tagger beside the rules.

The rules of this room know how clauses are built from words that the lists hold; where a word is in no list, or a verb
stands in a name, they fail together. The tagger weighs for each word what it is, what stands around it, how far it is
from the figure, the unit, and what the rules said of it, and finds the likeliest whole reading: a deed and a noun in
either order, or one of them, or none. How much each weighs is estimated from the project's marked measures
(``benchmarks/tagging.py``) and stored as small numbers in models/tagging.

Features are no texts but numbers: a combination's is the sum of its parts' numbers, each times a factor of that
combination. What a word adds is kept (``_adds``), so that a phrase takes a few sums and one look into a table.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from corpus_tools.measures.clauses import Kind, Token
from corpus_tools.measures.governing import Range
from corpus_tools.measures.phrases import Parsed, phrase, unset
from corpus_tools.measures.unlisted import tag_of
from corpus_tools.measures.vocabulary import words
from corpus_tools.models import arrays_of

Numbers = npt.NDArray[np.uint64]

# ---------------------------------------------------------------- features

_WORD = ("word", "kind", "does", "is", "tag", "role", "last", "first", "last2", "first2", "long")
_AROUND = {1: ("word", "kind", "does", "is", "tag", "role", "last", "first"), 2: ("kind", "does", "is")}
_PLACE = (
    "from_end", "from_start", "unit", "unit_kind", "verbs_before", "verbs_after", "closing", "closing_kind",
    "closing_does", "opening", "opening_kind", "opening_does", "ruled", "ruled-1", "ruled+1", "cue",
)  # fmt: skip
_COLUMNS = (
    *_WORD,
    *(f"{name}{way * far:+}" for far, names in _AROUND.items() for way in (-1, 1) for name in names),
    *_PLACE,
)
_ROW = {name: row for row, name in enumerate(_COLUMNS)}
_TEMPLATES = """
word; kind; kind tag; last kind; first kind; last2 kind; first2 kind; long kind
word-1 kind; kind word+1; word-1 word; word word+1; last-1 kind; kind first+1; last-1 first; last first+1
kind-1 kind; kind kind+1; kind-1 kind kind+1; kind-2 kind-1 kind; kind kind+1 kind+2
tag-1 tag; tag tag+1; tag-1 tag tag+1
does kind; is kind; does is+1; is does-1; does is+2; does-1 does; does does+1; is-1 is
from_end kind; from_start kind; from_start from_end kind; does from_end; is from_end; tag from_end; tag from_start
unit kind from_end; unit_kind kind from_end; unit is from_end; unit word; unit_kind does from_end; unit does
verbs_before kind verbs_after; verbs_before word; closing kind; closing_kind closing_does kind from_start; opening kind
opening_kind opening_does kind from_end; word from_start; word from_end; opening closing_kind; opening_does does
ruled; ruled cue; ruled kind; ruled kind from_end; ruled-1 ruled ruled+1; ruled does; ruled word; ruled tag
role kind; role-1 role; role role+1; role from_end; ruled role; role does+1; role-1 does
ruled from_start from_end kind; ruled is from_end; cue word; cue kind from_start from_end
ruled last kind; ruled unit_kind from_end
"""
BITS = 18


def _mixed(number: int) -> int:
    """A number of 64 bits made of another, each bit depending on all (splitmix64)."""
    number = (number + 0x9E3779B97F4A7C15) & _ALL
    number = ((number ^ number >> 30) * 0xBF58476D1CE4E5B9) & _ALL
    number = ((number ^ number >> 27) * 0x94D049BB133111EB) & _ALL
    return number ^ number >> 31


_ALL = (1 << 64) - 1


@lru_cache(maxsize=1 << 14)  # characters, kinds and classes come by again and again
def _id(text: str) -> int:
    return _mixed(zlib.crc32(text.encode("utf8", "surrogatepass")))


@cache
def _combining() -> tuple[Numbers, Numbers]:
    """The factor of each column in each template (0: no part in it), and what is added for the template itself."""
    templates = [t.split() for t in _TEMPLATES.replace("\n", ";").split(";") if t.strip()]
    factors = np.zeros((len(_COLUMNS), len(templates)), dtype=np.uint64)
    for at, template in enumerate(templates):
        for name in template:
            row = _ROW[name]
            factors[row, at] = _mixed(row * 1000 + at) | 1
    return factors, np.array([_mixed(-1 - at & _ALL) for at in range(len(templates))], dtype=np.uint64)


_KEPT = 1 << 12  # words, of four thousand bytes each; places and units of less


@lru_cache(maxsize=_KEPT)
def _adds(word: str, kind: str) -> Numbers:
    """What a word adds to its own features, to those of the words around it, and to all where it opens or ends them."""
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
    return _added(("#",) * len(_WORD))


def _added(properties: Sequence[str]) -> Numbers:
    made: Numbers = np.array(list(map(_id, properties)), dtype=np.uint64) @ _factors_of_words()
    return made


# a word as itself, as the one before, behind, two before, two behind, as the first of its phrase and as the last
_OWN, _BEFORE, _BEHIND, _TWO_BEFORE, _TWO_BEHIND, _OPENING, _CLOSING = range(7)
_OFFSETS = {_OWN: "", _BEFORE: "-1", _BEHIND: "+1", _TWO_BEFORE: "-2", _TWO_BEHIND: "+2"}
_ENDS = {_OPENING: "opening", _CLOSING: "closing"}


@cache
def _factors_of_words() -> Numbers:
    """The factors of each property of a word, for each place that the word may have."""
    factors, _ = _combining()
    made = np.zeros((len(_OFFSETS) + len(_ENDS), len(_WORD), factors.shape[1]), dtype=np.uint64)
    for at, name in enumerate(_WORD):
        columns = {place: f"{name}{way}" for place, way in _OFFSETS.items()}
        columns |= {place: end if name == "word" else f"{end}_{name}" for place, end in _ENDS.items()}
        for place, column in columns.items():
            if column in _ROW:
                made[place, at] = factors[_ROW[column]]
    return made


def _product(numbers: Mapping[str, int]) -> Numbers:
    """The sum of numbers by column, each times its factors."""
    factors, _ = _combining()
    values = np.array(list(numbers.values()), dtype=np.uint64)
    made: Numbers = values @ factors[[_ROW[name] for name in numbers]]
    return made


@lru_cache(maxsize=_KEPT)
def _at(from_end: int, from_start: int, before: int, after: int, here: int, left: int, right: int) -> Numbers:
    """What the place of a word adds, and what the rules said of it and its neighbours."""
    names = "from_end", "from_start", "verbs_before", "verbs_after", "ruled", "ruled-1", "ruled+1"
    values = from_end, from_start, before, after, here, left, right
    return _product({name: _id(str(value)) for name, value in zip(names, values, strict=True)})


@lru_cache(maxsize=_KEPT)
def _all_over(unit: str, kind: str, cue: str) -> Numbers:
    """What is the same for all words of any phrase: the unit, and the rules' cue."""
    return _product({"unit": _id(unit), "unit_kind": _id(kind), "cue": _id(cue)}) + _combining()[1]


_FAR, _MANY, _LONG = 4, 9, 4  # words, verbs, characters from which on it makes no difference how many
_UNASKED, _OUTSIDE = 3, 4  # what the rules said: they were not asked; the word is none of the phrase


def features(
    near: Sequence[tuple[str, str]], unit: str, kind: str, said: Sequence[int] | None, cue: str
) -> npt.NDArray[np.int64]:
    """The numbers of the features of each word, a row a word.

    ``near``: the words and their kinds. ``said``: what the rules made of each word (0 nothing, 1 deed, 2 noun), None:
    not asked.
    """
    n = len(near)
    edge = _edge()
    adds = np.array([edge, edge, *[_adds(*word) for word in near], edge, edge])
    made = adds[2:-2, _OWN] + adds[1:-3, _BEFORE]
    made += adds[3:-1, _BEHIND]
    made += adds[:-4, _TWO_BEFORE]
    made += adds[4:, _TWO_BEHIND]
    marks = [_UNASKED] * (n + 2) if said is None else [_OUTSIDE, *said, _OUTSIDE]
    total, before, places = sum([k == Kind.VERB for _, k in near]), 0, []
    for at, (_, of) in enumerate(near):
        verb = of == Kind.VERB
        after = total - before - verb
        left, here, right = marks[at : at + 3]
        places.append(
            _at(min(n - 1 - at, _FAR), min(at, _FAR - 1), min(before, _MANY), min(after, _MANY), here, left, right)
        )
        before += verb
    made += np.array(places)
    made += adds[2, _OPENING] + adds[-3, _CLOSING] + _all_over(unit, kind, cue)
    made ^= made >> _HALF
    made *= _ODD
    return (made >> _REST).astype(np.int64)


_HALF, _ODD, _REST = np.uint64(32), np.uint64(0x94D049BB133111EB), np.uint64(64 - BITS)

_DEED_INSIDE = "v"  # kind of a verb that ends a name
_LONGEST = 12  # words; more without a stop are several lines run together
_COMPOUND = 4  # characters of the shortest name that a verb of two ends
_NAMES = frozenset((Kind.NOUN, Kind.WEAK, Kind.VERB))


def pieces(near: Sequence[Token], parsed: Parsed) -> list[Token]:
    """The words, cut where the rules cut them (牌装: 牌 装), and names that end in a verb cut before it.

    工伤认定 is what was done (认定) as often as it is a thing.
    """
    inner = {at for span in (parsed.action, parsed.object) if span is not None for at in span}
    out: list[Token] = []
    for t in near:
        at = next((n for n in inner if t.start < n < t.end), 0) if t.end - t.start == len(t.word) > 1 else 0
        if not at and t.kind in _NAMES and t.end - t.start == len(t.word) >= _COMPOUND:
            at = t.end - 2 if t.word[-2:] in words().verb_class else 0
        if not at:
            out.append(t)
            continue
        here = at - t.start
        out += (Token(t.start, at, t.word[:here], t.kind), Token(at, t.end, t.word[here:], _DEED_INSIDE))
    return out


# ---------------------------------------------------------------- readings

NOTHING, DEED, NOUN = 0, 1, 2
# words before, deed, words between, noun, words behind; noun, words between, deed
_STATES = (NOTHING, DEED, NOTHING, NOUN, NOTHING, NOUN, NOTHING, DEED)
_NEXT = ((0, 1, 5), (1, 2, 3, 4), (2, 3), (3, 4), (4,), (5, 6, 7, 4), (6, 7), (7, 4))
_FIRST = (0, 1, 5)
_LAST = (0, 1, 3, 4, 5, 7)
_NEVER = -1e9


def likeliest(scores: Sequence[Sequence[float]]) -> tuple[list[int], float]:
    """The likeliest reading of words of which each has the logarithms of being nothing, deed and noun; and its sum."""
    best = [_NEVER] * len(_STATES)
    for s in _FIRST:
        best[s] = scores[0][_STATES[s]]
    back: list[list[int]] = []
    for score in scores[1:]:
        reached, came = [_NEVER] * len(_STATES), [0] * len(_STATES)
        for s, value in enumerate(best):
            if value <= _NEVER:
                continue
            for t in _NEXT[s]:
                new = value + score[_STATES[t]]
                if new > reached[t]:
                    reached[t], came[t] = new, s
        back.append(came)
        best = reached
    state = max(_LAST, key=best.__getitem__)
    total, states = best[state], [state]
    for came in reversed(back):
        states.append(came[states[-1]])
    return [_STATES[s] for s in reversed(states)], total


def said_by(parsed: Parsed, near: Sequence[Token]) -> list[int]:
    """What a reading makes of each word."""
    out = []
    for t in near:
        deed = parsed.action is not None and parsed.action[0] < t.end and t.start < parsed.action[1]
        noun = parsed.object is not None and parsed.object[0] < t.end and t.start < parsed.object[1]
        out.append(DEED if deed else NOUN if noun else NOTHING)
    return out


# ---------------------------------------------------------------- the model


@dataclass(frozen=True)
class Tagger:
    """What each feature adds for a deed and for a noun (against neither), in units of 1 / ``scale``.

    ``table`` has a row for each number that a feature may have, ``bias`` is what every word starts from. A reading
    takes the place of the rules' one when its words are ``margin`` likelier (natural logarithm).
    """

    table: npt.NDArray[np.int8]
    bias: npt.NDArray[np.float64]
    scale: float
    margin: float

    def scores(self, rows: npt.NDArray[np.int64]) -> list[list[float]]:
        """How much speaks for each word being nothing, a deed and a noun: logarithms, each row up to a constant."""
        sums = self.table.take(rows, axis=0).sum(axis=1, dtype=np.int32) / self.scale + self.bias
        return [[0.0, deed, noun] for deed, noun in sums.tolist()]


@cache
def shipped() -> Tagger | None:
    return arrays_of(
        "tagging",
        lambda found: Tagger(found["table"], found["bias"], float(found["scale"]), float(found["margin"])),
    )


def _plain(near: Sequence[Token], said: Sequence[int], cue: str) -> bool:
    """Is the rules' reading not worth weighing?

    ``发放宣传手册``: nothing but a listed verb that they took for the deed and nouns behind it, or either (nearly half
    of all phrases; of those on eighteen pages none was read otherwise). ``党员走访``: who did it is no noun that is
    counted; ``、进农村``: a list goes on.
    """
    if cue == "subject" or near[0].kind == Kind.JOINER:
        return True
    first = near[0].kind == Kind.VERB and said[0] == DEED and near[0].word in words().verb_class
    rest = near[1:] if first else near
    return {t.kind for t in rest} <= _NOUNS and all(tag == NOUN for tag in said[first:])


_DEEDS = frozenset((*_NAMES, _DEED_INSIDE))
_NO_DEED = frozenset(("stative", "rate", "bare"))
_NOUNS = frozenset((Kind.NOUN,))
_OCCASIONS = frozenset(("session", "turnout"))
_PHRASES = 1 << 12


def _alike(one: Range | None, other: Range | None) -> bool:
    """Does one range hold the other, or are both none?"""
    if one is None or other is None:
        return one is other
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def _stands(near: Sequence[Token], deeds: Sequence[Token], parsed: Parsed, kind: str) -> bool:
    """Do the rules know this better?

    A deed they found is never taken away (of such changes a third were right, no more than the rules had been); a
    deed is a word that says something; a check or a treatment that its verb names is what is counted where occasions
    are (水质抽检120次); and a light verb is no deed where another is (危房改造完成36户).
    """
    if (parsed.action is not None and not deeds) or any(t.kind not in _DEEDS for t in deeds):
        return True
    named = parsed.object if parsed.action is None else parsed.action
    whole = named is not None and named[0] <= near[0].start and near[-1].end <= named[1]
    if whole and kind in _OCCASIONS and deeds and deeds[-1] == near[-1]:
        return True
    light = words().light
    if parsed.action is None or not deeds or any(t.word not in light for t in deeds):
        return False
    return not any(t.word in light for t in near if parsed.action[0] <= t.start and t.end <= parsed.action[1])


@lru_cache(maxsize=_PHRASES)
def _decided(
    near: tuple[tuple[str, str], ...], said: tuple[int, ...], cue: str, unit: str, kind: str
) -> list[int] | None:
    """What each word is, where that is likelier than what the rules said by the margin."""
    tagger = shipped()
    if tagger is None:
        return None
    scores = tagger.scores(features(near, unit, kind, said, cue))
    found, total = likeliest(scores)
    ruled = sum([score[tag] for score, tag in zip(scores, said, strict=True)])
    return found if total - ruled >= tagger.margin else None


def forget() -> None:
    """Let go of what was decided, once other weights are to decide."""
    _decided.cache_clear()


def weighed(parsed: Parsed, near: Sequence[Token], unit: str, kind: str) -> Parsed:
    """The rules' reading of the words before a figure, or one that their features make much likelier.

    >>> from corpus_tools.measures.clauses import tokens
    >>> copy = "张家村水磨坊翻新"
    >>> near = tokens(copy, 0, len(copy))
    >>> made = weighed(Parsed(), near, "座", "")
    >>> copy[slice(*made.action)], copy[slice(*made.object)], made.cue
    ('翻新', '水磨坊', 'noun-verb-figure')
    """
    tagger = shipped()
    if tagger is None or not near or parsed.spread or len(near) > _LONGEST:
        return parsed
    near = pieces(near, parsed)
    said = tuple(said_by(parsed, near))
    if _plain(near, said, parsed.cue):
        return parsed
    found = _decided(tuple([(t.word, t.kind) for t in near]), said, parsed.cue, unit, kind)
    if found is None:
        return parsed
    deeds = [t for t, tag in zip(near, found, strict=True) if tag == DEED]
    nouns = [t for t, tag in zip(near, found, strict=True) if tag == NOUN]
    action = (deeds[0].start, deeds[-1].end) if deeds else None
    noun = phrase(unset(nouns)) or (nouns[0].start, nouns[-1].end) if nouns else None
    if (_alike(action, parsed.action) and _alike(noun, parsed.object)) or _stands(near, deeds, parsed, kind):
        return parsed
    if action is None:
        cue = parsed.cue if parsed.cue in _NO_DEED else "bare"
    elif noun is None:
        cue = "verb-figure"
    else:
        cue = "verb-noun-figure" if action < noun else "noun-verb-figure"
    return replace(parsed, action=action, object=noun, cue=cue, nouns=())
