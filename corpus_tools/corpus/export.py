"""The corpus in other forms: standoff, JSON lines, CSV, Parquet, Excel, spaCy's DocBin, Label Studio.

Everything is written in chunks, so a large corpus does not have to fit into memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools.corpus.columnar import arrow_schema, batch, table_path
from corpus_tools.corpus.labelstudio import write_tasks
from corpus_tools.corpus.schema import TABLES
from corpus_tools.corpus.store import Corpus
from corpus_tools.corpus.worksheets import EDITABLE, EXPORTED, GUIDE, VERDICT, baseline
from corpus_tools.errors import CorpusToolsError, UsageError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FORMATS", "export", "frame"]

_TABULAR = (
    "pages",
    "reports",
    "report_evidence",
    "headings",
    "sections",
    "sentences",
    "measures",
    "mismatches",
    "noise",
    "passages",
    "edits",
    "families",
    "family_members",
    "family_slots",
    "family_fillings",
    "mirrors",
    "formulae",
    "formula_occurrences",
    "formula_variants",
    "exchanges",
    "corrections",
    "runs",
    "refusals",
)
_NAME_BYTES = 240  # file systems allow 255; the rest is for a number and the ending
_CHUNK = 20_000  # rows held at a time
# Excel's own limits: rows of a sheet, characters of a cell
_XLSX_ROWS = 1_048_576
_XLSX_CELL = 32_767
_XLSX_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A spreadsheet takes a cell that begins so for a formula, and scraped text may be hostile
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


def export(corpus: Corpus, form: str, out: str | Path) -> list[Path]:
    """Write the whole corpus to the folder ``out`` in one of ``FORMATS``; gives the files written.

    Raises
    ------
    UsageError
        If the format is unknown or the folder cannot be made.
    """
    if form not in FORMATS:
        raise UsageError(f"unknown format {form!r}; there are: {', '.join(FORMATS)}")
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return FORMATS[form](corpus, folder)
    except OSError as e:
        raise UsageError(f"{e.filename or folder}: cannot be written ({e.strerror})") from e


def frame(corpus: Corpus, table: str) -> pd.DataFrame:
    """One table of the corpus as a data frame."""
    import pandas as pd

    return pd.read_sql_query(f"SELECT * FROM {TABLES[table].name}", corpus.db)


def _chunks(corpus: Corpus, table: str) -> Iterator[pd.DataFrame]:
    import pandas as pd

    # dtypes from the schema, since a chunk of empty cells would not tell them
    types = {
        name: "Int64" if "INTEGER" in sql else "Float64" if ("NUMERIC" in sql or "REAL" in sql) else "string"
        for name, sql in TABLES[table].columns.items()
    }
    query = f"SELECT * FROM {TABLES[table].name} ORDER BY 1"
    yield from pd.read_sql_query(query, corpus.db, chunksize=_CHUNK, dtype=types)  # type: ignore[arg-type]


# ---------------------------------------------------------------- standoff

_STANDOFF_REPORT = ("title", "organisation", "level", "topic", "year", "period", "signed")
_STANDOFF_SECTION = (
    "start", "end", "heading", "label", "depth", "number", "confidence", "second_label", "second_confidence",
)  # fmt: skip
_STANDOFF_MEASURE = tuple(n for n in TABLES["measures"].columns if not n.endswith("_id"))


def _standoff(corpus: Corpus, folder: Path) -> list[Path]:
    names = unique_names(corpus)
    written = []
    for key, name in names.items():
        path = folder / f"{name}.jsonl"
        with path.open("w", encoding="utf8", newline="\n") as file:
            for record in standoff_records(corpus, key):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        written.append(path)
    path = folder / "reuse.jsonl"
    with path.open("w", encoding="utf8", newline="\n") as file:
        for record in reuse_records(corpus, names):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return [*written, path]


def unique_names(corpus: Corpus) -> dict[str, str]:
    """A file name for each page: its own name, numbered where several pages share it, never a path."""
    taken: set[str] = {"reuse"}  # that file holds the passages
    out = {}
    for key, name in corpus.db.execute("SELECT id, name FROM pages ORDER BY name, path, id"):
        base = re.sub(r'[\x00-\x1f/\\:*?"<>|]', "_", name).lstrip(".") or "page"
        base = base.encode()[:_NAME_BYTES].decode(errors="ignore")
        candidate, n = base, 2
        while candidate.casefold() in taken:
            candidate, n = f"{base}-{n}", n + 1
        taken.add(candidate.casefold())
        out[key] = candidate
    return out


def standoff_records(corpus: Corpus, page: str) -> Iterator[dict[str, Any]]:
    """Reports, noise, sections and measures of one page, as plain records over its text."""
    (text,) = corpus.db.execute("SELECT text FROM pages WHERE id = ?", (page,)).fetchone()
    for table, kind, fields in (
        ("reports", "report", ("start", "end", "kind", *_STANDOFF_REPORT)),
        ("noise", "noise", ("start", "end", "reason")),
        ("sections", "section", _STANDOFF_SECTION),
        ("measures", "measure", _STANDOFF_MEASURE),
    ):
        columns = ", ".join(f'"{f}"' for f in fields)
        query = f"SELECT {columns} FROM {table} WHERE page_id = ? ORDER BY start"
        for row in corpus.db.execute(query, (page,)):
            record = {"type": kind, **dict(zip(fields, row, strict=True))}
            if record.get("kind") == "news":  # the guidelines know summary, plan and other
                record["kind"] = "other"
            yield as_written(record, text) if kind == "measure" else record


def as_written(measure: dict[str, Any], text: str) -> dict[str, Any]:
    """A measure's words in the page's own characters (發放, 戶), where the database has them folded for searching.

    >>> as_written({"action": "发放", "action_start": 0, "action_end": 2, "object": "", "object_start": None,
    ...     "object_end": None, "text": "３戶", "unit": "户", "unit_raw": "户"}, "發放３戶")["action"]
    '發放'
    >>> as_written({"action": "检修", "action_start": 0, "action_end": 2, "object": "小(2)型水库", "object_start": 2,
    ...     "object_end": 9, "text": "9座", "unit": "座", "unit_raw": "座"}, "检修小（2）型水库9座")["object"]
    '小（2）型水库'
    """
    out = dict(measure)
    for field in ("action", "object"):
        a, b = measure[f"{field}_start"], measure[f"{field}_end"]
        if a is not None and _same_but_for_form(stands := "".join(text[a:b].split()), measure[field]):
            out[field] = stands
    unit = measure["unit"]
    tail = measure["text"].removesuffix("多")[-len(unit) :]  # 八吨多
    if unit and unit == measure["unit_raw"] and _ideograph(unit[0]) and _same_but_for_form(tail, unit):
        out["unit"] = out["unit_raw"] = tail  # units that have one form (米, 元, %) keep it
    return out


def _same_but_for_form(stands: str, folded: str) -> bool:
    """Whether two texts differ by nothing but the form of ideographs and of other characters (發放, （套）, 「」)."""
    return len(stands) == len(folded) and all(
        a == b or _ideograph(a) == _ideograph(b) for a, b in zip(stands, folded, strict=True)
    )


def _ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def reuse_records(corpus: Corpus, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Copied passages (formulae left out), each side with the name of its page."""
    query = """SELECT ra.page_id, x.a_start, x.a_end, rb.page_id, x.b_start, x.b_end, x.kind FROM passages x
        JOIN reports ra ON ra.id = x.a_report_id JOIN reports rb ON rb.id = x.b_report_id
        WHERE NOT x.formula ORDER BY 1, 2, 4, 5"""
    for a, a_start, a_end, b, b_start, b_end, kind in corpus.db.execute(query):
        yield {
            "type": "reuse",
            "a": {"doc": names[a], "start": a_start, "end": a_end},
            "b": {"doc": names[b], "start": b_start, "end": b_end},
            "kind": kind,
        }


# ---------------------------------------------------------------- tables


def _jsonl(corpus: Corpus, folder: Path) -> list[Path]:
    written = []
    for table in _TABULAR:
        path = folder / f"{table}.jsonl"
        cursor = corpus.db.execute(f"SELECT * FROM {table} ORDER BY 1")
        columns = [d[0] for d in cursor.description]
        with path.open("w", encoding="utf8", newline="\n") as file:
            for row in cursor:
                file.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n")
        written.append(path)
    return written


def _csv(corpus: Corpus, folder: Path) -> list[Path]:
    """CSV with a byte-order mark, since Excel takes a file without one for the local code page."""
    written = []
    for table in _TABULAR:
        path = folder / f"{table}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            for i, chunk in enumerate(_chunks(corpus, table)):
                _harmless(chunk).to_csv(file, index=False, header=i == 0, lineterminator="\r\n")
        written.append(path)
    return written


def _harmless(chunk: pd.DataFrame) -> pd.DataFrame:
    for name in map(str, chunk.select_dtypes("string").columns):
        risky = chunk[name].str.startswith(_FORMULA_START, na=False)
        if risky.any():
            chunk[name] = chunk[name].mask(risky, "'" + chunk[name])
    return chunk


def _parquet(corpus: Corpus, folder: Path) -> list[Path]:
    import pyarrow.parquet as pq

    written = []
    for table in (*_TABULAR, "sources"):  # all that `import` makes a whole database of
        path = table_path(folder, table)
        cursor = corpus.db.execute(f"SELECT * FROM {TABLES[table].name} ORDER BY 1")
        with pq.ParquetWriter(path, arrow_schema(table), compression="zstd") as writer:
            while rows := cursor.fetchmany(_CHUNK):
                writer.write_batch(batch(table, rows))
        written.append(path)
    return written


def _xlsx(corpus: Corpus, folder: Path) -> list[Path]:
    """One workbook, a sheet a table, header frozen. What a cell or sheet cannot hold is cut and said in a sheet.

    Sheets that may be corrected have the columns ``sentence``, ``verdict`` and, hidden, ``exported`` besides: see
    ``corpus_tools.corpus.worksheets``.
    """
    import xlsxwriter

    path = folder / "corpus.xlsx"
    # constant_memory: rows go to disk as they come; strings stay strings, no formulas, no links
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    cut: dict[str, int] = {}
    with xlsxwriter.Workbook(path, options) as book:
        bold = book.add_format({"bold": True})
        guide = book.add_worksheet("read me")
        guide.set_column(0, 0, 120)
        for i, line in enumerate(GUIDE):
            guide.write_string(i, 0, line)
        for table in _TABULAR:
            sheet = book.add_worksheet(table)
            sheet.freeze_panes(1, 0)
            names, rows = _sheet_rows(corpus, table)
            sheet.write_row(0, 0, names, bold)
            if EXPORTED in names:
                at = names.index(EXPORTED)
                sheet.set_column(at, at, None, None, {"hidden": True})
            for i, row in enumerate(rows, 1):
                if i >= _XLSX_ROWS:
                    cut[table] = cut.get(table, 0) + 1
                    continue
                for j, value in enumerate(row):
                    if isinstance(value, str):
                        clean = _XLSX_FORBIDDEN.sub("\ufffd", value)
                        if len(clean) > _XLSX_CELL:
                            cut[f"{table}: long cells"] = cut.get(f"{table}: long cells", 0) + 1
                        sheet.write_string(i, j, clean[:_XLSX_CELL])
                    elif value is not None:
                        sheet.write_number(i, j, value)
        if cut:
            sheet = book.add_worksheet("left out")
            sheet.write_row(0, 0, ["what", "how many (Excel's limits; use csv or parquet for all)"], bold)
            for i, item in enumerate(cut.items(), 1):
                sheet.write_row(i, 0, item)
    return [path]


def _sheet_rows(corpus: Corpus, table: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Columns and rows of a sheet: those of the table, and what a user needs to correct them."""
    if table not in EDITABLE:
        cursor = corpus.db.execute(f"SELECT * FROM {table} ORDER BY 1")
        return [d[0] for d in cursor.description], cursor
    context = ", (SELECT t.text FROM sentences t WHERE t.id = x.sentence_id) AS sentence" if table == "measures" else ""
    cursor = corpus.db.execute(f"SELECT x.*{context} FROM {table} x ORDER BY 1")
    names = [d[0] for d in cursor.description]

    def rows() -> Iterator[tuple[Any, ...]]:
        for row in cursor:
            yield (*row, "", baseline(table, dict(zip(names, row, strict=True))))

    return [*names, VERDICT, EXPORTED], rows()


def _docbin(corpus: Corpus, folder: Path) -> list[Path]:
    """The pages as spaCy docs with their span groups, 500 a file."""
    from spacy.tokens import DocBin

    from corpus_tools.pipeline import load, relabel

    nlp = load()
    written: list[Path] = []
    pages = corpus.db.execute("SELECT name, text, id FROM pages ORDER BY name, id")
    while rows := pages.fetchmany(500):
        box = DocBin(store_user_data=False)
        with nlp.memory_zone():
            for name, text, key in rows:
                doc = nlp(text)
                # labels may come from a user's own model, or be left undecided: what the database says holds
                relabel(doc, dict(corpus.db.execute("SELECT start, label FROM sections WHERE page_id = ?", (key,))))
                doc.user_data.clear()  # the exact records stand in the database; a DocBin takes plain values only
                doc.user_data["name"] = name
                box.add(doc)
            path = folder / f"pages-{len(written):04d}.spacy"
            box.to_disk(path)
        written.append(path)
    return written


FORMATS: dict[str, Callable[[Corpus, Path], list[Path]]] = {
    "standoff": _standoff,
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "xlsx": _xlsx,
    "docbin": _docbin,
    "labelstudio": write_tasks,
}


def check_empty(corpus: Corpus) -> None:
    """Refuse to export nothing, which would look like success."""
    if not corpus.count("pages"):
        raise CorpusToolsError(f"{corpus.path}: the database holds no pages; mine some first")
