"""Headings glued to their text without a mark or a word that opens sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_tools.errors import ModelError
from corpus_tools.models import WEIGHTS
from corpus_tools.structure import parse, seams

CHAPTERS = [
    ("一、强化责任落实,完善管护机制", "村级护林员每天巡山两次,全年上报火情隐患46处,补发袖标120个。"),
    ("二、广泛宣传发动,营造浓厚氛围", "充分利用大喇叭和流动宣传车,发放明白纸3200份,刷写标语85条。"),
    ("三、抓好物资储备,提升应急能力", "防火仓库新添风力灭火机18台、油锯6把,组织扑火演练4场次。值班电话一直有人接。"),
]


def test_headings_end_where_their_halves_are_even_and_a_text_begins() -> None:
    page = "石门岭林场防火工作总结" + "".join(heading + text for heading, text in CHAPTERS)
    found = [s.heading for s in parse(page).sections if s.heading]
    assert found == [heading for heading, _ in CHAPTERS]


def test_what_ends_in_a_full_stop_is_not_cut() -> None:
    page = "石门岭林场防火工作总结\n" + "\n".join(f"{heading}。{text}" for heading, text in CHAPTERS)
    found = [s.heading for s in parse(page).sections if s.heading]
    assert found == [heading for heading, _ in CHAPTERS]


def test_a_heading_that_is_a_line_of_its_own_is_not_cut() -> None:
    long = "一、坚持预防为主方针抓好护林员队伍建设提升火情早期处置能力"
    page = f"石门岭林场防火工作总结\n{long}\n护林员每天巡山两次,上报火情隐患46处。\n二、宣传\n发放明白纸3200份。"
    assert long in [s.heading for s in parse(page).sections]


@pytest.mark.parametrize("aspect", ["上,", "中,", "方面,", "工作中,"])
def test_a_text_that_takes_up_the_words_of_its_heading_begins_there(aspect: str) -> None:
    heads = ("一、保障农资供应", "二、加大产业扶持", "三、做好抢险救灾")
    text = "调运化肥320吨、种子46吨,走访农户320户,兑现奖补41万元,干部分片包干到人。"
    page = "石门岭镇工作总结" + "".join(f"{head}{head[4:]}{aspect}{text}" for head in heads)
    assert [s.heading for s in parse(page).sections if s.heading] == list(heads)


@pytest.fixture
def _forget() -> Iterator[None]:
    for cached in (seams._weights, seams.seam):
        cached.cache_clear()
    yield
    for cached in (seams._weights, seams.seam):
        cached.cache_clear()


@pytest.mark.usefixtures("_forget")
def test_without_weights_words_tell_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPUS_TOOLS_MODELS", str(tmp_path))
    assert seams.seam("".join(CHAPTERS[1])[2:34]) == 0


@pytest.mark.usefixtures("_forget")
def test_a_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPUS_TOOLS_MODELS", str(tmp_path))
    (tmp_path / "headings").mkdir()
    (tmp_path / "headings" / WEIGHTS).write_text('{"end=力": 3}', encoding="utf8")
    with pytest.raises(ModelError, match=r"weights\.json"):
        seams.seam("".join(CHAPTERS[1])[2:34])
