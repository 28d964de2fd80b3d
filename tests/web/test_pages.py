"""The browser pages answer, escape, and leave Datasette's own pages in place."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.engines import mine
from corpus_tools.errors import CorpusToolsError
from corpus_tools.web import application, serve
from corpus_tools.web.canned import canned
from tests.conftest import COPY, FIRE, PATIENCE, REFUSE
from tests.web.loop import run


def get(db: Path, path: str, language: str = "zh") -> Any:
    return run(application(db, language=language).client.get(path))


def test_home_shows_the_corpus(mined: Path) -> None:
    answer = get(mined, "/")
    assert answer.status_code == 200
    assert "语料概览" in answer.text and "宣传单" in answer.text
    assert "Corpus overview" in get(mined, "/?lang=en").text


def test_search_finds_sections_and_measures(mined: Path) -> None:
    assert "混投" in get(mined, "/-/find?words=混投").text
    found = get(mined, "/-/find?category=leaflets&min=3000").text
    assert "3,200" in found and "2,600" not in found


def test_the_four_main_questions_are_one_address_each(mined: Path) -> None:
    for label in ("organization", "publicity", "supervision", "problems"):
        with Corpus(mined) as corpus:
            texts = [text for (text,) in corpus.db.execute("SELECT text FROM sections WHERE label = ?", (label,))]
        rows = get(mined, f"/{mined.stem}/about_{label}.json?_shape=array&words=").json()
        assert sorted(row["text"] for row in rows) == sorted(texts)
    assert texts
    word = texts[0].split("\n")[-1].strip()[:2]
    found = get(mined, f"/{mined.stem}/about_problems.json?_shape=array&words={quote(word)}").json()
    assert 0 < len(found) == sum(word in text for text in texts)


@pytest.mark.parametrize(
    "query",
    [
        "words=%27",
        "words=%00",
        "words=%25%5F%5C",
        "label=%27%3B--",
        "words=%F0%9F%98%80",
        "page=9999999",
        "page=-3",
        "words=%ED%A0%80",
    ],
)
def test_odd_words_are_words(mined: Path, query: str) -> None:
    assert get(mined, f"/-/find?{query}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        *["min=abc", "year=x", "max=nan", "min=inf", "year=99999999999999999999", "min=3&max=2", "page=x"],
        "words=" + "%E5%9E%83" * 300,
        "words=%22",
        "words=%E9%A2%9C%E8%89%B2:%E7%BA%A2",
        "words=" + "+".join("a" * 150),
    ],
)
def test_a_query_that_means_nothing_is_refused_with_a_word(mined: Path, query: str) -> None:
    answer = get(mined, f"/-/find?{query}&lang=en")
    assert answer.status_code == 400
    assert 'class="error"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        *["/-/report/x", "/-/report/..%2f..%2fetc%2fpasswd", "/-/report/0000000000000000-r" + "9" * 60, "/-/page/%27"],
        "/-/page/0000000000000000",
        "/-/report/",
        "/-/find/x",
        "/%00",
    ],
)
def test_what_does_not_exist_is_not_found(mined: Path, path: str) -> None:
    answer = get(mined, path)
    while answer.status_code == 302:  # Datasette writes odd characters in its own way
        assert re.match(r"/(?!/)", answer.headers["location"])
        answer = get(mined, answer.headers["location"])
    assert answer.status_code == 404


def test_words_looked_for_are_marked_in_the_original(mined: Path) -> None:
    page = get(mined, "/-/find?words=混投").text
    assert '<mark class="hit">混投</mark>' in page


def test_the_figure_found_is_marked_in_its_sentence(mined: Path) -> None:
    found = get(mined, f"/-/find?words={quote('宣传单 份>=3000')}").text
    assert '<mark class="hit">宣传单</mark><mark class="measure">3200余份</mark>' in found


def test_the_box_takes_the_query_language(mined: Path) -> None:
    found = get(mined, f"/-/find?words={quote('宣传单 份>=3000 标签:宣传发动 年:2021')}").text
    assert "3,200" in found and "2,600" not in found
    assert '<mark class="hit">宣传单</mark>' in found
    error = get(mined, f"/-/find?words={quote('颜色:红')}")
    assert "颜色" in error.text and "机构" in error.text
    assert "organisation" in get(mined, f"/-/find?words={quote('颜色:红')}&lang=en").text


def test_a_question_that_nothing_holds_is_answered_by_its_words(mined: Path) -> None:
    found = get(mined, f"/-/find?words={quote('考核办法是什么，职责如何')}").text
    assert "考核办法 职责" in found and '<mark class="hit">考核办法</mark>' in found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_question_of_the_help_can_be_asked(mined: Path, language: str) -> None:
    page = get(mined, f"/-/find?lang={language}").text
    help_ = page[page.index('class="stack help"') :].split("</table>")[0]
    links = re.findall(r'href="([^"]+)"', help_)
    assert len(links) > 5
    for link in links:
        assert get(mined, html.unescape(link)).status_code == 200


def test_facets_narrow_the_search(mined: Path) -> None:
    page = get(mined, "/-/find?words=分类&lang=en").text
    assert "label=publicity" in page and "year=2022" in page
    years = get(mined, "/-/find?words=分类&year=2022").text
    assert "b-copy" in years and "a-refuse" not in years


def test_search_words_come_back_escaped(mined: Path) -> None:
    answer = get(mined, '/-/find?words="><script>alert(1)</script>').text
    assert "<script>" not in answer


def test_report_page_marks_measures_and_copies(mined: Path) -> None:
    with Corpus(mined) as corpus:
        (report,) = corpus.db.execute("SELECT report_id FROM measures WHERE value = 3200").fetchone()
    page = get(mined, f"/-/report/{report}").text
    assert re.search(r'<mark class="[^"]*measure[^"]*" id="[^"]+" title="[^"]*3,200[^"]*"[^>]*>3200余份</mark>', page)
    assert re.search(r'<mark class="copied[^"]*" title="[^"]+"', page)
    assert get(mined, "/-/report/0000000000000000-r0").status_code == 404


def test_a_measure_has_an_address(mined: Path) -> None:
    with Corpus(mined) as corpus:
        key, report = corpus.db.execute("SELECT id, report_id FROM measures WHERE value = 3200").fetchone()
    assert f"/-/report/{report}?lang=zh#{key}" in get(mined, "/-/find?category=leaflets&min=3000").text
    assert get(mined, f"/-/report/{report}").text.count(f'id="{key}"') == 1


def test_page_view_shows_every_character_once(mined: Path) -> None:
    with Corpus(mined) as corpus:
        key, text = corpus.db.execute("SELECT id, text FROM pages WHERE name = 'a-refuse'").fetchone()
    page = get(mined, f"/-/page/{key}").text
    blocks = re.findall(r'<div class="text">(.*?)</div></section>', page, re.DOTALL)
    shown = html.unescape(re.sub(r"<[^>]+>", "", "".join(blocks)))
    assert "".join(shown.split()) == "".join(text.split())
    assert 'class="noise"' in page and "发布信息" in page


def without_served(page: str) -> str:
    """A page without the scripts that come from our own server, as files of their own."""
    return re.sub(r'<script src="/-/script/\w+\.js"(?: defer)?></script>', "", page)


def post(db: Path, draft: str | bytes, *, token: bool = True) -> Any:
    async def send() -> Any:
        app = application(db)
        form = await app.client.get("/-/check")
        found = re.search(r'name="csrftoken" value="([^"]+)"', form.text)
        assert found
        body = urlencode({"csrftoken": found[1] if token else "x"}).encode() + b"&draft="
        body += draft if isinstance(draft, bytes) else quote(draft).encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return await app.client.post("/-/check", content=body, headers=headers, cookies=dict(form.cookies))

    return run(send())


def test_pasted_draft_is_checked(mined: Path) -> None:
    answer = post(mined, COPY)
    assert answer.status_code == 200
    assert "a-refuse" in answer.text and 'class="draft"' in answer.text


def test_a_pasted_draft_is_text_not_markup(mined: Path) -> None:
    evil = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>"
    answer = post(mined, COPY.replace("宣传单", evil))
    assert "<script" not in without_served(answer.text) and "<img" not in answer.text


@pytest.mark.parametrize("draft", [b"", b"%FF%FE%ED%A0%80", b"%00%00"])
def test_no_draft_breaks_the_check_page(mined: Path, draft: bytes) -> None:
    assert post(mined, draft).status_code == 200


def test_a_draft_that_is_too_long_is_refused(mined: Path) -> None:
    assert post(mined, b"a" * 200_001).status_code == 413
    assert post(mined, b"a" * 4_000_000).status_code == 413


def test_bytes_that_are_no_text_are_refused(mined: Path) -> None:
    assert post(mined, b"\xff\xfe").status_code == 400


def test_a_form_from_elsewhere_is_refused(mined: Path) -> None:
    assert post(mined, COPY, token=False).status_code == 403


def test_a_draft_is_compared_with_what_was_mined_since(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REFUSE, encoding="utf8")
    mine([tmp_path / "a.txt"], tmp_path / "c.db")
    assert "fire" not in post(tmp_path / "c.db", FIRE).text
    (tmp_path / "fire.txt").write_text(FIRE, encoding="utf8")
    mine([tmp_path], tmp_path / "c.db")
    assert "fire" in post(tmp_path / "c.db", FIRE).text


@pytest.mark.parametrize("path", ["/", "/-/find?words=垃圾", "/-/check"])
def test_pages_forbid_scripts_of_others_and_frames(mined: Path, path: str) -> None:
    answer = get(mined, path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe-inline" not in policy and "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy
    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy, "else the browser drops the style"
    assert not re.search(r"<script|\son\w+=|\sstyle=|javascript:", without_served(answer.text))
    for script in re.findall(r'<script src="([^"]+)"', answer.text):
        assert get(mined, script).headers["content-type"].startswith("text/javascript")


def test_datasettes_own_pages_may_not_be_framed_or_load_from_elsewhere(mined: Path) -> None:
    policy = get(mined, f"/{mined.stem}/measures").headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy


def test_a_taken_port_is_told_in_one_line(mined: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CorpusToolsError, match=f"cannot listen on 127.0.0.1:{port}"):
            serve(mined, port=port)
    with pytest.raises(CorpusToolsError, match="no port 70000"):
        serve(mined, port=70000)


def test_the_server_ends_cleanly_when_it_is_stopped(mined: Path) -> None:
    code = f"from corpus_tools.web import serve; serve({str(mined)!r}, port=0)"
    server = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        line = server.stderr.readline()
        assert line.startswith("http://127.0.0.1:")
        with urlopen(line.split("/  ")[0] + "/", timeout=PATIENCE) as answer:  # it listens before it says so
            assert answer.status == 200
        server.send_signal(signal.SIGINT)
        assert server.wait(PATIENCE) == 0
        assert "Traceback" not in server.stderr.read()
    finally:
        server.kill()
        server.wait()


def test_links_arrive_whatever_the_file_is_called(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REFUSE, encoding="utf8")
    mine([tmp_path], db := tmp_path / "语料 1.x.db")
    links = set(re.findall(r'href="(/[^"]*)"', get(db, "/").text))
    assert len(links) > 10
    for link in links:
        assert get(db, html.unescape(link)).status_code == 200, link


def test_datasettes_own_pages_stay(mined: Path) -> None:
    assert get(mined, f"/{mined.stem}/measures.json?_shape=array&value=3200").json()[0]["object"] == "宣传单"
    assert get(mined, f"/{mined.stem}/measures_by_year").status_code == 200


def test_the_database_cannot_be_written_through_the_browser(mined: Path) -> None:
    answer = get(mined, f"/{mined.stem}.json?sql=delete+from+pages")
    assert answer.status_code == 400


def test_a_report_that_hundreds_copied_lists_the_longest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus_tools.web import layers

    monkeypatch.setattr(layers, "COPIES", 1)
    for i, text in enumerate((REFUSE, COPY, REFUSE.replace("青禾镇", "石桥镇").split("三、")[0])):
        (tmp_path / f"{i}.txt").write_text(text, encoding="utf8")
    mine([tmp_path], db := tmp_path / "c.db")
    with Corpus(db) as corpus:
        (report,) = corpus.db.execute(
            "SELECT r.id FROM reports r JOIN pages p ON p.id = r.page_id WHERE p.name = '0'"
        ).fetchone()
    page = get(db, f"/-/report/{report}?lang=en").text
    assert "The 1 longest are shown." in page
    assert len(re.findall(r'<tr><td><a href="/-/report/', page)) == 1


def test_every_canned_query_answers(mined: Path) -> None:
    for name in canned():
        answer = get(mined, f"/{mined.stem}/{name}.json?_shape=array&words=&category=leaflets&label=problems")
        assert answer.status_code == 200 and isinstance(answer.json(), list), name
    (row,) = [
        r for r in get(mined, f"/{mined.stem}/measures_by_year.json?_shape=array").json() if r["category"] == "leaflets"
    ]
    assert row["total"] == 3200, "the copy of it does not count"
    assert get(mined, f"/{mined.stem}/largest_of_a_category.json?_shape=array&category=waste").json() == []


def test_home_explains_itself_and_names_the_usual_questions(mined: Path) -> None:
    zh, en = get(mined, "/").text, get(mined, "/?lang=en").text
    for name, query in canned().items():
        mine_, theirs = query["title"].split(" · ")
        assert f'href="/{mined.stem}/{name}">{html.escape(mine_)}</a>' in zh
        assert f'href="/{mined.stem}/{name}">{html.escape(theirs)}</a>' in en
    assert "工作总结" in zh and "Work-summary reports" in en


def test_a_family_has_a_page_with_what_each_member_filled_in(mined: Path) -> None:
    assert "/-/family/1?" in get(mined, "/-/families").text
    page = get(mined, "/-/family/1?lang=en").text
    cells = [html.unescape(x) for x in re.findall(r"<td[^>]*>([^<]*)</td>", page)]
    assert any("3200" in c for c in cells) and any("2600" in c for c in cells)
    with Corpus(mined) as corpus:
        (report,) = corpus.db.execute("SELECT report_id FROM measures WHERE value = 3200").fetchone()
    assert f"/-/report/{report}?lang=en" in page
    assert "/-/family/1?" in get(mined, f"/-/report/{report}").text
    for number in ("0", "999999999", "9" * 30, "x"):
        assert get(mined, f"/-/family/{number}").status_code == 404


@pytest.mark.parametrize(
    ("facet", "value"), [("level", "township"), ("topic", "refuse_sorting"), ("status", "planned"), ("unit", "份")]
)
def test_each_facet_is_offered_and_narrows(mined: Path, facet: str, value: str) -> None:
    page = html.unescape(get(mined, "/-/find?what=measures").text)
    assert f"{facet}={quote(value)}" in page
    narrowed = get(mined, f"/-/find?what=measures&{facet}={quote(value)}").text
    assert 0 < narrowed.count('class="pair hit"') < page.count('class="pair hit"')


def test_a_filter_that_nothing_has_leads_to_those_there_are(mined: Path) -> None:
    found = get(mined, "/-/find?category=leaflet", "en").text
    assert "nothing in the corpus has the category “leaflet”" in found
    assert re.search(r'href="/-/find\?category=leaflets[^"]*"', found)
    assert "nothing in the corpus" not in get(mined, "/-/find?words=没有这样的词", "en").text


def test_home_of_a_corpus_without_reports_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A page in English, which tells of no work that was done.", encoding="utf8")
    mine([tmp_path / "a.txt"], tmp_path / "c.db")
    answer = get(tmp_path / "c.db", "/", "en")
    assert answer.status_code == 200 and "corpus-tools mine FOLDER" in answer.text
    assert "<table" not in answer.text
    assert get(tmp_path / "c.db", "/-/find?words=垃圾", "en").status_code == 200
