"""Every page can be read: by eyes that need contrast, by those who hear it, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.checking import check
from corpus_tools.corpus import Corpus
from corpus_tools.views.check import render_check
from corpus_tools.views.overview import write_overview
from tests.browser.test_check_report import DRAFT
from tests.browser.test_web import server
from tests.conftest import COPY

__all__ = ["server"]  # the fixture

Open = Callable[..., Any]

# WCAG 2.2, 1.4.3: 4.5 between a text and what stands behind it, 3 where it is large
CONTRAST = """() => {
  const rgb = (c) => (c.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = (c) => {
    const [r, g, b] = c.map((x) => (x /= 255) <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0.5) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const weak = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = walk.nextNode()); ) {
    const e = n.parentElement;
    if (!n.data.trim() || !e.checkVisibility() || e.closest("option, script, style, textarea")) continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(rgb(style.color).slice(0, 3)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) weak.push(`${ratio.toFixed(2)} ${e.className}: ${n.data.trim().slice(0, 20)}`);
  }
  return [...new Set(weak)];
}"""

# Fields and pictures without a name, headings that skip a level, header cells that say nothing
NAMELESS = """() => {
  const faults = [];
  const shown = (x) => x.checkVisibility();
  for (const x of [...document.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(shown))
    if (!x.getAttribute("aria-label") && !(x.labels && [...x.labels].some((l) => l.textContent.trim())))
      faults.push(x.outerHTML);
  for (const x of document.querySelectorAll("img")) if (!x.alt) faults.push(x.outerHTML);
  for (const x of document.querySelectorAll("th")) if (!x.textContent.trim()) faults.push("empty th");
  for (const x of document.querySelectorAll("a, button")) if (!x.textContent.trim()) faults.push(x.outerHTML);
  let last = 0;
  for (const h of document.querySelectorAll("h1, h2, h3, h4, h5")) {
    const level = Number(h.tagName[1]);
    if (level > last + 1) faults.push(`${h.tagName} after h${last}: ${h.textContent}`);
    last = level;
  }
  if (!["zh-CN", "zh", "en"].includes(document.documentElement.lang)) faults.push("language");
  return faults;
}"""

PAGES = ("", "-/find?words=垃圾", "-/find?category=leaflets", "-/families", "-/family/1", "-/check")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_of_the_server_can_be_read(server: str, open_page: Open, mined: Path, language: str) -> None:
    with Corpus(mined) as corpus:
        (report,) = corpus.db.execute("SELECT a_report_id FROM passages").fetchone()
    page = open_page(server)
    for path in (*PAGES, f"-/report/{report}", f"-/page/{report.split('-')[0]}"):
        page.goto(f"{server}{path}{'&' if '?' in path else '?'}lang={language}")
        assert page.evaluate(CONTRAST) == [], path
        assert page.evaluate(NAMELESS) == [], path
    page.goto(f"{server}-/check?lang={language}")
    page.locator("textarea").fill(COPY)
    page.locator("form.drop button").click()
    page.locator("article.draft").wait_for()
    assert page.evaluate(CONTRAST) == [] and page.evaluate(NAMELESS) == []


def test_pages_that_stand_alone_can_be_read(mined: Path, tmp_path: Path, open_page: Open) -> None:
    report = tmp_path / "check.html"
    report.write_text(render_check([check(DRAFT, mined)], "html"), encoding="utf8")
    for path in (report, write_overview(mined)):
        page = open_page(path)
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        assert page.evaluate(CONTRAST) == [] and page.evaluate(NAMELESS) == []


def test_a_question_is_asked_and_answered_by_keyboard_alone(server: str, open_page: Open) -> None:
    page = open_page(server)

    def tab(wanted: str) -> None:
        """Tab until this element has the focus, and see that it shows."""
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches({wanted!r})"):
                break
        focus = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert page.evaluate(f"document.activeElement.matches({wanted!r})") and focus != "none"

    tab("input[name=words]")
    page.keyboard.type("宣传单 份>=100")
    page.keyboard.press("Enter")
    page.locator("article.hit").first.wait_for()
    tab(".facets a")
    tab("article.hit a")
    page.keyboard.press("Enter")
    page.locator("mark:target").wait_for()
    assert page.locator("mark:target").is_visible()
