"""The harbour's folder before Slipway comes: its ports, its old book, its new system's release, its documents.

Everything is laid once and found again: preparing a folder a second time changes nothing.
"""

import hashlib
import json
import os
import random
import re
import socket
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "systems"))

import books  # noqa: E402  (it stands with the systems)

SERVICES = ["slipway", "quay", "old", "tides", "sandbox"]


class Harbour:
    """One folder with everything that belongs to one bring-up."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()
        self.live = self.folder / "live"
        self.sandbox = self.folder / "sandbox"
        self.release = self.folder / "release"
        self.secrets = self.folder / "secrets"
        self.logs = self.folder / "logs"
        self.data = self.folder / "slipway"
        self.executions = self.folder / "executions.log"
        self.acknowledged = self.folder / "acknowledged.jsonl"
        self.document = self.folder / "programme.yaml"
        self.allowed = self.folder / "allowed.yaml"
        self.people = self.folder / "people.csv"
        self.old_base = self.live / "berthbook" / "berthbook.sqlite"
        self.new_base = self.live / "quay.sqlite"
        self.quay_token = self.secrets / "quay.token"
        self.ports: dict[str, int] = {}

    def address(self, service: str) -> str:
        return f"http://127.0.0.1:{self.ports[service]}"

    def prepare(self) -> None:
        """Lays what is not there yet."""
        if not re.fullmatch(r"[A-Za-z0-9/._-]+", f"{self.folder}{HERE}"):
            raise OSError(f"{self.folder}: its name stands in documents and commands; use a-z, 0-9, “.”, “_” and “-”")
        for folder in [self.folder, self.live, self.release / "config", self.logs, self.folder / "home"]:
            folder.mkdir(parents=True, exist_ok=True)
        self.secrets.mkdir(mode=0o700, exist_ok=True)
        self.executions.touch()
        self.acknowledged.touch()
        ports = self.folder / "ports.json"
        if not ports.exists():
            write(ports, json.dumps(dict(zip(SERVICES, free_ports(len(SERVICES))))))
        self.ports = json.loads(ports.read_text())
        if not self.old_base.exists():
            partial = self.old_base.with_name("partial.sqlite")
            partial.unlink(missing_ok=True)
            books.make_old(partial)
            partial.rename(self.old_base)
        self.lay(HERE / "config" / "berthbook.ini.in", self.live / "berthbook" / "berthbook.ini")
        self.lay(HERE / "config" / "quay.ini.in", self.release / "config" / "quay.ini")
        self.lay(HERE / "allowed.yaml.in", self.allowed)
        self.lay(HERE / "people.csv", self.people)
        if not self.document.exists():
            self.lay(HERE / "programme.yaml.in", self.document)

    def lay(self, template: Path, target: Path) -> None:
        text = template.read_text()
        for name, value in self.values().items():
            text = text.replace(f"@{name}@", value)
        if not target.exists() or target.read_text() != text:
            write(target, text)

    def values(self) -> dict[str, str]:
        """What stands between two @ in the templates."""
        ini = self.release / "config" / "quay.ini"
        today = datetime.now(timezone.utc).date()
        tides = f"folder={self.folder}/tides port={self.ports['tides']} commands={HERE}/commands"
        return {
            "DIR": str(self.folder), "LIVE": str(self.live), "SANDBOX": str(self.sandbox),
            "RELEASE": str(self.release), "COMMANDS": str(HERE / "commands"), "ANSIBLE": str(HERE / "ansible"),
            "EXECUTIONS": str(self.executions), "TIDES_VARIABLES": tides,
            "INI_SHA256": hashlib.sha256(ini.read_bytes()).hexdigest() if ini.exists() else "",
            "STARTS": (today - timedelta(days=30)).isoformat(), "TODAY": today.isoformat(),
            "LATER": (today + timedelta(days=30)).isoformat(),
        } | {f"{name.upper()}_PORT": str(port) for name, port in self.ports.items()}

    def command(self, name: str, *arguments: str | Path) -> None:
        """One of the harbour's own commands, done by hand and not by Slipway."""
        subprocess.run([HERE / "commands" / name, *map(str, arguments)], check=True, capture_output=True)

    def start_old(self) -> None:
        """Berthbook has been running for years."""
        self.command("start-service", "berthbook", self.live / "berthbook" / "berthbook.ini",
                     self.live / "berthbook" / "run")

    def stop_everything(self) -> None:
        """Ends the harbour's services, whoever started them."""
        for name, run in [("quay", self.live / "run"), ("quay", self.sandbox / "run"),
                          ("tides", self.folder / "tides" / "run"), ("berthbook", self.live / "berthbook" / "run")]:
            if run.exists():
                self.command("stop-service", name, run)


def write(path: Path, text: str) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text)
    partial.rename(path)


def free_ports(count: int) -> list[int]:
    """Ports below those that the system hands out by itself, so that they are still free after a restart."""
    found: list[int] = []
    for port in random.SystemRandom().sample(range(20_000, 32_000), 12_000):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        found.append(port)
        if len(found) == count:
            return found
    raise OSError("there are no free ports")
