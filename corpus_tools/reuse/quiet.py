"""Whether a small corpus says what is stock: if there is any, many sentences stand in several reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.evidence import GENERAL, SHORT
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import GRAM, ranges
from corpus_tools.reuse.layout import SLIP
from corpus_tools.reuse.wording import general

__all__ = ["quiet"]

Array = npt.NDArray[np.int64]

QUIET = 0.4  # single sentences that stand in several reports, to the number of reports (at least two),
QUIET_MORE = 0.15  # those among them that three hold or more (at least one and a half,
QUIET_MOST = 80  # reports that are counted for it)


def quiet(spread: npt.NDArray[np.uint16], made: Forms, texts: Sequence[str]) -> bool:
    """Whether what stands by itself in some reports of a small corpus is hardly ever stock.

    Stock is drawn on again and again; copying is rare. So if there is stock that no list knows, many single sentences
    stand in more than one report, and many of them in three and more. What is made of general words is not counted:
    such phrases are known for what they are, however many there are, and prove nothing in any corpus. Nor is what its
    holders say with different figures: stock has none, or always the same, and who copies puts in his own.

    In generated corpora of the benchmark (300 stock sentences, figures and all) there are 0.46 such sentences and more
    for each report, from 12 reports up to 100, and from 20 up to 200 0.2 and more for each are held by three or more
    (beyond, 42 and more in all): of 120 with 12 to 30 reports none is quiet, of 30 with ten one, with eight three. In
    five sets of nine pages of one field, where two to four reports took over single sentences, it is 0.28 and 0.04 at
    most.

    Parameters
    ----------
    spread : how many reports hold the 6-gram at each symbol, stock wording left out
    made : the forms of all reports
    texts : what they were made of

    >>> from corpus_tools.reuse.form import forms
    >>> texts = ["渡口添了救生圈9只由摆渡工轮流看管到天黑", "渠尾补种了垂柳又砌了护坡和洗衣的石阶"] * 9
    >>> made = forms(texts)
    >>> spread = np.zeros(len(made.codes), np.uint16)
    >>> spread[:10] = 2
    >>> quiet(spread, made, texts)
    True
    >>> spread[made.bounds[:-1, None] + np.arange(1, 11)] = 3
    >>> quiet(spread, made, texts)
    False
    """
    held, bounds = np.where(spread < 2, 0, spread), made.bounds
    new = np.ones(len(held), dtype=bool)
    new[1:] = held[1:] != held[:-1]
    new[bounds[bounds < len(held)]] = True
    start = np.flatnonzero(new)
    end = np.append(start[1:], len(held))
    some = (held[start] > 0) & (end - start >= SLIP)  # of fewer grams two sentences have a word in common
    start, end = start[some], end[some]
    home = np.searchsorted(bounds, start, side="right")
    apart = np.ones(len(start) + 1, dtype=bool)
    apart[1:-1] = (home[1:] != home[:-1]) | (start[1:] - end[:-1] >= 2 * GRAM)
    alone = apart[1:] & apart[:-1] & (end - start >= SHORT - GRAM + 1)
    start, end = start[alone], end[alone]
    size = end - start + GRAM - 1
    past = np.cumsum(size + 1)
    symbols = np.zeros(int(past[-1]) if len(past) else 0, np.uint16)  # between two runs one that is none
    symbols[ranges(past - size - 1, size)] = made.codes[ranges(start, size)]
    words = np.concatenate([[0], np.cumsum(general(symbols))])
    own = words[past] - words[past - size - 1] < GENERAL * size
    own[own] = _worded_alike(made, texts, start[own], size[own])
    times = held[start[own]].astype(np.float64)
    two, more = float((times == 2).sum() / 2), float((1 / times[times > 2]).sum())
    reports = len(bounds) - 1
    return two + more <= max(2, QUIET * reports) and more <= max(1.5, QUIET_MORE * min(reports, QUIET_MOST))


def _worded_alike(made: Forms, texts: Sequence[str], start: Array, size: Array) -> npt.NDArray[np.bool_]:
    """Which runs of symbols are worded alike wherever they stand, marks apart: other figures are another wording."""
    keys, wordings = [], defaultdict(set)
    places = zip(start.tolist(), size.tolist(), made.document(start).tolist(), strict=True)
    for first, n, home in places:
        text = texts[home][int(made.where[first]) : int(made.where[first + n - 1]) + 1]
        keys.append(made.codes[first : first + n].tobytes())
        wordings[keys[-1]].add("".join(filter(str.isalnum, text)))
    return np.array([len(wordings[key]) == 1 for key in keys], dtype=bool)
