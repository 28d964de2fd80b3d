"""Is a word of two characters that no list has a verb? Its characters and the dictionary's tag say how likely.

``植入`` is made of 植 and 入, which begin and end verbs; the segmenter's dictionary calls it a noun. How much
each character speaks for a verb is estimated from the lists and from the words of the project's texts
(``benchmarks/verbs.py``, which has the figures) and stored as plain numbers in models/verbs/weights.json.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, lru_cache

from corpus_tools import segmentation
from corpus_tools.measures.vocabulary import WORDS
from corpus_tools.models import weights_of

__all__ = ["LENGTH", "LIKELY", "MAYBE", "features", "likely_verb", "probability", "tag_of"]

# From these probabilities on a word may be a verb, and is the deed of a clause that has no other
# (models/verbs/README.md shows the choice)
MAYBE, LIKELY = 0.2, 0.4
LENGTH = 2  # characters; longer verbs are mostly two words


def tag_of(word: str) -> str:
    """The dictionary's part of speech, of the last word where it is cut in several; "n" where it says nothing."""
    tagged = segmentation.tag(word)
    return tagged[-1][1] if tagged else "n"


def features(word: str) -> tuple[str, ...]:
    """What of a word may say that it is a verb.

    >>> features("植入")
    ('first=植', 'last=入', 'tag=n', 'listed=True')
    """
    return f"first={word[0]}", f"last={word[1]}", f"tag={tag_of(word)}", f"listed={segmentation.known(word)}"


@cache
def _weights() -> Mapping[str, int] | None:
    """Weights in hundredths, by feature, that of "" always there; None where there is no model, and tags decide."""
    return weights_of("verbs", lambda found: {**found, "": int(found[""])})


@lru_cache(maxsize=WORDS)
def likely_verb(word: str) -> float:
    """Probability that a word of two characters is a verb; 0 for one of another length.

    >>> likely_verb("摘录") > LIKELY > MAYBE > likely_verb("瓦房")
    True
    """
    weights = _weights() if len(word) == LENGTH else None
    return 0.0 if weights is None else probability(weights, word)


def probability(weights: Mapping[str, int], word: str) -> float:
    """What weights say of a word of two characters."""
    return 1 / (1 + math.exp(-sum(weights.get(name, 0) for name in ("", *features(word))) / 100))
