"""Links and categories over several hundred marked measures of some twenty-five topics."""

from __future__ import annotations

from pathlib import Path

import marked
import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        # written before the code, and the code was mended with them: what once was right stays right
        ("cases.txt", {"span": 0.98, "action": 0.98, "object": 0.98, "category": 0.98, "all": 0.97}),
        # written after the code; what was right at first reading stands in README.md
        ("unseen.txt", {"span": 0.98, "action": 0.92, "object": 0.93, "category": 0.93, "all": 0.87}),
        ("fields.txt", {"span": 0.99, "action": 0.98, "object": 0.98, "category": 0.98, "all": 0.97}),
        ("topics.txt", {"span": 0.99, "action": 0.98, "object": 0.98, "category": 0.98, "all": 0.97}),
        ("breadth.txt", {"span": 0.99, "action": 0.86, "object": 0.90, "category": 0.90, "all": 0.76}),
        # what was right at first reading is in README.md
        ("fresh.txt", {"span": 0.98, "action": 0.92, "object": 0.94, "category": 0.87, "all": 0.78}),
        # written to see what the program says of trades it had not met, then mended by cause; nouns of these and of the
        # next were .98 before words were tagged (models/tagging/README.md says what was gained elsewhere)
        ("trades.txt", {"span": 0.99, "action": 0.96, "object": 0.96, "category": 0.98, "all": 0.93}),
        # how clauses are built, over many fields; mended by cause, first readings are in README.md
        ("frames.txt", {"span": 0.99, "action": 0.96, "object": 0.96, "category": 0.98, "all": 0.94}),
        # fifty trades, read once before they were mended by cause; the first reading is in README.md
        ("composed.txt", {"span": 0.98, "action": 0.96, "object": 0.96, "category": 0.96, "all": 0.91}),
        # offices of all kinds; the third that was kept back was not mended for, first readings are in README.md
        ("offices.txt", {"span": 0.99, "action": 0.93, "object": 0.93, "category": 0.96, "all": 0.84}),
        ("offices_unseen.txt", {"span": 0.99, "action": 0.91, "object": 0.92, "category": 0.92, "all": 0.80}),
        ("spoken.txt", {"span": 0.99, "action": 0.92, "object": 0.95, "category": 0.93, "all": 0.83}),
        # how offices write, some seventy departments; mended by cause, first readings are in README.md
        ("departments.txt", {"span": 0.98, "action": 0.95, "object": 0.97, "category": 0.97, "all": 0.87}),
        ("unseen2.txt", {"span": 0.96, "action": 0.92, "object": 0.91, "category": 0.92, "all": 0.87}),
    ],
)
def test_share_of_marked_measures_read_right(name: str, floor: dict[str, float]) -> None:
    clauses = list(marked.read(HERE / name))
    score = marked.score(iter(clauses))
    assert score.expected >= 60
    for field, least in floor.items():
        assert score.share(field) >= least, f"{field} below {least}\n{score}"


def test_the_cases_cover_many_topics() -> None:
    assert len({c.topic for c in marked.read(HERE / "cases.txt")}) >= 25
