"""The report of a draft check: for the terminal, as JSON, as one HTML file that can be mailed on."""

from __future__ import annotations

import json
from collections.abc import Sequence

from corpus_tools.checking import CheckResult
from corpus_tools.views.check_text import lines
from corpus_tools.views.checked import SCRIPT, CheckView
from corpus_tools.views.page import Words, render

__all__ = ["render_check"]


def render_check(results: Sequence[CheckResult], form: str, *, language: str = "zh") -> str:
    """One or several drafts as ``text``, ``json`` (one draft an object, several a list) or ``html``."""
    if form == "json":
        objects = [r.as_json() for r in results]
        return json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=2)
    views = [CheckView(r, Words(language)) for r in results]
    if form == "html":
        return render("check.html", language, script=SCRIPT, views=views)
    return "\n\n".join("\n".join(lines(view)) for view in views)
