"""One section with all that decided its label."""

from __future__ import annotations

import re
from typing import Any

from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.labels.explaining import Context, Cue, Explanation
from corpus_tools.labels.explaining import explain as weigh
from corpus_tools.labels.options import LabelOptions
from corpus_tools.records import OTHER
from corpus_tools.structure import parse

__all__ = ["explain_label", "is_section"]

_SECTION = re.compile(r"[0-9a-f]{1,16}-s\d+\Z")
_SHOWN = 40  # characters of a section's text


def is_section(key: str) -> bool:
    """Whether an id is that of a section.

    >>> is_section("1f0c22ab90cd11ef-s120"), is_section("1f0c22ab90cd11ef-m131")
    (True, False)
    """
    return _SECTION.match(key) is not None


def explain_label(corpus: Corpus, section_id: str, *, labels: LabelOptions | None = None) -> str:
    """The section's label with its probabilities, the words that weighed most, and the sections around it.

    The page is taken apart again, since a database does not keep what was weighed. Where it comes to another label
    than the one stored, that is said: the database was written with another model or by another version.

    Parameters
    ----------
    section_id : a section's id; a beginning of the page's part of it will do where it fits one page only
    labels : the model that the database was written with, the shipped one by default

    Raises
    ------
    QueryError
        If there is no such section, the id fits several, or the page comes apart differently today.
    """
    page, _, start = section_id.partition("-s")
    cursor = corpus.db.execute(
        """SELECT s.*, p.path, p.text AS page_text, r.title FROM sections s JOIN pages p ON p.id = s.page_id
           JOIN reports r ON r.id = s.report_id WHERE s.page_id >= ? AND s.page_id < ? || 'g' AND s.start = ? LIMIT 2""",
        (page, page, int(start)) if len(start) < 19 else (page, page, -1),
    )
    names = [d[0] for d in cursor.description]
    rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in cursor]
    if not rows:
        raise QueryError(f"no section {section_id!r}; `corpus-tools search --what sections` shows ids")
    if len(rows) > 1:
        raise QueryError(f"{section_id!r} fits several sections; write more of the id")
    row = rows[0]
    structure = parse(row["page_text"])
    if not any((s.start, s.end) == (row["start"], row["end"]) for s in structure.sections):
        raise QueryError(f"{row['id']}: this version takes the page apart differently; mine {row['path']} again")
    found = weigh(structure, row["start"], model=(labels or LabelOptions()).load())
    return "\n".join(f"{name:<15}{value}" for name, value in _lines(row, found, structure.sections))


def _lines(row: dict[str, Any], found: Explanation, sections: Any) -> list[tuple[str, str]]:
    lines = [
        ("section", row["id"]),
        ("read from", f"{row['path']}, characters {row['start']}–{row['end']}"),
        ("report", " ".join(row["title"].split()) or "(no title)"),
        ("text", _short(row["text"])),
        ("label", f"{row['label']} {row['confidence']:.2f}" + _stored(row, found)),
        ("probabilities", ", ".join(f"{name} {p:.2f}" for name, p in found.probabilities.items() if p >= 0.005)),
        ("by itself", f"log odds of {found.label} against {found.rival}: {found.log_odds:+.2f}, most of it from"),
    ]
    lines += [("", _cue(cue)) for cue in found.cues]
    for context in found.context:
        lines.append((context.source, _context(context, found, sections)))
    return lines


def _stored(row: dict[str, Any], found: Explanation) -> str:
    if row["label"] == OTHER:
        return f" (left undecided: {row['second_label']} was not sure enough)"
    if row["label"] != found.label:
        return f" (in the database; this model says {found.label}: name the model of the database with --labels)"
    return f", second {row['second_label']} {row['second_confidence']:.2f}" if row["second_label"] else ""


def _cue(cue: Cue) -> str:
    where = " at " + ", ".join(f"{a}–{b}" for a, b in cue.places[:6]) if cue.places else ""
    more = f" and {len(cue.places) - 6} more" if len(cue.places) > 6 else ""
    listed = f" [listed: {', '.join(cue.listed)}]" if cue.listed else ""
    return f"{cue.weight:+.2f} {' '.join(cue.text.split())}{where}{more}{listed}"


def _context(context: Context, found: Explanation, sections: Any) -> str:
    said = f"{found.label} {context.label:.2f}, {found.rival} {context.rival:.2f}"
    if not context.index:
        return said
    from_ = "; ".join(f"{_short(sections[i].heading) or '(no heading)'} [{found.labels[i]}]" for i in context.index)
    return f"{said} with {from_}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "…"
