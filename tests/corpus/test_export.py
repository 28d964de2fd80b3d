"""Each export holds what the database holds, in a form its readers open."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from corpus_tools.analysis import analyse
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.export import export
from corpus_tools.errors import UsageError
from corpus_tools.records import Page
from tests.corpus.conftest import analysis


def records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def test_standoff_writes_a_file_a_page_and_the_passages(corpus: Corpus, tmp_path: Path) -> None:
    export(corpus, "standoff", tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["001.jsonl", "002.jsonl", "reuse.jsonl"]
    found = records(tmp_path / "out" / "001.jsonl")
    assert {r["type"] for r in found} == {"report", "noise", "section", "measure"}
    measure = next(r for r in found if r["type"] == "measure")
    fields = ("text", "value", "value_max", "unit", "modifier", "action", "object", "category")
    assert [measure[f] for f in fields] == ["300余份", 300, None, "份", "over", "发放", "宣传单", "leaflets"]
    (passage,) = records(tmp_path / "out" / "reuse.jsonl")
    assert (passage["a"]["doc"], passage["b"]["doc"], passage["kind"]) == ("001", "002", "figures")


def test_standoff_writes_words_as_they_stand(tmp_path: Path) -> None:
    text = (
        "計生工作總結\n今年，我村認真貫徹計劃生育政策，發放宣傳單１５００餘份，走訪育齡婦女２１７戶，隨訪率達到98％。"
    )
    page = Page("t", "t.txt", text, "0" * 64, "utf-8")
    with Corpus(tmp_path / "c.db", write=True) as corpus:
        with corpus.transaction():
            corpus.add(analyse(page))
        folded = corpus.db.execute("SELECT action, object, unit FROM measures ORDER BY start").fetchall()
        export(corpus, "standoff", tmp_path / "out")
    assert [tuple(row) for row in folded] == [("发放", "宣传单", "份"), ("走访", "育龄妇女", "户"), ("", "随访率", "%")]
    written = [r for r in records(tmp_path / "out" / "t.jsonl") if r["type"] == "measure"]
    assert [(r["action"], r["object"], r["unit"]) for r in written] == [
        ("發放", "宣傳單", "份"), ("走訪", "育齡婦女", "戶"), ("", "隨訪率", "%"),
    ]  # fmt: skip
    for r in written:
        assert r["object"] == text[r["object_start"] : r["object_end"]]


def test_hostile_page_name_stays_within_the_folder(corpus: Corpus, tmp_path: Path) -> None:
    with corpus.transaction():
        for name in ("../../evil", "reuse", "001"):
            corpus.add(analysis(name, site=f"{name}\n"))
    export(corpus, "standoff", tmp_path / "a" / "b")
    names = sorted(p.name for p in (tmp_path / "a" / "b").iterdir())
    assert names == ["001-2.jsonl", "001.jsonl", "002.jsonl", "_.._evil.jsonl", "reuse-2.jsonl", "reuse.jsonl"]
    assert not (tmp_path / "evil.jsonl").exists()


def test_csv_opens_in_excel_and_holds_no_formula(corpus: Corpus, tmp_path: Path) -> None:
    corpus.db.execute("""UPDATE measures SET object = '=HYPERLINK("http://x")' WHERE value = 500""")
    export(corpus, "csv", tmp_path)
    data = (tmp_path / "measures.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert {r["object"] for r in rows} == {"宣传单", """'=HYPERLINK("http://x")"""}
    assert {r["value"] for r in rows} == {"300.0", "500.0"}


def test_parquet_and_jsonl_agree_with_the_tables(corpus: Corpus, tmp_path: Path) -> None:
    export(corpus, "parquet", tmp_path)
    export(corpus, "jsonl", tmp_path)
    for table in ("pages", "sections", "measures", "edits"):
        count = corpus.count(table)
        assert len(pd.read_parquet(tmp_path / f"{table}.parquet")) == count
        assert len(records(tmp_path / f"{table}.jsonl")) == count


def test_workbook_has_a_sheet_a_table_with_frozen_header(corpus: Corpus, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    corpus.db.execute("UPDATE measures SET object = '=1+1', action = 'a' || char(7) WHERE value = 500")
    export(corpus, "xlsx", tmp_path)
    book = load_workbook(tmp_path / "corpus.xlsx")
    sheet = book["measures"]
    assert sheet.freeze_panes == "A2"
    header = [c.value for c in sheet[1]]
    cells = {c.value: c.data_type for c in sheet["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[header.index("object")]]}
    assert cells["=1+1"] == "s", "text, not a formula"


def test_long_cell_is_cut_and_the_cut_is_said(corpus: Corpus, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    corpus.db.execute("UPDATE pages SET text = ? WHERE name = '001'", ("长" * 40_000,))
    export(corpus, "xlsx", tmp_path)
    book = load_workbook(tmp_path / "corpus.xlsx", read_only=True)
    assert [c.value for c in list(book["left out"].rows)[1]] == ["pages: long cells", 1]


def test_unknown_format_names_the_known_ones(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="standoff"):
        export(corpus, "pdf", tmp_path)
