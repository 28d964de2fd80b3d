"""Spoilt pages are read or refused with a reason, and harm no neighbour."""

from __future__ import annotations

import random
from pathlib import Path

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.verification import verify
from corpus_tools.engines import mine
from tests.conftest import COPY, FIRE, REFUSE
from tests.mutations import MUTATIONS, spoilt


def test_spoilt_pages_are_read_or_refused_and_harm_no_neighbour(pages: Path, tmp_path: Path) -> None:
    rng = random.Random(7)
    mine([pages], tmp_path / "alone.db")
    bad = tmp_path / "bad"
    bad.mkdir()
    seen: set[str] = set()
    for i in range(60):
        how, data = spoilt(rng.choice((REFUSE, COPY, FIRE)).encode(), rng)
        seen.update(how.split("+"))
        (bad / f"{i:03d}-{how}.{rng.choice(('txt', 'html', 'docx', 'pdf'))}").write_bytes(data)
    assert seen == set(MUTATIONS)
    summary = mine([pages, bad], tmp_path / "c.db")
    assert summary.pages + len(summary.refusals) == 63
    assert summary.pages > 20 and summary.refusals
    assert not [r for r in summary.refusals if not r.reason or "please report" in r.reason]

    def neighbours(db: Path) -> list[tuple[object, ...]]:
        with Corpus(db) as corpus:
            return corpus.db.execute(
                "SELECT m.id, m.text, m.value, m.unit, m.action, m.object FROM measures m JOIN pages p"
                " ON p.id = m.page_id WHERE p.name IN ('a-refuse', 'b-copy', 'c-fire') ORDER BY m.id"
            ).fetchall()

    assert neighbours(tmp_path / "c.db") == neighbours(tmp_path / "alone.db") != []
    with Corpus(tmp_path / "c.db") as corpus:
        assert verify(corpus).faults == []
