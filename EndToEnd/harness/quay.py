"""The sample harbour of examples/quay: its folder, its commands, and the program that brings it up."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from .http import Client
from .processes import Child, eventually
from .slipway import environment
from .tools import ROOT, program, tool

HERE = ROOT / "examples" / "quay"
COMMANDS = HERE / "commands"
#: The example's own modules; programs of the product are not among them.
sys.path.insert(0, str(HERE))

from harbour import Harbour  # noqa: E402  (it stands with the example)
from office import Refused, Slipway  # noqa: E402, F401


def execute(name: str, *arguments: str | Path, code: int = 0, **env: str) -> str:
    """One of the harbour's commands, as an operator would start it; what it printed."""
    ended = subprocess.run(
        [COMMANDS / name, *map(str, arguments)], capture_output=True, text=True, timeout=60,
        env=environment() | env, stdin=subprocess.DEVNULL)
    assert ended.returncode == code, f"{name} ended with {ended.returncode}\n{ended.stdout}{ended.stderr}"
    return ended.stdout if code == 0 else ended.stderr


class Quay:
    """One harbour in a folder of its own."""

    def __init__(self, folder: Path):
        self.harbour = Harbour(folder)
        self.harbour.prepare()
        self._drivers = 0

    @property
    def service(self) -> Client:
        return self.client_of("quay")

    def client_of(self, name: str) -> Client:
        return Client(self.harbour.address(name))

    @property
    def slipway(self) -> Slipway:
        """What the driver would ask, with the accounts that it has made."""
        return Slipway(self.harbour, program("slipway"))

    def driver(self, *options: str) -> Child:
        """`make bring-up` on this folder, not yet started."""
        self._drivers += 1
        tool("ansible-playbook", package="ansible-core")
        return Child(
            [sys.executable, "-B", HERE / "bring_up.py", self.harbour.folder, *options],
            log=self.harbour.logs / f"driver-{self._drivers}.log",
            environment=environment({"SLIPWAY_BIN": str(program("slipway"))}))

    def bring_up(self, *options: str, within: float = 180) -> str:
        """Runs it to its end and returns what it printed."""
        driver = self.driver(*options)
        driver.start()
        code = driver.wait(within)
        assert code == 0, f"bring-up ended with {code}\n{driver.output}\n{self.last_of_server()}"
        return driver.output

    def last_of_server(self) -> str:
        log = self.harbour.logs / "slipway.log"
        return log.read_text(errors="replace")[-2000:] if log.exists() else ""

    @property
    def server_pid(self) -> int | None:
        """The server that the driver started last, while it lives."""
        return living(self.harbour.folder / "slipway.pid")

    def kill_server(self) -> bool:
        """`kill -9` to the server alone; what it has started goes on. Whether there was one."""
        pid = self.server_pid
        if pid is None:
            return False
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        # By then the driver may have started another one.
        eventually(lambda: self.server_pid != pid, "the server is gone", within=10)
        return True

    def kill_service(self, name: str) -> float:
        """`kill -9` to one of the harbour's services; when that was, by the monotonic clock."""
        run = self.harbour.folder / "tides" / "run" if name == "tides" else self.harbour.live / "run"
        pid = living(run / f"{name}.pid")
        assert pid is not None, f"{name} does not run"
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: living(run / f"{name}.pid") is None, f"{name} is gone", within=10)
        return time.monotonic()

    def technical(self) -> dict[str, str]:
        """Technical readiness by department, as Slipway says it now."""
        status = self.slipway.ask("ada", "/api/v1/status")
        return {one["id"]: one["technical"] for one in status["audiences"]}

    def executions(self) -> list[tuple[str, ...]]:
        """The execution log: time, step, command, digest of its arguments, `begin` or `end:EXIT`."""
        return [tuple(line.split(" ")) for line in self.harbour.executions.read_text().splitlines()]

    def close(self) -> None:
        self.kill_server()
        self.harbour.stop_everything()


def living(pid_file: Path) -> int | None:
    """The process that this file names, unless it has ended."""
    try:
        pid = int(pid_file.read_text())
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, ValueError, IndexError):
        return None
    return None if state in {"Z", "X"} else pid
