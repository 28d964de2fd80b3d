"""Clauses as bureaus and offices write them: what was done is named more often than said."""

from __future__ import annotations

import marked
import pytest

from corpus_tools.measures import extract

CLAUSES = """
完成审计项目[46个|完成|审计项目|inspections],其中经济责任审计[18个|完成|经济责任审计|inspections]、政府投资审计[21个|完成|政府投资审计|inspections]。
监督抽检[860批次|抽检||inspections]、风险监测[126批次||风险监测|inspections,services]均按期完成。
颁发不动产权证书[1.2万本|颁发|不动产权证书|services,documents],不动产登记证明[860份|颁发|不动产登记证明|services,documents],注销登记[214件||注销登记|services]。
查出违规金额[326万元|查出|违规金额|funds],管理不规范金额[1.2亿元|查出|管理不规范金额|funds]。
公开裁判文书[412份|公开|裁判文书|documents,media],庭审直播[86场||庭审直播|services,media],陪审员参审[124件|参审||services,participants]。
侨胞捐赠公益事业[126万元|捐赠|公益事业|funds]。
外业调查地类图斑[3.8万个|调查|地类图斑|services,inspections,other]。
卫片执法核查图斑[216个|核查|图斑|inspections],其中违法用地[18宗|核查|违法用地|inspections]。
设置航标[412座|设置|航标|construction],其中发光标[298座|设置|发光标|construction]。
全年收文[860件||收文|documents],发文[326件|发文||documents]。
学生公寓[12栋||学生公寓|construction,coverage],入住学生[4860人|入住|学生|population,services]。
亩均用水由[420立方米||亩均用水/用水|other]降至[386立方米|降至|亩均用水/用水|other],存贷比[67.7%||存贷比|rates]。
编办核增编制[26名|核增|编制|staff],机要局收发密码电报[860份|收发|密码电报|documents,services],PM2.5平均浓度[32微克/立方米||PM2.5平均浓度|other]。
对[18起|查处|举报案件|services,inspections]举报案件全部查处到位;组织技能鉴定[12批|组织|技能鉴定|services,events][1860人|组织|技能鉴定|participants,services],合格[1620人||合格|population]。
检验标本[18万份|检验|标本|services],CT检查[1.6万人次||CT检查|services]。
报送重要天气报告[42期|报送|重要天气报告|media,documents],敷设光缆[312皮长公里|敷设|光缆|construction],检疫动物[36.2万头(只、羽)|检疫|动物|services,inspections]。
释放花绒寄甲[8万头|释放|花绒寄甲|pest_control],引进新品种[48个|引进|新品种|other]。
"""


@pytest.mark.parametrize("line", CLAUSES.split())
def test_what_offices_did(line: str) -> None:
    (clause,) = marked.parse([line])
    found = {m.start: m for m in extract(clause.text).measures}
    for want in clause.expected:
        made = found[want.start]
        assert marked.contains(want.action, made.action), (want, made.action)
        assert marked.contains(want.object, made.object), (want, made.object)
        assert made.category in want.categories, (want, made.category)
