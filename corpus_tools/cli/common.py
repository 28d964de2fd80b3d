"""What all commands share: the application, its options, and how they speak."""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

import typer

from corpus_tools.errors import CorpusToolsError

__all__ = [
    "ATTENTION",
    "DONE",
    "FAILED",
    "STOPPED",
    "Db",
    "Lang",
    "Language",
    "Out",
    "Stock",
    "TableFormat",
    "app",
    "deliver",
    "is_foreign",
    "language_of",
    "say",
    "told",
    "typed",
]

DONE, ATTENTION, FAILED = 0, 1, 2
STOPPED = 130  # by Ctrl+C, as shells count it
app = typer.Typer(
    name="corpus-tools",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: the boxes of rich cost as much to load as all the rest
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Mines Chinese work-summary reports (工作总结): measures, section labels and copied passages, "
    "each with the characters it was read from.",
    epilog="Start with: corpus-tools mine FOLDER --db corpus.db",
)
Db = Annotated[Path, typer.Option("--db", metavar="FILE", help="The corpus database (SQLite).")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write here instead of to the screen.")]
TableFormat = Literal["table", "csv", "json"]
Language = Literal["zh", "en"]
Stock = Annotated[
    Path | None,
    typer.Option(
        "--background",
        metavar="DIR",
        help="Own table of stock wording, as `background` makes it; CORPUS_TOOLS_BACKGROUND does the same.",
    ),
]
Lang = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of messages; the environment variable CORPUS_TOOLS_LANG does the same."),
]


def say(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr)


def typed(argument: str | None) -> str | None:
    """A word as it was typed, whatever the locale made of it."""
    from corpus_tools.reading.files import printable

    return None if argument is None else printable(argument)


def language_of(option: Language | None, default: str = "zh") -> str:
    if option is not None:
        return option
    return "en" if os.environ.get("CORPUS_TOOLS_LANG", default).lower().startswith("en") else "zh"


_TO_EDITORS = frozenset(
    ("check", "serve", "reuse", "explain", "cite")
)  # commands that speak Chinese unless told not to


def told(error: CorpusToolsError, arguments: list[str]) -> str:
    """The error in the language that the command was to speak."""
    command = next((a for a in arguments if not a.startswith("-")), "")
    if command not in _TO_EDITORS:
        return str(error)
    from corpus_tools.views.page import Words

    said = [after for option, after in pairwise(arguments) if option == "--lang"]
    said += [a.partition("=")[2] for a in arguments if a.startswith("--lang=")]
    chosen: Language | None = "en" if said[-1:] == ["en"] else "zh" if said else None
    return Words(language_of(chosen)).error(str(error))


def deliver(text: str, out: Path | None) -> None:
    if out is None:
        print(text)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf8")
    except OSError as e:
        raise CorpusToolsError(f"{out}: cannot be written ({e.strerror})") from e
    say(f"written to {out}")


def is_foreign(page: Path) -> bool:
    """Whether a page is there that this program did not make, and so must not replace."""
    from corpus_tools.reading.files import is_our_page

    try:
        return not is_our_page(page.read_bytes())
    except FileNotFoundError:
        return False
    except OSError:  # let the writing say why
        return False
