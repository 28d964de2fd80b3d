"""Words that a spinning program put in for others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus_tools import lexicon
from corpus_tools.proofing.draft import Draft, Hit

__all__ = ["spun_words"]


@cache
def _patterns() -> list[tuple[str, str, re.Pattern[str]]]:
    """For each entry of the list the word as spun, as it was, and a pattern that finds it in its company."""
    out = []
    for entry in lexicon.load("spun")["word"]:
        word = re.escape(entry["word"])
        company = [rf"(?<={re.escape(w)}){word}" for w in entry["before"]]
        if entry["after"]:
            company.append(f"{word}(?=了?(?:{'|'.join(map(re.escape, entry['after']))}))")
        if entry.get("always"):
            company = [word]
        unless = "|".join(map(re.escape, entry.get("not_after", ())))
        found = f"(?:{'|'.join(company)})" + (f"(?!{unless})" if unless else "")
        out.append((entry["word"], entry["original"], re.compile(found)))
    return out


def spun_words(draft: Draft) -> Iterator[Hit]:
    """``创建礼貌城市`` for ``创建文明城市``: words in a company in which they can only stand for another.

    What the corpus has in place of a word is told with the copied passages; this holds without any source.
    """
    hits = [
        Hit(*m.span(), "word", {"original": original})
        for word, original, pattern in _patterns()
        if word in draft.text
        for m in pattern.finditer(draft.text)
        if draft.reported(*m.span())
    ]
    last = 0
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.start >= last:
            last = hit.end
            yield hit
