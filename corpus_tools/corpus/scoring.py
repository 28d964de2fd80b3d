"""A corpus held against hand-made gold records of the same pages."""

from __future__ import annotations

from pathlib import Path

from corpus_tools.corpus.export import reuse_records, standoff_records, unique_names
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import UsageError
from corpus_tools.evaluation import evaluate, load

__all__ = ["score"]


def score(corpus: Corpus, gold: Path) -> dict[str, float]:
    """Figures of ``corpus_tools.evaluation`` for the pages that have a gold file ``NAME.jsonl``.

    Raises
    ------
    UsageError
        If the folder holds no gold records, or none of a page of this corpus.
    """
    files = sorted(p for p in gold.glob("*.jsonl") if p.stem != "reuse") if gold.is_dir() else []
    if not files:
        raise UsageError(f"{gold}: no gold records (NAME.jsonl) are here")
    names = unique_names(corpus)
    pages = {name: key for key, name in names.items()}
    known = [p for p in files if p.stem in pages]
    if not known:
        raise UsageError(f"{gold}: no page of {corpus.path} has the name of a gold file, such as {files[0].stem}")
    texts = {
        p.stem: corpus.db.execute("SELECT text FROM pages WHERE id = ?", (pages[p.stem],)).fetchone()[0] for p in known
    }
    passages = gold / "reuse.jsonl"
    return evaluate(
        texts,
        {p.stem: load(p) for p in known},
        {name: list(standoff_records(corpus, pages[name])) for name in texts},
        gold_reuse=load(passages) if passages.exists() else [],
        predicted_reuse=list(reuse_records(corpus, names)),
    )
