"""The pages of the server in a browser: search, facet, report, a dropped document, a narrow screen, pictures."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import COPY
from tests.web.test_uploads import docx

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def server(mined: Path) -> Iterator[str]:
    code = f"from corpus_tools.web import serve; serve({str(mined)!r}, port=0, language='en')"
    running = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    yield running.stderr.readline().split("  (")[0]
    running.kill()
    running.wait()


def shown(found: Any, count: int) -> None:
    """Waits until there are so many: a page may still be on its way."""
    from playwright.sync_api import expect

    expect(found).to_have_count(count)


def test_from_a_question_over_a_facet_to_the_figure_in_its_report(server: str, open_page: Open) -> None:
    page = open_page(server)
    page.locator("input[name=words]").fill("宣传单 份>=100")
    page.keyboard.press("Enter")
    shown(page.locator("article.hit"), 2)
    page.locator(".facets a", has_text="2021").click()
    page.locator(".facets a", has_text="✕").wait_for()
    shown(page.locator("article.hit"), 1)
    page.locator("article.hit a").click()
    page.locator("mark:target").wait_for()
    mark = page.locator("mark:target")
    assert mark.inner_text() == "3200余份" and mark.is_visible()
    assert "3,200" in mark.evaluate("x => getComputedStyle(x, '::after').content"), (
        "the record is told without hovering"
    )


@pytest.mark.parametrize("way", ["dropped", "chosen", "pasted"])
def test_a_draft_is_checked_however_it_comes(server: str, open_page: Open, tmp_path: Path, way: str) -> None:
    page = open_page(server)
    page.get_by_role("link", name="Check a draft").click()
    page.locator("form.drop").wait_for()
    page.wait_for_load_state()
    if way == "dropped":
        data = base64.b64encode(docx(COPY)).decode()
        transfer = page.evaluate_handle(
            """data => { const t = new DataTransfer();
            const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
            t.items.add(new File([bytes], "draft.docx")); return t; }""",
            data,
        )
        page.dispatch_event("textarea", "drop", {"dataTransfer": transfer})
    elif way == "chosen":
        (tmp_path / "draft.docx").write_bytes(docx(COPY))
        page.locator("input[type=file]").set_input_files(tmp_path / "draft.docx")
        page.get_by_role("button", name="Check").click()
    else:
        page.locator("textarea").fill(COPY)
        page.get_by_role("button", name="Check").click()
    page.locator("article.draft").wait_for()
    page.locator(".item[data-item=passage]").first.wait_for()
    page.locator(".tools").wait_for()  # shown by the script, once it listens
    page.keyboard.press("n")
    shown(page.locator(".item.current"), 1)  # the keys of the report work here as well


@pytest.mark.parametrize("width", [1200, 400, 320])
@pytest.mark.parametrize(
    "path", ["", "-/find?words=垃圾", "-/find?category=leaflets", "-/check", "-/families", "-/family/1"]
)
def test_nothing_runs_over_the_edge(server: str, open_page: Open, path: str, width: int) -> None:
    page = open_page(server, width=width, height=800)
    page.goto(server + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_pictures_arrive(server: str, open_page: Open) -> None:
    page = open_page(server)
    for picture in page.locator(".picture img").all():
        picture.scroll_into_view_if_needed()
        page.wait_for_function("x => x.complete", arg=picture.element_handle())
        assert picture.evaluate("x => x.naturalWidth") > 100
    shown(page.locator(".picture img"), 3)
