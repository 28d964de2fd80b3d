"""The query language with the names that the pages show: ``标签:宣传发动`` is ``label:publicity``."""

from __future__ import annotations

from functools import cache
from typing import Any

from corpus_tools.corpus.asking import parse
from corpus_tools.corpus.search import Query
from corpus_tools.lexicon import load
from corpus_tools.views.page import Words

__all__ = ["ask"]


def ask(line: str, *, language: str = "en", **options: Any) -> Query:
    """A line of the query language (``corpus_tools.corpus.asking``) as a query.

    >>> ask("宣传单 标签:宣传发动 类别:宣传品 级别:乡镇").label
    'publicity'
    """
    return parse(line, names=_names(), language=language, **options)


@cache
def _names() -> dict[str, dict[str, str]]:
    tables = [Words(language).table for language in ("zh", "en")]
    names = {
        key: {shown.lower(): code for table in tables for code, shown in table[group].items()}
        for key, group in (("label", "labels"), ("category", "categories"), ("level", "levels"))
    }
    topics = load("topics")["topic"]
    names["topic"] = {topic[language].lower(): topic["code"] for topic in topics for language in ("zh", "en")}
    return names
