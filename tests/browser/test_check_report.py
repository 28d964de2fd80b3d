"""The check report in a browser: keys, decisions, the switch of formulae, two sides that scroll together, print."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.checking import CheckResult, Match, Source, check
from corpus_tools.corpus import Corpus
from corpus_tools.decisions import load
from corpus_tools.engines import mine
from corpus_tools.views.check import render_check
from tests.conftest import COPY, FIRE, REFUSE
from tests.views.test_hostile import hostile

DRAFT = (
    REFUSE.replace("青禾镇", "红柳镇").replace("3200余份", "xx份").replace("存在的问题\n", "存在的问题\n青禾镇有不足。")
)

Open = Callable[..., Any]


def write(folder: Path, *results: CheckResult) -> Path:
    path = folder / "report.html"
    path.write_text(render_check(results, "html", language="en"), encoding="utf8")
    return path


@pytest.fixture
def report(mined: Path, tmp_path: Path) -> Path:
    return write(tmp_path, dataclasses.replace(check(DRAFT, mined, language="en"), file="draft.txt"))


def current(page: Any) -> str | None:
    return page.evaluate("document.querySelector('.item.current')?.dataset.id ?? null")


def test_keys_go_through_all_remarks_and_back(report: Path, open_page: Open) -> None:
    page = open_page(report)
    count = page.locator(".item").count()
    assert count > 5 and current(page) is None
    seen = []
    for _ in range(count):
        page.keyboard.press("n")
        seen.append(current(page))
    assert len(set(seen)) == count
    page.keyboard.press("n")
    assert current(page) == seen[-1], "the last one stays"
    page.keyboard.press("p")
    page.keyboard.press("k")
    assert current(page) == seen[-3]
    page.keyboard.press("j")
    assert current(page) == seen[-2]
    assert page.locator(".item.current").is_visible()


def test_decisions_are_saved_in_a_file_that_the_next_check_takes_up(
    report: Path, mined: Path, tmp_path: Path, open_page: Open
) -> None:
    page = open_page(report)
    for item, key in (("leftover", "a"), ("finding", "i"), ("passage", "c")):
        page.locator(f".item[data-item={item}]").first.click()
        page.keyboard.press(key)
    page.locator(".item[data-item=figure]").first.click()
    page.keyboard.press("c")
    assert "only passages can be cited" in page.locator(".tools [role=status]").inner_text()
    page.keyboard.press("i")
    assert page.locator(".verdict", has_text="cited").count() == 1
    with page.expect_download() as saving:
        page.keyboard.press("s")
    assert saving.value.suggested_filename == "draft.txt.decisions.json"
    saved = tmp_path / "saved.json"
    saving.value.save_as(saved)
    assert json.loads(saved.read_text(encoding="utf8"))["draft"] == "draft.txt"
    decisions = load(saved)
    assert sorted(d.decision for d in decisions) == ["accept", "cite", "ignore", "ignore"]
    again = check(DRAFT, mined, language="en", decisions=decisions)
    assert {(d.item, d.decision) for d in again.decided.values()} == {
        ("leftover", "accept"),
        ("finding", "ignore"),
        ("passage", "cite"),
        ("figure", "ignore"),
    }
    assert again.kept == () and again.open_share < again.copied_share
    # what was decided is there when the next report is opened, and is saved again with it
    page = open_page(write(tmp_path, dataclasses.replace(again, file="draft.txt")))
    with page.expect_download() as saving:
        page.keyboard.press("s")
    saving.value.save_as(saved)
    assert {d.id for d in load(saved)} == {d.id for d in decisions}


def test_a_decision_can_be_taken_back(report: Path, open_page: Open) -> None:
    page = open_page(report)
    page.keyboard.press("n")
    page.keyboard.press("a")
    page.keyboard.press("p")
    assert page.locator(".item.current").get_attribute("data-decision") == "accept"
    page.get_by_role("button", name="Accept").click()
    assert page.locator(".item.current").get_attribute("data-decision") == ""


def test_citing_selects_the_citation(report: Path, open_page: Open) -> None:
    page = open_page(report)
    passage = page.locator(".item[data-item=passage]").first
    passage.click()
    page.keyboard.press("c")
    assert page.evaluate("getSelection().toString()") == passage.locator(".citation").inner_text()


def test_keys_with_control_are_the_browsers(report: Path, open_page: Open) -> None:
    page = open_page(report)
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+n")
    assert current(page) is None


def with_formula(mined: Path, folder: Path) -> Path:
    text = "我们坚持打防结合、预防为主的方针，今年又有进步。"
    stock = Match(2, 13, "verbatim", True, Source("a", "r", 0, 11, text[2:13]), (), holders=2)
    return write(folder, dataclasses.replace(check(text, mined), passages=(stock,)))


@pytest.mark.parametrize("scripts", [True, False])
def test_formulae_are_grey_and_can_be_switched_off(mined: Path, tmp_path: Path, open_page: Open, scripts: bool) -> None:
    page = open_page(with_formula(mined, tmp_path), java_script_enabled=scripts)
    mark = page.locator(".whole mark.formula")

    def look() -> tuple[str, bool]:
        told = page.locator(".formula-list").is_visible()
        return mark.evaluate("x => getComputedStyle(x).borderBottomStyle"), told

    assert look() == ("dashed", True)
    page.locator("input.formulae").click()
    assert look() == ("none", False)
    if scripts:
        page.locator("body").press("f")
        assert look() == ("dashed", True)


def long(folder: Path) -> tuple[str, Path]:
    """A copied report of many sentences, clauses of its own put into the draft."""
    deeds = ["清扫道路", "疏通沟渠", "修补护栏", "更换井盖", "粉刷墙面", "拆除棚屋", "栽种树苗", "清运渣土"]
    places = ["东关", "西沟", "南坪", "北岭", "河湾", "桥头", "柳巷", "梨园", "窑坡", "磨坊"]
    body = "".join(
        f"五月里我们在{places[k // 8]}{deeds[k % 8]}{k * 7 + 13}处，带队的老{'赵钱孙李周吴郑王'[k % 8]}"
        f"记下了第{k + 3}本台账。"
        for k in range(80)
    )
    (folder / "old.txt").write_text("石湾社区工作总结\n" + body, encoding="utf8")
    mine([folder / "old.txt"], folder / "c.db")
    # a clause put into every second sentence of the first half: the draft's side is longer at first, then no more
    draft = "".join(
        s.replace("，带队", "，日头毒时大家轮着歇一歇再干，谁也没有喊累叫苦，带队") + "。"
        if k % 2 and k < 40
        else s + "。"
        for k, s in enumerate(body.split("。")[:-1])
    )
    return "柳湾社区工作总结\n" + draft, folder / "c.db"


def test_both_sides_scroll_together(tmp_path: Path, open_page: Open) -> None:
    draft, db = long(tmp_path)
    page = open_page(write(tmp_path, check(draft, db)))
    sides = page.locator("details.item .sides").first.locator(".text")

    def height(side: int, words: str) -> float:
        """Where some words stand in the window of a side: 0 at its upper edge."""
        return sides.nth(side).evaluate(
            """(side, words) => {
              const walk = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
              for (let n; (n = walk.nextNode()); ) {
                const at = n.data.indexOf(words);
                if (at < 0) continue;
                const r = document.createRange(); r.setStart(n, at); r.setEnd(n, at + 1);
                return r.getBoundingClientRect().top - side.getBoundingClientRect().top;
              }
            }""",
            words,
        )

    def scroll(side: int, to: str) -> None:
        sides.nth(side).evaluate(f"x => {{ x.scrollTop = {to}; }}")
        # Events of scrolling come with the next pictures; then the side that leads is let go after 150 ms. The page's
        # own clock is asked, so that this is in order on a slow machine too.
        page.evaluate("""async () => {
          const picture = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
          for (let k = 0; k < 3; k++) await picture();
          await new Promise(done => setTimeout(done, 300));
          await picture();
        }""")

    scroll(0, "x.scrollHeight * 0.7")
    assert sides.nth(1).evaluate("x => x.scrollTop") > 0
    assert abs(height(0, "桥头疏通") - height(1, "桥头疏通")) < 60, "two lines at most"
    scroll(1, "x.scrollHeight")
    assert sides.nth(0).evaluate("x => x.scrollTop + x.clientHeight >= x.scrollHeight - 2")
    scroll(1, "0")
    assert sides.nth(0).evaluate("x => x.scrollTop") == 0


@pytest.mark.parametrize("width", [1200, 400, 320])
def test_nothing_runs_over_the_edge(report: Path, open_page: Open, width: int) -> None:
    page = open_page(report, width=width, height=700)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("n")
    tools = page.locator(".tools")
    assert tools.is_visible() and tools.bounding_box()["height"] < 200
    one, two = (page.locator(".sides").first.locator(".text").nth(k).bounding_box() for k in (0, 1))
    assert (one["y"] < two["y"]) is (width < 640), "side by side where there is room, else one below the other"


def test_without_scripts_everything_can_be_read(report: Path, open_page: Open) -> None:
    page = open_page(report, java_script_enabled=False)
    assert not page.locator(".tools").is_visible()
    for side in page.locator("details[open] .sides .text").all():
        assert side.is_visible()
    assert page.locator("details[open] .sides").count() > 0
    box, text = page.locator(".sides .text").first.bounding_box(), page.locator(".sides .text").first
    assert text.evaluate("x => x.scrollHeight") <= box["height"] + 1, "no inner window that hides text"


def test_all_is_printed_but_the_buttons(report: Path, open_page: Open) -> None:
    page = open_page(report)
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert page.locator(".sides .text").first.evaluate("x => x.scrollHeight <= x.clientHeight + 1")
    assert page.pdf().startswith(b"%PDF")


def test_several_drafts_save_a_file_each(mined: Path, tmp_path: Path, open_page: Open) -> None:
    results = [dataclasses.replace(check(text, mined), file=name) for text, name in ((COPY, "a.txt"), (FIRE, "b.md"))]
    page = open_page(write(tmp_path, *results))
    for draft in page.locator("article.draft").all():
        draft.locator(".item").first.click()
        page.keyboard.press("a")
    names = []
    page.on("download", lambda d: names.append(d.suggested_filename))
    page.keyboard.press("s")
    while len(names) < 2:  # else the limit of time of the call below tells of it
        with page.expect_event("download"):
            pass
    assert sorted(names) == ["a.txt.decisions.json", "b.md.decisions.json"]


def test_hostile_text_stays_text(tmp_path: Path, open_page: Open) -> None:
    """A page that runs anything would raise a dialog or an error, which fails the test."""
    for name, text in (("<u>x", REFUSE), ("b", COPY)):
        (tmp_path / f"{name}.txt").write_text(hostile(text), encoding="utf8")
    mine([tmp_path], tmp_path / "c.db")
    with Corpus(tmp_path / "c.db") as corpus:
        result = check(hostile(COPY), corpus)
    page = open_page(write(tmp_path, dataclasses.replace(result, file='"><script>alert(9)</script>.txt')))
    page.keyboard.press("n")
    page.keyboard.press("a")
    with page.expect_download() as saving:
        page.keyboard.press("s")
    saved = tmp_path / "s.json"
    saving.value.save_as(saved)
    assert len(load(saved)) == 1
    assert page.locator("script").count() == 1 and page.locator("img, u").count() == 0
