"""What is known between reports, kept up to date: all of it worked out at first, later only what came or went.

New reports are compared with all others by the index beside the database (`reuse.library`); a pair of old reports
is judged again where it shares rare wording with a new one. So an update gives what working all out anew would
give, with three exceptions, which the next full run clears: a large family that is known by its first member keeps
the member that was first when it was found; wording that becomes rare because reports were removed is not looked
for again; and stock phrases that become common are listed when `LISTED` of the reports are new, while those that
are known are counted in new reports at once. A full run comes by itself when `AGAIN` of the reports are new or
gone, so that its cost, spread over them, stays in proportion to their number.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon
from corpus_tools.corpus.between import (
    clear_reuse,
    fetch_reports,
    find_exchanges,
    mark_copies,
    read_exchanges,
    read_passages,
    report_texts,
    write_exchanges,
    write_formulae,
    write_mirrors,
    write_passages,
)
from corpus_tools.corpus.index_files import IndexFiles
from corpus_tools.corpus.kinship import update_families
from corpus_tools.corpus.store import Corpus
from corpus_tools.records import Family, Mirror, Passage, ReportText
from corpus_tools.reuse import Background, Index, copied_share, shipped_background
from corpus_tools.reuse.evidence import MANY, evidence
from corpus_tools.reuse.form import Forms, forms
from corpus_tools.reuse.formulae import Phrases
from corpus_tools.reuse.indexing import segments_of
from corpus_tools.reuse.layout import bare_text
from corpus_tools.reuse.library import Library
from corpus_tools.reuse.memory import give_back
from corpus_tools.reuse.mirrors import mirrored
from corpus_tools.reuse.pairing import Pairs
from corpus_tools.reuse.processes import ahead
from corpus_tools.reuse.repeated import Repeated
from corpus_tools.reuse.segments import DamagedIndex, Segment, Segments

__all__ = ["derive_reuse", "index_folder", "library", "reuse_is_current", "update_reuse"]

AGAIN = 0.2  # of the reports new or gone since: everything is compared anew
LISTED = 0.05  # of the reports new or gone since: stock phrases are listed anew
AT_ONCE = 4_000_000  # characters of all reports up to which they are compared in memory: some 100 MB
_ROWS = 500  # reports read from the database at a time

_STATE = "reuse_index"

_HOLDERS = "SELECT a_report_id FROM passages UNION SELECT b_report_id FROM passages ORDER BY 1"
_TWINS = (
    "SELECT of_report_id FROM mirrors WHERE report_id = ?1 UNION SELECT report_id FROM mirrors WHERE of_report_id = ?1"
)

T = TypeVar("T")


def index_folder(db: Path) -> Path:
    """Where the index of a database lies: a folder beside it that may be deleted at any time."""
    return db.with_name(db.name + ".reuse")


@dataclass(slots=True)
class _State:
    """What the index was made by, of how many reports, and how many came or went since."""

    program: str  # hash of what makes the matching forms and judges them
    stock: str  # hash of the table of stock wording
    reports: int
    changed: int = 0
    unlisted: int = 0

    def written(self) -> str:
        return json.dumps([self.program, self.stock, self.reports, self.changed, self.unlisted])

    @classmethod
    def read(cls, text: str | None) -> _State | None:
        try:
            program, stock, *counts = json.loads(text or "")
            return cls(str(program), str(stock), *map(int, counts))
        except (ValueError, TypeError):
            return None


def update_reuse(
    corpus: Corpus, folder: Path, *, background: Background | None = None, anew: bool = False
) -> tuple[int, int]:
    """Bring passages, families, formulae, mirrors and copied shares up to date; makes the indexes of the database.

    Parameters
    ----------
    corpus : open for writing
    folder : of the index; nothing is written there for fewer than `MANY` reports, which are soon compared anew
    background : what is stock wording; by default the table that is shipped
    anew : compare everything again

    Returns
    -------
    number of reports that were compared with all others, and of all reports
    """
    run = _Run(corpus, folder, background)
    total = corpus.count("reports")
    if not anew and run.ready():
        corpus.index()
        with suppress(DamagedIndex, KeyError):
            return run.some(), total
    run.all()
    return total, total


def derive_reuse(corpus: Corpus, folder: Path, *, background: Background | None = None) -> None:
    """Work out what follows from passages and mirrors that are there: families, stock phrases, shares, the index."""
    _Run(corpus, folder, background).all(compared=True)


def reuse_is_current(corpus: Corpus, background: Background | None = None) -> bool:
    """Whether all is known between reports, as this very program finds it with this table of stock wording."""
    state = _State.read(corpus.get(_STATE))
    current = state is not None and (state.program, state.stock) == (_program(), _digest(background))
    return current and not corpus.reuse_is_stale


def library(corpus: Corpus, folder: Path | None = None, *, background: Background | None = None) -> Library:
    """The reports of a corpus for drafts to be compared with: by the index on disk where it is whole, or else anew.

    Nothing is written. The library reads the database by connections of its own and outlives ``corpus``.
    """
    run = _Run(corpus, folder or index_folder(corpus.path), background)
    parts: Iterable[Segment] | None = None
    # postings do not depend on what is taken for stock wording
    if run.state is not None and run.state.program == run.program and not run.unindexed():
        with suppress(DamagedIndex):
            loaded = run.files.load()
            parts = None if run.files.gone(loaded) else loaded.values()
    path = corpus.path

    def fetch(ids: Sequence[str]) -> list[ReportText]:
        with Corpus(path) as own:  # drafts may be asked about in other threads than this one
            return fetch_reports(own, ids)

    made = segments_of(report_texts(corpus)) if parts is None else parts
    return Library(Segments(made), fetch, background=background, known=read_exchanges(corpus))


class _Run:
    """One update."""

    def __init__(self, corpus: Corpus, folder: Path, background: Background | None) -> None:
        self.corpus = corpus
        self.files = IndexFiles(corpus, folder)
        self.background = background
        self.program, self.stock = _program(), _digest(background)
        self.state = _State.read(corpus.get(_STATE))

    def library(self, index: Segments) -> Library:
        known = read_exchanges(self.corpus)
        index.frugal = True
        return Library(index, lambda ids: fetch_reports(self.corpus, ids), background=self.background, known=known)

    def ready(self) -> bool:
        """Whether there is an index to go on with."""
        total, state = self.corpus.count("reports"), self.state
        if state is None or (state.program, state.stock) != (self.program, self.stock) or total < MANY:
            return False
        if not self.corpus.count("index_segments") or evidence(total) != evidence(state.reports):
            return False
        indexed = self.corpus.count("indexed_reports")
        coming = total - indexed + max(0, state.reports - total)
        return state.changed + coming <= AGAIN * state.reports

    def unindexed(self) -> list[str]:
        return [
            r
            for (r,) in self.corpus.db.execute(
                "SELECT r.id FROM reports r LEFT JOIN indexed_reports i ON i.report_id = r.id"
                " WHERE i.report_id IS NULL ORDER BY r.id"
            )
        ]

    # ------------------------------------------------------------ all reports

    def all(self, *, compared: bool = False) -> None:
        """Compare all reports, in bounded memory; where they are ``compared`` already, passages and mirrors stay."""
        total = self.corpus.count("reports")
        few = self._few()

        def reports() -> Iterable[ReportText]:
            return report_texts(self.corpus) if few is None else few

        once = few is not None and not compared
        files, parts = [], []
        if few is not None:
            self.corpus.index()
        with self.corpus.indexing() if few is None else nullcontext():
            for part in segments_of(reports()) if total >= MANY or not once else ():
                if total >= MANY:
                    files.append(self.files.save(part))
                    part = Segment.load(self.files.folder / files[-1])
                parts.append(part)
                give_back()
        index = Repeated(parts, self.files.folder) if files else Segments(parts)
        with self.corpus.transaction():
            if not compared:
                clear_reuse(self.corpus)
            self.corpus.db.execute("DELETE FROM index_segments")
            for key, (file, part) in enumerate(zip(files, parts, strict=False), 1):
                self.files.note(key, file, part)
            library = self.library(index)
            common = self._at_once(few) if few is not None and not compared else None
            if not once and not compared:
                self._judge(library, library.pairs())
            write_exchanges(self.corpus, find_exchanges(self.corpus))
            update_families(self.corpus)
            self._formulae(self._common(library, reports()) if common is None else common)
            self.corpus.db.execute("UPDATE reports SET copied_share = 0.0")
            self._shares(r for (r,) in self.corpus.db.execute(_HOLDERS))
            mark_copies(self.corpus)
            self._done(_State(self.program, self.stock, total))
        self.files.tidy()

    def _few(self) -> list[ReportText] | None:
        """All reports, where they are few enough to be held in memory together."""
        (size,) = self.corpus.db.execute('SELECT total("end" - start) FROM reports').fetchone()
        return list(report_texts(self.corpus)) if size <= AT_ONCE else None

    def _at_once(self, reports: Sequence[ReportText]) -> Phrases:
        """Write passages and mirrors of reports that are in memory; gives their common wording."""
        passages, common = Index(reports, background=self.background).within()
        write_passages(self.corpus, passages)
        write_mirrors(self.corpus, mirrored({r.id: r for r in reports}, passages))
        return common

    def _judge(self, library: Library, pairs: Iterable[Pairs]) -> set[str]:
        """Write passages and mirrors of these pairs; gives the reports among them."""
        out: set[str] = set()
        for judged in library.passages(pairs):
            self.corpus.db.executemany("DELETE FROM passages WHERE a_report_id = ? AND b_report_id = ?", judged.pairs)
            write_passages(self.corpus, judged.passages)
            self.corpus.db.executemany(
                "DELETE FROM mirrors WHERE report_id = ?1 AND of_report_id = ?2",
                [*judged.pairs, *map(_turned, judged.pairs)],
            )
            write_mirrors(self.corpus, mirrored(judged.reports, judged.passages))
            out.update(chain.from_iterable(judged.pairs))
            give_back()
        return out

    def _common(self, library: Library, reports: Iterable[ReportText]) -> Phrases:
        found = Phrases(self.corpus.path.parent)

        def told(some: list[ReportText]) -> tuple[list[ReportText], Forms, npt.NDArray[np.uint16]]:
            made = forms([bare_text(r) for r in some])
            return some, made, library.spread(made)

        for some, made, spread in ahead(told, _chunks(reports)):
            found.add(some, made, spread)
            give_back()
        return found

    def _formulae(self, found: Phrases) -> None:
        places = self.corpus.db.execute(
            'SELECT family_id, report_id, start, "end" FROM family_members ORDER BY family_id, rowid'
        )
        families = (
            Family(f, (), None, tuple(tuple(place) for _, *place in rows)) for f, rows in groupby(places, itemgetter(0))
        )
        mirrors = (Mirror(*row) for row in self.corpus.db.execute("SELECT report_id, of_report_id, kind FROM mirrors"))
        write_formulae(self.corpus, found.formulae(families, mirrors))
        give_back()

    def _shares(self, reports: Iterable[str]) -> None:
        """Copied shares of these reports; of mirrors, what they share with each other is left out."""
        db = self.corpus.db
        for ids in _chunks(reports):
            for r in fetch_reports(self.corpus, ids):
                twins = {t for (t,) in db.execute(_TWINS, (r.id,))}
                kept = [p for p in _passages_of(self.corpus, r.id) if not {p.a_report_id, p.b_report_id} & twins]
                share = copied_share(r, kept) if kept else 0.0
                db.execute("UPDATE reports SET copied_share = ? WHERE id = ?", (share, r.id))

    def _done(self, state: _State) -> None:
        self.corpus.set(_STATE, state.written())
        self.corpus.set("reuse", "current")

    # ------------------------------------------------------------ some reports

    def some(self) -> int:
        """Compare the reports that are not in the index with all others."""
        corpus = self.corpus
        assert self.state is not None
        parts = self.files.load(thorough=True)
        files: dict[int, str] = {}
        lost = 0
        for key, gone in self.files.gone(parts).items():
            lost += int(gone.sum())
            parts[key] = parts[key].without(gone)
            files[key] = self.files.save(parts[key])
        new = self.unindexed()
        old = Segments(parts.values())
        texts = (r for ids in _chunks(new) for r in fetch_reports(corpus, ids))
        fresh = list(segments_of(texts, old)) if new else []
        library = self.library(Segments([*parts.values(), *fresh]))
        with corpus.transaction():
            touched = {r for (r,) in corpus.db.execute("SELECT id FROM reports WHERE copied_share IS NULL")}
            for r in new:  # partners of a page that is gone come here with passages
                touched.update(x for p in _passages_of(corpus, r) for x in (p.a_report_id, p.b_report_id))
                corpus.db.execute("DELETE FROM passages WHERE a_report_id = ?1 OR b_report_id = ?1", (r,))
                corpus.db.execute("DELETE FROM mirrors WHERE report_id = ?1 OR of_report_id = ?1", (r,))
            again, star = library.shifted(len(parts)) if fresh else (Pairs.of([]), Pairs.of([]))
            again = self._known(library, again)
            touched |= self._judge(library, [Pairs.of([*library.pairs(len(parts)), star, again])])
            touched.update(new)
            update_families(corpus, touched)
            changed = len(new) + lost
            state = replace(self.state, changed=self.state.changed + changed, unlisted=self.state.unlisted + changed)
            if state.unlisted > LISTED * len(library.index):
                self._formulae(self._common(library, report_texts(corpus)))
                state.unlisted = 0
            else:
                self._known_formulae(library, new)
            some = sorted(touched)
            self._shares(some)
            mark_copies(corpus, some)
            self.files.keep(parts, files, fresh)
            self._done(state)
        self.files.tidy()
        return len(new)

    def _known(self, library: Library, pairs: Pairs) -> Pairs:
        """Those of the pairs between which passages are known: others get none by wording that grows commoner."""
        index = library.index
        numbers = {index.id(k): k for k in np.unique(np.concatenate([pairs.early, pairs.late])).tolist()}
        db = self.corpus.db
        db.execute("CREATE TEMP TABLE IF NOT EXISTS shifted (report_id TEXT PRIMARY KEY)")
        db.execute("DELETE FROM shifted")
        db.executemany("INSERT INTO shifted VALUES (?)", ((i,) for i in numbers))
        known = {
            tuple(sorted((numbers[a], numbers[b])))
            for a, b in db.execute(
                "SELECT DISTINCT x.a_report_id, x.b_report_id FROM shifted s JOIN passages x"
                " ON x.a_report_id = s.report_id WHERE x.b_report_id IN (SELECT report_id FROM shifted)"
            )
        }
        rows = zip(pairs.early.tolist(), pairs.late.tolist(), strict=True)
        keep = np.array([pair in known for pair in rows], dtype=bool)
        return Pairs(pairs.early[keep], pairs.late[keep], pairs.same[keep])

    def _known_formulae(self, library: Library, new: Sequence[str]) -> None:
        """Count stock phrases that are known in new reports."""
        db = self.corpus.db
        known = db.execute("SELECT formula_id, text FROM formula_variants").fetchall()
        made = forms([text for _, text in known])
        of = {made.text(k): formula for k, (formula, _) in reversed(list(enumerate(known)))}
        for ids in _chunks(new):
            db.executemany("DELETE FROM formula_occurrences WHERE report_id = ?", ((r,) for r in ids))
            reports = fetch_reports(self.corpus, ids)
            own = forms([bare_text(r) for r in reports])
            found = Phrases()
            found.add(reports, own, library.spread(own))
            rows = [(of[form], *place) for form, places in found.occurrences() if form in of for place in places]
            self.corpus.insert("formula_occurrences", rows)
            held = {(formula, report) for formula, report, _, _ in rows}
            db.executemany("UPDATE formulae SET reports = reports + 1 WHERE id = ?", [(f,) for f, _ in sorted(held)])


def _digest(background: Background | None) -> str:
    table = shipped_background() if background is None else background
    return hashlib.sha256(table.stock().tobytes()).hexdigest()[:16]


def _turned(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[1], pair[0]


def _chunks(things: Iterable[T]) -> Iterator[list[T]]:
    it = iter(things)
    while some := list(islice(it, _ROWS)):
        yield some


def _passages_of(corpus: Corpus, report: str) -> Iterator[Passage]:
    yield from read_passages(corpus, "WHERE a_report_id = ?", (report,))
    yield from read_passages(corpus, "WHERE b_report_id = ?", (report,))


def _program() -> str:
    """Hash of the program and the word lists by which passages were found."""
    found = hashlib.sha256()
    for path in sorted((Path(__file__).parents[1] / "reuse").glob("*.py")):
        found.update(path.name.encode() + path.read_bytes())
    found.update(json.dumps(lexicon.load("reuse"), sort_keys=True, default=str).encode("utf8", "surrogatepass"))
    return found.hexdigest()[:16]
