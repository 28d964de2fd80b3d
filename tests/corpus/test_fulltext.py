"""The bigram index finds exactly the rows that contain the words."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.corpus.fulltext import contains, grams, grams_of

# Characters that could trouble an index: Chinese, digits, case, punctuation, quotes, wildcards, accents, blanks
ALPHABET = "垃圾桶清运一二3aAé%_'\"\\.。，、 \n-*()^:"


@given(
    st.lists(st.text(ALPHABET, max_size=12), max_size=8), st.text(ALPHABET.replace("\n", ""), min_size=1, max_size=4)
)
def test_index_agrees_with_like(texts: list[str], words: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE sections (id TEXT PRIMARY KEY, text TEXT)")
    db.execute("CREATE TABLE section_docs (docid INTEGER PRIMARY KEY, section_id TEXT)")
    db.execute("CREATE VIRTUAL TABLE sections_fts USING fts5(grams, content='', detail=none, tokenize='ascii')")
    for i, text in enumerate(texts, 1):
        db.execute("INSERT INTO sections VALUES (?, ?)", (str(i), text))
        db.execute("INSERT INTO section_docs VALUES (?, ?)", (i, str(i)))
        db.execute("INSERT INTO sections_fts (rowid, grams) VALUES (?, ?)", (i, grams(text)))
    condition = contains(words)
    found = {row[0] for row in db.execute(f"SELECT s.id FROM sections s WHERE {condition.sql}", condition.parameters)}
    plain = " AND ".join(["instr(lower(text), lower(?))"] * len(words.split())) or "1"
    expected = {row[0] for row in db.execute(f"SELECT id FROM sections WHERE {plain}", words.split())}
    assert found == expected
    db.close()


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
def test_pairs_of_many_ranges_are_those_of_each(text: str, ranges: list[tuple[int, int]]) -> None:
    within = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in ranges]
    assert list(grams_of(text, within)) == [grams(text[a:b]) for a, b in within]


def test_words_of_two_characters_use_the_index_and_single_ones_do_not() -> None:
    assert "MATCH" in contains("垃圾").sql
    assert "MATCH" not in contains("桶").sql
