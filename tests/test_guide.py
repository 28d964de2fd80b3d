"""The guide is true: its commands run, end with the codes it tells, and print the lines it shows."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from corpus_tools.cli import main

ROOT = Path(__file__).parents[1]
GUIDES = {
    language: (ROOT / "docs" / name).read_text(encoding="utf8")
    for language, name in (("en", "guide.md"), ("zh", "guide.zh.md"))
}
WALKS = {
    (language, user): body
    for language, guide in GUIDES.items()
    for user, body in re.findall(r"^## ([^\n]+)\n(.+?)(?=^## |\Z)", guide, re.M | re.S)
}
RESEARCHER = ["research.db", "research.html", "tables/corpus.xlsx"]
EDITOR = ["check.html"]
BUILDER = ["corpus.db", "parquet/measures.parquet", "jsonl/measures.jsonl", "annotate/tasks-0000.json"]
WRITTEN = {
    ("en", "Researcher"): RESEARCHER,
    ("en", "Editor"): EDITOR,
    ("en", "Database builder"): BUILDER,
    ("zh", "研究者"): RESEARCHER,
    ("zh", "编辑"): EDITOR,
    ("zh", "建库者"): BUILDER,
}


def run(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    captured = capsys.readouterr()
    return int(stop.value.code or 0), captured.out, captured.err


def save_as_the_page_does(checked: str, to: Path) -> None:
    """Every passage of a check (its JSON) cited, in the file that the key S of the HTML report downloads."""
    passages = [
        {
            "id": p["id"],
            "item": "passage",
            "kind": "",
            "source": p["source"]["report"],
            "decision": "cite",
            "text": "",
            "before": "",
            "after": "",
        }
        for p in json.loads(checked)["passages"]
    ]
    assert passages
    to.write_text(json.dumps({"corpus_tools": "decisions", "draft": "copied.txt", "decisions": passages}), "utf8")


def test_the_guide_has_a_walk_for_each_user() -> None:
    assert set(WALKS) == set(WRITTEN)
    assert all(body.count("```sh") >= 4 for body in WALKS.values())


def test_both_languages_go_the_same_way() -> None:
    def commands(guide: str) -> list[str]:
        return [
            line.split()[1]
            for block in re.findall(r"^```sh\n(.+?)^```", guide, re.M | re.S)
            for line in block.splitlines()
        ]

    def pictures(guide: str) -> list[str]:
        return re.findall(r"\]\((img/[^)]+)\)", guide)

    assert commands(GUIDES["en"]) == commands(GUIDES["zh"])
    assert pictures(GUIDES["en"]) == pictures(GUIDES["zh"])


@pytest.mark.parametrize("walk", WALKS, ids="-".join)
def test_the_walk_goes_as_told(
    walk: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "samples" / "pages", tmp_path / "samples" / "pages")
    shutil.copytree(ROOT / "samples" / "drafts", tmp_path / "samples" / "drafts")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CORPUS_TOOLS_LANG", walk[0])
    said = ""
    for kind, block in re.findall(r"^```(\w*)\n(.+?)^```", WALKS[walk], re.M | re.S):
        if kind == "text":
            plain = " ".join(said.split())
            for line in block.splitlines():
                pattern = ".*?".join(re.escape(" ".join(part.split())) for part in line.split("…"))
                assert re.search(pattern, plain), line
            continue
        assert kind == "sh"
        said = ""
        for line in block.splitlines():
            program, command, *rest = shlex.split(line, comments=True)
            assert program == "corpus-tools"
            if command == "serve":  # runs until it is stopped; tests/web and tests/browser go through its pages
                continue
            if "--decisions" in rest:
                draft, db = rest[0], rest[rest.index("--db") + 1]
                checked = run(capsys, ["check", draft, "--db", db, "--format", "json"])[1]
                save_as_the_page_does(checked, Path(rest[rest.index("--decisions") + 1]))
            told = re.search(r"# (?:exit code|退出码) (\d)", line)
            code, out, err = run(capsys, [command, *rest])
            assert code == (int(told[1]) if told else 0), (line, err)
            said += out + err
    assert not [name for name in WRITTEN[walk] if not (tmp_path / name).exists()]
