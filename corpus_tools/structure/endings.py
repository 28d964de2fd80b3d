"""Whether a paragraph is one that reports end with: it tells what is lacking, or what is to come.

Words tell some of it (``lexicon/reports.toml``, ``lacks``). No list has them all (``夜里上山吃力``), so a paragraph is
weighed as well: by the characters of its last sentence and those it begins with. How much each says is estimated from
blocks of the project's own that are known to tell it (``benchmarks/endings.py``) and stored as plain numbers in
models/endings/weights.json.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from corpus_tools.models import weights_of
from corpus_tools.structure.phrases import rules_of_openings

__all__ = ["LIKELY", "features", "lacks", "probability"]

# From this probability on a paragraph says so (models/endings/README.md shows the choice)
LIKELY = 0.3

_REACH = 80  # characters at the end in which words are looked for
_LAST = 60  # characters of the last sentence that are weighed
_HEAD = 12  # and of the beginning
_BEGINS = 4  # characters of the beginning that are taken as a whole
_LONGEST = 3  # characters that are weighed together
_FIGURES = 3  # of the last sentence that are told apart
_FIGURE = re.compile(r"\d[\d.]*")
_DIGITS = re.compile(r"\d")
_STOPS = "。!?"


def lacks(paragraph: str) -> bool:
    """Whether a paragraph tells at its end what is lacking or to come.

    >>> lacks("困难主要是人手少,夜里上山吃力。"), lacks("清淤渠道9公里,修补堤坝14处。")
    (True, False)
    """
    rules = rules_of_openings()
    last = _last(paragraph)
    if rules["answers"].match(last) and _FIGURE.search(last):
        return False  # 针对经费不足的问题,筹资12万元: what was done about it
    said = rules["lacks"].search(paragraph[-_REACH:])
    if said and not rules["solves"].search(paragraph[-_REACH:][: said.start()].rpartition(",")[2]):
        return True
    return last[-1:] in ("。", "!") and _weighed(paragraph[:_HEAD], last) >= LIKELY


def features(paragraph: str) -> list[str]:
    """What speaks for or against it: what begins the paragraph, the characters and figures of its last sentence.

    >>> features("人手少。")[:5], features("人手少。")[-1]
    (['figures=0', '^人', '^人手', '^人手少', '^人手少。'], '手少。')
    """
    return _features(paragraph[:_HEAD], _last(paragraph))


def _features(head: str, last: str) -> list[str]:
    figures = min(_FIGURES, len(_FIGURE.findall(last)))
    head, last = _DIGITS.sub("0", head), _DIGITS.sub("0", last)
    out = [f"figures={figures}"]
    out += [f"^{head[:n]}" for n in range(1, _BEGINS + 1)]
    out += [f"^{head[i : i + 2]}" for i in range(1, len(head) - 1)]
    out += [last[i : i + n] for n in range(1, _LONGEST + 1) for i in range(len(last) - n + 1)]
    return out


def _last(paragraph: str) -> str:
    """What is weighed of a paragraph's last sentence."""
    return paragraph[max(paragraph.rfind(c, 0, -1) for c in _STOPS) + 1 :][-_LAST:]


@lru_cache(maxsize=256)  # several steps ask of the same paragraphs
def _weighed(head: str, last: str) -> float:
    weights = _weights()
    return 0.0 if weights is None else _logistic(weights, _features(head, last))


def probability(weights: Mapping[str, int], paragraph: str) -> float:
    """What weights say of a paragraph."""
    return _logistic(weights, features(paragraph))


def _logistic(weights: Mapping[str, int], found: list[str]) -> float:
    score = sum(filter(None, map(weights.get, set(found)))) + weights[""]
    return 1 / (1 + math.exp(-score / 100))


@cache
def _weights() -> Mapping[str, int] | None:
    """Weights in hundredths, by feature, that of "" always there; None where there is no model: words alone tell."""
    return weights_of("endings", lambda found: {**found, "": int(found[""])})
