"""The SQLite file that holds a corpus: writing, full-text search, export."""

from corpus_tools.corpus.rows import page_id
from corpus_tools.corpus.store import Corpus

__all__ = ["Corpus", "page_id"]
