"""The command line: parse, call, print. What is printed as data goes to stdout, everything else to stderr."""

from __future__ import annotations

import atexit
import copy
import errno
import gc
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.models import CommandInfo

from corpus_tools import __version__
from corpus_tools.errors import CorpusToolsError

# in the order in which --help lists the commands
from corpus_tools.cli import keeping, asking, comparing, learning  # isort: skip
from corpus_tools.cli.common import DONE, FAILED, STOPPED, app, say, told

__all__ = ["app", "asking", "comparing", "keeping", "learning", "main"]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    if version:
        print(__version__)
        raise typer.Exit(DONE)


def _narrowed(arguments: list[str]) -> typer.Typer:
    """The application with the one command that is called: parameters of the other sixteen take long to set up."""
    called = [c for c in app.registered_commands if arguments and _name(c) == arguments[0]]
    if not called:
        return app
    narrowed = copy.copy(app)
    narrowed.registered_commands = called
    return narrowed


def _name(command: CommandInfo) -> str:
    return command.name or (command.callback.__name__ if command.callback else "")


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; no traceback reaches a user."""
    atexit.register(gc.freeze)  # what is loaded goes with the process: looking for cycles in it took up to 0.6 s
    for name in ("stdout", "stderr"):  # closed by whoever started us: what is printed goes nowhere
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf8"))  # noqa: SIM115 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Chinese must come out whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = sys.argv[1:] if arguments is None else arguments
    try:
        _narrowed(given)(arguments)
    except CorpusToolsError as e:
        say(f"corpus-tools: {told(e, given)}")
        sys.exit(FAILED)
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader has left (| head); nothing to complain of
        sys.exit(DONE)
    except Exception as e:
        if isinstance(e, OSError) and e.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            say(f"corpus-tools: {e.filename or 'the output'} cannot be written ({e.strerror})")
            sys.exit(FAILED)
        if os.environ.get("CORPUS_TOOLS_DEBUG"):
            raise
        say(f"corpus-tools: something went wrong that should not ({type(e).__name__}: {e}).")
        say("Set CORPUS_TOOLS_DEBUG=1 and run again to see where, and please report it.")
        sys.exit(FAILED)
