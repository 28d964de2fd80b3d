"""The browser pages answer, escape, and leave Datasette's own pages in place."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.web import application
from tests.conftest import COPY


def get(db: Path, path: str, language: str = "zh") -> Any:
    return asyncio.run(application(db, language=language).client.get(path))


def test_home_shows_the_corpus(mined: Path) -> None:
    answer = get(mined, "/")
    assert answer.status_code == 200
    assert "语料概览" in answer.text and "宣传单" in answer.text
    assert "Corpus overview" in get(mined, "/?lang=en").text


def test_search_finds_sections_and_measures(mined: Path) -> None:
    assert "混投" in get(mined, "/-/find?words=混投").text
    found = get(mined, "/-/find?category=leaflets&min=3000").text
    assert "3,200" in found and "2,600" not in found


@pytest.mark.parametrize("query", ["words=%22", "min=abc", "year=x", "words=%00", "label=%27%3B--", "max=nan&min=inf"])
def test_no_query_breaks_the_search_page(mined: Path, query: str) -> None:
    assert get(mined, f"/-/find?{query}").status_code == 200


def test_search_words_come_back_escaped(mined: Path) -> None:
    answer = get(mined, '/-/find?words="><script>alert(1)</script>').text
    assert "<script>" not in answer


def test_report_page_marks_measures_and_copies(mined: Path) -> None:
    with Corpus(mined) as corpus:
        (report,) = corpus.db.execute("SELECT report_id FROM measures WHERE value = 3200").fetchone()
    page = get(mined, f"/-/report/{report}").text
    assert re.search(r'<mark class="[^"]*measure[^"]*"[^>]*>3200余份</mark>', page)
    assert "copied" in page
    assert get(mined, "/-/report/0000000000000000-r0").status_code == 404


def test_pasted_draft_is_checked(mined: Path) -> None:
    async def post() -> Any:
        app = application(mined)
        form = await app.client.get("/-/check")
        token = re.search(r'name="csrftoken" value="([^"]+)"', form.text)
        assert token
        data = {"draft": COPY, "csrftoken": token[1]}
        return await app.client.post("/-/check", data=data, cookies=dict(form.cookies))

    answer = asyncio.run(post())
    assert answer.status_code == 200
    assert "a-refuse" in answer.text


def test_datasettes_own_pages_stay(mined: Path) -> None:
    assert get(mined, f"/{mined.stem}/measures.json?_shape=array&value=3200").json()[0]["object"] == "宣传单"
    assert get(mined, f"/{mined.stem}/measures_by_year").status_code == 200


def test_the_database_cannot_be_written_through_the_browser(mined: Path) -> None:
    answer = get(mined, f"/{mined.stem}.json?sql=delete+from+pages")
    assert answer.status_code == 400
