"""A draft proof-read: what a template left, what does not add up, what stands twice.

Works on records alone: it reads an ``Analysis`` and gives ``Finding`` records. Each kind of finding is one function in
``KINDS`` and can be switched off. A check says nothing where it is not nearly certain; an editor who has been sent
after three false findings reads no fourth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import chain

import tomli

from corpus_tools.errors import UsageError
from corpus_tools.proofing import directions, figures, layout, masks, spun, voices, years
from corpus_tools.proofing.draft import Draft, Hit
from corpus_tools.records import Analysis, Finding

__all__ = ["KINDS", "LANGUAGES", "proof"]

KINDS: dict[str, Callable[[Draft], Iterator[Hit]]] = {
    "placeholder": masks.placeholders,
    "mangled_figure": masks.mangled_figures,
    "year": years.stale_years,
    "voice": voices.foreign_voices,
    "sum": figures.sums,
    "percent": lambda draft: chain(figures.percentages(draft), directions.directions(draft)),
    "contradiction": figures.contradictions,
    "furniture": layout.furniture,
    "spun": spun.spun_words,
    "numbering": layout.numbering,
    "repeated": layout.repeated,
    "empty_heading": layout.empty_headings,
}

LANGUAGES = ("zh", "en")


def proof(analysis: Analysis, *, language: str = "zh", kinds: Iterable[str] | None = None) -> list[Finding]:
    """Findings in a draft, in the order of the text.

    Parameters
    ----------
    analysis : Analysis
        The draft taken apart, sections labelled, measures extracted.
    language : str
        Of messages and suggestions: ``zh`` or ``en``.
    kinds : iterable of str, optional
        Which kinds to look for, by their names in ``KINDS``; all where not given.

    Raises
    ------
    UsageError
        If the language or a kind is not known.

    Examples
    --------
    >>> from corpus_tools.offsets import Mapped
    >>> from corpus_tools.records import Page, Structure
    >>> text = "今年xx镇清运垃圾2。6万吨。"
    >>> structure = Structure("zh", (), (), (), (), Mapped.of(text))
    >>> for f in proof(Analysis(Page("draft", "draft.txt", text, "", "utf-8"), structure, ())):
    ...     print(f.kind, f.text, f.message, f.suggestion)
    placeholder xx 模板占位符“xx”没有填写 补上实际内容
    mangled_figure 2。6 “2。6”中的句号应为小数点 2.6
    """
    if language not in LANGUAGES:
        raise UsageError(f"there are no messages in {language!r}; choose one of: {', '.join(LANGUAGES)}")
    wanted = list(KINDS) if kinds is None else list(kinds)
    if unknown := [k for k in wanted if k not in KINDS]:
        raise UsageError(f"no such kind of finding: {', '.join(unknown)}; there are: {', '.join(KINDS)}")
    draft = Draft(analysis)
    messages = _messages()[language]
    out = []
    for kind in dict.fromkeys(wanted):
        for hit in KINDS[kind](draft):
            text = analysis.page.text[hit.start : hit.end]
            entry = messages[kind][hit.case]
            # a long passage is quoted by its beginning
            values = {"text": text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…", **hit.values}
            if kind == "furniture":
                values["reason"] = messages["reasons"].get(hit.values["reason"], hit.values["reason"])
            said = (entry["message"].format(**values), entry["suggestion"].format(**values))
            out.append(Finding(kind, hit.start, hit.end, text, *said))
    return sorted(out, key=lambda f: (f.start, f.end, f.kind))


_QUOTED = 40


@cache
def _messages() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    return tomli.loads((resources.files(__package__) / "messages.toml").read_text(encoding="utf8"))
