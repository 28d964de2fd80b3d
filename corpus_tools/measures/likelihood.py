"""What deed, noun and unit make likely, beside what the rules say: a log-linear model over their parts.

An object no list holds still ends in characters that other nouns end in (`马蜂窝` like `鸟窝`), stands behind a verb
and has a unit; each speaks for some categories. How much, is estimated from the word lists and from marked clauses
(``estimating``) and stored as plain numbers in models/categories/weights.json: for each feature its weight for each
category, and how much the word of a rule counts against them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from corpus_tools.measures.packed import Packed
from corpus_tools.models import weights_of

__all__ = ["Parts", "Weights", "features", "probability", "shipped", "weights"]

_NOTHING: dict[str, int] = {}
_LENGTHS = (1, 2, 3)  # characters of a noun's ending
_DEED_LENGTHS = (1, 2)  # and of a deed's
_PAIR = 2  # characters of a noun's ending that are weighed together with deed and unit


class Parts(NamedTuple):
    """A measure taken apart: what rules and weights look at.

    ``actions`` are the verb and its classes, ``tail`` the noun without closing marks, ``head`` the longest entry of the
    lists it ends in and ``noun_class`` that entry's class (both "" where no list has it), ``units`` the unit and its
    classes.
    """

    action: str
    actions: frozenset[str]
    tail: str
    head: str
    noun_class: str
    units: frozenset[str]


def features(parts: Parts, before: Sequence[str] = ()) -> list[str]:
    """What of a measure may speak for a category, each under its name.

    ``before``: the categories of what its sentence counts before it, the nearest last; two of them speak.

    >>> made = features(Parts("摘除", frozenset(("摘除", "clear")), "马蜂窝", "", "", frozenset(("个", "spot"))))
    >>> made[:4]
    ['unit=spot', 'unit=个', 'deed=clear', 'deed=摘除']
    >>> [name for name in made if name.startswith("noun")]
    ['noun~窝', 'noun~蜂窝', 'noun~马蜂窝', 'noun*马蜂', 'noun*马', 'noun*蜂', 'noun^马蜂']
    """
    units, actions, of_both = _without_noun(parts.action, parts.actions, parts.units)
    tail = parts.tail
    out = [*of_both]
    if before:
        last = before[-1]
        out += [f"before={last}", f"before+class={last}+{parts.noun_class}"]
        out += [f"before+before={last}+{one}" for one in before[-2:-1]]
        out += [f"before+deed={last}+{a}" for a in actions]
        out += [f"before+unit={last}+{u}" for u in units]
    if not tail:
        return [*out, "no noun"]
    out += {f"noun~{tail[-n:]}": None for n in _LENGTHS}
    out += {f"noun*{tail[at : at + 2]}": None for at in range(len(tail) - 2)}
    out += {f"noun*{character}": None for character in tail[:-1]}
    out.append(f"noun^{tail[:2]}")
    ending = tail[-_PAIR:]
    out += [f"deed+noun={a}+{ending}" for a in actions]
    out += [f"unit+noun={u}+{ending}" for u in units]
    out.append(f"verb+noun={parts.action}+{tail[-1]}")
    known = parts.noun_class
    if known:
        out += [f"class={known}", f"head={parts.head}"]
    out += [f"class+deed={known}+{a}" for a in actions]
    out += [f"class+unit={known}+{u}" for u in units]
    return out


@lru_cache(maxsize=1 << 10)  # deed and unit; a report has few that no other has
def _without_noun(
    action: str, actions: frozenset[str], units: frozenset[str]
) -> tuple[list[str], list[str], tuple[str, ...]]:
    """Units and deeds in order, and the features in which no noun takes part."""
    of_units, deeds = sorted(units), sorted(actions)
    out = [f"unit={u}" for u in of_units]
    out += [f"deed={a}" for a in deeds]
    if action:
        out += {f"deed~{action[-n:]}": None for n in _DEED_LENGTHS}
    out += [f"deed+unit={a}+{u}" for a in deeds for u in of_units]
    return of_units, deeds, tuple(out)


@dataclass(frozen=True)
class Weights:
    """The model: for each category its ``bias``, for each feature its weights by category, in units of 1 / ``scale``.

    ``trust`` says what a rule adds to its own category by how firm it is, ``rules`` beside which rules the weights were
    estimated: one they do not know is a user's, and stands.
    """

    bias: Mapping[str, int]
    table: Mapping[str, Mapping[str, int]]
    scale: int
    trust: Mapping[str, float]
    rules: frozenset[str]

    @cached_property
    def _packed(self) -> Packed:
        return Packed(self.bias, self.table)

    @cached_property
    def _categories(self) -> list[str]:
        return list(self.bias)

    def scores(self, names: Iterable[str]) -> dict[str, float]:
        """Logarithms of how likely each category is, up to a constant."""
        sums = Counter(self.bias)
        for name in names:
            sums.update(self.table.get(name, _NOTHING))
        return {category: weight / self.scale for category, weight in sums.items()}

    def weigh(self, parts: Parts, before: tuple[str, ...], ruled: str, kind: str) -> list[float]:
        """``scores`` of a measure in the order of ``bias``, a rule as firm as ``kind`` having said ``ruled``."""
        scale = self.scale
        scores = [weight / scale for weight in self._packed.sums(parts, before)]
        scores[self._categories.index(ruled)] += self.trust[kind]
        return scores

    def likeliest(self, scores: list[float]) -> str:
        """The category with the highest of the ``scores``."""
        return self._categories[scores.index(max(scores))]

    def reasons(self, names: Iterable[str], category: str) -> list[tuple[str, float]]:
        """What each feature adds for a category, the strongest first."""
        found = [(name, self.table.get(name, _NOTHING).get(category, 0) / self.scale) for name in names]
        return sorted((pair for pair in found if pair[1]), key=lambda pair: -abs(pair[1]))


def probability(scores: Sequence[float]) -> float:
    """How likely that with the highest of the ``scores`` is.

    >>> probability([1.0, 1.0])
    0.5
    """
    highest, exp = max(scores), math.exp
    return 1 / sum([exp(score - highest) for score in scores])


def weights(data: Mapping[str, Any]) -> Weights:
    """The model that a file of weights holds."""
    bias = {str(category): int(value) for category, value in data["bias"].items()}
    return Weights(bias, data["features"], int(data["scale"]), dict(data["trust"]), frozenset(data["rules"]))


@cache
def shipped() -> Weights | None:
    """The model of this process; None where its folder of models holds none, and rules alone decide.

    Raises
    ------
    ModelError
        As ``weights_of``.
    """
    return weights_of("categories", weights)
