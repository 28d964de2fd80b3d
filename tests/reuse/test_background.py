"""The background table tells stock wording where the corpus is too small to."""

from pathlib import Path

import numpy as np
import pytest

from corpus_tools.errors import ModelError
from corpus_tools.records import ReportText
from corpus_tools.reuse import Background, background, find

STOCK = "水表箱逐只擦净编号，抄表日前一天在单元门口贴条子。逾期没有抄到的由片区师傅傍晚再跑一趟，把读数写给住户看。"
OWN = ["河道保洁船每周出动。", "果园新修了蓄水池。", "夜校开了刺绣班。", "粮库换了新的风机。", "渡口加装了护栏。"]


def test_what_the_background_knows_as_stock_is_no_copy() -> None:
    reports = [ReportText(str(i), str(i), 0, OWN[i] + STOCK) for i in range(2)]
    assert find(reports, background=Background.of([])).passages
    table = Background.of([own + STOCK for own in OWN])
    assert find(reports, background=table).passages == ()


def test_reports_of_one_family_count_once() -> None:
    text = "".join(OWN) + STOCK
    table = background([ReportText(str(i), str(i), 0, text) for i in range(9)])
    assert table.reports == 1
    assert len(table.stock()) == 0


def test_a_table_survives_the_way_to_disk(tmp_path: Path) -> None:
    table = Background.of([STOCK, STOCK])
    table.save(tmp_path / "table.npz")
    again = Background.load(tmp_path / "table.npz")
    assert np.array_equal(again.hashes, table.hashes)
    assert np.array_equal(again.counts, table.counts)
    assert again.reports == 2


def test_a_damaged_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.npz"
    path.write_bytes(b"PK\x03\x04 not a table")
    with pytest.raises(ModelError, match="background"):
        Background.load(path)
    np.savez(path, hashes=np.array([{}], dtype=object), counts=np.zeros(1), reports=np.array([1]))
    with pytest.raises(ModelError, match="background"):
        Background.load(path)


def test_party_wording_is_stock_whatever_the_congress() -> None:
    one = "全面贯彻党的十九大和十九届四中全会精神，坚持稳中求进工作总基调，坚持新发展理念，以供给侧结构性改革为主线。"
    two = "统筹推进稳增长、促改革、调结构、惠民生、防风险、保稳定各项工作，扎实做好“六稳”工作，全面落实“六保”任务。"
    reports = [ReportText(str(i), str(i), 0, one + two + OWN[i]) for i in range(2)]
    assert find(reports, background=Background.of([])).passages == ()
