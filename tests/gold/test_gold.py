"""The gold standard keeps to its own form."""

from __future__ import annotations

from itertools import pairwise

import pytest

from corpus_tools.evaluation import count, figures, load
from corpus_tools.records import CATEGORIES, LABELS, MODIFIERS
from tests.gold.gold import HERE, NAMES, Records, gold, page

_REPORT_KINDS = ("summary", "plan", "other")


def _of(kind: str, records: Records) -> Records:
    return sorted((r for r in records if r["type"] == kind), key=lambda r: r["start"])


@pytest.mark.parametrize("name", NAMES)
def test_reports_and_noise_cover_all_visible_text(name: str) -> None:
    text, records = page(name).text, gold(name)
    covered = set()
    for r in _of("report", records) + _of("noise", records):
        covered.update(range(r["start"], r["end"]))
    assert not [text[k : k + 10] for k, c in enumerate(text) if not c.isspace() and k not in covered]
    assert all(a["end"] <= b["start"] for a, b in pairwise(_of("report", records)))
    assert {r["kind"] for r in _of("report", records)} <= set(_REPORT_KINDS)


@pytest.mark.parametrize("name", NAMES)
def test_sections_tile_reports(name: str) -> None:
    text, records = page(name).text, gold(name)
    sections = _of("section", records)
    for report in _of("report", records):
        own = [s for s in sections if report["start"] <= s["start"] < report["end"]]
        assert (own[0]["start"], own[-1]["end"]) == (report["start"], report["end"])
        assert all(a["end"] == b["start"] for a, b in pairwise(own))
    for s in sections:
        assert s["label"] in LABELS
        assert s.get("alt", s["label"]) in LABELS
        assert text.startswith(s["heading"], s["start"])


@pytest.mark.parametrize("name", NAMES)
def test_measures_say_what_stands_in_their_range(name: str) -> None:
    text, records = page(name).text, gold(name)
    measures = _of("measure", records)
    marked = sorted(measures + _of("ignore", records), key=lambda r: r["start"])
    assert all(a["end"] <= b["start"] for a, b in pairwise(marked))
    for m in measures:
        assert text[m["start"] : m["end"]] == m["text"]
        assert m["modifier"] in MODIFIERS
        accepted = m.get("alt", {})
        assert {m["category"], *accepted.get("category", ())} <= set(CATEGORIES)
        for field in ("action", "object"):
            assert all(x in text for x in (m[field], *accepted.get(field, ())))
        if m["value_max"] is not None:
            assert m["value"] < m["value_max"]
        assert any(r["start"] <= m["start"] and m["end"] <= r["end"] for r in _of("report", records))


def test_copied_passages_stand_in_two_reports() -> None:
    def report(side: dict[str, int | str]) -> tuple[str, int]:
        (found,) = (
            r["start"]
            for r in _of("report", gold(str(side["doc"])))
            if r["start"] <= side["start"] and side["end"] <= r["end"]
        )
        return str(side["doc"]), found

    for passage in load(HERE / "reuse.jsonl"):
        assert passage["kind"] in ("verbatim", "figures", "words", "mixed")
        assert report(passage["a"]) != report(passage["b"])


def test_gold_agrees_with_itself() -> None:
    for name in NAMES:
        got = figures(count(page(name).text, gold(name), gold(name)))
        sizes = ("measures.gold", "measures.pred")
        assert {v for k, v in got.items() if k not in sizes} == {1.0}


def test_every_category_and_label_is_exemplified() -> None:
    """A category that no page shows would be one that no floor guards."""
    records = [r for name in NAMES for r in gold(name)]
    assert {r["category"] for r in records if r["type"] == "measure"} == set(CATEGORIES)
    assert {r["label"] for r in records if r["type"] == "section"} == set(LABELS)
