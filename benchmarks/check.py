"""CPU time of a draft check once the program runs: reading the draft, comparing, proof-reading, writing the report.

    python benchmarks/check.py [--reports 20000] [--characters 3000] [--seed 11] [--keep FILE.db]

The corpus is the made-up one of ``made_reports.py``, written into a database as ``mine`` would leave it, but without
labels and measures, which a check does not read. The draft is put together from passages of many of its reports,
changed as a copyist would, and from sentences that stand nowhere. The library is made ready once and not counted, as in
the browser and where several drafts are checked; the first draft warms up dictionaries and tables.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from made_reports import changed, generate, source

from corpus_tools.checking import check, library
from corpus_tools.corpus import Corpus
from corpus_tools.offsets import Mapped
from corpus_tools.records import Analysis, Page, Report, ReportText, Section, Sentence, Structure
from corpus_tools.views.check import render_check

COPIED = 0.5  # of the draft


def write(reports: list[ReportText], path: Path) -> None:
    """The reports as a database, one page each."""
    with Corpus(path, write=True) as corpus:
        for first in range(0, len(reports), 1000):
            with corpus.transaction():
                for report in reports[first : first + 1000]:
                    size = len(report.text)
                    found = (Report(0, size, "summary", year=2000 + len(report.text) % 20),)
                    sentences = tuple(Sentence(*m.span()) for m in re.finditer(r"[^。\s][^。]*。?", report.text))
                    structure = Structure("zh", (), found, (Section(0, size, 0),), sentences, Mapped.of(""))
                    digest = sha256(report.text.encode()).hexdigest()
                    page = Page(report.id, f"{report.id}.txt", report.text, digest, "utf-8")
                    corpus.add(Analysis(page, structure, ()))
        corpus.index()


def draft(reports: list[ReportText], size: int, seed: int) -> str:
    """A draft of ``size`` characters: passages of three reports, changed, between sentences that stand nowhere."""
    rng = random.Random(seed)
    made = source()
    parts: list[str] = ["柳荫镇2023年工作总结\n"]
    kinds = ["verbatim", "figures", "synonyms", "figures+synonyms"]
    while (length := sum(map(len, parts))) < size:
        sentences = [s for s in rng.choice(reports).text.split("。") if len(s) > 10]
        at = rng.randrange(len(sentences))
        if rng.random() < COPIED:
            parts.append("。".join(changed(sentences[at : at + 8], rng.choice(kinds), made, rng)) + "。\n")
        else:
            parts.append("".join(f"我们为{rng.choice(made.sentences)[::-1]}。" for _ in range(5)) + "\n")
        parts[-1] = parts[-1][: size - length]
    return "".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--characters", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--keep", type=Path, help="the database; made there if it is not yet")
    args = parser.parse_args()
    reports, _, _ = generate(args.reports, args.seed)
    with tempfile.TemporaryDirectory() as folder:
        path = args.keep or Path(folder, "corpus.db")
        if not path.exists():
            write(reports, path)
        with Corpus(path) as corpus:
            start = time.process_time()
            index = library(corpus)
            print(f"{len(reports):,} reports; library made ready once: {time.process_time() - start:.1f} s of CPU")
            for k in range(4):
                text = draft(reports, args.characters, args.seed + k)
                start = time.process_time()
                result = check(Page("draft", "draft.txt", text, "", "utf-8"), corpus, index=index)
                checked = time.process_time() - start
                page = render_check([result], "html")
                total = time.process_time() - start
                print(
                    f"{'warming up: ' if not k else ''}{len(text):,} characters, {result.copied_share:.0%} copied from "
                    f"{len({m.source.report for m in result.passages})} reports: {total:.2f} s of CPU "
                    f"(check {checked:.2f}, page of {len(page) // 1000} KB {total - checked:.2f})"
                )


if __name__ == "__main__":
    main()
