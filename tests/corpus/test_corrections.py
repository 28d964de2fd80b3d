"""Corrections come back from a workbook, are kept over later runs, and show where the program is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from corpus_tools.analysis import analyse
from corpus_tools.cli import main
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.corrections import compare, import_corrections
from corpus_tools.corpus.export import export
from corpus_tools.engines import mine
from corpus_tools.errors import UsageError
from corpus_tools.records import Page

TEXT = """柳塘镇2021年工作总结
一、宣传培训
全镇共举办讲座24场，悬挂横幅20条，发放宣传单300余份。
二、存在问题
经费仍有缺口。
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus(tmp_path / "c.db", write=True) as made:
        with made.transaction():
            made.add(analyse(Page("001", "001.txt", TEXT, "ab" * 32, "utf-8")))
        yield made


def edited(corpus: Corpus, folder: Path, edit: Callable[[Workbook], None]) -> Path:
    (path,) = export(corpus, "xlsx", folder)
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def cell(book: Workbook, sheet: str, text: str, column: str) -> Any:
    """The cell of a column in the row that has ``text`` in its text or heading."""
    rows = list(book[sheet].iter_rows())
    header = [c.value for c in rows[0]]
    by = header.index("heading" if sheet == "sections" else "text")
    row = next(r for r in rows[1:] if r[by].value and text in r[by].value)
    return row[header.index(column)]


def put(book: Workbook, sheet: str, text: str, column: str, value: Any) -> None:
    cell(book, sheet, text, column).value = value


def kept(corpus: Corpus) -> dict[tuple[str, str], tuple[Any, Any]]:
    rows = corpus.db.execute("SELECT record_type, field, old, value FROM corrections WHERE old IS NOT value")
    return {(table, name): (old, value) for table, name, old, value in rows if name != "exists"}


def test_an_untouched_workbook_says_nothing(corpus: Corpus, tmp_path: Path) -> None:
    done = import_corrections(corpus, edited(corpus, tmp_path, lambda book: None))
    assert (done.rows, done.changed, done.problems) == (0, 0, [])
    assert compare(corpus) == []


def test_a_workbook_keeps_fifteen_digits_and_says_nothing_by_the_others(corpus: Corpus, tmp_path: Path) -> None:
    corpus.db.execute("UPDATE measures SET value = 20.0 / 9 WHERE text = '24场'")  # 床护比 1:0.45, and the like
    done = import_corrections(corpus, edited(corpus, tmp_path, lambda book: None))
    assert (done.rows, done.changed, done.problems) == (0, 0, [])


def test_changed_cells_are_kept_and_counted(corpus: Corpus, tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        put(book, "measures", "24场", "value", 25)
        put(book, "measures", "24场", "category", "events")
        put(book, "measures", "20条", "verdict", "ok")
        put(book, "sections", "存在问题", "label", "plans")

    done = import_corrections(corpus, edited(corpus, tmp_path, edit))
    assert (done.rows, done.changed, done.problems) == (3, 3, [])
    assert kept(corpus) == {
        ("measures", "value"): (24, 25),
        ("measures", "category"): ("meetings", "events"),
        ("sections", "label"): ("problems", "plans"),
    }
    found = {(a.record_type, a.field): (a.right, a.checked) for a in compare(corpus)}
    assert found["measures", "value"] == found["measures", "category"] == (1, 2)
    assert found["measures", "action"] == found["measures", "exists"] == (2, 2)
    assert found["sections", "label"] == (0, 1)


def test_wrong_added_and_deleted_rows(corpus: Corpus, tmp_path: Path) -> None:
    page, sentence = corpus.db.execute("SELECT page_id, sentence_id FROM measures LIMIT 1").fetchone()

    def edit(book: Workbook) -> None:
        sheet = book["measures"]
        header = [c.value for c in sheet[1]]
        put(book, "measures", "24场", "verdict", "wrong")
        sheet.delete_rows(cell(book, "measures", "20条", "id").row)
        for words in ("全镇", "没有的字"):
            row: list[Any] = [None] * len(header)
            row[header.index("sentence_id")], row[header.index("text")] = sentence, words
            row[header.index("value")] = 1
            sheet.append(row)

    path = edited(corpus, tmp_path, edit)
    done = import_corrections(corpus, path)
    assert (done.wrong, done.added, done.absent) == (1, 1, 1)
    assert [p.where for p in done.problems] == ["measures, row 5"]
    added = corpus.db.execute("SELECT record_id FROM corrections WHERE value = 'missed'").fetchone()[0]
    assert added == f"{page}-m{TEXT.index('全镇')}"
    exists = next(a for a in compare(corpus) if a.field == "exists")
    assert (exists.right, exists.checked) == (0, 2), "it gives what is wrong and misses what is there"
    assert import_corrections(corpus, path, deleted_are_wrong=True).wrong == 2


def test_bad_cells_are_named_and_the_rest_goes_on(corpus: Corpus, tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        put(book, "measures", "24场", "value", "many")
        put(book, "measures", "24场", "unit", "期")
        put(book, "measures", "20条", "value", "=10+10")
        put(book, "measures", "20条", "unit", datetime.datetime(2021, 3, 1))
        put(book, "measures", "300余份", "category", "spaceships")
        put(book, "measures", "300余份", "verdict", "perhaps")
        put(book, "sections", "存在问题", "id", "no-such-id")
        cell(book, "sections", "存在问题", "exported").value = None

    done = import_corrections(corpus, edited(corpus, tmp_path, edit))
    assert len(done.problems) == 5
    assert kept(corpus) == {("measures", "unit"): ("场", "期")}


def test_missing_columns_and_sheets(corpus: Corpus, tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        del book["reports"]
        book["sections"]["A1"].value = "number"
        header = [c.value for c in book["measures"][1]]
        book["measures"].delete_cols(header.index("unit") + 1)
        put(book, "measures", "24场", "value", 25)

    done = import_corrections(corpus, edited(corpus, tmp_path, edit))
    assert sorted(p.where for p in done.problems) == ["measures", "sections"]
    assert kept(corpus) == {("measures", "value"): (24, 25)}
    with pytest.raises(UsageError):
        import_corrections(corpus, Path(__file__))
    empty = tmp_path / "empty.xlsx"
    Workbook().save(empty)
    with pytest.raises(UsageError, match="measures"):
        import_corrections(corpus, empty)


def test_a_change_is_known_after_the_corpus_was_mined_again(corpus: Corpus, tmp_path: Path) -> None:
    path = edited(corpus, tmp_path, lambda book: put(book, "measures", "24场", "value", 25))
    corpus.db.execute("UPDATE measures SET unit = '次', value = 25 WHERE text = '24场'")  # a better program
    done = import_corrections(corpus, path)
    assert done.changed == 1 and kept(corpus) == {("measures", "value"): (24, 25)}
    found = {a.field: a.accuracy for a in compare(corpus)}
    assert found["value"] == 1 and found["unit"] == 0


def test_corrections_outlive_a_fresh_run(tmp_path: Path) -> None:
    (tmp_path / "001.txt").write_text(TEXT, encoding="utf8")
    db = tmp_path / "c.db"
    mine([tmp_path / "001.txt"], db)
    with Corpus(db, write=True) as corpus:
        import_corrections(
            corpus, edited(corpus, tmp_path / "out", lambda book: put(book, "measures", "24场", "value", 25))
        )
    mine([tmp_path / "001.txt"], db, fresh=True)
    with Corpus(db) as corpus:
        assert kept(corpus) == {("measures", "value"): (24, 25)}
        assert {a.field: a.accuracy for a in compare(corpus)}["value"] == 0


def test_text_that_looks_like_a_formula_comes_back_as_text(corpus: Corpus, tmp_path: Path) -> None:
    corpus.db.execute("UPDATE measures SET object = '=1+1', action = '@x', place = '-1', period = '+1'")
    (fresh,) = export(corpus, "xlsx", tmp_path / "again")
    assert not [c for sheet in load_workbook(fresh) for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert import_corrections(corpus, fresh).problems == []


def test_the_command(corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = edited(corpus, tmp_path, lambda book: put(book, "measures", "24场", "value", "x"))
    good = edited(corpus, tmp_path / "good", lambda book: put(book, "measures", "24场", "value", 25))
    for file, code in ((path, 1), (good, 0), (tmp_path / "none.xlsx", 2)):
        with pytest.raises(SystemExit) as e:
            main(["import-corrections", str(file), "--db", str(corpus.path), "--format", "csv"])
        assert (e.value.code or 0) == code
    assert "measures,value,0,1,0.0" in capsys.readouterr().out
