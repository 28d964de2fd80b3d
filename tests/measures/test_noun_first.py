"""A noun before its verb: whatever parts the two, the figure counts the noun and the verb is what was done to it."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract

# noun, verb, figure: verbs within names, people and bodies, deeds that no list has
_CLAUSES = (
    ("水库责任人", "落实", "36名"),
    ("网格员", "培训", "36名"),
    ("业委会", "成立", "36个"),
    ("党小组", "组建", "36个"),
    ("拒毒承诺书", "签订", "360份"),
    ("入股协议", "签", "360份"),
    ("改造积极分子", "评", "36名"),
    ("责令改正通知书", "下发", "36份"),
    ("加压泵站", "启动", "6座"),
    ("贩卖病害肉案件", "查处", "6起"),
)
_PARTED = ("{n}已{v}{q}", "全年{n}共{v}{q}", "{n}累计{v}{q}", "{n}由镇政府{v}{q}")


def _read(clause: str) -> tuple[str, str]:
    (made,) = extract(clause + "。").measures
    return made.action, made.object


@pytest.mark.parametrize(("noun", "verb", "figure"), _CLAUSES, ids=[noun for noun, _, _ in _CLAUSES])
@pytest.mark.parametrize("frame", [*_PARTED, "{n}{v}{q}"])
def test_the_noun_before_its_verb_is_counted(frame: str, noun: str, verb: str, figure: str) -> None:
    assert _read(frame.format(n=noun, v=verb, q=figure)) == (verb, noun)


@pytest.mark.parametrize(
    ("noun", "verb", "figure"),
    [
        ("青年人才", "举荐", "36人"),
        ("遗嘱", "保管", "36份"),
        ("应急演练", "组织", "6场"),
        ("设备", "巡检", "36次"),
        ("公房维修", "受理", "36起"),
        ("惠农补贴", "兑现", "36户"),
        ("森林火灾扑救演练", "开展", "6次"),
        ("提醒告诫会", "召开", "6场"),
        ("普法小分队", "组", "6支"),
        ("机耕桥", "修", "6座"),  # the segmenter joins 桥共修
        ("残疾证", "换", "36本"),
        ("报警器", "备", "36台"),
    ],
)
@pytest.mark.parametrize("frame", _PARTED)
def test_what_stands_before_already_or_in_all_is_no_part_of_the_deed(
    frame: str, noun: str, verb: str, figure: str
) -> None:
    assert _read(frame.format(n=noun, v=verb, q=figure)) == (verb, noun)


@pytest.mark.parametrize(
    ("noun", "verb", "figure"),
    [
        ("校园法制课", "讲", "36堂"),  # the segmenter joins noun and verb
        ("老桥", "修", "6座"),
        ("导览牌", "装", "36块"),
        ("急救手册", "发", "360册"),  # a verb opens the name
        ("帮教协议书", "签", "36份"),
        ("参展作品", "评", "36件"),
        ("井盖", "换", "36套"),
        ("遗嘱", "保管", "36份"),
        ("投诉", "处理", "36起"),
        ("惠农贷款", "发放", "36笔"),
        ("执法检查", "组织", "6次"),
        ("“青年讲师团”宣讲", "开展", "6场"),
    ],
)
def test_a_verb_right_behind_the_noun_that_the_unit_counts(noun: str, verb: str, figure: str) -> None:
    assert _read(f"{noun}{verb}{figure}") == (verb, noun)


@pytest.mark.parametrize(
    ("clause", "verb", "noun"),
    [
        ("走访群众共收集36条", "收集", ""),  # another thing is counted than the words before name
        ("组织党员共清理36处", "清理", ""),
        ("村委会选聘36名", "选聘", ""),  # a body does it
        ("民警抓获36人", "抓获", ""),  # and so do people whose work it is
        ("党员走访36户", "走访", ""),
        ("督查组检查36个", "检查", ""),
        ("应急演练组织6场", "组织", "应急演练"),  # light verbs are no name of what was held
        ("接收档案进馆360卷", "进馆", "档案"),
        ("打消家长顾虑36人", "打消", "家长顾虑"),  # a verb before governs
        ("发放冰箱贴360个", "发放", "冰箱贴"),
        ("会议专题研究平安建设6次", "专题研究", "平安建设"),
        ("督促整改落实36项", "督促整改落实", ""),
        ("危房改造完成36户", "改造", "危房"),
        ("整改任务分解36项", "分解", "整改任务"),
        ("收费亭改造36座", "改造", "收费亭"),
        ("参保登记办理36人次", "办理", "参保登记"),
        ("房屋被淹36间", "被淹", "房屋"),
        ("对排查出的隐患已整改36处", "整改", "排查出的隐患"),
    ],
)
def test_those_who_did_it_and_clauses_of_their_own(clause: str, verb: str, noun: str) -> None:
    assert _read(clause) == (verb, noun)


_BEHIND = (
    ("入股协议", "签订", "360份"),
    ("拒毒承诺书", "签署", "360份"),
    ("警示标牌", "安装", "36块"),
    ("投诉", "处理", "36件"),
    ("应急演练", "组织", "6场"),
    ("建房手续", "办理", "36件"),
)


@pytest.mark.parametrize(("noun", "verb", "figure"), _BEHIND, ids=[noun for noun, _, _ in _BEHIND])
def test_the_deed_behind_the_figure(noun: str, verb: str, figure: str) -> None:
    assert _read(f"{noun}{figure}已{verb}") == (verb, noun)
    assert _read(f"将{figure}{noun}{verb}到位") == (verb, noun)
    if len(verb) > 1 and verb != "组织":
        assert _read(f"{figure}{noun}得到{verb}") == (verb, noun)


@pytest.mark.parametrize(
    ("clause", "verb", "noun"),
    [
        ("将36期培训班办到位", "办", "培训班"),
        ("将36米管道保温到位", "保温", "管道"),
        ("将46个薄弱点位作为整治重点", "作为", "薄弱点位"),
        ("将36户贫困户纳入低保", "纳入", "贫困户"),
        ("组织36名学生得到锻炼", "组织", "学生"),
        ("风险监测126批次均按期完成", "", "风险监测"),
        ("党员36名已参加培训", "参加", "党员"),
    ],
)
def test_clauses_that_end_otherwise(clause: str, verb: str, noun: str) -> None:
    assert _read(clause) == (verb, noun)


def test_since_when_something_rose_is_no_deed() -> None:
    assert all(m.action != "年头" for m in extract("正确投放率由年头的61%提高到87.5%。").measures)
