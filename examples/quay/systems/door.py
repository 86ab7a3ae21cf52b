"""Quay's front door: asks Slipway who is let in, by OpenFeature's remote evaluation, and reports what people did."""

import json
import os
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

#: Whoever set a proxy for this machine did not mean loopback.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Word:
    """What the door says of one person."""

    open: bool
    status: int
    reason: str


class Door:
    """Lets in whom Slipway names, asking each time; when it cannot be asked, nobody."""

    def __init__(self, slipway: str, token: Path, system: str):
        self.slipway = slipway.rstrip("/")
        self.token = token
        self.system = system

    def ask(self, person: str) -> Word:
        body = json.dumps({"context": {"targetingKey": person}}).encode()
        try:
            told = post(f"{self.slipway}/ofrep/v1/evaluate/flags/{self.system}", body, self.token, within=3)
            allowed = told.get("value") is True
            reason = str(told.get("metadata", {}).get("sentence", ""))
        except (OSError, ValueError, AttributeError):
            return Word(False, 503, "Slipway cannot be asked now who is let in, so nobody is. Try again in a moment.")
        return Word(allowed, 200 if allowed else 403, reason or "You are not let in yet.")


class Spool:
    """Events on their way to Slipway: one file each, gone only when Slipway has acknowledged it.

    An event's id is made from what it tells, so sending it again changes nothing.
    """

    def __init__(self, folder: Path, slipway: str, token: Path, system: str):
        self.folder = folder
        self.slipway = slipway.rstrip("/")
        self.token = token
        self.system = system
        self._wake = threading.Event()
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, identity: str, person: str, metric: str) -> None:
        """Keeps one event until it is sent. Returns once it is on the disk."""
        event = {"id": identity, "at": now(), "system": self.system, "person": person, "metric": metric}
        name = f"{time.time_ns():020}-{threading.get_ident()}"
        partial = self.folder / f"{name}.part"
        with partial.open("w") as file:
            file.write(json.dumps(event))
            file.flush()
            os.fsync(file.fileno())
        partial.rename(self.folder / f"{name}.json")
        self._wake.set()

    def start(self) -> None:
        threading.Thread(target=self._send_for_ever, daemon=True).start()

    def send(self) -> bool:
        """Sends what lies there, oldest first; whether nothing is left."""
        files = sorted(self.folder.glob("*.json"))[:500]
        if not files:
            return True
        events = [json.loads(file.read_text()) for file in files]
        post(f"{self.slipway}/api/v1/events", json.dumps({"events": events}).encode(), self.token, within=10)
        for file in files:
            file.unlink()
        return not any(self.folder.glob("*.json"))

    def _send_for_ever(self) -> None:
        while True:
            self._wake.clear()
            try:
                done = self.send()
            except (OSError, ValueError):
                done = False
            # Slipway may be away for a while; what lies here waits.
            self._wake.wait(5 if done else 0.2)


def post(address: str, body: bytes, token: Path, within: float) -> dict:
    """The answer to a request with our token. Raises `OSError` or `ValueError` where there is none that says 200."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token.read_text().strip()}"}
    request = urllib.request.Request(address, body, headers)
    with _opener.open(request, timeout=within) as answer:
        return json.loads(answer.read())


def now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
