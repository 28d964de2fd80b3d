"""An own table of stock wording: made from a corpus without counting anything twice, and used where it is named."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.reusing import index_folder, reuse_is_current, update_reuse
from corpus_tools.corpus.stock import ENVIRONMENT, chosen_background, make_background
from corpus_tools.errors import ModelError, UsageError
from corpus_tools.records import ReportText
from corpus_tools.reuse import Background
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.grams import hashes
from tests.corpus.test_reusing import add
from tests.reuse.made import STOCK, filled, sentences


def count(table: Background, text: str) -> set[int]:
    wanted = hashes(forms([text]).codes)
    at = np.searchsorted(table.hashes, wanted)
    at[at == len(table.hashes)] = 0
    return set(np.where(table.hashes[at] == wanted, table.counts[at], 0).tolist())


def test_families_and_mirrors_count_once(tmp_path: Path) -> None:
    rng = random.Random(1)
    clause = "疏浚排涝沟渠公里低洼地块的积水当天排净"
    texts = [sentences(rng, 3) + STOCK + sentences(rng, 2) for _ in range(6)]
    texts += [sentences(rng, 3) + filled(rng) + sentences(rng, 3) for _ in range(5)]
    texts.append(texts[0])
    with Corpus(tmp_path / "c.db", write=True) as db:
        add(db, [ReportText(f"n{k:02d}", "", 0, t) for k, t in enumerate(texts)])
        update_reuse(db, index_folder(db.path))
        table = make_background(db, tmp_path / "stock")
    assert table.reports == 11
    assert count(table, STOCK) == {6}
    assert count(table, clause) == {0}, "of one family and of nobody else"
    assert np.array_equal(Background.load(tmp_path / "stock" / "background.npz").hashes, table.hashes)
    card = (tmp_path / "stock" / "README.md").read_text(encoding="utf8")
    assert "11" in card and "c.db" in card and "no text" in card
    assert not any(line in card for line in (STOCK, clause))


def test_what_an_own_table_knows_is_no_copy(tmp_path: Path) -> None:
    rng = random.Random(2)
    stock = "".join(sentences(rng, 1) for _ in range(6))
    Background.of([stock + sentences(rng, 2) for _ in range(6)]).save(tmp_path / "background.npz")
    with Corpus(tmp_path / "c.db", write=True) as db:
        add(db, [ReportText(f"n{k}", "", 0, sentences(rng, 4) + stock) for k in range(2)])
        update_reuse(db, index_folder(db.path))
        assert db.count("passages") == 1
        own = chosen_background(tmp_path)
        assert reuse_is_current(db) and not reuse_is_current(db, own)
        update_reuse(db, index_folder(db.path), background=own)
        assert db.count("passages") == 0
        assert reuse_is_current(db, own) and not reuse_is_current(db)


def test_the_table_is_named_by_option_or_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    assert chosen_background() is None
    Background.of([STOCK, STOCK]).save(tmp_path / "background.npz")
    assert chosen_background(tmp_path).reports == 2
    assert chosen_background(tmp_path / "background.npz").reports == 2
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path))
    assert chosen_background().reports == 2
    with pytest.raises(ModelError, match="no background table"):
        chosen_background(tmp_path / "nowhere")


def test_an_empty_corpus_makes_no_table(tmp_path: Path) -> None:
    with Corpus(tmp_path / "c.db", write=True) as db, pytest.raises(UsageError, match="no reports"):
        make_background(db, tmp_path / "out")
    assert not (tmp_path / "out").exists()
