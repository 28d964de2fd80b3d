"""Stock wording: how much of a text is put together from pieces of known party and government wording.

A formula of a hundred characters that nobody has listed is still made of listed pieces in another order. So a text
is measured by the runs of three symbols that it shares with the phrases of ``lexicon/reuse.toml``. Of long party
sentences that are not in the list, 19 of 20 are covered to 0.63 or more, of copied passages on the three real pages
to 0.20 in the middle and to 0.58 at most of 20, of plain sentences of the samples to 0.25.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon
from corpus_tools.reuse.form import forms

__all__ = ["covered", "listed"]

PIECE = 3  # symbols: of two, generic words cover half of any text, of four a changed word hides too much


def covered(codes: npt.NDArray[np.uint16]) -> npt.NDArray[np.bool_]:
    """Which symbols stand in a run of ``PIECE`` symbols that some listed phrase has.

    >>> text = "坚决维护党中央集中统一领导，新修水渠两条"
    >>> made = forms([text])
    >>> made.string(0, 30), covered(made.codes).astype(int).tolist()
    ('坚决维护党中央集中统一领导新修水渠条', [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0])
    """
    out = np.zeros(len(codes), dtype=bool)
    keys = _pieces(codes)
    if not len(keys):
        return out
    known = _known()
    near = np.searchsorted(known, keys)
    near[near == len(known)] = 0
    hit = np.flatnonzero(known[near] == keys)
    for k in range(PIECE):
        out[hit + k] = True
    return out


def listed() -> list[str]:
    """The phrases of the lexicon, once for each congress and session that they may name."""
    stock = lexicon.load("reuse")["stock"]
    texts = []
    for phrase in stock["phrases"]:
        sessions = stock["session"] if "{session}" in phrase else [""]
        for congress in stock["congress"] if "{congress}" in phrase else [""]:
            texts += [phrase.format(congress=congress, session=session) for session in sessions]
    return texts


def _pieces(codes: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint64]:
    if len(codes) < PIECE:
        return np.zeros(0, np.uint64)
    wide = codes.astype(np.uint64)
    return wide[:-2] | (wide[1:-1] << np.uint64(16)) | (wide[2:] << np.uint64(32))


@cache
def _known() -> npt.NDArray[np.uint64]:
    made = forms(listed())
    parts = [_pieces(made.codes[a:b]) for a, b in zip(made.bounds[:-1].tolist(), made.bounds[1:].tolist(), strict=True)]
    return np.unique(np.concatenate(parts))
