"""Labelled sections from files: JSON lines, CSV, or the workbook that ``corpus-tools export`` writes.

One record a section. Fields: ``text`` (with its heading) and ``label``; optional ``heading kind position topic alt
report`` (see ``labels.data.Labelled``). Any label name will do but ``other``, which is what undecided sections carry.

Tables of sections as exported (``sections.csv``, ``sections.jsonl``, the sheet ``sections``) are read as they are:
kind and topic come from the table ``reports`` beside them, position and order from the offsets. If there is a column
``correct_label``, only rows in which it is filled count, with that label; so a reviewer fills in what was looked at
and leaves the rest alone.

A record that does not have the form is named with what was expected, and the others are read.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from corpus_tools.errors import ModelError, RefusedFile
from corpus_tools.labels.data import Labelled
from corpus_tools.records import OTHER

__all__ = ["ENDINGS", "Numbered", "read_labelled"]

ENDINGS = (".jsonl", ".csv", ".xlsx")

_NAME = 40  # characters of a label name; it stands in tables and on buttons
_LEAST = 2  # sections of a label: one to learn from while the other is asked for
_QUOTED = ("'=", "'+", "'-", "'@", "'\t", "'\r")  # how ``export`` keeps a spreadsheet from computing a cell

Record = dict[str, Any]
Numbered = tuple[str, Record]  # where it stands, for people, and what it says


def read_labelled(
    paths: Iterable[Path | str],
    faults: list[str] | None = None,
    *,
    further: Mapping[str, Sequence[Numbered]] | None = None,
) -> list[Labelled]:
    """Labelled sections of files, or of all such files in folders, in a fixed order.

    Parameters
    ----------
    paths : files and folders
    faults : told of each record and file that was left out, with the reason; without it the first one raises
    further : records from elsewhere, by the name of their source, each with where it stands for people

    Raises
    ------
    ModelError
        If nothing is left, and without ``faults`` at the first fault; names file, record and what was expected.
    """
    told: list[str] = [] if faults is None else faults
    out: list[Labelled] = []
    sources = [(path.stem, list(_records(path, told))) for path in _files(paths, told)]
    for source, records in (*sources, *(further or {}).items()):
        for where, record in _in_reading_order(list(records)):
            if "correct_label" in record and not _answer(record):
                continue
            try:
                out.append(_labelled(record, where, source))
            except ModelError as e:
                told.append(str(e))
    rare = _rare(out)
    told += [
        f"{item.text[:20]!r}: label {item.label!r} has no other section; write it as others have it" for item in rare
    ]
    out = [item for item in out if item not in rare]
    if faults is None and told:
        raise ModelError(told[0])
    if not out:
        raise ModelError(
            "no labelled sections found; give .jsonl, .csv or .xlsx files with the fields text and label"
            + "".join(f"\n  {fault}" for fault in told[:10])
        )
    return out


def _rare(items: Sequence[Labelled]) -> list[Labelled]:
    """Items whose label is most likely misspelt."""
    count: dict[str, int] = {}
    for item in items:
        count[item.label] = count.get(item.label, 0) + 1
    return [item for item in items if count[item.label] < _LEAST and len(items) > _LEAST]


# ---------------------------------------------------------------- files


def _files(paths: Iterable[Path | str], faults: list[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            found = sorted(p for p in path.iterdir() if p.suffix.lower() in ENDINGS)
            exported = [p for p in found if p.stem == "sections" and p.with_stem("reports") in found]
            yield from exported or found  # beside the sections lie tables that are none
            if not found:
                faults.append(f"{path}: no {', '.join(ENDINGS)} files in this folder")
        elif not path.is_file():
            faults.append(f"{path}: no such file or folder of labelled sections")
        elif path.suffix.lower() not in ENDINGS:
            faults.append(f"{path}: labelled sections come as {', '.join(ENDINGS)}")
        else:
            yield path


def _records(path: Path, faults: list[str]) -> Iterator[Numbered]:
    """Records of one file, those of the table ``reports`` beside it joined to them."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".xlsx":
            yield from _workbook(path)
            return
        yield from _table(path, faults)
    except (OSError, RefusedFile) as e:
        faults.append(f"{path}: cannot be read ({e})")


def _table(path: Path, faults: list[str]) -> Iterator[Numbered]:
    read = _csv if path.suffix.lower() == ".csv" else _jsonl
    reports = path.with_stem("reports")
    known: dict[str, Record] = {}
    if path.stem == "sections" and reports.is_file():
        known = {str(r.get("id")): r for _, r in read(reports, [])}
    for where, record in read(path, faults):
        yield where, _joined(record, known)


def _text(path: Path) -> str:
    """Excel writes CSV in the local code page, so the encoding is found out as that of a page is."""
    from corpus_tools.reading.encodings import decode

    data = path.read_bytes()
    return decode(data, name=path.name)[0] if data.strip() else ""


def _jsonl(path: Path, faults: list[str]) -> Iterator[Numbered]:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as e:
            faults.append(f"{where}: not a file of labelled sections there ({e})")
            continue
        if isinstance(record, dict):
            yield where, record
        else:
            faults.append(f"{where}: expected an object with the fields text and label")


def _csv(path: Path, faults: list[str]) -> Iterator[Numbered]:
    rows = csv.DictReader(io.StringIO(_text(path), newline=""))
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as e:
            faults.append(f"{path.name}, line {rows.line_num}: {e}")
            continue
        where = f"{path.name}, line {rows.line_num}"
        yield where, {k: v[1:] if isinstance(v, str) and v.startswith(_QUOTED) else v for k, v in row.items() if k}


def _workbook(path: Path) -> Iterator[Numbered]:
    """The sheet ``sections``, or else the first sheet with a column ``text``."""
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        reports = {str(r.get("id")): r for _, r in _sheet(path, sheets["reports"])} if "reports" in sheets else {}
        named = [sheets["sections"]] if "sections" in sheets else list(sheets.values())
        for sheet in named:
            rows = list(_sheet(path, sheet))
            if rows and "text" in rows[0][1]:
                yield from ((where, _joined(record, reports)) for where, record in rows)
                return
        raise RefusedFile(path.name, "no sheet with the columns text and label")
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, SyntaxError) as e:
        raise RefusedFile(path.name, f"not a workbook that can be read: {e}") from e


def _sheet(path: Path, sheet: Any) -> Iterator[Numbered]:
    rows = sheet.iter_rows(values_only=True)
    head = [str(name).strip() if name is not None else "" for name in next(rows, ())]
    for number, row in enumerate(rows, 2):
        if any(value not in (None, "") for value in row):
            yield f"{path.name}, sheet {sheet.title}, row {number}", dict(zip(head, row, strict=False))


def _joined(record: Record, reports: dict[str, Record]) -> Record:
    """Kind and topic of its report where the section's own record does not say."""
    report = reports.get(str(record.get("report_id")))
    return {"kind": report.get("kind"), "topic": report.get("topic"), **record} if report else record


# ---------------------------------------------------------------- records


def _in_reading_order(records: list[Numbered]) -> list[Numbered]:
    """Exported sections in the order of their reports, with what the offsets say; other records as they stand."""
    if not records or not all("report_id" in r and _whole(r.get("start")) and _whole(r.get("end")) for _, r in records):
        return records
    out: list[Numbered] = []
    ordered = sorted(records, key=lambda item: (str(item[1]["report_id"]), int(item[1]["start"])))
    for report_id, group in groupby(ordered, key=lambda item: str(item[1]["report_id"])):
        rows = list(group)
        first, last = int(rows[0][1]["start"]), int(rows[-1][1]["end"])
        run, before = 0, first
        for where, row in rows:
            if "correct_label" in row and not _answer(row):
                continue
            run += int(row["start"]) != before  # what was left out parts the run
            before = int(row["end"])
            known = {
                "position": (int(row["start"]) - first) / max(1, last - first),
                "report": f"{report_id}#{run}",
                "topic": row.get("topic") or row.get("page_id"),
                "heading": row.get("heading"),
            }
            out.append((where, {**row, **known}))
    return out


def _whole(value: object) -> bool:
    try:
        return float(str(value)).is_integer()
    except ValueError:
        return False


def _answer(record: Record) -> str:
    """The label a person gave, ``""`` where nobody has looked."""
    return str(record.get("correct_label" if "correct_label" in record else "label") or "").strip()


def _labelled(record: Record, where: str, source: str) -> Labelled:
    text = str(record.get("text") or "")
    if not text.strip():
        raise ModelError(f"{where}: expected a field text that is not empty")
    label, alt = _answer(record), str(record.get("alt") or "").strip()
    if not label:
        raise ModelError(f"{where}: expected a field label that is not empty")
    for name in filter(None, (label, alt)):
        if len(name) > _NAME or not name.isprintable():
            raise ModelError(f"{where}: a label has up to {_NAME} printable characters, not {name[:_NAME]!r}…")
        if name == OTHER:
            raise ModelError(f"{where}: the label {OTHER!r} is kept for sections that were left undecided")
    try:
        position = float(record.get("position") or 0.0)
        if not (math.isfinite(position) and 0 <= position <= 1):
            raise ValueError
    except (TypeError, ValueError):
        raise ModelError(f"{where}: position should be a number from 0 to 1") from None
    report = str(record.get("report") or "")
    heading = str(record.get("heading") or "")
    return Labelled(
        text=text,
        label=label,
        heading=heading if text.startswith(heading) else "",
        kind=str(record.get("kind") or "summary"),
        position=position,
        topic=str(record.get("topic") or where),
        alt=alt,
        report=f"{source}/{report}" if report else "",
    )
