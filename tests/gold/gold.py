"""The gold pages, their records, and what the program says of the same pages."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from corpus_tools.evaluation import load
from corpus_tools.records import Analysis, Page, ReportText, as_dict

HERE = Path(__file__).parent
PAGES = HERE.parent.parent / "samples" / "pages"
NAMES = sorted(p.stem for p in HERE.glob("*.jsonl") if p.stem != "reuse")

Records = list[dict[str, Any]]


def source(name: str) -> Path:
    (path,) = (p for p in PAGES.iterdir() if p.stem == name)
    return path


@cache
def page(name: str) -> Page:
    from corpus_tools.reading import read

    return read(source(name))


def gold(name: str) -> Records:
    return load(HERE / f"{name}.jsonl")


def digest() -> str:
    """Of all gold pages and records: the floors hold for these and no others."""
    files = [*(source(n) for n in NAMES), *(HERE / f"{n}.jsonl" for n in (*NAMES, "reuse"))]
    return hashlib.sha256(b"".join(hashlib.sha256(p.read_bytes()).digest() for p in files)).hexdigest()


@cache
def analysis(name: str) -> Analysis:
    from corpus_tools.analysis import analyse

    return analyse(page(name))


def predicted(name: str) -> Records:
    a = analysis(name)
    kinds = {
        "report": a.structure.reports,
        "noise": a.structure.noise,
        "section": a.structure.sections,
        "measure": a.measures,
    }
    return [{"type": kind} | as_dict(r) for kind, records in kinds.items() for r in records]


def predicted_reuse() -> Records:
    from corpus_tools.reuse import find

    reports = {}
    for name in NAMES:
        a = analysis(name)
        for r in a.structure.reports:
            inside = tuple((s.start, s.end) for s in a.structure.sentences if r.start <= s.start and s.end <= r.end)
            text = a.page.text[r.start : r.end]
            key = f"{name}:{r.start}"
            reports[key] = ReportText(key, name, r.start, text, inside, r.organisation, r.year)
    return [
        {
            "type": "reuse",
            "a": {"doc": reports[p.a_report_id].page_id, "start": p.a_start, "end": p.a_end},
            "b": {"doc": reports[p.b_report_id].page_id, "start": p.b_start, "end": p.b_end},
            "kind": p.kind,
        }
        for p in find(list(reports.values())).passages
        if not p.formula
    ]
