"""On Spark the same pages give the same records, whether they come back to be written or become tables there."""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.importing import import_tables
from corpus_tools.corpus.schema import TABLES
from corpus_tools.corpus.verification import verify
from corpus_tools.engines import mine
from corpus_tools.engines.spark_tables import mine_tables
from corpus_tools.errors import CorpusToolsError, UsageError
from tests.conftest import COPY, FIRE, REFUSE
from tests.engines.test_mining import exported

pyspark = pytest.importorskip("pyspark", reason="the extra [spark] is not installed")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]
PASSING = ("runs", "settings", "section_docs", "index_segments", "indexed_reports")  # times, row numbers, file names


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[Any]:
    """One session for all tests: starting Java takes longer than most of them."""
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)  # else workers are whatever `python3` is
        made = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
        yield made
        made.stop()


def written(n: int, seed: int) -> list[str]:
    """Short reports of a town each: every third has a passage of an earlier one, every tenth fills in one template."""
    rng = random.Random(seed)
    verbs, things = ("清运", "走访", "排查", "修补", "登记", "发放"), ("垃圾", "农户", "隐患", "路面", "老人", "手册")
    letters = [chr(c) for c in range(0x5100, 0x7100, 7)]  # names of places and manners that no other report has

    def passage(sentences: int) -> str:
        out = []
        for _ in range(2 * sentences):
            name, manner = ("".join(rng.choices(letters, k=k)) for k in (2, 3))
            out.append(f"在{name}{manner}地{rng.choice(verbs)}{rng.choice(things)}{rng.randint(2, 99)}处")
        return "".join(f"{a}，{b}。" for a, b in zip(out[::2], out[1::2], strict=True))

    template = passage(4)
    bodies: list[str] = []
    for k in range(n):
        shared = template if k % 10 == 0 else passage(3)
        if k % 3 == 0 and k:
            shared = rng.choice(bodies)
        shared = re.sub(r"\d+", lambda _: str(rng.randint(2, 99)), shared)
        bodies.append(shared)
    head = "{}镇环境整治工作总结\n今年以来，我镇扎实开展环境整治。现将工作总结如下：\n"
    return [head.format("".join(rng.choices(letters, k=2))) + passage(2) + b + "\n" + passage(1) for b in bodies]


def rows(db: Path) -> dict[str, list[tuple[Any, ...]]]:
    with Corpus(db) as opened:
        return {
            table: sorted(opened.db.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in TABLES
            if table not in PASSING
        }


def test_outcomes_come_back_and_give_the_same_database(pages: Path, tmp_path: Path) -> None:
    mine([pages], tmp_path / "one.db")
    mine([pages], tmp_path / "two.db", engine="spark", jobs=2)
    assert exported(tmp_path / "one.db", tmp_path / "o") == exported(tmp_path / "two.db", tmp_path / "t")


@pytest.mark.slow
def test_two_thousand_pages_give_the_same_records_as_one_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies, a template of 200, mirrors on several pages, one page at two places, and two files that are none."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for k, text in enumerate(written(1990, seed=1)):
        (folder / f"{k:04d}.txt").write_text(text, encoding="utf8")
    for k, text in enumerate([REFUSE, FIRE, COPY, *[FIRE] * 5]):
        (folder / f"z{k}.txt").write_text(text, encoding="utf8")
    (folder / "again").mkdir()
    shutil.copy(folder / "z1.txt", folder / "again" / "z1.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)

    monkeypatch.setattr("corpus_tools.engines.spark_reuse._PART", 300_000)  # several parts to shuffle between
    count, refused = mine_tables([str(folder)], tmp_path / "tables", jobs=2)
    assert count == 1999 and [Path(r.path).name for r in refused] == ["empty.txt", "picture.txt"]
    import_tables(tmp_path / "tables", tmp_path / "spark.db")
    mine([folder], tmp_path / "local.db")
    here, there = rows(tmp_path / "local.db"), rows(tmp_path / "spark.db")
    assert len(here["pages"]) == 1998 and len(here["passages"]) > 500 and here["families"] and here["mirrors"]
    for table, expected in here.items():
        assert there[table] == expected, table
    with Corpus(tmp_path / "spark.db") as opened:
        assert verify(opened).sound


def test_pages_may_come_out_of_a_table(pages: Path, tmp_path: Path) -> None:
    """A small corpus besides, in which single sentences are judged by what all of it says of stock."""
    single = "老年食堂的菜单每周由住户投票决定，汤羹不计入份数。"
    for name, text in (("d-one", REFUSE), ("e-two", FIRE)):
        (pages / f"{name}.txt").write_text(text.replace("。", f"。{single}", 1), encoding="utf8")
    names = sorted(p.name for p in pages.iterdir())
    texts = [(pages / n).read_text(encoding="utf8") for n in names]
    pq.write_table(pa.table({"name": names, "text": texts}), tmp_path / "crawl.parquet")
    assert mine_tables([str(tmp_path / "crawl.parquet")], tmp_path / "tables")[0] == 5
    import_tables(tmp_path / "tables", tmp_path / "table.db")
    mine([pages], tmp_path / "files.db")
    of_table, of_files = rows(tmp_path / "table.db"), rows(tmp_path / "files.db")
    for table in set(of_files) - {"pages", "sources"}:  # these hold the paths
        assert of_table[table] == of_files[table], table


def test_what_cannot_be_done_is_said_and_leaves_nothing(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        mine_tables([str(pages)], tmp_path / "there")
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(CorpusToolsError, match=r"nothing could be read\n.*empty\.txt"):
        mine_tables([str(tmp_path / "empty.txt")], tmp_path / "tables")
    pq.write_table(pa.table({"title": ["a"]}), tmp_path / "crawl.parquet")
    with pytest.raises(UsageError, match="name, and text or content"):
        mine_tables([str(tmp_path / "crawl.parquet")], tmp_path / "tables")
    assert not (tmp_path / "tables").exists()
