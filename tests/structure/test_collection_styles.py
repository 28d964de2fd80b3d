"""Collections in every style that is known, with titles alike or not, in lines, behind spaces, and without breaks."""

import re
from collections.abc import Callable
from itertools import product

import pytest

from corpus_tools.structure import parse
from corpus_tools.structure.midline import within

ALIKE = ["社区市容整治工作总结"] * 4
EACH_ITS_OWN = ["清洁家园工作总结", "街道市容整治情况汇报", "社区爱卫工作总结", "城管局市容整治年终总结"]
HEADED = [
    "为改善村容村貌,我村按照镇里的部署,发动群众清洁家园,现将工作情况总结如下:\n一、加强领导\n村里成立了由支书牵头的小组,"
    "开动员会4次,签责任书43份。\n二、广泛宣传\n挂横幅16条,发资料340多份。\n三、集中整治\n出动840人次,清运垃圾125吨。",
    "今年以来,我街道扎实开展市容整治,取得了明显成效。现将有关情况汇报如下:\n一、领导重视\n街道成立专班,开会11次。\n"
    "二、措施有力\n清除小广告3500张,拆除违建23处,补绿810平方米。\n三、存在问题\n一是资金不足;二是少数商户不配合。",
    "20xx年,社区在街道党工委的正确领导下,深入开展爱国卫生运动,各项工作稳步推进。\n(一)健全组织。配备专干3名,落实经费4万元。\n"
    "(二)除害防病。投放鼠药65公斤,喷药13次。\n(三)健康教育。办讲座7期,听讲居民470人次,发放读本910册。",
    "一年来,我局认真贯彻上级部署,狠抓市容综合整治,城市面貌焕然一新。\n1、强化管理。出动执法人员1250人次,规范店铺370家。\n"
    "2、完善设施。新增垃圾桶250个,维修公厕15座。\n3、下步打算。一要加强宣传,二要落实责任,三要巩固成果。",
]
PLAIN = [
    "在镇党委、政府的坚强领导下,我村上下一心,环境面貌大为改观。全年开群众大会7次,发倡议书410份,组织党员义务劳动19次,"
    "清运积存垃圾97车,疏通排水沟3.4公里。村里还聘请保洁员6名。虽然取得了一些成绩,但离要求还有差距,今后我们将继续努力。",
    "为进一步提升城市品位,我局从年初开始就把市容整治摆在突出位置来抓,先后出动执法车辆220台次,拆除破旧广告牌85块,"
    "规范占道经营户330家,悬挂标语51条,出动宣传车31次。下一步,我局将加大工作力度,推动市容管理再上新台阶。",
    "本学期,我校以创建文明校园为抓手,切实加强校园环境建设。学校投入资金13万元,维修厕所3座,粉刷墙面1650平方米,"
    "新栽花木780株。各班每周开展一次大扫除,学生会每天检查评比。我们相信,在全体师生的努力下,校园一定会更加美丽。",
    "近年来,社区党总支十分重视爱国卫生工作,把它列入重要议事日程。社区与辖区单位签订责任书39份,组建志愿者队伍5支130人,"
    "每月开展集中清扫活动。通过大家的共同努力,辖区卫生死角得到了彻底清理,居民满意度明显提高。特此报告。",
]
HAN = "一二三四"
Style = Callable[[int, str], str]
STYLES: dict[str, Style] = {
    "题篇一": lambda i, t: f"{t}篇{HAN[i]}",
    "题 篇1": lambda i, t: f"{t} 篇{i + 1}",
    "篇1:题": lambda i, t: f"篇{i + 1}:{t}",
    "【篇一】题": lambda i, t: f"【篇{HAN[i]}】{t}",
    "第一篇:题": lambda i, t: f"第{HAN[i]}篇:{t}",
    "第1篇 题": lambda i, t: f"第{i + 1}篇 {t}",
    "第一份:题": lambda i, t: f"第{HAN[i]}份:{t}",
    "题【第1篇】": lambda i, t: f"{t}【第{i + 1}篇】",
    "题(篇一)": lambda i, t: f"{t}(篇{HAN[i]})",
    "★题篇一": lambda i, t: f"★{t}篇{HAN[i]}",
    "题1": lambda i, t: f"{t}{i + 1}",
    "题  1": lambda i, t: f"{t}  {i + 1}",
    "题-1": lambda i, t: f"{t}-{i + 1}",
    "题·一": lambda i, t: f"{t}·{HAN[i]}",
    "题(一)": lambda i, t: f"{t}({HAN[i]})",
    "题【1】": lambda i, t: f"{t}【{i + 1}】",
    "题(1/4)": lambda i, t: f"{t}({i + 1}/4)",
    "《题》一": lambda i, t: f"《{t}》{HAN[i]}",
    "题之一": lambda i, t: f"{t}之{HAN[i]}",
    "题模板1": lambda i, t: f"{t}模板{i + 1}",
    "题范文1": lambda i, t: f"{t}范文{i + 1}",
    "关于题的范文一": lambda i, t: f"关于{t}的范文{HAN[i]}",
    "范文一:题": lambda i, t: f"范文{HAN[i]}:{t}",
    "第一篇范文:题": lambda i, t: f"第{HAN[i]}篇范文:{t}",
    "1.题": lambda i, t: f"{i + 1}.{t}",
    "1、题": lambda i, t: f"{i + 1}、{t}",
    "(1)题": lambda i, t: f"({i + 1}){t}",
    "题": lambda _, t: t,
    "篇一": lambda i, _: f"篇{HAN[i]}",
    "【第一篇】": lambda i, _: f"【第{HAN[i]}篇】",
    "范文一": lambda i, _: f"范文{HAN[i]}",
}
HEADS = [
    "",
    "市容整治工作总结(精选4篇)\n",
    "市容整治工作总结4篇\n转眼又到了写总结的时候。以下是小编为大家整理的市容整治工作总结,欢迎阅读。\n",
]
TAIL = "\n【市容整治工作总结4篇】相关文章:\n市容整治工作总结03-12\n市容工作计划11-20\n"
_WORDS = re.compile("关于|的范文|范文|模板")  # of the collector's, which titles keep
_BLANKS = 2  # what may be counted to a report before its mark


@pytest.mark.parametrize("style", STYLES)
def test_a_collection_in_this_style(style: str) -> None:
    wrong = []
    cases = product((HEADED, PLAIN), (ALIKE, EACH_ITS_OWN), HEADS, ("\n", "\n\n", " ", ""), ("", TAIL), (2, 4))
    for bodies, titles, head, parted, tail, n in cases:
        page, starts = head.replace("\n", parted), []
        for i in range(n):
            starts.append(len(page))
            page += STYLES[style](i, titles[i]) + parted + bodies[i].replace("\n", parted) + parted
        reports = parse(page + (tail if parted.startswith("\n") else "")).reports
        found = [r.start for r in reports]
        named = [_WORDS.sub("", r.title) for r in reports]
        untitled = "题" not in style
        if (
            len(found) != n
            or any(abs(a - b) > _BLANKS for a, b in zip(found, starts, strict=True))
            or named != ([""] * n if untitled else titles[:n])
        ):
            wrong.append((titles is ALIKE, bodies is PLAIN, head[:12], parted, n, found, starts))
    assert wrong == []


@pytest.mark.parametrize("n", [2, 3, 4])
@pytest.mark.parametrize("rule", ["***", "——————", "=========="])
def test_a_collection_under_rules(rule: str, n: int) -> None:
    page = "".join(f"{rule}\n{HEADED[i]}\n" for i in range(n))
    assert [page[r.start : r.start + 8] for r in parse(page).reports] == [HEADED[i][:8] for i in range(n)]


@pytest.mark.parametrize("signed", ["柳溪村村委会2020年12月20日", "2021年1月8日", "二〇二〇年十二月"])
@pytest.mark.parametrize("title", ["", "清洁家园工作总结", "青山村2020年环境整治总结"])
def test_a_signature_without_breaks_is_the_report_before_s(signed: str, title: str) -> None:
    page = f"{HEADED[1]}{signed}{title}{HEADED[0]}".replace("\n", "")
    _, second = parse(page).reports
    assert page[: second.start].endswith(signed)


def test_a_date_at_the_page_s_end_is_no_report() -> None:
    for parted in ("\n", " ", ""):
        (report,) = parse(
            f"三中队年度工作总结\n{HEADED[1]}\n如有不妥,请批评指正。\n2021年1月8日\n".replace("\n", parted)
        ).reports
        assert report.start == 0


@pytest.mark.parametrize(("signer", "reports"), [("柳溪村村委会\n", 2), ("", 1)])
def test_a_title_of_no_known_kind_behind_a_signature(signer: str, reports: int) -> None:
    second = "青山村为民办实事\n村里今年修路2.6公里,安装路灯48盏,打井3眼,改造旱厕120座,件件有着落。\n"
    page = f"{HEADED[1]}\n{signer}2020年12月20日\n{second}"
    found = parse(page).reports
    assert len(found) == reports and page.startswith("青山村为民办实事", found[-1].start) == (reports == 2)


SUBSTATION = (
    "卫生院全体职工在上级主管部门的关怀支持下,认真做好各项工作。(一)公共卫生。建档8500份,随访620人。(二)医疗。接诊12300人次,"
    "住院850人次。(三)不足。技术力量薄弱,设备陈旧。(四)今后打算。引进人才,更新设备。"
)


def test_the_first_words_of_a_last_chapter_open_no_report() -> None:
    following = HEADED[1]
    page = HEADED[0].replace("\n", "") + "白云镇卫生院2019年工作总结" + SUBSTATION + following.replace("\n", "")
    starts = [page[r.start :] for r in parse(page).reports]
    assert [s[:6] for s in starts] == [HEADED[0][:6], "白云镇卫生院", following[:6]]


def test_an_announcement_is_no_title() -> None:
    page = PLAIN[2] + HEADED[1].replace("\n", "")
    assert not any(page.startswith("现将", at) for at, _ in within(page, 0, len(page), 0))


@pytest.mark.parametrize(("above", "below"), [(HEADED[1], PLAIN[0]), (HEADED[1], HEADED[3]), (PLAIN[2], PLAIN[3])])
def test_one_behind_the_other_without_mark_or_title(above: str, below: str) -> None:
    page = f"{above}\n{below}\n"
    assert [r.start for r in parse(page).reports] == [0, len(above) + 1]


@pytest.mark.parametrize(
    "tail",
    [
        "扫一扫在手机打开当前页上一篇:某某公告下一篇:年度报告主办:某某办公室 网站标识码:0000000000",
        "打印本页 | 关闭窗口上一篇:饮水工作总结  下一篇:没有了",
        "0人已赞 打印 关闭窗口赞助商链接 防火预案 · 植树总结",
    ],
)
def test_what_a_site_says_behind_a_signature_is_no_report(tail: str) -> None:
    page = f"{HEADED[1]}柳溪村村委会2020年12月20日".replace("\n", "")
    (report,) = parse(page + tail).reports
    assert (report.start, report.end) == (0, len(page))


def test_links_end_at_the_next_report_s_mark() -> None:
    box = "推荐阅读:文明楼院事迹材料社区主任述职报告(最新)"
    page = f"【篇1】{ALIKE[0]}{PLAIN[0]}{box}【篇2】{ALIKE[0]}{PLAIN[1]}"
    first, second = parse(page).reports
    assert page[: first.end].endswith(PLAIN[0]) and page.startswith("【篇2】", second.start)
