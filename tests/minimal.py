"""The lowest version of everything that ``pyproject.toml`` allows, as constraints for pip.

    python -m tests.minimal > constraints.txt

``make test-minimal`` installs these without any extra but what tests need, and runs the tests there: a bound that is
said must hold.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

__all__ = ["lowest"]

_NAMED = re.compile(r"([\w.-]+)\s*>=\s*([\w.]+)")


def lowest(dependencies: list[str]) -> list[str]:
    """One constraint for each dependency.

    >>> lowest(["numpy>=1.26", "datasette>=0.64.6,<1.0"])
    ['numpy==1.26', 'datasette==0.64.6']
    """
    out = []
    for said in dependencies:
        found = _NAMED.match(said)
        if found is None:
            raise ValueError(f"{said!r} names no lowest version")
        out.append(f"{found[1]}=={found[2]}")
    return out


if __name__ == "__main__":
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf8"))["project"]
    print("\n".join(lowest(project["dependencies"])))
