"""Text made to be hard: four times as much of it is four times the work, counted in lines of the program that run."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np
import pytest

from corpus_tools.analysis import analyse
from corpus_tools.measures import extract, mismatches, sentence
from corpus_tools.measures.sentence import Figure
from corpus_tools.proofing import masks, proof
from corpus_tools.proofing.draft import Draft
from corpus_tools.records import Page, Sentence
from corpus_tools.reuse.grams import paired
from corpus_tools.structure import parse

MOST = 4.6  # times the work for four times the text: what is quadratic takes up to sixteen times


def lines_run(function: Callable[[], Any], module: str) -> int:
    """How many lines of a module run while a function is called; each round of a loop within a line counts as one."""
    count = 0

    def inside(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return inside

    def entered(frame: FrameType, event: str, _: Any) -> Any:
        return inside if frame.f_globals.get("__name__") == module else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


def compared(unit: str) -> Callable[[int], Callable[[], Any]]:
    def sized(times: int) -> Callable[[], Any]:
        text = "".join(
            unit.replace("{k}", str(k)) for k in range(2, 4 * times)
        )  # above what is looked through for one figure
        found = extract(text).measures
        assert found
        return lambda: mismatches(text, found, [Sentence(0, len(text))])

    return sized


def proofed(unit: str) -> Callable[[int], Callable[[], Any]]:
    def sized(times: int) -> Callable[[], Any]:
        analysis = analyse(Page("x", "x.txt", unit * times, "0" * 64, "utf-8"))
        return lambda: proof(analysis)

    return sized


def measured(unit: str) -> Callable[[int], Callable[[], Any]]:
    def sized(times: int) -> Callable[[], Any]:
        structure = parse(unit * times)
        return lambda: extract(structure, original=unit * times)

    return sized


def parsed(unit: str) -> Callable[[int], Callable[[], Any]]:
    return lambda times: lambda: parse(HEAD + unit * times)


HEAD = "柳塘社区工作总结\n今年以来，我社区认真开展工作，发放传单300份，清理垃圾20吨。\n"
BOXES = (
    "相关文章:\n一、加强领导\n成立了领导小组，召开会议6次，层层签订责任状，做到了村村有人抓、山山有人管。\n二、宣传\n"
)


@pytest.mark.parametrize(
    ("module", "sized"),
    [
        pytest.param("corpus_tools.structure.boxes", parsed(BOXES), id="boxes of links in mid-report"),
        pytest.param("corpus_tools.structure.contents", parsed("目录\n"), id="lists of contents without items"),
        pytest.param(
            "corpus_tools.measures.meaning", measured("比去年增长15%，"), id="one sentence of cues and figures"
        ),
        *(
            pytest.param("corpus_tools.measures.arithmetic", compared(unit), id=unit)
            for unit in ("共300户，其中一类100户、二类250户。", "整改{k}处，", "资金平均为3万元/户，")
        ),
        pytest.param("corpus_tools.proofing.masks", proofed("xx镇发放20xx5余册，"), id="spoilt figures"),
    ],
)
def test_four_times_the_text_is_four_times_the_work(module: str, sized: Callable[[int], Callable[[], Any]]) -> None:
    few, many = (lines_run(sized(times), module) for times in (200, 800))
    assert 0 < many <= MOST * few


def test_what_a_site_put_behind_a_report_is_taken_off_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece costs itself, however long the report before it is."""
    copied: list[int] = []

    class Text(str):
        def __getitem__(self, where: Any) -> str:
            found = super().__getitem__(where)
            copied.append(len(found))
            return found

    page = "柳塘镇2021年工作总结\n今年以来，我镇认真开展宣传工作，发放宣传单300份。" + "此处隐藏1594个字" * 400
    module = importlib.import_module("corpus_tools.structure.parse")
    real = module._reports
    monkeypatch.setattr(module, "_reports", lambda text, *rest: real(Text(text), *rest))
    (report,) = parse(page).reports
    assert page[: report.end].endswith("300份。")
    assert sum(copied) < 4 * len(page)


def test_of_a_text_in_one_line_only_what_stands_near_a_mask_is_looked_at() -> None:
    looked: list[int] = []

    class Text(str):
        def __getitem__(self, where: Any) -> str:
            found = super().__getitem__(where)
            looked.append(len(found))
            return found

    text = "走访农户、" * 2000 + "xx" + "，发放宣传单" * 2000
    at = text.index("xx")
    draft = Draft(analyse(Page("x", "x.txt", "x", "0" * 64, "utf-8")))
    draft.text = Text(text)
    assert not masks._typography(draft, at, at + 2)
    assert max(looked) <= 2 * masks._LINE + 2


def test_what_a_draft_repeats_is_paired_with_others_in_one_round() -> None:
    gram, doc = np.zeros(10_001, np.uint32), np.array([0] * 10_000 + [1], np.int64)
    rounds = list(paired(gram, doc, np.arange(len(gram))))
    assert [len(a) for a, _ in rounds] == [10_000]
    assert (rounds[0][1] == 10_000).all()


def test_of_words_without_a_stop_only_those_beside_the_figure_are_read() -> None:
    unit = "张贴标语、更换电线、"
    text = f"{unit * 2000}安装路灯20盏，{unit * 2000}"
    at = text.index("20")
    read = sentence.Sentence(text.replace("，", "、"), 0, len(text), [Figure(at, at + 3, "盏")], [])
    before, after = read.before(0, 0), read.after(0, 0)
    assert len(before) + len(after) < 1000
    assert (before[-1].word, after[1].word) == ("路灯", "张贴")
    (measure,) = extract(text).measures
    assert (measure.action, measure.object) == ("安装", "路灯")
