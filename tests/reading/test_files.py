"""Which files are taken, in which order, and what is said about the others."""

import os
from pathlib import Path

import pytest

from corpus_tools.reading import find, read
from corpus_tools.records import Refusal


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("清运垃圾3吨。", encoding="utf-8")


def found(root: Path) -> list[str]:
    return [str(p.relative_to(root)) for p in find([root]) if isinstance(p, Path)]


def test_all_kinds_in_the_order_of_names(tmp_path: Path) -> None:
    tree(
        tmp_path, "b.TXT", "a/2.html", "a/1.htm", "c.md", "d.Docx", "e.pdf", "f.png", "a/10.txt", "乙村.txt", "甲村.txt"
    )
    assert found(tmp_path) == [
        "a/1.htm",
        "a/10.txt",
        "a/2.html",
        "b.TXT",
        "c.md",
        "d.Docx",
        "e.pdf",
        "乙村.txt",
        "甲村.txt",
    ]


def test_hidden_and_lock_files_are_passed_over(tmp_path: Path) -> None:
    tree(tmp_path, ".a.txt", ".git/b.txt", "~$总结.docx", "总结.docx")
    assert found(tmp_path) == ["总结.docx"]


def test_a_folder_linked_into_itself_is_entered_once(tmp_path: Path) -> None:
    tree(tmp_path, "a/1.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert found(tmp_path) == ["a/1.txt"]


def test_missing_and_unsupported_files_are_named(tmp_path: Path) -> None:
    tree(tmp_path, "a.xlsx", "b.doc", "c.txt")
    out = list(find([tmp_path / "none.txt", tmp_path / "a.xlsx", tmp_path / "b.doc", tmp_path / "c.txt"]))
    assert [r.reason.split(";")[0] for r in out if isinstance(r, Refusal)] == [
        "there is no such file or folder",
        ".xlsx cannot be read",
        ".doc files are not read",
    ]
    assert out[-1] == tmp_path / "c.txt"


def test_an_old_word_file_in_a_folder_is_not_lost_silently(tmp_path: Path) -> None:
    tree(tmp_path, "a.doc", "a.png")
    assert [Path(r.path).name for r in find([tmp_path]) if isinstance(r, Refusal)] == ["a.doc"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_closed_folder_does_not_end_the_walk(tmp_path: Path) -> None:
    tree(tmp_path, "a/1.txt", "b/2.txt")
    (tmp_path / "a").chmod(0)
    try:
        out = list(find([tmp_path]))
    finally:
        (tmp_path / "a").chmod(0o700)
    assert out == [Refusal(str(tmp_path / "a"), "no permission to read it"), tmp_path / "b" / "2.txt"]


def test_a_folder_that_cannot_be_listed_does_not_end_the_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "a/1.txt", "b/2.txt")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert list(find([tmp_path])) == [
        Refusal(str(tmp_path / "a"), "no permission to read it"),
        tmp_path / "b" / "2.txt",
    ]


def test_a_dangling_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert [r.reason for r in find(tmp_path) if isinstance(r, Refusal)] == ["there is no such file or folder"]


def test_other_endings_may_be_chosen(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "b.log")
    assert list(find(tmp_path, suffixes=[".LOG"])) == [tmp_path / "b.log"]


def test_a_nul_in_a_page_becomes_the_replacement_character(tmp_path: Path) -> None:
    """SQL's text functions end at a NUL; the offsets stay what they were."""
    path = tmp_path / "nul.txt"
    path.write_bytes("清运垃\0圾３吨。".encode() * 5)
    assert read(path).text == "清运垃\ufffd圾３吨。" * 5
