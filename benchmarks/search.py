"""Time of a search over a made-up corpus: words rare and common, phrases, filters, measures, one character.

    python benchmarks/search.py [--reports 36000] [--queries 200] [--seed 7] [--keep FILE.db]

36,000 reports have about a million sentences. The corpus is the one of ``reuse.py``, cut into sections of some six
sentences, with labels and years drawn at random and a measure at each figure with a unit, so that filters have
something to filter. The questions are drawn from the corpus itself: a word is as likely as it is frequent. Printed
are the median, the 95th percentile and the longest, by kind of question, in milliseconds of CPU time, for the
first page of results; with their facets it is what the search page of the browser asks.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from made_reports import generate, source

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.search import look
from corpus_tools.offsets import Mapped
from corpus_tools.records import (
    CATEGORIES,
    LABELS,
    Analysis,
    Measure,
    Page,
    Report,
    ReportText,
    Section,
    Sentence,
    Structure,
)
from corpus_tools.views.asking import ask

SECTION = 6  # sentences
_FIGURE = re.compile(r"(\d{1,9})(份|人次|人|次|户|处|条|吨|公里|元|件|个|场|期|台)")


def write(reports: list[ReportText], path: Path, seed: int) -> None:
    """The reports as a database, one page each."""
    rng = random.Random(seed)
    with Corpus(path, write=True) as corpus:
        for first in range(0, len(reports), 1000):
            with corpus.transaction():
                for report in reports[first : first + 1000]:
                    corpus.add(_analysis(report, rng))
        corpus.index()


def _analysis(report: ReportText, rng: random.Random) -> Analysis:
    text = report.text
    sentences = [Sentence(*m.span()) for m in re.finditer(r"[^。\s][^。]*。?", text)]
    cuts = [0, *(s.start for s in sentences[SECTION::SECTION]), len(text)]
    sections = tuple(Section(a, b, 0, "", "", rng.choice(LABELS), 0.9) for a, b in pairwise(cuts) if a < b)
    measures = tuple(_measure(m, rng) for m in _FIGURE.finditer(text))
    found = (Report(0, len(text), "summary", year=rng.randint(2005, 2024), topic=rng.choice(["refuse", "fire"])),)
    structure = Structure("zh", (), found, sections, tuple(sentences), Mapped.of(""))
    page = Page(report.id, f"{report.id}.txt", text, sha256(text.encode()).hexdigest(), "utf-8")
    return Analysis(page, structure, measures)


def _measure(m: re.Match[str], rng: random.Random) -> Measure:
    value = int(m[1])
    category = rng.choice(CATEGORIES)
    return Measure(
        *m.span(), m[0], value, None, value, value, m[2], m[2], "exact", "", "", category, category, "done"
    )  # fmt: skip


def questions(seed: int, n: int) -> dict[str, list[str]]:
    """Lines of the query language, ``n`` of each kind."""
    rng = random.Random(seed)
    sentences = source().sentences

    def piece(size: int) -> str:
        while True:
            s = rng.choice(sentences)
            at = rng.randrange(max(len(s) - size, 1))
            word = s[at : at + size]
            if len(word) == size and re.fullmatch(r"[\u4e00-\u9fff]+", word):
                return word

    def year() -> int:
        return rng.randint(2005, 2024)

    kinds = {
        "word of 2": lambda: piece(2),
        "word of 4": lambda: piece(4),
        "two words": lambda: f"{piece(2)} {piece(2)}",
        "word, label and year": lambda: f"{piece(2)} label:{rng.choice(LABELS)} year:{year()}",
        "phrase and exclusion": lambda: f'"{piece(3)}" -{piece(2)}',
        "either": lambda: f"{piece(2)} OR {piece(3)}",
        "filter alone": lambda: f"label:{rng.choice(LABELS)} year:{year()}",
        "measures": lambda: f"category:{rng.choice(CATEGORIES)} 份>={rng.randint(1, 900)}",
        "measures with a word": lambda: f"{piece(2)} 人>={rng.randint(1, 900)} year:{year()}",
        "one character": lambda: piece(1),
    }
    return {kind: [make() for _ in range(n)] for kind, make in kinds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=36_000)
    parser.add_argument("--queries", type=int, default=200, help="questions in all")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="the database; made there if it is not yet")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.keep or Path(folder, "corpus.db")
        if not path.exists():
            write(generate(args.reports, args.seed)[0], path, args.seed)
        with Corpus(path) as corpus:
            print(", ".join(f"{corpus.count(t):,} {t}" for t in ("reports", "sections", "sentences", "measures")))
            everything: list[float] = []
            asked = questions(args.seed, 10 * args.queries // 100)
            for kind, lines in asked.items():
                times = []
                for line in lines:
                    start = time.process_time()
                    look(corpus, ask(line))
                    times.append(1000 * (time.process_time() - start))
                print(f"{kind:22} {_told(times)}")
                everything += times
            print(f"{'all':22} {_told(everything)}")


def _told(times: list[float]) -> str:
    return (
        f"median {statistics.median(times):6.1f}  p95 {statistics.quantiles(times, n=20)[-1]:6.1f}  "
        f"longest {max(times):6.1f} ms"
    )


if __name__ == "__main__":
    main()
