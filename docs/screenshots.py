"""Takes the pictures of docs/img: mines the sample pages, serves them, and looks at each page with Chromium.

    python docs/screenshots.py

Needs what ``make test-web`` installs, Pillow, and the system's Chromium (``CHROMIUM=/path/to/program`` names another).
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "img"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MOST_BYTES = 150_000  # of a picture: what a repository of text should bear
COLOURS = 64  # of a picture; the pages have a dozen, the rest are edges of letters
WIDTH, HEIGHT = 1100, 900  # CSS pixels; wide enough for draft and source side by side
GAP = 12  # CSS pixels left free around what is framed
PAGE = "samples/pages/12-public-order.txt"
DRAFT = "samples/drafts/copied.txt"


def command(*arguments: str) -> None:
    """One command of the program, in the top folder; stops if it fails."""
    code = "from corpus_tools.cli import main; main()"
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, cwd=ROOT)


def take(page: Any, name: str) -> None:
    """Write what the window shows; stops if the picture is too large to be kept."""
    path = IMAGES / f"{name}.png"
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}  {size:,} bytes")
    if size > MOST_BYTES:
        raise SystemExit(f"{path.name} has more than {MOST_BYTES:,} bytes")


def frame(page: Any, first: str, last: str, foot: str) -> None:
    """Scroll and size the window so that it shows all from ``first`` to ``last``, whole, above the bar at its foot."""
    size = page.evaluate(
        """([first, last, foot, gap]) => {
          const [a, b, c] = [first, last, foot].map((x) => document.querySelector(x).getBoundingClientRect());
          window.scrollBy(0, a.top - gap);
          return Math.ceil(b.bottom - a.top + c.height + 2 * gap);
        }""",
        [first, last, foot, GAP],
    )
    page.set_viewport_size({"width": WIDTH, "height": size})
    page.evaluate(
        "([x, gap]) => window.scrollBy(0, document.querySelector(x).getBoundingClientRect().top - gap)", [first, GAP]
    )


def pictures(page: Any, address: str, work: Path) -> None:
    """All six pictures, in the order of a visit."""
    page.goto(address)
    take(page, "home")
    page.locator("input[name=words]").fill("份>=1000 标签:publicity")
    page.keyboard.press("Enter")
    page.locator("article.hit").first.wait_for()
    take(page, "search")
    page.locator("article.hit a").first.click()
    page.locator("mark:target").evaluate("mark => mark.scrollIntoView({block: 'center'})")
    take(page, "report")
    page.goto(f"{address}-/family/1")
    take(page, "family")
    page.goto((work / "check.html").as_uri())
    page.keyboard.press("n")
    frame(page, ".legend", ".item.current", ".tools")
    take(page, "check")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.goto((work / "explained.html").as_uri())
    take(page, "explained")


def main() -> None:
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        raise SystemExit("there is no Chromium; on Debian: apt-get install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        db = str(work / "corpus.db")
        command("mine", "samples/pages", "--db", db, "--quiet")
        check = str(work / "check.html")
        command("check", DRAFT, "--db", db, "--format", "html", "--out", check, "--lang", "en")
        explained = str(work / "explained.html")
        command("mine", "--explain-structure", PAGE, "--out", explained, "--lang", "en")
        code = f"from corpus_tools.web import serve; serve({db!r}, port=0, language='en')"
        server = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        try:
            assert server.stderr is not None
            address = server.stderr.readline().split("  (")[0].strip()
            with sync_playwright() as playwright:
                # the sandbox needs rights that a container does not give; every page here is our own
                browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
                pictures(browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}), address, work)
                browser.close()
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    main()
