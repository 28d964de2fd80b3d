"""Why a file was not read is said in the reader's language, whatever the reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import corpus_tools
from corpus_tools.reading.encodings import _MAGIC
from corpus_tools.views.page import Words

ROOT = Path(corpus_tools.__file__).parent


def shown(node: ast.expr) -> list[str]:
    """What an expression may say; what it puts in is 7."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(v.value if isinstance(v, ast.Constant) else "7" for v in node.values)]  # type: ignore[misc]
    if isinstance(node, ast.IfExp):
        return [*shown(node.body), *shown(node.orelse)]
    return []


def reasons() -> Iterator[str]:
    """Every reason in the code that reads files."""
    for path in [*(ROOT / "reading").glob("*.py"), ROOT / "engines" / "work.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("RefusedFile", "Refusal"):
                yield from shown(node.args[1]) if len(node.args) > 1 else []
            if isinstance(node, ast.FunctionDef) and node.name in ("_reason", "_unsupported"):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return) and inner.value is not None:
                        yield from shown(inner.value)
    yield from (f"this is {what}" for _, what in _MAGIC)


def test_every_reason_is_told_in_chinese() -> None:
    found = {r for r in reasons() if r != "this is 7"}
    assert len(found) > 40
    silent = [r for r in found if not re.search("[\u4e00-\u9fff]", Words("zh").refusal(r))]
    assert not silent
    assert all(Words("en").refusal(r) == r for r in found)


def test_numbers_and_braces_in_a_reason_stay_what_they_are() -> None:
    t = Words("zh")
    assert t.refusal("too large: 900 MB, the limit is 50 MB; split it") == "文件太大：900 MB，上限为 50 MB；请拆分"
    assert t.refusal("cannot be opened ({0} {x})") == "无法打开（{0} {x}）"
    assert t.refusal("something new") == "something new"
