"""The bigram index finds exactly the rows that contain the words."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.corpus.fulltext import contains, grams, grams_of, matching

# Characters that could trouble an index: Chinese, digits, case, punctuation, quotes, wildcards, accents, blanks
ALPHABET = "垃圾桶清运一二3aAé%_'\"\\.。，、 \n-*()^:"


def finds(texts: list[str], groups: list[list[str]]) -> set[int]:
    """Numbers of the texts that the index and what is left to LIKE find together."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE sections (id INTEGER PRIMARY KEY, text TEXT)")
    db.execute("CREATE VIRTUAL TABLE sections_fts USING fts5(grams, content='', detail=none, tokenize='ascii')")
    for i, text in enumerate(texts):
        db.execute("INSERT INTO sections VALUES (?, ?)", (i, text))
        db.execute("INSERT INTO sections_fts (rowid, grams) VALUES (?, ?)", (i, grams(text)))
    asked = matching(groups)
    condition = contains(groups, "s.text", indexed=bool(asked))
    tables = "sections_fts JOIN sections s ON s.id = sections_fts.rowid" if asked else "sections s"
    where = f"sections_fts MATCH ? AND {condition.sql}" if asked else condition.sql
    parameters = [asked, *condition.parameters] if asked else condition.parameters
    found = {row[0] for row in db.execute(f"SELECT s.id FROM {tables} WHERE {where}", parameters)}
    db.close()
    return found


WORD = st.text(ALPHABET, min_size=1, max_size=4)


@given(
    st.lists(st.text(ALPHABET, max_size=12), max_size=8), st.lists(st.lists(WORD, min_size=1, max_size=3), max_size=3)
)
def test_index_agrees_with_like(texts: list[str], groups: list[list[str]]) -> None:
    db = sqlite3.connect(":memory:")
    expected = {
        i
        for i, text in enumerate(texts)
        if all(any(db.execute("SELECT instr(lower(?), lower(?))", (text, w)).fetchone()[0] for w in g) for g in groups)
    }
    db.close()
    assert finds(texts, groups) == expected


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
def test_pairs_of_many_ranges_are_those_of_each(text: str, ranges: list[tuple[int, int]]) -> None:
    within = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in ranges]
    assert list(grams_of(text, within)) == [grams(text[a:b]) for a, b in within]


def test_words_of_two_characters_are_left_to_the_index_and_single_ones_to_like() -> None:
    assert contains([["垃圾"]], "s.text").parameters == ()
    assert matching([["桶"]]) == ""
    assert contains([["桶"]], "s.text", indexed=False).parameters == ("%桶%",)
