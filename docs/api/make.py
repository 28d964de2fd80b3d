"""Makes the API reference out of the docstrings: a page for each module, with a search box; nothing is loaded.

    python docs/api/make.py [--out out/api]

Needs the extra ``docs``; ``make docs`` installs it and runs this. What stands in a module's ``__all__`` is shown. The
examples in the docstrings are run by the tests.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import shutil
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import corpus_tools

TEMPLATES = Path(__file__).parent
# Not used by name: the command line, what Datasette calls, and what runs a worker process
INNER = ("corpus_tools.cli", "corpus_tools.web.plugin", "corpus_tools.reuse.__main__")


def offers(module: str) -> list[str]:
    """What a module says it offers, in its order."""
    return list(getattr(importlib.import_module(module), "__all__", ()))


def modules() -> list[str]:
    """Names of the modules that offer something, each room before what is in it."""
    found = [info.name for info in pkgutil.walk_packages(corpus_tools.__path__, "corpus_tools.")]
    rooms = ["corpus_tools.views"]  # offers nothing itself, but has modules that do
    return ["corpus_tools", *(m for m in found if not m.startswith(INNER) and (m in rooms or offers(m)))]


def make(out: Path, names: Sequence[str] = ()) -> int:
    """Write the reference of these modules, or of all, into a folder; gives the number of pages."""
    import pdoc

    chosen = list(names) or modules()
    # what the public face imports when it is first asked for has to be there to be seen
    for name in offers("corpus_tools"):
        setattr(corpus_tools, name, getattr(corpus_tools, name))
    version = f"corpus_tools {corpus_tools.__version__}"
    pdoc.render.configure(docformat="numpy", footer_text=version, show_source=False, template_directory=TEMPLATES)
    with warnings.catch_warnings():
        # types that only a type checker imports stay as they are written; a function that is named like its module is
        # found twice
        warnings.filterwarnings("ignore", "Error parsing type annotation|The module specification", UserWarning)
        pdoc.pdoc(*chosen, output_directory=out)
    return len(chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("out/api"), help="folder, made anew")
    out = parser.parse_args().out
    if out.exists() and not (out / "search.js").exists():
        raise SystemExit(f"{out} is no folder of ours; choose another with --out")
    shutil.rmtree(out, ignore_errors=True)
    print(f"{make(out)} modules", file=sys.stderr)
    print((out / "index.html").resolve())


if __name__ == "__main__":
    main()
