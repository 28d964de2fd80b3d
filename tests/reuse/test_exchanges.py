"""Texts in which a spinner has exchanged words by his dictionary."""

from __future__ import annotations

import random

from corpus_tools.records import ReportText
from corpus_tools.reuse import find

DICTIONARY = {
    "文明": "礼貌",
    "开展": "发展",
    "居民": "住民",
    "组织": "构造",
    "工作": "劳作",
    "宣传": "鼓吹",
    "环境": "情景",
    "整治": "整顿",
    "检查": "查验",
    "建立": "树立",
    "加强": "增强",
    "问题": "题目",
}
FILLER = "山水田林湖草沙路桥渠坝井泵灯杆网棚仓库房屋门窗墙瓦砖石木竹花果茶菜粮油鱼虾鸡鸭猪牛羊"


def passage(rng: random.Random, words: int, chars: int) -> str:
    """Dictionary words with a few characters between them: a sentence that is nobody's."""
    out = []
    for k in range(words):
        out.append(rng.choice(list(DICTIONARY)) + "".join(rng.choices(FILLER, k=chars)))
        out.append("。" if k % 4 == 3 else "")
    return "".join(out)


def spun(text: str) -> str:
    for word, other in DICTIONARY.items():
        text = text.replace(word, other)
    return text


def own(rng: random.Random) -> str:
    return "".join("".join(rng.choices(FILLER, k=17)) + "。" for _ in range(3))


def corpus(*, teachers: int) -> list[ReportText]:
    """``teachers`` pairs that share a spun passage, and a pair in whose passage every other sentence is all words of
    the dictionary."""
    rng = random.Random(5)
    out = []
    for k in range(teachers):
        text = passage(rng, 8, 9)
        out += [(f"t{k}a", own(rng) + text), (f"t{k}b", own(rng) + spun(text))]
    text = "".join(passage(rng, 4, 9) + passage(rng, 8, 0) for _ in range(4))
    out += [("xa", own(rng) + text), ("xb", own(rng) + spun(text))]
    return [ReportText(name, name, 0, said) for name, said in out]


def test_exchanges_of_many_passages_are_learnt() -> None:
    made = find(corpus(teachers=10))
    learnt = {frozenset((e.word, e.other)) for e in made.exchanges}
    assert len(learnt) > len(DICTIONARY) // 2
    assert learnt <= {frozenset(pair) for pair in DICTIONARY.items()}
    assert all(e.groups >= 3 for e in made.exchanges)


def test_with_learnt_exchanges_more_of_a_spun_text_is_found() -> None:
    def found(reports: list[ReportText]) -> list[int]:
        passages = [p for p in find(reports).passages if (p.a_report_id, p.b_report_id) == ("xa", "xb")]
        return [p.a_end - p.a_start for p in passages]

    alone, taught = found(corpus(teachers=0)), found(corpus(teachers=10))
    assert len(alone) > 1
    assert len(taught) == 1
    assert taught[0] > 250


def test_two_editors_with_one_habit_are_no_spinner() -> None:
    assert find(corpus(teachers=1)).exchanges == ()
