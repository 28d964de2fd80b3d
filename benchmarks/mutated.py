"""Spoilt pages among whole ones: every refusal has its reason, no fault of the program shows, no neighbour is lost.

    python benchmarks/mutated.py --pages 10000

The samples are spoilt (``tests/mutations.py``) and mined together with the whole ones; the database is verified, and
what it says of the whole ones is compared with what it says when they are mined alone.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from corpus_tools.corpus import Corpus  # noqa: E402
from corpus_tools.corpus.verification import verify  # noqa: E402
from corpus_tools.engines import mine  # noqa: E402
from tests.mutations import spoilt  # noqa: E402


def records(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """What was read from the whole pages, what is known between reports left out."""
    with Corpus(db) as corpus:
        return {
            table: corpus.db.execute(
                f"SELECT x.* FROM {table} x JOIN pages p ON p.id = x.page_id WHERE p.name LIKE 'whole-%' ORDER BY 1"
            ).fetchall()
            for table in ("sections", "sentences", "headings", "noise")
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    sources = sorted(p for p in (ROOT / "samples" / "pages").rglob("*") if p.is_file())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, bad = folder / "whole", folder / "bad"
        whole.mkdir()
        bad.mkdir()
        for i, path in enumerate(sources):
            (whole / f"whole-{i:03d}{path.suffix}").write_bytes(path.read_bytes())
        for i in range(args.pages):
            path = rng.choice(sources)
            how, data = spoilt(path.read_bytes(), rng)
            (bad / f"{i:05d}-{how}{path.suffix}").write_bytes(data)
        mine([whole], folder / "alone.db")
        start = time.process_time()
        summary = mine([whole, bad], folder / "all.db", jobs=args.jobs)
        print(
            f"{summary.pages} pages read, {len(summary.refusals)} refused, {time.process_time() - start:.0f} s of CPU"
        )
        reasons = Counter(r.reason.split("(")[0].split(":")[0].strip() for r in summary.refusals)
        for reason, count in reasons.most_common():
            print(f"{count:>7}  {reason}")
        ours = [r for r in summary.refusals if "please report" in r.reason or not r.reason]
        for refusal in ours[:20]:
            print(f"FAULT  {Path(refusal.path).name}: {refusal.reason}")
        with Corpus(folder / "all.db") as corpus:
            verdict = verify(corpus)
        for fault in verdict.faults[:20]:
            print(f"FAULT  {fault}")
        lost = records(folder / "alone.db") != records(folder / "all.db")
        print("a whole neighbour was read otherwise" if lost else "all whole neighbours are as they were")
        sys.exit(bool(ours or lost or not verdict.sound))


if __name__ == "__main__":
    main()
