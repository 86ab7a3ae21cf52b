"""Many people take one lesson within minutes, each through its pages, against a server of their own.

Usage: load.py SLIPWAY [--people 5000] [--minutes 10] [--wrong 20] [--seed 1] [--limit 100]

Starts SLIPWAY on a new folder, makes the people and an account for each, and then sends them in, evenly over the
minutes: one's own page, the lesson, the answers handed in, one's own page again. So many per cent of them answer
wrongly first. A request is sent when it is due, whatever became of those before it, and its time is taken from then
on, so a server that falls behind is not measured kindly. Afterwards every score that a page said and every attempt in
the journal is compared with what each person ticked. Ends with one line; exit status 1 when a score is wrong, a page
failed, or the 99th percentile of all pages is above the limit in milliseconds.
"""

import argparse
import asyncio
import html
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

QUESTIONS = 12
DRAWN = 5
DOCUMENT = f"""slipway: 1
programme: load
name: Many people and one lesson (synthetic)
starts: 2020-01-06
systems: [{{id: register, role: new}}]
units: [{{id: unit-0}}, {{id: unit-1}}, {{id: unit-2}}, {{id: unit-3}}, {{id: unit-4}}]
audiences:
{"".join(f"  - {{id: audience-{n}, units: [unit-{n}]}}{chr(10)}" for n in range(5))}implementation:
  phases: [{{id: build}}]
  items: [{{id: done, phase: build, estimate: 1d, done-by: attestation}}]
  lessons:
    - id: register
      name: The register
      text: |
        ## Read this
{"".join(f"{chr(10)}        Purpose {n} is what thing {n} is for, and nothing else is.{chr(10)}" for n in range(1, QUESTIONS + 1))}
      questions:
{"".join(f"        - {{ask: What is thing {n} for?, options: [Purpose {n}, Something else, Nothing], answers: [Purpose {n}]}}{chr(10)}" for n in range(1, QUESTIONS + 1))}      draw: {DRAWN}
      pass-mark: 80 %
      expires: 90d
readiness:
  technical: [{{id: finished, item: done}}]
  people: [{{id: taught, lesson: register, share: 90 %}}]
rollout:
  system: register
  waves: [{{id: all, audiences: [audience-0, audience-1, audience-2, audience-3, audience-4], opens: 2099-01-05,
           approver: boss, conditions: [{{lesson: register}}]}}]
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server on a folder of its own, with its programme, its people and their accounts."""

    def __init__(self, program: Path, folder: Path, people: int):
        self.program, self.data, self.people = program, folder / "data", people
        (folder / "programme.yaml").write_text(DOCUMENT)
        rows = [f"L{n:05},Person {n},l{n}@load.example,l{n},unit-{n % 5}" for n in range(1, people + 1)]
        (folder / "people.csv").write_text("\n".join(["number,name,email,login,unit", *rows]) + "\n")
        self.run("apply", folder / "programme.yaml", "--yes")
        self.run("import", "people", folder / "people.csv")
        manager = self.run("account", "add", "manager", "--role", "programme-manager", "--json")
        self.manager = json.loads(manager)["secret"]
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [program, "serve", "--data", self.data, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=(folder / "log").open("w"))

    def run(self, *arguments) -> str:
        ended = subprocess.run(
            [self.program, *map(str, arguments), "--data", str(self.data)], capture_output=True, text=True, check=False)
        if ended.returncode:
            raise SystemExit(f"slipway {' '.join(map(str, arguments))}: {ended.stderr}")
        return ended.stdout

    async def answers(self) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            for _ in range(600):
                try:
                    if (await client.get(self.address + "/healthz")).status_code == 200:
                        return
                except httpx.TransportError:
                    await asyncio.sleep(0.1)
        raise SystemExit("the server does not answer")

    async def enrol(self) -> list[tuple[int, str]]:
        """Everybody's number and token."""
        async with httpx.AsyncClient(
                base_url=self.address, headers={"Authorization": f"Bearer {self.manager}"}, trust_env=False, timeout=60) as client:
            listed = (await client.get("/api/v1/everyone?list=true")).json()["people"]
            gate = asyncio.Semaphore(8)

            async def one(person: dict) -> tuple[int, str]:
                body = {"account": f"p{person['number']}", "role": "participant", "person": f"#{person['number']}", "kind": "token"}
                async with gate:
                    granted = await client.post("/api/v1/accounts", json=body)
                assert granted.status_code == 200, granted.text
                return person["number"], granted.json()["secret"]

            return list(await asyncio.gather(*(one(person) for person in listed)))

    def attempts(self) -> dict[int, list[tuple[int, int, bool]]]:
        """What the journal says of everybody's attempts, in order."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        found: dict[int, list[tuple[int, int, bool]]] = {}
        base = next(path for path in self.data.iterdir() if path.read_bytes()[:15] == b"SQLite format 3")
        with sqlite3.connect(f"file:{base}?mode=ro", uri=True) as journal:
            for (entry,) in journal.execute("SELECT bytes FROM entry ORDER BY sequence"):
                fact = json.loads(entry)["fact"]
                if fact["kind"] == "lessonAttempted":
                    body = fact["body"]
                    found.setdefault(body["person"], []).append((body["right"], body["asked"], body["passed"]))
        return found


FIELDSET = re.compile(r"<fieldset>(.*?)</fieldset>", re.S)
OPTION = re.compile(r'name="(question-\d+)" value="(\d+)".*?<label[^>]*>(.*?)</label>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


class Load:
    def __init__(self, client: httpx.AsyncClient, wrong: int, seed: int):
        self.client, self.wrong, self.dice = client, wrong, random.Random(seed)
        self.times: list[float] = []
        self.faults: list[str] = []
        self.expected: dict[int, list[tuple[int, int, bool]]] = {}

    async def page(self, due: float, method: str, path: str, token: str, **options) -> str:
        await asyncio.sleep(max(0, due - time.monotonic()))
        begun = min(due, time.monotonic())
        answer = await self.client.request(method, path, headers={"Authorization": f"Bearer {token}"}, **options)
        self.times.append(time.monotonic() - begun)
        if answer.status_code != 200:
            self.faults.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        return answer.text

    async def person(self, number: int, token: str, due: float, step: float) -> None:
        own = f"/people/{number}"
        await self.page(due, "GET", own, token)
        sets = [False, True] if self.dice.randrange(100) < self.wrong else [True]
        for place, rightly in enumerate(sets):
            lesson = await self.page(due + (2 * place + 1) * step, "GET", f"{own}/lessons/register", token)
            fields = [pair for pair in HIDDEN.findall(lesson)]
            right = 0
            for fieldset in FIELDSET.findall(lesson):
                options = [(name, value, html.unescape(label)) for name, value, label in OPTION.findall(fieldset)]
                wanted = next(option for option in options if option[2].startswith("Purpose "))
                # Of a wrong attempt one answer is right, so that a score of nothing at all would be noticed.
                chosen = wanted if rightly or right == 0 else next(option for option in options if option != wanted)
                right += chosen == wanted
                fields.append(chosen[:2])
            if len(fields) != DRAWN + 3:
                self.faults.append(f"{own}: {len(fields)} fields")
                return
            result = await self.page(due + (2 * place + 2) * step, "POST", f"{own}/lessons/register", token, data=dict(fields))
            passed = right >= 0.8 * DRAWN
            self.expected.setdefault(number, []).append((right, DRAWN, passed))
            said = f"{right} of {DRAWN} right" in result and ("<h1>Passed</h1>" in result) == passed
            if not said:
                self.faults.append(f"{own}: the page does not say {right} of {DRAWN}")
        await self.page(due + (2 * len(sets) + 1) * step, "GET", own, token)


def percentile(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1_000


async def main(given: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(given.slipway.resolve(), Path(folder), given.people)
        try:
            await server.answers()
            people = await server.enrol()
            limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
            async with httpx.AsyncClient(base_url=server.address, trust_env=False, timeout=60, limits=limits) as client:
                load = Load(client, given.wrong, given.seed)
                load.dice.shuffle(people)
                # Somebody is at it for a minute, or for a tenth of a short run.
                span = given.minutes * 60
                step = min(12.0, span / 50)
                begun = time.monotonic() + 1
                await asyncio.gather(*(
                    load.person(number, token, begun + place * (span - 5 * step) / len(people), step)
                    for place, (number, token) in enumerate(people)))
                spent = time.monotonic() - begun
            journal = server.attempts()
        finally:
            server.process.kill()
    wrong = sum(journal.get(number) != load.expected.get(number) for number, _ in people) + len(set(journal) - set(load.expected))
    for fault in load.faults[:5]:
        print(fault, file=sys.stderr)
    p99 = percentile(load.times, 0.99)
    print(
        f"people={len(people)} seconds={spent:.0f} pages={len(load.times)} attempts={sum(map(len, journal.values()))} "
        f"p50={percentile(load.times, 0.5):.1f}ms p99={p99:.1f}ms most={max(load.times) * 1_000:.0f}ms "
        f"wrong={wrong} faults={len(load.faults)} load={os.getloadavg()[0]:.1f}")
    return 1 if wrong or load.faults or p99 > given.limit else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("slipway", type=Path)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--wrong", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=100)
    sys.exit(asyncio.run(main(parser.parse_args())))
