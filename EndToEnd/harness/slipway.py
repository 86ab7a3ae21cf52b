"""The `slipway` program: as a command that ends, and as a server."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .http import Client
from .processes import Child, free_port
from .tools import program


def environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """This process's environment without settings of Slipway's own, so that a test sees only what it sets."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SLIPWAY_")}
    return kept | (extra or {})


@dataclass(frozen=True)
class Result:
    """What a command that has ended left behind."""

    command: tuple[str, ...]
    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON document."""
        try:
            return json.loads(self.stdout)
        except json.JSONDecodeError as error:
            pytest.fail(f"no JSON ({error}) from {self}")

    def __str__(self) -> str:
        return (f"{' '.join(self.command)}\nexit {self.code}\n--- stdout\n{self.stdout[-4000:]}"
                f"\n--- stderr\n{self.stderr[-4000:]}")


class CommandLine:
    """Runs `slipway` with one data folder."""

    def __init__(self, data: Path, cwd: Path):
        self.data = data
        self.cwd = cwd

    def run(
        self, *arguments: str | Path, stdin: str = "", within: float = 120, env: dict[str, str] | None = None,
        data: bool = True,
    ) -> Result:
        """Runs one command to its end, whatever its exit code. `data=False` leaves out `--data`."""
        command = [str(program("slipway")), *map(str, arguments)]
        if data:
            command += ["--data", str(self.data)]
        ended = subprocess.run(
            command, input=stdin, capture_output=True, text=True, cwd=self.cwd, env=environment(env), timeout=within)
        return Result(tuple(command), ended.returncode, ended.stdout, ended.stderr)

    def __call__(self, *arguments: str | Path, code: int = 0, **options: Any) -> Result:
        """As `run`, and fails unless the exit code is the expected one."""
        result = self.run(*arguments, **options)
        if result.code != code:
            pytest.fail(f"expected exit {code}\n{result}")
        return result

    def json(self, *arguments: str | Path, **options: Any) -> Any:
        """What a command prints with `--json`."""
        return self(*arguments, "--json", **options).json


class Server:
    """`slipway serve` or `slipway demo` on loopback, on a port that stays its own across restarts."""

    def __init__(
        self, data: Path, cwd: Path, log: Path,
        verb: str = "serve", arguments: Sequence[str | Path] = (), env: dict[str, str] | None = None,
    ):
        self.data = data
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.client = Client(self.base_url)
        self.command_line = CommandLine(data, cwd)
        self.child = Child(
            [program("slipway"), verb, "--host", "127.0.0.1", "--port", str(self.port), "--data", data, *arguments],
            log=log, cwd=cwd, environment=environment(env))

    def start(self) -> "Server":
        """Starts it and returns once it answers."""
        self.child.start()
        self.child.until(lambda: self.client.answers("/healthz"), f"{self.base_url}/healthz answers 200")
        return self

    def restart(self) -> None:
        """Ends it politely when it still runs, then starts it on the same data and port."""
        if self.child.is_running:
            assert self.stop() == 0, self.child.output
        self.start()

    def kill(self) -> None:
        """`kill -9`, with no chance to write anything more."""
        self.child.kill()

    def stop(self) -> int:
        """SIGTERM, and the exit status."""
        return self.child.stop()

    def link(self, pattern: str = r"http://\S+/enter/\S+") -> str:
        """A link the server prints, by default the one that signs somebody in."""
        return self.child.wait_for(pattern).group(0)

    def as_bearer(self, token: str) -> Client:
        """A client that sends an account's token."""
        return Client(self.base_url, {"Authorization": f"Bearer {token}"})

    def close(self) -> None:
        self.client.close()
        self.child.kill()
