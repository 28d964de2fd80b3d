"""Figures before their noun: what was done to it, behind it or before it."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract


def said(clause: str) -> list[tuple[str, str]]:
    return [(m.action, m.object) for m in extract(clause).measures]


@pytest.mark.parametrize(
    ("figure", "noun", "verb"),
    [
        ("35家", "企业", "屏蔽"),  # a verb that no list has
        ("35起", "违规装修", "查处"),  # a verb within the noun
        ("35户", "村民", "政策宣传"),
        ("35个", "小区", "综合整治"),
    ],
)
def test_what_a_light_verb_leads_to(figure: str, noun: str, verb: str) -> None:
    ((action, counted),) = said(f"对{figure}{noun}进行了{verb}。")
    assert counted == noun
    assert verb.endswith(action)


@pytest.mark.parametrize(
    ("verb", "first", "figure", "noun"),
    [
        ("慰问", "军属", "35名", "老党员"),
        ("发放", "手册", "35份", "宣传单"),
        ("派出", "站长", "35名", "班长"),
        ("下设", "办公室", "35个", "推进组"),
        ("清理", "垃圾", "35处", "卫生死角"),
    ],
)
@pytest.mark.parametrize("joiner", ["和", "及"])
def test_a_verb_has_a_noun_without_a_figure_beside_it(
    verb: str, first: str, figure: str, noun: str, joiner: str
) -> None:
    assert said(f"我镇{verb}{first}{joiner}{figure}{noun}。") == [(verb, noun)]
    assert said(f"各站{verb}了{first}{joiner}{figure}{noun},效果良好。") == [(verb, noun)]


@pytest.mark.parametrize(
    ("figure", "noun", "verb"),
    [
        ("35起", "违规装修", "查处"),
        ("35份", "用户安检档案", "建立"),
        ("35条", "招生视频", "发布"),
        ("35份", "检测报告", "派发"),
        ("35座", "散埋坟墓", "迁移"),
        ("35名", "当事人员", "讯问"),
    ],
)
@pytest.mark.parametrize("done", ["已", "均已", "已经"])
def test_what_is_done_is_parted_from_the_noun(figure: str, noun: str, verb: str, done: str) -> None:
    assert said(f"{figure}{noun}{done}{verb}。") == [(verb, noun)]


@pytest.mark.parametrize(
    ("clause", "action", "noun"),
    [
        ("将35起气瓶泄漏处置。", "处置", "气瓶泄漏"),
        ("把35件数据备份。", "备份", "数据"),
        ("将35件渣土运输许可办理。", "办理", "渣土运输许可"),
        ("35名村民申请低保已通过。", "申请", "村民"),
        ("35人参加考试已合格。", "参加", ""),
    ],
)
def test_who_did_it_and_to_what_it_was_done(clause: str, action: str, noun: str) -> None:
    assert said(clause) == [(action, noun)]


@pytest.mark.parametrize(
    ("verb", "figure", "noun"),
    [
        ("填", "35本", "日志"),
        ("换", "35个", "井盖"),
        ("刊", "35篇", "稿件"),
        ("纠", "35起", "案件"),
        ("画", "35个", "停车位"),
        ("上", "35节", "示范课"),
        ("报", "35条", "信息"),
        ("买", "35台", "熔接机"),
    ],
)
@pytest.mark.parametrize(
    "frame", ["{v}{q}{n}", "今年{v}{q}{n}", "水利站{v}{q}{n}", "组织党员{v}{q}{n}", "全年{v}了{q}{n}"]
)
def test_a_verb_of_one_character_right_before_a_figure(frame: str, verb: str, figure: str, noun: str) -> None:
    assert said(frame.format(v=verb, q=figure, n=noun) + "。") == [(verb, noun)]


def test_a_verb_that_no_list_has_right_before_a_figure() -> None:
    assert said("组织党员翻查35卷档案。") == [("翻查", "档案")]
    assert said("推荐出35名毕业生。") == [("推荐出", "毕业生")]


@pytest.mark.parametrize("clause", ["我镇清运300吨。", "全县恢复300亩。", "村里送了300车。"])
def test_whose_deed_it_is_was_not_done_to(clause: str) -> None:
    ((action, noun),) = said(clause)
    assert action
    assert noun == ""


@pytest.mark.parametrize(
    ("clause", "action", "noun"),
    [
        ("张贴近300张宣传画。", "张贴", "宣传画"),
        ("上传35条巡河记录。", "上传", "巡河记录"),
        ("我局清运35车修剪枝。", "清运", "修剪枝"),
        ("创作35首歌曲。", "创作", "歌曲"),
    ],
)
def test_where_one_word_ends_and_the_next_begins(clause: str, action: str, noun: str) -> None:
    assert said(clause) == [(action, noun)]
