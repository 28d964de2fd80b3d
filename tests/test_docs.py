"""The documents say what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from corpus_tools.analysis import analyse
from corpus_tools.cli import app
from corpus_tools.corpus.schema import describe
from corpus_tools.records import Page

ROOT = Path(__file__).parents[1]


def test_the_page_on_the_database_is_the_schema() -> None:
    assert (ROOT / "docs" / "database.md").read_text(encoding="utf8") == describe()


def test_every_command_in_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    used = set(re.findall(r"^corpus-tools ([\w-]+)", readme, re.M)) | set(
        re.findall(r"`corpus-tools ([\w-]+) ", readme)
    )
    known = {c.name or c.callback.__name__ for c in app.registered_commands}  # type: ignore[union-attr]
    assert used and used <= known


def test_every_file_the_readme_points_to_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    links = re.findall(r"\]\(([^)#]+)\)", readme)
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


def test_every_picture_is_shown_and_small() -> None:
    shown = {
        name
        for document in (ROOT / "docs").glob("*.md")
        for name in re.findall(r"\]\(img/([^)]+)\)", document.read_text(encoding="utf8"))
    }
    images = {p.name: p.stat().st_size for p in (ROOT / "docs" / "img").iterdir()}
    assert shown == set(images)
    assert max(images.values()) < 150_000 and sum(images.values()) < 600_000


def test_every_room_is_named_in_the_plan_of_the_house() -> None:
    plan = (ROOT / "docs" / "architecture.md").read_text(encoding="utf8")
    rooms = [p.name for p in (ROOT / "corpus_tools").iterdir() if p.is_dir() and (p / "__init__.py").exists()]
    rooms += [p.stem for p in (ROOT / "corpus_tools").glob("*.py") if not p.stem.startswith("__")]
    assert not [room for room in rooms if f"`{room}" not in plan and f" {room} " not in plan]


def test_the_example_in_the_readme_is_what_the_program_says() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    text = re.search(r"```text\n(.+?)\n```", readme, re.S)[1]  # type: ignore[index]
    found = analyse(Page("readme", "README.md", text, "", "utf-8"))
    after = readme[readme.index("After:") : readme.index("And across")]
    for m in found.measures:
        assert f"| {m.action} · {m.object} ·" in after
        assert f"`{m.category}`" in after and f"| `{m.text}` |" in after
    assert after.count("| measure |") == len(found.measures) == 3
    assert [m.status for m in found.measures] == ["done", "done", "planned"]
    assert [s.label for s in found.structure.sections] == ["publicity", "problems"]
    for noise in found.structure.noise:
        assert f"`{text[noise.start : noise.end].strip()}`" in after
