"""Pages as dirty as scraped ones: each has furniture, a joint or a fault of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.structure import parse
from tests.structure.pages import check, unmark

_ABOUT, *_PARTS = Path(__file__).with_name("dirty.txt").read_text(encoding="utf8").split("=== ")
PAGES = {name: page.rstrip("\n") for name, _, page in (part.partition("\n") for part in _PARTS)}


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    check(PAGES[name])


@pytest.mark.parametrize("name", ["unmarked_plain", "long_unmarked", "flat_unmarked"])
def test_a_start_without_a_mark_says_what_spoke_for_it(name: str) -> None:
    text, *_ = unmark(PAGES[name])
    first, *others = parse(text).reports
    assert first.cues == ("page_head",)
    for report in others:
        assert 0.5 <= report.confidence <= 1
        assert len(report.cues) >= 2  # one cue alone decides nothing


@pytest.mark.parametrize("name", ["doubled", "doubled_teaser"])
def test_the_second_copy_is_noise_and_says_so(name: str) -> None:
    text, *_ = unmark(PAGES[name])
    s = parse(text)
    (copy,) = (n for n in s.noise if n.reason == "doubled")
    assert copy.end - copy.start > 40
    assert s.reading.text.count("现将活动情况总结如下" if name == "doubled_teaser" else "扎实做好各项民政工作") == 1
    assert len(s.reports) == 1


def test_a_speech_of_a_person_is_a_report_without_a_title() -> None:
    text, *_ = unmark(PAGES["speech_without_title"])
    (report,) = parse(text).reports
    assert report.kind == "summary"


def test_a_page_number_between_the_halves_of_a_sentence() -> None:
    for number in ("- 3 -", "第 3 页", "— 3 —", "3 / 12", "第3页共12页"):
        halves = "今年以来，我村组织党员干部先后多次清运", "垃圾1200吨，群众都很满意，村容变好。"
        page = f"柳林村工作总结\n{halves[0]}\n{number}\n{halves[1]}\n"
        found = parse(page)
        told = [page[s.start : s.end] for s in found.sentences]
        assert [said[:4] for said in told if "垃圾" in said] == ["今年以来"], number
        assert ("page_number", number) in [(n.reason, page[n.start : n.end]) for n in found.noise]


def test_a_line_that_breaks_off_before_or_behind_a_figure() -> None:
    for before, after in (
        ("今年以来我村组织全体党员干部共清运垃圾", "1200吨，群众满意。"),
        ("今年以来我村组织全体党员干部清运垃圾12", "车次，群众满意。"),
    ):
        found = parse(f"柳林村工作总结\n{before}\n{after}\n二、存在问题\n经费不足，人员较少，机制不全。\n")
        assert before + after in found.reading.text.replace("，", ",").replace(",", "，")


def test_every_character_set_apart() -> None:
    page = "柳林村工作总结\n" + " ".join("今年以来，我村共清运垃圾1200吨，修路3.5公里，群众都很满意。") + "\n"
    assert "清运垃圾1200吨" in parse(page).reading.text
