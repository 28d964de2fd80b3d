"""Weights that tell unlisted verbs from other words, estimated anew, and how well they do.

    python benchmarks/verbs.py            # figures only
    python benchmarks/verbs.py --write    # and models/verbs/weights.json

Examples are the words of two characters in the project's own texts (tests/measures, samples) and in its lists: verbs
are those that the lists have as verbs and not as nouns too. A verb that is missing in the lists counts as none, so the
precision given is too low. Each fifth of the words is judged by weights estimated from the others.
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

from weights_file import write

from corpus_tools import segmentation
from corpus_tools.errors import RefusedFile
from corpus_tools.measures import unlisted
from corpus_tools.measures.clauses import words
from corpus_tools.measures.unlisted import LENGTH, features
from corpus_tools.reading import read

TOP = Path(__file__).resolve().parents[1]
FOLDS = 5
LEAST = 5  # hundredths; smaller weights are left out
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_MARKED = re.compile(r"\|[^\]\n]*\]|[\[\]]")  # what marked.py puts around a figure


def examples() -> dict[str, bool]:
    """Words, each with whether it is a verb."""
    lex = words()
    nouns = set(lex.object_class)
    verbs = {w for w in lex.verb_class if w not in lex.light and w not in lex.faint}
    told_apart = (verbs & nouns) | (set(lex.kinds) - verbs)  # either, or a word of the grammar
    met = verbs | nouns
    for path in sorted([*(TOP / "tests" / "measures").glob("*.txt"), *(TOP / "samples").rglob("*")]):
        if path.is_file():
            met.update(segmentation.cut(_text(path)))
    return {w: w in verbs for w in sorted(met - told_apart) if len(w) == LENGTH and _CHINESE.fullmatch(w)}


def _text(path: Path) -> str:
    try:
        return _MARKED.sub("", read(path).text)
    except RefusedFile:  # a sample of what cannot be read
        return ""


def estimate(found: Sequence[tuple[str, bool]]) -> dict[str, int]:
    """Weights in hundredths by feature, that of "" for all words: a logistic regression (scikit-learn)."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    rows = vectors.fit_transform([dict.fromkeys(features(word), 1) for word, _ in found])
    model = LogisticRegression(max_iter=300).fit(rows, [verb for _, verb in found])
    made = zip(vectors.get_feature_names_out(), (round(100 * w) for w in model.coef_[0]), strict=True)
    return {"": round(100 * float(model.intercept_[0])), **{n: w for n, w in made if abs(w) >= LEAST}}


def judged(every: Sequence[tuple[str, bool]]) -> list[tuple[str, bool, float]]:
    """Each word with its probability by weights that have not seen it."""
    out = []
    for number in range(FOLDS):
        inside = [e for e in every if zlib.crc32(e[0].encode("utf8")) % FOLDS == number]
        weights = estimate([e for e in every if zlib.crc32(e[0].encode("utf8")) % FOLDS != number])
        out += [(word, verb, unlisted.probability(weights, word)) for word, verb in inside]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write models/verbs/weights.json")
    args = parser.parse_args()
    every = list(examples().items())
    from sklearn.metrics import roc_auc_score

    found = judged(every)
    verbs = sum(verb for _, verb, _ in found)
    print(
        f"{len(every)} words, {verbs} verbs, AUC {roc_auc_score([v for _, v, _ in found], [p for *_, p in found]):.3f}"
    )
    for least in (0.3, 0.5, 0.7):
        said = [verb for _, verb, p in found if p >= least]
        print(f"from {least} on: precision {sum(said) / len(said):.3f}, recall {sum(said) / verbs:.3f}")
    if args.write:
        write("verbs", estimate(every))


if __name__ == "__main__":
    main()
