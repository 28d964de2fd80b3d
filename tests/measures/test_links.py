"""How clauses state what was counted: one fact of the grammar each."""

from __future__ import annotations

import pytest

from corpus_tools.measures import extract


def read(clause: str) -> list[tuple[str, str, str]]:
    return [(m.text, m.action, m.object) for m in extract(clause).measures]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        # the noun before the figure, the verb before the noun
        ("共发放禁毒宣传资料300份", [("300份", "发放", "禁毒宣传资料")]),
        # the noun after the figure
        ("走访200余名独居老人", [("200余名", "走访", "独居老人")]),
        # the verb after the noun
        ("全年垃圾清运8000多车次", [("8000多车次", "清运", "垃圾")]),
        # a list keeps its verb
        ("发放手册10本、传单100份", [("10本", "发放", "手册"), ("100份", "发放", "传单")]),
        # coordinated nouns stay together, of coordinated verbs the last is meant
        ("清除、清运杂草、杂物90余吨", [("90余吨", "清运", "杂草、杂物")]),
        ("新增垃圾桶、池近400个", [("400个", "新增", "垃圾桶、池")]),
        # a verb inside the name of what was held is not the deed
        ("组织安全生产检查5次", [("5次", "组织", "安全生产检查")]),
        ("召开由网格员参加的专题会议7次", [("7次", "召开", "专题会议")]),
        # a light verb gives way to the one that names the deed
        ("对乱停乱放车辆进行整治30余辆次", [("30余辆次", "整治", "乱停乱放车辆")]),
        ("完成道路硬化5公里", [("5公里", "硬化", "道路")]),
        # the noun of a count before its verb stands at the end of a relative clause
        ("先后两次组织由村干部带队,党员共同参与的环境整治大游行活动", [("两次", "组织", "环境整治大游行活动")]),
        ("全年分三批组织外出学习,先后分2次发放慰问金", [("三批", "组织", "外出学习"), ("2次", "发放", "慰问金")]),
        ("今年分三批清淤沟渠", [("三批", "清淤", "沟渠")]),
        # of a light verb the deed behind its own count, for each of those it was done to
        (
            "对28家餐饮店、16家小超市进行了3轮全面检查",
            [("28家", "检查", "餐饮店"), ("16家", "检查", "小超市"), ("3轮", "进行", "检查")],
        ),
        # how a rate compares
        ("改判率1.9%,较去年同期高0.3个百分点", [("1.9%", "", "改判率"), ("0.3个百分点", "高", "改判率")]),
        # what is made sure to be there has no deed
        ("确保每村有1名网格员", [("1名", "", "网格员")]),
        ("做到每个楼院有一到两名保洁员", [("一到两名", "", "保洁员")]),
        ("举办了二期各小区干部参加的学习班", [("二期", "举办", "学习班")]),
        # 有 is no deed, a rate has none
        ("全镇共有党员300名", [("300名", "", "党员")]),
        ("居民知晓率达到85%", [("85%", "", "居民知晓率")]),
        # 分别: nouns and figures in step
        ("知晓率、参与率分别达到90%、80%", [("90%", "", "知晓率"), ("80%", "", "参与率")]),
        # a check named by a verb-noun is what was counted
        ("门诊化验495人次", [("495人次", "", "门诊化验")]),
        # people who do the deed
        ("200余名群众参加义务植树", [("200余名", "参加", "群众")]),
        ("党员受教育300人次", [("300人次", "受教育", "党员")]),
        # the noun of an earlier clause
        ("发放宣传单,共计300份", [("300份", "发放", "宣传单")]),
        ("排查安全隐患30处,整改28处", [("30处", "排查", "安全隐患"), ("28处", "整改", "安全隐患")]),
        # who attends what is held is not held
        ("举办讲座6场,观众500人", [("6场", "举办", "讲座"), ("500人", "", "观众")]),
        # nor who watches what is shown
        ("放映电影30场,观众2万人次", [("30场", "放映", "电影"), ("2万人次", "", "观众")]),
        # no deed goes over a semicolon, but the noun goes on with a new deed
        ("开办讲座5期;街头义诊2场", [("5期", "开办", "讲座"), ("2场", "", "街头义诊")]),
        ("建立健康档案800份;更新90份", [("800份", "建立", "健康档案"), ("90份", "更新", "健康档案")]),
        # the same people under another deed
        ("管理糖尿病患者300人,随访900人次", [("300人", "管理", "糖尿病患者"), ("900人次", "随访", "糖尿病患者")]),
        # what is held goes on with a verb-noun
        ("组织政治学习24次,警示教育5场", [("24次", "组织", "政治学习"), ("5场", "组织", "警示教育")]),
        # the noun of a meeting ends before the next deed; people who check do the deed
        ("召开专题会议研究部署12次", [("12次", "召开", "专题会议")]),
        ("班子成员带队检查23次", [("23次", "检查", "")]),
        # what a thing is like is no deed
        ("受灾乡镇12个", [("12个", "", "受灾乡镇")]),
        ("登记出租房屋218间", [("218间", "登记", "出租房屋")]),
        ("发放创业担保贷款90万元", [("90万元", "发放", "创业担保贷款")]),
        # the body that opens the clause does the deed
        ("水务站维修水管800米", [("800米", "维修", "水管")]),
        # a helping verb leaves the deed to the next
        ("帮助销售蜂蜜2吨", [("2吨", "销售", "蜂蜜")]),
        # words that the segmenter leaves glued, and those it glues rightly
        ("全校共上公开课16节", [("16节", "上", "公开课")]),
        ("捐书35本", [("35本", "捐", "书")]),
        ("开展捐书活动3次", [("3次", "开展", "捐书活动")]),
        # a bracket details what stands before it
        ("拆除违建39户,面积180平方米", [("39户", "拆除", "违建"), ("180平方米", "拆除", "面积")]),
        # a word that stands only before verbs marks the verb, though it also modifies
        ("我科共收治病人356人次", [("356人次", "收治", "病人")]),
        # the means is not the deed
        ("利用道德讲堂宣讲家风故事8场", [("8场", "宣讲", "家风故事")]),
        # what is brought along on a visit is not what was done
        ("带着慰问品走访空巢老人65户", [("65户", "走访", "空巢老人")]),
        # an office and a centre that open the clause do the deed
        ("史志办编纂县志2部", [("2部", "编纂", "县志")]),
        ("疾控中心接种疫苗360剂次", [("360剂次", "接种", "疫苗")]),
        # a topic before a colon is what the deeds were done to
        ("高血压患者:在册260人,随访800人次", [("260人", "在册", "高血压患者"), ("800人次", "随访", "高血压患者")]),
        # other deeds on the same cases
        ("排查纠纷18次,受理16件", [("18次", "排查", "纠纷"), ("16件", "受理", "纠纷")]),
        # a deed that holds its object holds no event
        ("家访320户,安全演练8次", [("320户", "家访", ""), ("8次", "", "安全演练")]),
        # what a thing is worth, what a share is of
        ("添置输液泵4台,价值2.6万元", [("4台", "添置", "输液泵"), ("2.6万元", "添置", "输液泵")]),
        ("完成任务的112%", [("112%", "完成", "任务")]),
        # others than the one who calls on them do the deed
        ("动员社会力量捐款12万元", [("12万元", "捐款", "")]),
        # what is handled may be named by a verb
        ("处理投诉12起", [("12起", "处理", "投诉")]),
        # between what is counted and its verb a modifier goes with the verb
        ("全县13个供电所综合评比", [("13个", "评比", "供电所")]),
        # a rated value names the thing
        ("巡视10千伏线路6条", [("6条", "巡视", "10千伏线路")]),
        # quoted names are one word, whatever they contain
        ("开展“大手拉小手、一起清垃圾”活动3次", [("3次", "开展", "“大手拉小手、一起清垃圾”活动")]),
    ],
)
def test_patterns(clause: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(clause) == expected
