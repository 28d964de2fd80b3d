"""A citation of one record: which report, which page, which characters, and the hash that says the page is the same."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import UsageError

__all__ = ["FORMS", "Citation", "cite", "render_citation"]

FORMS = ("text", "bibtex", "csl-json", "json")
_KEY = re.compile(r"[0-9a-f]{16}-[rsmt]\d{1,12}")
_TABLES = {"r": "reports", "s": "sections", "m": "measures", "t": "sentences"}
_QUOTED = 200  # characters of what is cited; of longer ones the beginning, since offsets say the rest
_BIBTEX = {c: f"\\{c}" for c in "{}%&$#_"} | {"\\": "\\textbackslash{}", "~": "\\~{}", "^": "\\^{}"}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reader needs to find the characters again; ``start``/``end`` are code points of the page's text."""

    id: str
    kind: str  # "measure", "section", "sentence", "report"
    text: str
    title: str
    organisation: str
    year: int | None
    page: str
    start: int
    end: int
    sha256: str  # of the page's file


def cite(corpus: Corpus, key: str) -> Citation:
    """The citation of a measure, section, sentence or report.

    Raises
    ------
    UsageError
        If there is no such record.
    """
    if not _KEY.fullmatch(key):
        raise UsageError(
            f"{key!r} is no id of a record (such as 0123456789abcdef-m12); `search` and the tables show them"
        )
    table = _TABLES[key[17]]
    if table == "sentences":
        report = "(SELECT report_id FROM sections WHERE id = x.section_id)"
    else:
        report = "x.id" if table == "reports" else "x.report_id"
    row = corpus.db.execute(
        f"""SELECT x.start, x."end", p.text, p.name, p.sha256, r.title, r.organisation, r.year
            FROM {table} x JOIN pages p ON p.id = x.page_id LEFT JOIN reports r ON r.id = {report} WHERE x.id = ?""",
        (key,),
    ).fetchone()
    if row is None:
        raise UsageError(f"{corpus.path}: there is no record {key}")
    start, end, text, page, sha256, title, organisation, year = row
    quoted = " ".join(text[start:end].split())
    if len(quoted) > _QUOTED:
        quoted = quoted[:_QUOTED] + "…"
    flat = " ".join((title or "").split())
    return Citation(key, table[:-1], quoted, flat, organisation or "", year, page, start, end, sha256)


def render_citation(c: Citation, form: str, *, language: str = "zh") -> str:
    """A citation as ``text``, ``bibtex``, ``csl-json`` (for reference managers) or ``json``.

    >>> c = Citation("0123456789abcdef-m12", "measure", "300余份", "总结", "柳塘镇", 2021, "001", 12, 17, "ab" * 32)
    >>> print(render_citation(c, "text", language="en"))
    柳塘镇: 总结, 2021. Page 001, characters 12–17: “300余份”. Record 0123456789abcdef-m12, SHA-256 abababababababab.
    """
    if form == "json":
        return json.dumps(asdict(c), ensure_ascii=False, indent=1)
    if form == "csl-json":
        return json.dumps([_csl(c)], ensure_ascii=False, indent=1)
    if form == "bibtex":
        return _bibtex(c)
    if form != "text":
        raise UsageError(f"unknown form {form!r}; there are: {', '.join(FORMS)}")
    title = c.title or c.page
    if language == "zh":
        who = f"{c.organisation}：" if c.organisation else ""
        when = f"，{c.year}年" if c.year else ""
        return (
            f"{who}《{title}》{when}。网页 {c.page}，第 {c.start}–{c.end} 字：“{c.text}”。"
            f"记录 {c.id}，SHA-256 {c.sha256[:16]}。"
        )
    who = f"{c.organisation}: " if c.organisation else ""
    when = f", {c.year}" if c.year else ""
    return (
        f"{who}{title}{when}. Page {c.page}, characters {c.start}–{c.end}: “{c.text}”. "
        f"Record {c.id}, SHA-256 {c.sha256[:16]}."
    )


def _note(c: Citation) -> str:
    return f"page {c.page}, characters {c.start}-{c.end}: {c.text}; record {c.id}; SHA-256 {c.sha256}"


def _csl(c: Citation) -> dict[str, Any]:
    out: dict[str, Any] = {"id": c.id, "type": "report", "title": c.title or c.page, "note": _note(c)}
    if c.organisation:
        out["author"] = [{"literal": c.organisation}]
    if c.year:
        out["issued"] = {"date-parts": [[c.year]]}
    return out


def _bibtex(c: Citation) -> str:
    def safe(text: str) -> str:
        return "".join(_BIBTEX.get(x, x) for x in text)

    fields = {"title": c.title or c.page, "institution": c.organisation, "year": str(c.year or ""), "note": _note(c)}
    # the name in braces of its own: a body is no person with a first name
    lines = [f"  author = {{{{{safe(c.organisation)}}}}}"] if c.organisation else []
    lines += [f"  {name} = {{{safe(value)}}}" for name, value in fields.items() if value]
    return f"@techreport{{{c.id},\n" + ",\n".join(lines) + "\n}"
