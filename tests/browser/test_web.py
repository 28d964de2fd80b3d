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
        page.locator("input[name=file]").set_input_files(tmp_path / "draft.docx")
        page.get_by_role("button", name="Check").click()
    else:
        page.locator("textarea").fill(COPY)
        page.get_by_role("button", name="Check").click()
    page.locator("article.draft").wait_for()
    page.locator(".item[data-item=passage]").first.wait_for()
    page.locator(".tools").wait_for()  # shown by the script, once it listens
    page.keyboard.press("n")
    shown(page.locator(".item.current"), 1)  # the keys of the report work here as well


def at_the_check(server: str, open_page: Open) -> Any:
    page = open_page(server)
    page.goto(f"{server}-/check")
    page.wait_for_load_state()
    return page


def drop(page: Any, *files: tuple[str, bytes]) -> None:
    """Files let go over the page."""
    sent = [[name, base64.b64encode(data).decode()] for name, data in files]
    transfer = page.evaluate_handle(
        """files => { const t = new DataTransfer();
        for (const [name, data] of files)
          t.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], name));
        return t; }""",
        sent,
    )
    page.dispatch_event("textarea", "drop", {"dataTransfer": transfer})


def decide(page: Any, item: str, key: str) -> None:
    page.locator(".tools").wait_for()
    page.locator(f".item[data-item={item}]").first.click()
    page.keyboard.press(key)


def decisions(page: Any) -> list[str]:
    return sorted(x.get_attribute("data-decision") for x in page.locator(".item:not([data-decision=''])").all())


def test_decisions_are_dropped_together_with_the_draft(server: str, open_page: Open, tmp_path: Path) -> None:
    page = at_the_check(server, open_page)
    drop(page, ("draft.docx", docx(COPY)))
    page.locator("article.draft").wait_for()
    decide(page, "passage", "c")
    with page.expect_download() as saving:
        page.keyboard.press("s")
    assert saving.value.suggested_filename == "draft.docx.decisions.json"
    saving.value.save_as(tmp_path / "saved.json")
    assert "together with the draft" in page.locator(".tools [role=status]").inner_text()
    saved = (tmp_path / "saved.json").read_bytes()
    page = at_the_check(server, open_page)
    drop(page, ("draft.docx.decisions.json", saved))
    assert "drop the draft" in page.locator("form [role=status]").inner_text()
    drop(page, ("draft.docx", docx(COPY)), ("other.docx", docx(COPY)))
    assert "One draft" in page.locator("form [role=status]").inner_text()
    drop(page, ("draft.docx", docx(COPY)))
    page.locator("article.draft").wait_for()
    assert decisions(page) == ["cite"], "the file that was dropped before the draft"


def test_the_next_check_of_a_draft_takes_up_what_was_decided_on_the_page(server: str, open_page: Open) -> None:
    page = at_the_check(server, open_page)
    page.locator("textarea").fill(COPY)
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator("article.draft").wait_for()
    assert page.get_by_label("take the decisions above along").is_checked()
    decide(page, "passage", "i")
    page.locator("textarea").fill("今年又有新的情况。\n" + COPY)
    page.get_by_role(
        "button", name="Check", exact=True
    ).click()  # a question about leaving the page would fail the test
    page.get_by_text("saved decisions were taken up").wait_for()
    assert decisions(page) == ["ignore"]
    page.locator(".tools").wait_for()
    page.get_by_label("take the decisions above along").uncheck()
    with page.expect_download():
        page.keyboard.press("s")
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_load_state()
    page.locator("article.draft").wait_for()
    assert decisions(page) == []


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
