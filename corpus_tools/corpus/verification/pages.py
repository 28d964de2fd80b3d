"""What was read from each page, held against the page's text."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from corpus_tools.corpus.rows import page_id
from corpus_tools.corpus.schema import TABLES
from corpus_tools.corpus.store import Corpus
from corpus_tools.corpus.table import quote
from corpus_tools.corpus.verification.faults import Fault
from corpus_tools.records import Page

__all__ = ["allowed", "contents", "identities"]

_HEX = frozenset("0123456789abcdef")
_LETTERS = {"reports": "r", "headings": "h", "sections": "s", "sentences": "t", "measures": "m"}
_QUOTED = ("sections", "sentences", "measures")  # their column `text` is the page's text from start to end
# what a measure says, and where that stands: with its end, or where only a start is kept without
_PLACES = (
    ("action", "action_start", "action_end"),
    ("object", "object_start", "object_end"),
    ("per", "per_start", ""),
    ("period", "period_start", ""),
    ("place", "place_start", ""),
)
_SLACK = 8  # characters that may lie inside a word on the page and not in the word: a break, a page number


def identities(corpus: Corpus) -> Iterator[Fault]:
    """A page's key is the hash of name and bytes; every page is named by a source with the hash of the same bytes."""
    for key, name, path, sha256, encoding in corpus.db.execute("SELECT id, name, path, sha256, encoding FROM pages"):
        if key != page_id(Page(name, path, "", sha256, encoding)):
            yield Fault("pages", key, "the key is not the hash of the page's name and bytes")
        if len(sha256) != 64 or not _HEX.issuperset(sha256):
            yield Fault("pages", key, f"sha256 is no such hash: {sha256[:70]!r}")
    for (key,) in corpus.db.execute("SELECT id FROM pages WHERE id NOT IN (SELECT page_id FROM sources)"):
        yield Fault("pages", key, "no source names this page")
    for location, sha256 in corpus.db.execute(
        "SELECT s.location, s.sha256 FROM sources s JOIN pages p ON p.id = s.page_id WHERE p.sha256 <> s.sha256"
    ):
        yield Fault("sources", location, f"sha256 {sha256!r} is not that of its page")


def contents(corpus: Corpus) -> Iterator[Fault]:
    """Ranges lie in the page and in what holds them, quoted texts are the page's; reports and noise cover it, sections
    their reports."""
    for key, text in corpus.db.execute("SELECT id, text FROM pages ORDER BY id"):
        yield from _Page(corpus, key, text).faults()


class _Page:
    """One page with its rows."""

    def __init__(self, corpus: Corpus, key: str, text: str) -> None:
        self.key, self.text = key, text
        self.rows = {t: self._fetch(corpus, t) for t in (*_LETTERS, "noise", "mismatches")}
        evidence = ", ".join(f"e.{quote(c)}" for c in TABLES["report_evidence"].columns)
        self.rows["report_evidence"] = _dicts(
            corpus.db.execute(
                f"SELECT {evidence} FROM reports r JOIN report_evidence e ON e.report_id = r.id WHERE r.page_id = ?",
                (key,),
            )
        )
        self.by_key: dict[str, dict[str, dict[str, Any]]] = {}

    def _fetch(self, corpus: Corpus, table: str) -> list[dict[str, Any]]:
        return _dicts(corpus.db.execute(f"SELECT * FROM {table} WHERE page_id = ? ORDER BY start", (self.key,)))

    def faults(self) -> Iterator[Fault]:
        for table, rows in self.rows.items():
            yield from self._ranges(table, rows)
        self.by_key = {t: {row["id"]: row for row in self.rows[t]} for t in _LETTERS}
        for table in _QUOTED:
            yield from self._quoted(table, "text", "start", "end")
        yield from self._quoted("report_evidence", "text", "start", "end")
        yield from self._quoted("mismatches", "text", "start", "end")
        yield from self._quoted("mismatches", "other_text", "other_start", "other_end")
        for table, letter in _LETTERS.items():
            for row in self.rows[table]:
                if row["id"] != f"{self.key}-{letter}{row['start']}":
                    yield Fault(table, row["id"], "the key does not name its page and place")
        yield from self._apart("reports", self.rows["reports"])
        yield from self._apart("sentences", self.rows["sentences"])
        yield from self._tiles()
        yield from self._covered()
        yield from self._homes()
        for row in self.rows["measures"]:
            yield from self._measure(row)

    def _ranges(self, table: str, rows: list[dict[str, Any]]) -> Iterator[Fault]:
        """Rows whose places are none are told here and left out of what comes later."""
        kept = []
        for row in rows:
            spans = [(row["start"], row["end"])]
            if table == "mismatches":
                spans.append((row["other_start"], row["other_end"]))
            wrong = [s for s in spans if not _between(0, *s, len(self.text)) or s[0] == s[1]]
            for start, end in wrong:
                yield Fault(table, self._name(row), f"{start} to {end} is no range of a page of {len(self.text)}")
            if not wrong:
                kept.append(row)
        self.rows[table] = kept

    def _quoted(self, table: str, column: str, start: str, end: str) -> Iterator[Fault]:
        for row in self.rows[table]:
            if row[column] != self.text[row[start] : row[end]]:
                yield Fault(
                    table, self._name(row), f"`{column}` is not the page's text from {row[start]} to {row[end]}"
                )

    def _apart(self, table: str, rows: Sequence[dict[str, Any]]) -> Iterator[Fault]:
        for a, b in pairwise(rows):
            if a["end"] > b["start"]:
                yield Fault(table, b["id"], f"overlaps {a['id']}")

    def _tiles(self) -> Iterator[Fault]:
        for key, report in self.by_key["reports"].items():
            at = report["start"]
            for section in (s for s in self.rows["sections"] if s["report_id"] == key):
                if section["start"] != at:
                    yield Fault("sections", section["id"], f"starts at {section['start']}, the one before ends at {at}")
                at = section["end"]
            if at != report["end"]:
                yield Fault("reports", key, f"its sections end at {at}, the report at {report['end']}")

    def _covered(self) -> Iterator[Fault]:
        """Nothing of a page is passed over: what is no report is noise, with its reason."""
        at = 0
        for row in sorted(self.rows["reports"] + self.rows["noise"], key=lambda row: int(row["start"])):
            yield from self._gap(at, row["start"])
            at = max(at, row["end"])
        yield from self._gap(at, len(self.text))

    def _gap(self, start: int, end: int) -> Iterator[Fault]:
        if self.text[start:end].strip():
            yield Fault("pages", self.key, f"{start} to {end} is neither in a report nor noise")

    def _homes(self) -> Iterator[Fault]:
        """What holds a row by its key holds it by its range, too."""
        for table, column, home in (
            ("headings", "report_id", "reports"),
            ("sections", "report_id", "reports"),
            ("sentences", "section_id", "sections"),
            ("measures", "report_id", "reports"),
            ("measures", "section_id", "sections"),
            ("measures", "sentence_id", "sentences"),
        ):
            for row in self.rows[table]:
                if row[column] is None:
                    continue
                around = self.by_key[home].get(row[column])
                if around is None or not around["start"] <= row["start"] < around["end"]:
                    yield Fault(table, row["id"], f"does not start in its {column[:-3]} {row[column]}")

    def _measure(self, row: dict[str, Any]) -> Iterator[Fault]:
        for column, first, last in _PLACES:
            value, start, end = row[column] or "", row[first], row[last] if last else 0
            if start is None:
                if (last and end is not None) or (value and not last):
                    yield Fault("measures", row["id"], f"`{column}` is {value!r} and stands nowhere")
                continue
            if not last:
                end = min(start + len(value), len(self.text)) if isinstance(start, int) else -1
            if not _between(0, start, end, len(self.text)):
                yield Fault("measures", row["id"], f"`{column}`: {start} to {end} is no range of the page")
            elif not _says(self.text, start, end, value, loose=not last):
                yield Fault("measures", row["id"], f"`{column}` is {value!r}; there stands {self.text[start:end]!r}")
        if row["low"] is not None and row["high"] is not None and row["low"] > row["high"]:
            yield Fault("measures", row["id"], f"low {row['low']} is above high {row['high']}")
        if row["part_of"] is not None and row["part_of"] not in self.by_key["measures"]:
            yield Fault("measures", row["id"], f"is part of {row['part_of']}, which is no measure of the page")

    def _name(self, row: dict[str, Any]) -> str:
        return str(row.get("id") or f"{row.get('report_id', self.key)} {row['start']}")


def _dicts(cursor: Any) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _between(*numbers: Any) -> bool:
    return all(isinstance(n, int) for n in numbers) and all(a <= b for a, b in pairwise(numbers))


def _says(text: str, start: int, end: int, value: str, *, loose: bool) -> bool:
    """Whether a word stands there: as it is, with breaks and page numbers inside, or before its characters were folded.

    Folded are traditional characters, full-width forms and what HTML writes with an ampersand.
    """
    from corpus_tools.structure import normalise

    if text[start:end] == value:
        return True
    there = _folded(normalise(text[start : end + _SLACK * loose]).text)
    wanted = _folded(normalise(value).text)
    at = -1
    for c in wanted:
        at = there.find(c, at + 1)
        if at < 0:
            return False
    return True


def _folded(text: str) -> str:
    import unicodedata

    return _converter().convert("".join(unicodedata.normalize("NFKC", text).split()))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


# ---------------------------------------------------------------- values


def allowed(corpus: Corpus) -> Iterator[Fault]:
    """Columns with a closed set of values hold one of them; shares and confidences lie between 0 and 1."""
    for table in TABLES.values():
        if table.record is None:
            continue
        hints = typing.get_type_hints(table.record)
        key = next(iter(table.columns))
        for name in table.fields:
            column = table.rename.get(name, name)
            if known := _closed(hints[name]):
                marks = ", ".join("?" * len(known))
                wrong = f"{quote(column)} IS NULL OR {quote(column)} NOT IN ({marks})"
                for row, value in corpus.db.execute(
                    f"SELECT {quote(key)}, {quote(column)} FROM {table.name} WHERE {wrong}", known
                ):
                    yield Fault(table.name, str(row), f"`{column}` is {value!r}; there are: {', '.join(known)}")
    for name, column in (("reports", "confidence"), ("sections", "confidence"), ("reports", "copied_share")):
        for row, value in corpus.db.execute(
            f"SELECT id, {column} FROM {name} WHERE {column} IS NOT NULL AND NOT {column} BETWEEN 0 AND 1"
        ):
            yield Fault(name, row, f"`{column}` is {value!r}, not between 0 and 1")


def _closed(hint: Any) -> tuple[str, ...]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return ()
    return typing.get_args(hint) if typing.get_origin(hint) is Literal else ()
