"""The normalised copy and its sentences."""

from __future__ import annotations

import pytest

from corpus_tools.structure import normalise, parse, sentences


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("发放３００份，共２期（次）；占８５％", "发放300份,共2期(次);占85%"),
        ("一、宣传\u3000\u3000到位。", "一、宣传  到位。"),
        ("硬化5000㎡", "硬化5000㎡"),
        ("干净整洁的'面貌", "干净整洁的面貌"),
        ("炎热的.暑假", "炎热的暑假"),
        ("坚持'安全第一'的方针", "坚持'安全第一'的方针"),
        ("水库2.5公里", "水库2.5公里"),
        ("⼯作总结", "工作总结"),
        ("㈠加强领导", "(一)加强领导"),
        ("宣\u200b传\ufeff单\u00ad", "宣传单"),
        ("上午\r\n下午\r晚上", "上午\n下午\n晚上"),
        ("&nbsp;发放&#12288;传单&lt;5份", " 发放 传单<5份"),
        ("A&B公司,5<8", "A&B公司,5<8"),
        ("<p>宣传</p><br/>检查<strong>到位</strong>", "\n宣传\n\n检查到位"),
        ("各社區(qū)、單位(wèi)認真總結(jié)經驗", "各社区、单位认真总结经验"),
        ("后鄉先生到社区", "后鄉先生到社区"),
    ],
)
def test_what_is_folded_and_what_stays(written: str, read: str) -> None:
    assert normalise(written).text == read


def test_every_character_of_a_lengthened_copy_points_home() -> None:
    text = "⒈為進一步總結區鄉經驗(jīng)&nbsp;發放300份"
    copy = normalise(text)
    at = copy.text.index("300份")
    assert text[slice(*copy.original(at, at + 4))] == "300份"
    at = copy.text.index("经验")
    assert text[slice(*copy.original(at, at + 2))] == "經驗"
    assert copy.original(0, 2) == (0, 1)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("投入2。6万元。完成。", ["投入2。6万元。", "完成。"]),
        ("共发放300。2、检查", ["共发放300。", "2、检查"]),
        ("开展“讲卫生。树新风。”活动。好!", ["开展“讲卫生。树新风。”活动。", "好!"]),
        ("他说:“好。”\n会后检查。", ["他说:“好。”", "会后检查。"]),
        ("清理垃圾(含河道。)5吨;拆除3处。", ["清理垃圾(含河道。)5吨;拆除3处。"]),
        ("“没有闭合。后面照常断句。", ["“没有闭合。", "后面照常断句。"]),
        ("上级检查……效果好!!真好", ["上级检查……", "效果好!!", "真好"]),
    ],
)
def test_where_sentences_end(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == parts


def test_a_heading_glued_to_its_text_ends_a_sentence() -> None:
    page = "南坪镇防火工作总结\n一.工作措施为做好防火工作,我镇招募巡护员60名。二.存在问题一是经费不足。"
    said = [page[x.start : x.end] for x in parse(page).sentences]
    assert "一.工作措施" in said
    assert "为做好防火工作,我镇招募巡护员60名。" in said


def test_words_wrapped_by_spaces_are_whole() -> None:
    line = "今年以来我镇人口和计划生育工作在镇党委政府的高度重 视和正确领导下紧紧围绕年初确定的各项目标任务认真落 "
    line += "实各项政策措施全面提高服务水平取得了较好成绩为全镇 经济社会发展创造了良好的人口环境受到了上级部门的充 "
    line += "分肯定和广大群众的一致好评今后我们将继续努力做好工 作。投入 资金"
    reading = parse("石桥镇计生工作总结\n" + line).reading.text
    assert "高度重视" in reading
    assert "工作。投入 资金" in reading


@pytest.mark.parametrize("mark", ["{}、", "{}.", "{}．", "第{}页 ", "第 {} 页：", "{}、 "])
def test_pages_that_a_viewer_numbers_run_on(mark: str) -> None:
    filler = "各村认真落实水利设施管护责任,清理渠道淤泥,抢修水毁工程,保证了春灌用水,得到了群众的一致好评,"
    pages = [f"石门乡水利工作总结 今年我乡{filler * 3}全乡修复渠道5", f"18处,{filler * 3}受益农", "户2000余户。"]
    page = "\n".join(mark.format(i) + said for i, said in enumerate(pages, 1))
    found = parse(page)
    assert "修复渠道518处" in found.reading.text
    assert "受益农户2000余户" in found.reading.text
    assert [page[n.start : n.end] for n in found.noise] == [mark.format(i) for i in (1, 2, 3)]


def test_a_number_cut_in_two_by_a_viewers_page_is_whole() -> None:
    filler = "认真组织春耕备耕,落实各项惠农政策,加强技术指导和服务,确保粮食稳产增产,农民持续增收,"
    page = f"1、东平市农业工作总结 今年我市农业工作稳步推进。{filler * 3}总产 150\n"
    page += f"2、28 吨,较上年增长9.1%。{filler * 3}完成任务。"
    assert "总产 15028 吨" in parse(page).reading.text


@pytest.mark.parametrize(
    "said", ["检查企业48家,发现隐患63处", "关停散乱污企业8家。", "共有3人参加", "辖区5校联动", "新建村4所"]
)
def test_counts_are_no_stray_digits(said: str) -> None:
    page = f"松溪县安监局工作总结\n今年我局开展了安全检查工作。{said}\n"
    assert said in parse(page).reading.text


def test_a_list_of_articles_below_goes_on_from_no_number_of_the_report() -> None:
    page = (
        "石门乡水利工作总结\n今年我乡认真抓水利,现总结如下:\n1、"
        + "修复渠道,加固堤坝。" * 12
        + "\n【水利工作总结】相关文章:\n"
    )
    page += "水利工作总结精选\n2.水利站工作总结范文\n3.乡镇水利工作总结\n"
    assert [s.number for s in parse(page).sections] == ["", "1、"]
