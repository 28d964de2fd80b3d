"""What stops a command of the editors is told in their language, and every entry of that list is said somewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from corpus_tools.cli import main
from corpus_tools.views.page import Words
from tests.views.test_refusals import ROOT, shown

ERRORS = ("UsageError", "QueryError", "DatabaseError", "ModelError", "CorpusToolsError")


def said() -> Iterator[str]:
    """Every message of an error in the code; what it puts in is 7."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS and node.args:
                yield from shown(node.args[0])
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "super().__init__" and node.args:
                yield from shown(node.args[0])


def test_what_is_told_in_chinese_is_said() -> None:
    found = list(said())
    table = tomli.loads((ROOT / "views" / "errors.toml").read_text(encoding="utf8"))["zh"]
    patterns = [re.compile("(.*)".join(map(re.escape, key.split("{}")))) for key in table]
    assert not [p.pattern for p in patterns if not any(p.fullmatch(s) for s in found)]
    assert all(key.count("{}") == told.count("{}") for key, told in table.items())


@pytest.mark.parametrize(
    ("arguments", "zh"),
    [
        (["check", "d.txt", "--db", "none.db"], "没有这个数据库"),
        (["reuse", "--db", "junk.db"], "不是数据库文件"),
        (["serve", "--db", "junk.db"], "不是数据库文件"),
        (["check", "d.txt", "--db", "junk.db", "--fail-over", "7"], "比例"),
    ],
)
def test_a_command_says_why_in_the_language_asked_for(
    arguments: list[str], zh: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("junk.db").write_text("junk", encoding="utf8")
    Path("d.txt").write_text("社区发放宣传单300份。", encoding="utf8")
    told = {}
    for language in ("zh", "en"):
        with pytest.raises(SystemExit) as end:
            main([*arguments, "--lang", language])
        assert end.value.code == 2
        told[language] = capsys.readouterr().err
    assert zh in told["zh"] and not re.search("[\u4e00-\u9fff]", told["en"])
    monkeypatch.setenv("CORPUS_TOOLS_LANG", "en")
    with pytest.raises(SystemExit):
        main(arguments)
    assert capsys.readouterr().err == told["en"]


def test_what_has_no_words_is_told_as_it_stands() -> None:
    assert Words("zh").error("something {new}") == "something {new}"
