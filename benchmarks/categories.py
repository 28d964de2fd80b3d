"""Weights of categories: estimated anew, and how well they find the category of nouns that no list holds.

    python benchmarks/categories.py            # figures only
    python benchmarks/categories.py --write    # and models/categories/weights.json

Examples are the project's own marked clauses (tests/measures, samples/labelled/clauses*.txt), deeds of its marked pages
(samples/labelled/deeds.tsv) and gold (tests/gold). "Hidden" figures leave every fifth
of the nouns out of the word lists and out of the examples in turn, and ask for the category of the measures that count
them: by the rules alone, and by rules and weights. "By field" leaves a fifth of the fields out of the examples (the
rules have seen them all).
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest import mock

TOP = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TOP), str(TOP / "tests" / "measures")]

import marked  # noqa: E402
from weights_file import write  # noqa: E402

from corpus_tools.measures import categories, extract, likelihood  # noqa: E402
from corpus_tools.measures.clauses import words  # noqa: E402
from corpus_tools.measures.estimating import Example, estimate, taught  # noqa: E402

CLAUSES = (
    "cases.txt",
    "unseen.txt",
    "unseen2.txt",
    "fields.txt",
    "topics.txt",
    "breadth.txt",
    "trades.txt",
    "frames.txt",
    "fresh.txt",
    "composed.txt",
    "offices.txt",
    "departments.txt",
    "spoken.txt",
)
DEEDS = TOP / "tests" / "measures" / "deeds.txt"  # verb, noun, unit, categories
WRITTEN = sorted((TOP / "samples" / "labelled").glob("clauses*.txt"))
MARKED = TOP / "samples" / "labelled" / "deeds.tsv"  # the same, under a head line; verb or noun may be empty
FIRST = 0.6  # weight of the likeliest category where others can be argued for, which share the rest
READ_AS = 0.5  # weight of an example whose deed and noun are as the program reads them, where it errs
FOLDS = 5


def examples() -> Iterator[tuple[str, tuple[str, ...], Example]]:
    """Field, accepted categories, example."""
    for path in (*(TOP / "tests" / "measures" / name for name in CLAUSES), *WRITTEN):
        for clause in marked.read(path) if path.is_file() else ():
            found = {m.start: m for m in extract(clause.text).measures}
            before: tuple[str, ...] = ()
            sentence = -1
            for want in clause.expected:
                m, category = found.get(want.start), want.categories[0]
                if (ended := clause.text.rfind("。", 0, want.start)) != sentence:
                    before, sentence = (), ended
                if m is not None:
                    deed, noun = want.action.split("/")[0], want.object.split("/")[0]
                    yield clause.topic, want.categories, Example(deed, noun, m.unit, category, before=before)
                    if (m.action, m.object) != (deed, noun):
                        yield "", (), Example(m.action, m.object, m.unit, category, READ_AS, before)
                before = (*before[-1:], category)
    for line in DEEDS.read_text(encoding="utf8").splitlines() if DEEDS.is_file() else ():
        if line and not line.startswith("#"):
            verb, noun, unit, accepted = line.split()
            categories = tuple(accepted.split(","))
            yield "deeds", categories, Example(verb, noun, unit, categories[0])
    for line in MARKED.read_text(encoding="utf8").splitlines()[1:] if MARKED.is_file() else ():
        verb, noun, unit, accepted = line.split("\t")
        yield from shared("marked", verb, noun, unit, accepted.split(","))
    for path in sorted((TOP / "tests" / "gold").glob("[0-9]*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            r = json.loads(line)
            if r["type"] == "measure":
                one = Example(r["action"], r["object"], r["unit"], r["category"])
                yield path.stem, (r["category"],), one


def shared(
    field: str, verb: str, noun: str, unit: str, accepted: Sequence[str]
) -> Iterator[tuple[str, tuple[str, ...], Example]]:
    """A deed as an example of each category that can be argued for; asked about once."""
    first, *others = accepted
    yield field, tuple(accepted), Example(verb, noun, unit, first, FIRST if others else 1.0)
    for other in others:
        yield field, (), Example(verb, noun, unit, other, (1 - FIRST) / len(others))


def fold(text: str) -> int:
    return zlib.crc32(text.encode("utf8")) % FOLDS


def share(
    every: Sequence[tuple[str, tuple[str, ...], Example]], asked: Callable[[str, Example], int], *, hide: bool
) -> tuple[int, float, float]:
    """Measures asked about, share right by the rules alone and with weights estimated without them."""
    lex, right, ruled, total = words(), 0, 0, 0
    nouns = dict(lex.object_class)
    for number in range(FOLDS):
        kept = {n: c for n, c in nouns.items() if fold(n) != number or len(n) == 1} if hide else nouns
        train = [e for field, _, e in every if asked(field, e) != number]
        test = [(ok, e) for field, ok, e in every if ok and asked(field, e) == number]
        with mock.patch.object(lex, "object_class", kept), mock.patch.object(lex, "object_head", lex._object_head):
            forget()
            with mock.patch.object(categories, "shipped", lambda: None):
                made = likelihood.weights(estimate([*train, *taught(train)]))
            forget()
            with mock.patch.object(categories, "shipped", lambda made=made: made):
                said = [categories.categorise(e.action, e.object, e.unit, e.before) for _, e in test]
        forget()
        total += len(test)
        ruled += sum(m.ruled in ok for m, (ok, _) in zip(said, test, strict=True))
        right += sum(m.category in ok for m, (ok, _) in zip(said, test, strict=True))
    return total, ruled / total, right / total


def forget() -> None:
    categories.categorise.cache_clear()


def by_noun(_: str, e: Example) -> int:
    head = words().object_head(e.object)[0] or e.object
    return fold(head) if len(head) > 1 else -1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write models/categories/weights.json")
    parser.add_argument("--quick", action="store_true", help="no figures")
    args = parser.parse_args()
    with mock.patch.object(categories, "shipped", lambda: None):  # the weights of before play no part
        every = list(examples())
    if not args.quick:
        for name, asked, hide in (
            ("nouns hidden", by_noun, True),
            ("by field", lambda field, _: fold(field) if field else -1, False),
        ):
            total, ruled, right = share(every, asked, hide=hide)
            print(f"{name}: {total} measures, rules alone {ruled:.3f}, with weights {right:.3f}")
    if args.write:
        plain = [e for _, _, e in every]
        forget()
        with mock.patch.object(categories, "shipped", lambda: None):
            data = estimate([*plain, *taught(plain)])
        found = data.pop("features")
        print(f"{len(every)} examples")
        write("categories", found, data)


if __name__ == "__main__":
    main()
