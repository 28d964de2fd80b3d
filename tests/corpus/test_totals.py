"""Sums over an authored corpus: nothing counts twice, and what is left out is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools import frames
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.sums import LEFT_OUT
from corpus_tools.corpus.totals import totals
from corpus_tools.errors import QueryError
from corpus_tools.offsets import Mapped
from corpus_tools.records import Analysis, Measure, Page, Report, Section, Sentence, Structure


def figure(start: int, value: float | None, **fields: object) -> Measure:
    plain: dict[str, object] = {
        "value_max": None,
        "low": value,
        "high": value,
        "unit": "份",
        "unit_raw": "份",
        "modifier": "exact",
        "action": "发放",
        "object": "宣传单",
        "category": "leaflets",
        "concept": "leaflets",
        "status": "done",
    }
    return Measure(start=start, end=start + 1, text="甲", value=value, **(plain | fields))  # type: ignore[arg-type]


def corpus_of(path: Path, measures: list[Measure]) -> Corpus:
    text = "甲" * (max((m.start for m in measures), default=0) + 2)
    n = len(text)
    structure = Structure(
        "zh",
        (),
        (Report(0, n, "summary", "总结", "柳塘镇", year=2021),),
        (Section(0, n, 0, label="publicity"),),
        (Sentence(0, n),),
        Mapped.of(""),
    )
    made = Corpus(path, write=True)
    with made.transaction():
        made.add(Analysis(Page("001", "001.txt", text, "ab" * 32, "utf-8"), structure, tuple(measures)))
    return made


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    measures = [
        figure(0, 300),
        figure(1, 200, low=200, high=None, modifier="over"),
        figure(2, 50, low=None, high=50, modifier="under"),
        figure(3, 10, value_max=20, low=10, high=20),
        figure(4, 1000, status="planned"),
        figure(5, 7, status="negated"),
        figure(6, 100, part_of=0),
        figure(7, 40, part_of=6),  # a part of a part
        figure(8, 5, per="每户"),
        figure(9, None, low=None, high=None),
        figure(10, 30, part_of=9),  # of a total that says no value: counts
        figure(11, 60, part_of=4),  # done, of a plan: counts
        figure(12, 80),  # marked as a copy below
        figure(13, 98, unit="%", category="rates", concept="rates"),
        figure(14, 6, unit="条", category="banners", concept="banners"),
    ]
    with corpus_of(tmp_path / "c.db", measures) as made:
        made.db.execute("UPDATE measures SET in_copy = 1 WHERE start = 12")
        yield made


def test_a_sum_adds_what_was_done_once(corpus: Corpus) -> None:
    row = next(r for r in totals(corpus).dicts() if r["unit"] == "份")
    assert row["total"] == 300 + 200 + 50 + 10 + 30 + 60
    assert (row["measures"], row["reports"]) == (6, 1)


def test_bounds_follow_from_ranges_and_modifiers(corpus: Corpus) -> None:
    row = next(r for r in totals(corpus).dicts() if r["unit"] == "份")
    assert row["low"] == 300 + 200 + 0 + 10 + 30 + 60
    assert row["high"] is None and (row["open_low"], row["open_high"]) == (1, 1)
    corpus.db.execute("DELETE FROM measures WHERE modifier = 'over'")
    row = next(r for r in totals(corpus).dicts() if r["unit"] == "份")
    assert row["high"] == 300 + 50 + 20 + 30 + 60


def test_no_sum_lies_below_its_bounds(tmp_path: Path) -> None:
    # 数百份: the value of its digits is 100, and it says 200 at least
    with corpus_of(tmp_path / "c.db", [figure(0, 100, low=200, high=1000, modifier="about"), figure(1, 30)]) as made:
        (row,) = totals(made).dicts()
    assert (row["total"], row["low"], row["high"]) == (230, 230, 1030)


def test_what_was_left_out_is_told(corpus: Corpus) -> None:
    row = next(r for r in totals(corpus).dicts() if r["unit"] == "份")
    left = {k: v for k, v in row.items() if k.startswith("left_")}
    assert left == {
        "left_negated": 1,
        "left_planned": 1,
        "left_rates": 0,
        "left_per": 1,
        "left_unvalued": 1,
        "left_copies": 1,
        "left_parts": 2,
    }
    assert (row["planned_total"], row["parts_total"], row["copies_total"]) == (1000, 140, 80)
    rates = next(r for r in totals(corpus).dicts() if r["unit"] == "%")
    assert (rates["total"], rates["measures"], rates["left_rates"]) == (None, 0, 1)


def test_view_frame_and_function_agree(corpus: Corpus) -> None:
    cursor = corpus.db.execute("SELECT * FROM measure_totals ORDER BY category, concept, unit")
    columns = [d[0] for d in cursor.description]
    view = [dict(zip(columns, row, strict=True)) for row in cursor]
    assert view == sorted(totals(corpus).dicts(), key=lambda r: (r["category"], r["concept"], r["unit"]))
    frame = frames.open(corpus.path).totals(["category"], unit="份")
    assert frame["total"].tolist() == [650]


def test_by_and_filters(corpus: Corpus) -> None:
    assert {r["year"] for r in totals(corpus, ["year"]).dicts()} == {2021}
    assert [r["total"] for r in totals(corpus, [], unit="条").dicts()] == [6]
    assert totals(corpus, year=1999).rows == []
    cut = totals(corpus, limit=1)
    assert (len(cut.rows), cut.more) == (1, len(totals(corpus).rows) - 1)
    assert totals(corpus).more == totals(corpus, year=1999).more == 0
    for wrong in ({"by": ["colour"]}, {"colour": "red"}, {"limit": 0}):
        with pytest.raises(QueryError):
            totals(corpus, **wrong)  # type: ignore[arg-type]


STATES = st.sampled_from(["done", "planned", "negated"])


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 99)), STATES, st.booleans()), max_size=8))
def test_every_figure_counts_or_is_left_out_for_one_reason(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int | None, str, bool]]
) -> None:
    measures = [
        figure(i, value, status=state, part_of=i - 1 if part and i else None)
        for i, (value, state, part) in enumerate(rows)
    ]
    with corpus_of(tmp_path_factory.mktemp("totals") / "c.db", measures) as made:
        found = totals(made, []).dicts()
        reasons = [r for (r,) in made.db.execute("SELECT left_out FROM measure_standing")]
    assert set(reasons) <= {"", *LEFT_OUT}
    for row in found:
        assert row["measures"] + sum(v for k, v in row.items() if k.startswith("left_")) == len(rows)
