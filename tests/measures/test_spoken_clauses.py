"""Plain speech: deeds of one character with 了 behind their noun, times and whose figure it is told beside."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract

CASES = [
    # what 了 follows is the deed
    ("村里的公厕盖了一座,户厕改了43户。", [("盖", "公厕"), ("改", "户厕")]),
    ("篱笆扎了600米,旧水池砸掉3个。", [("扎", "篱笆"), ("砸掉", "旧水池")]),
    ("公益课排了18节。", [("排", "公益课")]),
    ("保洁员请了5个。", [("请", "保洁员")]),
    ("院坝会开了6场,党员会开了8次。", [("开", "院坝会"), ("开", "党员会")]),
    ("商户捐来口罩1200只、方便面30箱。", [("捐来", "口罩"), ("捐来", "方便面")]),
    ("总共有81人听了课。", [("听", "")]),
    ("大家学了36次。", [("学", "")]),
    # as it was before
    ("设施齐全率由整治前的74%提升到95%。", [("", "设施齐全率"), ("提升到", "设施齐全率")]),
    # those on the books, and those who live where one governs
    ("精神障碍患者在册119人。", [("", "精神障碍患者")]),
    ("辖2个行政村,在册吸毒人员18名。", [("辖", "行政村"), ("", "在册吸毒人员")]),
    # whose figure it is, and what kind of people
    ("脱贫群众人均纯收入达到1.5万元。", [("", "脱贫群众人均纯收入")]),
    ("兼职网格员36名。", [("", "兼职网格员")]),
    ("联合巡防队队员64人。", [("", "联合巡防队队员")]),
    ("聘请卫生服务站3名医师担任辅导员。", [("聘请", "医师")]),
    # what was done to them follows
    ("原有露天垃圾池21个被拆除。", [("拆除", "露天垃圾池")]),
    ("对排查出的13件疑难矛盾,逐件化解。", [("化解", "疑难矛盾")]),
    # works and outlays named by a verb
    ("实施饮水提升工程2处。", [("实施", "饮水提升工程")]),
    ("网格员绩效补贴全年支出22万元。", [("支出", "网格员绩效补贴")]),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "expected"), CASES, ids=[clause for clause, _ in CASES])
def test_plain_speech_is_read(clause: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.action, m.object.removeprefix("村里的")) for m in extract(clause).measures] == expected


def test_a_part_of_a_group_is_counted_as_the_group() -> None:
    whole, part = extract("督导员56人,其中党员31人。").measures
    assert whole.category == part.category == "staff"
