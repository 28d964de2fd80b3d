"""Weights that tell where a glued heading ends, estimated anew, and how well they do.

    python benchmarks/headings.py            # figures only
    python benchmarks/headings.py --write    # and models/headings/weights.json

Examples are the numbered headings of samples/labelled: each glued to the text below it, as pages without line breaks
have it, and each with its full stop, where no place within it is a seam; so are numbered paragraphs without a heading.
Each fifth of the headings is judged by weights estimated from the others.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from weights_file import write

from corpus_tools.structure import seams
from corpus_tools.structure.marker import STOP, candidates
from corpus_tools.structure.normalise import normalise

TOP = Path(__file__).resolve().parents[1]
FOLDS = 5
LEAST = 5  # hundredths; smaller weights are left out
_SHOWN = 84  # characters behind a number that ``headings`` looks at
_LEAST_TEXT = 15  # characters of text that make a heading glued

Example = tuple[str, int]
"""What stands behind a number up to the first stop, and where its heading ends; 0: it has none, or it ends there."""


def examples() -> list[Example]:
    """Glued headings, and what only might be one."""
    return sorted(set(_examples()))


def _examples() -> Iterator[Example]:
    for path in sorted((TOP / "samples" / "labelled").glob("*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            section = json.loads(line)
            said, text = section["heading"], normalise(section["text"]).text
            head = normalise(said).text
            if not said or not text.startswith(head):
                yield from _without([text])
                continue
            first = candidates(text, 0, len(text))
            if not first or first[0].start:
                continue
            heading, body = head[first[0].text :].strip(" 。:;,"), text[len(head) :].lstrip(" \n。:;,")
            yield from _without(body.split("\n")[1:])
            if len(heading) >= seams.LEAST and len(body) >= _LEAST_TEXT:
                yield _window(heading + body), len(heading)
                yield _window(heading), 0


def _without(paragraphs: list[str]) -> Iterator[Example]:
    for text in paragraphs:
        first = candidates(text, 0, len(text))
        if first and not first[0].start:
            yield _window(text[first[0].text :]), 0


def _window(said: str) -> str:
    stop = STOP.search(said)
    return said[: stop.start() if stop else len(said)].partition("\n")[0][:_SHOWN]


def estimate(found: Sequence[Example]) -> dict[str, int]:
    """Weights in hundredths by feature, that of "" for all places: a logistic regression (scikit-learn)."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    asked = [(window, at, at == end) for window, end in found for at in seams.places(window)]
    rows = vectors.fit_transform([dict.fromkeys(seams.features(window, at), 1) for window, at, _ in asked])
    model = LogisticRegression(max_iter=500, C=3).fit(rows, [ends for *_, ends in asked])
    made = zip(vectors.get_feature_names_out(), (round(100 * w) for w in model.coef_[0]), strict=True)
    return {"": round(100 * float(model.intercept_[0])), **{n: w for n, w in made if abs(w) >= LEAST}}


def judged(every: Sequence[Example]) -> list[tuple[int, int, float]]:
    """Of each example its heading's end, the likeliest place and its probability, by weights that have not seen it."""
    out = []
    for number in range(FOLDS):
        inside = [e for e in every if _fold(e) == number]
        weights = estimate([e for e in every if _fold(e) != number])
        for window, end in inside:
            likely = ((seams.probability(weights, window, at), at) for at in seams.places(window))
            p, at = max(likely, default=(0.0, 0))
            out.append((end, at, p))
    return out


def _fold(example: Example) -> int:
    return zlib.crc32(example[0][:4].encode("utf8")) % FOLDS  # headings that begin alike are judged together


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write models/headings/weights.json")
    args = parser.parse_args()
    every = examples()
    found = judged(every)
    glued, whole = [f for f in found if f[0]], [f for f in found if not f[0]]
    print(f"{len(glued)} headings glued, {len(whole)} that are not or paragraphs without one")
    for least in (0.2, 0.3, 0.4, 0.5, 0.6):
        right = sum(p >= least and at == end for end, at, p in glued) / len(glued)
        wrong = sum(p >= least and at != end for end, at, p in glued) / len(glued)
        cut = sum(p >= least for *_, p in whole) / len(whole)
        print(f"from {least} on: end found {right:.3f}, wrong {wrong:.3f}, cut where nothing is glued {cut:.3f}")
    if args.write:
        write("headings", estimate(every))


if __name__ == "__main__":
    main()
