"""What closes a report: formula, signature and date are one section; what is planned or lacking above them is not."""

from __future__ import annotations

import pytest

from corpus_tools.labels import label
from corpus_tools.structure import parse
from tests.structure.pages import check

REPORT = (
    "¶石门岭镇工作总结\n今年以来,石门岭镇真抓实干,现将工作总结如下:\n"
    "§一、农业。种植水稻2.1万亩,推广良种5个,统防统治1.6万亩次,粮食总产1.4万吨。\n"
    "§二、水利。修复水毁渠道12处,加固河堤2.3公里,新建蓄水池19口,改善灌溉面积3100亩。\n"
    "§存在的困难是基础设施欠账多,人才留不住。\n"
)
SIGNED = ("石门岭镇人民政府\n2022年12月20日", "特此报告。\n石门岭镇党政办公室\n2023年1月6日", "石门岭镇  2022年12月")


@pytest.mark.parametrize("joined", [False, True], ids=["lines", "one line"])
@pytest.mark.parametrize("signature", SIGNED)
@pytest.mark.parametrize(
    "plan",
    [
        "下一步,我们将突出重点、补齐短板,力争明年各项指标再上新台阶。",
        "明年打算抓好三件事:修通环库公路,建好养老服务中心。",
    ],
)
def test_a_plan_and_the_signature_under_it_are_two_sections(plan: str, signature: str, *, joined: bool) -> None:
    page = f"{REPORT}§{plan}\n§{signature}"
    check(page.replace("\n", "") if joined else page)


@pytest.mark.parametrize("joined", [False, True], ids=["lines", "one line"])
@pytest.mark.parametrize("signature", SIGNED)
def test_a_formula_that_sums_up_and_the_signature_are_one(signature: str, *, joined: bool) -> None:
    page = f"{REPORT}§总之,一年来做了一些工作,离要求还有差距,今后将加倍努力。\n{signature}"
    check(page.replace("\n", "") if joined else page)


@pytest.mark.parametrize("signature", SIGNED)
def test_their_labels(signature: str) -> None:
    page = f"{REPORT}下一步,我们将突出重点、补齐短板,力争明年各项指标再上新台阶。\n{signature}"
    text = page.translate({ord(c): None for c in "¶§"})
    assert [section.label for section in label(text, parse(text))][-3:] == ["problems", "plans", "closing"]
