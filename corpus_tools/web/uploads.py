"""A draft that somebody pasted or dropped: read from memory, with limits, and kept nowhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from corpus_tools import decisions
from corpus_tools.decisions import Decision
from corpus_tools.errors import RefusedFile, UsageError
from corpus_tools.reading import SUFFIXES, read_bytes
from corpus_tools.records import Page
from corpus_tools.views.page import Words
from corpus_tools.web.guard import DRAFT, UPLOAD

__all__ = ["Refused", "decisions_of", "draft_of", "fields"]

# What a document may unpack to. A report of 200,000 characters has some 5 MB of XML; on the command line a user's own
# file may be larger (`reading.word`), but a server opens what strangers send.
_UNPACKED = 40 * 2**20
_FIELDS = 20  # the form has eight
_DECISIONS = 2**20, 2_000  # bytes and decisions of a file: ten times what the longest draft needs
_NAME = 100  # characters of a draft's name that are kept


class Refused(Exception):
    """A draft that is not checked; ``message`` says why in the visitor's language, ``status`` is the answer's."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message, self.status = message, status


def fields(content_type: str, body: bytes) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """Texts and files ``(name, bytes)`` of a form that was posted as ``multipart/form-data``.

    Raises
    ------
    ValueError
        If the body is no such form.
    """
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import create_form_parser

    texts: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}

    def text(field: Any) -> None:
        texts[field.field_name.decode("utf8", "replace")] = (field.value or b"").decode("utf8", "replace")

    def file(part: Any) -> None:
        part.file_object.seek(0)
        name = (part.file_name or b"").decode("utf8", "replace")
        files[part.field_name.decode("utf8", "replace")] = (name, part.file_object.read())

    # nothing goes to disk: a file stays in memory up to the size of the whole body
    config = {"MAX_MEMORY_FILE_SIZE": len(body) + 1, "MAX_FIELDS": _FIELDS}
    try:
        parser = create_form_parser({"Content-Type": content_type.encode("latin-1")}, text, file, config)
        parser.write(body)
        parser.finalize()
    except FormParserError as e:
        raise ValueError(str(e)) from e
    return texts, files


def draft_of(texts: Mapping[str, str], file: tuple[str, bytes] | None, t: Words) -> Page:
    """The draft as a page: the file where one came, else what was pasted.

    Raises
    ------
    Refused
        If there is none, it is too long, or its file is of another kind, damaged, or unpacks to too much.
    """
    if file is not None and (file[0] or file[1]):
        return _read(*file, t)
    draft = texts.get("draft", "").replace("\r\n", "\n")
    if not draft.strip():
        raise Refused(t.no_draft, 200)
    file_name = _plain(texts.get("name", ""))
    return _short(Page(PurePosixPath(file_name).stem or t.pasted, file_name, draft, "", "utf-8"), t)


def decisions_of(texts: Mapping[str, str], file: tuple[str, bytes] | None, t: Words) -> list[Decision]:
    """What was decided about the draft before: in the file that was saved, and on the page that is left.

    Where both speak of one remark the page holds: it is the later.

    Raises
    ------
    Refused
        If one of them is no list of decisions, or a longer one than a draft can have.
    """
    found: dict[str, Decision] = {}
    sent = [(_plain(file[0]), file[1])] if file is not None and (file[0] or file[1]) else []
    if texts.get("decided", "").strip():
        sent.append(("", texts["decided"].encode("utf8", "replace")))
    for name, data in sent:
        try:
            if len(data) > _DECISIONS[0]:
                raise UsageError("too large")
            found.update((d.id, d) for d in decisions.parse(data, name))
        except UsageError as e:
            raise Refused(t.decisions_refused.format(name=name or t.decisions)) from e
    if len(found) > _DECISIONS[1]:
        raise Refused(t.decisions_refused.format(name=t.decisions))
    return list(found.values())


def _plain(name: str) -> str:
    """A name is shown, never a path that is opened; some browsers send the folder with it."""
    return PurePosixPath(name.replace("\\", "/").replace("\0", "")).name[-_NAME:]


def _read(name: str, data: bytes, t: Words) -> Page:
    name = _plain(name) or t.draft
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise Refused(t.bad_kind.format(kinds=" ".join(sorted(SUFFIXES))), 415)
    if len(data) > UPLOAD:
        raise Refused(t.file_too_large.format(limit=UPLOAD >> 20), 413)
    if suffix == ".docx" and _unpacked(data) > _UNPACKED:
        raise Refused(t.file_too_large.format(limit=_UNPACKED >> 20), 413)
    try:
        return _short(read_bytes(data, name), t)
    except RefusedFile as e:
        raise Refused(t.file_refused.format(name=name, reason=t.refusal(e.reason))) from e


def _unpacked(data: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError):
        return 0  # no archive: reading says what is wrong with it


def _short(page: Page, t: Words) -> Page:
    if len(page.text) > DRAFT:
        raise Refused(t.draft_too_long.format(n=len(page.text), limit=DRAFT), 413)
    return page
