"""Pictures show what the corpus says, in grey, in Chinese, and run nothing."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.corpus import Corpus, series
from corpus_tools.errors import UsageError
from corpus_tools.views.plots import KINDS, draw, png, svg, write

OPTIONS: dict[str, Any] = {"category": "leaflets", "family": 1}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_picture_is_drawn_in_grey(mined: Path, kind: str, language: str) -> None:
    with Corpus(mined) as corpus:
        drawn = svg(draw(corpus, kind, language=language, **OPTIONS))
    assert drawn.startswith("<svg") and "<script" not in drawn
    colours = {c.lower() for c in re.findall(r"#[0-9a-fA-F]{6}", drawn)}
    for c in colours:
        r, g, b = (int(c[i : i + 2], 16) for i in (1, 3, 5))
        assert max(r, g, b) - min(r, g, b) < 50, f"{c} says something by its hue"
    for r, g, b in re.findall(r"rgb\((\d+), (\d+), (\d+)\)", drawn):
        assert r == g == b
    if language == "zh":
        assert re.search("[\u4e00-\u9fff]", drawn), "words stay text"


def test_years_hold_the_numbers_of_the_corpus(mined: Path) -> None:
    with Corpus(mined) as corpus:
        rows = series.by_year(corpus)
        drawn = svg(draw(corpus, "years"))
    assert {r["year"] for r in rows} == {2021}, "a copy's figures are left out, and so are reports without a year"
    assert ">宣传品<" in drawn and ">2021<" in drawn


def test_a_value_far_from_the_others_is_named(tmp_path: Path, mined: Path) -> None:
    copy = tmp_path / "c.db"
    with sqlite3.connect(mined) as source, sqlite3.connect(copy) as target:
        source.backup(target)
        (row,) = target.execute("SELECT * FROM measures WHERE value = 3200").fetchall()
        names = [d[0] for d in target.execute("SELECT * FROM measures").description]
        for i, value in enumerate([3000, 3100, 3300, 3400, 3500, 3600, 990_000]):
            changed = dict(zip(names, row, strict=True)) | {"id": f"{row[0]}{i}", "value": value}
            holders = ", ".join("?" * len(names))
            target.execute(f"INSERT INTO measures VALUES ({holders})", list(changed.values()))
        target.commit()
    with Corpus(copy) as corpus:
        outliers = [r["value"] for r in series.distribution(corpus, "leaflets") if r["outlier"]]
        assert outliers == [990_000]
        assert "990,000" in svg(draw(corpus, "distribution", category="leaflets"))


def test_shares_of_each_part_of_the_course_make_one(mined: Path) -> None:
    with Corpus(mined) as corpus:
        rows = series.course(corpus)
    parts = {r["part"] for r in rows}
    assert len(parts) == 20
    for part in parts:
        assert sum(r["share"] for r in rows if r["part"] == part) == pytest.approx(1)
    first = {r["label"]: r["share"] for r in rows if r["part"] == min(parts)}
    assert max(first, key=lambda label: first[label]) == "preamble"


def test_the_network_joins_those_who_share(mined: Path) -> None:
    with Corpus(mined) as corpus:
        nodes, edges = series.network(corpus)
    (edge,) = edges
    assert {n["name"] for n in nodes} == {edge["a"], edge["b"]}
    assert edge["characters"] > 100


def test_what_is_missing_is_said(mined: Path) -> None:
    with Corpus(mined) as corpus:
        for kind, options, said in (
            ("distribution", {}, "--category"),
            ("distribution", {"category": "boats"}, "leaflets"),
            ("distribution", {"category": "leaflets", "unit": "吨"}, "份"),
            ("family", {}, "--family"),
            ("family", {"family": 99}, "99"),
            ("pie", {}, "years"),
        ):
            with pytest.raises(UsageError, match=said):
                draw(corpus, kind, **options)  # type: ignore[arg-type]


def test_pictures_are_written_in_each_form(mined: Path, tmp_path: Path) -> None:
    with Corpus(mined) as corpus:
        spec = draw(corpus, "course")
    for name in ("a.svg", "b.png", "c.html"):
        write(spec, tmp_path / "new" / name)
    assert (tmp_path / "new" / "b.png").read_bytes().startswith(b"\x89PNG")
    page = (tmp_path / "new" / "c.html").read_text(encoding="utf8")
    assert "img-src data:" in page and "<script" not in page
    with pytest.raises(UsageError, match="svg"):
        write(spec, tmp_path / "d.gif")
    assert png(spec, scale=1) != png(spec, scale=2)
