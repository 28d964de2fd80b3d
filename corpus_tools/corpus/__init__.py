"""The SQLite file that holds a corpus: writing, full-text search, export."""

from corpus_tools.corpus.store import Corpus, page_id

__all__ = ["Corpus", "page_id"]
