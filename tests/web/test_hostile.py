"""A page full of markup, and questions full of SQL, through every view of the browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.engines import mine
from corpus_tools.web import application
from tests.conftest import COPY, REFUSE
from tests.views.test_hostile import hostile
from tests.web.loop import run


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in (("<u>x<u>", REFUSE), ("b", COPY)):
        (folder / f"{name}.txt").write_text(hostile(text), encoding="utf8")
    mine([folder], folder / "c.db")
    return folder / "c.db"


def get(db: Path, path: str) -> Any:
    return run(application(db).client.get(path))


def test_no_page_lets_markup_through(corpus: Path) -> None:
    with Corpus(corpus) as opened:
        reports = [f"/-/report/{key}" for (key,) in opened.db.execute("SELECT id FROM reports")]
        pages = [f"/-/page/{key}" for (key,) in opened.db.execute("SELECT id FROM pages")]
        families = [f"/-/family/{key}" for (key,) in opened.db.execute("SELECT id FROM families")]
    assert reports and pages and families
    searches = ["/-/find", "/-/find?words=宣传单", "/-/find?category=leaflets", f"/-/find?words={quote('<script>')}"]
    for path in ["/", "/-/families", *searches, *reports, *pages, *families]:
        page = get(corpus, path)
        assert page.status_code == 200
        ours = re.sub(r'<img loading="lazy" src="/-/picture/[^"<>]*" alt="[^"<>]*">', "", page.text)
        for tag in ("<script", "<img", "<u>"):
            assert tag not in ours, path
        assert "{{7*7}}" in page.text or path.endswith("%3E") or path == "/", "template marks in a page stay text"


FIELDS = [
    *("words", "what", "label", "category", "unit", "level", "topic", "status", "organisation"),
    *("min", "max", "year", "lang", "page"),
]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", ["' OR 1=1 --", '"; DROP TABLE pages; --', "%_\\", "<u>\" onfocus=x '", "a" * 500])
def test_no_field_is_code(corpus: Path, field: str, value: str) -> None:
    answer = get(corpus, f"/-/find?{field}={quote(value)}")
    assert answer.status_code in (200, 400)
    assert "<u>" not in answer.text and not re.search(r'value="[^"]*" onfocus', answer.text)
    with Corpus(corpus) as opened:
        assert opened.count("pages") == 2


def test_a_condition_in_a_field_finds_nothing(corpus: Path) -> None:
    condition = "x' OR 1=1 --"
    for field in ("label", "category", "unit", "level", "topic", "status", "organisation"):
        assert 'class="pair hit"' not in get(corpus, f"/-/find?{field}={quote(condition)}").text
    for words in (f'"{condition}"', f'标签:"{condition}"', f'机构:"{condition}"', f'单位:"{condition}"'):
        answer = get(corpus, f"/-/find?words={quote(words)}")
        assert answer.status_code == 200 and 'class="pair hit"' not in answer.text


@pytest.mark.parametrize("kind", ["years", "course", "network", "family", "distribution"])
def test_no_picture_lets_markup_through(corpus: Path, kind: str) -> None:
    answer = get(corpus, f"/-/picture/{kind}.svg?family=1&category=leaflets")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("image/svg+xml")
    assert not re.search(r"<(script|img|u|foreignObject|image)\b|\son\w+=", answer.text)
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("field", ["category", "unit", "family", "lang"])
@pytest.mark.parametrize("value", ["' OR 1=1 --", "../../etc/passwd", "<script>", "9" * 40, "²", "a" * 500])
def test_no_field_of_a_picture_is_code(corpus: Path, field: str, value: str) -> None:
    answer = get(corpus, f"/-/picture/distribution.svg?{field}={quote(value)}")
    assert answer.status_code == 404 and "<script>" not in answer.text
    assert get(corpus, f"/-/picture/{quote(value, safe='')}.svg").status_code in (302, 404)
