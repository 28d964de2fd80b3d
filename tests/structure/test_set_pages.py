"""What sites put around and into a text: cells of tables, boxes over it, what converters leave, titles of samples."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse

NEWS = """白石镇召开平安建设推进会 | |||
|
|||
3月4日上午,白石镇召开平安建设推进会,通报去年工作情况。去年全镇调解纠纷126起,排查隐患310处。 (记者/田禾) |
|||
|
主办单位:白石市人民政府办公室 承办:白石市政务服务局 网站地图 联系我们
"""


def test_empty_cells_of_a_table_part_no_title_from_its_news() -> None:
    s = parse(NEWS)
    (item,) = s.reports
    assert (item.kind, item.title) == ("news", "白石镇召开平安建设推进会")
    cells = [n for n in s.noise if n.reason == "rule"]
    assert [NEWS[n.start : n.end].strip() for n in cells] == ["| |||", "|", "|||", "|", "|||", "|"]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n\n"])
def test_a_headline_stays_one_however_many_empty_lines_follow(gap: str) -> None:
    (item,) = parse(
        f"白石镇召开平安建设推进会{gap}3月4日,白石镇召开平安建设推进会,部署全年工作,通报隐患310处。\n"
    ).reports
    assert (item.kind, item.title) == ("news", "白石镇召开平安建设推进会")


def test_a_box_of_links_over_the_text_does_not_take_it_along() -> None:
    page = """当前位置 : 青禾范文网 > 专题 > 自查 > 正文
卫生县城复审自查情况报告[VIP]
发布时间:2014-6-18文章大小:2103字节页数:4页
相关文章】 【投稿奖励】 【扣点券查看全文】【需要:1点券】
市爱卫会:
我县2008年被命名为省级卫生县城。近年来,全县投入创卫资金3200万元,新建公厕26座,拆除违章建筑1.6万平方米,取得了明显成效。
会员信息
用户名:
最近更新
"""
    s = parse(page)
    (report,) = s.reports
    assert report.title == "卫生县城复审自查情况报告"
    assert page[report.start : report.end].rstrip().endswith("取得了明显成效。")


def test_a_title_may_call_itself_a_sample() -> None:
    page = """社区环境卫生工作总结3篇

社区环境卫生工作总结范文
一年来,我社区认真开展环境卫生工作,现总结如下:
一、加强领导。召开会议12次。
二、集中整治。清理垃圾360吨,清除小广告860处。
街道环境卫生工作总结范文
今年以来,我街道扎实推进环境卫生整治,主要做了以下工作:
一、健全机制。制定方案2个,落实保洁员46名。
二、强化督查。开展督查36次,通报问题82个。
乡镇环境卫生工作总结范文
今年,我镇把环境卫生作为重点工作来抓,现将情况总结如下:
一、宣传发动。悬挂横幅42条。
"""
    assert [r.title for r in parse(page).reports] == [
        "社区环境卫生工作总结",
        "街道环境卫生工作总结",
        "乡镇环境卫生工作总结",
    ]


def test_what_a_list_of_samples_says_of_each_is_the_sites() -> None:
    page = """爱国卫生月活动总结
范文类型:工作总结,适用行业岗位:学校,全文共 512 字
+ 加入清单
四月是爱国卫生月,我校认真开展了各项活动,现总结如下:
一、健全组织。召开班主任会2次。
二、加强宣传。印发宣传单651份。
"""
    s = parse(page)
    said = "".join(page[n.start : n.end] for n in s.noise)
    assert "适用行业岗位" in said
    assert "加入清单" in said
    assert [r.title for r in s.reports] == ["爱国卫生月活动总结"]


def test_what_a_converter_leaves_is_no_words_of_the_report() -> None:
    page = """司法所2020年工作总结
一、法治宣传。拍摄微电影4部,发放资料3600份。
Evaluation Warning: The document was created with Spire.Doc for .NET.
二、人民调解。化解纠纷291件,调解成功率99%。
"""
    (warning,) = parse(page).noise
    assert page[warning.start : warning.end].startswith("Evaluation")
    assert page[warning.start : warning.end].endswith(".NET.")


def test_a_size_of_reservoirs_at_a_wrap_is_no_heading() -> None:
    page = """水利工作自评报告
我县是水利大县。现将情况报告如下:
1、切实抓好水库除险加固。我局将责任落实到人。今年全县有47座小型病险水库开工建设,其中小
(一)17座,小
(二)30座。新开工的水库都如期完成了除险加固任务。
2、认真实施饮水安全建设。解决了3个乡镇2.6万人的饮水问题。
"""
    headings = [x.heading for x in parse(page).sections if x.heading]
    assert headings == ["1、切实抓好水库除险加固", "2、认真实施饮水安全建设"]


@pytest.mark.parametrize("number", ["1 / 6", "- 2 -", "3"])
def test_a_sheet_may_end_below_a_heading(number: str) -> None:
    page = f"""柳河镇森林防火工作总结
今年以来,我镇认真做好森林防火工作,现总结如下。
一、加强领导,落实责任
成立了领导小组,召开会议6次,层层签订责任状。
二、多措并举,浓厚宣传氛围
{number}
出动宣传车28台次,书写岩壁标语45条,发放宣传单5200份。
三、强化巡查
安排护林员36名,排查隐患42处。
"""
    headings = [x.heading for x in parse(page).sections if x.heading]
    assert headings == ["一、加强领导,落实责任", "二、多措并举,浓厚宣传氛围", "三、强化巡查"]


def test_an_editors_words_between_two_texts_are_his() -> None:
    page = """社区禁毒工作总结
今年以来,我社区认真做好禁毒工作,现总结如下。
一、广泛宣传。悬挂横幅12条,发放宣传单1200份。
小编语:禁毒宣传,贵在用心。下面小编再给大家分享一篇,仅供大家学习参考!
二、严格管控。走访吸毒人员家庭16户。
"""
    s = parse(page)
    assert [page[n.start : n.end][:3] for n in s.noise] == ["小编语"]
    assert [x.heading for x in s.sections if x.heading] == ["一、广泛宣传", "二、严格管控"]


def test_words_of_a_site_one_below_the_other_are_no_title() -> None:
    page = """首页 > 总结 > 正文
来源:网络 时间:2021-10-15
2021
扶贫
工作
总结
汇报
新编
某局结对帮扶工作汇报
按照县委统一安排,我局结对帮扶青山村。现将情况汇报如下:
一、进村入户。走访贫困户56户,送去慰问金2.8万元。
"""
    (report,) = parse(page).reports
    assert page[report.start :].startswith("某局结对帮扶工作汇报")


def test_what_leads_in_to_the_first_of_several_is_no_report() -> None:
    page = """乡镇信访工作总结(精选20篇)
总结怎么写才不会流于形式呢?
下面是精心整理的乡镇信访工作总结20篇,欢迎阅读与收藏。
乡镇信访工作总结
今年以来,我镇认真做好信访工作,现总结如下:
一、领导重视。召开专题会议12次。
二、化解矛盾。调处纠纷86起,办结信访件42件。
"""
    (report,) = parse(page).reports
    assert page[report.start :].startswith("乡镇信访工作总结\n")


def test_marks_before_a_title_that_is_the_sites_are_markup() -> None:
    page = """社区灭鼠工作总结

### 社区灭鼠工作总结
AI写作,ChatGPT
今年以来,我社区认真做好灭鼠工作,现总结如下:
#### 一、环境整治
清理卫生死角86处,封堵鼠洞320个。
"""
    s = parse(page)
    assert [n.reason for n in s.noise if page[n.start : n.end].strip() == "###"] == ["markup"]
    assert [x.heading for x in s.sections if x.heading] == ["一、环境整治"]


@pytest.mark.parametrize(("first", "second"), [("1. ", "2. "), ("1、", "2、"), ("(一)", "(二)")])
def test_a_heading_ends_where_the_first_of_its_parts_is_glued_to_it(first: str, second: str) -> None:
    page = f"""社区灭鼠行动工作总结
一、工作目标 今年春季集中灭鼠是为了保障群众的生活环境。
二、工作内容{first}宣传教育:开展宣传活动36场,向居民讲解老鼠的危害。
{second}捕杀灭鼠:配备专业队伍12支,投放鼠药320公斤。
三、存在问题 经费不足。
"""
    assert "二、工作内容" in [x.heading for x in parse(page).sections]
