from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.labels import Model, label, load
from corpus_tools.labels.decoding import Chain, Weights
from corpus_tools.labels.features import Batch, Block
from corpus_tools.records import LABELS, Report, Section, Structure
from corpus_tools.structure import normalise, parse


def labels(page: tuple[str, Structure]) -> list[str]:
    return [section.label for section in label(*page)]


def test_every_section_comes_back_in_place_with_one_of_the_labels(made: Callable) -> None:
    text, structure = made("禁牧工作总结", "一、加强领导。¦成立了领导小组,乡长任组长。", "二、存在问题。¦人手不足。")
    out = label(text, structure)
    assert [replace(s, label="", confidence=0.0, second_label="", second_confidence=0.0) for s in out] == list(
        structure.sections
    )
    assert all(s.label in LABELS and 0 < s.confidence <= 1 for s in out)


def test_topics_of_other_trades_than_sanitation_are_read(made: Callable) -> None:
    page = made(
        "20xx年渔港安全工作总结",
        "一、加强领导,落实责任。¦镇里成立渔业安全领导小组,由副镇长任组长,与船东签订责任书210份。",
        "二、广泛宣传。¦悬挂横幅12条,发放传单800份,用高音喇叭天天广播。",
        "三、严格检查执法。¦检查渔船320艘次,查处无证出海5起,罚款1.2万元,责令整改隐患47处。",
        "四、便民服务。¦为渔民代办证书140本,免费体检,慰问困难渔民23户。",
        "五、存在的不足。¦部分渔民安全意识淡薄,救生设备老化,经费缺乏。",
        "六、下一步打算。¦明年将继续加大投入,力争建成避风坞一座。",
        "渔港镇人民政府\n20xx年12月8日",
    )
    assert labels(page) == [
        "preamble", "organization", "publicity", "supervision", "services", "problems", "plans", "closing",
    ]  # fmt: skip


def test_years_that_are_looked_back_on_are_no_plans(made: Callable) -> None:
    page = made(
        "政府工作报告¦各位代表:现在,我代表区人民政府向大会报告工作,请予审议。",
        "一、过去五年工作回顾¦过去五年,全区生产总值由310亿元增加到468亿元,综合实力跃上新台阶。",
        "五年来,我们坚持稳中求进工作总基调,财政总收入先后迈上两个台阶,年均增长6.3%,规上企业总数翻了一番。",
        "二、今后五年的目标¦今后五年,生产总值年均增长6%以上,森林覆盖率达到48%。",
    )
    assert labels(page)[-2:] == ["results", "plans"]


def test_the_title_of_a_news_item_is_its_preamble(made: Callable) -> None:
    page = made(
        "红崖乡举办防火演练",
        "现场,消防员架起油盆,手把手教村民用灭火器,又放了短片、讲了火场逃生的要领,答对题的孩子领到了小消防帽。",
        "这些办法虽土,却管用。一年来全乡没有着过一次山火,被县里评为先进。",
    )
    assert labels(page) == ["preamble", "publicity", "results"]


def test_the_content_decides_where_the_heading_says_something_else(made: Callable) -> None:
    page = made(
        "一、组织保障。¦成立领导小组,镇长任组长。",
        "二、强化组织领导。¦向住户散发传单两千张,挂横幅30条,出黑板报16期,广播里天天宣传,举办讲座5场。",
    )
    assert labels(page)[1] == "publicity"


CHILDREN = (
    "(一)宣传教育。¦广播、板报、横幅等宣传形式还可以更多。",
    "(二)清扫保洁。¦垃圾清运车辆每天一趟,道路清扫每天一次。",
)


def test_what_stands_under_the_problems_is_a_problem(made: Callable) -> None:
    alone = labels(made("一、工作开展情况¦", *CHILDREN))
    under = labels(made("三、存在的问题¦", *CHILDREN))
    assert under == ["problems"] * 3
    assert "problems" not in alone[1:]


def test_an_announcement_of_problems_governs_the_numbering_it_opens(made: Callable) -> None:
    page = made(
        "工作仍然面临不少困难,希望上级支持,主要困难有:",
        "一、车辆停放。¦小区门前停车和道路划线由多个部门管理。",
        "二、楼道改造。¦楼道粉刷、管道改造要投入资金。",
    )
    assert labels(page) == ["problems"] * 3


def test_the_coming_year_of_a_summary_is_plans_whatever_its_topics_but_not_in_a_plan(made: Callable) -> None:
    parts = (
        "五、下一步打算¦",
        "(一)抓好宣传发动。¦挂横幅、发传单、办讲座。",
        "(二)抓好督查考核。¦每月检查评比,结果与奖金挂钩。",
    )
    assert labels(made(*parts)) == ["plans"] * 3
    assert labels(made("三、工作措施¦", *parts[1:], kind="plan"))[1:] == ["publicity", "supervision"]


def test_a_title_alone_is_preamble_and_a_date_alone_closing(made: Callable) -> None:
    page = made(
        "松岗镇2019年度畜禽养殖污染治理工作总结",
        "一、宣传到位。¦发放传单500份。",
        "松岗镇人民政府\n2019年12月3日",
    )
    out = labels(page)
    assert (out[0], out[-1]) == ("preamble", "closing")


def test_breaks_inside_words_do_not_matter() -> None:
    plain = "工作总结\n一、加强宣传。社区发放宣传单300份，悬挂横幅5条。\n二、存在问题。经费不足，人员短缺。"
    clean = [s.label for s in label(plain, parse(plain))]
    broken = plain.replace("宣传单", "宣\u3000传单").replace("经费不足", "经 费不足")
    assert [s.label for s in label(broken, parse(broken))] == clean


def test_masked_figures_read_like_figures() -> None:
    blocks = [Block("", f"共发放宣传单{n}份,悬挂横幅{n}条。", "summary", 0.4) for n in ("300", "xx", "**")]
    first, *others = load().probabilities(Batch.of(blocks))
    assert all((first == other).all() for other in others)


@given(st.lists(st.text(st.characters(codec=None), max_size=40), min_size=1, max_size=6))
def test_any_text_has_probabilities_that_sum_to_one_and_do_not_depend_on_the_company(texts: list[str]) -> None:
    blocks = [Block("", t, "summary", 0.5) for t in texts]
    together = load().probabilities(Batch.of(blocks))
    assert together.shape == (len(texts), len(LABELS))
    assert together.sum(axis=1) == pytest.approx(1)
    alone = [load().probabilities(Batch.of([b]))[0] for b in blocks]
    assert all(row == pytest.approx(other, abs=1e-5) for row, other in zip(together, alone, strict=True))


@pytest.mark.parametrize("text", ["", "\x00", "\ud800\udfff", "一、", "x" * 300_000])
def test_odd_sections_are_labelled_too(text: str) -> None:
    section = Section(0, len(text), 0)
    structure = Structure("zh", (), (Report(0, len(text), "other"),), (section,), (), normalise(text))
    assert label(text, structure)[0].label in LABELS


def test_a_page_without_sections_has_none() -> None:
    assert label("hello", Structure("en", (), (), (), (), normalise("hello"))) == ()


class Said(Model):
    """A model that says what it is told, and a chain that knows nothing."""

    def probabilities(self, batch: Batch) -> np.ndarray:
        return np.array([[0.96, 0.03, 0.01], [0.5, 0.1, 0.4], [0.7, 0.2, 0.1], [0.86, 0.08, 0.06]])


def told(made: Callable, **options: float) -> tuple[Section, ...]:
    flat, square = np.ones((2, 3)), np.ones((2, 3, 3))
    model = Said(load().tables, Chain(square, flat, flat, square, Weights()), ("甲", "乙", "丙"))
    return label(*made("一、甲", "二、乙", "三、丙", "四、丁"), model=model, **options)


def test_a_close_decision_names_the_second_label_and_a_clear_one_does_not(made: Callable) -> None:
    said = [(s.label, s.confidence, s.second_label, s.second_confidence) for s in told(made)]
    assert said == [
        ("甲", 0.96, "", 0.0), ("甲", 0.5, "丙", 0.4), ("甲", 0.7, "乙", 0.2), ("甲", 0.86, "", 0.0),
    ]  # fmt: skip


def test_below_the_least_confidence_a_section_is_left_undecided(made: Callable) -> None:
    said = told(made, minimum=0.7)
    assert [s.label for s in said] == ["甲", "other", "甲", "甲"]
    assert (said[1].confidence, said[1].second_label, said[1].second_confidence) == (0.5, "甲", 0.5)


def test_without_a_least_confidence_every_section_has_a_label(made: Callable) -> None:
    assert "other" not in [s.label for s in label(*made("嗯", "咳。", "1"))]
