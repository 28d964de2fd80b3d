"""Scores of records against a gold standard; the definitions stand in the module's docstring."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.evaluation import count, evaluate, figures, load, mistakes, pairs, reuse

TEXT = "下载全文\n一、加强宣传。发放宣传单300余份，悬挂横幅5条。\n二、明年打算。再发2千份。"


def record(kind: str, quote: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"type": kind, "start": start, "end": start + len(quote), **fields}


def measure(quote: str, **fields: Any) -> dict[str, Any]:
    usual = {"value": None, "value_max": None, "unit": "", "modifier": "exact", "category": "other"}
    return record("measure", quote, text=quote, **(usual | {"action": "", "object": ""} | fields))


LEAFLETS = measure(
    "300余份", value=300, unit="份", modifier="over", action="发放", object="宣传单", category="leaflets"
)
BANNERS = measure("5条", value=5, unit="条", action="悬挂", object="横幅", category="banners")


def score(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, float]:
    return figures(count(TEXT, gold, predicted))


def test_a_missed_measure_costs_recall_and_a_false_one_precision() -> None:
    got = score([LEAFLETS, BANNERS], [LEAFLETS])
    assert (got["measures.record.p"], got["measures.record.r"]) == (1.0, 0.5)
    got = score([LEAFLETS], [LEAFLETS, BANNERS])
    assert (got["measures.record.p"], got["measures.record.r"]) == (0.5, 1.0)


def test_a_range_half_right_is_the_same_quantity_but_not_exact() -> None:
    got = score([LEAFLETS], [LEAFLETS | {"end": LEAFLETS["end"] - 2}])  # 300 of 300余份
    assert (got["measures.span.f1"], got["measures.exact.f1"]) == (1.0, 0.0)
    got = score([LEAFLETS], [LEAFLETS | {"end": LEAFLETS["end"] - 3}])
    assert got["measures.span.f1"] == 0.0


@pytest.mark.parametrize(
    ("change", "figure"),
    [
        ({"value": 3000}, "value.f1"),
        ({"unit": "张"}, "value.f1"),
        ({"value_max": 400}, "value.f1"),
        ({"modifier": "exact"}, "modifier.accuracy"),
        ({"category": "banners"}, "category.accuracy"),
        ({"action": "印制"}, "action.accuracy"),
        ({"object": ""}, "object.accuracy"),
    ],
)
def test_each_field_counts_for_the_record(change: dict[str, Any], figure: str) -> None:
    got = score([LEAFLETS], [LEAFLETS | change])
    assert got[f"measures.{figure}"] == 0.0
    assert got["measures.record.f1"] == 0.0
    assert got["measures.span.f1"] == 1.0


def test_an_object_with_more_or_fewer_modifiers_agrees() -> None:
    assert score([LEAFLETS], [LEAFLETS | {"object": "禁毒宣传单"}])["measures.record.f1"] == 1.0
    assert score([LEAFLETS], [LEAFLETS | {"object": "传单"}])["measures.record.f1"] == 1.0


def test_a_second_right_answer_is_accepted() -> None:
    gold = LEAFLETS | {"alt": {"category": ["media"], "action": [""]}}
    assert score([gold], [LEAFLETS | {"category": "media", "action": ""}])["measures.record.f1"] == 1.0


def test_a_range_nobody_asked_for_is_no_fault() -> None:
    ignored = {"type": "ignore", "start": BANNERS["start"], "end": BANNERS["end"]}
    got = score([LEAFLETS, ignored], [LEAFLETS, BANNERS])
    assert got["measures.record.f1"] == 1.0
    assert got["measures.pred"] == 1.0


def test_labels_weigh_by_visible_characters() -> None:
    first, second = TEXT[5:].split("\n")
    gold = [
        record("section", first, heading="一、加强宣传", label="publicity"),
        record("section", second, heading="二、明年打算", label="plans", alt="publicity"),
    ]
    half = [gold[0], gold[1] | {"label": "results"}]
    assert score(gold, half)["sections.label.accuracy"] == len(first) / (len(first) + len(second))
    other = [gold[0], gold[1] | {"label": "publicity"}]
    assert score(gold, other)["sections.label.accuracy"] == 1.0


def test_a_section_start_may_be_two_characters_off() -> None:
    gold = [record("section", "二、明年打算", heading="", label="plans")]
    for shift, f1 in ((2, 1.0), (-2, 1.0), (3, 0.0)):
        moved = [gold[0] | {"start": gold[0]["start"] + shift}]
        assert score(gold, moved)["sections.start.f1"] == f1


def test_noise_counts_visible_characters_only() -> None:
    gold = [record("noise", "下载全文")]
    assert score(gold, [record("noise", "下载全文\n")])["noise.f1"] == 1.0
    assert score(gold, [record("noise", "下载")])["noise.r"] == 0.5


def test_a_report_must_agree_by_nine_tenths() -> None:
    gold = [{"type": "report", "start": 0, "end": 20, "kind": "summary"}]
    assert score(gold, [gold[0] | {"end": 19}])["reports.f1"] == 1.0
    assert score(gold, [gold[0] | {"end": 17}])["reports.f1"] == 0.0


def test_mistakes_name_what_differs() -> None:
    said = [BANNERS | {"value": 50}, measure("2千份", value=2000, unit="份")]
    found = [(m.kind, TEXT[m.start : m.end]) for m in mistakes(TEXT, [LEAFLETS, BANNERS], said)]
    assert found == [("wrong", "5条"), ("missed", "300余份"), ("false", "2千份")]


def side(doc: str, start: int, end: int) -> dict[str, Any]:
    return {"doc": doc, "start": start, "end": end}


def test_a_passage_and_its_mirror_image_are_the_same() -> None:
    a, b = side("x", 0, 30), side("y", 5, 35)
    assert reuse([{"a": a, "b": b}], [{"a": b, "b": a}])["plagdet"] == 1.0


def test_the_right_passage_beside_the_wrong_report_is_not_found() -> None:
    gold = [{"a": side("x", 0, 30), "b": side("y", 0, 30)}]
    assert reuse(gold, [{"a": side("x", 0, 30), "b": side("z", 0, 30)}])["r"] == 0.0


def test_splinters_cost_granularity() -> None:
    gold = [{"a": side("x", 0, 30), "b": side("y", 0, 30)}]
    thirds = [{"a": side("x", k, k + 10), "b": side("y", k, k + 10)} for k in (0, 10, 20)]
    got = reuse(gold, thirds)
    assert (got["p"], got["r"], got["granularity"], got["plagdet"]) == (1.0, 1.0, 3.0, 0.5)


def test_passages_that_leave_the_named_pages_do_not_count() -> None:
    gold = [{"a": side("x", 0, 30), "b": side("gone", 0, 30)}]
    got = evaluate({"x": "一" * 40}, {}, {}, gold_reuse=gold)
    assert got["reuse.gold"] == 0.0


def test_a_file_that_is_not_there_holds_no_records(tmp_path: Path) -> None:
    assert load(tmp_path / "a.jsonl") == []
    (tmp_path / "a.jsonl").write_text(json.dumps(LEAFLETS) + "\n\n", encoding="utf8")
    assert load(tmp_path / "a.jsonl") == [LEAFLETS]


ranges = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda x: {"start": x[0], "end": x[0] + x[1]}), max_size=12
)


@given(ranges, ranges)
def test_pairs_are_what_looking_at_every_pair_gives(
    gold: list[dict[str, int]], predicted: list[dict[str, int]]
) -> None:
    """The window over sorted starts leaves no candidate out."""

    def share(g: dict[str, int], p: dict[str, int]) -> float:
        both = min(g["end"], p["end"]) - max(g["start"], p["start"])
        return both / (g["end"] - g["start"] + p["end"] - p["start"] - both) if both > 0 else 0.0

    every = sorted(
        (-share(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if share(g, p) >= 0.5
    )
    left: set[int] = set()
    right: set[int] = set()
    expected = []
    for _, i, j in every:
        if i not in left and j not in right:
            expected.append((i, j))
            left.add(i)
            right.add(j)
    assert pairs(gold, predicted) == expected
