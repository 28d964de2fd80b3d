"""A small corpus written by hand, without any of the rooms that read text."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.between import mark_copies, write_families, write_formulae, write_passages
from corpus_tools.offsets import Mapped
from corpus_tools.records import (
    Analysis,
    Edit,
    Family,
    Formula,
    Measure,
    Noise,
    Page,
    Passage,
    Report,
    Section,
    Sentence,
    Structure,
)

HEAD = "柳塘镇2021年工作总结\n"
BODY = "一、广泛宣传\n发放宣传单300余份。\n二、存在问题\n垃圾桶不足。"


def measure(text: str, quote: str, **fields: object) -> Measure:
    start = text.index(quote)
    plain: dict[str, object] = {
        "value": 300,
        "value_max": None,
        "low": 300,
        "high": None,
        "unit": "份",
        "unit_raw": "份",
        "modifier": "over",
        "action": "发放",
        "object": "宣传单",
        "category": "leaflets",
        "concept": "leaflets",
        "status": "done",
        "rule": "numeral+before",
        "confidence": 0.9,
    }
    plain.update(fields)
    return Measure(start, start + len(quote), quote, **plain)  # type: ignore[arg-type]


def analysis(
    name: str = "001", body: str = BODY, year: int = 2021, site: str = "下载本文\n", value: int = 300
) -> Analysis:
    """One page: a site line, one report of two sections, one measure."""
    text = site + HEAD + body
    at, middle = len(site), text.index("二、")
    sections = (
        Section(at, text.index("一、"), 0, "", "", "preamble", 0.9),
        Section(text.index("一、"), middle, 1, "一、", "一、广泛宣传", "publicity", 0.8),
        Section(middle, len(text), 1, "二、", "二、存在问题", "problems", 0.7),
    )
    sentence = text.index("发放")
    structure = Structure(
        "zh",
        (Noise(0, at, "download"),),
        (
            Report(
                at,
                len(text),
                "summary",
                "柳塘镇2021年工作总结",
                "柳塘镇",
                "镇",
                None,
                year,
                None,
                None,
                1.0,
                ("title",),
            ),
        ),
        sections,
        (Sentence(sentence, text.index("。") + 1), Sentence(text.index("垃圾桶"), len(text))),
        Mapped.of(""),
    )
    page = Page(name, f"{name}.txt", text, (name + site) * 8, "utf-8")
    return Analysis(page, structure, (measure(text, f"{value}余份", value=value),))


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Two pages of which the second is a copy with another figure."""
    with Corpus(tmp_path / "c.db", write=True) as made:
        with made.transaction():
            copy = BODY.replace("300余", "500余").replace("宣传单", "传单")
            for a in (analysis("001"), analysis("002", copy, 2022, value=500)):
                key = made.add(a)
                made.point(f"place-{a.page.name}", key, a.page.sha256)
        made.index()
        (first, s1), (second, s2) = made.db.execute("SELECT id, start FROM reports ORDER BY year").fetchall()
        edit = Edit("figure", s1 + 24, s1 + 27, s2 + 23, s2 + 26)
        passage = Passage("figures", False, first, s1, s1 + 40, second, s2, s2 + 39, (edit,), 1)
        formula = Formula("广泛宣传", 2, 1, ((first, s1 + 14, s1 + 18),))
        with made.transaction():
            write_families(made, [Family(1, (first, second), first)])
            write_passages(made, [passage])
            write_formulae(made, [formula])
            made.db.execute("UPDATE reports SET copied_share = CASE id WHEN ? THEN 0.8 ELSE 0.0 END", (second,))
            mark_copies(made)
            made.set("reuse", "current")
        yield made
