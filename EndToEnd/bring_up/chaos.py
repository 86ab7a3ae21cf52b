"""Random `kill -9` of the server during full bring-ups, and what is true afterwards, counted from outside.

    python EndToEnd/bring_up/chaos.py --kills 100 [--folder DIR] [--seed N]

An undisturbed bring-up is the measure. Then bring-ups are disturbed, each in a folder of its own, until so many kills
have hit a living server. The last line counts:

- `lost`: acknowledgements that the driver wrote down and the journal does not hold: its head of that moment is no
  longer in the chain, or the reply kept under the command's key is gone;
- `twice`: commands of a step that began again, by the commands' own log, after the step's success stood in the journal,
  and successes that stand there twice;
- `different`: bring-ups whose end differs from the undisturbed one, in what the harbour's files and databases hold or
  in what Slipway says of them.
"""

import argparse
import json
import random
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from harness.processes import eventually  # noqa: E402  (found by the line above when run by hand)
from harness.quay import Quay  # noqa: E402

#: Seconds between two kills in the mean, while components are brought up and after that. They come at random, most
#: soon after the last and some late: the longest step, a playbook looked through and played, takes a few seconds in one
#: piece and could never end between regular kills.
GAPS = (4.0, 1.0)
#: Kills in one bring-up at most, so that they meet many of them.
KILLS_EACH = 12
#: Lines that the driver prints; kills begin after a random one of them, so that late steps are met like early ones.
LINES = 16
#: Of the new system's tables, what is not the same each time: when somebody booked, and under which key.
MOMENTARY = {"booked_at", "key"}


@dataclass
class Count:
    """What was found; the notes say where."""

    kills: int = 0
    lost: int = 0
    twice: int = 0
    different: int = 0
    bring_ups: int = 0
    acknowledged: int = 0
    executions: int = 0
    successes: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        return f"kills={self.kills} lost={self.lost} twice={self.twice} different={self.different}"


class Journal:
    """The journal's file, read beside the server and without it."""

    def __init__(self, quay: Quay):
        self.path = quay.harbour.data / "journal.sqlite"

    def query(self, text: str, *values: object) -> list[tuple]:
        base = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)
        try:
            return base.execute(text, values).fetchall()
        finally:
            base.close()

    def moves(self, after: int = 0) -> list[tuple[int, int, str, str, str]]:
        """What happened in runs: sequence, run, event, step, result."""
        found = []
        for sequence, content in self.query(
                "select sequence, bytes from entry where sequence > ? order by sequence", after):
            fact = json.loads(content)["fact"]
            if fact["kind"] != "runMoved":
                found.append((sequence, 0, "", "", ""))
                continue
            body = fact["body"]
            [(event, told)] = body["event"].items()
            step, result = "", ""
            if isinstance(told, dict):
                step = told.get("_0", "") if isinstance(told.get("_0"), str) else ""
                outcome = told.get("_1")
                result = outcome.get("result", "") if isinstance(outcome, dict) else ""
            found.append((sequence, body["run"], event, step, result))
        return found


class Watch(threading.Thread):
    """Notes when each step's success was seen in the journal first. What is in it then has been committed before."""

    def __init__(self, quay: Quay):
        super().__init__(daemon=True)
        self.journal = Journal(quay)
        self.programme = "quay"
        self.seen: dict[str, float] = {}
        self.again: list[str] = []
        self._ended = threading.Event()
        self._read = 0

    def run(self) -> None:
        while not self._ended.is_set():
            self.look()
            self._ended.wait(0.05)

    def look(self) -> None:
        if not self.journal.path.exists():
            return
        try:
            moves = self.journal.moves(after=self._read)
        except sqlite3.Error:
            # It is being made, or its writer was killed this moment.
            return
        now = time.time()
        for sequence, run, event, step, result in moves:
            self._read = sequence
            if event == "ended" and result in {"done", "unchanged"}:
                name = f"{self.programme}/{run}/{step}"
                if name in self.seen:
                    self.again.append(f"{name} succeeded twice in the journal, again as {sequence}")
                else:
                    self.seen[name] = now

    def end(self) -> None:
        self._ended.set()
        self.join(10)
        self.look()


class Chaos:
    """Kills, bring-up after bring-up, until there were enough."""

    def __init__(self, folder: Path, kills: int, seed: int):
        self.folder = folder
        self.wanted = kills
        self.random = random.Random(seed)
        self.count = Count()

    def run(self) -> Count:
        quay = Quay(self.folder / "undisturbed")
        try:
            began = time.monotonic()
            quay.bring_up()
            print(f"undisturbed: {time.monotonic() - began:.1f} s", flush=True)
            reference = final_state(quay)
        finally:
            quay.close()
        while self.count.kills < self.wanted:
            self.disturb(self.count.bring_ups + 1, reference)
        return self.count

    def disturb(self, number: int, reference: dict) -> None:
        quay = Quay(self.folder / f"disturbed-{number}")
        watch = Watch(quay)
        watch.start()
        driver = quay.driver("--revive")
        began, kills = time.monotonic(), 0
        try:
            driver.start()
            quiet, wanted = self.random.randrange(LINES), min(KILLS_EACH, self.wanted - self.count.kills)
            while driver.is_running:
                said = driver.output
                if kills == wanted or len(said.splitlines()) < quiet:
                    time.sleep(0.05)
                    continue
                # The moment of the kill is what is being tried out, so it is drawn and not waited for.
                time.sleep(0.05 + self.random.expovariate(1 / GAPS["brought up:" in said]))
                if driver.is_running and quay.kill_server():
                    kills += 1
            self.count.bring_ups += 1
            self.count.kills += kills
            if driver.wait() != 0:
                self.found("different", f"bring-up {number} did not come to its end:\n{driver.output[-2000:]}"
                                        f"\n{quay.last_of_server()}")
                return
            eventually(lambda: not list((quay.harbour.live / "spool").glob("*.json")), "the spool is empty")
            watch.end()
            differences = compare(reference, final_state(quay))
            if differences:
                self.found("different", f"bring-up {number}: " + "; ".join(differences))
            self.judge(quay, watch)
            print(f"bring-up {number}: {kills} kills after {quiet} lines, {time.monotonic() - began:.1f} s, "
                  f"so far {self.count.line}", flush=True)
        finally:
            watch.end()
            driver.kill()
            quay.close()
        if not self.count.notes:
            shutil.rmtree(quay.harbour.folder, ignore_errors=True)

    def found(self, what: str, note: str) -> None:
        setattr(self.count, what, getattr(self.count, what) + 1)
        self.count.notes.append(f"{what}: {note}")

    def judge(self, quay: Quay, watch: Watch) -> None:
        for note in lost(quay):
            self.found("lost", note)
        for note in [*watch.again, *twice(quay.executions(), watch.seen)]:
            self.found("twice", note)
        self.count.acknowledged += len(quay.harbour.acknowledged.read_text().splitlines())
        self.count.executions += len(quay.executions()) // 2
        self.count.successes += len(watch.seen)


def lost(quay: Quay) -> list[str]:
    """Acknowledgements that the journal's file does not hold."""
    journal = Journal(quay)
    hashes = {sequence: bytes(digest).hex() for sequence, digest in journal.query("select sequence, hash from entry")}
    kept = {key for (key,) in journal.query("select key from reply")}
    notes = []
    for line in quay.harbour.acknowledged.read_text().splitlines():
        told = json.loads(line)
        head = told.get("head")
        if head and hashes.get(head["sequence"]) != head["hash"]:
            notes.append(f"{told['account']} {told['what']}: the journal no longer holds {head}")
        if told["key"] and told["key"] not in kept:
            notes.append(f"{told['account']} {told['what']}: nothing is kept under {told['key']}")
    return notes


def twice(executions: list[tuple[str, ...]], seen: dict[str, float]) -> list[str]:
    """Commands of a step that began before its success and began again after it."""
    before: set[tuple[str, ...]] = set()
    notes = []
    for stamp, step, name, digest, what in executions:
        if what != "begin" or step not in seen:
            continue
        began = datetime.fromisoformat(stamp).timestamp()
        if began <= seen[step]:
            before.add((step, name, digest))
        elif (step, name, digest) in before:
            notes.append(f"{name} of {step} began at {stamp}, {began - seen[step]:.3f} s after the step's success")
    return notes


def final_state(quay: Quay) -> dict:
    """What there is at the end, without times, folders and ports."""
    harbour = quay.harbour

    def plain(text: str) -> str:
        for name, port in harbour.ports.items():
            text = text.replace(f":{port}", f":{name}").replace(f"= {port}", f"= {name}")
        return text.replace(str(harbour.folder), "DIR")

    ask = quay.slipway.ask
    status = ask("ada", "/api/v1/status")
    people = ask("ada", "/api/v1/everyone?list=true")["people"]
    lessons = {
        one["personnel"]: [(lesson["id"], lesson["state"], lesson["attempts"])
                           for lesson in ask("ada", f"/api/v1/people/{one['personnel']}")["lessons"]]
        for one in people}
    return {
        "quay": rows(harbour.new_base), "berthbook": rows(harbour.old_base),
        "address": (harbour.live / "address").read_text(),
        "configuration": plain((harbour.live / "config" / "quay.ini").read_text()),
        "order sheet": (harbour.live / "sheets" / "orders.txt").read_text(),
        "archive": (harbour.live / "archive" / "berthbook.sql.sha256").read_text(),
        "sandbox": harbour.sandbox.exists(),
        "people": sorted((one["personnel"], one["column"]) for one in people), "lessons": lessons,
        "departments": [(one["id"], one["verdict"], one["technical"], one["technicalMet"], one["people"], one["live"])
                        for one in status["audiences"]],
        "waves": [(one["id"], one["phase"]) for one in status["waves"]],
        "revision": status["revision"],
        "runs": [run_of(ask("ada", f"/api/v1/runs/{run['number']}")) for run in ask("ada", "/api/v1/runs")["runs"]],
    }


def run_of(run: dict) -> tuple:
    """A step that a crash made look again at what it had done already is done, too."""
    states = {"unchanged": "done"}
    return (run["number"], run["kind"], run["state"],
            [(step["id"], states.get(step["state"], step["state"])) for step in run["steps"]])


def rows(path: Path) -> dict[str, list[tuple]]:
    """Every table of a database, whole, but for what is momentary."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        found = {}
        for (table,) in base.execute("select name from sqlite_master where type = 'table' order by name").fetchall():
            columns = [name for _, name, *_ in base.execute(f"pragma table_info({table})") if name not in MOMENTARY]
            found[table] = sorted(base.execute(f"select {', '.join(columns)} from {table}").fetchall(), key=repr)
        return found
    finally:
        base.close()


def compare(reference: dict, found: dict) -> list[str]:
    return [f"{name} is {str(found[name])[:600]} and not {str(value)[:600]}"
            for name, value in reference.items() if found[name] != value]


def main() -> int:
    parser = argparse.ArgumentParser(description="Kills the server at random during full bring-ups, and counts.")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--folder", type=Path, help="keeps everything there; else it goes when nothing was found")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="quay-chaos-"))
    began = time.monotonic()
    count = Chaos(folder, options.kills, options.seed).run()
    for note in count.notes:
        print(note)
    print(f"{count.bring_ups} bring-ups, {count.acknowledged} acknowledgements, {count.executions} executions, "
          f"{count.successes} steps seen to succeed, "
          f"{time.monotonic() - began:.0f} s, seed {options.seed}")
    print(count.line)
    if count.notes:
        print(f"what was found lies in {folder}", file=sys.stderr)
        return 1
    if not options.folder:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
