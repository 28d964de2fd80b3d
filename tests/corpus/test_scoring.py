"""A corpus scored against records made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.export import export
from corpus_tools.corpus.scoring import score
from corpus_tools.errors import UsageError


def test_a_corpus_agrees_with_itself(corpus: Corpus, tmp_path: Path) -> None:
    export(corpus, "standoff", tmp_path / "gold")
    figures = score(corpus, tmp_path / "gold")
    for name in ("measures.record.f1", "reports.f1", "noise.f1", "sections.start.f1", "reuse.plagdet"):
        assert figures[name] == 1.0


def test_a_wrong_figure_shows(corpus: Corpus, tmp_path: Path) -> None:
    export(corpus, "standoff", tmp_path / "gold")
    path = tmp_path / "gold" / "001.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    for record in records:
        if record["type"] == "measure":
            record["value"] = 301
    path.write_text("\n".join(json.dumps(r) for r in records), encoding="utf8")
    figures = score(corpus, tmp_path / "gold")
    assert (figures["measures.span.f1"], figures["measures.value.f1"]) == (1.0, 0.5)


def test_gold_of_other_pages_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "zzz.jsonl").write_text("", encoding="utf8")
    with pytest.raises(UsageError, match="zzz"):
        score(corpus, tmp_path)
