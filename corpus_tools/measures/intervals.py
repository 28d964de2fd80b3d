"""How exactly a figure is stated, and the look-ups that checks of figures share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from corpus_tools import lexicon
from corpus_tools.records import Measure

__all__ = ["EPSILON", "Read", "clause_before", "decimals", "exact", "precision"]

# Above this two results of the same figures differ for a reason, not by the arithmetic of floats.
EPSILON = 1e-6

# One character for one: offsets stay those of the page.
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}
_WIDE = (0xFF01, 0xFF01 + 94)
_CLAUSE_ENDS = ",;:.!?，。；：！？、\n"
_NUMERAL = re.compile(r"(\d+)(?:\.(\d+))?")


class Read:
    """A page's text, full-width ASCII folded character for character, with its measures."""

    def __init__(self, text: str, measures: Sequence[Measure]) -> None:
        self.text = _folded(text)
        self.measures = measures

    @cached_property
    def by_start(self) -> dict[int, Measure]:
        return {m.start: m for m in self.measures}

    def sure(self, m: Measure) -> bool:
        """Whether a measure says one number, and its clause nothing less certain (约有居民3000人)."""
        if not exact(m):
            return False
        clause = self.clause_before(m.start)
        return not any(word in clause for word in lexicon.load("arithmetic")["sum"]["rough"])

    def clause_before(self, offset: int, limit: int = 40) -> str:
        """``clause_before`` in this text."""
        return clause_before(self.text, offset, limit)


def _folded(text: str) -> str:
    """``translate`` over a whole page, many times as fast."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    wide = (points >= _WIDE[0]) & (points < _WIDE[1])
    folded = np.where(wide, points - np.uint32(_WIDE[0] - ord("!")), points)
    folded[folded == ord("\u3000")] = ord(" ")
    return folded.tobytes().decode("utf-32-le", "surrogatepass")


def clause_before(text: str, offset: int, limit: int = 40) -> str:
    """The words of the clause that ends at an offset, at most ``limit`` characters of it.

    Forty characters hold any clause that governs a figure; a line without marks must not be searched whole.

    >>> clause_before("全年巡查,发放传单300份", 10)
    '发放传单3'
    """
    first = max(0, offset - limit)
    for i in range(offset - 1, first - 1, -1):
        if text[i] in _CLAUSE_ENDS:
            return text[i + 1 : offset]
    return text[first:offset]


def exact(m: Measure) -> bool:
    """Whether a measure says one number and no more or less."""
    return m.value is not None and m.value_max is None and m.modifier == "exact"


def decimals(m: Measure) -> int:
    """Digits behind the point of a figure as written.

    >>> from corpus_tools.measures.extract import extract
    >>> [decimals(m) for m in extract("增长12.50%，投入3万元").measures]
    [2, 0]
    """
    found = _NUMERAL.search(m.text.translate(_FOLD))
    return len(found[2]) if found and found[2] else 0


def unit_of_last_digit(m: Measure) -> float:
    """What one more in the last written digit would add: 1000 for 3.6万元, 1 for 24场.

    >>> from corpus_tools.measures.extract import extract
    >>> [unit_of_last_digit(m) for m in extract("投入3.6万元，举办24场，十二件").measures]
    [1000.0, 1.0, 1.0]
    """
    text = m.text.translate(_FOLD).replace(",", "")
    found = _NUMERAL.search(text)
    if found is None or not m.value:
        return 1.0
    written = float(found.group())
    return round(m.value / written * 10.0 ** -decimals(m), 9) if written else 1.0


def precision(measures: Iterable[Measure]) -> float:
    """By how much figures that belong together may differ through rounding alone.

    Counts and figures that are all written to the same whole unit must agree. Where they are written with decimals,
    one unit of the last digit is allowed; where one is written more roughly than the others, half of its last digit.
    """
    measures = list(measures)
    units = [unit_of_last_digit(m) for m in measures]
    rough = max(units)
    if rough > min(units) + EPSILON * rough:
        return sum(1 for u in units if u == rough) * rough / 2
    return rough if any(decimals(m) for m in measures) else 0.0
