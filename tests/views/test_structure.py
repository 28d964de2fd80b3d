"""A page in blocks: every character once, every field with its words, nothing of the page as markup."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools import lexicon
from corpus_tools.analysis import analyse
from corpus_tools.cli import main
from corpus_tools.records import Page
from corpus_tools.views.page import Words
from corpus_tools.views.structure import explain_structure, render_structure
from tests.conftest import FIRE, REFUSE

PAGE = REFUSE + "\n第2页 共3页\n\n" + FIRE


def shown(page: str) -> str:
    blocks = re.findall(r'<div class="text">(.*?)</div></section>', page, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", "".join(blocks)))


def of(text: str, language: str = "zh") -> str:
    return render_structure(analyse(Page("页", "页.txt", text, "", "utf-8")), language=language)


def test_every_character_is_shown_once() -> None:
    assert "".join(shown(of(PAGE)).split()) == "".join(PAGE.split())


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from([*"<>&\"'\n 一、。", "<b>", "工作总结", "&nbsp;", "发放传单300份", "第2页"]), max_size=30)
)
def test_any_text_is_shown_whole(pieces: list[str]) -> None:
    text = REFUSE + "".join(pieces)
    assert "".join(shown(of(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "文种 单位 青禾镇人民政府 垃圾分类 乡镇 2021-12-20 发布信息 组织领导 分篇把握 提纲"),
        ("en", "organisation township signed publication organization boundary Outline"),
    ],
)
def test_what_a_sceptic_looks_for_is_there(language: str, words: str) -> None:
    page = of(PAGE, language)
    assert [word for word in words.split() if word not in page] == []
    place = PAGE.rindex("青禾镇人民政府")
    assert f"“青禾镇人民政府” [{place}–{place + 7}]" in page
    assert '<mark class="evidence"' in page and '<mark class="noise"' in page and '<mark class="measure"' in page
    assert "<script" not in page and "default-src &#39;none&#39;" in page


def test_wrong_numbers_of_the_source_are_shown() -> None:
    page = REFUSE.replace("四、下一步打算", "六、下一步打算")
    assert "跳号" in of(page) and "number skipped" in of(page, "en")
    assert "跳号" not in of(REFUSE)


def test_a_page_without_reports_says_why() -> None:
    assert "kana" in of("この地区では毎年、清掃活動を行っています。参加者は三百人でした。")


def test_markup_in_a_page_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "<u>.txt"
    path.write_text(REFUSE.replace("宣传单", "<script>alert(1)</script><img src=x>"), encoding="utf8")
    page = explain_structure(path)
    assert "<script" not in page and "<img" not in page and "<u>" not in page
    assert "&lt;script&gt;" in page


def test_command_writes_to_the_screen_or_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PAGE, encoding="gb18030")
    with pytest.raises(SystemExit) as done:
        main(["mine", "--explain-structure", str(path), "--lang", "en"])
    out, err = capsys.readouterr()
    assert done.value.code == 0 and out.startswith("<!DOCTYPE html>") and not err
    with pytest.raises(SystemExit) as done:
        main(["mine", str(path), "--explain-structure", "--out", str(tmp_path / "x" / "a.html")])
    assert done.value.code == 0 and not capsys.readouterr().out
    assert "青禾镇" in (tmp_path / "x" / "a.html").read_text(encoding="utf8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mine", "a.txt"], "--db"),
        (["mine", "a.txt", "b.txt", "--explain-structure"], "one page"),
        (["mine", "missing.txt", "--explain-structure"], "no such file"),
        (["mine", "a.txt", "--db", "c.db", "--out", "x.html"], "--explain-structure"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(arguments)
    out, err = capsys.readouterr()
    assert done.value.code == 2 and said in err and not out


def test_every_code_has_a_name_in_both_languages() -> None:
    reports, site = lexicon.load("reports"), lexicon.load("site")
    marks = "page_head pian di_pian fan_wen bare bracket numbered listed repeated counted ending compiled"
    cues = set(reports["boundary"]) - {"least"} | set(marks.split())
    reasons = {rule["reason"] for rule in site["line"]} | {"markup", "not_chinese", "too_little_text", "unreadable"}
    levels = {body["level"] for body in reports["body"]}
    for language in ("zh", "en"):
        table = Words(language).table
        assert not cues - table["cues"].keys()
        assert not reasons - table["reasons"].keys()
        assert not levels - table["levels"].keys()
