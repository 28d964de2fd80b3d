"""Spun text: words exchanged throughout, by a dictionary that is learnt from the corpus.

Whoever spins texts by machine exchanges the same words everywhere (``文明`` for ``礼貌``). So an exchange that is
found in the passages of several independent families is taken for one of a spinner's dictionary; with the exchanged
words folded into one, pairs of reports are aligned again that had too little in common before.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from corpus_tools.records import Exchange, Passage, ReportText
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import FULL, GRAM, Anchors

__all__ = ["LONGEST", "SPUN", "exchanges", "folding", "learnt", "spun", "unspun"]

OFTEN = 3  # independent groups of reports in which an exchange must be found; two editors may have one habit
SPUN = 3  # exchanges of a pair of reports from which its passages are looked for again, with the words folded
LONGEST = 4  # characters of a word
CLASS = 4  # words that may stand for one another: beyond, a common word has tied what has nothing to do with it

_WORD = re.compile(f"[\u3400-\u9fff]{{2,{LONGEST}}}")


def exchanges(passages: Iterable[Passage], reports: Mapping[str, ReportText]) -> tuple[Exchange, ...]:
    """Words of one length that were exchanged for one another in many passages, the commonest first.

    >>> text = "各组开展{}劝导，提醒过往行人。"
    >>> from corpus_tools.records import Edit
    >>> made = {f"r{i}": ReportText(f"r{i}", "p", 0, text.format(("礼貌", "文明")[i % 2])) for i in range(6)}
    >>> edit = Edit("words", 4, 6, 4, 6)
    >>> found = [Passage("words", False, f"r{i}", 0, 14, f"r{i + 1}", 0, 14, (edit,)) for i in (0, 2, 4)]
    >>> exchanges(found, made)
    (Exchange(word='文明', other='礼貌', passages=3, groups=3),)
    """
    passages = [p for p in passages if not p.formula]
    links = ((p.a_report_id, p.b_report_id) for p in passages)
    return learnt(links, ((p.a_report_id, *pair) for p in passages for pair in _pairs(p, reports)))


def learnt(links: Iterable[tuple[str, str]], found: Iterable[tuple[str, str, str]]) -> tuple[Exchange, ...]:
    """Exchanges by the reports in which they were found.

    Parameters
    ----------
    links : reports that share a passage, so that they count as one
    found : a report, the two words; what is no word is passed over

    >>> found = [(name, one, other) for name in "acb" for one, other in [("礼貌", "文明"), ("三个", "3个")]]
    >>> learnt([], found)
    (Exchange(word='文明', other='礼貌', passages=3, groups=3),)
    >>> learnt([("a", "b")], found)
    ()
    """
    every = [
        (report, (one, other) if one < other else (other, one))
        for report, one, other in found
        if len(one) == len(other)
    ]
    times = Counter([both for _, both in every])  # of most there is one
    words = {b for b, n in times.items() if n >= OFTEN and _WORD.fullmatch(b[0]) and _WORD.fullmatch(b[1])}
    often: dict[tuple[str, str], list[str]] = defaultdict(list)
    for report, both in every:
        if both in words:
            often[both].append(report)
    root: dict[str, str] = {}

    def top(x: str) -> str:
        while root.setdefault(x, x) != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for a, b in links if often else ():
        x, y = sorted((top(a), top(b)))
        root[y] = x
    out = []
    for (word, other), places in often.items():
        groups = len({top(x) for x in places})
        if groups >= OFTEN:
            out.append(Exchange(word, other, len(places), groups))
    return tuple(sorted(out, key=lambda e: (-e.groups, -e.passages, e.word, e.other)))


def _pairs(p: Passage, reports: Mapping[str, ReportText]) -> Iterable[tuple[str, str]]:
    a, b = reports[p.a_report_id], reports[p.b_report_id]
    for e in p.edits:
        if e.kind == "words" and e.a_end - e.a_start == e.b_end - e.b_start <= LONGEST:
            one = a.text[e.a_start - a.start : e.a_end - a.start]
            other = b.text[e.b_start - b.start : e.b_end - b.start]
            yield one, other


def spun(p: Passage, reports: Mapping[str, ReportText], fold: Mapping[str, str]) -> bool:
    """Whether a passage holds ``SPUN`` of the learnt exchanges: then there may be more of it than was found."""
    return sum(fold.get(x, x) == fold.get(y) for x, y in _pairs(p, reports)) >= SPUN


def folding(known: Iterable[Exchange]) -> dict[str, str]:
    """For each exchanged word the one that stands for all of its class.

    >>> folding([Exchange("文明", "礼貌", 9, 5), Exchange("文雅", "礼貌", 4, 3)])
    {'文明': '文明', '礼貌': '文明', '文雅': '文明'}
    """
    of: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for e in known:
        one, other = sorted((of.get(e.word, e.word), of.get(e.other, e.other)), key=lambda w: w not in members)
        both = [*members.get(one, [one]), *members.get(other, [other])]
        if one != other and len(both) <= CLASS:
            members[one] = both
            of.update(dict.fromkeys(both, one))
    return of


def unspun(made: Forms, seeds: Anchors, reports: Iterable[int], fold: Mapping[str, str]) -> tuple[Forms, Anchors]:
    """Forms and anchors in which the exchanged words of some reports are folded into one.

    A 6-gram that only one report had, and that holds an exchanged word, counts in full: that its folded form stands
    in the other report of a pair as well is as unlikely as that of any rare 6-gram.
    """
    codes = made.codes.copy()
    lengths = sorted({len(word) for word in fold}, reverse=True)
    for i in reports:
        start = int(made.bounds[i])
        text = made.text(i)
        k = 0
        while k < len(text):
            for n in lengths:  # longest first
                other = fold.get(text[k : k + n])
                if other is not None and k + n <= len(text):
                    codes[start + k : start + k + n] = np.frombuffer(other.encode("utf-16-le"), dtype=np.uint16)
                    k += n
                    break
            else:
                k += 1
    changed = np.flatnonzero(codes != made.codes)
    holds = np.zeros(len(codes), dtype=bool)
    for k in range(GRAM):
        holds[np.maximum(changed - k, 0)] = True
    weight = np.where(holds & (seeds.spread <= 1), FULL, seeds.weight).astype(np.uint8)
    return replace(made, codes=codes), replace(seeds, weight=weight)
