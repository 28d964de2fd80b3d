"""What reports share, in every form and through every filter."""

from __future__ import annotations

import csv
import io
import json
import random
import unicodedata
from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.reused import PassageFilter, family, pairs, passages
from corpus_tools.corpus.reusing import index_folder, update_reuse
from corpus_tools.errors import UsageError
from corpus_tools.records import ReportText
from corpus_tools.views.reuse import PARTS, render_reuse
from tests.corpus.test_reusing import add
from tests.reuse.made import STOCK, TEMPLATE, filled, sentences


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A family of four in which years are known, a verbatim pair of one body, a mirror."""
    rng = random.Random(5)
    path = tmp_path_factory.mktemp("reuse") / "c.db"
    reports = [
        ReportText(f"t{k}", "", 0, sentences(rng, 2) + filled(rng) + sentences(rng, 2), (), f"镇{k}", 2018 + k)
        for k in range(4)
    ]
    shared = sentences(rng, 4)
    reports += [ReportText(f"v{k}", "", 0, sentences(rng, 9) + shared, (), "同一单位", 2020) for k in range(2)]
    reports.append(ReportText("m", "", 0, reports[0].text, (), "镇0", 2018))
    with Corpus(path, write=True) as made:
        add(made, reports)
        update_reuse(made, index_folder(path))
    return path


def found(db: Path, **asked: object) -> list[tuple[str, str, str]]:
    with Corpus(db) as corpus:
        return sorted((p.kind, *sorted((p.a.page, p.b.page))) for p in passages(corpus, PassageFilter(**asked)))


def test_filters(db: Path) -> None:
    every = found(db)
    assert ("verbatim", "v0", "v1") in every
    assert not any("m" in p[1:] and "t0" in p[1:] for p in every), "a mirror is no copy"
    assert len(found(db, mirrors=True)) == len(every) + 1
    assert found(db, kinds=("verbatim",)) == [("verbatim", "v0", "v1")]
    assert found(db, same_organisation=True) == [("verbatim", "v0", "v1")]
    assert found(db, same_organisation=False) == [p for p in every if p[0] != "verbatim"]
    assert found(db, same_page=True) == []
    assert found(db, same_page=False) == every
    with Corpus(db) as corpus:
        lengths = {min(len(p.a.text), len(p.b.text)) for p in passages(corpus, PassageFilter())}
        kept = list(passages(corpus, PassageFilter(shortest=max(lengths))))
    assert len(lengths) > 1
    assert {min(len(p.a.text), len(p.b.text)) for p in kept} == {max(lengths)}
    assert found(db, family=1) == [p for p in every if p[0] != "verbatim" and "m" not in p]
    with pytest.raises(UsageError, match="no such kind"):
        found(db, kinds=("copied",))


def test_shares_hold_for_each_direction(db: Path) -> None:
    with Corpus(db) as corpus:
        (pair,) = pairs(corpus, PassageFilter(kinds=("verbatim",)))
        (a, b) = (
            corpus.db.execute('SELECT "end" - start FROM reports WHERE id = ?', (r,)).fetchone()[0]
            for r in (pair.a_report, pair.b_report)
        )
    assert pair.a_share == pytest.approx(pair.characters / a, abs=1e-4)
    assert pair.b_share == pytest.approx(pair.characters / b, abs=1e-4)
    assert 0 < pair.a_share < 1


def test_a_family_is_a_table_of_what_each_filled_in(db: Path) -> None:
    with Corpus(db) as corpus:
        made = family(corpus, 1)
        table = list(
            csv.DictReader(io.StringIO(render_reuse(corpus, "csv", asked=PassageFilter(family=1), part="families")))
        )
        with pytest.raises(UsageError, match="no family 99"):
            family(corpus, 99)
    assert [row["page"] for row in made.rows] == ["t0", "t1", "t2", "t3"]
    assert made.earliest == made.rows[0]["report"]
    assert made.text.startswith(TEMPLATE[:6] + "〔1〕")
    assert [r["page"] for r in table] == ["t0", "t1", "t2", "t3"]
    assert all(r["slot_1"].isdigit() for r in table)


def test_json_holds_every_part(db: Path) -> None:
    with Corpus(db) as corpus:
        told = json.loads(render_reuse(corpus, "json"))
        only = json.loads(render_reuse(corpus, "json", part="mirrors"))
    assert set(told) == set(PARTS)
    assert [(m["page"], m["of_page"], m["kind"]) for m in only["mirrors"]] in (
        [("m", "t0", "page")],
        [("t0", "m", "page")],
    )
    assert told["families"][0]["members"][0]["fillings"]["1"].isdigit()
    edit = told["passages"][0]["edits"][0]
    assert edit[0] == "figure"


def test_standoff_is_what_export_writes(db: Path, tmp_path: Path) -> None:
    from corpus_tools.corpus.export import export

    with Corpus(db) as corpus:
        export(corpus, "standoff", tmp_path)
        lines = render_reuse(corpus, "standoff", asked=PassageFilter(mirrors=True)).splitlines()
    written = (tmp_path / "reuse.jsonl").read_text(encoding="utf8").splitlines()
    assert sorted(map(_sorted, lines)) == sorted(map(_sorted, written))


def _sorted(line: str) -> str:
    return json.dumps(json.loads(line), sort_keys=True)


def wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("asked", [PassageFilter(), PassageFilter(family=1)])
def test_tables_keep_to_eighty_columns(db: Path, language: str, asked: PassageFilter) -> None:
    with Corpus(db) as corpus:
        for part in ("", *PARTS):
            lines = render_reuse(corpus, "table", asked=asked, part=part, language=language).splitlines()
            assert lines
            assert max(map(wide, lines)) <= 80


@pytest.mark.parametrize("part", PARTS)
def test_csv_of_every_part_has_a_row_for_each_thing(db: Path, part: str) -> None:
    with Corpus(db) as corpus:
        rows = list(csv.reader(io.StringIO(render_reuse(corpus, "csv", part=part))))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 1 or part == "formulae"


def test_html_shows_families_with_their_slots_and_escapes_all(tmp_path: Path) -> None:
    rng = random.Random(6)
    evil = "<script>alert(1)</script>"
    texts = [evil + sentences(rng, 2) + filled(rng) + f"<img src={k} onerror=x>" for k in range(3)]
    path = tmp_path / "c.db"
    with Corpus(path, write=True) as made:
        add(made, [ReportText(f"<u>{k}", "", 0, t, (), "=1+1") for k, t in enumerate(texts)])
        update_reuse(made, index_folder(path))
        page = render_reuse(made, "html", language="en")
        table = render_reuse(made, "csv")
    assert "<script>" not in page and "<img" not in page and "<u>" not in page
    assert "〔1〕" in page and 'id="families"' in page
    assert not any(cell.startswith("=") for row in csv.reader(io.StringIO(table)) for cell in row)


def test_stock_phrases_with_every_place_where_they_stand(tmp_path: Path) -> None:
    rng = random.Random(8)
    path = tmp_path / "c.db"
    reports = [ReportText(f"s{k}", "", 0, sentences(rng, 3) + STOCK + sentences(rng, 1)) for k in range(6)]
    with Corpus(path, write=True) as made:
        add(made, reports)
        update_reuse(made, index_folder(path))
        text = render_reuse(made, "csv", asked=PassageFilter(formulae=True), part="formulae")
        rows = list(csv.DictReader(io.StringIO(text)))
        pages = dict(made.db.execute("SELECT name, text FROM pages"))
        told = json.loads(render_reuse(made, "json", part="formulae"))["formulae"]
    assert sorted(r["page"] for r in rows) == [f"s{k}" for k in range(6)]
    for r in rows:
        assert pages[r["page"]][int(r["start"]) : int(r["end"])] == r["text"] == STOCK.strip("。")
    assert [(f["text"], f["reports"]) for f in told] == [(STOCK.strip("。"), 6)]
