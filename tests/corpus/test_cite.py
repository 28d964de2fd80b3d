"""A citation leads back to the characters."""

from __future__ import annotations

import json
import re

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.cite import FORMS, Citation, cite, render_citation
from corpus_tools.errors import UsageError


def keys(corpus: Corpus) -> list[str]:
    tables = ("measures", "sections", "sentences", "reports")
    return [key for table in tables for (key,) in corpus.db.execute(f"SELECT id FROM {table}")]


def test_every_record_can_be_cited_and_found_again(corpus: Corpus) -> None:
    assert len(keys(corpus)) > 8
    for key in keys(corpus):
        found = cite(corpus, key)
        sql = "SELECT text FROM pages WHERE name = ? AND sha256 = ?"
        (text,) = corpus.db.execute(sql, (found.page, found.sha256)).fetchone()
        assert " ".join(text[found.start : found.end].split()) == found.text
        assert (found.title, found.organisation) == ("柳塘镇2021年工作总结", "柳塘镇")
        for form in FORMS:
            said = render_citation(found, form)
            assert found.text in said and key in said and str(found.start) in said and found.sha256[:3] in said


def test_forms_for_reference_managers(corpus: Corpus) -> None:
    (key,) = corpus.db.execute("SELECT id FROM measures WHERE value = 300").fetchone()
    found = cite(corpus, key)
    (item,) = json.loads(render_citation(found, "csl-json"))
    assert item["author"] == [{"literal": "柳塘镇"}] and item["issued"] == {"date-parts": [[2021]]}
    bibtex = render_citation(found, "bibtex")
    assert bibtex.startswith(f"@techreport{{{key},") and "author = {{柳塘镇}}" in bibtex


def test_hostile_titles_stay_within_their_braces() -> None:
    evil = Citation("k", "measure", "a}", "x}, y = {%&_\\", "{", None, "p", 0, 1, "0" * 64)
    bibtex = render_citation(evil, "bibtex")
    plain = re.sub(r"\\[{}%&$#_]|\\textbackslash\{\}", "", bibtex)
    assert plain.count("{") == plain.count("}") and "%" not in plain


@pytest.mark.parametrize("key", ["", "x", "0123456789abcdef-m1", "' OR 1=1 --", "../../etc/passwd", "0" * 16 + "-q1"])
def test_what_is_no_record_is_refused(corpus: Corpus, key: str) -> None:
    with pytest.raises(UsageError):
        cite(corpus, key)
