"""Which of the words around a figure are its deed, and which its noun: a tagger beside the rules.

The rules of this room know how clauses are built from words that the lists hold; where a word is in no list, a verb
stands in a name, or a noun was said some clauses before, they fail together. The tagger weighs for each word what it
is, what stands around it, where it is to the figure, the unit, and what the rules said of it (``word_features``), and
finds the likeliest whole reading: a deed and a noun, or one of them, or none. How much each weighs is estimated from
the project's marked measures (``benchmarks/tagging.py``) and stored as small numbers in models/tagging.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.measures.clauses import Kind, Token
from corpus_tools.measures.phrases import phrase, unset
from corpus_tools.measures.sentence import Link, Place, Range, Sentence
from corpus_tools.measures.surroundings import (
    DEED,
    DEED_INSIDE,
    NAMES,
    NOTHING,
    NOUN,
    Around,
    around,
    spots,
)
from corpus_tools.measures.vocabulary import words
from corpus_tools.measures.word_features import BITS, NO_WORD, features
from corpus_tools.models import arrays_of

__all__ = ["INSIDE", "OPENING", "TAGS", "Tagger", "likeliest", "may_be", "shipped", "weighed"]

# ---------------------------------------------------------------- readings

# Deed and noun each: still to come, here, behind; not both here
_STATES = [(deed, noun) for deed in range(3) for noun in range(3) if (deed, noun) != (1, 1)]
TAGS = [DEED if deed == 1 else NOUN if noun == 1 else NOTHING for deed, noun in _STATES]


def _followed(opens: bool) -> list[list[int]]:
    """The states that may follow each; a noun begins only where it ``opens``."""
    out = []
    for deed, noun in _STATES:
        past = 2 * (deed > 0), 2 * (noun > 0)
        then = [past]
        if deed < 2:
            then.append((1, past[1]))
        if noun == 1 or (noun == 0 and opens):
            then.append((past[0], 1))
        out.append([_STATES.index(state) for state in then])
    return out


OPENING, INSIDE = _followed(True), _followed(False)
_NEVER = -1e9


def likeliest(scores: Sequence[Sequence[float]], opens: Sequence[bool]) -> tuple[list[int], float]:
    """The likeliest reading of words of which each has the logarithms of being nothing, deed and noun; and its sum.

    ``opens``: which words a noun may begin with.
    """
    best = [_NEVER] * len(_STATES)
    best[0] = 0.0
    back: list[list[int]] = []
    for score, may in zip(scores, opens, strict=True):
        reached, came = [_NEVER] * len(_STATES), [0] * len(_STATES)
        follow = OPENING if may else INSIDE
        for s, value in enumerate(best):
            if value <= _NEVER:
                continue
            for t in follow[s]:
                new = value + score[TAGS[t]]
                if new > reached[t]:
                    reached[t], came[t] = new, s
        back.append(came)
        best = reached
    total = max(best)
    state = best.index(total)
    tags = []
    for came in reversed(back):
        tags.append(TAGS[state])
        state = came[state]
    return tags[::-1], total


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

    def scores(self, rows: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
        """How much speaks for each word being a deed and a noun: logarithms, against neither."""
        made: npt.NDArray[np.float64] = self.table.take(rows, axis=0).sum(axis=1, dtype=np.int32) / self.scale
        made += self.bias
        return made


def _tagger(found: Mapping[str, Any]) -> Tagger:
    """Raises ``ValueError`` where the numbers are those of other features."""
    if found["table"].shape != (1 << BITS, 2):
        raise ValueError(f"a table of {found['table'].shape}")
    return Tagger(found["table"], found["bias"], float(found["scale"]), float(found["margin"]))


@cache
def shipped() -> Tagger | None:
    """The model of this process; None where its folder of models holds none, and rules alone decide.

    Raises
    ------
    ModelError
        As ``arrays_of``.
    """
    return arrays_of("tagging", _tagger)


_DEEDS = frozenset((*NAMES, DEED_INSIDE))
_CONTENT = _DEEDS | {Kind.STATIVE}
_OCCASIONS = frozenset(("session", "turnout"))
_IMPRINT = "共印"  # 党政办12月1日印发,共印50份: of the paper that it stands under
_LEADING = (Kind.JOINER, Kind.FILLER)  # 、限期整改一般隐患
_TRAILING = (Kind.STATIVE, Kind.FILLER)  # 发放化肥达 26吨
_CLEAR = frozenset(("respectively", "rate", "verb-figure-noun", "event", "among"))
_SUM = "money"
_NO_DEED = frozenset(("stative", "rate", "bare"))


def _punishes(near: Sequence[Token]) -> bool:
    """``刑拘9人、逮捕`` 7人: a list of what was done to people, who are not named again."""
    said = near[1:] if near[0].kind == Kind.JOINER else near
    return len(said) == 1 and words().deed_class.get(said[0].word) == "enforce"


def _clear(f: Place, made: Link) -> bool:
    """Is the rules' reading so clear that it is not worth weighing?

    ``发放宣传手册``: nothing but a listed verb that they took for the deed and nouns behind it; ``垃圾清运``: or before
    it; ``更换``: the deed alone, its noun said before; ``、传单``: a list goes on; ``、限期整改隐患``: or a new deed
    follows in it. Four figures in ten; of those in
    2,000 sentences that had no part in the weights one in a hundred was read otherwise.
    """
    if made.cue in _CLEAR:
        return True
    near, deed, noun = f.near, made.action, made.object
    if deed is not None and near and near[-1][:2] == deed and f.kind == "person" and _punishes(near):
        return True
    if not near or deed is None or noun is None:
        return not near and deed is not None and noun is not None
    if near[0].kind == Kind.JOINER and made.cue == "carried":
        return all(t.kind == Kind.NOUN for t in near[1:])
    led = next((n for n, t in enumerate(near) if t.kind not in _LEADING), len(near))
    said = near[led:]
    while said and made.cue == "verb-noun-figure" and said[-1].kind in _TRAILING:
        said = said[:-1]
    kinds = [t.kind for t in said]
    if not said or kinds.count(Kind.NOUN) < len(kinds) - 1:
        return False
    verb = next((t for t in said if t.kind == Kind.VERB), None)
    if verb is None or deed != verb[:2] or verb.word not in words().verb_class:
        return False
    if verb is said[0]:
        return len(said) == 1 or noun == (said[1].start, said[-1].end)
    return not led and verb is near[-1] and noun == (near[0].start, near[-2].end)


def may_be(kinds: Sequence[str]) -> tuple[list[bool], list[bool], list[bool]]:
    """Which words, by their kinds, may be a deed, be in a noun, and begin one."""
    return (
        [kind in _DEEDS for kind in kinds],
        [kind not in NO_WORD for kind in kinds],
        [kind in _CONTENT for kind in kinds],
    )


def _decided(near: Around, tagger: Tagger) -> list[int] | None:
    """What each word is, where that is likelier than what the rules said by the margin."""
    deeds, nouns, opens = may_be([t.kind for t in near.words])
    rows = features([(t.word, t.kind) for t in near.words], spots(near), near.over, near.deed())
    scores = tagger.scores(rows)
    scores[~np.array([deeds, nouns]).T] = _NEVER
    ruled = sum([scores[n, tag - 1] for n, tag in enumerate(near.said) if tag])
    if scores.max(axis=1).clip(0).sum() - ruled < tagger.margin:  # whatever the reading
        return None
    found, total = likeliest([[0.0, *each] for each in scores.tolist()], opens)
    return found if total - ruled >= tagger.margin else None


def _range(near: Sequence[Token], tags: Sequence[int], tag: int) -> Range | None:
    found = [t for t, each in zip(near, tags, strict=True) if each == tag]
    if not found:
        return None
    return (phrase(unset(found)) if tag == NOUN else None) or (found[0].start, found[-1].end)


def _overlap(one: Range | None, other: Range | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def weighed(s: Sentence, f: Place, made: Link) -> Link:
    """The rules' link of a figure, or one that the words around it make much likelier.

    What the rules found is not taken away for nothing: of such changes no more were right than the rules had been.
    """
    tagger = shipped()
    if tagger is None or _clear(f, made) or s.copy.endswith(_IMPRINT, 0, s.quantities[f.at].start):
        return made
    near = around(s, f, made)
    found = _decided(near, tagger)
    if found is None:
        return made
    action, noun = _range(near.words, found, DEED), _range(near.words, found, NOUN)
    if action is not None and _says_less(s, f, made, action):
        action = made.action
    if noun is not None and s.word(noun) in words().suffered:  # 4人次受到通报表扬
        noun = made.object
    named = action is None and _overlap(noun, made.action)  # 核对报告, 模拟法庭: the verb is part of the noun
    if not named and (action is None or _same(near.said, found, DEED)):
        action = made.action
    if not named and (noun is None or _alike(noun, made.object)) and not _overlap(action, made.object):
        noun = made.object
    if f.kind == _SUM and noun is None and made.action is None and _overlap(action, made.object):
        return made  # 总投资300万元: what the sum is of is no deed for want of one
    if (action, noun) == (made.action, made.object) or _overlap(action, noun) or _stands(s, f, made, action, noun):
        return made
    return replace(made, action=action, object=noun, cue=_cue(made, action, noun), weighed=True)


def _says_less(s: Sentence, f: Place, made: Link, action: Range) -> bool:
    """Does the new deed say less of what was done than the rules' one?

    ``对15家企业进行了3轮检查``: 进行 names no deed; ``完成危房改造`` 30户: nor does 完成 where another stands at the
    figure, outside its noun; ``上门辅导功课`` 46次: nor does 上门.
    """
    lex, word, ruled = words(), s.word(action), made.action
    if ruled is None or word in lex.bare:
        return ruled is not None
    if word in lex.visiting:
        return ruled[0] == action[0] and ruled[1] > action[1]
    last = bool(f.near) and ruled[1] == f.near[-1].end
    named = s.word(ruled) in lex.object_class or _overlap(ruled, made.object)  # 完成结扎手术44例
    return last and word in lex.accomplish and not named


def _stands(s: Sentence, f: Place, made: Link, action: Range | None, noun: Range | None) -> bool:
    """``党员走访`` 300人次: the new noun only says who did it; ``水质抽检`` 120次: what is done is what is counted."""
    if f.kind not in _OCCASIONS:
        return False
    if made.action is None and made.object is not None and action is not None:
        return action[1] == made.object[1]
    if made.cue != "subject" or made.object is not None or noun is None:
        return False
    word = s.word(noun)
    return words().object_head(word)[1] == "staff" or word.endswith(words().actors)


def _same(said: Sequence[int], found: Sequence[int], tag: int) -> bool:
    return [each == tag for each in said] == [each == tag for each in found]


def _alike(one: Range, other: Range | None) -> bool:
    """Does one hold the other?"""
    if other is None:
        return False
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def _cue(made: Link, action: Range | None, noun: Range | None) -> str:
    if action == made.action and (noun is None) == (made.object is None):
        return made.cue
    if action is None:
        return made.cue if made.cue in _NO_DEED else "bare"
    if noun is None:
        return "verb-figure"
    return "verb-noun-figure" if action < noun else "noun-verb-figure"
