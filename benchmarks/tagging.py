"""Weights of the tagger that reads the words around a figure, estimated anew, and how well it does.

    python benchmarks/tagging.py            # figures only
    python benchmarks/tagging.py --write    # and models/tagging/weights.npz

Examples are the project's marked clauses (tests/measures, samples/labelled/clauses*.txt) and the deeds of
samples/labelled/deeds.tsv put into clauses: into the frames of samples/labelled/frames.txt, and into marked clauses in
place of their own deeds. Each is read by the rules first; what they said of it is among its features. Judged are the
marked sentences of samples/labelled, each fifth of their fields by weights estimated without it.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import numpy as np

TOP = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TOP), str(TOP / "tests" / "measures")]

import marked  # noqa: E402
from readings import Reading, weights  # noqa: E402

from corpus_tools.measures import extract, links, statements, tagging  # noqa: E402
from corpus_tools.measures.surroundings import (  # noqa: E402
    DEED,
    NOTHING,
    NOUN,
    NOWHERE,
    OWN,
    Around,
    around,
    spots,
)
from corpus_tools.measures.word_features import BITS, NO_WORD, features  # noqa: E402
from corpus_tools.models import ARRAYS, models_folder  # noqa: E402
from corpus_tools.structure.normalise import normalise  # noqa: E402

LABELLED = TOP / "samples" / "labelled"
_TESTED = """
cases unseen unseen2 fields topics breadth trades frames fresh composed offices departments spoken offices_unseen
meaning arithmetic
"""
CLAUSES = [TOP / "tests" / "measures" / f"{name}.txt" for name in _TESTED.split()]
WRITTEN = sorted(LABELLED.glob("clauses*.txt"))
FIGURES = ("35", "120", "3", "200", "4600", "六十")
FRAMES_EACH, CONTEXTS_EACH = 1, 2  # clauses made of each deed
# How much an example weighs. The rules were mended until they read the marked clauses of the tests, so what they say
# there is right too often; half of their examples therefore do not ask them.
MADE, TESTED, MARKED = 0.5, 10.0, 3.0
STRENGTH, ROUNDS = 1.0, 130  # inverse of the regularisation; more rounds read the examples better and others worse
SCALE = 24.0
MARGIN = 1.0  # chosen on the sentences judged
FOLDS = 5
_LONGEST = 40  # characters before a figure that a deed is put into
_DIGITS = str.maketrans(dict.fromkeys("123456789一二三四五六七八九十百千万亿两零〇", "0"))
_STOP = re.compile(r"[,;:。!?，；：！？()（）…\n\d]")


class Seen(NamedTuple):
    """The words around a figure, as the rules read them, and where it stands."""

    sentence: str
    figure: int  # start, within the sentence
    near: Around


def seen(text: str) -> list[Seen]:
    """What the rules read around a text's figures; the tagger is not asked."""
    out: list[Seen] = []

    def look(s, f, made):
        out.append(Seen(s.copy, s.quantities[f.at].start, around(s, f, made)))
        return made

    with mock.patch.object(links, "weighed", look):
        statements.forget()
        extract(text)
        statements.forget()
    return out


def tags_of(near: Around, deed: str, noun: str) -> list[int] | None:
    """The tags of the words around a figure that should be read as a deed and a noun; None where one is not there.

    Words of its own clause first, those behind it next, then those of the clauses before, the nearest first. Where two
    answers hold (``a/b``) the first that is found is taken.
    """
    out = [NOTHING] * len(near.words)
    for said, tag in ((deed, DEED), (noun, NOUN)):
        found = next(_found(near, said, out), None) if said.strip("/") else []
        if found is None:
            return None
        for n in found:
            out[n] = tag
    return out


def _found(near: Around, said: str, taken: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of the words that are it, the best first."""
    at = near.figure
    own = next((n for n in range(at) if near.regions[n] == OWN), at)
    earlier: list[range] = []
    start = 0
    for n in range(own + 1):
        if n == own or near.words[n].kind in NO_WORD:
            earlier.append(range(start, n))
            start = n + 1
    behind = range(at + 1, len(near.words))
    for part, last in [(range(own, at), True), (behind, False), *((part, True) for part in reversed(earlier))]:
        ends = list(accumulate((len(near.words[n].word) for n in part), initial=0))
        text = "".join(near.words[n].word for n in part)
        for answer in filter(None, said.split("/")):
            places = [m.start() for m in re.finditer(f"(?={re.escape(answer)})", text)]
            for place in reversed(places) if last else places:
                end = place + len(answer)
                spans = zip(part, ends, ends[1:], strict=False)
                numbers = [n for n, a, b in spans if 2 * (min(end, b) - max(place, a)) >= b - a]
                if numbers and not any(taken[n] for n in numbers):
                    yield numbers


def examples(it: Seen, deed: str, noun: str, weight: float, *, unasked: bool = False) -> list[Reading]:
    """None where the words are not among those looked at. ``unasked``: a second one, as if no rules had been asked."""
    near = it.near
    tags = tags_of(near, deed, noun)
    if tags is None:
        return []
    said = [(t.word, t.kind) for t in near.words]
    rows = [features(said, spots(near), near.over, near.deed())]
    if unasked:
        over = near.over._replace(cue="?", deed_at=NOWHERE, noun_at=NOWHERE)
        rows.append(features(said, spots(near, asked=False), over, None))
    may = tagging.may_be([t.kind for t in near.words])
    return [Reading(each, tags, *may, weight / len(rows)) for each in rows]


def of_text(text: str, answers: dict[int, tuple[str, str]], weight: float, *, unasked: bool) -> Iterator[Reading]:
    """Examples of a marked text; ``answers`` by the start of their figure."""
    copy = normalise(text)
    folded = copy.text.translate(_DIGITS)
    for it in seen(text):
        base = folded.find(it.sentence.translate(_DIGITS))
        answer = answers.get(int(copy.starts[base + it.figure])) if base >= 0 else None
        if answer is not None:
            yield from examples(it, *answer, weight, unasked=unasked)


def of_clauses(clauses: Iterable[marked.Clause], weight: float, *, unasked: bool) -> Iterator[Reading]:
    for clause in clauses:
        answers = {w.start: (w.action, w.object) for w in clause.expected}
        yield from of_text(clause.text, answers, weight, unasked=unasked)


# ---------------------------------------------------------------- deeds put into clauses


def contexts(clauses: Iterable[marked.Clause]) -> dict[tuple[bool, bool, str], list[str]]:
    """Words before a figure with places for a deed and a noun, by which of them they have and what they count."""
    out: defaultdict[tuple[bool, bool, str], list[str]] = defaultdict(list)
    for clause in clauses:
        for w in clause.expected:
            start = max((m.end() for m in _STOP.finditer(clause.text, 0, w.start)), default=0)
            text = clause.text[start : w.start]
            deed, noun = w.action.split("/")[0], w.object.split("/")[0]
            if not text or len(text) > _LONGEST or not (deed or noun) or set(text) & set("{}"):
                continue
            if noun:
                head, found, tail = text.rpartition(noun)
                if not found:
                    continue
                text = f"{head}{{noun}}{tail}"
            if deed:
                head, found, tail = text.rpartition(deed)
                if not found:
                    continue
                text = f"{head}{{verb}}{tail}"
            for category in (w.categories[0], ""):
                out[bool(deed), bool(noun), category].append(text)
    return dict(out)


class Frames(NamedTuple):
    """Ways to say a deed: with verb and noun, a verb alone, a noun alone; who may do it, what a clause opens with."""

    both: list[str]
    verb: list[str]
    noun: list[str]
    who: list[str]
    opening: list[str]


def frames() -> Frames:
    parts: dict[str, list[str]] = {}
    for line in (LABELLED / "frames.txt").read_text(encoding="utf8").splitlines():
        if line.startswith("["):
            part = parts.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            part += line.split()
    return Frames(**parts)


def of_deeds(clauses: Sequence[marked.Clause], seed: int, left_out: Callable[[str, str], bool]) -> Iterator[Reading]:
    """Each deed of the list in a frame and in marked clauses that count the same."""
    chance = random.Random(seed)
    slots, ways = contexts(clauses), frames()
    for line in (LABELLED / "deeds.tsv").read_text(encoding="utf8").splitlines()[1:]:
        verb, noun, unit, accepted = line.split("\t")
        if left_out(verb, noun):
            continue
        of = ways.both if verb and noun else ways.verb if verb else ways.noun
        texts = [
            chance.choice(of).format(
                verb=verb, noun=noun, who=chance.choice(ways.who), opening=chance.choice(ways.opening)
            )
            for _ in range(FRAMES_EACH)
        ]
        key = bool(verb), bool(noun)
        alike = slots.get((*key, accepted.split(",")[0])) or slots.get((*key, ""), [])
        texts += [t.format(verb=verb, noun=noun) for t in chance.sample(alike, min(len(alike), CONTEXTS_EACH))]
        for text in texts:
            for it in seen(f"{text}{chance.choice(FIGURES)}{unit}。"):
                if it.figure == len(text):
                    yield from examples(it, verb, noun, MADE)


# ---------------------------------------------------------------- estimating


def estimate(examples: Iterable[Reading]) -> tagging.Tagger:
    """A conditional random field (``readings``), its weights rounded to bytes."""
    found, bias, used = weights(examples, 1 << BITS, strength=STRENGTH, rounds=ROUNDS)
    print(f"{used} readings")
    whole = np.clip(np.rint(found * SCALE), -127, 127).astype(np.int8)
    return tagging.Tagger(whole, bias, SCALE, MARGIN)


def write(made: tagging.Tagger) -> None:
    path = models_folder() / "tagging" / ARRAYS
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, table=made.table, bias=made.bias, scale=made.scale, margin=made.margin)
    print(f"{path}: {path.stat().st_size // 1024} KB")


def everything(seed: int = 1, left_out: Callable[[str, str], bool] = lambda verb, noun: False) -> list[Reading]:
    """All examples but those of the written sentences."""
    clauses = [c for path in CLAUSES for c in marked.read(path)]
    out = list(of_clauses(clauses, TESTED, unasked=True))
    return [*out, *of_deeds([*clauses, *written()], seed, left_out)]


def written() -> list[marked.Clause]:
    return [clause for path in WRITTEN for clause in marked.read(path)]


def fold(field: str) -> int:
    return zlib.crc32(field.encode("utf8")) % FOLDS


def right(clauses: Sequence[marked.Clause], read: Callable[[str], Sequence[object]] = lambda t: extract(t).measures):
    """How many measures of marked clauses have deed, noun, and both right."""
    counted = [0, 0, 0, 0]
    for clause in clauses:
        found = {m.start: m for m in read(clause.text)}
        for want in clause.expected:
            m = found.get(want.start)
            deed = m is not None and marked.contains(want.action, m.action)
            noun = m is not None and marked.contains(want.object, m.object)
            for n, yes in enumerate((True, deed, noun, deed and noun)):
                counted[n] += yes
    return np.array(counted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write models/tagging/weights.npz")
    parser.add_argument("--quick", action="store_true", help="write only, without judging")
    args = parser.parse_args()
    others, own = everything(), written()
    if not args.quick:
        judge(others, own)
    if args.write:
        write(estimate([*others, *of_clauses(own, MARKED, unasked=False)]))


def judge(others: Sequence[Reading], own: Sequence[marked.Clause]) -> None:
    """Prints what rules alone and rules with weights read right of the written sentences."""
    without, beside = np.zeros(4, dtype=int), np.zeros(4, dtype=int)
    for number in range(FOLDS):
        kept = [c for c in own if fold(c.topic) == number]
        made = estimate([*others, *of_clauses([c for c in own if fold(c.topic) != number], MARKED, unasked=False)])
        for total, tagger in ((without, None), (beside, made)):
            with mock.patch.object(tagging, "shipped", lambda tagger=tagger: tagger):
                statements.forget()
                total += right(kept)
    for name, (n, deed, noun, both) in (("rules", without), ("rules and weights", beside)):
        print(f"{name}: {n} measures, deed {deed / n:.3f}, noun {noun / n:.3f}, both {both / n:.3f}")


if __name__ == "__main__":
    main()
