"""What the search page needs: the query read from an address, hits with their words marked, facets, pages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from corpus_tools.corpus.asking import answer
from corpus_tools.corpus.search import RANKED, Hits, Query, unknown
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.views.asking import ask
from corpus_tools.views.page import Piece, Range, Words, overlaid

__all__ = ["PER_PAGE", "Findings", "asked", "look"]

PER_PAGE = 50
_WORDS = 200  # characters of a search: SQLite refuses longer patterns and deeper conditions at some point
_NUMBER = 12  # digits of a filter: no measure or year has more
_PAGES = RANKED // PER_PAGE  # hits behind these are not ranked; a narrower question finds them
_SNIPPET = 360  # characters of a section shown whole; of longer ones the first hit with what stands around it
_BEFORE = 90
_CHOSEN = ("what", "label", "category", "unit", "level", "topic", "status", "organisation")
FIELDS = ("words", *_CHOSEN, "min", "max", "year")


@dataclass(frozen=True, slots=True)
class Findings:
    """Hits of a search, and the addresses of the searches next to it."""

    query: Query
    hits: Hits | None
    given: Mapping[str, str]
    strange: Mapping[str, tuple[str, list[str]]] = field(default_factory=dict)  # filters that nothing has
    loose: str = ""  # words that nothing holds as they stand; the hits are those of the query's words apart

    def value(self, field: str) -> str:
        return (self.given.get(field) or "").strip()

    def link(self, **changed: object) -> str:
        """The address of this search with some fields changed; an empty value takes the field out."""
        kept = {key: self.given.get(key) or "" for key in (*FIELDS, "lang")}
        fields = {key: str(value) for key, value in (kept | changed).items() if value not in ("", None)}
        return "/-/find?" + urlencode(fields, errors="replace")

    @property
    def page(self) -> int:
        return self.query.offset // self.query.limit + 1

    @property
    def last(self) -> int:
        return min(max(1, math.ceil(self.hits.total / self.query.limit)), _PAGES) if self.hits else 1

    def marked(self, text: str | None, figure: tuple[int, int] | None = None) -> Iterator[Piece]:
        """A text, or the part of it around the first hit, with the words looked for and the figure's range marked."""
        whole = text or ""
        text = whole.strip()
        blanks = len(whole) - len(whole.lstrip())
        wanted = {word for group in self.query.groups for word in group}
        words = [re.escape(w) for w in sorted(wanted, key=len, reverse=True)]
        found = [m.span() for m in re.finditer("|".join(words), text, re.IGNORECASE)] if words else []
        a, b = 0, len(text)
        if b > _SNIPPET:
            a = max(0, (figure[0] - blanks if figure else found[0][0] if found else 0) - _BEFORE)
            b = min(b, a + _SNIPPET)
        if a:
            yield Piece("…")
        ranges = [Range("hit", *span) for span in found]
        if figure:
            ranges.append(Range("measure", figure[0] - blanks, figure[1] - blanks))
        yield from overlaid(text[a:b], a, ranges)
        if b < len(text):
            yield Piece("…")


def asked(args: Mapping[str, str], t: Words) -> tuple[Query | None, str]:
    """The query that an address stands for, or what is wrong with it."""
    given = {key: (args.get(key) or "").strip() for key in (*FIELDS, "page")}
    if max(map(len, given.values())) > _WORDS:
        return None, t.bad_query
    numbers: dict[str, float | None] = {}
    for key in ("min", "max", "year", "page"):
        value = given[key].replace(",", "").replace("，", "")
        try:
            numbers[key] = float(value) if value else None
            if value and (len(value) > _NUMBER or not math.isfinite(float(value))):
                raise ValueError
        except ValueError:
            return None, t.bad_number.format(value=given[key])
    low, high, year, page = (numbers[key] for key in ("min", "max", "year", "page"))
    if low is not None and high is not None and low > high:
        return None, t.bad_range
    chosen: dict[str, Any] = {key: given[key] for key in _CHOSEN}
    if chosen["what"] not in ("measures", "sections"):
        chosen["what"] = ""
    chosen |= {"minimum": low, "maximum": high, "year": None if year is None else int(year)}
    try:
        query = ask(
            given["words"],
            language=t.table["language"][:2],
            limit=PER_PAGE,
            offset=PER_PAGE * (min(max(int(page or 1), 1), _PAGES) - 1),
            **{key: value for key, value in chosen.items() if value not in ("", None)},
        )
    except QueryError as e:
        return None, str(e)
    return query, ""


def look(corpus: Corpus, query: Query, args: Mapping[str, str]) -> Findings:
    """Put the query to the corpus, with what the page needs to lead on from it."""
    answered, hits = answer(corpus, query)
    given = {k: args.get(k) or "" for k in (*FIELDS, "lang")}
    loose = query.words if answered is not query else ""
    return Findings(answered, hits, given, {} if hits.total else unknown(corpus, query), loose)
