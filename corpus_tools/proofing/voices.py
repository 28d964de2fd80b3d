"""A report that speaks of itself as of another kind of body: 我校 in the report of a town."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus_tools import lexicon
from corpus_tools.proofing.draft import Draft, Hit

__all__ = ["foreign_voices"]

# A slip stands once or twice. A word that a report uses more often than its own by this much says rather that its
# title was not understood.
_MOST = 2


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(lexicon.load("reports")["self"]["pattern"])


def foreign_voices(draft: Draft) -> Iterator[Hit]:
    """``我校`` in the report of a town, ``我乡`` in that of a 镇: left over from the report that it was made from."""
    for report in draft.reports:
        if not report.organisation or not report.level:
            continue
        foreign = lexicon.load("proofing")["self"].get(report.level, ())
        named = report.title + report.organisation
        hits, own = [], 0
        for m in _pattern().finditer(draft.text, report.start, report.end):
            if m[1] in foreign and m[1] not in named and draft.reported(*m.span()):
                hits.append(Hit(*m.span(), "body", {"own": report.organisation}))
            else:
                own += 1
        if len(hits) <= own + _MOST:
            yield from hits
