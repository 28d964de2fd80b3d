"""Weights of ``likelihood``, estimated from marked measures and from the word lists."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from corpus_tools import lexicon
from corpus_tools.measures.categories import categorise, take_apart
from corpus_tools.measures.clauses import words
from corpus_tools.measures.likelihood import Parts, features

__all__ = ["TRUST", "Example", "estimate", "hidden", "taught"]

# What a rule's word adds to the logarithm of its category's probability. Chosen with nouns hidden, on pages of other
# making (models/categories/README.md)
TRUST = {"named": 3.0, "sure": 1.5, "unsure": 0.5, "none": 0.0}
_OFTEN = 2  # features seen once say nothing of others
_STRENGTH = 2.0  # inverse of the regularisation
_LEAST = 0.2  # smaller weights are left out: they are half of all and moved no decision in a hundred
_SCALE = 100
_TAUGHT = 0.15  # weight of an example that the rules made up, against one that somebody marked


class Example(NamedTuple):
    """A measure's deed, noun and unit, what it counts, how much the example weighs, what its sentence counts before."""

    action: str
    object: str
    unit: str
    category: str
    weight: float = 1.0
    before: tuple[str, ...] = ()


def taught(examples: Sequence[Example], seed: int = 1) -> list[Example]:
    """An example for every noun of the lists: with deed and unit of a marked noun of its class, as the rules read it.

    So that what the lists know of the endings of nouns comes in.
    """
    company: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for e in examples:
        company[take_apart("", e.object, "").noun_class].append((e.action, e.unit))
    chance = random.Random(seed)
    made = []
    for noun, noun_class in words().object_class.items():
        if company[noun_class]:
            action, unit = chance.choice(company[noun_class])
            made.append(Example(action, noun, unit, categorise(action, noun, unit).ruled, _TAUGHT))
    return made


def hidden(parts: Parts) -> Parts | None:
    """The measure as it would be read if no list had its noun; None where none has.

    What the lists say of the nouns they hold is right, so weights estimated from these alone lean on it, and fail where
    a noun is new.

    >>> hidden(take_apart("安装", "景观路灯", "盏")).head
    '灯'
    """
    if len(parts.head) < len("路灯"):
        return None
    last = parts.head[-1]
    known = words().object_class.get(last, "")
    return parts._replace(head=last if known else "", noun_class=known)


def estimate(examples: Iterable[Example]) -> dict[str, Any]:
    """Weights as a file holds them (``likelihood.weights`` reads it): integers, hundredths.

    A multinomial logistic regression (scikit-learn), its features those of ``likelihood.features``.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    every = [(take_apart(e.action, e.object, e.unit), e) for e in examples]
    every += [(unknown, e) for parts, e in every if (unknown := hidden(parts)) is not None]
    seen = [features(parts, e.before) for parts, e in every]
    often = Counter(name for names in seen for name in names)
    vectors = DictVectorizer()
    rows = vectors.fit_transform([dict.fromkeys((n for n in names if often[n] >= _OFTEN), 1) for names in seen])
    rows.indices, rows.indptr = rows.indices.astype("int32"), rows.indptr.astype("int32")  # all that the solver takes
    model = LogisticRegression(C=_STRENGTH, max_iter=600, tol=1e-4)
    model.fit(rows, [e.category for _, e in every], sample_weight=[e.weight for _, e in every])
    categories = [str(name) for name in model.classes_]
    if len(categories) == 2:  # scikit-learn then keeps one row for both
        model.coef_, model.intercept_ = (
            model.coef_ * [[-0.5], [0.5]],
            [-model.intercept_[0] / 2, model.intercept_[0] / 2],
        )
    table: dict[str, dict[str, int]] = {}
    for column, name in enumerate(vectors.get_feature_names_out()):
        pairs = zip(categories, model.coef_[:, column], strict=True)
        kept = {category: round(w * _SCALE) for category, w in pairs if abs(w) >= _LEAST}
        if kept:
            table[name] = kept
    rules = sorted({rule.get("name", rule["category"]) for rule in lexicon.load("categories")["rules"]})
    return {
        "scale": _SCALE,
        "bias": {category: round(float(b) * _SCALE) for category, b in zip(categories, model.intercept_, strict=True)},
        "trust": TRUST,
        "rules": rules,
        "features": table,
    }
