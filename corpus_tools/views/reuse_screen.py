"""What reports share, on the terminal: tables that keep to its width, long texts cut at its edge."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import Any

from corpus_tools.corpus import reused
from corpus_tools.corpus.reused import Filled, PassageFilter
from corpus_tools.corpus.store import Corpus
from corpus_tools.views.page import Words, beside

__all__ = ["on_screen"]

_ROWS = 15  # of each part, where nothing else is said
_WIDTH = 80  # columns where the output is no terminal, and the least that is made use of
_CELL = 240  # characters looked at for a cell; what does not fit is cut by the table

Column = tuple[str, int, str]  # heading, width (0: what is left), side


def on_screen(corpus: Corpus, parts: Sequence[str], asked: PassageFilter, limit: int | None, language: str) -> str:
    """Tables of these parts (`views.reuse.PARTS`), one below the other."""
    page = _Page(corpus, asked, _ROWS if limit is None else limit, Words(language))
    for part in parts:
        getattr(page, part)()
    return page.text()


class _Page:
    """One answer, made part by part."""

    def __init__(self, corpus: Corpus, asked: PassageFilter, limit: int, t: Words) -> None:
        from rich.console import Console

        self.corpus, self.asked, self.limit, self.t = corpus, asked, limit, t
        self.total = reused.counts(corpus, asked)
        width = max(_WIDTH, Console().width) if sys.stdout.isatty() else _WIDTH
        self._buffer = io.StringIO()
        self._console = Console(file=self._buffer, width=width, highlight=False, color_system=None)

    def passages(self) -> None:
        t = self.t
        rows = [
            (p.kind, len(p.a.text), len(p.edits), p.a.page, p.b.page, p.a.text)
            for p in reused.passages(self.corpus, self.asked, limit=self.limit)
        ]
        columns = [
            _left(t.kind, 8),
            _right(t.chars_n, 5),
            _right(t.edits_n, 5),
            _left(t.report_a, 14),
            _left(t.report_b, 14),
            _left(t.what_is),
        ]
        self._table(self._headed(t.passages, len(rows), "passages"), columns, rows)

    def pairs(self) -> None:
        t = self.t
        rows = [
            (
                p.characters,
                f"{p.a_share:.0%}",
                f"{p.b_share:.0%}",
                _place(beside(p.a_page, p.a_report, p.b_page), p.a_title, p.a_year),
                _place(beside(p.b_page, p.b_report, p.a_page), p.b_title, p.b_year),
            )
            for p in reused.pairs(self.corpus, self.asked, limit=self.limit)
        ]
        columns = [_right(t.chars_n, 6), _right("%", 4), _right("%", 4), _left(t.report_a), _left(t.report_b)]
        self._table(self._headed(t.pairs, len(rows), "pairs"), columns, rows)

    def families(self) -> None:
        if self.asked.family is not None:
            self._family(reused.family(self.corpus, self.asked.family))
            return
        t = self.t
        rows = [
            (f["id"], f["size"], f["slots"], _place(f["earliest_page"], None, f["earliest_year"]), f["skeleton"] or "")
            for f in reused.families(self.corpus, limit=self.limit)
        ]
        columns = [
            _right(t.number, 4),
            _right(t.reports, 7),
            _right(t.slots, 5),
            _left(t.earliest, 16),
            _left(t.skeleton),
        ]
        self._table(self._headed(t.families, len(rows), "families"), columns, rows)

    def formulae(self) -> None:
        t = self.t
        rows = [
            (f["reports"], f["organisations"], len(f["variants"]), f["text"])
            for f in reused.formulae(self.corpus, limit=self.limit)
        ]
        columns = [_right(t.reports, 7), _right(t.bodies, 6), _right(t.wordings, 8), _left(t.what_is)]
        self._table(self._headed(t.formulae, len(rows), "formulae"), columns, rows)

    def mirrors(self) -> None:
        self._line(self.t.mirrors_n.format(pages=self.total["mirrors"], doubled=self.total["doubled"]))

    def _family(self, f: Filled) -> None:
        t = self.t
        self._line(f"{t.family} {f.id} · {f.size} {t.reports}")
        self._line(" ".join(f.text.split()))
        self._line("")
        for number, kind, _ in f.slots[: self.limit]:
            rows = [
                (row["fillings"][number] or t.nothing, _place(row["page"], None, row["year"]))
                for row in f.rows
                if number in row["fillings"]
            ]
            title = f"〔{number}〕 {t.get('edit_' + kind)}"
            self._table(title, [_left("", 40), _left("")], rows[: self.limit], head=False)
        if len(f.slots) > self.limit:
            self._line(f"… +{len(f.slots) - self.limit}")

    def _headed(self, name: str, shown: int, part: str) -> str:
        total = self.total[part]
        return f"{name} ({shown} / {total})" if shown < total else f"{name} ({total})"

    def _line(self, text: str) -> None:
        from rich.text import Text

        self._console.print(Text(text))

    def _table(
        self, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]], *, head: bool = True
    ) -> None:
        from rich.table import Table
        from rich.text import Text

        self._line(title)
        if rows:
            made = Table(box=None, pad_edge=False, show_header=head, padding=(0, 2, 0, 0), expand=True)
            for name, width, side in columns:
                made.add_column(
                    name,
                    justify="right" if side == "right" else "left",
                    width=width or None,
                    ratio=None if width else 1,
                    no_wrap=True,
                    overflow="ellipsis",
                )
            for row in rows:  # Text: markup in scraped words stays words
                made.add_row(*(Text(" ".join(str(x)[:_CELL].split())) for x in row))
            self._console.print(made)
        self._line("")

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._buffer.getvalue().splitlines()).rstrip("\n")


def _left(name: str, width: int = 0) -> Column:
    return name, width, "left"


def _right(name: str, width: int) -> Column:
    return name, width, "right"


def _place(page: str | None, title: str | None, year: int | None) -> str:
    return " · ".join(str(x) for x in (page, title, year) if x)
