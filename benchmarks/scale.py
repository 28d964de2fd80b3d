"""What `mine` costs as a corpus grows, and what more processes bring: CPU time, wall time, memory.

    python benchmarks/scale.py --pages 2000 20000 --jobs 1 2
    python benchmarks/scale.py --pages 2000 20000 100000 --plot scale.html      (needs the extra [bench])

Pages are made by ``made_reports.py``, one report a page; each run is a process of its own over a folder of files.
Printed are CPU seconds of the process and of its helpers, seconds by the clock, CPU per page, and the highest memory
of the process and of the largest helper (resident, so pages of the database that the system holds mapped count).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

MINE = """
import json, resource, sys, time
from corpus_tools.engines import mine
if __name__ == "__main__":
    start = time.perf_counter()
    summary = mine([sys.argv[1]], sys.argv[2], jobs=int(sys.argv[3]))
    wall = time.perf_counter() - start
    own, helpers = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({
        "pages": summary.pages, "jobs": int(sys.argv[3]), "wall": wall,
        "own": own.ru_utime + own.ru_stime, "helpers": helpers.ru_utime + helpers.ru_stime,
        "memory": own.ru_maxrss / 1024, "helper_memory": helpers.ru_maxrss / 1024, "seconds": summary.seconds,
    }))
"""


def write(pages: int, seed: int, folder: Path) -> int:
    """Made reports as files, a thousand to a folder; gives the bytes."""
    from made_reports import generate

    size = 0
    for i, report in enumerate(generate(pages, seed)[0]):
        place = folder / f"{i // 1000:04d}"
        place.mkdir(exist_ok=True)
        size += (place / f"{report.id}.txt").write_bytes(report.text.encode())
    return size


def measured(folder: Path, jobs: int) -> dict[str, float]:
    """One run in a process of its own."""
    with tempfile.TemporaryDirectory() as out:
        script = Path(out) / "run.py"
        script.write_text(MINE, encoding="utf8")
        command = [sys.executable, str(script), str(folder), str(Path(out) / "c.db"), str(jobs)]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def plot(rows: list[dict[str, float]], out: Path) -> None:
    """CPU per page and memory over the number of pages."""
    import altair as alt
    import pandas as pd

    frame = pd.DataFrame(rows)
    frame["ms of CPU per page"] = 1000 * (frame["own"] + frame["helpers"]) / frame["pages"]
    base = alt.Chart(frame).encode(x=alt.X("pages:Q", scale=alt.Scale(type="log")), color="jobs:N")
    charts = [
        base.mark_line(point=True).encode(y=alt.Y(f"{column}:Q", title=title, scale=alt.Scale(zero=True)))
        for column, title in (("ms of CPU per page", "ms of CPU per page"), ("memory", "highest memory, MB"))
    ]
    alt.hconcat(*charts).save(str(out))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[2000, 20_000])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1])
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    rows = []
    print(
        f"{'pages':>7}{'MB':>6}{'jobs':>5}{'CPU':>8}{'helpers':>9}{'wall':>8}{'ms/page':>9}{'memory':>8}{'helper':>8}"
    )
    for pages in args.pages:
        with tempfile.TemporaryDirectory() as folder:
            size = write(pages, args.seed, Path(folder))
            for jobs in args.jobs:
                r = measured(Path(folder), jobs)
                rows.append(r)
                each = 1000 * (r["own"] + r["helpers"]) / pages
                print(
                    f"{pages:>7}{size / 1e6:>6.0f}{jobs:>5}{r['own']:>8.1f}{r['helpers']:>9.1f}{r['wall']:>8.1f}"
                    f"{each:>9.2f}{r['memory']:>8.0f}{r['helper_memory']:>8.0f}  "
                    + " ".join(f"{k} {v:.1f}" for k, v in r["seconds"].items()),
                    flush=True,
                )
    if args.plot:
        plot(rows, args.plot)


if __name__ == "__main__":
    main()
