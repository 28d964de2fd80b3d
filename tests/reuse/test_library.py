"""The index on disk gives what a comparison in memory gives, for all reports at once and for a few new ones."""

from __future__ import annotations

import contextlib
import dataclasses
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.records import Passage, ReportText
from corpus_tools.reuse import Index, find
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.indexing import compacted, segments_of
from corpus_tools.reuse.library import Library
from corpus_tools.reuse.memory import give_back
from corpus_tools.reuse.pairing import Pairs
from corpus_tools.reuse.segments import DamagedIndex, Segment, Segments, release
from tests.reuse.made import STOCK, corpus, sentences

REPORTS = corpus(330, family=40)


def library(parts: Sequence[Segment], reports: Sequence[ReportText]) -> Library:
    by_id = {r.id: r for r in reports}
    return Library(Segments(parts), lambda ids: [by_id[i] for i in ids])


def passages(library: Library, *pairs: Pairs) -> set[Passage]:
    return {p for judged in library.passages(pairs) for p in judged.passages}


def plain(found: Sequence[Passage]) -> set[Passage]:
    return {dataclasses.replace(p, family_id=None) for p in found if not p.formula}


def by_id(reports: Sequence[ReportText]) -> list[ReportText]:
    return sorted(reports, key=lambda r: r.id)


def test_the_index_gives_what_find_gives() -> None:
    made = library(list(segments_of(by_id(REPORTS))), REPORTS)
    found = plain(find(REPORTS).passages)
    assert len(found) > 100
    assert passages(made, *made.pairs()) == found


@pytest.mark.parametrize("family", [0, 15, 22, 60])
def test_adding_reports_gives_what_all_at_once_give(family: int) -> None:
    """Also where the added ones make wording common: pairs of old reports are judged again then."""
    reports = corpus(300, seed=3, family=family)
    old, new = by_id(reports[40:]), by_id(reports[:40])
    first = library(list(segments_of(old)), old)
    before = passages(first, *first.pairs())
    parts = [*first.index.parts, *segments_of(new, first.index)]
    both = library(parts, reports)
    mine = {(p.a_report_id, p.b_report_id) for p in before}
    shifted, star = both.shifted(1)
    names = zip(map(both.index.id, shifted.early.tolist()), map(both.index.id, shifted.late.tolist()), strict=True)
    known = np.array([tuple(sorted(pair)) in mine for pair in names], dtype=bool)
    again = Pairs(shifted.early[known], shifted.late[known], shifted.same[known])
    judged, added = set(), set()
    for some in (*both.pairs(1), star, again):
        for found in both.passages([some]):
            judged.update(found.pairs)
            added.update(found.passages)
    after = {p for p in before if (p.a_report_id, p.b_report_id) not in judged} | added

    whole = library(list(segments_of(by_id(reports))), reports)
    expected = passages(whole, *whole.pairs())
    if family > 20:  # the centre of the star is the one that was there first, so only who is in it can be compared

        def members(found: set[Passage]) -> set[str]:
            return {i for p in found for i in (p.a_report_id, p.b_report_id) if i < f"r{family:04d}"}

        assert members(after) == members(expected)
        after, expected = ({p for p in s if p.b_report_id >= f"r{family:04d}"} for s in (after, expected))
    assert after == expected


def test_two_segments_are_one_index() -> None:
    ordered = by_id(REPORTS)
    one = list(segments_of(ordered))
    two = [*segments_of(ordered[:200])]
    two += segments_of(ordered[200:], Segments(two))
    made = library(two, REPORTS)
    assert passages(made, *made.pairs()) == passages(library(one, REPORTS), *library(one, REPORTS).pairs())
    (merged,) = compacted(two)
    for field in dataclasses.fields(Segment):
        assert np.array_equal(getattr(merged, field.name), getattr(one[0], field.name)), field.name


def test_without_some_reports_is_as_if_they_had_never_been() -> None:
    ordered = by_id(REPORTS)
    gone = np.array([k % 5 == 0 for k in range(len(ordered))])
    (all_,), (rest,) = segments_of(ordered), segments_of([r for r, g in zip(ordered, gone, strict=True) if not g])
    made = all_.without(gone)
    for field in dataclasses.fields(Segment):
        assert np.array_equal(getattr(made, field.name), getattr(rest, field.name)), field.name


def test_of_a_thousand_mirrors_each_is_linked_to_the_first() -> None:
    text = REPORTS[0].text
    reports = [ReportText(f"m{k:04d}", f"p{k}", 0, text) for k in range(1000)]
    made = library(list(segments_of(reports)), reports)
    found = passages(made, *made.pairs())
    assert {(p.a_report_id, p.b_report_id) for p in found} == {
        *(("m0000", f"m{k:04d}") for k in range(1, 1000)),
        ("m0001", "m0002"),
    }


def test_what_was_let_go_of_is_read_again(tmp_path: Path) -> None:
    reports = corpus(40, seed=5)
    (part,) = segments_of(reports)
    release(part.keys)  # in memory: nothing happens
    part.save(tmp_path / "x")
    loaded = Segment.load(tmp_path / "x")
    index = Segments([loaded])
    index.frugal = True
    assert [x.tolist() for x in index.counts(part.keys)] == [x.tolist() for x in Segments([part]).counts(part.keys)]
    release(loaded.keys)
    assert loaded.places.tolist() == part.places.tolist()
    give_back()


def test_a_segment_made_in_slices_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = corpus(30, seed=6, family=8)
    (whole,) = segments_of(reports)
    monkeypatch.setattr("corpus_tools.reuse.segments._SOME", 97)
    (sliced,) = segments_of(reports)
    for name in ("keys", "first", "holders", "places"):
        assert getattr(whole, name).tolist() == getattr(sliced, name).tolist()


def test_a_segment_survives_the_way_to_disk_and_nothing_else_is_taken_for_one(tmp_path: Path) -> None:
    (segment,) = segments_of(by_id(REPORTS)[:30])
    path = tmp_path / "segment"
    segment.save(path)
    again = Segment.load(path, thorough=True)
    for field in dataclasses.fields(Segment):
        assert np.array_equal(getattr(again, field.name), getattr(segment, field.name)), field.name
    whole = path.read_bytes()
    (tmp_path / "cut").write_bytes(whole[:-100])
    (tmp_path / "other").write_bytes(b"\x80\x04pickle" + whole)
    (tmp_path / "empty").write_bytes(b"")
    flipped = bytearray(whole)
    flipped[-1000] ^= 1
    (tmp_path / "flipped").write_bytes(flipped)
    for name in ("cut", "other", "empty", "flipped", "missing"):
        with pytest.raises(DamagedIndex, match="made again"):
            Segment.load(tmp_path / name, thorough=True)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 400))
def test_garbage_is_refused(tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int) -> None:
    folder = tmp_path_factory.mktemp("garbage")
    (segment,) = segments_of(by_id(REPORTS)[:3])
    segment.save(folder / "s")
    whole = (folder / "s").read_bytes()
    (folder / "t").write_bytes(whole[:at] + junk + whole[at + len(junk) :])
    with contextlib.suppress(DamagedIndex):
        Segment.load(folder / "t", thorough=True)


def test_a_report_that_changed_since_is_noticed() -> None:
    ordered = by_id(REPORTS)[:20]
    other = [dataclasses.replace(r, text=r.text + "多出来的一句。") for r in ordered]
    made = library(list(segments_of(ordered)), other)
    with pytest.raises(DamagedIndex):
        passages(made, *made.pairs())


@settings(deadline=None)
@given(st.lists(st.text("镇社区清运1。\ud800\x00", max_size=40), max_size=5))
def test_any_text_can_be_indexed(texts: list[str]) -> None:
    reports = [ReportText(str(i), str(i), 0, t) for i, t in enumerate(texts)]
    made = library(list(segments_of(reports)), reports)
    assert len(made.index) == len(texts)
    assert np.diff(made.index.bounds).tolist() == np.diff(forms(texts).bounds).tolist()
    assert passages(made, *made.pairs()) == plain(find(reports).passages)


def test_a_draft_is_answered_as_by_the_index_in_memory() -> None:
    ordered = by_id(REPORTS)
    on_disk, in_memory = library(list(segments_of(ordered)), REPORTS), Index(REPORTS)
    rng = random.Random(4)
    asked = 0
    for k in range(0, 60, 3):
        text = sentences(rng, 3) + REPORTS[k].text[20:220] + sentences(rng, 3)
        draft = ReportText("draft", "draft", 9, text)
        mine = [p for p in on_disk.ask(draft) if not p.formula]
        assert mine == [p for p in in_memory.ask(draft) if not p.formula]
        asked += len(mine)
    assert asked >= 15


def test_stock_phrases_of_a_draft_are_told_from_what_was_copied() -> None:
    on_disk = library(list(segments_of(by_id(REPORTS))), REPORTS)
    texts = {r.id: r for r in REPORTS}
    copied = next(r.text for r in REPORTS if STOCK in r.text)
    other = sentences(random.Random(9), 4)
    alone = on_disk.ask(ReportText("draft", "draft", 0, other + STOCK))
    assert [(p.formula, p.kind, (other + STOCK)[p.a_start : p.a_end]) for p in alone] == [
        (True, "verbatim", STOCK.strip("。"))
    ]
    r = texts[alone[0].b_report_id]
    assert r.text[alone[0].b_start - r.start : alone[0].b_end - r.start] == STOCK.strip("。")
    whole = on_disk.ask(ReportText("draft", "draft", 0, copied))
    assert not any(p.formula for p in whole), "what stands in a copied passage is no phrase besides"
