"""What every command of the sample does alike: an execution log, one at a time, and a last line that says what changed.

The log is for whoever wants to count from outside how often a step was carried out. `QUAY_EXECUTIONS` names it; each
line is `time step command digest begin` or `… end:EXIT`, the step being what `SLIPWAY_STEP` says, and the digest that
of the arguments.
"""

import fcntl
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "systems"))


class Failed(Exception):
    """The command could not do its work; what it says is for the operator."""


def carry_out(work: Callable[[list[str]], int]) -> NoReturn:
    """Runs a command's work, which returns how much it changed, between its two lines in the log."""
    name, arguments = Path(sys.argv[0]).name, sys.argv[1:]
    note(name, arguments, "begin")
    code = 1
    try:
        changed = work(arguments)
        print(f"changed={changed}", flush=True)
        code = 0
    except Failed as failed:
        print(f"{name}: {failed}", file=sys.stderr, flush=True)
    except OSError as error:
        print(f"{name}: {error}", file=sys.stderr, flush=True)
    finally:
        note(name, arguments, f"end:{code}")
    sys.exit(code)


def note(name: str, arguments: list[str], what: str) -> None:
    log = os.environ.get("QUAY_EXECUTIONS")
    if not log:
        return
    step = os.environ.get("SLIPWAY_STEP") or "-"
    moment = time.time()
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)) + f".{int(moment % 1 * 1_000_000):06}Z"
    digest = hashlib.sha256("\0".join(arguments).encode()).hexdigest()[:12]
    line = f"{stamp} {step.replace(' ', '_')} {name} {digest} {what}\n"
    # One write to a file opened for appending: lines of several commands do not mix.
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(file, line.encode())
    finally:
        os.close(file)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One command at a time in this folder, whoever started it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def wanted(arguments: list[str], *names: str) -> list[str]:
    """The arguments, as many as there are names."""
    if len(arguments) != len(names):
        raise Failed(f"these arguments are needed: {' '.join(names)}")
    return arguments


def replace(path: Path, content: bytes, mode: int = 0o644) -> bool:
    """Makes a file hold this, whole or not at all; whether that changed anything."""
    if path.is_file() and path.read_bytes() == content and path.stat().st_mode & 0o777 == mode:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_bytes(content)
    partial.chmod(mode)
    partial.rename(path)
    return True
