"""Where a report begins that nothing marks: titles of every kind, announcements, plans, those who speak of themselves.

``¶`` marks where reports start; places, people and figures are invented.
"""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from tests.structure.pages import unmark
from tests.structure.test_joints import starts

WORKSHOP = (
    "¶一车间2021年现场管理小结\n今年以来,我车间在厂部的领导下,认真抓好现场管理,现将情况总结如下:\n"
    "一、清理。清出废料30吨,报废工装120件,粉刷墙面800平方米。\n二、培训。举办培训4期,员工参加210人次。\n"
    "三、现场。继续推行定置管理,更换气管60米,车间顶棚加装排风扇16台,通道划线900米。\n"
    "四、节约。回收边角料12吨,修旧利废零件460件,更换节能灯130盏,每台设备贴上用电标牌,下班前由班长逐台查看开关,"
    "全年节电4.6万度,节水900吨,油料消耗比上年下降6%,折合资金11万元,6个班组受到厂部表扬,节约做法登在厂报上,兄弟车间来人学习8批。\n"
)
FLOOD = (
    "¶2021年,我镇认真抓好防汛工作,现总结如下:一、加强领导。成立指挥部,召开会议6次。二、落实物资。储备编织袋3000条。"
    "三、加强值守。安排人员24小时值班,巡查堤防120公里,转移低洼处群众86户310人,抢险队伍12支460人全部登记在册,预警短信发到每一户。"
    "四、加强演练。组织防汛演练4场,参加群众620人,检修抽水泵18台,疏通涵管230米,补栽护堤树木1600株,修补山塘5座,更换闸门3扇,"
    "清除河道障碍物26处,加固危桥2座,新装水位尺14根,设立警示牌80块。五、灾后恢复。补种水稻420亩,发放种子900公斤,修复水毁路段1.6公里,"
    "消毒村庄9个,看望受灾群众45户,送去大米、食油折合3.8万元,"
    "疏浚排洪沟7.4公里,重建农桥1座,更换受损电表62只,清洗饮用水池8口,理赔水稻保险210亩16.5万元,发放救灾棉被120床。今后我们将继续努力,确保安全度汛。"
)


@pytest.mark.parametrize(
    "following",
    [
        # a title that names a body the report before has not
        "¶杨柳幼儿园安全工作计划\n一、园情分析\n我园现有9个班,幼儿271名,临近国道。\n二、目标\n全年无走失、烫伤事故。",
        # ... in two lines, the body's name on its own; it signs nothing
        "¶河西县畜牧兽医局\n2022年工作总结及2023年工作安排\n2022年,县畜牧兽医局认真履职,防疫生猪4万头,检疫牛羊1.2万只。",
        # ... that speaks of the year to come as well
        "¶河西县妇联2021年工作总结及明年思路\n今年,河西县妇联办讲座26场,帮扶妇女310人,评选家庭40户。",
        # ... that ends as a sentence does
        "¶河东菜市场改造工作小结。河东菜市场建于1996年,摊位230个。改造顶棚1800平方米,新装排风机12台。",
        # a name of no known kind over the first words
        "¶一扇窗口的三百天\n一年来,办税厅在县局的领导下守着这一方寸之地,现小结如下:办理业务3.2万笔,电话咨询9100次。",
        # an announcement in other words
        "¶枫林景区自十月一日进入防火期以来,游客多、火险高。我们打赢了这一仗,现作如下总结。\n景区设卡7处,巡护820人次。",
        # a plan, by what it is for, and whose numbers start there
        "¶为完成镇里下达的目标,我村今年打算这样开展工作:\n一、妇幼。孕妇免费查体一次。\n二、流动人口。办证服务上门。",
        "¶镇里决定从三月到五月开展燃气安全行动,具体方案如下:\n一、机构。设三个小组。\n二、入户。查四万户的灶具。",
        # those it is read to, and somebody who is no official
        "¶各位领导、各位乡亲:\n我是下坪村的老支书,干了二十三年,讲不出大道理,就说说村里咋搞环境。\n"
        "全村6个自然湾,418户,清运垃圾160吨,拆旱厕98座,栽月季2600株,评选清洁户40户,发放垃圾桶420只。",
        "¶我是锅炉班班长老葛,干锅炉二十三年了。\n全年供汽9.8万吨,水质化验4300次,检修阀门260只,节煤310吨。",
    ],
)
def test_with_lines(following: str) -> None:
    found, expected = starts(WORKSHOP + following)
    assert found == expected


@pytest.mark.parametrize(
    "following",
    [
        # glued titles: of what was worked at, about something, with a full stop, over a plan's first heading
        "¶学校森林防火宣传总结我校毗邻林区,现有教学班12个。1.上好一节课。各班开课24节。2.发好一封信。发放倡议书486份。",
        "¶关于妇女两癌检查项目的总结为保证项目顺利实施,我院抽调医生12人,检查妇女2600人,建档2600份,转诊31人。",
        "¶驻村半年工作小结。我是去年七月驻到老鹰岩村的,走访农户260户,修路3.2公里,装路灯48盏,卖山货19万元。",
        "¶翠湖物业公司年度工作计划指导思想:坚持业主至上。一、目标。收费率95%。二、措施。巡查电梯12部,换灯300盏。",
        # ... whose short word parts from the verb by what stands before it, and that speaks of the next year as well
        "¶镇文明创建下半年打算为确保年底测评取得好成绩,作如下安排:一、环境。清理卫生死角60处。二、秩序。划停车位300个。",
        "¶储备库2017年度工作总结及来年安排一年来,在总公司的指导下,储粮2.6万吨,熏蒸粮仓12座,安全生产365天,轮换8000吨。",
        # a word on what it is all about comes first, under a title or without one
        "¶小白杨幼儿园安全工作总结孩子的安全牵动着每一个家庭的心。我园现有班级9个,幼儿268名。一、强化教育。开展活动12次。",
        "¶幼儿的安全牵动着每一个家庭的心。我园现有班级9个,幼儿268名,教职工31名。一、强化教育。开展安全演练12次。",
        "¶韶光总是在忙碌中悄然流逝。回首过去的一年,公司在集团的统一部署下抓安全,现总结如下:查隐患96处,培训310人次。",
    ],
)
def test_without_lines(following: str) -> None:
    found, expected = starts(FLOOD + following)
    assert found == expected


@pytest.mark.parametrize(
    "signed",
    ["特此报告。柳溪镇查验科十二月二十日", "我的述职完了,谢谢大家。述职人:陈某", "请同志们批评指正。谢谢大家。"],
)
def test_who_signs_without_a_year_ends_the_report_before(signed: str) -> None:
    text, (_, at), _, _ = unmark(
        FLOOD
        + signed
        + "¶今年以来,我院在县卫健局的指导下,门诊病人3.2万人次,体检老人2600人,建档1.8万份,接种4600针次,讲座26场。"
    )
    assert [r.start for r in parse(text).reports] == [0, at]


@pytest.mark.parametrize(
    "sentence",
    [
        "总的说,青山还在,人心齐了,往后的路会越走越宽。",
        "另外,水利站人员老化,懂技术的年轻人引不进、留不住。",
        "我们愿与家长一起,为孩子撑起一片晴空。",
        "自动化系统服役十四年,备件停产,操作工平均四十九岁。",
        "以上自查如有不实,愿承担一切责任。",
        "二季度要把换模时间压到25分钟以内,做备件清单。",
        # the last chapter of a summary
        "六、下半年工作打算为进一步提高防汛能力,我们准备新建泵站1座。",
        # a verb, no title
        "加强宣传总结我镇经验,发放传单3000份。",
        "认真撰写工作总结在全镇交流,上报简报12期。",
    ],
)
@pytest.mark.parametrize("sep", ["", "\n"])
def test_with_these_a_report_goes_on(sentence: str, sep: str) -> None:
    text, _, _, _ = unmark(FLOOD)
    assert len(parse(text + sep + sentence + "清淤沟渠30公里,补充块石300方。").reports) == 1


def test_an_announcement_is_the_opening_s_and_not_the_second_sentence_s() -> None:
    text, (_, at), _, _ = unmark(
        FLOOD
        + "¶2016年,我院在县卫计局和镇党委、政府的正确领导下,严格按照规范,以人人享有为宗旨,扎实开展了12项公共卫生服务,"
        "圆满完成了各项任务。全镇辖16个行政村、2个居委会,人口3.1万人。现总结如下:一、健康档案。建档2.8万份。二、体检。体检老人2600人。"
    )
    assert [r.start for r in parse(text).reports] == [0, at]


def test_the_first_words_of_the_next_report_behind_a_title_are_a_teaser() -> None:
    said = "为提高居民防骗意识,金桥社区联合派出所开展了反诈宣传月活动,现将活动情况总结如下:一、精心组织。社区制定"
    page = f"社区反诈宣传总结{said}\n\n此资料由网络收集而来。 社区反诈宣传总结 {said}"
    page += "方案,成立小队4支,入户2100户。二、张贴海报90张。"
    made = parse(page)
    assert [page[r.start :][:9] for r in made.reports] == ["社区反诈宣传总结 "]
    assert made.noise[0].reason == "doubled"


@pytest.mark.parametrize(
    ("last", "following"),
    [
        (
            "今后,我们将以更加务实的作风,为建设美丽家园不懈奋斗!",
            "¶20xx年,我社区禁毒工作以创建为抓手,取得了一定成绩。\n一、宣传。发放传单900份,讲座6场。\n二、帮教。帮教12人。",
        ),
        (
            "五、检查。检查工位460个,整改30处,结果每月通报。",
            "¶20XX年,白塔街道安全生产工作在区安委会的指导下,检查企业260家,整改隐患410处,培训员工900人次。",
        ),
        (
            "五、检查。检查工位460个,整改30处,结果每月通报。",
            "¶道桥管理处成立于2009年,管护道路83公里,在编19人。清扫边沟120公里,修补路面2600平方米,更换井盖96套。",
        ),
    ],
)
def test_a_body_says_who_it_is_and_what_its_work_came_to(last: str, following: str) -> None:
    found, expected = starts(f"{WORKSHOP}{last}\n{following}")
    assert found == expected
