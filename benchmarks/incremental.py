"""What it costs to bring a corpus up to date: everything compared at first, then a hundred reports more.

    python benchmarks/incremental.py --reports 20000 --more 100

Reports are made by ``made_reports.py`` and written to a database as ``mine`` writes them, without the steps before.
Printed are processor seconds, the highest memory so far, and the size of the index.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from made_reports import generate

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.reusing import index_folder, library, update_reuse
from corpus_tools.offsets import Mapped
from corpus_tools.records import Analysis, Page, Report, ReportText, Section, Sentence, Structure


def write(corpus: Corpus, reports: Sequence[ReportText]) -> None:
    """One page a report."""
    with corpus.transaction():
        for r in reports:
            cuts = [0, *(i + 1 for i, c in enumerate(r.text) if c == "。"), len(r.text)]
            sentences = tuple(Sentence(a, b) for a, b in pairwise(cuts) if a < b)
            whole = (Section(0, len(r.text), 0),)
            structure = Structure("zh", (), (Report(0, len(r.text), "summary"),), whole, sentences, Mapped.of(""))
            corpus.add(Analysis(Page(r.id, r.id, r.text, r.id, "utf-8"), structure, ()))
    corpus.index()


@contextmanager
def told(what: str):
    start = time.process_time()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what:<44} {time.process_time() - start:8.2f} s {peak:6} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--more", type=int, default=100)
    parser.add_argument("--seed", type=int, default=31)
    args = parser.parse_args()
    reports, _, _ = generate(args.reports + 2 * args.more, args.seed)
    # the later ones are spread over families and pairs as the others are, for ids say nothing of what is shared
    extra, base = reports[: 2 * args.more], reports[2 * args.more :]
    del reports
    with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder) / "c.db", write=True) as corpus:
        place = index_folder(corpus.path)
        with told("written, without reuse"):
            write(corpus, base)
        del base
        with told(f"{args.reports} reports compared"):
            update_reuse(corpus, place)
        for k in (0, 1):
            some = extra[k * args.more : (k + 1) * args.more]
            write(corpus, some)
            with told(f"{args.more} more"):
                print(update_reuse(corpus, place))
        key = corpus.db.execute("SELECT id FROM pages ORDER BY id LIMIT 1 OFFSET 7").fetchone()[0]
        corpus.remove(key)
        with told("one page less"):
            update_reuse(corpus, place)
        with told("index opened for drafts"):
            library(corpus)
        size = sum(f.stat().st_size for f in place.iterdir()) / 1e6
        print(f"database {corpus.path.stat().st_size / 1e6:.0f} MB, index {size:.0f} MB")


if __name__ == "__main__":
    main()
