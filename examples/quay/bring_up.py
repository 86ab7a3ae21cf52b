#!/usr/bin/python3
"""From an empty folder to the first wave at work: `make bring-up DIR=…`.

    bring_up.py DIR [--revive] [--until STEP]

Every step asks Slipway first what is still missing, so the same command goes on where an earlier one ended, whoever was
killed in between. --revive starts the server again whenever it is gone; --until ends after one of the steps below.
SLIPWAY_BIN names the program.
"""

import argparse
import fcntl
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from classroom import Classroom
from harbour import HERE, Harbour, write
from knowledge import Knowledge, Short, describe
from office import PATIENCE, Gone, Refused, Slipway
from staff import Page, Person, at_quay, everybody

#: Who has an account, in which role.
CAST = {
    "ada": {"role": "programme-manager"}, "rolf": {"role": "rollout-manager"}, "edda": {"role": "executive"},
    "hanna": {"role": "department-head", "audiences": ["harbour-office"]},
    "piet": {"role": "department-head", "audiences": ["pilots"]},
    "tess": {"role": "department-head", "audiences": ["tugs"]},
}
#: Tests that Slipway executes itself.
TESTS = ["dues", "booking", "high-waters", "sheet"]
#: What is done, in this order; each is a method that looks first whether it has been done.
STEPS = [
    "lay-the-ground", "serve", "begin", "admit-staff", "bring-components-up", "agree", "run-tests", "import-suite",
    "walk-through", "teach", "move-the-book", "prove-dark", "rehearse", "release", "decide", "cut-over", "look-around",
    "close",
]
WAVE, FIRST, OTHERS = "office", "harbour-office", ["pilots", "tugs"]
OBJECT = "book"


class BringUp:
    """One bring-up, from whatever has been reached already."""

    def __init__(self, harbour: Harbour, slipway: Slipway):
        self.harbour = harbour
        self.slipway = slipway
        self.known = Knowledge(slipway)
        self.began = time.monotonic()

    def run(self, until: str | None = None) -> None:
        for step in STEPS:
            getattr(self, step.replace("-", "_"))()
            if step == until:
                return

    def say(self, text: str) -> None:
        print(f"{time.monotonic() - self.began:6.1f} s  {text}", flush=True)

    def until(self, ask: Callable[[], object], what: str, act: Callable[[], object] = lambda: None) -> object:
        """Asks until it is so, and does what is still wanted in between."""
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = ask()
            if answer:
                return answer
            if time.monotonic() > deadline:
                raise Short(f"not within {PATIENCE:g} s: {what}")
            act()
            time.sleep(0.1)

    # The ground

    def lay_the_ground(self) -> None:
        self.harbour.prepare()
        self.harbour.start_old()
        self.say(f"the harbour: Berthbook answers on {self.harbour.address('old')}/")

    def serve(self) -> None:
        started = self.slipway.start()
        self.say(f"slipway serve {'answers' if started else 'answers already'} on {self.harbour.address('slipway')}")

    def begin(self) -> None:
        """The document and the list of people, while nobody has an account yet, by whoever sits at the machine."""
        if "ada" not in self.slipway.tokens:
            # The same document again changes nothing.
            self.slipway.command("apply", self.harbour.document, "--yes")
            self.grant("ada", by_hand=True)
        told = self.slipway.ask("ada", "/api/v1/revisions")
        if told.get("document", "").strip() != self.harbour.document.read_text().strip():
            self.slipway.command("apply", self.harbour.document, "--yes", account="ada")
        if self.slipway.ask("ada", "/api/v1/everyone")["headcount"] != len(everybody(self.harbour)):
            self.slipway.command("import", "people", self.harbour.people, account="ada")
        self.say(f"the programme is in force, and {len(everybody(self.harbour))} people are known")

    def admit_staff(self) -> None:
        for account in CAST:
            if account not in self.slipway.tokens:
                self.grant(account)
        if not self.harbour.quay_token.exists():
            told = self.slipway.tell("ada", "/api/v1/accounts", {
                "account": "quay", "role": "integration", "systems": ["quay", "berthbook"], "kind": "token"})
            write(self.harbour.quay_token, told["secret"])
            self.harbour.quay_token.chmod(0o600)
        self.say(f"{', '.join(CAST)} have accounts, and so has Quay")

    def grant(self, account: str, by_hand: bool = False) -> None:
        if by_hand:
            printed = self.slipway.command("account", "add", account, "--role", CAST[account]["role"], "--json")
            secret = re.search(r'"secret"\s*:\s*"([^"]+)"', printed)
            if not secret:
                raise Short("no secret was printed for ada")
            self.slipway.keep_token(account, secret.group(1))
            return
        told = self.slipway.tell("ada", "/api/v1/accounts", {"account": account, "kind": "token"} | CAST[account])
        self.slipway.keep_token(account, told["secret"])

    # The implementation

    def bring_components_up(self) -> None:
        run = self.carry_out("bring-up", {"procedure": "bring-up"}, by="ada")
        steps = {step["id"]: step["state"] for step in run["steps"]}
        self.say("brought up: " + ", ".join(f"{step} {state}" for step, state in steps.items()))

    def agree(self) -> None:
        self.approve("agreed", by="edda")
        self.say("edda agrees to the programme")

    def run_tests(self) -> None:
        for test in TESTS:
            if not self.known.holds("test", test):
                told = self.slipway.tell("ada", "/api/v1/runs", {"subject": test})
                if not told["passed"]:
                    raise Short(f"the test “{test}” failed: {told['detail']}")
        self.say(f"tests of our own pass: {', '.join(TESTS)}")

    def import_suite(self) -> None:
        """A real run of Quay's own suite, and its report."""
        report = self.harbour.logs / "suite.xml"
        if not self.known.holds("test", "suite"):
            ended = subprocess.run(
                [sys.executable, "-B", "-m", "pytest", "--rootdir", HERE, "-c", os.devnull, "-p", "no:cacheprovider",
                 "-q", f"--junitxml={report}", HERE / "tests"],
                capture_output=True, text=True, env=os.environ | {"QUAY_URL": self.harbour.address("quay")})
            if ended.returncode:
                raise Short(f"Quay's suite fails:\n{ended.stdout[-3000:]}{ended.stderr[-1000:]}")
            self.slipway.tell("ada", "/api/v1/test-reports?name=suite.xml", report.read_bytes(), kind="application/xml")
        self.say("Quay's own suite has passed in pytest, and its report is in")

    def walk_through(self) -> None:
        """A script gone through by one and confirmed by another."""
        if not self.known.holds("test", "walkthrough"):
            seen = [{"passed": True, "note": "berth and dues shown"}, {"passed": True, "note": "numbered and freed"}]
            script = "/api/v1/scripts/walkthrough"
            self.slipway.tell("hanna", f"{script}/performances", {"lines": seen}, key=self.key("perform"))
            self.slipway.tell("ada", f"{script}/confirmations", {"agrees": True}, key=self.key("confirm"))
        self.say("hanna has gone through a morning at the desk, and ada has confirmed it")

    # People

    def teach(self) -> None:
        """Everybody takes the lesson of their department, each on their own page."""
        count = Classroom(self.harbour, self.slipway, self.known).teach()
        self.say(f"{count} people have practised in Quay and passed their lesson")

    # The data

    def move_the_book(self) -> None:
        if not self.known.last_run("load"):
            self.carry_out("load", {"procedure": "load", "object": OBJECT}, by="ada")
        self.sign()
        self.say("the book has moved, its totals agree, and hanna has signed for it")

    def sign(self) -> None:
        """The owner's word on the last load, wherever it is still wanting."""
        if self.known.criterion(FIRST, "book-proven"):
            return
        try:
            self.slipway.tell(
                "hanna", "/api/v1/attestations",
                {"subject": OBJECT, "verdict": "passed", "detail": "looked through, entry by entry"})
        except Refused as refused:
            # A load that does not agree cannot be signed for; its run says so.
            if refused.status != 409:
                raise

    def prove_dark(self) -> None:
        if not self.known.holds("dark", "quay"):
            told = self.slipway.tell("ada", "/api/v1/runs", {"subject": "dark:quay"})
            if not told["passed"]:
                raise Short(f"Quay does not refuse: {told['detail']}")
        self.say("Quay is live and dark: it answers, and somebody who is not entitled is refused")

    # The cutover

    def rehearse(self) -> None:
        if not self.known.last_run("rehearsal"):
            self.carry_out("rehearsal", {"procedure": "rehearsal", "wave": WAVE}, by="rolf")
        self.sign()
        self.say("the cutover has been rehearsed in a copy")

    def release(self) -> None:
        self.approve("released", by="edda")
        self.approve(WAVE, by="rolf")
        self.say("edda has released it, and rolf has agreed that the first wave may open")

    def decide(self) -> None:
        """The board's word on the first department, and whatever its gate still lacks."""
        began = time.monotonic()

        def act() -> None:
            # Something may have failed since the board has spoken: then it is asked once more, but not all the time.
            turn = str(int(time.monotonic() - began) // 5)
            for member in ["ada", "edda"]:
                self.slipway.tell(
                    member, "/api/v1/votes", {"audience": FIRST, "answer": "go"}, key=self.key("vote", member, turn))

        self.until(lambda: self.known.gate(FIRST)["verdict"] == "GO", f"the gate of {FIRST} is GO", act)
        self.say("the board says go, and the gate of the harbour office is GO")

    def cut_over(self) -> None:
        if not self.known.last_run("cutover"):
            self.carry_out("cutover", {"procedure": "cutover", "wave": WAVE}, by="rolf")
        self.until(lambda: self.known.wave(WAVE)["phase"] in {"open", "hypercare", "closed"}, "the first wave is open")
        self.say("the cutover is over, and the harbour office's wave is open")

    def look_around(self) -> None:
        """Somebody of the first wave books a berth in Quay; somebody of the second is told why not yet."""
        people = everybody(self.harbour)
        inside, outside = (next(one for one in people if one.unit == unit) for unit in [FIRST, OTHERS[0]])
        page = self.until(lambda: self.let_in(inside), f"{inside.personnel} is let into Quay")
        # Their own bookings stand above the form.
        if "Gorse" not in page.words.partition("Book a berth")[0]:
            order = {"ship": "Gorse", "berth": "C2", "arrives": "2028-01-10", "leaves": "2028-01-12",
                     "key": f"first-{inside.personnel}"}
            self.until(lambda: self.visit(inside) and at_quay(self.harbour, inside, "/bookings", order)[0] == 303,
                       "Quay takes the first booking")
        self.say(f"{inside.login} of the harbour office has booked a berth in Quay")
        status, page = self.until(lambda: self.visit(outside), "Quay asks Slipway")
        if status != 403:
            raise Short(f"Quay answers {status} to {outside.login}, who is not let in yet")
        reason = page.words.rpartition("Not in Quay yet")[2].partition("Go on in Berthbook")[0].strip()
        self.say(f"{outside.login} of the pilots is refused: {reason}")

    def let_in(self, person: Person) -> Page | None:
        visit = self.visit(person)
        return visit[1] if visit and visit[0] == 200 else None

    def visit(self, person: Person) -> tuple[int, Page] | None:
        """What Quay says to somebody at its front door; nothing while it cannot ask Slipway."""
        status, page = at_quay(self.harbour, person, "/")
        if status == 503:
            self.slipway.ask("ada", "/api/v1/journal/head")
            return None
        return status, page

    def close(self) -> None:
        """The gate, and the evidence it stands on."""
        gate = self.known.gate(FIRST)
        print(f"\n{gate['name']}: {gate['verdict']}", flush=True)
        for criterion in gate["criteria"]:
            stood = ", ".join(f"#{one['sequence']} {one['kind']}" for one in criterion["evidence"])
            print(f"  {criterion['standing']:8} {criterion['axis']:9} {criterion['id']} [{stood}]")
            for sentence in criterion["sentences"]:
                print(f"           {sentence}")
        for audience in OTHERS:
            print(f"{self.known.gate(audience)['name']}: {self.known.gate(audience)['verdict']}")
        if gate["verdict"] != "GO":
            raise Short("the gate of the harbour office is not GO")

    # By whom and how

    def key(self, *words: str) -> str:
        return "bring-up-" + "-".join(words)

    def approve(self, subject: str, by: str) -> None:
        """An approval; said again it changes nothing."""
        self.slipway.tell(by, "/api/v1/approvals", {"subject": subject}, key=self.key("approve", subject))

    # Runs

    def carry_out(self, kind: str, order: dict, by: str) -> dict:
        """Orders a procedure unless one is under way, plays the owners, and waits for its end."""
        mine = [run for run in self.known.runs() if run["kind"] == kind]
        if not mine or (not mine[-1]["isOpen"] and mine[-1]["state"] != "succeeded"):
            told = self.slipway.tell(by, "/api/v1/runs", order, key=self.key(kind, str(len(mine))))
            self.say(f"ordered: {kind}, run {told['run']}")
        deadline = time.monotonic() + 10 * PATIENCE
        while True:
            run = [run for run in self.known.runs() if run["kind"] == kind][-1]
            run = self.slipway.ask("ada", f"/api/v1/runs/{run['number']}")
            if not run["isOpen"]:
                break
            if run["state"] == "stuck" or time.monotonic() > deadline:
                raise Short(f"run {run['number']} is {run['state']}: {describe(run)}")
            self.play_owners(run)
            if kind == "cutover":
                self.sign()
            time.sleep(0.1)
        if run["state"] != "succeeded":
            raise Short(f"run {run['number']} ended: {run['state']}: {describe(run)}")
        return run

    def play_owners(self, run: dict) -> None:
        """Owners see that it is their turn, and say when what they confirm is done."""
        for step in run["steps"]:
            if not step["awaitsOwner"]:
                continue
            for move in ["acknowledge", "done"]:
                if move == "acknowledge" and step.get("acknowledgedBy"):
                    continue
                try:
                    self.slipway.tell(
                        step["owner"], f"/api/v1/runs/{run['number']}/moves",
                        {"move": move, "step": step["id"]},
                        key=self.key(move, str(run["number"]), step["id"]))
                except Refused as refused:
                    # Said before the server was killed, and answered after: it stands already.
                    if refused.status != 409:
                        raise
            self.say(f"{step['owner']}: “{step['name']}” is done")


def program() -> Path:
    chosen = os.environ.get("SLIPWAY_BIN")
    if not chosen:
        raise Short("SLIPWAY_BIN names the slipway program; `make bring-up DIR=…` sets it")
    return Path(chosen).resolve()


def main() -> int:
    parser = argparse.ArgumentParser(description="Brings the sample harbour up, from an empty folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--revive", action="store_true", help="start the server again whenever it is gone")
    parser.add_argument("--until", choices=STEPS, help="end after this step")
    options = parser.parse_args()
    harbour = Harbour(options.folder)
    try:
        harbour.prepare()
        # Two at once would take each other's steps for their own.
        lock = open(harbour.folder / "bring-up.lock", "w")
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        BringUp(harbour, Slipway(harbour, program(), options.revive)).run(options.until)
    except BlockingIOError:
        print("bring-up: another one is at work in this folder; wait for its end", file=sys.stderr, flush=True)
        return 75
    except (Short, Gone, Refused, OSError) as reason:
        print(f"bring-up: {reason}", file=sys.stderr, flush=True)
        return 75 if isinstance(reason, Gone) else 1
    print(f"bring-up: done; Slipway goes on at {harbour.address('slipway')}, Quay at {harbour.address('quay')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
