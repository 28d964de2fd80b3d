"""The two indexes: full text against the sections, and the files by which reports are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import numpy as np

from corpus_tools.corpus.fulltext import grams
from corpus_tools.corpus.reusing import index_folder
from corpus_tools.corpus.store import Corpus
from corpus_tools.corpus.verification.faults import Fault
from corpus_tools.reuse.segments import DamagedIndex, Segment

__all__ = ["full_text", "notices", "segments"]

_ROWS = 50_000
# SQLite's tokenizer ascii: letters and digits of ASCII and all other characters make words, and A is a
_WORD = re.compile("[0-9a-z\x80-\U0010ffff]+")
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def full_text(corpus: Corpus) -> Iterator[Fault]:
    """Every section is in the index with exactly its pairs of characters.

    The pairs of each section are added up as hashes, once from the texts and once from the index, so that both sides
    are read in the order in which they lie, with eight bytes a section in memory.
    """
    for (key,) in corpus.db.execute("SELECT id FROM sections WHERE id NOT IN (SELECT section_id FROM section_docs)"):
        yield Fault("sections", key, "is not in the full-text index")
    size = (corpus.db.execute("SELECT max(docid) FROM section_docs").fetchone()[0] or 0) + 1
    corpus.db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.sections_words USING fts5vocab(main, sections_fts, instance)"
    )
    found = np.zeros(size, dtype=np.uint64)
    foreign: set[int] = set()
    cursor = corpus.db.execute("SELECT term, doc FROM temp.sections_words")
    term, value = None, 0
    while rows := cursor.fetchmany(_ROWS):
        values = np.empty(len(rows), dtype=np.uint64)
        for i, (word, _) in enumerate(rows):
            if word != term:
                term, value = word, _hash(word)
            values[i] = value
        docs = np.fromiter((doc for _, doc in rows), dtype=np.int64, count=len(rows))
        inside = (docs >= 0) & (docs < size)
        foreign.update(docs[~inside].tolist())
        np.add.at(found, docs[inside], values[inside])
    known: dict[str, int] = {}
    for docid, key, text in corpus.db.execute(
        "SELECT d.docid, s.id, s.text FROM section_docs d JOIN sections s ON s.id = d.section_id ORDER BY d.docid"
    ):
        total = 0
        for word in set(_WORD.findall(grams(text).translate(_LOWER))):
            if (number := known.get(word)) is None:
                if len(known) > 1_000_000:  # pairs of all ideographs that occur; a bound for hostile text
                    known.clear()
                number = known[word] = _hash(word)
            total += number
        if total % 2**64 != int(found[docid]):
            yield Fault("sections", key, "the full-text index does not hold its text; `mine --fresh` makes it anew")
        found[docid] = 0
    for docid in [*np.flatnonzero(found).tolist(), *sorted(foreign)]:
        yield Fault("sections_fts", str(docid), "is indexed and belongs to no section")


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf8", "surrogatepass"), digest_size=8).digest(), "little")


def segments(corpus: Corpus) -> Iterator[Fault]:
    """Files of the reuse index that are there are whole, and hold the reports that the database says they hold."""
    folder = index_folder(corpus.path)
    for key, file in corpus.db.execute("SELECT id, file FROM index_segments ORDER BY id").fetchall():
        if Path(file).name != file:
            yield Fault("index_segments", str(key), f"{file!r} is no file of the index")
            continue
        if not (folder / file).exists():
            continue  # a notice: it may be deleted at any time
        try:
            held = {i.decode("utf8", "surrogatepass") for i in Segment.load(folder / file, thorough=True).ids.tolist()}
        except DamagedIndex as e:
            yield Fault("index_segments", str(key), str(e))
            continue
        for (report,) in corpus.db.execute("SELECT report_id FROM indexed_reports WHERE segment_id = ?", (key,)):
            if report not in held:
                yield Fault("indexed_reports", report, f"is not in the file {file} that should hold it")


def notices(corpus: Corpus) -> Iterator[str]:
    """Files of the reuse index that are missing."""
    folder = index_folder(corpus.path)
    files = [f for (f,) in corpus.db.execute("SELECT file FROM index_segments")]
    missing = [f for f in files if not (folder / f).exists()]
    if missing:
        yield f"{len(missing)} of {len(files)} files of the reuse index are missing; `mine` makes them again"
