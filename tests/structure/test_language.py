"""Pages that are not Chinese, hardly text, or decoded as what they are not: marked, with the reason, and no report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.structure import parse

SENTENCE = "今年以来,我镇认真开展垃圾分类工作,发放传单三百份,清运垃圾三十吨。成效明显,群众满意,现将工作情况总结如下。"
TRADITIONAL = "今年我鎮認真開展垃圾分類工作,發放傳單三百份,清運垃圾三十噸,成效明顯,群眾滿意。"


def read_as(text: str, right: str, wrong: str) -> str:
    return text.encode(right, "replace").decode(wrong, "replace")


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("この地区では毎年、清掃活動を行っています。参加者は三百人でした。", "ja", "Japanese"),
        ("令和三年度事業報告書。一、総会の開催。二、理事会の開催。三、清掃の実施。監査実施済。", "ja", "Japanese"),
        ("마을 청소 보고서입니다. 올해 우리 마을은 쓰레기를 삼십 톤 치웠습니다.", "ko", "Korean"),
        ("今年 우리 마을은 쓰레기 三十 톤을 치웠습니다. 淸掃 活動 報告", "ko", "Korean"),
        ("The committee met three times and cleared thirty tons of refuse.", "en", "not Chinese"),
        ("Hội đồng nhân dân xã đã họp ba lần trong năm nay về vệ sinh môi trường", "und", "not Chinese"),
        ("В этом году посёлок провёл субботник и вывез тридцать тонн мусора.", "und", "not Chinese"),
        ("def main():\n    rows = [f(i) for i in range(10)]\n    print('工作总结', rows)\n" * 9, "en", "not Chinese"),
        ("", "und", "too little"),
        (" \n\t\u3000\n", "und", "too little"),
        ("。。。---***", "und", "too little"),
        ("工作总结范文", "und", "too little"),
        (read_as(SENTENCE, "utf-8", "gb18030"), "und", "garbled"),
        (read_as(SENTENCE, "utf-8", "latin-1"), "und", "garbled"),
        (read_as(SENTENCE, "utf-8", "cp1252"), "und", "garbled"),
        (read_as(SENTENCE, "gb18030", "latin-1"), "und", "garbled"),
        (read_as(SENTENCE, "gb18030", "utf-8"), "und", "garbled"),
        (read_as(SENTENCE, "gb18030", "big5"), "und", "garbled"),
        (read_as(TRADITIONAL, "big5", "gb18030"), "und", "garbled"),
        (read_as(read_as(SENTENCE, "gb18030", "utf-8"), "utf-8", "gb18030"), "und", "garbled"),
        ("404 Not Found 您访问的页面不存在,请返回首页", "zh", "no report"),
    ],
)  # fmt: skip
def test_pages_that_yield_nothing_say_why(text: str, language: str, reason: str) -> None:
    s = parse(text)
    assert (s.language, s.reports, s.sections, s.sentences) == (language, (), (), ())
    assert reason in s.reason
    covered = {k for n in s.noise for k in range(n.start, n.end)}
    assert covered >= {k for k, c in enumerate(text) if not c.isspace() and c.isprintable()}


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        TRADITIONAL,
        "子曰學而時習之不亦說乎有朋自遠方來不亦樂乎人不知而不慍不亦君子乎",
        "张伟、王芳、李娜、刘洋、陈静、杨磊、赵敏、黄丽、周强、吴刚、徐丽娟、孙建国、马晓燕、朱玲",
        "社区の工作总结:" + SENTENCE,
        SENTENCE + "마을" + SENTENCE,
        SENTENCE * 3 + read_as(SENTENCE, "utf-8", "gb18030"),
        "http://www.example.com/index.php?id=1&cat=report " + SENTENCE,
    ],
)
def test_pages_that_are_chinese(text: str) -> None:
    s = parse(text)
    assert (s.language, s.reason) == ("zh", "")
    assert s.reports


@given(st.text(max_size=60))
def test_every_page_without_a_report_has_a_reason(text: str) -> None:
    s = parse(text)
    assert bool(s.reports) != bool(s.reason)
