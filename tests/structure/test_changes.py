"""Sections of reports that carry no headings: where paragraphs and sentences leave their subject.

``¶`` starts a report, ``§`` a section; places and figures are invented.
"""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse
from tests.structure.pages import check

SIDES = """\
¶沙井供电所工作总结
一年来,沙井供电所在县公司的领导下,认真履行职责,较好地完成了各项任务。
§全年售电量1.2亿千瓦时,线损率6.3%,电费回收率100%。§安全生产方面:签订责任书28份,巡视线路96条次,消除缺陷143处,没有发生责任事故。§营销服务方面:新装用户210户,更换智能电表3100只,处理投诉9件,客户满意率达到99%。§在队伍建设方面,组织培训12期,参训员工180人次,技能鉴定通过率95%。
§明年,我所将继续努力,争创星级供电所。
"""

WITHIN = """\
¶沙井敬老院工作总结
今年以来,我院在镇民政办的指导下,以老人满意为目标,扎实做好各项供养服务工作。
§院里坚持每天查房,为老人理发360人次,洗澡1200人次,换洗被褥900床,体检2次,建立健康档案76份,老人生病及时送医46人次。
组织老人开展文体活动24场,排练节目8个,接待志愿者18批320人次,收到捐赠衣物500件。§经过全院上下的努力,老人们精神面貌有了很大变化,来信表扬9封。
§存在的不足是护理员只有6名,年龄偏大。§下一步,我院将争取资金改造无障碍设施,再招聘护理员3名。
"""

ANNOUNCED = """\
¶沙井镇农机站工作总结
2017年,我站紧紧围绕农业增效这一目标,全年新增各类农机具230台,农机总动力达到3.2万千瓦。
§组织跨区作业机具1200台次,发放作业证180本,机收小麦14万亩,秸秆还田9万亩,机手增收明显,群众十分满意。引进播种机、烘干机、植保无人机等新机具36台,建立示范田900亩,观摩农户460人次,印发明白纸3000份。
§成绩的取得,是各村支持和全站职工苦干的结果。我们也清醒地看到存在的问题:
机耕道路窄,大型农机下不了田;道路改造施工慢,绿化树遮挡道路,全站只有一辆跑了二十多万公里的执法车。
"""


@pytest.mark.parametrize("page", [SIDES, WITHIN, ANNOUNCED], ids=["sides", "within", "announced"])
def test_page(page: str) -> None:
    check(page)


def test_one_side_alone_is_no_section() -> None:
    check(
        "¶沙井供电所工作总结\n一年来,沙井供电所认真履行职责,较好地完成了任务。在安全方面,消除缺陷143处。全年用户满意。\n"
    )


def test_a_table_below_the_report_stands_under_its_own_heading() -> None:
    page = (
        "沙井卫生院工作总结\n一、医疗工作\n门诊1.2万人次,手术96台次。\n二、公共卫生\n建立档案9600份,体检老人1100人。\n"
    )
    page += "附表:各村卫生室工作量统计\n村名 随访人次 体检人数\n沙井村 320 96\n石坝村 410 120\n"
    assert [s.heading for s in parse(page).sections] == [
        "",
        "一、医疗工作",
        "二、公共卫生",
        "附表:各村卫生室工作量统计",
    ]


def test_sides_that_are_sentences() -> None:
    """巡防方面。…: the side of the work is named in a sentence of its own."""
    check(
        "¶沙井派出所工作小结\n沙井派出所管着一座码头,一年来上下一心,治安局面有了好转,小结如下。"
        "§巡防方面。夜巡412次,盘查可疑车辆630辆,找回走失老人3名,其中一位是在渡船上睡着了被人认出来的,家属送来了锦旗。"
        "§打击方面。破案37起,抓获26人,追回摩托车9辆,发还的时候失主排到了院子外头,有人放了一挂鞭炮,说了许多感谢的话。\n"
    )


def test_a_decimal_at_the_start_of_a_wrapped_line_is_no_heading() -> None:
    page = (
        "沙井农检站工作总结\n一、抓好检测\n检测是看住餐桌的眼睛。一年下来抽样品种、地点都比往年多,全镇每千人的抽检量达到了\n"
        "7.2批次;快检蔬菜1.6万批次,就地销毁超标豇豆约700公斤。处置结果都在村口公示,没有一件久拖不决,\n"
        "把早市、集市、校门口作为重点,群众天天吃什么就抽什么。哪里问题多就往哪里抽,既给买菜的提了醒,\n"
        "也给卖菜的敲了钟。\n二、抓好培训\n办班6期,到课320人次。\n"
    )
    assert [s.heading for s in parse(page).sections] == ["", "一、抓好检测", "二、抓好培训"]


def test_closing_behind_the_last_chapter_of_a_line_that_lost_its_breaks() -> None:
    chapters = (
        "一、课堂。上课152课时,收到作品417幅,评出一等奖10幅。" + "各科老师轮着讲,孩子回家再讲给老人听。" * 12,
        "二、家庭。收回回执1634份,动员家长注册1528人。" + "家长群里每天念一条,接送孩子的队伍里都有人在背。" * 12,
    )
    end = "防溺水是一场持久战,学校的工作离要求还有距离。今后我们会一如既往抓下去,守住孩子们的平安。"
    page = "沙井小学工作总结\n今年我校狠抓安全,总结如下。" + "".join(chapters) + end + "\n上一篇:计划"
    assert page.index(end) in [s.start for s in parse(page).sections]
