"""Make a background table: ``python -m corpus_tools.reuse TEXTS OUT.npz``.

``TEXTS`` is a folder: each ``.txt`` file is a page, whose reports are taken, each line of a ``.jsonl`` file has a
``text``. Reports of one family count as one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from corpus_tools.records import ReportText
from corpus_tools.reuse import background
from corpus_tools.structure import parse


def reports(folder: Path) -> list[ReportText]:
    """Reports and sections below a folder, in the order of their paths."""
    out = []
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_bytes().decode("utf-8", "replace")
        for k, r in enumerate(parse(text).reports):
            out.append(ReportText(f"{path}#{k}", str(path), r.start, text[r.start : r.end]))
    for path in sorted(folder.rglob("*.jsonl")):
        for k, line in enumerate(path.read_text(encoding="utf8").splitlines()):
            if line.strip() and isinstance(text := json.loads(line).get("text"), str):
                out.append(ReportText(f"{path}#{k}", str(path), 0, text))
    return out


def main() -> int:
    """Command line."""
    if len(sys.argv) != 3 or not Path(sys.argv[1]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    table = background(reports(Path(sys.argv[1])))
    table.save(Path(sys.argv[2]))
    print(f"{table.reports} texts, {len(table.hashes)} 6-grams, {len(table.stock())} of them stock", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
