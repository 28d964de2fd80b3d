from collections import Counter, defaultdict
from pathlib import Path

from corpus_tools.labels import evaluate
from corpus_tools.labels.data import Labelled
from corpus_tools.labels.holding_out import folds, runs
from corpus_tools.records import LABELS

GRAM = 5  # characters; two sections on one subject share some, only a copy shares half
SHORT = 40  # characters; headings and dates are alike without being copies


def test_every_label_has_examples_in_many_topics(items: list[Labelled]) -> None:
    topics = defaultdict(set)
    for item in items:
        topics[item.label].add(item.topic)
    assert set(topics) == set(LABELS)
    assert min(map(len, topics.values())) >= 10


def test_no_two_labelled_sections_are_near_copies(items: list[Labelled]) -> None:
    grams = [frozenset(i.text[k : k + GRAM] for k in range(len(i.text) - GRAM + 1)) for i in items]
    holders = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    for i, item in enumerate(items):
        if len(item.text) > SHORT:
            for gram in grams[i]:
                for other in holders[gram]:
                    shared[other, i] += 1
                holders[gram].append(i)
    copies = [
        (items[a].text[:30], items[b].text[:30])
        for (a, b), n in shared.items()
        if n / (len(grams[a]) + len(grams[b]) - n) > 0.5
    ]
    assert not copies


def test_a_heading_stands_at_the_beginning_of_its_section(items: list[Labelled]) -> None:
    assert not [i.text[:30] for i in items if not i.text.startswith(i.heading)]


def test_a_topic_is_never_on_both_sides_of_a_fold(items: list[Labelled]) -> None:
    held_out = []
    for known, held in folds(items):
        assert not {items[i].topic for i in known} & {items[i].topic for i in held}
        held_out += held
    assert sorted(held_out) == list(range(len(items)))


def test_consecutive_items_of_a_report_are_decoded_together() -> None:
    items = [Labelled("标题", "preamble", report="a"), Labelled("一、领导", "organization", report="a")]
    items.append(Labelled("一、领导", "organization"))
    assert [run.items for run in runs(items)] == [(0, 1), (2,)]


def test_an_alternative_label_counts_as_right(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = '{"text": "发放宣传单300份,悬挂横幅5条。", "label": "services", "alt": "publicity"}\n'
    path.write_text(line * 2, "utf8")
    figures = evaluate([path])
    assert figures.accuracy == 1
    assert figures.labels["services"].support == 2
    assert "services" in str(figures)
