"""A real browser: Playwright with the system's Chromium. Skipped where one of the two is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PATIENCE

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; the environment variable ``CHROMIUM`` names another program than those on the path."""
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError:
        pytest.skip("Playwright is not installed; make test-web installs it")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("there is no Chromium; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        # the sandbox needs rights that a container does not give; every page here is our own
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"], timeout=1000 * PATIENCE)
        expect.set_options(timeout=1000 * PATIENCE)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a file or an address in a fresh window; whatever the page complains of fails the test."""
    contexts, faults = [], []

    def opened(where: Path | str, width: int = 1200, height: int = 900, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options)
        contexts.append(context)
        context.set_default_timeout(1000 * PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
        address = where.resolve().as_uri() if isinstance(where, Path) else where
        page.on("request", lambda r: None if r.url.startswith((address, "blob:")) else faults.append(f"loads {r.url}"))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults
