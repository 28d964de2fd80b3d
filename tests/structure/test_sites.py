"""What sites leave on a page and in it, and what only looks so; places and figures are invented."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus_tools.structure import parse
from tests.structure.pages import check

ONE_LINE = (
    "⟨首页 > 总结 > 林业 2019-03-02 08:11 阅读:321次 来源:网络⟩ "
    "¶双岭乡防火工作总结 今年以来,我乡防火工作扎实开展,现总结如下: "
    "§一、强化宣传 利用微信群推送信息120条,资料来源:县气象局预警,下载打印宣传单3000份。 "
    "§二、强化巡查 组织护林员32人,巡查山头16座,查处违规用火3起。 "
    "§特此报告。 双岭乡人民政府 2018年12月5日 "
    "¶教育是民生之基。2018年,我校围绕质量中心,教学工作取得新进步。现将情况汇报如下。"
    "§(一)抓师资。选派教师12人参加培训,开展教研活动18次,教师业务水平有了明显提高。"
    "§(二)抓安全。开展应急演练4次,排查隐患26处,校园安全稳定。 "
    "⟨上一篇:没有了 下一篇:防汛总结 返回顶部 手机版 电脑版⟩"
)

NUMBERED_TITLES = """\
⟨禁毒办年度工作总结三篇⟩
⟨作者:小林 | 字数:3120 | 热度:188℃⟩
⟨目录⟩
⟨1、禁毒办年度工作总结⟩
⟨2、禁毒办年度工作总结⟩

¶1、禁毒办年度工作总结
2020年,我镇禁毒办在县禁毒委的指导下开展各项工作,现总结如下:
§一、宣传教育。发放宣传资料2300份,悬挂横幅32条,举办讲座6场。
§二、排查管控。排查重点人员47人,签订责任书25份,查处吸毒人员3名。
¶2、禁毒办年度工作总结
今年全区禁毒工作在各级各部门的大力支持下稳步推进,全年共破案8起,社会治安持续好转,人民群众的满意度进一步提高。
§成绩属于过去。明年,我们将继续努力,争取更大成绩。
§桥东区妇女联合会
某某某
2020年12月1日
⟨[1] [2] 下一页⟩
⟨赞(12) 踩(0) 打赏 收藏 分享⟩
"""

OFFICES = """\
¶柳河镇2022年工作总结
2022年全镇上下团结一心,各项工作取得新成绩,现将有关情况总结如下:
§一、党建工作总结
召开党课12次,培训党员300人次,发展党员8名,组织基础不断夯实。
§二、农业工作总结
种植水稻3200亩,新修渠道5公里,粮食总产达到2300吨。
"""

PHRASES = """\
¶石湾村整治工作总结
我村坚持统一、规范的标准,牢记“安全第一、预防为主”。全年清运垃圾120吨,整治死角46处。
§一、组织领导
成立了领导小组,召开会议5次。
§二、集中整治
出动人员320人次,车辆40台次。
§当然,我们的工作还存在差距,经费不足。
§石湾村老年协会
护理组长:某某某
2021年11月30日
"""

LETTER = """\
¶关于报送老干部工作总结的函
县委组织部:
现将我局工作总结随函报来,请审阅。我局现管理服务退休干部329人,待遇均已落实。
§此函。
(联系人:小吴,电话:000-0000000)
松江县教育局老干科
二〇二二年十二月二十日
"""


@pytest.mark.parametrize("page", [ONE_LINE, NUMBERED_TITLES, OFFICES, PHRASES, LETTER])
def test_page(page: str) -> None:
    check(page)


@pytest.mark.parametrize("between", ["", "\n"])
def test_collection_pasted_again_counts_once(between: str) -> None:
    def body(n: int) -> str:
        return f"今年我镇认真禁毒,发放宣传单{n}300份,走访农户{n}0户,调处纠纷{n}2起,排查场所26家,效果明显。"

    once = between.join(f"禁毒工作总结篇{mark}{body(n)}" for n, mark in enumerate("一二三", 3)) + between
    s = parse(once * 4)
    assert len(s.reports) == 3
    assert s.reports[-1].end <= len(once)
    assert {n.reason for n in s.noise if n.start >= len(once)} == {"doubled"}


@pytest.mark.parametrize(
    "said",
    [
        "试读已结束,以下内容开通VIP后阅读",
        "剩余内容免费阅读 点击展开",
        "关于我们 - 网站声明 - 网站地图 - 友情链接 - 联系客服",
        "百度搜索“写作屋”即可找到本站免费阅读。",
        "↓↓↓ 更多同类文章推荐 ↓↓↓",
        "[1] [2] [3] 下一页  加入收藏 | 设为首页",
        "(某某范文网 整理)",
        "※ 本文共分3页,当前第2页 ※ 【上一页】【下一页】",
        "该文档为doc格式,共4页,售价3.00元 【立即下载】",
        "·水库巡查要点(07-09)",
        "您可以按Ctrl+D收藏本页 一键复制 全文阅读",
    ],
)
def test_site_line_within_a_report(said: str) -> None:
    page = f"柳河镇防汛工作总结\n今年我镇认真防汛,巡查堤坝9次。\n{said}\n转移群众86户,储备块石300方。"
    noise = {page[n.start : n.end] for n in parse(page).noise}
    assert said in noise


@pytest.mark.parametrize(
    "said",
    [
        "本站现有职工12人,其中党员5人",
        "通过微信群推送、扫描二维码、下载手册等形式宣传",
        "打印、复制宣传材料,下载手册200份",
        "坚持服务热线24小时畅通",
    ],
)
def test_words_of_sites_in_a_report(said: str) -> None:
    page = f"柳河镇防汛工作总结\n今年我镇认真防汛,巡查堤坝9次。\n{said}\n转移群众86户,储备块石300方。"
    assert not parse(page).noise


def test_a_long_run_of_buttons_is_read_to_its_end() -> None:
    # a pattern that tried all ways through would not come back at all
    text = "今年我镇认真防汛,巡查堤坝9次。" + "评论:(3) 下载 收藏:12|来源:a|" * 20000 + "转移群众86户。"
    assert parse(text).language == "zh"


@pytest.mark.parametrize("said", ["阅读剩余 全文 ▼ 开通会员 免费下载", "广告 X 3/7"])
def test_buttons_between_sentences(said: str) -> None:
    page = f"柳河镇防汛工作总结 今年我镇认真防汛,巡查堤坝9次。 {said} 转移群众86户,储备块石300方。"
    assert [page[n.start : n.end].strip() for n in parse(page).noise] == [said]


def test_file_name_behind_the_report() -> None:
    page = "柳河镇防汛工作总结 今年我镇认真防汛,巡查堤坝9次,转移群众86户。 柳河镇防汛工作总结.docx 下载 3 金币"
    assert parse(page).reports[-1].end == page.index("柳河镇防汛工作总结.docx") - 1


def test_furniture_of_a_new_site_is_one_line_of_toml(tmp_path: Path) -> None:
    said = "青鸟驿每夜一读"
    page = f"柳河镇防汛工作总结\n今年我镇认真防汛,巡查堤坝9次。\n{said}\n转移群众86户,储备块石300方。"
    assert not parse(page).noise
    line = "[[line]]\nreason = 'navigation'\nwhere = 'any'\npatterns = ['青鸟驿.{0,12}']\n"
    (tmp_path / "site.toml").write_text(line, encoding="utf8")
    code = f"from corpus_tools.structure import parse; print([(n.start, n.reason) for n in parse({page!r}).noise])"
    found = subprocess.run(  # another process: word lists are read once
        [sys.executable, "-c", code],
        env={**os.environ, "CORPUS_TOOLS_LEXICON": str(tmp_path)},
        capture_output=True,
        encoding="utf8",
        check=True,
    )
    assert found.stdout.strip() == str([(page.index(said), "navigation")])


@pytest.mark.parametrize("row", ["石桥社区 | 受理12件 | 9件 | 75%", "石桥社区 | 46场 | 2300人次", "石桥社区 | 18处"])
def test_rows_of_a_table_between_bars_are_no_navigation(row: str) -> None:
    text = f"街道信访工作总结\n今年我街道认真办理来信来访,各社区的办理情况如下。\n{row}\n全年没有发生越级上访。"
    at = text.index(row)
    assert not any(n.start < at + len(row) and n.end > at for n in parse(text).noise)


def test_links_with_years_and_pages_between_bars_are_navigation() -> None:
    links = "首页 | 2021年总结 | 2020年 | 12页 | 联系我们"
    text = f"街道信访工作总结\n今年我街道认真办理群众来信来访,办结128件,群众较为满意。\n{links}"
    assert any(text[n.start : n.end] == links for n in parse(text).noise)


@pytest.mark.parametrize(
    "said",
    [
        "栏目",
        "听新闻",
        "文本预览下载声明",
        "阅读时长约6分钟",
        "工作总结 时间:2019-02-03 我要投稿",
        "图文/山泉",
        "[www.shanquan.example - 总结]",
        "您好!欢迎光临山泉网!",
        "(共六则范文)",
        "还可以输入300字",
        "喜欢 (8) or 分享 (2)",
        "大家还看了",
        "山泉小编为你找来多篇《防汛工作总结》,想看更多可以在站内找。",
    ],
)
def test_more_of_the_sites_words_wherever_they_stand(said: str) -> None:
    page = f"防汛工作总结\n今年我镇认真防汛。\n一、巡查\n巡查堤坝9次。\n{said}\n二、转移\n转移群众86户。"
    assert [page[n.start : n.end] for n in parse(page).noise] == [said]


@pytest.mark.parametrize("said", ["活动时间:2019-02-03至2019-02-20", "编制小编队3支,每支9人。", "图书/报刊购置费3万元"])
def test_what_reports_say_alike_is_kept(said: str) -> None:
    page = f"防汛工作总结\n今年我镇认真防汛。\n一、巡查\n巡查堤坝9次。\n{said}\n二、转移\n转移群众86户。"
    assert not parse(page).noise


def test_unknown_words_among_the_links_under_a_report() -> None:
    page = "防汛工作总结\n今年我镇认真防汛,巡查堤坝9次,转移群众86户。\n扫一扫在手机打开当前页\n山泉云\n山泉号\n山泉矩阵"
    (report,) = parse(page).reports
    assert page[: report.end].endswith("86户。")


@pytest.mark.parametrize("mark", ["第{}部分:防汛工作总结", "{}、防汛工作总结:", "样例{}"])
def test_as_many_marks_as_the_head_announces(mark: str) -> None:
    bodies = ["堤坝巡查9次,险工险段排查12处。", "转移群众86户,安置点设了3处。", "储备块石300方,编织袋2万条。"]
    parts = [mark.format(n) + "\n" + said * 4 + "\n" for n, said in zip("一二三", bodies, strict=True)]
    page = "防汛工作总结(精选3篇)\n时间:2019-02-03 09:10:11\n" + "".join(parts)
    assert [page[r.start :].partition("\n")[0] for r in parse(page).reports] == [mark.format(n) for n in "一二三"]


SCRIPTS = """\
¶沙坪镇敬老院工作总结
今年,我院入住老人86名,护理员12名,开展文体活动24场,慰问演出6场,老人们都很满意。- 1 -
§一、改善条件
更换床铺90张,添置轮椅16把,改造卫生间22间,老人们的居住环境大有改善。
⟨7⟩
§二、加强护理
为老人体检2次,建立健康档案86份,做到小病不出院、大病及时送医。⟨2⟩
§三、管好伙食
食谱每周一换,荤素搭配,每月公布伙食账目12次,老人伙食委员会全程监督。
⟨资料录入:wang  责任编辑:admin⟩
⟨上一篇资料:防汛工作总结⟩
⟨下一篇资料:没有了⟩
⟨s("content_relate");⟩
⟨var pid = "u2310";⟩
⟨本文仅代表作者观点,与本站立场无关⟩
"""


def test_single_page_numbers_and_what_is_left_of_scripts() -> None:
    check(SCRIPTS.replace("- 1 -", "⟨- 1 -⟩"))


@pytest.mark.parametrize("said", ["老人2型糖尿病管理18人", "大院(2)号楼改造完工"])
def test_digits_that_are_no_page_numbers(said: str) -> None:
    assert not parse("沙坪镇敬老院工作总结\n今年我院工作有序开展," + said + ",老人们都很满意。").noise


@pytest.mark.parametrize("line", ["看过路长制工作总结的还看了：", "读了本文的网友还阅读", "看完村居工作总结的人也喜欢"])
def test_what_other_readers_looked_at(line: str) -> None:
    page = "青石镇路长制工作总结\n今年以来,我镇认真落实路长制。巡路560人次。\n青石镇人民政府\n2021年12月8日\n" + line
    (report,) = parse(page).reports
    assert report.end == page.index(line) - 1
