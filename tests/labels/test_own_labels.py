"""The whole way with a user's own labels: train, mine with that model, search, evaluate."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from corpus_tools.cli import main
from corpus_tools.corpus import Corpus

LABELLED = {
    "钱": [
        "一、经费收支。全年收入12万元，支出9万元，账目公开。",
        "村里的水费、电费按季收取，余款存入合作社账户。",
        "二、资金管理。专款专用，每笔支出由会计、出纳两人签字。",
        "募捐所得3400元全部用于修桥，票据齐全。",
        "预算比上年少了两成，办公费压到八千元以内。",
        "补助款按月打到卡上，未拖欠一分工钱。",
    ],
    "人": [
        "一、队员情况。现有队员23人，今年退休4人，新招3人。",
        "聘请退休教师老周担任辅导员，志愿者轮流值守。",
        "二、人手安排。班长带两名学徒，每组五人。",
        "骨干外出学习两次，年轻人接了老师傅的班。",
        "三名理事因年龄原因辞去职务，补选了两人。",
        "会员由61人增加到88人，多数是返乡青年。",
    ],
    "天气": [
        "一、雨情。七月连下九天暴雨，降水量创十年新高。",
        "入秋以后大风、霜冻来得早，晚稻受了影响。",
        "二、气温。冬季偏暖，三月又遇倒春寒。",
        "台风过境时风力九级，伴有雷电和冰雹。",
        "春旱持续四十多天，水库见底，井水也浅了。",
        "十二月一场大雪封了山路，雾天比往年多。",
    ],
}
PAGE = """青石村船队2021年工作总结
一、经费收支
全年收入7万元，支出5万元，账目每季公开，票据齐全。
二、队员情况
现有队员19人，新招2人，退休1人，由老师傅带学徒。
三、雨情
六月连下七天暴雨，台风过境两次，降水量比往年多。
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main([str(a) for a in arguments])
    captured = capsys.readouterr()
    return int(stop.value.code or 0), captured.out, captured.err


def write_csv(path: Path) -> Path:
    with path.open("w", encoding="utf8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["text", "label", "heading", "topic"])
        for label, texts in LABELLED.items():
            for i, text in enumerate(texts):
                out.writerow([text, label, text.split("。")[0] if "、" in text[:2] else "", f"村{i % 3}"])
    return path


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model of three labels, trained by the command."""
    folder = tmp_path_factory.mktemp("own")
    with pytest.raises(SystemExit) as stop:
        main(["train", str(write_csv(folder / "labelled.csv")), "--out", str(folder / "model")])
    assert not stop.value.code
    (folder / "船队.txt").write_text(PAGE, encoding="utf8")
    return folder


def test_train_mine_search_and_evaluate_with_other_labels(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "c.db"
    assert run(capsys, "mine", own / "船队.txt", "--db", db, "--labels", own / "model", "-q")[0] == 0
    code, out, _ = run(capsys, "search", "--db", db, "--label", "天气", "--format", "json")
    assert code == 0
    assert ["暴雨" in row["text"] for row in json.loads(out)] == [True]
    gold = []
    with Corpus(db) as corpus:
        for start, end, heading in corpus.db.execute('SELECT start, "end", heading FROM sections'):
            meant = {"一": "钱", "二": "人", "三": "天气"}.get(heading[:1])
            if meant:
                gold.append({"type": "section", "start": start, "end": end, "heading": heading, "label": meant})
    assert len(gold) == 3
    (tmp_path / "gold").mkdir()
    lines = "\n".join(json.dumps(g, ensure_ascii=False) for g in gold)
    (tmp_path / "gold" / "船队.jsonl").write_text(lines, encoding="utf8")
    code, out, _ = run(capsys, "evaluate", tmp_path / "gold", "--db", db, "--format", "json")
    figures = {row["figure"]: row["value"] for row in json.loads(out)}
    assert code == 0
    assert [figures[f"sections.label.f1.{name}"] for name in LABELLED] == [1.0, 1.0, 1.0]


def test_another_model_or_least_confidence_reads_unchanged_pages_again(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def labels() -> set[str]:
        with Corpus(tmp_path / "c.db") as corpus:
            return {label for (label,) in corpus.db.execute("SELECT DISTINCT label FROM sections")}

    mine = ("mine", own / "船队.txt", "--db", tmp_path / "c.db", "-q")
    run(capsys, *mine, "--labels", own / "model")
    assert labels() <= set(LABELLED)
    run(capsys, *mine)
    assert not labels() & set(LABELLED)
    run(capsys, *mine, "--min-confidence", 1)
    assert labels() == {"other"}


def test_the_card_speaks_of_the_labels_it_was_trained_on(own: Path) -> None:
    card = json.loads((own / "model" / "card.json").read_text(encoding="utf8"))
    assert card["data"]["labels"] == dict.fromkeys(sorted(LABELLED), 6)
    assert set(card["cross_validation"]["topics"]) == {"村0", "村1", "村2"}
    text = (own / "model" / "README.md").read_text(encoding="utf8")
    assert "天气" in text and "preamble" not in text
    assert (own / "model" / "reliability.svg").read_text(encoding="utf8").startswith("<svg")


def test_corrected_labels_of_a_corpus_are_learnt_from(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import load_workbook

    db = tmp_path / "c.db"
    run(capsys, "mine", own / "船队.txt", "--db", db, "--labels", own / "model", "-q")
    assert run(capsys, "train", "--db", db, "--out", tmp_path / "m")[0] == 2, "nobody has corrected anything yet"
    run(capsys, "export", "--db", db, "--format", "xlsx", "--out", tmp_path)
    book = load_workbook(tmp_path / "corpus.xlsx")
    sheet = book["sections"]
    head = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if "暴雨" in sheet.cell(row, head["text"]).value:
            sheet.cell(row, head["label"], "水情")
        elif "队员" in sheet.cell(row, head["text"]).value:
            sheet.cell(row, head["verdict"], "ok")
    book.save(tmp_path / "corpus.xlsx")
    code, _, err = run(capsys, "import-corrections", tmp_path / "corpus.xlsx", "--db", db)
    assert code == 0, err
    code, _, err = run(capsys, "train", own / "labelled.csv", "--db", db, "--out", tmp_path / "m")
    assert code == 1
    assert "'水情' has no other section" in err, "one example is not enough, and it is said"
    card = json.loads((tmp_path / "m" / "card.json").read_text(encoding="utf8"))
    assert card["data"]["labels"] == {"人": 7, "天气": 6, "钱": 6}


def test_bad_rows_are_named_and_the_rest_is_learnt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "labelled.csv")
    with path.open("a", encoding="utf8") as file:
        file.write('"",钱,,村1\n"只有一条的标签，没有第二个例子。",钱钱,,村1\n"没有标签的一条。",,,村2\n')
    code, out, err = run(capsys, "train", path, "--out", tmp_path / "m")
    assert code == 1
    assert (tmp_path / "m" / "sections.skops").exists()
    assert err.count("refused") == 3
    assert "labelled.csv, line 20" in err and "labelled.csv, line 22" in err and "'钱钱'" in err
    assert "天气" in out


@pytest.mark.parametrize("share", ["-0.1", "1.5", "nan"])
def test_a_least_confidence_that_is_no_share_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], share: str
) -> None:
    code, _, err = run(capsys, "mine", tmp_path, "--db", tmp_path / "c.db", "--min-confidence", share)
    assert code == 2
    assert "from 0 to 1" in err
    assert not (tmp_path / "c.db").exists()


def test_a_model_that_is_not_there_is_said_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf8")
    code, _, err = run(capsys, "mine", tmp_path / "a.txt", "--db", tmp_path / "c.db", "--labels", tmp_path / "none")
    assert code == 2
    assert "no label model" in err
    assert not (tmp_path / "c.db").exists()
