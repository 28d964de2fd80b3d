"""CPU time of `mine`, whole and by step, against bare `jieba.cut` over the same text in the same run.

    python benchmarks/mine.py [PAGES...] [--mb 5] [--same]

Pages (the project's samples by default) are repeated up to the size wanted, each copy with its own counts, so that
the copies are no mirrors of one another (a mirror is not taken apart a second time); ``--same`` repeats them as they
are. Prints ratios: below 1.0 means faster than cutting words alone.
"""

from __future__ import annotations

import argparse
import logging
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

from corpus_tools.engines import mine
from corpus_tools.errors import RefusedFile
from corpus_tools.reading import find, read

SAMPLES = Path(__file__).parents[1] / "samples" / "pages"


def texts(paths: list[Path]) -> list[str]:
    """Texts of all pages that can be read."""
    out = []
    for path in find(paths):
        if isinstance(path, Path):
            try:
                out.append(read(path).text)
            except RefusedFile as e:
                print(f"left out: {e}", file=sys.stderr)
    return out


_COUNT = re.compile(r"[1-9]\d{0,7}(?=[余多]?[份条次个人名户处米亩吨元盏株张期场])")


def repeated(pages: list[str], size: int, *, same: bool = False) -> list[str]:
    """Pages over and over until they have ``size`` bytes of UTF-8; counts differ between copies, unless ``same``."""
    out: list[str] = []
    total = copy = 0
    while total < size:
        for page in pages:
            turned = page if same else _COUNT.sub(lambda m, c=copy: str(int(m[0]) + c), page)
            out.append(turned)
            total += len(turned.encode("utf8", "replace"))
        copy += 1
    return out


def jieba_seconds(pages: list[str]) -> float:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()  # loading the dictionary is not cutting
    start = time.process_time()
    for page in pages:
        for _ in jieba.cut(page):
            pass
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[SAMPLES])
    parser.add_argument("--mb", type=float, default=5.0, help="size of the text to mine, in MB of UTF-8")
    parser.add_argument("--same", action="store_true", help="repeat the pages as they are")
    arguments = parser.parse_args()
    pages = repeated(texts(arguments.paths), int(arguments.mb * 1e6), same=arguments.same)
    assert arguments.same or len(set(pages)) > 0.9 * len(pages)
    size = sum(len(p.encode("utf8", "replace")) for p in pages)
    with tempfile.TemporaryDirectory() as folder:
        for i, page in enumerate(pages):
            (Path(folder) / f"{i:06d}.txt").write_text(page, encoding="utf8", errors="replace", newline="")
        start = time.process_time()
        summary = mine([folder], Path(folder) / "corpus.db")
        whole = time.process_time() - start
    bare = jieba_seconds(pages)
    print(f"{len(pages)} pages, {size / 1e6:.1f} MB; jieba.cut {bare:.2f} s of CPU")
    print(f"{'step':<12}{'seconds':>9}{'of jieba.cut':>14}")
    for step, seconds in [*summary.seconds.items(), ("whole", whole)]:
        print(f"{step:<12}{seconds:>9.2f}{seconds / bare:>14.3f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
