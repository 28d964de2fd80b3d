"""Copied passages in a made-up corpus: PAN measures by kind, speed against other tools, and growth of cost.

    python benchmarks/reuse.py --reports 5000 --seed 11          quality and speed, by kind
    python benchmarks/reuse.py --tools --reports 5000            the same corpus through rensa and datasketch
    python benchmarks/reuse.py --growth 5000 10000 20000 40000   cost over N, with a plot (--plot FILE.svg)
    python benchmarks/reuse.py --independent                     long party wording that independent reports share
    python benchmarks/reuse.py --spun                            text with every third to sixth word exchanged
    python benchmarks/reuse.py --single                          single copied sentences
    python benchmarks/reuse.py --draft --reports 20000           one draft against the corpus

The corpora are made by ``made_reports.py`` and are known to the character. Measures are those of PAN text alignment
(Potthast et al., COLING 2010): macro precision and recall over characters, granularity, plagdet. Other tools need
``pip install corpus-tools[bench]``; what is not installed is passed over.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from made_reports import KINDS, SPUN, Case, generate, independent
from rapidfuzz.distance import Levenshtein

from corpus_tools.records import Passage, ReportText
from corpus_tools.reuse import Background, Index, copied_share, find
from corpus_tools.reuse.anchors import anchors
from corpus_tools.reuse.background import stock_wording
from corpus_tools.reuse.chains import candidates
from corpus_tools.reuse.evidence import few_holders, least_anchors
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.layout import bare_text
from corpus_tools.reuse.mirrors import mirrors


def score(cases: list[Case], passages: list[Passage]) -> dict[str, dict[str, float]]:
    """PAN measures over all cases and recall, granularity and plagdet by kind (with the precision of all)."""
    by_pair: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    truth: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for p in passages:
        by_pair[(p.a_report_id, p.b_report_id)].append(p)
    for c in cases:
        truth[(c.a, c.b)].append(c)

    def common(x: Passage | Case, y: Passage | Case) -> bool:
        return x.a_start < y.a_end and y.a_start < x.a_end and x.b_start < y.b_end and y.b_start < x.b_end

    def covered(one: Passage | Case, others: list[Passage] | list[Case]) -> float:
        hit = 0
        for low, high in (("a_start", "a_end"), ("b_start", "b_end")):
            s, e = getattr(one, low), getattr(one, high)
            on = bytearray(e - s)
            for o in others:
                if common(one, o):
                    for k in range(max(s, getattr(o, low)), min(e, getattr(o, high))):
                        on[k - s] = 1
            hit += sum(on)
        return hit / (one.a_end - one.a_start + one.b_end - one.b_start)

    precision = [covered(p, truth.get((p.a_report_id, p.b_report_id), [])) for p in passages]
    recall: dict[str, list[float]] = defaultdict(list)
    pieces: dict[str, list[int]] = defaultdict(list)
    for c in cases:
        found = by_pair.get((c.a, c.b), [])
        for kind in (c.kind, "overall"):
            recall[kind].append(covered(c, found))
            if count := sum(common(c, p) for p in found):
                pieces[kind].append(count)
    out = {}
    p = sum(precision) / len(precision) if precision else 0.0
    for kind in ("overall", *KINDS, *SPUN, "big"):
        if recall[kind]:
            r = sum(recall[kind]) / len(recall[kind])
            g = sum(pieces[kind]) / len(pieces[kind]) if pieces[kind] else 1.0
            f = 2 * p * r / (p + r) if p + r else 0.0
            out[kind] = {"p": p, "r": r, "granularity": g, "plagdet": f / math.log2(1 + g), "cases": len(recall[kind])}
    return out


def slots_paired(cases: list[Case], passages: list[Passage], texts: dict[str, str]) -> tuple[int, int]:
    """Figure slots of ``figures`` copies that are paired exactly, and all of them.

    A slot that was changed, masked or emptied must be one edit of class figure with both its ranges (a percent sign
    may be in them), a figure that was kept must be in no edit.
    """
    by_pair: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for p in passages:
        by_pair[(p.a_report_id, p.b_report_id)].append(p)
    right = total = 0
    for c in cases:
        a, b = texts[c.a], texts[c.b]
        edits = [e for p in by_pair[(c.a, c.b)] for e in p.edits]
        exact = {
            (e.a_start, e.a_start + len(a[e.a_start : e.a_end].rstrip("%")), *_bare(b, e.b_start, e.b_end))
            for e in edits
            if e.kind == "figure"
        }
        for s in c.slots:
            total += 1
            if a[s[0] : s[1]] == b[s[2] : s[3]]:
                right += not any(e.a_start < s[1] and s[0] < e.a_end for e in edits)
            else:
                right += s in exact
    return right, total


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip("%"))


def _timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What ``work`` gives, its seconds by the clock, and of the processor (helping processes included)."""
    clock, cpu = time.perf_counter(), _cpu()
    out = work()
    return out, time.perf_counter() - clock, _cpu() - cpu


def _cpu() -> float:
    own, helpers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + helpers.ru_utime + helpers.ru_stime


def _warm(reports: list[ReportText]) -> None:
    """Dictionaries and tables are loaded once a process."""
    find(reports[:50], background=Background.of([]))


def run(n: int, seed: int, kinds: tuple[str, ...] = KINDS, length: tuple[int, int] = (100, 400)) -> dict[str, object]:
    """Generate, find, measure."""
    reports, cases, big = generate(n, seed, kinds, length)
    _warm(reports)
    made, clock, cpu = _timed(lambda: find(reports, background=None if n <= 1000 else Background.of([])))
    # of the big family every member is linked to the first; further pairs of its members are true, too
    passages = [
        p
        for p in made.passages
        if not p.formula and not (p.a_report_id in big and p.b_report_id in big and p.a_report_id != min(big))
    ]
    taking_part = {x for c in cases for x in (c.a, c.b)}
    others = [r for r in reports if r.id not in taking_part]
    shares = _shares(others, made.passages)
    right, slots = slots_paired(cases, passages, {r.id: r.text for r in reports})
    return {
        "reports": n,
        "seed": seed,
        "characters": sum(len(r.text) for r in reports),
        "seconds": round(clock, 2),
        "cpu_seconds": round(cpu, 2),
        "reports_per_second": round(n / clock),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "passages": len(made.passages),
        "formulae": len(made.formulae),
        "families": len(made.families),
        "independent_with_copy": sum(s > 0 for s in shares),
        "independent_max_share": round(max(shares, default=0.0), 4),
        "figure_slots_exact": round(right / slots, 4) if slots else None,
        "scores": {k: {m: round(x, 4) for m, x in v.items()} for k, v in score(cases, passages).items()},
    }


def _shares(reports: list[ReportText], passages: tuple[Passage, ...]) -> list[float]:
    by_report: dict[str, list[Passage]] = defaultdict(list)
    for p in passages:
        by_report[p.a_report_id].append(p)
        by_report[p.b_report_id].append(p)
    return [copied_share(r, by_report[r.id]) for r in reports]


def party(seed: int) -> list[dict[str, object]]:
    """Independent reports with long common wording: the highest share that any pair has."""
    out: list[dict[str, object]] = []
    for n in (10, 30, 100, 300, 1000):
        reports = independent(n, seed)
        size = {r.id: len("".join(r.text.split())) for r in reports}
        pairs: dict[tuple[str, str], int] = defaultdict(int)
        for p in find(reports).passages:
            if not p.formula:
                pairs[(p.a_report_id, p.b_report_id)] += p.a_end - p.a_start
        shares = sorted((v / min(size[a], size[b]) for (a, b), v in pairs.items()), reverse=True)
        over = sum(s > 0.02 for s in shares)
        highest = round(max(shares, default=0), 4)
        out.append({"reports": n, "pairs_with_copy": len(shares), "above_0.02": over, "max": highest})
    return out


def draft(n: int, seed: int) -> dict[str, object]:
    """Drafts (reports of another corpus, every third holding a copied passage) against ``n`` reports."""
    reports, cases, _ = generate(n, seed)
    sources = [next(r for r in reports if r.id == c.a).text[c.a_start : c.a_end] for c in cases[:100]]
    others, _, _ = generate(300, seed + 1)
    index, clock, _ = _timed(lambda: Index(reports))
    times = []
    for k, r in enumerate(others):
        text = r.text + sources[k // 3] if k % 3 == 0 else r.text
        _, seconds, _ = _timed(lambda text=text: index.ask(ReportText("draft", "draft", 0, text)))
        times.append(1000 * seconds)
    cuts = statistics.quantiles(times, n=20)
    return {"reports": n, "index_seconds": round(clock, 2), "p50_ms": round(cuts[9], 1), "p95_ms": round(cuts[18], 1)}


def tools(n: int, seed: int) -> list[dict[str, object]]:
    """The same documents through near-duplicate tools, which give pairs of documents and no passages.

    Each from texts to pairs, by the clock. Here: passages with their edits, families, stock phrases, on all cores.
    The others: sets of characters' 5-grams made in Python (what a text without spaces needs, told by itself as well),
    sketches, bands, and the estimated index of each candidate pair asked for; on one core, as they work. rensa's
    calls for many documents at once (0.5.0) save nothing over one document a call.

    Two more rows compare like with like: our pairs of documents with nothing of what follows them, and rensa's pairs
    with the least that gives passages, the longest stretches that an alignment of both whole texts has in common.
    """
    reports, cases, big = generate(n, seed)
    texts = [r.text for r in reports]
    truth = {(int(c.a[1:]), int(c.b[1:])) for c in cases}
    known = {int(x[1:]) for x in big}
    _warm(reports)

    def ours() -> set[tuple[int, int]]:
        found = find(reports, background=Background.of([])).passages
        return {(int(p.a_report_id[1:]), int(p.b_report_id[1:])) for p in found if not p.formula}

    out: list[dict[str, object]] = []
    others: dict[str, Callable[[], set[tuple[int, int]]]] = {
        "corpus_tools": ours,
        "corpus_tools, pairs of documents alone": lambda: _pairs(reports),
        "rensa": lambda: _rensa(texts),
        "rensa, its pairs aligned": lambda: _aligned(texts, _rensa(texts)),
        "datasketch": lambda: _datasketch(texts),
    }
    for name, work in others.items():
        try:
            pairs, clock, cpu = _timed(work)
        except ImportError as e:
            out.append({"tool": name, "passed over": f"{e.name} is not installed: pip install corpus-tools[bench]"})
            continue
        # of the big family only the pairs with its first member are listed as truth; the others are not counted
        pairs = {(a, b) for a, b in pairs if not (a in known and b in known) or a == min(known)}
        hit = len(pairs & truth)
        out.append(
            {
                "tool": name,
                "documents_per_second": round(n / clock),
                "cpu_seconds": round(cpu, 2),
                "documents_per_cpu_second": round(n / cpu),
                "pairs": len(pairs),
                "precision": round(hit / max(1, len(pairs)), 4),
                "recall": round(hit / len(truth), 4),
            }
        )
    _, clock, cpu = _timed(lambda: sum(len(_shingles(text)) for text in texts))
    shingles = "sets of 5-grams, which are part of what rensa and datasketch are given"
    out.append({"tool": shingles, "documents_per_second": round(n / clock), "cpu_seconds": round(cpu, 2)})
    _, clock, cpu = _timed(lambda: _floor(texts))
    floor = "numpy, 8-grams hashed and sorted"
    out.append({"tool": floor, "documents_per_second": round(n / clock), "cpu_seconds": round(cpu, 2)})
    return out


PERMUTATIONS = 128
BANDS = 64  # of two rows: a pair with an index of 0.14 becomes a candidate seven times out of ten
LEAST_ALIKE = 0.1  # a copied passage of 250 characters in two reports of 1,000 gives a Jaccard index of about 0.14
SHINGLE = 5  # characters
PASSAGE = 15  # characters of the shortest copied sentence


def _shingles(text: str) -> list[str]:
    return list({text[k : k + SHINGLE] for k in range(len(text) - SHINGLE + 1)})


def _rensa(texts: list[str]) -> set[tuple[int, int]]:
    import rensa

    index = rensa.RMinHashLSH(threshold=LEAST_ALIKE, num_perm=PERMUTATIONS, num_bands=BANDS)
    sketches = []
    for i, text in enumerate(texts):
        sketch = rensa.RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(_shingles(text))
        index.insert(i, sketch)
        sketches.append(sketch)
    return {
        (i, j)
        for i, sketch in enumerate(sketches)
        for j in index.query(sketch)
        if i < j and sketch.jaccard(sketches[j]) >= LEAST_ALIKE
    }


def _pairs(reports: list[ReportText]) -> set[tuple[int, int]]:
    """Pairs of reports that share enough rare wording to be aligned: the steps of ``find`` up to there."""
    bare = [bare_text(r) for r in reports]
    made = forms(bare)
    stock = stock_wording(Background.of([]))
    found = anchors(made, mirrors(made).left_out, stock=stock, rare=few_holders(len(reports)))
    return {(i, j) for i, j, _ in candidates(made, found, least_anchors(len(reports)))}


def _aligned(texts: list[str], pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Pairs with a stretch of a sentence in common, in one alignment of the whole texts by edit distance."""
    return {
        (i, j)
        for i, j in pairs
        if any(m.size >= PASSAGE for m in Levenshtein.opcodes(texts[i], texts[j]).as_matching_blocks())
    }


def _datasketch(texts: list[str]) -> set[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    sketches = []
    for i, text in enumerate(texts):
        sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update_batch([s.encode() for s in _shingles(text)])
        index.insert(i, sketch)
        sketches.append(sketch)
    return {
        (i, j)
        for i, sketch in enumerate(sketches)
        for j in index.query(sketch)
        if i < j and sketch.jaccard(sketches[j]) >= LEAST_ALIKE
    }


def _floor(texts: list[str]) -> int:
    """What cannot be done without: hash every run of eight characters, sort, count those that stand twice."""
    code = np.frombuffer("\n".join(texts).encode("utf-16-le", "surrogatepass"), dtype=np.uint16).astype(np.uint64)
    mixed = np.zeros(len(code) - 7, dtype=np.uint64)
    for k in range(8):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + code[k : k + len(mixed)]
    mixed.sort()
    return int((mixed[1:] == mixed[:-1]).sum())


def growth(sizes: list[int], seed: int, plot: Path | None) -> None:
    """Time corpora of growing size; print and draw cost over N."""
    seen = []
    for n in sizes:  # each in a process of its own, so that the memory of one is not the next one's
        pid = os.fork()
        if not pid:
            reports, _, _ = generate(n, seed)
            _warm(reports)
            _, clock, cpu = _timed(lambda reports=reports: find(reports, background=Background.of([])))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            Path(f"growth-{n}.json").write_text(json.dumps([n, clock, cpu, peak]))
            os._exit(0)
        os.waitpid(pid, 0)
        place = Path(f"growth-{n}.json")
        seen.append(json.loads(place.read_text()))
        place.unlink()
        n, clock, cpu, peak = seen[-1]
        print(f"{n} reports: {clock:.2f} s, {n / clock:.0f} reports/s, {cpu:.2f} s of CPU, {peak} MB", flush=True)
    slope, _ = statistics.linear_regression([math.log(s[0]) for s in seen], [math.log(s[2]) for s in seen])
    print(f"CPU grows with N^{slope:.2f}")
    if plot is None:
        return
    try:
        import altair as alt
    except ImportError:
        print("no plot: altair is not installed", file=sys.stderr)
        return
    rows = [{"reports": n, "seconds of CPU": cpu} for n, _, cpu, _ in seen]
    base = alt.Chart(alt.Data(values=rows), title=f"cost grows with N^{slope:.2f}")
    x = alt.X("reports:Q", scale=alt.Scale(type="log"))
    y = alt.Y("seconds of CPU:Q", scale=alt.Scale(type="log"))
    base.mark_line(point=True).encode(x, y).properties(width=420, height=300).save(str(plot))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=11, help="seeds 1 to 3 were used for tuning")
    parser.add_argument("--growth", type=int, nargs="+", metavar="N")
    parser.add_argument("--plot", type=Path, help="with --growth: an .html, .svg or .png")
    for flag in ("tools", "independent", "spun", "single", "draft"):
        parser.add_argument(f"--{flag}", action="store_true")
    args = parser.parse_args()
    if args.growth:
        growth(args.growth, args.seed, args.plot)
        return
    if args.tools:
        print(json.dumps(tools(args.reports, args.seed), indent=1, ensure_ascii=False))
    elif args.independent:
        print(json.dumps(party(args.seed), indent=1))
    elif args.draft:
        print(json.dumps(draft(args.reports, args.seed), indent=1))
    elif args.spun:
        print(json.dumps(run(args.reports, args.seed, tuple(SPUN)), indent=1))
    elif args.single:
        print(json.dumps(run(args.reports, args.seed, ("verbatim", "figures"), (0, 0)), indent=1))
    else:
        print(json.dumps(run(args.reports, args.seed), indent=1))


if __name__ == "__main__":
    main()
