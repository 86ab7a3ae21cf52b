"""Finding the programs under test and the tools that test them. What is missing fails the test, and says what to do."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]


def missing(what: str, remedy: str) -> NoReturn:
    pytest.fail(f"{what} is missing. {remedy}", pytrace=False)


def tool(*candidates: str, package: str) -> Path:
    """The first of these programs that is installed, by name or by path."""
    for candidate in candidates:
        found = shutil.which(candidate)
        if found:
            return Path(found)
    missing(" or ".join(candidates), f"Run scripts/setup.sh test, or: apt-get install {package}")


@cache
def _built() -> Path:
    """Where `swift build` puts programs."""
    asked = subprocess.run(
        [tool("swift", package="nothing of Debian's; see https://www.swift.org/install/linux/"),
         "build", "--show-bin-path"],
        cwd=ROOT, capture_output=True, text=True, timeout=300)
    if asked.returncode != 0:
        pytest.fail(f"swift build --show-bin-path failed:\n{asked.stderr}", pytrace=False)
    return Path(asked.stdout.strip().splitlines()[-1])


def program(name: str) -> Path:
    """A program of this repository. SLIPWAY_BIN names the built `slipway`; the others stand beside it."""
    chosen = os.environ.get("SLIPWAY_BIN")
    if chosen and name == "slipway":
        path = Path(chosen)
    elif chosen:
        path = Path(chosen).parent / name
    else:
        path = _built() / name
    if not os.access(path, os.X_OK):
        missing(str(path), f"Run: swift build --product {name}")
    return path.resolve()
