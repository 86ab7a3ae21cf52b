"""The way to Slipway: starting its server, asking it, telling it, and keeping what it acknowledged."""

import http.client
import json
import os
import re
import socket
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

from harbour import Harbour, write

#: How long a server may take to start or to come back, in seconds. A busy machine takes a while.
PATIENCE = 60.0


class Gone(Exception):
    """No server answers, and none was to be started."""


class Refused(Exception):
    """Slipway said no, and why."""

    def __init__(self, status: int, told: dict):
        self.status = status
        self.code = str(told.get("type", "")).rpartition(":")[2]
        self.detail = str(told.get("detail", ""))
        super().__init__(f"{status} {self.code}: {self.detail} {told.get('remedy', '')} {told.get('findings', '')}")


class Slipway:
    """One server on the harbour's folder. With `revives` it is started again whenever it is gone."""

    def __init__(self, harbour: Harbour, program: Path, revives: bool = False):
        self.harbour = harbour
        self.program = program
        self.revives = revives
        self.pid_file = harbour.folder / "slipway.pid"
        self.tokens_file = harbour.secrets / "tokens.json"
        self.tokens: dict[str, str] = {}
        if self.tokens_file.exists():
            self.tokens = json.loads(self.tokens_file.read_text())
        self._starting = threading.Lock()
        self._noting = threading.Lock()

    # The server

    def answers(self) -> bool:
        try:
            return self._exchange("GET", "/healthz", None, {}, within=3)[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def start(self) -> bool:
        """Starts it unless it answers; whether it was started. It goes on when whoever started it ends."""
        with self._starting:
            if self.answers():
                return False
            with (self.harbour.logs / "slipway.log").open("ab") as log:
                child = subprocess.Popen(
                    [self.program, "serve", "--data", self.harbour.data, "--host", "127.0.0.1",
                     "--port", str(self.harbour.ports["slipway"]), "--allow-local-targets",
                     "--allowed", self.harbour.allowed],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                    cwd=self.harbour.folder, env=environment())
            write(self.pid_file, f"{child.pid}\n")
            deadline = time.monotonic() + PATIENCE
            while not self.answers():
                if child.poll() is not None:
                    if self.revives:
                        # Somebody killed it before it answered.
                        return True
                    raise Gone(f"slipway serve ended with {child.returncode}; see {self.harbour.logs}/slipway.log")
                if time.monotonic() > deadline:
                    raise Gone(f"slipway serve does not answer within {PATIENCE:g} s")
                time.sleep(0.02)
            return True

    # Asking and telling

    def ask(self, account: str, path: str) -> Any:
        """What it answers to a GET of somebody with an account."""
        return json.loads(self.request("GET", path, account=account)[1])

    def tell(self, account: str, path: str, body: Any, key: str | None = None, method: str = "POST",
             kind: str = "application/json") -> Any:
        """A command of somebody with an account, repeated until it is acknowledged; then it is written down.

        The key makes the repetition harmless; without one the command must be so by itself.
        """
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": kind} | ({"Idempotency-Key": key} if key else {})
        told = json.loads(self.request(method, path, sent, headers, account)[1] or b"{}")
        self.note(account, f"{method} {path}", key)
        return told

    def note(self, account: str, what: str, key: str | None = None) -> None:
        """Writes an acknowledgement down: what was said, by whom, and how far the journal had come."""
        line = {"at": time.time(), "account": account, "what": what, "key": key}
        try:
            status, _, body = self._exchange("GET", "/api/v1/journal/head", None, self.bearer("ada"), within=10)
            if status == 200:
                line["head"] = json.loads(body)
        except (OSError, ValueError, http.client.HTTPException):
            # It was killed between the two; what it acknowledged still counts.
            pass
        with self._noting, self.harbour.acknowledged.open("a") as file:
            file.write(json.dumps(line) + "\n")

    def bearer(self, account: str | None) -> dict[str, str]:
        token = self.tokens.get(account or "")
        return {"Authorization": f"Bearer {token}"} if token else {}

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None,
        account: str | None = None,
    ) -> tuple[dict[str, str], bytes]:
        """One request, sent again while the server is away. Raises `Refused` for answers of 400 and above."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                status, answered, content = self._exchange(method, path, body, (headers or {}) | self.bearer(account))
            except (OSError, http.client.HTTPException):
                self._wait_for_it(deadline)
                continue
            if status == 503 and time.monotonic() < deadline:
                time.sleep(0.2)
                continue
            if status >= 400:
                raise Refused(status, readable(content))
            return answered | {":status": str(status)}, content

    def _wait_for_it(self, deadline: float) -> None:
        if self.revives:
            self.start()
        elif time.monotonic() + PATIENCE - 5 > deadline:
            raise Gone("the server is gone; run the command again and it goes on from here")
        if time.monotonic() > deadline:
            raise Gone(f"the server did not answer within {PATIENCE:g} s")
        time.sleep(0.05)

    def _exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], within: float = 60,
    ) -> tuple[int, dict[str, str], bytes]:
        return exchange(self.harbour.ports["slipway"], method, path, body, headers, within)

    # The command line, which comes in through the socket

    def command(self, *arguments: str | Path, account: str | None = None) -> str:
        """Runs `slipway` to its end, again while the server is away, and returns what it printed."""
        deadline = time.monotonic() + PATIENCE
        env = environment() | ({"SLIPWAY_TOKEN": self.tokens[account]} if account else {})
        while True:
            self.start()
            ended = subprocess.run(
                [self.program, *map(str, arguments), "--data", self.harbour.data],
                capture_output=True, text=True, env=env, stdin=subprocess.DEVNULL, cwd=self.harbour.folder)
            if ended.returncode == 0:
                self.note(account or "local", " ".join(map(str, arguments[:2])))
                return ended.stdout
            if self.answers() or time.monotonic() > deadline:
                raise Refused(ended.returncode, {"detail": ended.stderr.strip()[-2000:]})

    def keep_token(self, account: str, secret: str) -> None:
        with self._noting:
            self.tokens[account] = secret
            write(self.tokens_file, json.dumps(self.tokens))
            self.tokens_file.chmod(0o600)


def exchange(
    port: int, method: str, path: str, body: bytes | None, headers: dict[str, str], within: float = 30,
) -> tuple[int, dict[str, str], bytes]:
    """One request to this machine: status, headers in lower case, body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=within)
    try:
        connection.request(method, path, body, {"Connection": "close"} | headers)
        answer = connection.getresponse()
        content = answer.read()
        found = {name.lower(): value for name, value in answer.getheaders() if name.lower() != "set-cookie"}
        cookies = [value.split(";", 1)[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        return answer.status, found | ({"set-cookie": "; ".join(cookies)} if cookies else {}), content
    except socket.timeout as late:
        raise OSError(f"no answer within {within:g} s") from late
    finally:
        connection.close()


def readable(content: bytes) -> dict:
    try:
        told = json.loads(content)
    except ValueError:
        plain = re.sub(r"<[^>]*>", " ", content.decode(errors="replace"))
        return {"detail": " ".join(plain.split())[:1000]}
    return told if isinstance(told, dict) else {"detail": str(told)}


def environment() -> dict[str, str]:
    """This process's environment without settings of Slipway's own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SLIPWAY_")}
