"""Weights that tell a site's lines from a report's by their characters, estimated anew, and how well they do.

    python benchmarks/site_lines.py            # figures only
    python benchmarks/site_lines.py --write    # and models/site-lines/weights.json

Examples are the lines of samples/labelled/site-lines.tsv, and those of the labelled sections there, which are all a
report's. Each fifth of the lots (``## name``) and topics is judged by weights estimated from the others.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from weights_file import write

from corpus_tools.structure import unknown
from corpus_tools.structure.lines import Line
from corpus_tools.structure.noise import is_title
from corpus_tools.structure.normalise import normalise

LABELLED = Path(__file__).resolve().parents[1] / "samples" / "labelled"
FOLDS = 5
LEAST = 8  # hundredths; smaller weights are left out
LONGEST = 120  # characters of a section's line; what is longer no one takes for a site's
STRENGTH = 3.0

Example = tuple[str, bool, int]
"""A line, whether it is the site's, and its fold."""


def examples() -> Iterator[Example]:
    """Each line once; a line of the list goes before the same one of a section."""
    seen: set[str] = set()

    def fresh(line: str) -> str:
        said = normalise(line).text.strip()
        if not said or said in seen:
            return ""
        seen.add(said)
        return said

    fold = 0
    for line in (LABELLED / "site-lines.tsv").read_text(encoding="utf8").splitlines():
        if line.startswith("#"):
            fold = _fold(line)
            continue
        kind, _, text = line.partition("\t")
        if (said := fresh(text)) and not is_title(Line(0, len(said), said)):  # of titles other steps judge
            yield said, kind != "own", fold
    for path in sorted(LABELLED.glob("sections-*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            section = json.loads(line)
            for piece in section["text"].split("\n"):
                if len(piece) <= LONGEST and (said := fresh(piece)):
                    yield said, False, _fold(section["topic"])


def _fold(name: str) -> int:
    return zlib.crc32(name.encode("utf8")) % FOLDS


def estimate(found: Sequence[Example]) -> dict[str, int]:
    """Weights in hundredths by feature, that of "" for all lines: a logistic regression (scikit-learn)."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    rows = vectors.fit_transform([dict.fromkeys(sorted(unknown.features(line)), 1) for line, *_ in found])
    rows.indices, rows.indptr = rows.indices.astype("int32"), rows.indptr.astype("int32")
    model = LogisticRegression(max_iter=400, C=STRENGTH, solver="liblinear").fit(rows, [site for _, site, _ in found])
    made = zip(vectors.get_feature_names_out(), (round(100 * w) for w in model.coef_[0]), strict=True)
    return {"": round(100 * float(model.intercept_[0])), **{n: w for n, w in made if abs(w) >= LEAST}}


def judged(every: Sequence[Example]) -> list[tuple[bool, float, str]]:
    """Of each example whether it is the site's, and its probability by weights that have not seen its lot."""
    out = []
    for number in range(FOLDS):
        weights = estimate([e for e in every if e[2] != number])
        out += [(site, unknown.probability(weights, line), line) for line, site, fold in every if fold == number]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write models/site-lines/weights.json")
    parser.add_argument("--quick", action="store_true", help="no figures")
    parser.add_argument("--errors", type=int, default=0, help="show so many of the worst lines of each kind")
    args = parser.parse_args()
    every = list(examples())
    if not args.quick:
        found = judged(every)
        of_site, own = [f for f in found if f[0]], [f for f in found if not f[0]]
        print(f"{len(of_site)} lines of sites, {len(own)} of reports")
        for least in (0.5, 0.8, 0.9, 0.95, 0.99):
            shares = [sum(p >= least for _, p, _ in of) / len(of) for of in (of_site, own)]
            print(f"from {least} on: found {shares[0]:.3f}, of the others {shares[1]:.4f}")
        for _, p, line in [*sorted(own, key=lambda f: -f[1])[: args.errors], *sorted(of_site)[: args.errors]]:
            print(f"{p:.2f} {line[:60]}")
    if args.write:
        write("site-lines", estimate(every))


if __name__ == "__main__":
    main()
