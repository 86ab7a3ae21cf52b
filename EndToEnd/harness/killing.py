"""A server that is killed again and again while somebody writes to it."""

import random
import re
import threading
import time
from dataclasses import dataclass

import requests

from .ferry import DECK, Ferry
from .http import Client


@dataclass(frozen=True)
class Write:
    """One command with its idempotency key, and the mark by which its entry is known again."""

    key: str
    path: str
    body: dict
    kind: str


class Killing:
    """Commands with keys from one client, kills at random moments from the other side, and the count afterwards."""

    def __init__(self, ferry: Ferry, seed: int):
        self.ferry = ferry
        self.random = random.Random(seed)
        self.seed = seed
        self.acknowledged: dict[str, dict] = {}
        self.unsure: list[Write] = []
        self._sent = 0
        self._ended = threading.Event()

    def survive(self, kills: int) -> None:
        """Kills the server so many times, checking all that was promised after every restart."""
        for _ in range(kills):
            self._ended.clear()
            writer = threading.Thread(target=self._write)
            writer.start()
            # The moment of the kill is what is being tried out, so it is drawn and not waited for.
            time.sleep(self.random.uniform(0.02, 0.4))
            self.ferry.server.kill()
            self._ended.set()
            writer.join(30)
            assert not writer.is_alive()
            self.ferry.server.restart()
            self._repeat()
            self._count()

    def _next(self) -> Write:
        self._sent += 1
        key = f"kill-{self.seed}-{self._sent}"
        match self.random.randrange(4):
            case 0:
                colour = self.random.choice(["green", "amber", "red"])
                return Write(key, "/api/v1/claims", {"audience": "deck", "colour": colour}, "claimed")
            case 1:
                body = {"person": self.random.choice(DECK), "owner": "dora", "reason": key, "lasting": "30d"}
                return Write(key, "/api/v1/exceptions", body, "excepted")
            case _:
                body = {"subject": "signed", "verdict": "passed", "detail": f"word {key}."}
                return Write(key, "/api/v1/attestations", body, "evidence")

    def _write(self) -> None:
        client = self.ferry.client("maren")
        try:
            while not self._ended.is_set():
                write = self._next()
                if not self._send(client, write):
                    self.unsure.append(write)
                    return
        finally:
            client.close()

    def _send(self, client: Client, write: Write) -> bool:
        """Whether the server acknowledged it."""
        try:
            answer = client.post(write.path, json=write.body, headers={"Idempotency-Key": write.key})
        except requests.RequestException:
            return False
        assert answer.status_code == 200, answer.text
        earlier = self.acknowledged.setdefault(write.key, answer.json() | {"kind": write.kind})
        assert earlier == answer.json() | {"kind": write.kind}, "a command sent again was answered differently"
        return True

    def _repeat(self) -> None:
        """Whoever got no answer sends the same again: then it has happened, and once."""
        client = self.ferry.client("maren")
        for write in self.unsure:
            assert self._send(client, write)
        self.unsure.clear()
        client.close()

    def _count(self) -> None:
        slipway = self.ferry.slipway
        slipway("journal", "verify")
        entries: list[dict] = []
        while page := slipway.json(
                "journal", "show", "--after", str(len(entries)), "--limit", "2000")["entries"]:
            entries += page
        assert [entry["sequence"] for entry in entries] == list(range(1, len(entries) + 1))
        written = [entry for entry in entries if entry["by"] == "maren"]
        words = [key for entry in written for key in re.findall(r"word (kill-\d+-\d+)\.", entry["sentence"])]
        assert len(words) == len(set(words)), "a command stands twice in the journal"
        attested = {key: reply for key, reply in self.acknowledged.items() if reply["kind"] == "evidence"}
        assert set(words) == set(attested)
        for key, reply in attested.items():
            assert f"word {key}." in entries[reply["sequence"] - 1]["sentence"]
        for kind in ["claimed", "excepted"]:
            count = sum(reply["kind"] == kind for reply in self.acknowledged.values())
            assert sum(entry["kind"] == kind for entry in written) == count
        ledger = slipway.json("everyone")
        columns = ["live", "scheduled", "held", "excepted", "uncovered"]
        assert sum(ledger[column] for column in columns) == ledger["headcount"] == 16
