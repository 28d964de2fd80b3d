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
