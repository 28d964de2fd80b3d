"""Tasks for Label Studio: what was read lies where it was read, under names that the interface has."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

from corpus_tools.analysis import analyse
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.export import export
from corpus_tools.records import CATEGORIES, LABELS, Page

TEXT = (
    "松坪乡禁毒工作总结\r\n\r\n一、广泛宣传\r\n𠮷祥村😀共发放宣传单300余份，悬挂横幅12条。\r\n\r\n"
    "二、存在的问题\r\n一是经费不足<b>&。二是人手紧缺，部分群众认识不到位。\r\n"
)


def exported(tmp_path: Path, text: str) -> tuple[list[dict], ElementTree.Element, list[tuple]]:
    with Corpus(tmp_path / "c.db", write=True) as corpus:
        with corpus.transaction():
            corpus.add(analyse(Page("松坪", "t.txt", text, "0" * 64, "utf-8")))
        config, tasks = export(corpus, "labelstudio", tmp_path / "out")
        rows = corpus.db.execute('SELECT id, start, "end", text, category FROM measures ORDER BY start').fetchall()
    return json.loads(tasks.read_text("utf8")), ElementTree.parse(config).getroot(), [tuple(r) for r in rows]


def test_regions_lie_where_the_records_do(tmp_path: Path) -> None:
    (task,), _, rows = exported(tmp_path, TEXT)
    plain = task["data"]["text"]
    assert len(plain) == len(TEXT) and "\r" not in plain
    (prediction,) = task["predictions"]
    measures = [r for r in prediction["result"] if r["from_name"] == "measures"]
    assert [
        (r["id"], r["value"]["start"], r["value"]["end"], r["value"]["text"], *r["value"]["labels"]) for r in measures
    ] == rows
    assert [TEXT[r["value"]["start"] : r["value"]["end"]] for r in measures] == ["300余份", "12条"]
    sections = [r for r in prediction["result"] if r["from_name"] == "sections"]
    assert {"publicity", "problems"} <= {r["value"]["labels"][0] for r in sections}
    for region in prediction["result"]:
        value = region["value"]
        assert plain[value["start"] : value["end"]] == value["text"]
        assert 0 <= region["score"] <= 1


def test_the_interface_knows_every_label(tmp_path: Path) -> None:
    (task,), view, _ = exported(tmp_path, TEXT)
    assert view.find("Text").attrib["value"] == "$text"  # type: ignore[union-attr]
    known = {(kind.get("name"), label.get("value")) for kind in view.findall("Labels") for label in kind}
    used = {(r["from_name"], r["value"]["labels"][0]) for r in task["predictions"][0]["result"]}
    assert used and used <= known


def test_whoever_corrects_a_page_finds_labels_that_nothing_on_it_has(tmp_path: Path) -> None:
    """Label Studio refuses an interface with a tag that has none, which a page in another language would leave."""
    (task,), view, _ = exported(tmp_path, "This page is in English and tells of no work that was done anywhere.")
    assert task["predictions"][0]["result"] == []
    for name, known in (("sections", LABELS), ("measures", CATEGORIES)):
        (labels,) = view.findall(f"Labels[@name='{name}']")
        assert [label.get("value") for label in labels] == list(known)


def test_tasks_are_what_label_studio_takes(tmp_path: Path) -> None:
    """The rules of ``LabelInterface.validate`` and ``validate_prediction`` in label-studio-sdk."""
    tasks, view, _ = exported(tmp_path, TEXT)
    named = [element.get("name") for element in view]
    assert view.tag == "View" and len(set(named)) == len(named)
    objects = {e.get("name"): e.get("value", "").removeprefix("$") for e in view if not e.get("toName")}
    controls = {e.get("name"): e for e in view if e.get("toName")}
    assert all(e.get("toName") in objects for e in controls.values())
    for task in tasks:
        assert all(isinstance(task["data"][field], str) for field in objects.values())
        for prediction in task["predictions"]:
            assert prediction["model_version"] and prediction["result"]
            keys = [region["id"] for region in prediction["result"]]
            assert len(set(keys)) == len(keys)
            for region in prediction["result"]:
                control = controls[region["from_name"]]
                assert region["to_name"] == control.get("toName")
                assert region["type"] == control.tag.lower()
                value = region["value"]
                assert isinstance(value["start"], int) and value["start"] < value["end"]
                assert set(value["labels"]) <= {label.get("value") for label in control}
