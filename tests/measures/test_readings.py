"""The weights of the tagger: what they are estimated by is the likelihood of whole readings."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.measures.surroundings import DEED, NOTHING, NOUN

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import readings
from readings import Reading, possible, weights

FEATURES = 8


def _reading(tags: str, *, weight: float = 1.0, opens: str = "", seed: int = 0) -> Reading:
    """n nothing, d deed, o noun; ``opens``: y where a noun may begin."""
    chance = np.random.default_rng([seed, len(tags)])
    rows = chance.integers(0, FEATURES, (len(tags), 3)).astype(np.int32)
    every = [True] * len(tags)
    may = [letter == "y" for letter in opens] or every
    return Reading(rows, ["ndo".index(letter) for letter in tags], every, every, may, weight)


@pytest.mark.parametrize(
    ("tags", "opens", "can"),
    [("nddno", "", True), ("dnd", "", False), ("ono", "", False), ("oodn", "", True), ("oo", "ny", False)],
)
def test_one_deed_and_one_noun_each_in_one_piece(tags: str, opens: str, can: bool) -> None:
    assert possible(_reading(tags, opens=opens)) == can


def test_what_may_be_no_deed_and_no_noun() -> None:
    reading = _reading("do")
    assert not possible(reading._replace(deeds=[False, True]))
    assert not possible(reading._replace(nouns=[True, False]))


def _every(reading: Reading) -> list[Reading]:
    """All that can be made of its words."""
    tags = itertools.product((NOTHING, DEED, NOUN), repeat=len(reading.tags))
    return [made for each in tags if possible(made := reading._replace(tags=each))]


def _score(reading: Reading, scores: np.ndarray) -> float:
    return sum(scores[n, tag - 1] for n, tag in enumerate(reading.tags) if tag)


@given(st.sampled_from(["n", "d", "no", "don", "nnd", "oodn", "ndno"]), st.integers(0, 99), st.booleans())
def test_the_loss_is_the_share_among_all_readings(tags: str, seed: int, shut: bool) -> None:
    reading = _reading(tags, weight=2.0, opens="n" * len(tags) if shut and "o" not in tags else "")
    scores = np.random.default_rng(seed).normal(size=(len(tags), 2))
    loss, slope = readings._Laid([reading], FEATURES).loss(scores)
    every = np.array([_score(each, scores) for each in _every(reading)])
    assert loss == pytest.approx(2 * (np.log(np.exp(every).sum()) - _score(reading, scores)))
    for n, column in np.ndindex(*scores.shape):
        step = np.zeros_like(scores)
        step[n, column] = 1e-5
        laid = readings._Laid([reading], FEATURES)
        rise = (laid.loss(scores + step)[0] - laid.loss(scores - step)[0]) / 2e-5
        assert slope[n, column] == pytest.approx(rise, abs=1e-5)


def test_readings_of_several_lengths_are_summed() -> None:
    made = [_reading("do", seed=1), _reading("ndno", seed=2), _reading("o", seed=3)]
    laid = readings._Laid(made, FEATURES)
    assert laid.table.shape == (7, FEATURES)
    scores = np.random.default_rng(4).normal(size=(7, 2))
    ordered = sorted(made, key=lambda r: -len(r.tags))
    starts = np.cumsum([0, *(len(r.tags) for r in ordered)])
    parts = [
        readings._Laid([r], FEATURES).loss(scores[start:end])[0]
        for r, start, end in zip(ordered, starts, starts[1:], strict=False)
    ]
    assert laid.loss(scores)[0] == pytest.approx(sum(parts))


def test_the_weights_make_the_marked_reading_the_likeliest() -> None:
    rows = np.array([[0], [1], [2]], dtype=np.int32)
    every = [True] * 3
    one = Reading(rows, [DEED, NOUN, NOTHING], every, every, every, 5.0)
    broken = one._replace(tags=[DEED, NOTHING, DEED])
    table, bias, used = weights([one, broken], 4, strength=1.0, rounds=50)
    assert used == 1  # what the tagger cannot say has no part
    scores = table[rows[:, 0]] + bias
    assert max(_every(one), key=lambda each: _score(each, scores)).tags == (DEED, NOUN, NOTHING)
