"""What sites put over, into and under one report: forums, sellers of documents, blogs, public accounts."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse

TITLE = "松柏乡2020年森林防火工作总结"
BODY = [
    "今年以来,松柏乡认真落实县防火办部署,扎实做好各项准备,没有发生一起火灾。现将工作总结如下:",
    "一、健全组织,压实责任",
    "乡里成立防火指挥部,由乡长任指挥长,层层签订责任书26份,落实护林员31名,把任务分解到每一个山头。",
    "二、排查隐患,备足物资",
    "入冬前组织林业站、村干部巡查林区4遍,发现隐患7处,全部整改到位;储备灭火器120具、砍刀80把。",
    "三、下一步打算",
    "下一步,我乡将继续完善预案,加强演练,把森林防火工作做得更好。",
    "松柏乡人民政府",
    "2020年12月8日",
]
OVER = [
    "网站首页 个人文档 个人总结 述职报告 心得体会",
    "正文复制",
    "请前往用户中心设置摘要",
    "记者:周文 通讯员:陈林",
    "电梯直达",
    "阅读(310) 评论(2) 编辑 收藏",
    "该文档由用户分享,共4页",
    "松风写作社 2020-12-28 字数1320字 点击: 次",
    "查看: 310|回复: 6",
    "UID 77\n帖子 12\n精华 0",
    "关 键 词:\n防火 工作 总结",
    "1. 本站全部试题类文档,请谨慎下单,一旦售出,不予退换。\n配套讲稿:\n部分文档仅作为整体效果示例展示,禁止商用。",
    "微信号 songbai77\n功能介绍 松柏乡发布",
]
WITHIN = [
    "学习资料 可修改编辑",
    "精选文档 4",
    "可编辑修改精选全文完整版",
    "3 x8 Q. T) J/ D1 g v6 m c",
    "[分页]",
    "[NextPage]",
    "第二页",
    "松风文库www.sfwk77.cn欢迎下载",
    "更多范文尽在松风文库",
    "相关阅读:抗旱工作计划",
]
UNDER = [
    "评分 参与人数 5 金币 +8 收起 理由",
    "路过 雷人 握手 鲜花 鸡蛋",
    "刚表态过的朋友 (0 人)",
    "Powered by SongFeng! X2.5 | 手机版 | 小黑屋",
    "(作者单位:松柏乡党政办)",
    "好了,今天的分享就到这里,我们下期再见!",
    "谢谢大家的阅读!",
    "老师点评:条理清楚,数据翔实,结尾有力。",
    "写下你的评论...",
    "林中鹿:谢谢楼主!\n山下人:收藏了。",
    "你觉得这篇文章怎么样?\n0  0",
    "最近访问\n抗旱工作总结",
    "随便看看\n抗旱工作总结",
]


def _visible(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("added", "at"), [(a, 0) for a in OVER] + [(a, 5) for a in WITHIN] + [(a, len(BODY) + 1) for a in UNDER]
)
def test_only_what_the_site_added_is_noise(added: str, at: int) -> None:
    lines = [TITLE, *BODY]
    page = "\n\n".join([*lines[:at], added, *lines[at:]])
    found = parse(page)
    assert _visible("".join(page[n.start : n.end] for n in found.noise)) == _visible(added)
    assert len(found.reports) == 1


def test_a_pages_number_stands_between_dots() -> None:
    page = "\n".join(
        [TITLE, *BODY[:3], "(一)摸清底数。巡查林区4遍。", "·4·", "(二)备足物资。储备灭火器120具。", *BODY[5:]]
    )
    assert [page[n.start : n.end] for n in parse(page).noise] == ["·4·"]


@pytest.mark.parametrize(
    "under",
    ["附:防火物资明细表", "主题词:林业 防火 总结", "抄送:县林业局", "联系人:周文", "谢谢大家!", "报:县防火办"],
)
def test_what_goes_with_a_report_stays_under_its_date(under: str) -> None:
    page = "\n".join([TITLE, *BODY, under])
    (report,) = parse(page).reports
    assert report.end == len(page)


def test_a_paragraph_between_a_box_and_the_next_chapter_is_the_reports() -> None:
    box = "相关阅读:\n抗旱工作计划\n教学工作计划"
    page = "\n".join([TITLE, *BODY[:4], box, *BODY[4:]])
    assert _visible("".join(page[n.start : n.end] for n in parse(page).noise)) == _visible(box)


def test_the_pages_title_may_be_the_end_of_the_reports() -> None:
    page = "\n".join(["森林防火工作总结 - 松风文库", "森林防火工作总结", TITLE, *BODY])
    (report,) = parse(page).reports
    assert page[report.start :].startswith(TITLE)


def test_a_title_over_one_with_a_dash_is_no_second_one() -> None:
    page = "\n".join(["森林防火工作总结", "——松柏乡森林防火工作总结", *BODY])
    (report,) = parse(page).reports
    assert report.start == 0


SPEECH = """青石小学读书节闭幕式上的讲话
各位老师、同学们:
大家下午好!读书节今天就要闭幕了。一个月里,大家读了书,也演了戏。
读书是一件慢的事,我希望大家每天读半小时,每周写一篇读后感,每月和家人逛一次书店。
谢谢大家!"""
LIST = """仓库2020年工作小结
1、全年收发物资1200批次,账物相符率99.6%
2、整理货架46组,清理积压物料83种
3、组织消防演练2次,更换灭火器30具
4、开展节能活动,用电同比下降8%"""


@pytest.mark.parametrize(
    "label", ["相关推荐", "延伸阅读:", "2楼\n林中鹿 发表于 2020-12-30 09:00", "温馨提示:下载后可编辑。"]
)
@pytest.mark.parametrize("other", [SPEECH, LIST])
def test_a_whole_text_behind_a_label_is_not_the_sites(label: str, other: str) -> None:
    page = "\n".join([TITLE, *BODY, label, other])
    assert _visible("".join(page[n.start : n.end] for n in parse(page).noise)) == _visible(label)


def test_an_article_that_breaks_off_behind_a_label_is_the_sites() -> None:
    page = "\n".join([TITLE, *BODY, "延伸阅读:", SPEECH.replace("谢谢大家!", "我还希望大家每月逛一次书店……")])
    (report,) = parse(page).reports
    assert page[: report.end].endswith(BODY[-1])


def test_paragraphs_behind_a_date_are_no_remarks() -> None:
    after = "暑假里我读完了这本书,合上书的那一刻,想了很久很久。\n作为一名青年干部,我要把平凡的工作干好,把小事办好。"
    page = "\n".join([TITLE, *BODY, after])
    assert parse(page).noise == ()


def test_a_notice_of_the_site_glued_behind_the_signature_is_no_report() -> None:
    report = (
        "东岭镇农村人居环境整治工作总结东岭镇辖9个行政村。2022年,我镇扎实开展整治。一、加强领导。成立专班,召开会议6次。"
        "二、清理垃圾。清运垃圾320吨。三、存在问题。资金不足。四、下步打算。继续抓好落实。"
        "东岭镇人民政府二○二二年十二月五日"
    )
    site = "温馨提示：1.本站所有资源都需要本地电脑安装办公软件。2.文档不含附件。3.侵权请联系客服。 评论 0/150"
    found = parse(f"{report} {site}")
    assert [(r.start, r.end) for r in found.reports] == [(0, len(report))]
