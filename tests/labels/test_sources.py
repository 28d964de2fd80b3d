"""Labelled sections from every kind of file, bad records named and left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.export import export
from corpus_tools.errors import ModelError
from corpus_tools.labels.sources import read_labelled

TWO = '{"text": "一、宣传。发传单", "label": "publicity", "topic": "t"}\n' * 2


def test_jsonl_and_csv_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(TWO, "utf8")
    (tmp_path / "b.csv").write_text("text,label,topic\n" + "一、宣传。发传单,publicity,t\n" * 2, "utf8")
    first, second = (read_labelled([tmp_path / name]) for name in ("a.jsonl", "b.csv"))
    assert first == second


def test_a_table_that_a_spreadsheet_wrote_in_the_local_code_page_is_read(tmp_path: Path) -> None:
    text = "text,label\r\n" + "三、加强宣传工作。向居民发放宣传单三百份，悬挂横幅。,宣传\r\n" * 3
    (tmp_path / "a.csv").write_bytes(text.encode("gb18030"))
    assert {item.label for item in read_labelled([tmp_path])} == {"宣传"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "一、宣传"}', "label"),
        ('{"text": "一、宣传", "label": "other"}', "kept for"),
        ('{"text": "一、宣传", "label": "' + "p" * 41 + '"}', "40 printable"),
        ('{"text": "一、宣传", "label": "a\\u001b[2Jb"}', "printable"),
        ('{"label": "publicity"}', "text"),
        ("[1, 2]", "object"),
        ("{", "line 3"),
        ("[" * 100_000, "line 3"),
        ('{"text": "x", "label": "plans", "position": "early"}', "position"),
        ('{"text": "x", "label": "plans", "position": NaN}', "position"),
        ('{"text": "只此一条", "label": "publicty"}', "publicty"),
    ],
)
def test_a_record_of_another_form_is_named_and_the_others_stay(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "wrong.jsonl"
    path.write_text(TWO + line, "utf8")
    with pytest.raises(ModelError, match=said):
        read_labelled([path])
    faults: list[str] = []
    assert len(read_labelled([path], faults)) == 2
    assert len(faults) == 1 and said in faults[0]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.jsonl", "a.docx"])
def test_a_file_without_a_labelled_section_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(ModelError, match=r"a\.|labelled"):
        read_labelled([tmp_path / name])


@pytest.mark.parametrize("form", ["xlsx", "csv", "jsonl"])
def test_exported_tables_are_read_as_they_are(mined: Path, tmp_path: Path, form: str) -> None:
    with Corpus(mined) as corpus:
        export(corpus, form, tmp_path)
        stored = corpus.db.execute("SELECT text, label FROM sections").fetchall()
    faults: list[str] = []
    items = read_labelled([tmp_path], faults)
    kept = {label for _, label in stored if sum(label == other for _, other in stored) > 1}
    assert sorted((i.text, i.label) for i in items) == sorted(pair for pair in stored if pair[1] in kept)
    assert len(faults) == len(stored) - len(items)
    of_report = [i for i in items if i.report == items[0].report]
    positions = [i.position for i in of_report]
    assert positions == sorted(positions) and positions[0] == 0 and len(set(positions)) == len(positions) > 1
    assert items[0].topic


def test_rows_that_nobody_corrected_are_left_alone(mined: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    with Corpus(mined) as corpus:
        (path,) = export(corpus, "xlsx", tmp_path)
    book = load_workbook(path)
    sheet = book["sections"]
    column = sheet.max_column + 1
    sheet.cell(1, column, "correct_label")
    for row in (2, 3, 4):
        sheet.cell(row, column, "防火" if row < 4 else "plans")
    sheet.cell(5, column, "plans")
    book.save(path)
    faults: list[str] = []
    assert sorted(i.label for i in read_labelled([path], faults)) == ["plans", "plans", "防火", "防火"]
    assert not faults
