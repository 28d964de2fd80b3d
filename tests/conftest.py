"""Small pages for tests that run the whole job."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The suite says the same of the same program each time, however busy the machine is: no examples by chance, no limit of
# time. Looking for new examples is done apart from it: HYPOTHESIS_PROFILE=explore, and tests/fuzz.
_UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("suite", derandomize=True, database=None, **_UNTIMED)
settings.register_profile("explore", max_examples=1000, **_UNTIMED)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

PATIENCE = 600
"""Seconds after which something that waits in a test is taken to hang: no machine is so busy that it takes as long."""

REFUSE = """青禾镇2021年垃圾分类工作总结

发布时间：2021-12-30 来源：本站

青禾镇2021年垃圾分类工作总结

今年以来，青禾镇在县委、县政府的领导下，扎实推进垃圾分类，现将工作情况总结如下：

一、加强组织领导

成立了由镇长任组长的垃圾分类领导小组，配备督导员16名，制定了考核办法，明确了各村、各单位的职责，确保这项工作有人抓、有人管。

二、广泛宣传发动

利用广播、微信群等形式宣传分类知识，共发放宣传单3200余份，悬挂横幅25条，举办培训班6期，参加培训人员480人次，做到家喻户晓。

三、存在的问题

一是部分群众分类意识不强，混投现象时有发生。二是经费不足，垃圾桶数量少，离住户较远，群众意见较大。

四、下一步打算

继续加大宣传力度，计划明年新建分类亭12座，让垃圾分类成为群众的自觉习惯。

青禾镇人民政府

2021年12月20日
"""
# A copy with another town, other figures, other words
COPY = (
    REFUSE.replace("青禾镇", "白石镇")
    .replace("3200余份", "2600余份")
    .replace("25条", "18条")
    .replace("家喻户晓", "人人皆知")
    .replace("2021", "2022")
)
FIRE = """东岭林场森林防火工作总结

去冬今春，东岭林场坚持预防为主，全年未发生一起森林火灾。

1、健全队伍。组建了45人的扑火队，添置风力灭火机12台，开展演练3次，队员都能熟练使用机具。

2、严管火源。在进山路口设卡8处，检查过往车辆1200余辆，收缴火种260件，劝返违规用火人员37人。

3、修好道路。投入资金18.5万元，开设防火隔离带9公里，维修瞭望塔2座。
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with three pages, the second a copy of the first."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in (("a-refuse", REFUSE), ("b-copy", COPY), ("c-fire", FIRE)):
        (folder / f"{name}.txt").write_text(text, encoding="utf8")
    return folder


@pytest.fixture(scope="session")
def mined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of those pages, made once; not to be written to."""
    from corpus_tools.engines import mine

    folder = tmp_path_factory.mktemp("mined")
    for name, text in (("a-refuse", REFUSE), ("b-copy", COPY), ("c-fire", FIRE)):
        (folder / f"{name}.txt").write_text(text, encoding="utf8")
    mine([folder], folder / "corpus.db")
    return folder / "corpus.db"
