"""What all HTML views share: templates, words in two languages, text with ranges marked in it.

Templates are Jinja's with escaping always on: what was scraped reaches a page as text, never as HTML. The pages
carry their style within and load nothing. They run no script but one of ours, where they have one. A content security
policy says so: it names this style and this script by their hashes, and allows nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import tomli

from corpus_tools import __version__
from corpus_tools.tables import number

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Piece", "Range", "Words", "asset", "beside", "content_policy", "overlaid", "render"]


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

    def cue(self, name: str) -> str:
        """What spoke for a report's beginning."""
        return self.table["cues"].get(name, name)

    def fault(self, name: str) -> str:
        """What is wrong with a heading's number."""
        return self.table["faults"].get(name, name)

    def level(self, name: str) -> str:
        """Level of a body."""
        return self.table["levels"].get(name, name)

    def topic(self, code: str) -> str:
        """What a report is about; words of its own title are told as they stand."""
        from corpus_tools.structure.topics import topic_name

        return topic_name(code, self.table["language"][:2])

    def refusal(self, reason: str) -> str:
        """Why a file was not read; as it stands where there are no other words for it.

        >>> Words("zh").refusal("the PDF has 900 pages, more than 500; split it")
        'PDF 有 900 页，超过 500 页；请拆分'
        """
        return self._told("refusals.toml", reason)

    def error(self, message: str) -> str:
        """Why a command could not be done; as it stands where there are no other words for it.

        >>> Words("zh").error("corpus.db: this is not a database; name another file with --db")
        'corpus.db：不是数据库文件；请用 --db 指定另一个文件'
        """
        return self._told("errors.toml", message)

    def _told(self, table: str, said: str) -> str:
        if self.table["language"].startswith("zh"):
            for pattern, told in _chinese(table):
                if found := pattern.fullmatch(said):
                    return told.format(*found.groups())
        return said

    def noise_reason(self, name: str) -> str:
        """Why a stretch of a page is noise."""
        return self.table["reasons"].get(name, name)


def beside(page: str, report: str, other_page: str) -> str:
    """What a report is called next to another: its page, and where it begins if the other one stands on that page too.

    >>> beside("001", "0123456789abcdef-r147", "002"), beside("001", "0123456789abcdef-r147", "001")
    ('001', '001 [147]')
    """
    return page if page != other_page else f"{page} [{report.rpartition('-r')[2]}]"


@cache
def _texts() -> dict[str, Any]:
    return tomli.loads((resources.files(__package__) / "texts.toml").read_text(encoding="utf8"))


@cache
def _chinese(name: str) -> list[tuple[re.Pattern[str], str]]:
    table = tomli.loads((resources.files(__package__) / name).read_text(encoding="utf8"))["zh"]
    return [(re.compile("(.*)".join(map(re.escape, said.split("{}"))), re.S), told) for said, told in table.items()]


@cache
def asset(name: str) -> str:
    """A file beside the templates: our style, our scripts."""
    return (resources.files(__package__) / "templates" / name).read_text(encoding="utf8")


@cache
def content_policy(script: str = "", served: bool = False, pictures: bool = False) -> str:
    """Nothing is loaded, no style holds but ours, and nothing runs but ``script``, a file of the templates.

    ``served``: the page comes from our server, which may give it scripts and pictures. ``pictures``: it carries
    pictures within.

    >>> content_policy().split("'sha256-")[0], "script-src 'sha256-" in content_policy("check.js")
    ("default-src 'none'; style-src ", True)
    """
    ours = [("style-src", asset("style.css"))] + ([("script-src", asset(script))] if script else [])
    allowed = (f"{what} 'sha256-{_digest(text)}'" for what, text in ours)
    own = "; script-src 'self'; img-src 'self'" if served else "; img-src data:" if pictures else ""
    return f"default-src 'none'; {'; '.join(allowed)}{own}; base-uri 'none'"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


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
    env.filters["beside"] = beside
    env.filters["percent"] = _percent
    env.filters["flat"] = lambda text: " ".join(str(text or "").split())
    return env


def _percent(share: float) -> str:
    """A share as people read it; what is there at all is not shown as nothing."""
    return "<1%" if 0 < share < 0.005 else f"{share:.0%}"


def render(
    template: str, language: str, *, script: str = "", served: bool = False, pictures: bool = False, **values: Any
) -> str:
    """One page from its template; ``t`` holds the words, ``made`` the line that says when and by what.

    ``script`` is the file of the templates that runs in it, if any; a ``served`` page names those it wants.
    ``pictures`` lets it carry pictures within.
    """
    from markupsafe import Markup

    words = Words(language)
    made = words.made_by.format(version=__version__, date=datetime.now(UTC).strftime("%Y-%m-%d"))
    page = _environment().get_template(template)
    ours = {"style": Markup(asset("style.css")), "script": Markup(asset(script) if script else "")}
    return page.render(t=words, made=made, policy=content_policy(script, served, pictures), **ours, **values)


# ---------------------------------------------------------------- text with ranges marked in it


_TOLD = 6  # titles of one piece: what is more is not read in a tooltip


@dataclass(frozen=True, slots=True)
class Range:
    """Something known of ``start``–``end`` of a page; an empty range marks the place where something is missing.

    ``key`` is shared by ranges of two texts that belong together.
    """

    kind: str
    start: int
    end: int
    title: str = ""
    id: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of which one and the same is known; ``kinds`` are separated by blanks, empty where nothing is."""

    text: str
    kinds: str = ""
    title: str = ""
    id: str = ""
    key: str = ""


def overlaid(text: str, start: int, ranges: Iterable[Range]) -> Iterator[Piece]:
    """A text in pieces, with the ranges that lie over each; ranges may overlap and reach beyond the text.

    Parameters
    ----------
    text : a part of a page
    start : where it begins in the page; the ranges' offsets are the page's

    Examples
    --------
    >>> ranges = [Range("copied", 90, 105), Range("figure", 102, 104, "10 → 15")]
    >>> [(p.text, p.kinds, p.title) for p in overlaid("清运10吨。", 100, ranges)]
    [('清运', 'copied', ''), ('10', 'copied figure', '10 → 15'), ('吨', 'copied', ''), ('。', '', '')]
    """
    end = start + len(text)
    opening, closing, gaps = defaultdict(list), defaultdict(list), defaultdict(list)
    for r in ranges:
        a, b = max(r.start, start), min(r.end, end)
        if a < b:
            opening[a].append(r)
            closing[b].append(r)
        elif r.start == r.end and start <= r.start <= end:
            gaps[r.start].append(r)
    active: dict[int, Range] = {}  # by identity, in the order in which they opened
    cuts = sorted({start, end, *opening, *closing, *gaps})
    for a, b in pairwise([*cuts, end]):
        for r in closing.get(a, ()):
            active.pop(id(r), None)
        for r in gaps.get(a, ()):
            yield Piece("", f"gap {r.kind}", r.title, r.id, r.key)
        opened = opening.get(a, ())
        active.update((id(r), r) for r in opened)
        if a == b:
            continue
        piece = text[a - start : b - start]
        name = next((r.id for r in opened if r.id), "")
        key = next((r.key for r in opened if r.key), "")
        if not active or (piece.isspace() and not name):
            yield Piece(piece)
            continue
        kinds = " ".join(dict.fromkeys(r.kind for r in active.values()))
        titles = list(dict.fromkeys(r.title for r in active.values() if r.title))
        told = "; ".join(titles[:_TOLD]) + (f"; … +{len(titles) - _TOLD}" if len(titles) > _TOLD else "")
        yield Piece(piece, kinds, told, name, key)
