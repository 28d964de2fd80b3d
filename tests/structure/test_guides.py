"""Reading guides at a page's head whose items stand nowhere else word for word."""

from __future__ import annotations

import pytest

from tests.structure.pages import check

REPORT = (
    "¶青石镇河道保洁工作总结\n今年,我镇聘请保洁员38名,打捞水草垃圾260吨,清理河岸杂物190处。\n"
    "§一、加强巡查\n各级河长巡河1400次,发现并交办问题87个,办结率达到了98%,河面漂浮物明显减少。\n"
)


@pytest.mark.parametrize(
    "guide",
    [
        "导读\n1. 保洁怎么讲成绩\n2. 巡河怎么讲安全",
        "导读:\n1. 河道保洁怎么抓\n2. 河长巡河怎么写\n3. 更多河道总结",
        "目 录\n河道保洁总结......1\n河长制总结......3",
        "本文目录\n保洁篇:一条河的四季\n巡河篇:河长的脚印",
        "本文导读:\n▶ 保洁:数据怎么摆\n▶ 巡河:亮点怎么挖",
        "目录\n>>> 点击查看更多河道总结\n>>> 河长制总结下载",
        "目录\n1、首页\n2、河长制总结(二)\n3、保洁总结(三)",
    ],
)
def test_items_that_repeat_nothing(guide: str) -> None:
    check(f"⟨{guide}⟩\n{REPORT}")


def test_lines_over_the_text_are_no_guide() -> None:
    check("⟨目录⟩\n" + REPORT.replace("总结\n", "总结\n青石镇人民政府\n", 1))
