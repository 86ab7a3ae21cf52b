"""Starting and stopping a service that goes on when whoever started it has gone."""

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from execution import Failed

SYSTEMS = Path(__file__).resolve().parents[1] / "systems"
NAMES = {"quay": "quay.py", "tides": "tides.py", "berthbook": "berthbook.py"}
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def process(pid_file: Path, program: str) -> int | None:
    """The process of that file, where it still is one of ours."""
    try:
        pid = int(pid_file.read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    return pid if any(part.endswith(program.encode()) for part in command) else None


def lives(pid_file: Path) -> bool:
    """Whether the process just started is there, be it on its way to becoming the service."""
    try:
        state = Path(f"/proc/{int(pid_file.read_text())}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, ValueError, IndexError):
        return False
    return state not in {"Z", "X"}


def answers(port: int) -> bool:
    try:
        with _opener.open(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return answer.status == 200
    except (OSError, ValueError):
        return False


def start(name: str, config: Path, port: int, run: Path, patience: float = 20) -> bool:
    """Starts a service unless it runs, and waits until it answers; whether it was started."""
    program, pid_file = NAMES[name], run / f"{name}.pid"
    if process(pid_file, program):
        if wait(lambda: answers(port), patience):
            return False
        stop(name, run)
    elif taken(port):
        raise Failed(f"something else listens on port {port}")
    run.mkdir(parents=True, exist_ok=True)
    daemonise([sys.executable, "-B", str(SYSTEMS / program), "--config", str(config)], pid_file, run / f"{name}.log")
    if not wait(lambda: answers(port) or not lives(pid_file), patience) or not answers(port):
        tail = (run / f"{name}.log").read_text(errors="replace")[-1000:]
        raise Failed(f"{name} does not answer on port {port}\n{tail}")
    return True


def stop(name: str, run: Path) -> bool:
    """Ends a service; whether there was one."""
    pid_file = run / f"{name}.pid"
    pid = process(pid_file, NAMES[name])
    if pid is None:
        pid_file.unlink(missing_ok=True)
        return False
    for number in [signal.SIGTERM, signal.SIGKILL]:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            break
        if wait(lambda: process(pid_file, NAMES[name]) is None, 5):
            break
    pid_file.unlink(missing_ok=True)
    return True


def daemonise(command: list[str], pid_file: Path, log: Path) -> None:
    """A process in a session of its own, a child of nobody here, holding none of our files."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        os.setsid()
        grandchild = os.fork()
        if grandchild:
            # Written before the program begins, so that a start cut short leaves no service that nobody knows of.
            partial = pid_file.with_name(f"{pid_file.name}.part")
            partial.write_text(f"{grandchild}\n")
            partial.rename(pid_file)
            os._exit(0)
        nothing = os.open(os.devnull, os.O_RDONLY)
        output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        for source, target in [(nothing, 0), (output, 1), (output, 2)]:
            os.dup2(source, target)
        os.closerange(3, 1024)
        os.chdir("/")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLIPWAY_", "QUAY_"))}
        os.execve(command[0], command, kept)
    finally:
        os._exit(127)


def taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait(ask, within: float) -> bool:
    deadline = time.monotonic() + within
    while not ask():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.03)
    return True
