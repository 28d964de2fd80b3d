"""The evidence test: whether what two reports share was copied, or is stock that both took from nowhere.

A run of equal blocks is a copy where few reports hold it and it is more than one sentence, or one long sentence, or
one sentence taken over whole. Where many reports hold it, it may still be a template: then one and the same number
of reports holds all of it. And whoever holds it: what is put together from pieces of listed party and government
wording is a formula (`wording.covered`), for independent reports share sentences of over a hundred characters.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.chains import Block
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import CAP, FEW, GRAM, ranges
from corpus_tools.reuse.layout import Layout
from corpus_tools.reuse.runs import Run, rare_symbols
from corpus_tools.reuse.wording import covered, general

__all__ = [
    "GENERAL",
    "LEAST_SMALL",
    "MANY",
    "SHORT",
    "Evidence",
    "Facts",
    "accompanies",
    "evidence",
    "facts",
    "few_holders",
    "least_anchors",
    "plain",
    "proves",
    "score",
    "without_plain_ends",
]

MANY = 1000  # reports from which on the corpus itself says what is stock; in fewer it stands in two or three by chance
LEAST = 8  # anchors of a pair in a large corpus: two reports of one field share fewer by chance
LEAST_SMALL = 4  # up to SMALL reports, where a pair is no needle in a haystack
SMALL = 200
RARE_SHARE = 0.2  # of the reports of a small corpus that may hold a 6-gram which counts in full
RARE_LEAST = 4
SHORT = 15  # symbols: some 20 characters; of the sentences that independent pages share, the longest have 13
QUIET_HOLDERS = 5  # reports that hold a copied sentence, where there is no stock to be taken for it
QUIET_REPORTS = 25  # reports up to which `Evidence.quiet_score` holds
DIFFERS = 0.6  # what a symbol that differs takes off, where a rare one in common counts 1
GENERAL = 0.6  # of a sentence between pages of a small corpus that may stand in general words
EDGE = 6  # symbols at an end of a sentence that may be exchanged: three words
LONE_SHARE = 0.002  # of the reports of a large corpus may hold a copied sentence; a stock sentence of the benchmark
LONE_HOLDERS = 8  # is held by 0.009 or more; and at most so many, or most pairs would have to be aligned

_BETWEEN = np.zeros(1, dtype=np.uint16)  # no symbol: pieces of wording do not reach from one block into the next


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a run must show to be taken for a copy. Defaults from benchmarks/reuse.py, seeds 1–3; in symbols."""

    rare: int = 24  # within rare 6-grams: two short sentences; 16 let bank ratios phrased alike through
    share: float = 0.35  # of the matched symbols that are rare, weighed
    much: int = 60  # rare symbols, weighed, with which
    much_share: float = 0.25  # so much is enough: a small family whose members all differ
    family_share: float = 0.12  # the same where the holders agree: 20 reports weigh 0.15 (`grams.FEW / CAP`)
    agreement: float = 0.75  # of the 6-grams of a run that one and the same number of reports must hold
    least_apart: int = 45  # matched symbols in a small corpus between different pages: stock has up to 45 characters
    density: float = 0.4  # matched symbols to the longer side;
    apart_density: float = 0.65  # between different pages of a small corpus, where there are fewer than `single`:
    # frames that a field has in common (of indicators, of how a report begins) have up to 0.62
    single: int = 80  # matched symbols that one sentence must have by itself (about 110 characters of text)
    lone: int = 24  # the same where it was copied whole and little but figures changed (32 characters);
    lone_plain: int = 45  # where it holds no figures, it may be stock, which has up to 45 characters;
    lone_holders: int = 3  # at most so many reports must then hold it
    lone_share: float = 0.7  # so much of it,
    lone_density: float = 0.85  # and so much of the longer side must have matched
    several: int = 28  # symbols of a large corpus in 6-grams that so few hold, of two sentences or more,
    several_share: float = 0.5  # and so much of what matched
    wording: float = 0.45  # of a run made of pieces of stock wording: it is stock, unless
    figures_wording: float = 0.6  # (so much where it holds two figures: party wording holds none;
    family_wording: float = 0.25  # so much where more than a few reports hold the run,
    lone_wording: float = 0.2  # so much where it is one sentence;
    general: float = GENERAL  # so much with general words where it is one sentence between pages of a small corpus,
    general_more: float = 0.7  # or more than one, or holds figures; policies that are copied have 0.2 to 0.56)
    small: bool = True  # a corpus too small to say what is stock,
    quiet: bool = False  # but in which what stands by itself in two reports hardly ever stands in a third;
    quiet_lone: int = SHORT  # there so many matched symbols prove (20 characters of text), of which
    quiet_own: int = 12  # so many are in no general word: of greetings and slogans at most 8 of 12, of copies 14
    quiet_general: float = 0.3  # or so many, where this share of it stands in general words: of set phrases whose words
    quiet_much: int = 25  # are hardly known a third, and up to 24 symbols stand in none; of what says something .22
    quiet_density: float = 0.9  # and so much of the longer side must have matched;
    quiet_score: float = 17.0  # or it scores so much (see `score`) where it is whole,
    quiet_part: float = 1.5  # and so much more where it is a part of a sentence
    beside: int = 120  # so many of its rare symbols are in no such piece (`wording.covered` has the distributions)
    companion: int = 11  # matched symbols of a sentence beside a proven passage (15 characters of text)
    companion_density: float = 0.7

    @property
    def least(self) -> int:
        """Rare symbols, weighed, below which nothing is proven."""
        least = min(self.rare, self.lone * FEW // max(FEW, self.lone_holders))
        return min(least, self.quiet_lone) if self.quiet else least

    def apart(self, a_lay: Layout, b_lay: Layout) -> bool:
        """Whether two reports are of different pages, and of a corpus too small to say what is stock."""
        return self.small and a_lay.page != b_lay.page


def evidence(reports: int, quiet: bool = False) -> Evidence:
    """What is asked for in a corpus of so many reports; of a small one, whether it is ``quiet``."""
    usual = Evidence(quiet=quiet)
    if reports < MANY:
        # twice as many reports are four times as many pairs that may agree by chance
        more = int(math.log2(max(1, reports / QUIET_REPORTS)))
        holders = QUIET_HOLDERS if quiet else usual.lone_holders
        return dataclasses.replace(usual, quiet_score=usual.quiet_score + more, lone_holders=holders)
    # of a thousand reports three may have drawn one stock sentence: there only two may hold a copied one
    holders = min(LONE_HOLDERS, max(2, int(LONE_SHARE * reports)))
    # a sentence of 20 6-grams, or 25 characters, at least: shorter ones that only two of thousands have are phrased
    # alike more often than copied
    return dataclasses.replace(usual, lone=20, lone_plain=20, lone_holders=holders, small=False, quiet=False)


def least_anchors(reports: int) -> int:
    """Anchors that a pair must have in a corpus of so many reports."""
    return LEAST_SMALL if reports <= SMALL else LEAST


def few_holders(reports: int) -> int:
    """Number of holders up to which a 6-gram speaks for copying with its full weight."""
    return int(min(CAP, max(RARE_LEAST, RARE_SHARE * reports)))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted of a run's matched symbols.

    ``stock`` is the share of them that is put together from pieces of listed wording, ``holders`` the commonest
    number of reports that hold a 6-gram, ``agreement`` the share of the 6-grams that so many hold: the sentences of
    a template are held by the same reports; stock sentences side by side each have their own.
    """

    stock: float
    holders: int
    agreement: float
    few: float  # symbols within 6-grams that at most `Evidence.lone_holders` hold


def facts(runs: Sequence[Run], made: Forms, spread: npt.NDArray[np.uint16], e: Evidence) -> list[Facts]:
    """The facts of many runs, counted together; ``spread`` says how many reports hold the 6-gram at each symbol."""
    if not runs:
        return []
    start = np.array([a for r in runs for a, _, _ in r.blocks], np.int64)
    size = np.array([n for r in runs for _, _, n in r.blocks], np.int64)
    run = np.repeat(np.arange(len(runs)), [len(r.blocks) for r in runs])
    # the symbols of each block, and behind it one that is none
    ends = np.cumsum(size + 1)
    symbols = np.zeros(int(ends[-1]), np.uint16)
    symbols[ranges(ends - size - 1, size)] = made.codes[ranges(start, size)]
    stock = np.bincount(np.repeat(run, size + 1), weights=covered(symbols))

    grams = np.maximum(size - GRAM + 1, 0)
    times = spread[ranges(start, grams)]
    share = np.bincount(np.repeat(np.arange(len(size)), grams), (times > 1) & (times <= e.lone_holders), len(size))
    few = np.bincount(run, weights=share * size / np.maximum(grams, 1))
    key = (np.repeat(run, grams) << 16) | times
    held, times = np.unique(key, return_counts=True)
    order = np.lexsort((held, -times, held >> 16))  # of as common ones the lowest number
    best = order[np.flatnonzero(np.diff(held[order] >> 16, prepend=-1))]
    which, total = held[best] >> 16, np.bincount(run, weights=grams)
    holders, agreement = np.zeros(len(runs), np.int64), np.zeros(len(runs))
    holders[which] = held[best] & 0xFFFF
    agreement[which] = times[best] / total[which]
    matched = np.bincount(run, weights=size)
    columns = (stock / matched, holders, agreement, few)
    return [Facts(*row) for row in zip(*(c.tolist() for c in columns), strict=True)]


def score(blocks: Sequence[Block], weight: memoryview) -> float:
    """Score of the best stretch of a run: its rare symbols, less what is to be taken off for those that differ.

    A local alignment's score (Smith, Waterman: Identification of common molecular subsequences, J. Mol. Biol. 147,
    1981), with blocks for symbols: what is put in or exchanged costs by its length, and a phrase in common far from
    the others does not count. Among 220 reports of eight invented sets (24,000 pairs of reports of different sets)
    what was phrased alike scores up to 20, between the 400 pairs of one set up to 12.

    >>> weight = memoryview(bytes([60] * 100))  # all of full weight (`grams.FULL`)
    >>> score([(0, 50, 20), (25, 72, 10)], weight), score([(0, 50, 20), (70, 150, 10)], weight)
    (27.0, 20.0)
    """
    best = total = 0.0
    a_end = b_end = -1
    for a, b, n in sorted(blocks):
        if a_end >= 0:
            total = max(0.0, total - DIFFERS * max(0, a - a_end, abs(b - b_end)))
        total += rare_symbols(a, n, weight)
        best = max(best, total)
        a_end, b_end = a + n, b + n
    return best


def proves(run: Run, found: Facts, made: Forms, weight: memoryview, a_lay: Layout, b_lay: Layout, e: Evidence) -> bool:
    """Whether a run by itself shows that the one report was copied from the other, or both from a third."""
    if run.rare < e.least or run.density < e.density:
        return False
    apart = e.apart(a_lay, b_lay)
    if e.quiet and apart and run.matched < e.single and run.density < e.apart_density:
        return False
    if e.quiet and _told(run, found, made, weight, a_lay, b_lay, e):
        return True
    if apart and run.matched < e.least_apart:
        return False
    figures = a_lay.figures(run.a_start, run.a_end)
    if apart and _beyond_stock(run, found, made, weight, figures, e):
        return True
    near = e.small and not apart and run.matched > e.least_apart and run.density >= e.quiet_density
    if near and _whole(run, a_lay, b_lay):  # reports of one page: whatever it says, they do not say it by chance
        return True
    lone = (
        run.matched >= (e.lone if figures or apart else e.lone_plain)
        and run.density >= e.lone_density
        and _whole(run, a_lay, b_lay)
    )
    long = run.rare >= e.rare and (run.sentences >= 2 or run.matched >= e.single)
    holders, agreement = found.holders, found.agreement
    lone = lone and holders <= e.lone_holders and agreement >= e.lone_share
    # copies of one text that were both changed: what is left in both is held by their few siblings as well
    several = not e.small and run.sentences >= 2 and holders <= e.lone_holders
    several = several and found.few >= max(e.several, e.several_share * run.matched)
    if not lone and not long and not several:
        return False
    if apart and run.sentences == 2 and run.matched < e.single and agreement < e.agreement:
        return False  # two stock sentences that stand side by side: others hold the one or the other
    few = holders <= CAP and run.rare >= (e.much_share if run.rare >= e.much else e.share) * run.matched
    if not lone and not few and not several:
        # what many share is a template if it is more than a sentence: long party sentences are held by many as well
        template = run.sentences >= 2 or figures
        if not (template and run.rare >= e.family_share * run.matched and agreement >= e.agreement):
            return False
    if figures and few:
        most = e.figures_wording
    elif run.sentences == 1:
        most = e.lone_wording
    else:
        most = e.wording if few else e.family_wording
    stock = found.stock
    if apart and (wide := general_share(run, made)) >= (e.general_more if figures or run.sentences > 1 else e.general):
        stock, most = wide, 0.0
    own = (run.matched if lone else max(run.rare, found.few) if several else run.rare) * (1 - stock)
    return own >= (e.beside if stock >= most else min(e.rare, e.lone))


def _told(run: Run, found: Facts, made: Forms, weight: memoryview, a_lay: Layout, b_lay: Layout, e: Evidence) -> bool:
    """Whether a run that only these two have, word for word, or few have, little changed, says something."""
    if run.matched < e.quiet_lone:
        return False
    whole = _whole(run, a_lay, b_lay)
    same = whole and run.density >= e.quiet_density and found.holders == 2 and found.agreement >= e.lone_share
    if not same:
        if found.few < e.several_share * run.matched:
            return False
        if score(run.blocks, weight) < e.quiet_score + (0 if whole else e.quiet_part):
            return False
    wide = general_share(run, made)
    own = run.matched * (1 - wide)
    return own >= (e.quiet_own if wide < e.quiet_general else e.quiet_much) and wide < e.general


def _beyond_stock(run: Run, found: Facts, made: Forms, weight: memoryview, figures: bool, e: Evidence) -> bool:
    """Whether a run of a small corpus is longer than stock ever is, little of it listed or general."""
    if run.matched <= e.least_apart or score(run.blocks, weight) <= e.least_apart:
        return False
    if run.sentences > 1 and found.agreement < e.agreement:
        return False  # stock sentences that stand side by side
    few = found.few >= e.several_share * run.matched
    if not few and (found.holders > RARE_LEAST or found.agreement < e.agreement):
        return False
    if found.stock >= (e.figures_wording if figures else e.lone_wording):
        return False
    return general_share(run, made) < (e.general_more if figures else e.general)


def plain(run: Run, made: Forms, e: Evidence) -> bool:
    """Whether a run is little more than general words, so that between pages of a small corpus it shows nothing."""
    wide = general_share(run, made)
    return wide >= e.general and run.matched * (1 - wide) < e.beside


def without_plain_ends(blocks: list[Block], made: Forms) -> list[list[Block]]:
    """Blocks parted where what stands beyond a wide gap, at an end, is general words: each judged by itself."""
    low, high = 0, len(blocks)
    for k in range(1, len(blocks)):
        (a, b, n), (x, y, _) = blocks[k - 1], blocks[k]
        if max(x - a - n, y - b - n) >= 2 * GRAM and _common(blocks[low:k], made):
            low = k
    for k in range(len(blocks) - 1, low, -1):
        (a, b, n), (x, y, _) = blocks[k - 1], blocks[k]
        if max(x - a - n, y - b - n) >= 2 * GRAM and _common(blocks[k:high], made):
            high = k
    return [part for part in (blocks[:low], blocks[low:high], blocks[high:]) if part]


def _common(blocks: list[Block], made: Forms) -> bool:
    return _general(blocks, made) >= GENERAL * sum(n for _, _, n in blocks)


def accompanies(run: Run, e: Evidence) -> bool:
    """Whether a run that proves nothing by itself is a copy where it stands beside one that does."""
    if run.rare < e.share * run.matched:
        return False
    if run.matched >= e.companion and run.density >= e.companion_density:
        return True
    return run.rare >= e.rare and run.density >= e.density


def general_share(run: Run, made: Forms) -> float:
    """Share of a run's matched symbols that stand in pieces of listed wording or in general words."""
    return _general(run.blocks, made) / run.matched


def _general(blocks: Sequence[Block], made: Forms) -> int:
    symbols = np.concatenate([part for a, _, n in blocks for part in (made.codes[a : a + n], _BETWEEN)])
    return int(general(symbols).sum())


def _whole(run: Run, a_lay: Layout, b_lay: Layout) -> bool:
    """Whether a run begins and ends with a sentence on both sides, but for a word or two exchanged there."""
    return all(
        (lay.border(start) or lay.head(start)[0] <= EDGE) and (lay.border(end) or lay.tail(end)[0] <= EDGE)
        for lay, start, end in ((a_lay, run.a_start, run.a_end), (b_lay, run.b_start, run.b_end))
    )
