"""Plain clauses put together from known words: whoever did it, and however, deed and noun are the same."""

from __future__ import annotations

from itertools import cycle

from corpus_tools.measures import extract

# deed, what it was done to, a unit of it
DEEDS = """
清理 垃圾 吨, 发放 宣传单 份, 悬挂 横幅 条, 排查 安全隐患 处, 走访 群众 户, 调解 矛盾纠纷 起, 办理 信访件 件,
检查 食品经营店 家, 取缔 无证摊点 个, 拆除 违章建筑 处, 硬化 道路 公里, 新建 公厕 座, 改造 旱厕 户, 栽植 树木 株,
筹集 善款 万元, 签订 责任书 份, 组建 巡逻队 支, 购置 垃圾桶 个, 救治 病人 例, 资助 贫困学生 名, 受理 案件 件,
投放 鼠药 公斤, 建立 健康档案 份, 发送 短信 条, 收缴 罚款 万元, 更换 水表 只, 兑现 补贴 万元, 登记 流动人口 人,
下发 整改通知书 份, 化解 信访积案 件, 采购 图书 册, 回访 患者 人次, 打捞 漂浮物 吨, 培训 农民 人次, 疏通 下水道 米,
抓获 犯罪嫌疑人 名, 整治 背街小巷 条
"""
SUBJECTS = "我镇 柳林村 城东社区 全县 街道办事处 县水务局 我校 该村党支部 全镇各单位 社区工作人员 公司 村两委干部"
MANNERS = """
共 累计 先后 已 积极 及时 统一 集中 免费 认真 主动 依法 逐户 组织人员 组织力量 组织党员干部 安排专人 抽调人员 带头 现已
成功 大力 分批 如期
"""


def _deeds() -> list[list[str]]:
    return [one.split() for one in DEEDS.replace("\n", " ").split(",")]


def _wrong(clauses: list[tuple[str, str, str]]) -> list[str]:
    out = []
    for clause, verb, noun in clauses:
        found = [(m.action, m.object) for m in extract(f"整治期间，{clause}。").measures]
        if len(found) != 1 or verb not in found[0][0] or noun not in found[0][1] or len("".join(found[0])) > 14:
            out.append(f"{clause}: {found}")
    return out


def test_whoever_did_it() -> None:
    deeds = cycle(_deeds())
    clauses = []
    for subject in SUBJECTS.split():
        for manner in MANNERS.split():
            verb, noun, unit = next(deeds)
            clauses.append((f"{subject}{manner}{verb}{noun}48{unit}", verb, noun))
    wrong = _wrong(clauses)
    assert len(wrong) <= len(clauses) // 100, wrong  # a rare word may be cut wrongly beside another


def test_a_body_by_its_name() -> None:
    bodies = "云台社区 石桥镇 梨园村 马家沟村 XX社区 **镇 某街道 护理部 街道城管科 镇安监站 供电所 驻村工作队"
    deeds = cycle(_deeds())
    clauses = []
    for body in bodies.split():
        for _ in range(12):
            verb, noun, unit = next(deeds)
            clauses.append((f"{body}{verb}{noun}36{unit}", verb, noun))
    wrong = _wrong(clauses)
    assert len(wrong) <= len(clauses) // 100, wrong


def test_the_figure_before_its_noun() -> None:
    clauses = [(f"柳林村{verb}48{unit}{noun}", verb, noun) for verb, noun, unit in _deeds() if unit not in noun]
    wrong = _wrong(clauses)
    assert len(wrong) <= 1, wrong


def test_a_word_that_ends_in_a_measure_word_has_lost_no_figure() -> None:
    assert not extract("认真办理信访件，做到事事有回音。").measures


def test_who_is_made_to_do_it_is_not_counted() -> None:
    for made in ("组织力量", "安排专人", "组织党员干部", "发动村民"):
        (found,) = extract(f"柳林村{made}整治背街小巷5条。").measures
        assert (found.action, found.object) == ("整治", "背街小巷"), made
    (held,) = extract("柳林村组织党员干部开展救护培训3期。").measures
    assert "培训" in held.object


def test_words_that_hold_a_numeral_count_nothing() -> None:
    said = "严格执行三查七对，编写三句半，多问一句、多看一眼，引进亿元以上项目2个，开展主题班会12节次。"
    assert [m.text for m in extract(said).measures] == ["2个", "12节次"]


def test_proportions_and_sums_without_their_unit() -> None:
    said = "按照1:3的比例配备网格员，师生比为1:12，会议8:30开始，全村投入二十万，完成投资三十万。"
    found = [(m.text, m.value, m.category) for m in extract(said).measures]
    assert [f[0] for f in found] == ["1:3", "1:12", "二十万", "三十万"]
    assert found[2:] == [("二十万", 200000, "funds"), ("三十万", 300000, "funds")]


def _read(said: str) -> list[tuple[str, str, str]]:
    return [(m.text, m.action, m.object) for m in extract(said).measures]


def test_the_clause_before_names_what_the_deed_was_done_to() -> None:
    for noun, verb, unit in (("村道", "硬化", "公里"), ("罂粟", "铲除", "株"), ("出租屋", "清查", "间")):
        assert _read(f"组织力量对{noun}进行{verb}，共{verb}36{unit}。") == [(f"36{unit}", verb, noun)]


def test_parts_by_quarter_are_parts_of_the_same_thing() -> None:
    found = _read("全年清运渣土360吨，其中第一季度120吨、第二季度240吨。")
    assert {noun for _, _, noun in found} == {"渣土"}


def test_one_deed_for_a_whole_list_that_it_follows() -> None:
    found = _read("对辖区内水闸3座、山塘12口、险工险段5处逐一进行排查。")
    assert [(verb, noun) for _, verb, noun in found] == [
        ("排查", "水闸"),
        ("排查", "山塘"),
        ("排查", "险工险段"),
    ]
    assert [verb for _, verb, _ in _read("有26户71人纳入特困供养。")] == ["纳入", "纳入"]
    assert [verb for _, verb, _ in _read("对12家饭店进行了2轮检查。")] == ["检查", "检查"]


def test_a_list_goes_on_as_it_began() -> None:
    found = _read("出动铲车3辆、清障车5辆进山入林巡回清理。")
    assert found[1] == ("5辆", "出动", "清障车")
    assert _read("聘请辅导员1名、管理员2名脱产培训。")[1] == ("2名", "聘请", "管理员")


def test_relative_clauses_are_no_deeds() -> None:
    assert _read("对新入职的46名护工进行岗前培训。") == [("46名", "培训", "护工")]
    assert _read("对3家整改不力的砂石场进行了约谈。") == [("3家", "约谈", "砂石场")]


def test_names_listed_before_what_they_name() -> None:
    said = "成立了物资保障、医疗救护、信息报送、督导检查4个小组。"
    assert _read(said) == [("4个", "成立", "小组")]


def test_who_took_part() -> None:
    assert _read("举办消防演练2场，参演人员75人。")[1] == ("75人", "参演", "人员")
    assert _read("举办安全讲座3场，210人参加。")[1] == ("210人", "参加", "安全讲座")
    assert _read("组织网格员和志愿者开展大扫除12次，出动560人次。")[1] == ("560人次", "出动", "网格员和志愿者")
    (came,) = _read("共有180余人前来参观。")
    assert came[1] == "参观"


def test_what_was_wrong_is_what_was_stopped() -> None:
    found = _read("全年查处违规施工14起，制止露天焚烧9起，纠正错误投放37次。")
    assert [(verb, noun) for _, verb, noun in found] == [
        ("查处", "违规施工"),
        ("制止", "露天焚烧"),
        ("纠正", "错误投放"),
    ]


def test_what_befell_and_what_was_given() -> None:
    assert _read("上报设备故障事件18例，其中漏电6例、坠落2例。")[2] == ("2例", "上报", "坠落")
    assert _read("发生电梯停运3起。") == [("3起", "发生", "电梯停运")]
    assert _read("给予严重警告2人。") == [("2人", "给予", "严重警告")]
    assert _read("更换破裂水管86米。")[0][1] == "更换"


def test_growth_of_several_sums_and_loans_beside_deposits() -> None:
    found = _read("存款5.5亿元，贷款4.2亿元，同比分别增长12.5%、8.3%。")
    assert [noun for _, _, noun in found] == ["存款", "贷款", "存款", "贷款"]


def test_sums_that_others_put_in() -> None:
    found = _read("争取上级资金36万元，镇级配套资金12万元，村民自筹8万元。")
    assert found == [("36万元", "争取", "上级资金"), ("12万元", "争取", "配套资金"), ("8万元", "自筹", "村民")]


def test_verbs_that_hold_their_noun() -> None:
    assert _read("义务植树3.6万株，进山路口设卡12处。") == [("3.6万株", "植", "树"), ("12处", "设", "卡")]


def test_the_rest_of_a_list() -> None:
    found = _read("调解邻里纠纷47起，劳资纠纷12起，其他8起。")
    assert found[2] == ("8起", "调解", "其他")


def test_bounds_say_which_are_counted() -> None:
    said = "引进5000万元以上项目3个，培育50亩以上种植大户12户，纳税超过5000万元。"
    assert [text for text, _, _ in _read(said)] == ["3个", "12户", "5000万元"]


def test_figures_side_by_side_without_a_unit() -> None:
    assert [(t, v) for t, v, _ in _read("接待来访320、答复15。")] == [("320", "接待"), ("15", "答复")]
    assert not _read("走访了建设路320、解放路15。")


def test_heads_that_only_say_that_they_count() -> None:
    table = "科室 出院人次 手术台次\n内科 182 0\n外科 151 92\n"
    found = [(m.value, m.unit, m.object) for m in extract(table).measures]
    assert found == [(182, "", "出院人次"), (0, "", "手术台次"), (151, "", "出院人次"), (92, "", "手术台次")]
    assert not extract("科室 出院人次 手术台次\n内科 182 0\n").measures  # one line may be anything


# campaigns, slogans, names, ordinals, forms of organisation: none of them counts anything
SAID_OFTEN = """
两个文明 三个代表 五水共治 六个统一 百日攻坚 千企万户 双百行动 四进社区 三令五申 一举两得 三严三实
四史教育 一岗双责 三重一大 八项规定 六项纪律 三大攻坚战 四大班子 五好家庭 三级甲等 二类疫苗 九小场所
六小行业 三产 十一黄金周 三年行动 百日清零 千家万户 五湖四海 万众一心 第一书记 第三方 三无人员 五保户
两癌筛查 两抢一盗 三合一场所 两客一危 三品一械 三清三拆 除四害 三包 五城联创 三网融合 四级书记
五位一体 三全育人 五育并举 双减 双随机一公开 双拥 三查七对 三违 四不两直 三同时 七通一平 二维码
三轮车 二手房 三次产业 4050人员 1+3+N 5+2 110指挥中心 12345热线 2型糖尿病 H7N9
5A级景区 80后 G106国道 “十四五” “1+X” “3·15” 〔2019〕12号
"""


def test_set_phrases_count_nothing() -> None:
    frames = ("深入推进{}工作，成效明显。", "围绕{}开展宣传。", "在{}的基础上，扎实工作。")
    counted = [f.format(p) for p in SAID_OFTEN.split() for f in frames if extract(f.format(p)).measures]
    assert not counted


def test_what_a_list_of_bodies_inspects() -> None:
    said = "联合公安、消防等部门检查宾馆、浴室等场所46家次。"
    assert _read(said) == [("46家次", "检查", "宾馆、浴室等场所")]
    assert _read("带动周边460余名村民就业。")[0][2] == "村民"


def test_a_signed_target_is_no_plan() -> None:
    (signed,) = extract("与36个单位签订了目标责任书。").measures
    assert signed.status == "done"
    (meant,) = extract("改造旱厕300户的目标任务。").measures
    assert meant.status == "planned"


def test_what_was_taken_up_by_others() -> None:
    assert _read("撰写信息被省报采用3篇。") == [("3篇", "采用", "信息")]


def test_money_put_into_a_work_and_worth_of_what_was_given() -> None:
    assert _read("河道整治投入120万元。")[0][1] == "投入"
    assert _read("完成投资120万元。") == [("120万元", "完成", "投资")]
    assert _read("送去价值1.2万元的慰问品。") == [("1.2万元", "送去", "慰问品")]


def test_what_a_team_is_made_up_of() -> None:
    assert _read("组建由36人组成的应急队伍3支。")[1] == ("3支", "组建", "应急队伍")
    assert _read("检查网吧23家、印刷企业12家。")[1] == ("12家", "检查", "印刷企业")


def test_people_sums_and_floors_told_of_after_a_deed_on_things_have_no_deed_of_it() -> None:
    for before in ("年检车辆86台", "张贴封条126份", "砍伐枯树260株"):
        assert _read(f"{before}，在岗民警48名。")[1] == ("48名", "", "在岗民警"), before
    for before in ("签订合同126份", "查获私盐86吨"):
        assert _read(f"{before}，涉案总值48万元。")[1][1] == "", before
    assert _read("补服药片86人，建筑面积480平方米。")[1][1] == ""
    assert _read("处理投诉32起，员工培训46次。")[1][1] == ""
    assert _read("发放手册86本，折页480张。")[1][1] == "发放"  # a list goes on


def test_a_deed_after_a_mark_of_listing() -> None:
    for deed, noun, unit in (("检定", "计量器具", "台"), ("隔离", "密接者", "人"), ("公开", "政务信息", "条")):
        assert _read(f"换装水表320块、{deed}{noun}48{unit}。")[1] == (f"48{unit}", deed, noun)
    assert _read("发放手册10本、宣传彩页100份。")[1][1:] == ("发放", "宣传彩页")


def test_to_whom_a_matter_went_is_not_counted() -> None:
    assert _read("查处涉烟案件186起，移送公安机关9起。")[1] == ("9起", "移送", "涉烟案件")


def test_a_bound_names_what_is_counted() -> None:
    assert _read("引进超10亿元项目2个。") == [("2个", "引进", "超10亿元项目")]
    assert _read("查处万元以上案件23起。") == [("23起", "查处", "万元以上案件")]
    assert [m.text for m in extract("总投资超10亿元。").measures] == ["10亿元"]
    assert not extract("在全市评比中进入前10名。").measures


def test_as_many_shares_as_figures_before_them() -> None:
    found = _read("完成货物吞吐量1860万吨、集装箱12万标箱，同比增长9.2%和15.1%。")
    assert [one[1:] for one in found[2:]] == [("增长", "货物吞吐量"), ("增长", "集装箱")]


def test_what_people_were_gathered_for_is_the_deed() -> None:
    assert _read("组织干部职工观看警示片4场。") == [("4场", "观看", "警示片")]
    assert _read("网格员招聘36名。") == [("36名", "招聘", "网格员")]
    assert _read("村委会招聘3名。") == [("3名", "招聘", "")]
