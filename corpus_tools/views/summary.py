"""What a run leaves on the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from corpus_tools.corpus.figures import figures
from corpus_tools.corpus.store import Corpus
from corpus_tools.tables import counted, number
from corpus_tools.views.page import beside

if TYPE_CHECKING:
    from corpus_tools.engines import RunSummary

__all__ = ["print_summary"]

_WIDTH = 110  # characters, where there is no terminal to ask
_CATEGORIES = 12
_PAIRS = 5


def print_summary(run: RunSummary) -> None:
    """Counts, sections by label, the largest measure of each category, and who copied from whom."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    with Corpus(run.db) as corpus:
        found = figures(corpus, ("labels", "characters", "categories", "pairs"), limit=_PAIRS)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)
    counts = found.counts
    parts = [f"{run.pages} read"]
    if run.unchanged:
        parts.append(f"{run.unchanged} unchanged")
    if run.refusals:
        parts.append(f"{len(run.refusals)} refused")
    console.print(
        f"\n{counted(counts['pages'], 'pages')} ({', '.join(parts)}) · "
        + " · ".join(counted(counts[name], name) for name in ("reports", "sections", "measures"))
        + f" · {counted(counts['passages'], 'copied passages')}"
        + (f" · {counted(counts['mirrors'], 'mirrors')}" if counts["mirrors"] else "")
    )

    def table(title: str, *columns: tuple[str, str]) -> Table:
        out = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim")
        for name, justify in columns:
            out.add_column(name, justify="right" if justify == "right" else "left", no_wrap=True, overflow="ellipsis")
        return out

    if found.labels:
        labels = table(
            "\nSections by label", ("label", "left"), ("sections", "right"), ("characters", "right"), ("", "")
        )
        most = max(row["sections"] for row in found.labels)
        for row in found.labels:
            bar = "█" * max(1, round(24 * row["sections"] / most))
            labels.add_row(row["label"], str(row["sections"]), number(found.characters_of(row["label"])), bar)
        console.print(labels)
    if found.categories:
        measures = table(
            "\nMeasures by category, with the largest",
            ("category", "left"),
            ("measures", "right"),
            ("largest", "right"),
            ("what", "left"),
            ("page", "left"),
        )
        for row in found.categories[:_CATEGORIES]:
            value = "" if row["value"] is None else f"{number(row['value'])} {row['unit']}"
            what = f"{row['action']}{row['object']}"
            short = what if len(what) <= 22 else what[:21] + "…"
            measures.add_row(row["category"], str(row["measures"]), Text(value), Text(short), Text(row["page"]))
        console.print(measures)
        if len(found.categories) > _CATEGORIES:
            console.print(f"and {len(found.categories) - _CATEGORIES} more categories", style="dim")
    if found.pairs:
        columns = (("report", "left"), ("report", "left"), ("passages", "right"), ("characters", "right"))
        pairs = table("\nCopied between reports", *columns)
        for row in found.pairs:
            pairs.add_row(
                Text(_name(beside(row["a_page"], row["a_report_id"], row["b_page"]), row["a_title"])),
                Text(_name(beside(row["b_page"], row["b_report_id"], row["a_page"]), row["b_title"])),
                str(row["passages"]),
                number(row["characters"]),
            )
        console.print(pairs)
    console.print()


def _name(page: str, title: str) -> str:
    flat = " ".join(title.split())
    return f"{page} {flat[:17] + '…' if len(flat) > 18 else flat}"
