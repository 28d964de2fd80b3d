"""Pages of drawn lines, boxes of links in any words, and forum threads."""

from __future__ import annotations

from corpus_tools.structure import parse
from corpus_tools.structure.extents import _extents
from corpus_tools.structure.layout import Layout
from corpus_tools.structure.lines import split

TOLD = (
    "今年以来,全队共走访困难家庭96户,开展志愿服务46场次,服务时长达到1280小时,发放宣传折页2300份。\n\n"
    "周末的图书角有人守,雨天的渡口有人撑伞,放学路上有人举着小旗,队员们轮流排班,谁家有事就互相顶替。\n\n"
    "眼下最缺的还是年轻人,六十岁以上的队员占了一大半,夜里出车的事只能靠三四个人撑着,明年要想办法。\n\n",
    "从三月算起,前后登记借书证310张,整理旧书1460册,给盲人读者录了27盘磁带,有的读者专程来道谢。\n\n"
    "上架是最费腿脚的活,闭馆前一个半小时要把还回来的书一本本归位,错一格第二天就有人找不到。\n\n"
    "开学以后人手不够,岗前讲得太快,新来的队员连索书号都认不全,往后要先跟班一周再上岗才行。\n\n",
    "汛期里大家分三班守在河堤上,背沙袋820袋,清出排水沟1.7公里,没有一户人家进水,没有一个人受伤。\n\n"
    "秋收那阵子,帮缺劳力的11户人家收稻子63亩,又把晒场让给住得远的人家,晚上还有人打着手电守场。\n\n"
    "话说回来,队里的工具还是前年买的那一批,抽水机坏了两台没钱修,盼着镇里能匀出一点经费来添置。\n\n",
)
RULE = "****************\n\n"


def _reports(page: str) -> list[str]:
    made = parse(page)
    return [page[r.start : r.end] for r in made.reports]


def test_drawn_lines_part_reports_that_have_no_title_of_their_own() -> None:
    page = (
        "转几份材料备用\n\n把这两天找到的放在一起,方便查。\n\n"
        + RULE
        + "河沿社区志愿服务工作总结\n\n"
        + TOLD[0]
        + RULE
        + "书屋义工的2019\n\n不写套话,记几笔账。\n\n"
        + TOLD[1]
        + RULE
        + "柳林渡口防汛志愿服务小结\n\n"
        + TOLD[2]
    )
    found = _reports(page)
    assert [text[:8] for text in found] == ["河沿社区志愿服务", "书屋义工的201", "柳林渡口防汛志愿"]


def test_drawn_lines_between_chapters_part_nothing() -> None:
    page = "河沿社区志愿服务工作总结\n\n" + "".join(
        f"{number}、{name}\n\n{TOLD}{RULE}"
        for number, name in zip("一二三", ("建队伍", "搭平台", "抓活动"), strict=True)
    )
    assert len(_reports(page)) == 1


def test_links_in_any_words_up_to_the_next_mark_are_no_report_s() -> None:
    box = "小编推荐阅读:\n文明楼院事迹材料\n社区主任竞聘演讲(最新)\n寒假安全告家长书\n\n"
    page = "【篇1】志愿服务工作总结\n\n" + TOLD[0] + box + "【篇2】志愿服务工作总结\n\n" + TOLD[1]
    first, second = _reports(page)
    assert first.endswith("明年要想办法。") and second.startswith("【篇2】")


def test_a_box_of_links_side_by_side_in_a_report() -> None:
    box = "您 可能还喜欢:\n客服主管年终总结 | 保安队长述职报告 | 停车管理制度\n催缴函范本 | 服务合同(新版)\n\n"
    page = (
        "河沿物业公司年终工作总结\n\n" + "一、收费\n" + TOLD[0] + "二、服务\n" + box + TOLD[1] + "三、保洁\n" + TOLD[2]
    )
    (report,) = parse(page).reports
    noise = {page[n.start : n.end] for n in parse(page).noise}
    assert report.end >= page.rindex("经费来添置")
    assert {"您 可能还喜欢:", "催缴函范本 | 服务合同(新版)"} <= noise


def test_what_others_reply_is_no_report_s() -> None:
    page = (
        "林业人论坛 » 基层站所\n老护林员   UID 30271   帖子 518   积分 2210\n发表于 2014-12-18 20:47 | 只看该作者\n\n"
        + "河沿镇林业站工作总结\n\n"
        + TOLD[2]
        + "河沿镇林业站\n2014年12月\n\n收藏  分享  评分  引用  报告  TOP\n\n"
        + "青山依旧   UID 41187   帖子 67   积分 210\n发表于 2014-12-18 22:31 | 只看该作者\n"
        + "沙发!写得实在,比那些空话强。建议把巡山护林的那一段再展开说说,领导看了也好给你们拨点经费下来。\n\n"
        + "楠木   UID 22950   帖子 1203   精华 1\n发表于 2014-12-19 08:02\n回复 2# 的帖子\n"
        + "顶一个,5个人管14万亩,不容易啊。我们站七个人才管九万亩,天天喊累,惭愧。\n\n"
        + "您需要登录后才可以回帖  登录 | 注册\n"
    )
    (text,) = _reports(page)
    assert text.startswith("河沿镇林业站工作总结") and text.rstrip().endswith("2014年12月")


def test_the_signature_that_is_left_when_the_site_s_words_are_taken_off_is_the_report_s() -> None:
    said = "".join(TOLD).replace("\n", "")
    text, out = f"{said}河沿供电所二〇二〇年十二月二十二日", Layout()
    found = [(0, 0, 0.9, ("page_head",)), (len(said), len(said), 0.8, ("opening",))]
    _extents(text, split(text), found, len(text), {}, out)
    assert [(e.start, e.end) for e in out.extents] == [(0, len(text))]


def test_the_one_who_answered_signs_no_report() -> None:
    page = (
        "百问知道 > 职场 > 求护士年终总结\n\n个人年终总结\n\n尊敬的护士长、各位同事:\n\n"
        + "".join(TOLD)
        + "急诊科  冉××\n2012年12月26日\n\n回答者:白衣小鹿 | 四级 | 采纳率 63% | 2012-12-27 08:11\n\n"
        + "相关知识\n· 3回答 护士总结怎么写?\n· 0回答 急诊科护士怎么写述职?\n"
    )
    (text,) = _reports(page)
    assert text.rstrip().endswith("12月26日")


def test_a_report_s_number_counts_nothing_in_the_line_below() -> None:
    page = "".join(
        f"城市创建工作总结 篇{n}\n\n{name}\n{told}" for n, name, told in zip("123", NAMES, TOLD, strict=True)
    )
    made = parse(page)
    titles = [page[s.start : s.end] for s in made.sentences if page.startswith("城市", s.start)]
    assert titles == [f"城市创建工作总结 篇{n}" for n in "123"]


NAMES = ("我社区三月启动健康社区建设。", "石桥社区自三月启动健康社区建设。", "名山社区自四月启动健康社区建设。")


def test_a_date_that_signs_does_not_run_on_into_the_next_report() -> None:
    page = (
        f"{TOLD[0]}河沿街道志愿队\n2020年7月8日\n"
        "市第五人民医院自去年被列为试点单位以来,始终把患者满意放在心上。一年来的工作开展情况如下。\n" + TOLD[1]
    )
    sentences = [page[s.start : s.end] for s in parse(page).sentences]
    assert "2020年7月8日" in sentences
