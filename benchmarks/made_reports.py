"""Made-up corpora with copied passages known to the character, from the project's own sentences (``samples/``).

About 35 % of the sentences are stock, the rest are new, made from real ones by exchanging words for others of the
same part of speech and length. Some 30 % of the reports take part in shared passages of 100–400 characters, each
changed in one of the ways named in ``KINDS``; small families share one passage, and one family has 200 members.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus_tools import segmentation
from corpus_tools.records import ReportText

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
KINDS = ("verbatim", "figures", "synonyms", "figures+synonyms", "deletion", "reordering", "all")
SPUN = {"spun": (3, 6), "heavily spun": (2, 4)}  # every third to sixth word exchanged, every second to fourth
STOCK_SHARE = 0.35
TAKE_PART = 0.30
STOCK_POOL = 300
STOCK_LONGEST = 45  # characters
BIG_FAMILY = 200
FIGURE = r"(?<![\dxX*_.])\d+(?:[.· ]\d+)?(?![\dxX*_）)．、]|\.(?!\d))"  # no part of a mask, no number of a list

_OPEN, _CLOSE = "\ue100", "\ue101"  # around a figure until its place in the report is known


@dataclass(frozen=True)
class Case:
    """One copied passage: ranges in the two reports' pages, and of its figures those that stand for each other."""

    kind: str
    a: str
    a_start: int
    a_end: int
    b: str
    b_start: int
    b_end: int
    slots: tuple[tuple[int, int, int, int], ...] = ()


@dataclass
class Source:
    """Sentences cut into words, and words by part of speech and length."""

    sentences: list[str]
    clauses: list[list[tuple[str, str]]]
    pool: dict[tuple[str, int], list[str]]


@cache
def source() -> Source:
    """Read the project's sentences."""
    texts = [
        json.loads(line)["text"]
        for path in sorted((SAMPLES / "labelled").glob("*.jsonl"))
        for line in path.read_text(encoding="utf8").splitlines()
        if line.strip()
    ]
    sentences, clauses, pool = [], [], defaultdict(set)
    seen = set()
    for text in texts:
        for raw in re.split(r"[。！？；\n]", text):
            raw = re.sub(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]\s*", "", raw.strip())
            if 12 <= len(raw) <= 120 and raw not in seen:
                seen.add(raw)
                sentences.append(raw)
                for clause in re.split(r"[，,：:]", raw):
                    if len(clause) >= 4:
                        clauses.append(segmentation.tag(clause))
                        for word, tag in clauses[-1]:
                            if _exchanged(word, tag):
                                pool[(tag[0], len(word))].add(word)
    return Source(sentences, clauses, {k: sorted(v) for k, v in pool.items()})


def _exchanged(word: str, tag: str) -> bool:
    return tag[0] in "nvad" and len(word) >= 2


def _new(made: Source, rng: random.Random) -> str:
    """A sentence that is nobody's: clauses of different sentences, most of their words exchanged."""
    return "，".join(_clause(rng.choice(made.clauses), made, rng) for _ in range(rng.randint(1, 5)))


def _clause(words: list[tuple[str, str]], made: Source, rng: random.Random) -> str:
    out = []
    for word, tag in words:
        if _exchanged(word, tag) and rng.random() < 0.75:
            out.append(rng.choice(made.pool[(tag[0], len(word))]))
        elif word.isdigit():
            out.append(str(rng.randint(2, 10 ** min(len(word), 4))))
        else:
            out.append(word)
    return "".join(out)


def _figures(text: str, rng: random.Random) -> str:
    """Each figure as another, as a mask, or taken out."""

    def other(m: re.Match[str]) -> str:
        number = str(rng.randint(2, 999))
        if "." in m[0]:
            number += f".{rng.randint(1, 99)}"
        return rng.choice(["xx", "", "__", *[number] * 7])

    return re.sub(FIGURE, other, text)


def _synonyms(text: str, made: Source, rng: random.Random) -> str:
    out = []
    for word, tag in segmentation.tag(text):
        if _exchanged(word, tag) and rng.random() < 0.12:
            out.append(rng.choice(made.pool.get((tag[0], len(word)), [word])))
        else:
            out.append(word)
    return "".join(out)


@cache
def dictionary() -> dict[str, str]:
    """A spinner's dictionary: each word with one other of its kind and length that is always put in its place."""
    rng = random.Random(1)
    return {word: rng.choice(words) for _, words in sorted(source().pool.items()) for word in words}


def _spun(text: str, rng: random.Random, every: tuple[int, int]) -> str:
    """Words exchanged by the dictionary, ``every`` so many to so many words."""
    spinner = dictionary()
    out = []
    due = rng.randint(*every)
    for word, _ in segmentation.tag(text):
        due -= 1
        if due <= 0 and word in spinner:
            word, due = spinner[word], rng.randint(*every)
        out.append(word)
    return "".join(out)


def _delete(text: str, rng: random.Random) -> str:
    """Drop clauses, never the first, never two running: a run of sentences without them is another passage."""
    out: list[str] = []
    dropped = True
    for clause in text.split("，"):
        dropped = not dropped and len(clause) <= 30 and rng.random() < 0.25
        if not dropped:
            out.append(clause)
    return "，".join(out)


def changed(sentences: list[str], kind: str, made: Source, rng: random.Random) -> list[str]:
    """A passage as its copyist would leave it."""
    out = list(sentences)
    if kind == "figures":
        return [
            re.sub(f"{_OPEN}(.*?){_CLOSE}", lambda m: _OPEN + _figures(m[1], rng) + _CLOSE, s, flags=re.S) for s in out
        ]
    if kind in ("figures+synonyms", "all"):
        out = [_figures(s, rng) for s in out]
    if kind in ("synonyms", "figures+synonyms", "all"):
        out = [_synonyms(s, made, rng) for s in out]
    if kind in ("deletion", "all"):
        out = [_delete(s, rng) for s in out]
    if kind in ("reordering", "all") and len(out) > 2:
        cut = rng.randrange(1, len(out))
        out = out[cut:] + out[:cut]
    if kind in SPUN:
        out = [_spun(s, rng, SPUN[kind]) for s in out]
    return out


def _written(sentences: list[str], rng: random.Random) -> str:
    """Sentences as a page has them: marks of either width, breaks here and there."""
    half = rng.random() < 0.3
    out = []
    for s in sentences:
        s = s.replace("，", ",") if half else s
        out.append(s + "。" + ("\n\n" if rng.random() < 0.2 else ""))
    return "".join(out)


def _unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without the marks around its figures, and where these stand."""
    out: list[str] = []
    slots: list[tuple[int, int]] = []
    size = 0
    for piece in re.split(f"({_OPEN}.*?{_CLOSE})", text, flags=re.S):
        bare = piece.strip(_OPEN + _CLOSE)
        if piece[:1] == _OPEN:
            slots.append((size, size + len(bare)))
        out.append(bare)
        size += len(bare)
    return "".join(out), slots


def generate(
    n: int, seed: int, kinds: tuple[str, ...] = KINDS, length: tuple[int, int] = (100, 400)
) -> tuple[list[ReportText], list[Case], set[str]]:
    """A corpus of ``n`` reports, its copied passages, and the ids of the big family.

    ``length`` is what a passage has at least, drawn anew for each, in characters; ``(0, 0)`` is one sentence.
    """
    rng = random.Random(seed)
    made = source()
    stock = [s for s in made.sentences if len(s) <= STOCK_LONGEST]
    rng.shuffle(stock)
    del stock[STOCK_POOL:]
    weights = [1 / (k + 10) for k in range(len(stock))]
    bodies: list[list[str]] = []
    for _ in range(n):
        size = rng.randint(12, 40)
        picks = rng.choices(stock, weights, k=size)
        bodies.append([picks[k] if rng.random() < STOCK_SHARE else _new(made, rng) for k in range(size)])

    def passage() -> list[str]:
        size, goal = 0, rng.randint(*length)
        out: list[str] = []
        while not out or size < goal:
            out.append(_new(made, rng))
            size += len(out[-1])
            if not goal and size < 15:  # the gold guidelines' shortest copy
                out, size = [], 0
        return out

    # where a passage goes: report → place in its sentences → (group, sentences)
    put: dict[int, tuple[int, list[str]]] = {}
    free = list(range(n))
    rng.shuffle(free)
    groups: list[tuple[str, list[int]]] = []
    budget = int(TAKE_PART * n)
    if kinds == KINDS and budget > 3 * BIG_FAMILY:
        groups.append(("big", [free.pop() for _ in range(BIG_FAMILY)]))
        budget -= BIG_FAMILY
    turn = 0
    while budget > 1:
        size = rng.randint(3, 8) if rng.random() < 0.15 else 2
        groups.append((kinds[turn % len(kinds)], [free.pop() for _ in range(size)]))
        turn += 1
        budget -= size
    for kind, members in groups:
        base = passage()
        if kind in ("figures", "big"):
            base = [re.sub(FIGURE, lambda m: _OPEN + m[0] + _CLOSE, s) for s in base]
        for k, i in enumerate(sorted(members)):
            how = "figures" if kind == "big" else kind
            text = base if k == 0 else changed(base, how, made, rng)
            put[i] = (rng.randint(0, len(bodies[i])), text)

    reports: list[ReportText] = []
    places: dict[int, tuple[int, int]] = {}
    slots: dict[int, list[tuple[int, int]]] = {}
    for i, body in enumerate(bodies):
        name = f"r{i:06d}"
        if i in put:
            at, sentences = put[i]
            head, tail = _written(body[:at], rng), _written(body[at:], rng)
            middle, own = _unmarked(_written(sentences, rng))
            places[i] = (len(head), len(head) + len(middle.rstrip()))
            slots[i] = [(len(head) + s, len(head) + e) for s, e in own]
            reports.append(ReportText(name, name, 0, head + middle + tail))
        else:
            reports.append(ReportText(name, name, 0, _written(body, rng)))
    cases = []
    big: set[str] = set()
    for kind, members in groups:
        members = sorted(members)
        if kind == "big":
            big = {reports[i].id for i in members}
            pairs = [(members[0], j) for j in members[1:]]
        else:
            pairs = [(i, j) for k, i in enumerate(members) for j in members[k + 1 :]]
        for i, j in pairs:
            both = tuple((*x, *y) for x, y in zip(slots[i], slots[j], strict=True))
            cases.append(Case(kind, reports[i].id, *places[i], reports[j].id, *places[j], both))
    return reports, cases, big


def independent(n: int, seed: int) -> list[ReportText]:
    """Reports that share nothing but long party and government wording, each in its own variant."""
    data = tomllib.loads((Path(__file__).parent / "formulae.toml").read_text(encoding="utf8"))
    rng = random.Random(seed)
    made = source()
    weights = [1 / (k + 3) for k in range(len(data["phrases"]))]
    out = []
    for i in range(n):
        sentences = [_new(made, rng) for _ in range(rng.randint(20, 60))]
        order = list(data["phrases"])
        random.Random(7).shuffle(order)  # which are the common ones does not depend on the seed
        for phrase in sorted(set(rng.choices(order, weights, k=rng.randint(2, 6)))):
            said = phrase.format(congress=rng.choice(data["congress"]), session=rng.choice(data["session"]))
            clauses = said.split("，")
            if len(clauses) > 3 and rng.random() < 0.5:
                del clauses[rng.randrange(len(clauses))]
            sentences.insert(rng.randint(0, len(sentences)), "，".join(clauses))
        name = f"r{i:06d}"
        out.append(ReportText(name, name, 0, _written(sentences, rng)))
    return out
