"""Scraped text reaches a page as text, never as HTML, whatever stands in it."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import html
import re
from pathlib import Path

from corpus_tools.checking import check
from corpus_tools.corpus import Corpus
from corpus_tools.decisions import Decision
from corpus_tools.engines import mine
from corpus_tools.views.check import render_check
from corpus_tools.views.overview import write_overview
from corpus_tools.views.reuse import render_reuse
from tests.conftest import COPY, REFUSE

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


def hostile(text: str) -> str:
    return text.replace("宣传单", f"{EVIL}宣传单").replace("垃圾分类工作总结", f"垃圾分类{EVIL}工作总结")


def test_no_view_lets_markup_through(tmp_path: Path) -> None:
    for name, text in (("<u>x<u>", REFUSE), ("b", COPY)):
        (tmp_path / f"{name}.txt").write_text(hostile(text), encoding="utf8")
    (tmp_path / "<s>empty.txt").write_bytes(b"")
    mine([tmp_path], tmp_path / "c.db")
    overview = write_overview(tmp_path / "c.db").read_text(encoding="utf8")
    with Corpus(tmp_path / "c.db") as corpus:
        pages = [
            overview,
            render_reuse(corpus, "html"),
            render_check([check(hostile(COPY), corpus)], "html", language="en"),
        ]
    assert 'src="data:image/svg+xml;base64,' in overview
    for page in map(without_our_script, pages):
        page = re.sub(r'<img src="data:image/svg\+xml;base64,[\w+/=]*" alt="[^"<>]*">', "", page)
        for tag in ("<script", "<img", "<u>", "<s>"):
            assert tag not in page
        assert "{{7*7}}" in page, "template marks in a page stay text"
        assert "&lt;" in page


def without_our_script(page: str) -> str:
    """A page without the one script that its policy names."""
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1])  # type: ignore[index]
    for body in re.findall(r"<script>(.*?)</script>", page, re.S):
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"script-src 'sha256-{digest}'" in policy
        page = page.replace(f"<script>{body}</script>", "")
    return page


def test_the_check_report_runs_one_script_and_its_policy_names_it(mined: Path) -> None:
    page = render_check([check(COPY, mined), check(REFUSE, mined)], "html")
    assert page.count("<script") == 1
    assert "<script" not in without_our_script(page)
    assert not re.search(r"<[^>]+\s(?:on\w+|style)=|javascript:", without_our_script(page))


def test_a_hostile_file_of_decisions_stays_text(mined: Path) -> None:
    evil = Decision(EVIL, EVIL, EVIL, EVIL, "accept", EVIL, EVIL, EVIL)
    result = check(COPY, mined, decisions=[evil])
    assert result.kept == (evil,)
    page = without_our_script(render_check([dataclasses.replace(result, file=EVIL)], "html"))
    assert "<script" not in page and "<img" not in page


def test_pages_forbid_scripts_and_loading(mined: Path) -> None:
    with Corpus(mined) as corpus:
        page = html.unescape(render_reuse(corpus, "html"))
    assert "default-src 'none'" in page and "unsafe-inline" not in page
