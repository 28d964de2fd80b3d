"""A made-up corpus: reports of invented sentences, some of which share passages, stock sentences or a template."""

from __future__ import annotations

import random

from corpus_tools.records import ReportText

# meaningless, but with as many different characters as people write
_WORDS = [chr(c) for c in range(0x5000, 0x8000, 5)]
STOCK = "全体干部职工齐心协力克服了种种困难。"
TEMPLATE = (
    "我镇抽调干部{}人分片包堤，对{}处险工险段昼夜巡查，发现管涌{}处并当即用砂袋围住。"
    "镇里还租来挖掘机{}台，疏浚排涝沟渠{}公里，低洼地块的积水当天排净。"
    "灾后逐户查看房屋，为{}户危房户联系了临时住处。"
)


def sentences(rng: random.Random, n: int) -> str:
    return "".join("".join(rng.choices(_WORDS, k=rng.randint(15, 30))) + "。" for _ in range(n))


def filled(rng: random.Random, text: str = TEMPLATE) -> str:
    return text.format(*(rng.randint(2, 99) for _ in range(text.count("{}"))))


def corpus(n: int, seed: int = 1, family: int = 0) -> list[ReportText]:
    """``n`` reports: the first ``family`` share the template, of the others every third shares text with the next."""
    rng = random.Random(seed)
    out = []
    shared = ""
    for k in range(n):
        body = [sentences(rng, rng.randint(3, 6)), sentences(rng, rng.randint(3, 6))]
        if k < family:
            shared = filled(rng)
        elif k % 3 == 0 or k == family:
            shared = sentences(rng, 5)
        middle = shared if k < family or k % 3 < 2 else ""
        text = body[0] + middle + body[1] + (STOCK if rng.random() < 0.3 else "")
        out.append(ReportText(f"r{k:04d}", f"p{k // 2:04d}", 7 * (k % 2), text, (), f"单位{k % 9}", 2010 + k % 9))
    rng.shuffle(out)
    return out
