"""Weights that tell whether a paragraph says what is lacking or to come, estimated anew, and how well they do.

    python benchmarks/endings.py            # figures only
    python benchmarks/endings.py --write    # and models/endings/weights.json

Examples are the last paragraphs of the blocks of samples/labelled: those labelled problems, and plans but for those of
a plan, against all others. Each fifth of the topics is judged by weights estimated from the others.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from weights_file import write

from corpus_tools.structure import endings
from corpus_tools.structure.normalise import normalise
from corpus_tools.structure.phrases import rules_of_openings

TOP = Path(__file__).resolve().parents[1]
FOLDS = 5
LEAST = 10  # hundredths; smaller weights are left out
_LEAST_PARAGRAPH = 15  # characters
_REACH = 80

Example = tuple[str, bool, int]
"""A paragraph, whether it tells what is lacking or to come, and the fold of its topic."""


def examples() -> Iterator[Example]:
    """Last paragraphs of the labelled blocks; a closing may say either."""
    for path in sorted((TOP / "samples" / "labelled").glob("*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            section = json.loads(line)
            paragraph = normalise(section["text"]).text.rstrip().rpartition("\n")[2]
            label, kind = section["label"], section["kind"]
            if label != "closing" and len(paragraph) >= _LEAST_PARAGRAPH:
                tells = label == "problems" or (label == "plans" and kind != "plan")
                yield paragraph, tells, zlib.crc32(section["topic"].encode("utf8")) % FOLDS


def estimate(found: Sequence[Example]) -> dict[str, int]:
    """Weights in hundredths by feature, that of "" for all paragraphs: a logistic regression (scikit-learn)."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    rows = vectors.fit_transform([dict.fromkeys(endings.features(paragraph), 1) for paragraph, *_ in found])
    rows.indices, rows.indptr = rows.indices.astype("int32"), rows.indptr.astype("int32")
    model = LogisticRegression(max_iter=400, C=3, solver="liblinear").fit(rows, [tells for _, tells, _ in found])
    made = zip(vectors.get_feature_names_out(), (round(100 * w) for w in model.coef_[0]), strict=True)
    return {"": round(100 * float(model.intercept_[0])), **{n: w for n, w in made if abs(w) >= LEAST}}


def judged(every: Sequence[Example]) -> list[tuple[bool, bool, float]]:
    """Of each example whether it tells, whether words say so, and its probability by weights that have not seen it."""
    words = rules_of_openings()["lacks"]
    out = []
    for number in range(FOLDS):
        weights = estimate([e for e in every if e[2] != number])
        out += [
            (tells, words.search(paragraph[-_REACH:]) is not None, endings.probability(weights, paragraph))
            for paragraph, tells, fold in every
            if fold == number
        ]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write models/endings/weights.json")
    args = parser.parse_args()
    every = list(examples())
    found = judged(every)
    yes, no = [f for f in found if f[0]], [f for f in found if not f[0]]
    print(f"{len(yes)} paragraphs that tell it, {len(no)} others")

    def shares(least: float) -> str:
        return " and ".join(f"{sum(by or p >= least for _, by, p in of) / len(of):.3f}" for of in (yes, no))

    print(f"words alone: found {shares(2)} of the others")
    for least in (0.3, 0.4, 0.6, 0.8):
        print(f"words, or from {least} on: found {shares(least)} of the others")
    if args.write:
        write("endings", estimate(every))


if __name__ == "__main__":
    main()
