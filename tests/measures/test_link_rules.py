"""Rules of links that the marked clauses do not ask for: each clause is read otherwise without the rule it names."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract

CASES = [
    ("_changed", "全年用工控制在260人。", "260人", ("控制在", "用工")),
    ("_undergone", "撰写信息被省报采用3篇。", "3篇", ("采用", "信息")),
    ("_befell", "全年发生医院感染253例。", "253例", ("发生", "医院感染")),
    ("_led_to_money", "协调落实教育补助60人次。", "60人次", ("协调落实", "教育补助")),
    ("_won", "3人获“红旗手”称号。", "3人", ("获", "“红旗手”称号")),
    ("befell", "上报不良事件58例,其中跌倒14例。", "14例", ("上报", "跌倒")),
]


def read(text: str, figure: str) -> tuple[str | None, str | None]:
    (measure,) = [m for m in extract(text).measures if m.text == figure]
    return measure.action, measure.object


@pytest.mark.parametrize(("text", "figure", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_rule_reads_its_clause(text: str, figure: str, expected: tuple[str, str]) -> None:
    assert read(text, figure) == expected
