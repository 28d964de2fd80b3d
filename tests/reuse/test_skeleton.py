"""The common text of a family, its slots, and what each member has in them."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.records import ReportText, Skeleton
from corpus_tools.reuse import find
from corpus_tools.reuse.skeleton import base_of, skeleton
from tests.reuse.made import TEMPLATE, sentences

HEAD = "为做好汛期工作，确保群众安全，"


def made(texts: dict[str, str]) -> tuple[Skeleton, dict[str, ReportText]]:
    reports = {k: ReportText(k, k, 10 * i, t) for i, (k, t) in enumerate(texts.items())}
    found = find(list(reports.values()))
    (family,) = found.families
    base = base_of(family.members, found.passages, family.earliest)
    place = next((s, e) for name, s, e in family.places if name == base)
    others = [r for k, r in reports.items() if k != base]
    return skeleton(reports[base], place, others, found.passages), reports


def table(s: Skeleton) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for f in s.fillings:
        out.setdefault(f.report_id, []).append(f.text)
    return out


def test_figures_of_a_template_line_up() -> None:
    rng = random.Random(1)
    rows = {k: [str(rng.randint(2, 99)) for _ in range(6)] for k in "abcd"}
    s, reports = made({k: sentences(rng, 2) + TEMPLATE.format(*row) + sentences(rng, 2) for k, row in rows.items()})
    changed = [i for i in range(6) if len({row[i] for row in rows.values()}) > 1]
    assert table(s) == {k: [row[i] for i in changed] for k, row in rows.items()}
    assert {x.kind for x in s.slots} == {"figure"}
    assert s.text.startswith("我镇抽调干部〔1〕人")
    for f in s.fillings:
        r = reports[f.report_id]
        assert r.text[f.start - r.start : f.end - r.start] == f.text


def test_masks_emptied_slots_and_exchanged_words_are_fillings() -> None:
    rows = [("46", "23", "2", "4", "11", "19"), ("xx", "", "2", "4", "11", "7"), ("8", "5", "2", "4", "11", "30")]
    texts = {k: HEAD + TEMPLATE.format(*row) for k, row in zip("abc", rows, strict=True)}
    texts["c"] = texts["c"].replace("昼夜巡查", "日夜巡查")
    s, _ = made(texts)
    assert table(s) == {"a": ["46", "23", "昼夜", "19"], "b": ["xx", "", "昼夜", "7"], "c": ["8", "5", "日夜", "30"]}


def test_a_clause_that_one_left_out_does_not_swallow_the_figures_of_all() -> None:
    rows = [("46", "23", "2", "4", "11", "19"), ("8", "5", "3", "6", "12", "30"), ("9", "6", "4", "7", "13", "31")]
    texts = {k: HEAD + TEMPLATE.format(*row) for k, row in zip("abc", rows, strict=True)}
    texts["d"] = texts["a"].replace("发现管涌2处并当即用砂袋围住。", "").replace("巡查，", "巡查。")
    s, _ = made(texts)
    assert {"a": "2", "b": "3", "c": "4"}.items() <= {f.report_id: f.text for f in s.fillings if f.slot == 3}.items()
    assert [f.text for f in s.fillings if f.report_id == "b"] == list(rows[1])


PIECES = st.lists(
    st.sampled_from(["", "12", "xx", "镇", "社区", "，", "\n", " ", "修了蓄水池。", "\ud800"]), max_size=4
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(PIECES, st.integers(0, 100)), min_size=2, max_size=4))
def test_every_filling_stands_where_it_says(changes: list[tuple[list[str], int]]) -> None:
    text = TEMPLATE.format(1, 2, 3, 4, 5, 6)
    reports = []
    for k, (pieces, at) in enumerate(changes):
        at = min(at, len(text))
        reports.append(ReportText(str(k), str(k), 5 * k, text[:at] + "".join(pieces) + text[at:]))
    found = find(reports)
    by_id = {r.id: r for r in reports}
    for family in found.families:
        base = base_of(family.members, found.passages, family.earliest)
        place = next((s, e) for name, s, e in family.places if name == base)
        others = [by_id[m] for m in family.members if m != base]
        s = skeleton(by_id[base], place, others, found.passages)
        assert [x.number for x in s.slots] == list(range(1, len(s.slots) + 1))
        assert all(x.end <= y.start for x, y in zip(s.slots, s.slots[1:], strict=False))
        for f in s.fillings:
            r = by_id[f.report_id]
            assert 0 <= f.start - r.start <= f.end - r.start <= len(r.text)
            assert r.text[f.start - r.start : f.end - r.start] == f.text
