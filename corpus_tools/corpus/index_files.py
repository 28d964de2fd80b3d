"""The files of the reuse index beside a database: which there are, what they hold, written, merged and deleted."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus_tools.corpus.store import Corpus
from corpus_tools.reuse.indexing import compacted
from corpus_tools.reuse.segments import DamagedIndex, Segment

__all__ = ["IndexFiles"]


class IndexFiles:
    """Segments of a corpus; the database names those that are whole and current."""

    def __init__(self, corpus: Corpus, folder: Path) -> None:
        self.corpus = corpus
        self.folder = folder

    def load(self, *, thorough: bool = False) -> dict[int, Segment]:
        """Segments by their keys, in order."""
        out = {}
        for key, file in self.corpus.db.execute("SELECT id, file FROM index_segments ORDER BY id").fetchall():
            if Path(file).name != file:  # a database from elsewhere names no path of ours
                raise DamagedIndex(f"{file!r} is no file of the index; it will be made again")
            out[key] = Segment.load(self.folder / file, thorough=thorough)
        return out

    def gone(self, parts: dict[int, Segment]) -> dict[int, npt.NDArray[np.bool_]]:
        """Of each segment that holds reports which are no longer there, which they are."""
        counts = dict(self.corpus.db.execute("SELECT segment_id, count(*) FROM indexed_reports GROUP BY segment_id"))
        out = {}
        for key, part in parts.items():
            if counts.get(key, 0) != part.reports:
                rows = self.corpus.db.execute("SELECT report_id FROM indexed_reports WHERE segment_id = ?", (key,))
                left = {r.encode("utf8", "surrogatepass") for (r,) in rows}
                out[key] = np.array([i not in left for i in part.ids.tolist()], dtype=bool)
        return out

    def save(self, segment: Segment) -> str:
        """Write a segment to a new file; its name."""
        self.folder.mkdir(exist_ok=True)
        name = secrets.token_hex(8) + ".segment"
        segment.save(self.folder / name)
        return name

    def tidy(self) -> None:
        """Delete files that the database no longer names: of an older state, or of a run that was cut short."""
        named = {file for (file,) in self.corpus.db.execute("SELECT file FROM index_segments")}
        with suppress(OSError):
            for path in self.folder.glob("*.segment"):
                if path.name not in named:
                    path.unlink()
            if not named:
                self.folder.rmdir()

    def note(self, key: int, file: str, part: Segment) -> None:
        """A segment's file in the database, with the reports that it holds."""
        self.corpus.insert("index_segments", [(key, file)])
        self.corpus.insert("indexed_reports", [(i.decode("utf8", "surrogatepass"), key) for i in part.ids.tolist()])

    def keep(self, parts: dict[int, Segment], files: dict[int, str], fresh: Sequence[Segment]) -> None:
        """Write what changed of the index, in as few files as the sizes allow."""
        db = self.corpus.db
        every = [*parts.values(), *fresh]
        merged = compacted(every)
        if len(merged) < len(every):  # what was merged is one of the last
            same = 0
            while same < len(merged) and merged[same] is every[same]:
                same += 1
            for key in list(parts)[same:]:
                db.execute("DELETE FROM index_segments WHERE id = ?", (key,))
            fresh = merged[same:]
            files = {key: file for key, file in files.items() if key in list(parts)[:same]}
        db.executemany("UPDATE index_segments SET file = ? WHERE id = ?", [(f, k) for k, f in files.items()])
        first = (db.execute("SELECT max(id) FROM index_segments").fetchone()[0] or 0) + 1
        for key, part in enumerate(fresh, first):
            self.note(key, self.save(part), part)
