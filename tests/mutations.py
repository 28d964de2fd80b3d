"""Pages spoilt as transport and scraping spoil them: bits flipped, bytes lost, text doubled, encodings interleaved."""

from __future__ import annotations

import random
from collections.abc import Callable

__all__ = ["MUTATIONS", "spoilt"]

_ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be", "utf-8-sig")


def _flip(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 3, 30, 300))):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _cut(data: bytes, rng: random.Random) -> bytes:
    a = rng.randrange(len(data))
    return data[:a] if rng.random() < 0.5 else data[a:]


def _hole(data: bytes, rng: random.Random) -> bytes:
    a, b = sorted(rng.sample(range(len(data) + 1), 2))
    return data[:a] + data[b:]


def _double(data: bytes, rng: random.Random) -> bytes:
    a, b = sorted(rng.sample(range(len(data) + 1), 2))
    return data[:b] + data[a:b] * rng.choice((1, 2, 20)) + data[b:]


def _interleave(data: bytes, rng: random.Random) -> bytes:
    text = data.decode("utf8", "replace")
    cuts = sorted(rng.randrange(len(text) + 1) for _ in range(rng.choice((1, 2, 5))))
    parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return b"".join(p.encode(rng.choice(_ENCODINGS), "replace") for p in parts)


def _shuffle(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return rng.choice((b"", b"\n", b"\r", b"\0", b"\xe2\x80\xa8")).join(lines)


def _strew(data: bytes, rng: random.Random) -> bytes:
    """Marks that mean something to the steps, anywhere."""
    marks = [
        "\0",
        "\ufeff",
        "\u202e",
        "<",
        "<!--",
        "&#x0;",
        "1",
        "、",
        "（",
        "篇",
        "。",
        "%",
        "x" * 50,
        "一",
        "９" * 40,
    ]
    out = data.decode("utf8", "replace")
    for _ in range(rng.choice((1, 10, 100))):
        at = rng.randrange(len(out) + 1)
        out = out[:at] + rng.choice(marks) + out[at:]
    return out.encode("utf8", "replace")


MUTATIONS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flip": _flip,
    "cut": _cut,
    "hole": _hole,
    "double": _double,
    "interleave": _interleave,
    "shuffle": _shuffle,
    "strew": _strew,
}


def spoilt(data: bytes, rng: random.Random) -> tuple[str, bytes]:
    """The bytes after one to three mutations, and which these were."""
    names = rng.sample(sorted(MUTATIONS), rng.choice((1, 1, 2, 3)))
    for name in names:
        data = MUTATIONS[name](data, rng) or b"\n"
    return "+".join(names), data
