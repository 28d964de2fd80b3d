"""What a line starts with is read off its first characters, so that it can be kept for lines that begin alike."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from corpus_tools.structure import marker
from corpus_tools.structure.marker import lead, opens_block


@given(st.text(alphabet="一二十第(1.、 )章是年壹Ⅰ(A防汛工作,。9", min_size=1, max_size=80))
@example("一 " + "加强防汛值守" * 4)  # a number that lost its mark stands on a short line only
@example("一 " + "加强防汛值守" * 12)
def test_the_head_of_a_line_says_what_the_line_says(line: str) -> None:
    m = marker._FIRST.match(line) or marker._LINE_SPACED.match(line)
    marked = m is not None and line[0] in marker._LEADS
    assert opens_block(line) == marked
    found = marker._marker(line, m, True) if m is not None and marked else None
    assert lead(line) == (None if found is None else (found.key, found.number))
