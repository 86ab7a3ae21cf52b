"""A program that runs as a child of the test, in a process group of its own."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

Value = TypeVar("Value")

#: How long anything may take to start, to answer or to stop, in seconds. A busy machine takes a while.
PATIENCE = 30.0


def free_port() -> int:
    """A TCP port of loopback that nobody holds at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(ask: Callable[[], Value], what: str, within: float = PATIENCE) -> Value:
    """Asks again and again until the answer is true, and returns it; fails when the time is up."""
    deadline = time.monotonic() + within
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > deadline:
            pytest.fail(f"not within {within:g} s: {what}")
        time.sleep(0.02)


class Child:
    """One program: started, watched through its log, and always ended."""

    def __init__(
        self, command: Sequence[str | Path], log: Path,
        cwd: Path | None = None, environment: Mapping[str, str] | None = None,
    ):
        self.command = [str(part) for part in command]
        self.log = log
        self._cwd = cwd
        self._environment = environment
        self._process: subprocess.Popen | None = None
        self._start_of_run = 0

    @property
    def name(self) -> str:
        return Path(self.command[0]).name

    @property
    def pid(self) -> int:
        assert self._process is not None, f"{self.name} was not started"
        return self._process.pid

    def start(self) -> None:
        assert not self.is_running, f"{self.name} runs already"
        with self.log.open("ab") as output:
            self._start_of_run = output.tell()
            self._process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                cwd=self._cwd, env=self._environment, start_new_session=True)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def output(self) -> str:
        """What this run has printed so far, both streams."""
        with self.log.open("rb") as log:
            log.seek(self._start_of_run)
            return log.read().decode(errors="replace")

    def wait_for(self, pattern: str, within: float = PATIENCE) -> re.Match[str]:
        """The first match of a pattern in what this run prints."""
        return self.until(
            lambda: re.search(pattern, self.output, re.MULTILINE), f"{self.name} prints {pattern!r}", within)

    def until(self, ask: Callable[[], Value], what: str, within: float = PATIENCE) -> Value:
        """As `eventually`, and fails at once, with the log, when the program has ended."""

        def asked() -> Value | None:
            running = self.is_running
            answer = ask()
            if not answer and not running:
                assert self._process is not None
                pytest.fail(
                    f"{self.name} ended with {self._process.returncode} before: {what}\n{self.output[-4000:]}")
            return answer

        return eventually(asked, what, within)

    def signal(self, number: int) -> None:
        """Sends a signal to the program alone."""
        assert self._process is not None
        self._process.send_signal(number)

    def wait(self, within: float = PATIENCE) -> int:
        """The exit status, once it has ended by itself."""
        assert self._process is not None
        try:
            return self._process.wait(within)
        except subprocess.TimeoutExpired:
            pytest.fail(f"{self.name} did not end within {within:g} s\n{self.output[-4000:]}")

    def stop(self) -> int:
        """SIGTERM, and the exit status."""
        if self.is_running:
            self.signal(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        """SIGKILL to the program and everything it started."""
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait(PATIENCE)
