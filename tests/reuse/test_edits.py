"""Edits as an editor sees them, marked in the example: ``[old→new]`` with the class after a bar."""

import re

import pytest

from corpus_tools.reuse.edits import Sides, compare, compare_all, kind

MARK = re.compile(r"\[([^\]→]*)→([^\]|]*)\|(\w+)\]")

EXAMPLES = [
    ("清运垃圾[10→15|figure]吨，出动车辆[三十→五十|figure]台次。", "figures"),
    ("清运垃圾[10→xx|figure]吨，投入经费[8→|figure]元。", "figures"),
    ("慰问[3.5→12.75|figure]万元，户均[300→280|figure]—[1,500→900|figure]元。", "figures"),
    ("新增绿地[96.7→xx|figure]亩。[7→|figure]月底前栽完，[2021→__|figure]年再补。", "figures"),
    ("以“[6.26→|figure]”为契机，（[→40|figure]）人到场。[→3|figure]天后，\n[12→|figure]人复查。", "figures"),
    ("接待来访[228→__|figure] 多人次，筹资[3.5→40|figure] 万元。", "figures"),
    ("巡查[15→9|figure]次、[20→**|figure]次、[→31|figure]次。", "figures"),
    ("开展[礼貌→文明|words]劝导活动。", "words"),
    ("我[社区→镇|level]召开了动员会。", "words"),
    ("在[柳河→东塘|name]镇设立执勤点。", "words"),
    ("干部[→主动|insertion]上门，逐户登记。", "words"),
    ("干部上门[，逐户登记→|deletion]。", "words"),
    ("共[礼貌→文明|words]劝导[30→41|figure]次。", "mixed"),
    ("在[柳河→东塘|name]镇设立执勤点，由[柳河→东塘|name]派出所负责。", "words"),
    ("[青禾县→白石市|name]教育局组织检查。", "words"),
    ("[青禾县教育局→白石市卫健委|name]组织检查。", "words"),
    ("由[教育局→卫生局|name]牵头，[民政局→司法局|name]配合。", "words"),
    ("[××→柳河|name]镇召开动员会，[XX→柳河|name]社区随后召开。", "words"),
    ("[张建国→李卫东|name]同志主持会议。", "words"),
    ("[明德→育才|name]小学和[第一→实验|name]小学组织演练。", "words"),
    ("对[幸福→阳光|name]小区进行改造，[农村→城镇|words]学校暂缓。", "words"),
    ("我[镇→街道|level]召开动员会，各[村→社区|level]分头落实，全[校→院|level]师生参加。", "words"),
    ("社区党员[积极→踊跃|words]参加义务劳动，居民[精神面貌→文明素养|words]明显提高。", "words"),
    ("组织党员[、团员→|deletion]上门宣传，整治效果[十分→|deletion]明显。", "words"),
    ("投入资金[二十→三十五|figure]万元、[2.6→30|figure]万元，建成[一→三|figure]个示范点。", "figures"),
    ("投入资金[20余→35|figure]万元，悬挂横幅[十余→20多|figure]条。", "figures"),
    ("投入资金[20→|figure]万元，覆盖率达[百分之八十→95|figure]%以上。", "figures"),
    ("补贴[三→五|figure]成以上，[十五→三十|figure]分钟到场，管着[二十→十五|figure]来户。", "figures"),
    ("水样[每季度→每半年|words]委托第三方检测一次。", "words"),
    ("纳入[市县党委→乡镇党委|level]考核，由[各地→各乡镇|words]安排。", "words"),
    ("在[柳河→东塘|name]镇政府设立窗口。", "words"),
    ("一切照旧。", "verbatim"),
]


@pytest.mark.parametrize(("marked", "expected"), EXAMPLES)
def test_edits(marked: str, expected: str) -> None:
    a = MARK.sub(lambda m: m[1], marked)
    b = MARK.sub(lambda m: m[2], marked)
    found = compare(Sides(a, b, [(0, len(a), 0, len(b), [])]))
    strip = "，。、"
    assert [(a[e.a_start : e.a_end], b[e.b_start : e.b_end], e.kind) for e in found] == [
        (m[1].strip(strip), m[2].strip(strip), m[3]) for m in MARK.finditer(marked)
    ]
    assert kind(found) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("搞好整治。以集中治脏为重点。", "搞好整治,以“集中治脏”为重点"),
        ("1、搞好整治。", "一、搞好整治。"),
        ("工作回顾\n二、搞好整治。", "工作回顾\n三、搞好整治。"),
        ("宣传教\n\n育活动", "宣传教育活动"),
    ],
)
def test_marks_and_spacing_are_no_edits(a: str, b: str) -> None:
    assert compare(Sides(a, b, [(0, len(a), 0, len(b), [])])) == ()


def test_edits_carry_the_offsets_of_their_pages() -> None:
    (edit,) = compare(Sides("清运10吨", "清运15吨", [(0, 5, 0, 5, [])], 100, 200))
    assert (edit.a_start, edit.a_end, edit.b_start, edit.b_end) == (102, 104, 202, 204)


def test_edits_do_not_depend_on_what_is_read_beside() -> None:
    every = []
    for marked, _ in EXAMPLES * 3:
        a, b = MARK.sub(lambda m: m[1], marked), MARK.sub(lambda m: m[2], marked)
        every.append(Sides(a, b, [(0, len(a), 0, len(b), [])]))
    every.insert(5, Sides("", "", []))
    assert compare_all(every) == [compare(one) for one in every]
