"""What a sentence says of its figures does not hang on how large they are, nor on what was read before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.measures import statements as room
from corpus_tools.measures.quantities import quantities
from corpus_tools.measures.sentence import Figure
from corpus_tools.measures.statements import statements

DIGITS = st.integers(1, 99999).map(str)
CLAUSES = st.sampled_from(
    [
        *(
            "发放传单{}份",
            "走访{}名老人",
            "其中党员{}人",
            "开展检查{}次",
            "新建4G基站{}个",
            "办结率{}%",
            "投入资金{}万元",
        ),
        *("2021年{}月清运垃圾{}吨", "每村补助{}万元", "计划新建公厕{}座", "在柳塘社区走访{}户", "今年共接待{}人次"),
        *("比去年增加{}件", "未发生事故{}起", "200{}余份", "全镇{}个村", "1—{}月巡查{}次", "应检{}户"),
    ]
)
SENTENCES = st.lists(st.tuples(CLAUSES, DIGITS, DIGITS), min_size=1, max_size=6).map(
    lambda pairs: ",".join(clause.format(*figures[: clause.count("{}")]) for clause, *figures in pairs) + "。"
)


@given(SENTENCES)
def test_digits_of_figures_say_nothing(sentence: str) -> None:
    """Read with noughts for the digits of its figures, a sentence says what it says as it stands."""
    found, guards = quantities(sentence)
    figures = tuple(Figure(q.start, q.end, q.unit) for q in found)
    near = tuple((g.start, g.end, g.reason) for g in guards)
    as_it_stands = room._read.__wrapped__(sentence, figures, near, False) if found else []
    assert list(statements(sentence, 0, len(sentence), found, guards, planned=False)) == as_it_stands


@given(SENTENCES, st.integers(0, 40))
def test_ranges_count_from_the_sentence(sentence: str, before: int) -> None:
    found, guards = quantities(sentence)
    page = "。" * before + sentence
    later, guards_later = quantities(page)
    first = statements(sentence, 0, len(sentence), found, guards, planned=True)
    assert statements(page, before, len(page), later, guards_later, planned=True) == first


def test_words_are_those_of_the_page_where_the_sentence_was_read_before() -> None:
    """An object that holds a figure, or a figure's own digits, is never that of an earlier page."""
    from corpus_tools.measures import extract

    one, two = (extract(f"全镇发放传单{n}份,占应发的{share}%。").measures for n, share in ((300, 95), (471, 88)))
    assert [(m.text, m.value, m.object) for m in one] == [("300份", 300, "传单"), ("95%", 95, one[1].object)]
    assert [(m.text, m.value, m.object) for m in two] == [("471份", 471, "传单"), ("88%", 88, one[1].object)]
