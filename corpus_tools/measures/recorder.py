"""What a reading of one text gathers: quantities, guards, and what waits for a neighbour to confirm it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from corpus_tools import lexicon
from corpus_tools.measures import measure_words, modifiers
from corpus_tools.measures.guard_reasons import REFINED, refine
from corpus_tools.measures.measure_words import Unit
from corpus_tools.measures.numerals import Numeral
from corpus_tools.measures.quotes import Quotes
from corpus_tools.records import Guard, Modifier, Number, Quantity

__all__ = ["Recorder"]

# how far apart two quantities of one enumeration stand (一个领导小组、三个工作组)
CHAIN = 16
# how sure a reading is that does not rest on numeral and known unit; every other is 1
CONFIDENCE = {
    "replaced_year": 0.7,
    "table": 0.8,
    "placeholder": 0.8,
    "masked_year": 0.8,
    "lost_money": 0.8,
    "gap": 0.6,
    "bare": 0.6,
    "chain": 0.5,
    "chain_end": 0.5,
    "article": 0.5,
    "unknown_unit": 0.4,
}


_LAST = "chain_end"


_CHAINED = re.compile("[、,][\u4e00-\u9fff]{2,8}")  # between two figures without a unit of one chain: 、答复


@cache
def _deed() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon.load("units")["bare_chain"]["words"])))


@cache
def _label() -> re.Pattern[str]:
    return re.compile("[" + "".join(lexicon.load("units")["bare_chain"]["labels"]) + "]")


class Recorder:
    """Gathers the records of one text.

    Parameters
    ----------
    copy : str
        The text the ranges stand in.
    text : str
        The same in half-width forms, of the same length; what is read.
    breaks : sorted sequence of int
        Offsets that no quantity crosses.
    """

    def __init__(self, copy: str, text: str, breaks: Sequence[int] = ()) -> None:
        self.copy = copy
        self.text = text
        self.breaks = breaks
        self.quotes = Quotes(text)
        self.found: list[Quantity] = []
        self.pending: list[tuple[int, Quantity]] = []  # with the place in ``found`` where each would stand
        self.guards: list[Guard] = []

    def guard(self, start: int, end: int, reason: str) -> int:
        """Note a numeral that counts nothing; gives its end."""
        if reason in REFINED:
            if reason in ("no_unit", "digits") and self.quoted(start, end):
                reason = "quoted_name"
            else:
                reason = refine(self.text, start, end, reason)
        self.guards.append(Guard(start, end, reason))
        return end

    def crosses(self, start: int, end: int) -> bool:
        """Whether a break lies inside ``start:end``."""
        return bool(self.breaks) and self.next_break(start) < end

    def next_break(self, at: int) -> int:
        """The first break after ``at``, or the end of the text."""
        i = bisect_right(self.breaks, at)
        return self.breaks[i] if i < len(self.breaks) else len(self.text)

    def measured(self, at: int, numeral: Numeral, unit: Unit, rule: str) -> Quantity | None:
        """The quantity of a numeral at ``at`` and its unit; None where a break lies inside."""
        modifier = numeral.modifier
        if modifier == "exact":
            around = modifiers.after(self.text, unit.end) or modifiers.before(self.text, at, numeral.bare)
            modifier = around or "exact"
        start = at - 1 if at and self.text[at - 1] in "¥￥$" else at
        if rule == "replaced_year":
            return self.lost(start, unit, modifier, rule)
        if modifier == "exact":
            high = numeral.value if numeral.value_max is None else numeral.value_max
            bounds: tuple[Number | None, Number | None] = (numeral.value, high)
        else:
            vague = numeral.rule == "vague"
            bounds = modifiers.bounds(numeral.value, numeral.value_max, modifier, numeral.infix, numeral.step, vague)
        return self._build(start, numeral.value, numeral.value_max, unit, modifier, bounds, rule)

    def lost(self, start: int, unit: Unit, modifier: Modifier, rule: str) -> Quantity | None:
        """The quantity whose figure is masked, mangled or gone; ``modifier`` "exact" is looked up around it."""
        if modifier == "exact":
            around = modifiers.after(self.text, unit.end) or modifiers.before(self.text, start)
            modifier = around or "exact"
        return self._build(start, None, None, unit, modifier, (None, None), rule)

    def _build(
        self,
        start: int,
        value: Number | None,
        value_max: Number | None,
        unit: Unit,
        modifier: Modifier,
        bounds: tuple[Number | None, Number | None],
        rule: str,
    ) -> Quantity | None:
        end = unit.end
        if self.crosses(start, end):
            return None
        text = self.copy[start:end]
        sure = CONFIDENCE.get(rule, 1.0)
        return Quantity(
            start, end, text, value, value_max, unit.canonical, unit.raw, modifier, bounds[0], bounds[1], rule, sure
        )

    def add(self, quantity: Quantity | None, end: int) -> int:
        """Take a quantity up, if there is one; gives ``end``."""
        if quantity is not None:
            self.found.append(quantity)
        return end

    def defer(self, quantity: Quantity | None) -> None:
        """Hold a quantity until ``settle``."""
        if quantity is not None:
            self.pending.append((len(self.found), quantity))

    def settle(self) -> None:
        """Take up what was held where another quantity stands beside it in an enumeration."""
        chained = self._chained()
        kept = [
            q
            for n, (place, q) in enumerate(self.pending)
            if n in chained or (q.rule != _LAST and self._enumerated(place, q))
        ]
        if kept:
            spans = {(q.start, q.end) for q in kept}
            self.guards = [g for g in self.guards if (g.start, g.end) not in spans]
            self.found += kept

    def _chained(self) -> set[int]:
        """Pending figures that only stand beside one another: 接待来访320、答复15; a deed must be said of one."""
        out: set[int] = set()
        for n in range(len(self.pending) - 1):
            one, other = self.pending[n][1], self.pending[n + 1][1]
            if one.rule != "article" != other.rule and _CHAINED.fullmatch(self.text, one.end, other.start):
                said = self.text[max(0, one.start - CHAIN) : other.start]
                named = any(_label().match(self.text, max(0, q.start - 1)) for q in (one, other))
                if _deed().search(said) and not named:
                    out |= {n, n + 1}
        return out

    def _enumerated(self, place: int, q: Quantity) -> bool:
        gaps = []
        if place:
            gaps.append((self.found[place - 1].end, q.start))
        if place < len(self.found):
            gaps.append((q.end, self.found[place].start))
        for a, b in gaps:
            gap = self.text[a:b] if b - a <= CHAIN else "。"
            if any(c in gap for c in "。;；\n!?"):
                continue
            if q.rule == "chain" and "," in gap:
                return True
            if any(c in gap for c in "、和及") and not any(c in gap for c in ",:"):
                return True
        return False

    def quoted(self, start: int, end: int) -> bool:
        """Whether ``start:end`` stands in a title or a quoted name."""
        return start < self.quotes.last and self.quotes.name(start, end)

    def after_han(self, at: int) -> bool:
        """Whether a Chinese character stands before ``at``."""
        return at > 0 and measure_words.han(self.text[at - 1])
