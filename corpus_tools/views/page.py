"""What all HTML views share: templates, words in two languages, text with its differences marked.

Templates are Jinja's with escaping always on: what was scraped reaches a page as text, never as HTML. The pages
carry their style within, load nothing and run no script, and say so in a content security policy.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from corpus_tools import __version__
from corpus_tools.tables import number

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Words", "marked", "render"]


class Words:
    """The words of one language: ``t.overview``, ``t.label("publicity")``, ``t.category("leaflets")``.

    >>> Words("en").label("plans"), Words("zh").category("leaflets")
    ('plans', '宣传品')
    """

    def __init__(self, language: str) -> None:
        self.table = _texts()["en" if language == "en" else "zh"]

    def __getattr__(self, key: str) -> str:
        try:
            return self.table[key]
        except KeyError:
            raise AttributeError(key) from None

    def get(self, key: str) -> str:
        return self.table.get(key, key)

    def label(self, name: str) -> str:
        return self.table["labels"].get(name, name)

    def category(self, name: str) -> str:
        return self.table["categories"].get(name, name)


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "texts.toml").read_text(encoding="utf8"))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    env = Environment(
        loader=PackageLoader("corpus_tools.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["number"] = number
    env.filters["first_range"] = lambda edit: (edit[0], edit[1], edit[2])
    env.filters["second_range"] = lambda edit: (edit[0], edit[3], edit[4])
    env.filters["draft_range"] = lambda edit: (edit.kind, edit.a_start, edit.a_end)
    env.filters["source_range"] = lambda edit: (edit.kind, edit.b_start, edit.b_end)
    env.filters["flat"] = lambda text: " ".join(str(text or "").split())
    return env


def render(template: str, language: str, **values: Any) -> str:
    """One page from its template; ``t`` holds the words, ``made`` the line that says when and by what."""
    words = Words(language)
    made = words.made_by.format(version=__version__, date=datetime.now(UTC).strftime("%Y-%m-%d"))
    return _environment().get_template(template).render(t=words, made=made, **values)


def marked(text: str, start: int, edits: Iterable[Sequence[Any]]) -> Iterator[tuple[str, str]]:
    """A text in pieces ``(characters, class)``, the class empty where nothing differs.

    ``edits`` are ``(class, start, end)`` in the offsets of the page in which ``text`` begins at ``start``.

    >>> list(marked("清运10吨", 100, [("figure", 102, 104)]))
    [('清运', ''), ('10', 'figure'), ('吨', '')]
    """
    at = 0
    for kind, a, b in sorted(edits, key=lambda e: (e[1], e[2])):
        a, b = max(a - start, at), min(b - start, len(text))
        if b <= a:
            continue
        if a > at:
            yield text[at:a], ""
        yield text[a:b], kind
        at = b
    if at < len(text):
        yield text[at:], ""
