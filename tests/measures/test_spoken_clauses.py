"""Plain speech: deeds of one character with 了 behind their noun, times and whose figure it is told beside."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract

CASES = [
    # what 了 follows is the deed
    ("公厕盖了一座,户厕改了43户。", [("盖", "公厕"), ("改", "户厕")]),
    ("篱笆扎了600米,旧水池砸掉3个。", [("扎", "篱笆"), ("砸掉", "旧水池")]),
    ("公益课排了18节。", [("排", "公益课")]),
    ("保洁员请了5个。", [("请", "保洁员")]),
    ("院坝会开了6场,党员会开了8次。", [("开", "院坝会"), ("开", "党员会")]),
    ("商户捐来口罩1200只、方便面30箱。", [("捐来", "口罩"), ("捐来", "方便面")]),
    ("总共有81人听了课。", [("听", "")]),
    ("大家学了36次。", [("学", "")]),
    ("核酸检测组织了4轮。", [("组织", "核酸检测")]),
    # what is shown stands before its verb
    ("“红黑榜”公示24期。", [("公示", "“红黑榜”")]),
    # what a preposition named some clauses before
    ("对废弃的猪圈、旱厕,先做工作再动手,共拆掉37间。", [("拆掉", "废弃的猪圈、旱厕")]),
    # how people work, where things are brought, what was over by then
    ("从各单位抽调14人集中办公。", [("抽调", "")]),
    ("送药具上门330人次。", [("送", "药具")]),
    ("协会换届后理事11人。", [("", "理事")]),
    # where people are, with whom it was done, what was brought out
    ("低洼处9户老人连夜转移到学校。", [("转移", "老人")]),
    ("联合物业上门查了42户。", [("上门查", "")]),
    ("传单发出去120张。", [("发", "传单")]),
    ("孩子来了260人次。", [("来", "孩子")]),
    # as it was before
    ("设施齐全率由整治前的74%提升到95%。", [("", "设施齐全率"), ("提升到", "设施齐全率")]),
    # those on the books, and those who live where one governs
    ("精神障碍患者在册119人。", [("", "精神障碍患者")]),
    ("辖2个行政村,在册吸毒人员18名。", [("辖", "行政村"), ("", "在册吸毒人员")]),
    # whose figure it is, and what kind of people
    ("脱贫群众人均纯收入达到1.5万元。", [("", "脱贫群众人均纯收入")]),
    ("兼职网格员36名。", [("", "兼职网格员")]),
    ("联合巡防队队员64人。", [("", "联合巡防队队员")]),
    ("聘请卫生服务站3名医师担任辅导员。", [("聘请", "医师")]),
    # what was done to them follows
    ("原有露天垃圾池21个被拆除。", [("拆除", "露天垃圾池")]),
    ("对排查出的13件疑难矛盾,逐件化解。", [("化解", "疑难矛盾")]),
    # works and outlays named by a verb
    ("实施饮水提升工程2处。", [("实施", "饮水提升工程")]),
    ("网格员绩效补贴全年支出22万元。", [("支出", "网格员绩效补贴")]),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "expected"), CASES, ids=[clause for clause, _ in CASES])
def test_plain_speech_is_read(clause: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.action, m.object) for m in extract(clause).measures] == expected


def test_a_part_of_a_group_is_counted_as_the_group() -> None:
    whole, part = extract("督导员56人,其中党员31人。").measures
    assert whole.category == part.category == "staff"


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        ("小喇叭循环播放600小时。", "600小时"),
        ("志愿服务时长突破8000小时。", "8000小时"),
        ("热线接听52通。", "52通"),
        ("短视频上线9集。", "9集"),
        ("举行直播训练营2期。", "2期"),
        ("火警由上一年的9起降到3起。", "9起"),
    ],
)
def test_amounts_of_work_and_calls_count(clause: str, text: str) -> None:
    assert extract(clause).measures[0].text == text


@pytest.mark.parametrize("clause", ["服务24小时不间断。", "提供24小时服务。", "2小时内播放。"])
def test_round_the_clock_is_no_amount(clause: str) -> None:
    assert extract(clause).measures == ()


@pytest.mark.parametrize(
    ("clause", "category"),
    [
        ("现有农户230户。", "population"),
        ("沿街商铺213家。", "coverage"),
        ("设立调解、法律服务等窗口5个。", "construction"),
        ("修理家电73件。", "services"),
        ("分发《乡村干净公约》600份。", "leaflets"),
        ("短视频获赞7400多个。", "media"),
        ("辖区刑事警情318起,较上年减少74起。", "other"),
        ("搬走柴草堆96处。", "cleanup"),
        ("清出破家具、废纸箱11卡车。", "waste"),
        ("重阳节摆百岁宴12桌。", "events"),
        ("开设书法、太极等班次9个。", "meetings"),
        ("查验过往人员530人次。", "inspections"),
        ("灌注污水井310口。", "pest_control"),
        ("发动86家机关企事业单位。", "coverage"),
    ],
)
def test_what_is_counted_in_the_village_says_its_category(clause: str, category: str) -> None:
    assert {m.category for m in extract(clause).measures} == {category}
