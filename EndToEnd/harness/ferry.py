"""Heron Ferries, made up for these tests: a programme and its people as somebody writes them after docs/programme.md.

Sixteen people in two departments move from Slate to Berths. Both are played by the sample systems, so every probe and
test has something real to ask. Dates lie around today, and the ferries sail at all hours.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from . import lessons
from .http import Client
from .slipway import CommandLine, Result, Server
from .systems import System

HEADER = "number,name,email,login,kind,unit,site,role,primary,share,from,to"
DECK = [f"H{number:02}" for number in range(1, 11)]
QUAY = [f"H{number:02}" for number in range(11, 17)]

#: Right and wrong answers to the lesson `knots`, in words.
RIGHT = {"Which knot holds a ferry?": ["The bowline"], "Which are knots?": ["Bowline", "Cleat hitch"]}
WRONG = RIGHT | {"Which knot holds a ferry?": ["The granny knot"]}

#: Who has an account, in which role.
CAST = {
    "maren": ["programme-manager"], "rune": ["rollout-manager"], "odd": ["executive"],
    "dora": ["department-head", "--audience", "deck"], "quin": ["department-head", "--audience", "quay"],
}


def day(offset: int) -> str:
    """A date so many days from today."""
    return (datetime.now(timezone.utc) + timedelta(days=offset)).date().isoformat()


def moment(minutes: int = 0) -> str:
    """A time so many minutes from now."""
    return (datetime.now(timezone.utc) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def document(berths: str, slate: str, soak: str = "1d", cooling_off: str = "0s", extra: str = "") -> str:
    """The programme; `extra` is written below everything else."""
    return f"""slipway: 1
programme: berths
name: Berths at Heron Ferries (synthetic)
starts: {day(-40)}
charter:
  definition:
    implementation: Berths answers, is tested, and the deck has learned its knots.
    rollout: Every crossing is planned in Berths.
  goals:
    - {{id: in-use, stage: rollout, statement: Nearly all use it., measure: live, at-least: 95 %}}
systems:
  - {{id: berths, name: Berths, role: new, url: "{berths}/", alias: login}}
  - {{id: slate, name: Slate, role: old, url: "{slate}/", alias: login, replaced-by: berths, overlap: read}}
calendars:
  - id: always
    days: [mon, tue, wed, thu, fri, sat, sun]
    hours: 00:00-24:00
    staffed: 00:00-24:00
audiences:
  - {{id: deck, name: Deck, units: [deck]}}
  - {{id: quay, name: Quay, units: [quay]}}
implementation:
  phases:
    - {{id: build, name: Build}}
  items:
    - {{id: agreed, name: Programme agreed, phase: build, estimate: 2d, done-by: {{approval: [odd]}}}}
    - {{id: signed, name: Contract signed, phase: build, estimate: 3d, after: agreed}}
    - {{id: installed, name: Berths answers, phase: build, estimate: 4d, after: signed, done-by: {{component: app}}}}
    - {{id: sums, name: Sums are right, phase: build, estimate: 1d, after: installed, done-by: {{test: vat}}}}
  components:
    - id: app
      name: Berths
      probe: {{http: "{berths}/health", within: 5s, json: [{{path: status, equals: ok}}]}}
      expires: 24h
    - {{id: old, name: Slate, probe: {{http: "{slate}/health"}}, expires: 24h}}
    - {{id: port, name: The port, probe: {{tcp: "{berths.removeprefix('http://')}"}}, expires: 24h}}
  requirements:
    - {{id: rounding, statement: Tax is rounded to the nearest penny., audiences: [deck]}}
  tests:
    - id: vat
      name: Tax on 10.03 is 1.91
      covers: [rounding]
      steps:
        - get: {berths}/api/vat?net=1003
          json: [{{path: vatMinor, equals: 191}}]
  lessons:
    - id: knots
      name: Knots
      units: [deck]
      minutes: 5
      text: |
        ## Two knots

        The **bowline** holds a ferry, the *cleat hitch* holds it quickly.
      questions:
        - ask: Which knot holds a ferry?
          options: [The bowline, The granny knot]
          answers: The bowline
        - ask: Which are knots?
          options: [Bowline, Cleat hitch, Gangway]
          answers: [Bowline, Cleat hitch]
      pass-mark: 100 %
      cooling-off: {cooling_off}
  sessions:
    - {{id: monday, lesson: knots, room: Deck office, trainer: dora, starts: {day(3)}T09:00, seats: 2}}
  data-objects:
    - {{id: timetable, name: Timetable, source: slate, owner: maren, audiences: [deck]}}
  conditions:
    - {{id: badge, name: a badge for the bridge, grace: 3d}}
readiness:
  technical:
    - {{id: infrastructure, check: components}}
    - {{id: functions, check: requirements, audiences: [deck]}}
    - {{id: timetable-moved, data-object: timetable, audiences: [deck]}}
    - {{id: contract, item: signed}}
  people:
    - {{id: knots-learned, lesson: knots, share: 80 %, audiences: [deck]}}
    - {{id: badges, condition: badge, share: 90 %}}
  board: {{members: [maren, odd], quorum: 2}}
rollout:
  system: berths
  planning:
    soak: 1d
    capacities:
      - {{id: pens, name: Pens on the quay, per-week: 100, per-person: 1, during: go-live}}
  waves:
    - id: sea
      name: At sea
      audiences: [deck]
      opens: {day(-3)}
      latest: {day(30)}
      steps:
        - {{share: 50 %, soak: {soak}}}
        - {{share: 100 %, soak: {soak}}}
      approver: rune
      conditions: [{{lesson: knots}}, {{condition: badge}}]
      hypercare: 7d
    - id: land
      name: On land
      audiences: [quay]
      opens: {day(20)}
      approver: rune
      entry: [{{wave: sea, reaches: closed}}]
{extra}"""


def row(number: str, unit: str, **changed: str) -> str:
    """One line of the list of people."""
    cells = {
        "number": number, "name": f"Person {number}", "email": f"{number.lower()}@heron.example",
        "login": f"{number.lower()}.heron", "kind": "employee", "unit": unit, "site": "harbour", "role": "hand",
        "primary": "yes", "share": "100", "from": "2020-01-01", "to": "",
    } | changed
    return ",".join(cells.values())


def people(rows: Sequence[str] | None = None) -> str:
    """The list of people: everybody, or these rows."""
    everybody = [row(number, "deck") for number in DECK] + [row(number, "quay") for number in QUAY]
    return "\n".join([HEADER, *(everybody if rows is None else rows)]) + "\n"


def badges(numbers: Sequence[str], state: str = "met", at: str | None = None) -> str:
    """A list of conditions, as of an hour ago unless told."""
    rows = [f"{number},badge,{state},{at or moment(-60)},Bridge" for number in numbers]
    return "\n".join(["person,item,state,as_of,source", *rows]) + "\n"


class Ferry:
    """The organisation at work: its files, and its people with their accounts."""

    def __init__(self, slipway: CommandLine, berths: System, slate: System, folder: Path):
        self.slipway = slipway
        self.berths = berths
        self.slate = slate
        self.folder = folder
        self.tokens: dict[str, str] = {}
        self._server: Server | None = None

    @property
    def server(self) -> Server:
        assert self._server is not None, "no server was started"
        return self._server

    def file(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(text)
        return path

    def document(self, **options: Any) -> str:
        return document(self.berths.base_url, self.slate.base_url, **options)

    def begin(self, **options: Any) -> None:
        """The document is applied and the list imported, both without a server."""
        self.slipway("apply", self.file("programme.yaml", self.document(**options)), "--yes")
        self.slipway("import", "people", self.file("people.csv", people()))

    def serve(self, server: Server) -> None:
        """From now on a server holds the folder, and everybody of the cast has an account."""
        self._server = server.start()
        for account, arguments in CAST.items():
            self.grant(account, *arguments)

    def grant(self, account: str, role: str, *options: str, kind: str = "token") -> str:
        """An account, and a secret to come in with."""
        granted = self.slipway.json("account", "add", account, "--role", role, "--kind", kind, *options)
        self.tokens[account] = granted["secret"]
        return granted["secret"]

    def act(self, account: str, *arguments: str | Path, code: int = 0, **options: Any) -> Result:
        """A command of somebody with an account, through the running server."""
        return self.slipway(*arguments, code=code, env={"SLIPWAY_TOKEN": self.tokens[account]}, **options)

    def invite(self, account: str, role: str, *options: str) -> str:
        """The secret of a new link for an account; its token stays what it was."""
        token = self.tokens.get(account)
        secret = self.grant(account, role, *options, kind="link")
        if token:
            self.tokens[account] = token
        return secret

    def client(self, account: str) -> Client:
        return self.server.as_bearer(self.tokens[account])

    def number(self, personnel: str) -> int:
        """The stable number of somebody."""
        return self.slipway.json("why", personnel)["number"]

    def participate(self, personnel: str, kind: str = "token") -> str:
        """The secret of somebody's own account."""
        return self.grant(f"p-{personnel.lower()}", "participant", "--person", personnel, kind=kind)

    def learn(self, numbers: Sequence[str], words: Mapping[str, Sequence[str]] = RIGHT) -> None:
        """These people of the deck take the lesson, each as themselves."""
        stable = {one["personnel"]: one["number"] for one in self.slipway.json("everyone", "--list")["people"]}
        manager = self.client("maren")
        for number in numbers:
            granted = manager.post("/api/v1/accounts", json={
                "account": f"p-{number.lower()}", "role": "participant", "person": number, "kind": "token"})
            assert granted.status_code == 200, granted.text
            taker = self.server.as_bearer(granted.json()["secret"])
            answer = taker.post(
                "/api/v1/lessons/knots/attempts", json=lessons.attempt(taker, "knots", stable[number], words))
            assert answer.status_code == 200, answer.text
            assert answer.json()["passed"] is (words == RIGHT)
            taker.close()
        manager.close()

    def prove(self, badged: Sequence[str] = DECK + QUAY) -> None:
        """All the evidence that the gate of the deck asks for, short of the board's word."""
        for subject in ["app", "old", "port", "vat"]:
            self.act("maren", "run", subject)
        self.act("dora", "attest", "signed", "--detail", "signed by both")
        self.act("maren", "attest", "timetable", "--detail", "counted twice")
        self.slipway("import", "conditions", self.file("badges.csv", badges(badged)))
        self.learn(DECK)

    def vote(self, audience: str) -> None:
        """The board says go."""
        for member in ["maren", "odd"]:
            self.act(member, "vote", audience, "go")

    def open(self, badged: Sequence[str] = DECK + QUAY) -> None:
        """From nothing to the first wave open at its first step."""
        self.prove(badged)
        self.vote("deck")
        self.act("rune", "approve", "sea")
