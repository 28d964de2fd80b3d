"""A dozen reports of different pages, as a user has them: single sentences that were copied and reworked, and frames
that whoever writes about the same work uses."""

import dataclasses

import pytest

from corpus_tools.records import ReportText
from corpus_tools.reuse import find
from tests.reuse.test_shuffled import in_one, in_parts, placed

OWN = [
    "桐荫乡的蚕农把桑枝粉碎后还田，乡里补了两台粉碎机，旧枝不再堆在路口。",
    "渡口加装了救生圈和喇叭，摆渡工轮流到县里学了心肺复苏。",
    "中学把锅炉换成空气源热泵，宿舍窗缝由后勤老师一扇扇贴了密封条。",
    "菜场的磅秤逐台校过，短斤缺两的两户退了差价，公平秤摆到了进门处。",
    "敬老院的菜地种了三畦韭菜，厨房每周把菜单贴在墙上由老人勾选。",
    "林场把防火道拓到八米，瞭望塔换了新望远镜，护林员对讲机全部续了电池。",
    "渔政所收缴地笼烧在滩头，增殖放流时请了小学生来数鱼苗。",
    "车站的母婴室添了尿布台，失物招领从抽屉搬进了玻璃柜。",
    "砖厂的烟囱装了在线监测，数据连到县里，超标当晚就有人上门。",
    "夜市划了四十个摊位，油烟机统一清洗，收摊后用热水冲地。",
    "档案馆把土改的契约扫描上网，虫蛀的两卷请人重新托裱。",
    "驾校门口的岔路画了网格线，接送学员的面包车改停到后院。",
]
COPIES = {
    "figures": (
        "共发放防蚊纱窗320扇，疏通下水井46口，给57户独居老人换了节能灯泡",
        "共发放防蚊纱窗85扇，疏通下水井12口，给19户独居老人换了节能灯泡",
    ),
    "words": (
        "调解员把板凳搬到田埂上，先听牢骚再讲道理，直到双方把烟接过去才收起笔记本",
        "网格员把板凳搬到楼道里，先听牢骚再讲道理，直到双方把烟接过去才合上笔记本",
    ),
    "clause put in": (
        "督查组不打招呼、不听汇报，直接到灶台边看油烟管，回来连夜写出清单",
        "督查组不打招呼、不听汇报，不要陪同，直接到灶台边看油烟管，回来连夜写出清单",
    ),
    "own head": (
        "借着水库修坝停工、外出的人都回来过年的机会，值班室把交接本改成双人签字，雨量超过三十毫米就敲门",
        "值班室把交接本改成双人签字，雨量超过三十毫米就敲门",
    ),
    "own heads": (
        "针对去年漏报两起、两户进水而无人知道的教训，值班室把交接本改成双人签字，雨量超过三十毫米就逐户敲门，"
        "宁可十防九空",
        "在水库除险以后，值班室把交接本改成双人签字，雨量超过三十毫米就逐户敲门，宁可十防九空",
    ),
}
FRAMES = [  # told in the same order by all who report on it
    ("全年受理案件312件，审结298件，其中调解结案141件，涉农案件占两成", "当年受理案件97件，结案90件，调解46件"),
    ("门诊化验率97%，病历书写甲级率95%，一人一针执行率100%", "化验及时率98%，病历甲级率93%，一人一针率100%，投诉两起"),
    ("在县委、县政府的正确领导下，全乡上下团结拼搏", "在镇党委、政府的正确领导下，全所上下团结协作"),
    (
        "政府工作报告\n——2022年1月12日在临州市第八届人民代表大会第一次会议上\n市长 祁某某\n各位代表：\n"
        "现在，我代表市人民政府向大会报告工作，请予审议，并请市政协委员和列席同志提出意见",
        "政府工作报告\n——2019年1月20日在青岚省第十三届人民代表大会第二次会议上\n省长 陆某\n各位代表：\n"
        "现在，我代表省人民政府，向大会报告政府工作，请予审议，并请省政协委员和其他列席人员提出意见",
    ),
]


def corpus(first: str, second: str) -> list[ReportText]:
    texts = [own + other + "。" for own, other in zip(OWN, OWN[6:] + OWN[:6], strict=True)]
    texts = [a[: len(a) // 2] for a in texts]
    texts[2] = OWN[2] + first + "。" + OWN[4]
    texts[7] = OWN[7] + second + "。" + OWN[9]
    return [ReportText(f"r{k:02d}", f"p{k}", 0, t) for k, t in enumerate(OWN[:2] + texts[2:3] + OWN[3:7] + texts[7:8])]


@pytest.mark.parametrize("how", COPIES)
def test_a_single_sentence_that_was_reworked_is_found_between_pages(how: str) -> None:
    made = corpus(*COPIES[how])
    texts = {r.id: r.text for r in made}
    found = [p for p in find(made).passages if (p.a_report_id, p.b_report_id) == ("r02", "r07")]
    (p,) = found
    sides = texts["r02"][p.a_start : p.a_end], texts["r07"][p.b_start : p.b_end]
    same = tuple(s[s.index("值班室") :] for s in COPIES[how]) if how.startswith("own") else COPIES[how]
    assert tuple(s.rstrip("。") for s in sides) == same


@pytest.mark.parametrize("frame", range(len(FRAMES)))
def test_a_frame_that_a_field_has_in_common_is_no_copy(frame: int) -> None:
    found = find(corpus(*FRAMES[frame])).passages
    assert not [p for p in found if (p.a_report_id, p.b_report_id) == ("r02", "r07")]


def test_what_a_title_and_its_salutation_have_in_common_is_no_copy() -> None:
    title = "述职报告范文 篇{}\n尊敬的各位领导、同事们：\n"
    copied = "".join(COPIES["figures"][0] + "。")
    one = ReportText("a", "p", 0, title.format(1) + OWN[0] + copied + OWN[1])
    two = ReportText("b", "p", 9000, title.format(4) + OWN[2] + copied + OWN[3])
    (p,) = find([one, two]).passages
    assert one.text[p.a_start : p.a_end] == copied


def test_a_word_or_two_far_behind_a_copied_sentence_is_not_its_going_on() -> None:
    first = (
        COPIES["words"][0]
        + "。全年印发明白纸八百份，刷写墙体标语六十条，出动宣传车九趟，放映露天电影四场，编印连环画册两千本，办科普专栏"
    )
    second = COPIES["words"][1] + "。全年办科普专栏"
    made = corpus(first, second)
    (p,) = [p for p in find(made).passages if p.b_report_id == "r07"]
    text = next(r.text for r in made if r.id == "r02")
    assert text[p.a_start : p.a_end].rstrip("。") == COPIES["words"][0]


def test_three_that_hold_one_sentence_in_their_own_wording_all_have_it() -> None:
    variants = [
        "我把每位业主的来电都记在本子上，当天能修的不过夜，修不了的说清哪天来",
        "我把每位住户的来电都记在本子上，当天能修的不过夜，修不了的讲清哪天来",
        "我把每位商户的来电都记在台账上，当天能修的不过夜，修不了的说清几号来",
    ]
    made = [ReportText(f"r{k:02d}", f"p{k}", 0, own) for k, own in enumerate(OWN)]
    for k, text in zip((1, 5, 9), variants, strict=True):
        made[k] = ReportText(f"r{k:02d}", f"p{k}", 0, OWN[k] + text + "。" + OWN[k][::-1])
    found = {(p.a_report_id, p.b_report_id) for p in find(made).passages}
    assert found == {("r01", "r05"), ("r01", "r09"), ("r05", "r09")}


PHRASES = [  # with which every unit tells of its year
    "领导高度重视，成立了以一把手为组长、各股室负责人为成员的领导小组，做到了分工明确、责任到人。",
    "充分利用广播、标语、橱窗和公众号广泛宣传，做到了家喻户晓、人人皆知，群众的知晓率大大提高。",
    "虽然取得了一定的成绩，但离上级的要求还有不小的差距，主要是人员少、任务重，经费投入不足。",
    "想群众之所想、急群众之所急，真心实意为群众办实事、解难事，得到了群众的一致好评。",
]


def with_phrases(sentence: str, figures: list[tuple[object, ...]], places: list[int]) -> list[ReportText]:
    """A dozen reports full of set phrases, some of which hold a sentence, each with its own figures."""
    made = []
    for k, own in enumerate(OWN):
        copied = sentence.format(*figures[places.index(k)]) if k in places else ""
        before, after = PHRASES[k % 4], PHRASES[(k + 1 + k // 4) % 4]
        made.append(ReportText(f"r{k:02d}", f"p{k}", 0, own + before + copied + after))
    return made


def test_a_sentence_that_four_reports_have_with_other_figures_is_a_copy_and_set_phrases_are_none() -> None:
    sentence = "粮站把{}吨陈稻翻晒一遍，熏仓用药{}公斤，{}只仓鼠夹隔夜一收，仓温每天记在门背后的表上。"
    places = [1, 4, 6, 11]
    made = with_phrases(sentence, [(120, 35, 60), (74, 18, 25), (310, 90, 144), (55, 12, 30)], places)
    found = find(made).passages
    pairs = {(f"r{i:02d}", f"r{j:02d}") for i in places for j in places if i < j}
    assert {(p.a_report_id, p.b_report_id) for p in found} == pairs
    texts = {r.id: r.text for r in made}
    for p in found:
        assert p.kind == "figures"
        said = texts[p.a_report_id][p.a_start : p.a_end]
        assert said.startswith("粮站把") and "表上。" in said  # what follows is the same in some


def test_set_phrases_alone_give_nothing_however_many_hold_them() -> None:
    assert find(with_phrases("", [], [])).passages == ()


def test_a_set_phrase_before_or_after_a_copied_sentence_is_no_part_of_it() -> None:
    copied = "水塔的浮球阀换成铜的，夜里不再溢水，塔身刷了银粉漆。住在塔下的三户人家把被褥晒到了塔基的石阶上。"
    one = ReportText("a", "p", 0, OWN[0] + PHRASES[0] + copied + OWN[1])
    two = ReportText("b", "q", 0, OWN[2] + copied + PHRASES[0] + OWN[3])
    others = [ReportText(f"c{k}", f"c{k}", 0, OWN[k] + PHRASES[k % 4]) for k in range(4, 10)]
    (p,) = find([one, two, *others]).passages
    assert (one.text[p.a_start : p.a_end], two.text[p.b_start : p.b_end]) == (copied, copied)


def test_a_policy_that_a_county_took_over_is_one_record_up_to_what_was_put_in() -> None:
    """Its opening is party wording, goes on behind a clause of the county's own, and cites the other's title."""
    title = "关于加快发展山地蜂产业的实施意见"
    opening = (
        "为深入贯彻落实全面推进乡村振兴的决策部署和农业农村工作会议精神，{cited}充分发挥我{level}林下资源优势，"
        "促进农民持续增收，现提出如下意见。"
    )
    first = (
        "到{year}年，{level}内饲养中蜂达到{many}万群，建成蜂胶提取线{lines}条。对新购活框蜂箱的农户每只补助{money}元，"
        "转地放养的由交通部门发给绿色通行证。"
    )
    own = "松坪、水碓两个乡先行一步，蜂场之间留出三里，免得蜂群相争。"
    second = "蜂药实行目录管理，禁止在采蜜期使用抗生素，抽检不合格的蜂蜜一律不得贴标，{body}每月把结果张榜。"
    heads = f"云岭省人民政府{title}\n", "松河县人民政府关于发展特色蜂产业的意见\n"
    texts = []
    for k, head in enumerate(heads):
        words = {
            "cited": ("", f"根据省政府《{title}》，")[k],
            "level": ("省", "县")[k],
            "year": (2027, 2026)[k],
            "many": (90, 2)[k],
            "lines": (12, 1)[k],
            "money": (120, 80)[k],
            "body": ("省农业厅", "县农业局")[k],
        }
        texts.append(head + opening.format(**words) + first.format(**words) + own * k + second.format(**words))
    one, two = (ReportText("ab"[k], "ab"[k], 0, t) for k, t in enumerate(texts))
    found = find([one, two]).passages
    assert [p.kind for p in found] == ["mixed", "words"]
    sides = [(one.text[p.a_start : p.a_end], two.text[p.b_start : p.b_end]) for p in found]
    assert all(s.startswith("为深入") and s.endswith("通行证。") for s in sides[0])
    assert all(s.startswith("蜂药") and s.endswith("张榜。") for s in sides[1])
    figures = [
        (one.text[e.a_start : e.a_end], two.text[e.b_start : e.b_end]) for e in found[0].edits if e.kind == "figure"
    ]
    assert figures == [("2027", "2026"), ("90", "2"), ("12", "1"), ("120", "80")]


def test_memory_an_index_and_parts_find_the_same_in_a_corpus_of_a_dozen() -> None:
    sentence = "粮站把{}吨陈稻翻晒一遍，熏仓用药{}公斤，{}只仓鼠夹隔夜一收，仓温每天记在门背后的表上。"
    made = with_phrases(sentence, [(120, 35, 60), (74, 18, 25), (310, 90, 144)], [1, 4, 6])
    expected = [dataclasses.replace(p, family_id=None) for p in find(made).passages]
    assert len(expected) == 3
    assert placed(in_one(made)) == placed(in_parts(made, 4, 3)) == placed(expected)


HANDED_ON = [  # what everybody took from somebody, with figures of his own
    "苗圃嫁接了{}株老梨，砧木取自后山，成活{}株，剪下的枝条编了篱笆。",
    "渔船换下{}台柴油机，油污用锯末吸了{}袋，船底的藤壶也铲净了。",
    "学堂的{}张课桌垫高了腿，黑板重漆{}块，粉笔灰不再落到前排碗里。",
    "油坊榨籽{}担，出饼{}块，饼渣拌了草灰埋在橘树根下，来年果皮薄了。",
    "哨所的蓄电池轮换{}组，天线拉绳紧了{}道，雪夜里也能听清口令。",
    "裁缝铺给孤老改棉衣{}件，扣眼锁了{}个，线头都藏在里子里。",
    "瓦窑开火{}次，出青瓦{}摞，缺角的挑出来铺了猪圈的顶。",
    "驿道补石级{}步，凿防滑纹{}条，挑担的人歇脚处添了竹椅。",
]


def test_sentences_that_are_handed_on_with_other_figures_make_no_stock_however_many_they_are() -> None:
    texts = [own + PHRASES[k % 4] for k, own in enumerate(OWN)]
    pairs = set()
    for n, sentence in enumerate(HANDED_ON):
        holders = sorted({n, (n + 3) % 12, (n + 7) % 12})
        pairs |= {(f"r{i:02d}", f"r{j:02d}") for i in holders for j in holders if i < j}
        for k in holders:
            # apart from each other, or they were passages of several sentences
            texts[k] += sentence.format(7 + 13 * k + n, 90 - 5 * k) + OWN[k][::-1][n : n + 28] + "。"
    found = find([ReportText(f"r{k:02d}", f"p{k}", 0, text) for k, text in enumerate(texts)]).passages
    assert {(p.a_report_id, p.b_report_id) for p in found} == pairs
    assert {p.kind for p in found} == {"figures"}
