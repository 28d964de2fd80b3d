"""What an editor decided is found again after the draft was edited a little, and not elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.decisions import Decision, Item, beside, items_of, load, match
from corpus_tools.errors import UsageError

DRAFT = "今年，在xx镇召开会议。\n其后，走访xx村的困难群众三十余户，发放慰问金。\n年底，又到xx镇看望老人。"


def masks(text: str) -> list[Item]:
    places = [i for i in range(len(text)) if text.startswith("xx", i)]
    return items_of(text, [("finding", "placeholder", "", i, i + 2) for i in places])


def decided(item: Item, verdict: str = "ignore") -> Decision:
    return Decision(item.id, item.item, item.kind, item.source, verdict, item.text, item.before, item.after)  # type: ignore[arg-type]


def passage(text: str, source: str = "旧文#r0") -> Item:
    (item,) = items_of(text, [("passage", "", source, 0, len(text))])
    return item


def test_equal_words_at_different_places_are_different_items() -> None:
    items = masks(DRAFT)
    assert len({i.id for i in items}) == 3
    assert [i.text for i in items] == ["xx"] * 3


def test_blanks_and_text_elsewhere_change_no_id() -> None:
    changed = "标题\n" + DRAFT.replace("\n", "\n\n  ") + "完。" * 9
    assert [i.id for i in masks(changed)][1] == masks(DRAFT)[1].id


def test_a_decision_follows_its_remark_through_edits_beside_it() -> None:
    middle = masks(DRAFT)[1]
    edited = DRAFT.replace("其后，走访xx村的困难群众三十余户", "其后，慰问xx村的困难群众四十余户")
    held, left = match(masks(edited), [decided(middle)])
    assert [i.before[-2:] for i in masks(edited) if i.id in held] == ["慰问"]
    assert left == []


def test_a_decision_about_what_is_gone_is_kept_and_holds_for_nothing_else() -> None:
    middle = masks(DRAFT)[1]
    held, left = match(masks("在xx镇。"), [decided(middle)])
    assert held == {}
    assert left == [decided(middle)]


TEXT = "全年走访独居老人，逐户登记取暖方式，为老化的灶台更换软管，并张贴防煤气中毒提示320份。居民的疑问当场解答。"


@pytest.mark.parametrize(
    ("edited", "holds"),
    [
        (TEXT.replace("320", "410"), True),
        (TEXT.replace("全年", "去冬今春").replace("当场解答", "一一解答"), True),
        (TEXT[:40], True),  # cut in two
        (TEXT * 2, False),  # holds as much again that nobody decided upon
        ("组织保洁员清扫主次干道，清运积存垃圾，拆除违章棚屋，更换破损垃圾桶，居民拍手称快。", False),
    ],
)
def test_passages_take_a_decision_over_while_they_are_nearly_the_same(edited: str, holds: bool) -> None:
    held, _ = match([passage(edited)], [decided(passage(TEXT), "cite")])
    assert bool(held) is holds


def test_another_source_is_another_item() -> None:
    held, left = match([passage(TEXT, "别处#r0")], [decided(passage(TEXT))])
    assert not held and left


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_what_was_decided_holds_on_the_unchanged_draft(text: str, a: int, b: int) -> None:
    remarks = [("finding", "year", "", min(a, b), max(a, b)), ("figure", "", "x", 0, len(text))]
    items = items_of(text, remarks)
    held, left = match(items, [decided(i) for i in items])
    assert held.keys() == {i.id for i in items} and not left


def test_decisions_lie_beside_the_draft_under_its_whole_name() -> None:
    assert beside(Path("a/b.docx")) != beside(Path("a/b.txt"))
    assert beside(Path("a/b.docx")).parent == Path("a")


def test_a_saved_file_is_read_back(tmp_path: Path) -> None:
    one = decided(masks(DRAFT)[0], "accept")
    rows = [dict(zip(Decision.__slots__, (getattr(one, k) for k in Decision.__slots__), strict=True))]
    path = tmp_path / "d.json"
    path.write_text("\ufeff" + json.dumps({"corpus_tools": "decisions", "decisions": rows}), encoding="utf8")
    assert load(path) == [one]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "not a file of decisions"),
        (b"\xff\xfe", "not a file of decisions"),
        (b"[" * 100_000, "not a file of decisions"),
        (b"[]", "not a file of decisions"),
        (b'{"corpus_tools": "decisions", "decisions": 3}', "should be a list"),
        (b'{"corpus_tools": "decisions", "decisions": [3]}', "decision 1 should be an object"),
        (b'{"corpus_tools": "decisions", "decisions": [{"id": 3}]}', "should be a text"),
        (b'{"corpus_tools": "decisions", "decisions": [{"decision": "burn"}]}', "accept, ignore, cite"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "d.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        load(path)
