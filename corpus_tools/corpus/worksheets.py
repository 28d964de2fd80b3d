"""The workbook as a form to correct: which cells may be changed, what an exported row says, how a cell is read back.

``export --format xlsx`` adds to the sheets of ``EDITABLE`` a column ``verdict`` (empty, for the user: ``ok`` or
``wrong``) and a hidden one, ``exported``, that keeps what the row said, so that a change is known for one even when the
corpus has been mined again meanwhile.
"""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpus_tools.errors import UsageError

__all__ = ["EDITABLE", "EXPORTED", "GUIDE", "VERDICT", "Problem", "SheetRow", "baseline", "read_sheets"]

EDITABLE: dict[str, tuple[str, ...]] = {
    "measures": (
        "value",
        "value_max",
        "unit",
        "modifier",
        "action",
        "object",
        "category",
        "status",
        "per",
        "period",
        "place",
    ),
    "sections": ("label",),
    "reports": ("kind", "title", "organisation", "level", "topic", "year", "period"),
}
"""Per sheet the columns that a user may change."""

VERDICT, EXPORTED = "verdict", "exported"
_NUMBERS = frozenset(("value", "value_max", "year", "start", "end"))
_PLACES = ("page_id", "sentence_id", "text", "start")  # by which an added row says where it stands

GUIDE = (
    "How to correct this workbook / 如何更正",
    "",
    "1. In the sheets measures, sections and reports change any cell of these columns; leave the ids as they are.",
    "   在 measures、sections、reports 三张表中直接修改下列各列的单元格，不要改动编号列。",
    *(f"   {sheet}: {', '.join(columns)}" for sheet, columns in EDITABLE.items()),
    "2. In the column verdict write ok for a row you have checked, wrong for one that is no such record at all.",
    "   verdict 列：核对无误填 ok；整行不应存在填 wrong。",
    "3. A figure that was missed: add a row to measures with sentence_id (or page_id) and text as it stands, id empty.",
    "   漏掉的数字：在 measures 末尾加一行，id 留空，填 sentence_id（或 page_id）和原文 text。",
    "4. Save as .xlsx, then: corpus-tools import-corrections FILE.xlsx --db FILE",
    "   存为 .xlsx 后运行上面的命令。更正存入数据库，重新运行 mine 也不会丢失。",
    "Rows that you delete say nothing, unless you import with --deleted-are-wrong. Formulas are not read.",
    "删去的行不起作用，除非导入时加 --deleted-are-wrong。公式不读。",
)


class Problem(NamedTuple):
    """A cell, row or sheet that could not be taken, in words."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class SheetRow(NamedTuple):
    """One row of a sheet: number as Excel shows it, its id ("" for an added row), cells by column."""

    sheet: str
    number: int
    id: str
    cells: dict[str, Any]
    exported: dict[str, Any] | None
    verdict: str

    @property
    def where(self) -> str:
        return f"{self.sheet}, row {self.number}"


def baseline(sheet: str, row: dict[str, Any]) -> str:
    """What an exported row says in the columns that may be changed, as the hidden cell keeps it."""
    return json.dumps({name: row.get(name) for name in EDITABLE[sheet]}, ensure_ascii=False)


def read_sheets(path: Path, problems: list[Problem]) -> Iterator[SheetRow]:
    """The rows of a workbook's sheets that may be corrected; what cannot be taken goes to ``problems``.

    Raises
    ------
    UsageError
        If the file is no workbook, or holds none of the sheets.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=False)
    except FileNotFoundError as e:
        raise UsageError(f"{path}: there is no such file") from e
    except Exception as e:  # openpyxl raises whatever zip and XML raise
        raise UsageError(f"{path}: this is no Excel workbook (.xlsx) that can be read") from e
    try:
        known = [name for name in EDITABLE if name in book.sheetnames]
        if not known:
            raise UsageError(f"{path}: none of the sheets {', '.join(EDITABLE)} is here; export with --format xlsx")
        for name in known:
            yield from _rows(name, book[name], problems)
    finally:
        book.close()


def _rows(name: str, sheet: Any, problems: list[Problem]) -> Iterator[SheetRow]:
    rows = sheet.iter_rows()
    header = [str(cell.value).strip() if cell.value is not None else "" for cell in next(rows, ())]
    if "id" not in header:
        problems.append(Problem(name, "the column id is missing; nothing of this sheet was taken"))
        return
    missing = [column for column in EDITABLE[name] if column not in header]
    if missing:
        problems.append(Problem(name, f"missing columns, left as they are: {', '.join(missing)}"))
    if twice := sorted({c for c in header if c and header.count(c) > 1}):
        problems.append(Problem(name, f"columns that stand twice: {', '.join(twice)}; nothing of this sheet was taken"))
        return
    wanted = {*EDITABLE[name], *_PLACES, "id", VERDICT, EXPORTED}
    columns = [(i, column) for i, column in enumerate(header) if column in wanted]
    for number, row in enumerate(rows, 2):
        cells = {column: row[i] for i, column in columns if i < len(row)}
        if all(cell.value is None for cell in cells.values()):
            continue
        yield _row(name, number, cells, problems)


def _row(name: str, number: int, cells: dict[str, Any], problems: list[Problem]) -> SheetRow:
    values: dict[str, Any] = {}
    for column, cell in cells.items():
        if column in (EXPORTED, VERDICT, "id"):
            continue
        try:
            values[column] = _value(column, cell)
        except ValueError as e:
            problems.append(Problem(f"{name}, row {number}, {column}", f"{e}; this cell was not taken"))
    return SheetRow(
        name,
        number,
        str(_plain(cells.get("id")) or "").strip(),
        values,
        _kept(_plain(cells.get(EXPORTED))),
        str(_plain(cells.get(VERDICT)) or "").strip().casefold(),
    )


def _plain(cell: Any) -> Any:
    return None if cell is None else cell.value


def _kept(text: Any) -> dict[str, Any] | None:
    try:
        kept = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return kept if isinstance(kept, dict) else None


def _value(column: str, cell: Any) -> Any:
    """A cell's value as the column holds it.

    Raises
    ------
    ValueError
        If it is a formula, a date, an error of Excel, or no number where one is needed.
    """
    value = cell.value
    if getattr(cell, "data_type", "") == "f":
        raise ValueError("a formula is not read; write its result")
    if getattr(cell, "data_type", "") == "e":
        raise ValueError(f"Excel shows the error {value}")
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        raise ValueError("Excel has made a date of it; format the cell as text and write it again")
    if isinstance(value, bool):
        raise ValueError("true or false is no value here")
    if column not in _NUMBERS:
        return "" if value is None else _text(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        number = float(str(value).replace(",", "").replace("，", ""))
    except ValueError:
        raise ValueError(f"{str(value)[:40]!r} is no number") from None
    if not math.isfinite(number):
        raise ValueError(f"{str(value)[:40]!r} is no number")
    return int(number) if number.is_integer() else number


def _text(value: Any) -> str:
    """Words of a cell; a number that Excel made of them without its ``.0``."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def same(column: str, one: Any, other: Any) -> bool:
    """Whether two cells of a column say the same; an empty cell is no words, or no number.

    >>> same("unit", None, ""), same("value", 300, 300.0), same("value", None, 0)
    (True, True, False)
    >>> same("value", 20 / 9, 2.22222222222222)
    True
    """
    if column in _NUMBERS:
        return _written(one) == _written(other)
    return str(one or "").strip() == str(other or "").strip()


def _written(number: Any) -> Any:
    """A number as a workbook keeps it, to 15 significant digits (Excel's specifications and limits)."""
    return float(f"{number:.15g}") if isinstance(number, float) else number


def allowed(column: str, value: Any, choices: dict[str, Sequence[str]]) -> str:
    """Why a value cannot stand in a column; "" where it can."""
    if column in choices and value not in choices[column]:
        return f"{str(value)[:40]!r} is none of: {', '.join(choices[column])}"
    return ""
