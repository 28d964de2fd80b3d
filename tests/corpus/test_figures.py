"""What the home page and the summary of a run are made of, held against sums taken by hand."""

from __future__ import annotations

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.figures import TABLES, figures
from corpus_tools.corpus.series import network
from corpus_tools.engines import mine
from tests.conftest import COPY, FIRE, REFUSE


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("figures")
    pages = folder / "pages"
    pages.mkdir()
    planned = "青禾镇绿化工作计划\n一、下一步打算\n明年计划栽植行道树4500株，计划补植绿篱300米。"
    for name, text in {"a": REFUSE, "b": COPY, "c": FIRE, "d": planned, "e": REFUSE}.items():
        (pages / f"{name}.txt").write_text(text, encoding="utf8")
    mine([pages], folder / "c.db")
    return Corpus(folder / "c.db")


def test_tables_that_are_not_asked_for_are_not_read(corpus: Corpus) -> None:
    asked: list[str] = []
    corpus.db.set_trace_callback(asked.append)
    found = figures(corpus, ["years"])
    corpus.db.set_trace_callback(None)
    assert found.years and not found.labels and not found.totals
    assert not [sql for sql in asked if "measure_standing" in sql or "measure_totals" in sql]


def test_the_largest_of_each_category_was_done_and_nothing_is_larger(corpus: Corpus) -> None:
    rows = figures(corpus, ["categories"]).categories
    plain = dict(corpus.db.execute("SELECT category, count(*) FROM measures GROUP BY 1").fetchall())
    assert {row["category"]: row["measures"] for row in rows} == plain
    assert [row["measures"] for row in rows] == sorted(plain.values(), reverse=True)
    for row in rows:
        (most,) = corpus.db.execute(
            "SELECT max(value) FROM measures WHERE category = ? AND status = 'done'", (row["category"],)
        ).fetchone()
        assert row["value"] == most
        if row["id"]:
            found = corpus.db.execute("SELECT value, unit, status FROM measures WHERE id = ?", (row["id"],)).fetchone()
            assert tuple(found) == (row["value"], row["unit"], "done")


def test_a_category_of_plans_only_has_no_largest(corpus: Corpus) -> None:
    (greening,) = [r for r in figures(corpus, ["categories"]).categories if r["category"] == "greening"]
    assert greening["measures"] >= 1 and greening["value"] is None and greening["id"] is None and greening["page"] == ""


def test_pairs_add_up_their_passages_and_leave_out_mirrors(corpus: Corpus) -> None:
    found = figures(corpus, TABLES)
    assert found.counts["mirrors"] and found.pairs
    for row in found.pairs:
        ends = corpus.db.execute(
            "SELECT a_start, a_end FROM passages WHERE a_report_id = ? AND b_report_id = ? AND NOT formula",
            (row["a_report_id"], row["b_report_id"]),
        ).fetchall()
        assert (row["passages"], row["characters"]) == (len(ends), sum(b - a for a, b in ends))
        assert row["a_share"] > 0 and row["b_share"] > 0
        assert not corpus.db.execute(
            "SELECT 1 FROM mirrors WHERE report_id IN (?1, ?2) AND of_report_id IN (?1, ?2)",
            (row["a_report_id"], row["b_report_id"]),
        ).fetchall()
    sizes = [row["characters"] for row in found.pairs]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(row["sections"] for row in found.labels) == found.counts["sections"]
    assert all(found.characters_of(row["label"]) > 0 for row in found.labels)


def test_the_network_joins_the_reports_of_a_body(corpus: Corpus) -> None:
    nodes, edges = network(corpus)
    names = {node["name"] for node in nodes}
    assert edges and all({e["a"], e["b"]} <= names and e["a"] != e["b"] for e in edges)
    between = {e["a"]: 0 for e in edges} | {e["b"]: 0 for e in edges}
    for e in edges:
        between[e["a"]] += e["characters"]
        between[e["b"]] += e["characters"]
    assert {n["name"]: n["characters"] for n in nodes} == between
