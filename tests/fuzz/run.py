"""Looks for input that breaks a law, going where code has not been yet (atheris, that is libFuzzer).

    python -m tests.fuzz.run                       three seconds for each target, always from the same start
    python -m tests.fuzz.run --seconds 600 --seed 7 structure measures

Starts from ``seeds/`` and ``finds/`` beside this file. What breaks a law is written to ``finds/TARGET/``, where
``test_finds.py`` runs it from then on; mend the fault and keep the file. Exit code 1 where something was found; with
``--tell`` it is told and the exit code is 0: what CI wants, where a find concerns some older fault more often than the
change it came with. Without atheris it says so and ends with 0.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAMES = ("text", "html", "docx", "pdf", "structure", "measures", "page", "reuse", "query", "draft")


def begun(name: str, options: list[str], out: Path) -> int:
    """Fuzz one target in a process of its own, which libFuzzer ends; the number of the process."""
    number = os.fork()
    if number:
        return number
    import atheris

    from tests.fuzz.targets import TARGETS

    with out.open("wb") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    TARGETS[name](b"")  # what is loaded once is loaded before any input is timed
    atheris.Setup([name, *options], TARGETS[name])
    atheris.Fuzz()
    os._exit(0)


def all_of(names: Sequence[str], seconds: float, seed: int) -> Iterator[tuple[str, int, str]]:
    """Targets fuzzed as many at a time as there are processors: name, exit code, and what libFuzzer said."""
    import atheris

    instrumented = atheris.instrument_imports(include=["corpus_tools"], enable_loader_override=False)
    with redirect_stderr(io.StringIO()), instrumented:  # each module would be told
        importlib.import_module("tests.fuzz.targets")  # once for all: this takes longer than fuzzing in CI does
    left, running = list(names), {}
    with tempfile.TemporaryDirectory() as scratch:
        while left or running:
            while left and len(running) < (os.cpu_count() or 1):
                name = left.pop(0)
                corpus, finds, seeds = Path(scratch, name), HERE / "finds" / name, HERE / "seeds" / name
                corpus.mkdir()
                finds.mkdir(parents=True, exist_ok=True)
                options = [f"-max_total_time={seconds:g}", f"-seed={seed}", "-max_len=400"]
                options += ["-timeout=60", "-rss_limit_mb=4096", f"-artifact_prefix={finds}/", str(corpus), str(finds)]
                options += [str(seeds)] if seeds.is_dir() else []
                running[begun(name, options, Path(scratch, f"{name}.log"))] = name
            number, status = os.wait()
            name = running.pop(number)
            if not any((HERE / "finds" / name).iterdir()):
                (HERE / "finds" / name).rmdir()
            said = Path(scratch, f"{name}.log").read_text(encoding="utf8", errors="replace")
            yield name, os.waitstatus_to_exitcode(status), said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(NAMES)}; all by default")
    parser.add_argument("--seconds", type=float, default=3, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tell", action="store_true", help="end with 0 also where something was found")
    args = parser.parse_args()
    if unknown := set(args.targets) - set(NAMES):
        parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    if importlib.util.find_spec("atheris") is None:
        print("not fuzzed: atheris is not installed (pip install -e '.[fuzz]'; Linux, CPython 3.11 to 3.13)")
        return
    if os.environ.get("PYTHONHASHSEED") != "0":  # which code an input reaches must not differ between two runs
        os.execve(
            sys.executable,
            [sys.executable, "-m", "tests.fuzz.run", *sys.argv[1:]],
            {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)},
        )
    bad = False
    for name, code, said in all_of(args.targets or NAMES, args.seconds, args.seed):
        lines = said.splitlines()
        runs = next((x.lower() for x in reversed(lines) if x.startswith("Done ")), "")
        print(f"{name:<10} {f'FOUND (exit code {code})' if code else runs}", flush=True)
        if code:
            bad = True
            print("\n".join(f"    {x}" for x in lines[-40:]))
    sys.exit(bad and not args.tell)


if __name__ == "__main__":
    main()
