"""Work that runs: bring-ups, loads, rehearsals and cutovers, from the command line, over HTTP and in a browser."""

import json
import re
import signal
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from harness.browser import Visitor, assert_accessible, assert_fits, screenshot
from harness.ferry import HEADER, day
from harness.http import Client
from harness.processes import Child, eventually
from harness.slipway import CommandLine, Result, Server, environment
from harness.tools import program, tool

SECRET = "pull-the-red-rope-7731"

#: What the yard's operator allows, by name: each writes down that it was run, and by which step.
COMMANDS = {
    "make": 'sleep "${2:-0}"; echo "with $WORD"; echo ready > "$1"',
    "drop": 'rm -f "$1"',
    "look": '[ -e "$1" ] && echo changed=0 || echo changed=1',
    "fill": 'sqlite3 "$1" "create table if not exists n (v); delete from n; insert into n values ($(cat "$2"))"',
    "maybe": '[ -e "$1" ] || { echo "the tide is out"; exit 3; }',
}


class Yard:
    """A yard that gets a crane: a folder, commands, an allow-list, a programme, and a server when one is asked for."""

    def __init__(self, folder: Path, slipway: CommandLine, make_server: Callable[..., Server]):
        self.folder = folder
        self.slipway = slipway
        self._make_server = make_server
        self.tokens: dict[str, str] = {}
        self.server: Server | None = None
        for name in ["bin", "live", "sandbox"]:
            (folder / name).mkdir()
        for name, body in COMMANDS.items():
            path = folder / "bin" / name
            path.write_text(f'#!/bin/sh\necho "$SLIPWAY_STEP {name}" >> {folder}/executed\n{body}\n')
            path.chmod(0o755)
        self.secret = folder / "word"
        self.secret.write_text(SECRET + "\n")
        self.secret.chmod(0o600)
        self.allowed = folder / "allowed.yaml"
        self.allow()

    def allow(self, more: str = "") -> None:
        lines = [f"  {name}: {{path: {self.folder}/bin/{name}, time-limit: 1m}}" for name in COMMANDS if name != "make"]
        self.allowed.write_text("\n".join([
            "executables:", f"  make: {{path: {self.folder}/bin/make, secrets: {{WORD: {self.secret}}}}}", *lines,
            f"  sqlite3: {{path: {tool('sqlite3', package='sqlite3')}}}",
            f"folders: [{self.folder}]", more, ""]))

    @property
    def live(self) -> Path:
        return self.folder / "live"

    @property
    def executed(self) -> list[str]:
        path = self.folder / "executed"
        return path.read_text().split("\n")[:-1] if path.exists() else []

    def document(self) -> str:
        live = self.live
        return f"""slipway: 1
programme: yard
name: A yard gets a crane (synthetic)
starts: {day(-20)}
systems:
  - {{id: crane, name: The crane, role: new}}
  - {{id: rope, name: The rope, role: old, replaced-by: crane}}
calendars:
  - {{id: always, days: [mon, tue, wed, thu, fri, sat, sun], hours: 00:00-24:00, staffed: 00:00-24:00}}
audiences: [{{id: riggers, name: Riggers, units: [yard]}}]
implementation:
  phases: [{{id: build, name: Build}}]
  items: [{{id: agreed, name: Agreed, phase: build, estimate: 1d, done-by: {{approval: [rosa]}}}}]
  components:
    - {{id: files, name: Files, probe: {{file: {live}/files, contains: ready}}, apply: {{command: make, arguments: [{live}/files]}}}}
    - {{id: base, name: The base, after: [files], probe: {{file: {live}/base, contains: ready}}, apply: {{command: make, arguments: [{live}/base, "1"]}}}}
    - {{id: house, name: The house, after: [files], probe: {{file: {live}/house}}, apply: {{command: make, arguments: [{live}/house]}},
       plan: {{command: look, arguments: [{live}/house], unchanged-contains: changed=0}}}}
    - {{id: hook, name: The hook, after: [base, house], probe: {{file: {live}/hook}}, apply: {{command: make, arguments: [{live}/hook]}}}}
  data-objects:
    - id: loads
      name: Loads on the hook
      owner: hanna
      load: {{command: fill, arguments: [{live}/new.db, {live}/figure], time-limit: 1m}}
      totals: [{{id: tonnes, name: Tonnes, old: {{sql: select v from n, sqlite: {live}/old.db}}, new: {{sql: select v from n, sqlite: {live}/new.db}}}}]
readiness:
  technical: [{{id: agreed, item: agreed}}]
  people: [{{id: told, item: agreed}}]
rollout:
  system: crane
  waves:
    - id: first
      name: First
      audiences: [riggers]
      opens: {day(-1)}
      calendar: always
      approver: rosa
      hypercare: 7d
      cutover:
        no-return: switch
        sandbox: {{folder: {self.folder}/sandbox, replaces: {{{live}: {self.folder}/sandbox}}}}
        steps:
          - {{id: told, name: Everybody <b>knows</b>, owner: hanna, takes: 10m, confirm: true}}
          - {{id: freeze, name: Freeze the rope, takes: 5m, after: [told], command: make, arguments: [{live}/frozen], reverse: {{command: drop, arguments: [{live}/frozen]}}}}
          - {{id: taste, name: Try the hook, owner: rosa, takes: 2m, after: [freeze], confirm: true, reverse: {{confirm: true}}}}
          - {{id: switch, name: Switch over, after: [taste], takes: 1m, command: make, arguments: [{live}/switched], reverse: {{command: drop, arguments: [{live}/switched]}}}}
          - {{id: open, name: Let the riggers in, opens: true, after: [switch]}}
          - {{id: tell, name: Tell the harbour, after: [open], takes: 3m, command: maybe, arguments: [{live}/tide]}}
"""

    def begin(self) -> None:
        path = self.folder / "yard.yaml"
        path.write_text(self.document())
        self.slipway("apply", path, "--yes")
        people = self.folder / "people.csv"
        people.write_text(HEADER + "\n" + "".join(
            f"Y{n},Person {n},y{n}@yard.example,y{n},employee,yard,hill,rigger,yes,100,2020-01-01,\n" for n in range(1, 5)))
        self.slipway("import", "people", people)

    def run(self, *arguments: str, code: int = 0, by: str | None = None, **options) -> Result:
        env = {"SLIPWAY_ALLOWED": str(self.allowed)} | ({"SLIPWAY_TOKEN": self.tokens[by]} if by else {})
        return self.slipway(*arguments, code=code, env=env, **options)

    def serve(self) -> "Yard":
        self.server = self._make_server(arguments=["--allow-local-targets", "--allowed", self.allowed]).start()
        for account, role in [("ada", "programme-manager"), ("rosa", "rollout-manager"), ("hanna", "department-head")]:
            rest = ["--audience", "riggers"] if role == "department-head" else []
            answer = self.slipway.json("account", "add", account, "--role", role, *rest)
            self.tokens[account] = answer["secret"]
        return self

    def agree(self) -> None:
        """All that the wave asks for but its cutover."""
        self.run("approve", "agreed", by="rosa")
        self.run("approve", "first", by="rosa")

    def client(self, account: str) -> Client:
        assert self.server is not None
        return self.server.as_bearer(self.tokens[account])

    def board(self, run: int, account: str = "ada") -> dict:
        answer = self.client(account).get(f"/api/v1/runs/{run}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def states(self, run: int) -> dict[str, str]:
        return {step["id"]: step["state"] for step in self.board(run)["steps"]}

    def until(self, run: int, step: str, state: str) -> None:
        eventually(lambda: self.states(run)[step] == state, f"{step} of run {run} is {state}")

    def ended(self, run: int) -> str:
        return eventually(lambda: (not (board := self.board(run))["isOpen"]) and board["state"], f"run {run} has ended")

    def confirm(self, run: int, *steps: tuple[str, str]) -> None:
        for step, owner in steps:
            self.until(run, step, "under way")
            self.run("runs", "acknowledge", str(run), step, by=owner)
            self.run("runs", "done", str(run), step, "--detail", "seen", by=owner)


@pytest.fixture
def yard(tmp_path, slipway, make_server) -> Yard:
    found = Yard(tmp_path, slipway, make_server)
    found.begin()
    return found


def verdicts(result: Result) -> dict[str, str]:
    return {line["id"]: line["verdict"] for line in result.json["components"]}


# From the command line, without a server


def test_one_command_brings_everything_up_once(yard):
    assert set(verdicts(yard.run("bring-up", "--dry-run", "--json")).values()) == {"would be applied"}
    assert [line for line in yard.executed if "make" in line] == [], "a dry run applies nothing"
    first = yard.run("bring-up", "--json").json
    assert (first["state"], first["kind"], {step["state"] for step in first["steps"]}) == ("succeeded", "bring-up", {"done"})
    made = [line for line in yard.executed if line.endswith("make")]
    assert sorted(made) == [f"yard/1/{step} make" for step in ["base", "files", "hook", "house"]]
    assert (made[0], made[-1]) == ("yard/1/files make", "yard/1/hook make")
    second = yard.run("bring-up", "--json").json
    assert {step["state"] for step in second["steps"]} == {"unchanged"}
    assert [line for line in yard.executed if line.endswith("make")] == made, "the second time changes nothing"
    assert set(verdicts(yard.run("bring-up", "--dry-run", "--json")).values()) == {"unchanged"}
    (yard.live / "hook").unlink()
    assert verdicts(yard.run("bring-up", "hook", "--dry-run", "--json"))["hook"] == "would be applied"
    third = {step["id"]: step["state"] for step in yard.run("bring-up", "hook", "--json").json["steps"]}
    assert third == {"files": "unchanged", "base": "unchanged", "house": "unchanged", "hook": "done"}
    listed = yard.run("runs").stdout
    assert "bring-up of hook" in listed and listed.count("succeeded") == 3
    assert "Nothing waits." in yard.run("queue").stdout


def test_a_secret_is_nowhere_to_be_read(yard):
    told = yard.run("bring-up")
    journal = yard.run("journal", "show", "--limit", "1000").stdout + yard.run("journal", "show", "5").stdout
    kept = [path.read_bytes() for path in yard.slipway.data.rglob("*") if path.is_file()]
    assert any(b"with \xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2" in text for text in kept), "its output was kept, masked"
    assert all(SECRET.encode() not in text for text in kept)
    assert SECRET not in told.stdout + told.stderr + journal
    yard.serve()
    assert "programmes may run drop, fill, look, make, maybe, sqlite3; may look below" in yard.server.child.output
    assert SECRET not in yard.server.child.output and str(yard.secret) not in yard.server.child.output


def test_what_fails_says_why_and_what_stands_on_it_is_left(yard):
    (yard.folder / "bin" / "make").write_text("#!/bin/sh\necho 'the wood is wet'\nexit 4\n")
    failed = yard.run("bring-up", code=1)
    assert "exit 4" in failed.stdout and "failed" in failed.stdout
    states = {step["id"]: step["state"] for step in yard.run("runs", "show", "1", "--json").json["steps"]}
    assert states == {"files": "failed", "base": "not begun", "house": "not begun", "hook": "not begun"}
    assert "Known are files, base, house and hook" in yard.run("bring-up", "mast", code=66).stderr


def test_cut_short_it_goes_on_where_it_was(yard):
    child = Child(
        [program("slipway"), "bring-up", "--data", yard.slipway.data, "--allowed", yard.allowed],
        log=yard.folder / "short.log", environment=environment())
    child.start()
    child.until(lambda: "yard/1/base make" in yard.executed, "the base is being made")
    child.kill()
    assert "under way" in yard.run("runs").stdout
    again = yard.run("bring-up", "--json")
    assert "Run 1 is under way already." in again.stderr
    assert (again.json["number"], again.json["state"]) == (1, "succeeded")
    assert yard.executed.count("yard/1/files make") == 1
    assert len(yard.run("runs", "--json").json["runs"]) == 1


def test_it_ends_politely_when_told_to(yard):
    child = Child(
        [program("slipway"), "bring-up", "--data", yard.slipway.data, "--allowed", yard.allowed],
        log=yard.folder / "polite.log", environment=environment())
    child.start()
    child.until(lambda: "yard/1/base make" in yard.executed, "the base is being made")
    child.signal(signal.SIGINT)
    assert child.wait(30) == 2
    assert "It stays where it is." in child.output
    assert yard.run("bring-up", "--json").json["number"] == 1


def test_a_load_is_compared_to_the_penny(yard):
    with sqlite3.connect(yard.live / "old.db") as old:
        old.execute("create table n (v)")
        old.execute("insert into n values ('112.40')")
    (yard.live / "figure").write_text("100.00")
    out = yard.run("load", "loads", "--json", code=1).json["steps"][0]
    assert out["state"] == "failed" and "12.4" in out.get("difference", "") + out["detail"], out
    (yard.live / "figure").write_text("112.40")
    assert yard.run("load", "loads", "--json").json["state"] == "succeeded"
    assert yard.run("load", "ballast", code=66).stderr.count("Known are loads")


# The operator's list


@pytest.mark.parametrize(("list_", "line", "says"), [
    ("executables: {a: {path: bin/sh}}", "1:", "is no full path"),
    ("executables: {a: {path: /bin/sh, shell: yes}}", "1:", "“shell” is not known here. Here one may write: path, user"),
    ("executables:\n  a: {path: /nowhere/sh}", "2:", "is no file that this server may run"),
    ("executables: {a: {path: /etc/passwd}}", "1:", "is no file that this server may run"),
    ("executables: {A b: {path: /bin/sh}}", "1:", "cannot be a name"),
    ("executables: {a: {user: nobody}}", "1:", "“path” is missing"),
    ("executables: {a: {path: /bin/sh, user: no-such-user-here}}", "1:", "There is no user “no-such-user-here”"),
    ("executables: {a: {path: /bin/sh, time-limit: soon}}", "1:", "“soon” is no time"),
    ("executables: {a: {path: /bin/sh, environment: {1X: b}}}", "1:", "cannot be the name of a variable"),
    ("executables: {a: {path: /bin/sh, secrets: {W: /no/such/file}}}", "1:", "cannot be read"),
    ("executables: [a]", "1:", "Expected a mapping, found a list"),
    ("folders: srv", "1:", "Expected a list, found text"),
    ("folders: [srv]", "1:", "is no full path"),
    ("programs: {}", "1:", "“programs” is not known here"),
    ("executables: {a: {path: /bin/sh}, a: {path: /bin/sh}}", "1:", "Keep one of the two"),
    ("executables: {a: *b}", "1:", "")])
def test_a_list_with_a_mistake_is_refused_whole(yard, list_, line, says):
    yard.allowed.write_text(list_ + "\n")
    refused = yard.run("bring-up", code=65)
    assert "cannot be used" in refused.stderr and line in refused.stderr and says in refused.stderr, refused
    assert yard.executed == []
    assert "cannot be used" in yard.slipway("serve", "--port", "0", "--allowed", yard.allowed, code=65).stderr


def test_what_others_could_change_or_read_is_refused(yard):
    make = yard.folder / "bin" / "make"
    make.chmod(0o757)
    assert "can be changed by everybody" in yard.run("bring-up", code=65).stderr
    make.chmod(0o755)
    (yard.folder / "bin").chmod(0o777)
    assert "can put another in its place" in yard.run("bring-up", code=65).stderr
    (yard.folder / "bin").chmod(0o755)
    yard.secret.chmod(0o640)
    refused = yard.run("bring-up", code=65).stderr
    assert "can be read by others" in refused and SECRET not in refused
    yard.secret.chmod(0o600)
    yard.allowed.chmod(0o666)
    assert "can be changed by everybody" in yard.run("bring-up", code=65).stderr
    yard.allowed.chmod(0o644)
    assert "cannot be read" in yard.run("bring-up", "--allowed", "nowhere.yaml", code=66).stderr
    yard.secret.write_text("ab\n")
    assert "less than 4" in yard.run("bring-up", code=65).stderr
    assert yard.executed == []
    assert stat.S_IMODE(make.stat().st_mode) == 0o755


def test_what_is_not_on_the_list_does_not_run(yard):
    yard.allowed.write_text(f"executables:\n  look: {{path: {yard.folder}/bin/look}}\n")
    failed = yard.run("bring-up", code=1).stdout
    assert "“make” is not on this installation's list of executables" in failed
    assert yard.run("bring-up", "house", "--dry-run", "--json").json["components"][1]["output"] == "changed=1\n"
    assert yard.executed == ["yard/2/house look"] or all("look" in line for line in yard.executed)


# With a server: rehearsal and cutover


def test_owners_are_asked_through_a_server(yard):
    refused = yard.run("rehearse", "first", code=1)
    assert "No server runs on this folder" in refused.stderr and "slipway serve" in refused.stderr
    assert yard.run("runs", "--json").json["runs"] == []
    yard.serve()
    waited = yard.run("rehearse", "first", "--wait", "--patience", "1s", code=2, by="rosa")
    assert "told: waits for hanna" in waited.stderr and "waits for hanna" in waited.stdout
    assert "hanna's step" in yard.run("runs", "done", "1", "told", code=77).stderr, "the local operator is not its owner"
    assert "hanna's step" in yard.run("runs", "done", "1", "told", code=77, by="rosa").stderr
    (yard.folder / "sandbox" / "tide").touch()
    waiting = Child(
        [program("slipway"), "rehearse", "first", "--wait", "--data", yard.slipway.data],
        log=yard.folder / "waiting.log", environment=environment({"SLIPWAY_TOKEN": yard.tokens["rosa"]}))
    waiting.start()
    waiting.wait_for("Run 1 is under way already.")
    yard.confirm(1, ("told", "hanna"), ("taste", "rosa"))
    assert waiting.wait(60) == 0 and "succeeded" in waiting.output, waiting.output
    board = yard.board(1)
    assert {step["id"]: step["state"] for step in board["steps"]}["open"] == "passed over"
    assert not (yard.live / "frozen").exists() and (yard.folder / "sandbox" / "frozen").exists()
    assert board["longestChain"][:3] == ["told", "freeze", "taste"] and board["plannedSeconds"] == 21 * 60
    shown = yard.run("runs", "show", "1").stdout
    assert "Longest chain: told → freeze → taste → switch → open → tell, 21 min planned" in shown
    assert yard.run("status", "--json").json["ledger"]["live"] == 0


def test_a_failure_before_the_point_of_no_return_is_undone_in_reverse(yard):
    yard.serve()
    held = yard.run("cutover", "first", code=1, by="rosa")
    assert "cannot begin now" in held.stderr
    yard.agree()
    ordered = yard.run("cutover", "first", "--reason", "the tide is right", "--json", by="rosa").json
    assert ordered == {"run": 1}
    assert "is under way" in yard.run("bring-up", "--wait", code=1, by="rosa").stderr
    yard.confirm(1, ("told", "hanna"))
    yard.until(1, "taste", "under way")
    assert (yard.live / "frozen").exists()
    yard.run("runs", "failed", "1", "taste", "--detail", "the hook is bent", by="rosa")
    assert yard.ended(1) == "gone back"
    assert not (yard.live / "frozen").exists()
    board = yard.board(1)
    assert board["wayBack"] == ["freeze", "told"] and "the hook is bent" in json.dumps(board)
    assert "Undone in this order: freeze, told" in yard.run("runs", "show", "1").stdout
    assert [line for line in yard.executed if line.startswith("yard/1/")] == ["yard/1/freeze make", "yard/1/freeze drop"]
    assert yard.run("status", "--json").json["ledger"]["live"] == 0


def test_after_the_point_of_no_return_one_fixes_forward(yard):
    yard.serve()
    yard.agree()
    yard.run("cutover", "first", by="rosa")
    yard.confirm(1, ("told", "hanna"), ("taste", "rosa"))
    stuck = yard.run("cutover", "first", "--wait", code=2, by="rosa")
    assert "stuck" in stuck.stdout and "fix forward" in stuck.stdout and "the tide is out" not in stuck.stderr
    assert yard.run("status", "--json").json["ledger"]["live"] == 4
    back = yard.run("runs", "back", "1", "--reason", "no", code=1, by="rosa").stderr
    assert "past its point of no return" in back and "slipway runs retry 1 STEP" in back
    answer = yard.client("rosa").post("/api/v1/runs/1/moves", json={"move": "cancel", "detail": "no"})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:slipway:problem:past-no-return")
    (yard.live / "tide").touch()
    yard.run("runs", "retry", "1", "tell", by="rosa")
    assert yard.ended(1) == "succeeded"
    assert next(step for step in yard.board(1)["steps"] if step["id"] == "tell")["tries"] == 2
    assert "has ended" in yard.run("runs", "retry", "1", "tell", code=1, by="rosa").stderr


def test_over_http_orders_are_read_strictly(yard):
    yard.serve()
    client = yard.client("ada")
    for body, status in [
        ({"procedure": "bring-up", "subject": "files"}, 400), ({"procedure": "load"}, 400), ({}, 400),
        ({"procedure": "cutover", "wave": "second"}, 404), ({"procedure": "load", "object": "x"}, 404),
        ({"procedure": "sideways"}, 400), ({"procedure": "bring-up", "components": ["mast"]}, 404),
    ]:
        assert client.post("/api/v1/runs", json=body).status_code == status, body
    key = {"Idempotency-Key": "once"}
    first = client.post("/api/v1/runs", json={"procedure": "bring-up"}, headers=key)
    assert first.json() == client.post("/api/v1/runs", json={"procedure": "bring-up"}, headers=key).json() == {"run": 1}
    assert yard.ended(1) == "succeeded"
    assert client.get("/api/v1/queue").json() == {"jobs": []}
    dry = client.post("/api/v1/dry-runs", json={"components": ["hook"]}).json()
    assert {line["verdict"] for line in dry["components"]} == {"unchanged"}
    assert client.get("/api/v1/runs/2").status_code == 404
    assert client.post("/api/v1/runs/1/moves", json={"move": "sideways"}).status_code == 400


def test_a_server_killed_in_the_middle_goes_on(yard):
    yard.serve()
    yard.run("bring-up", by="ada")
    eventually(lambda: "yard/1/base make" in yard.executed, "the base is being made")
    yard.server.kill()
    yard.server.start()
    assert yard.ended(1) == "succeeded"
    assert yard.executed.count("yard/1/files make") == 1 and yard.executed.count("yard/1/hook make") == 1


# In a browser


def enter(yard: Yard, page: Page, account: str) -> None:
    role = {"ada": "programme-manager", "rosa": "rollout-manager", "hanna": "department-head"}[account]
    rest = ["--audience", "riggers"] if role == "department-head" else []
    link = yard.slipway.json("account", "add", account, "--role", role, "--kind", "link", *rest)["secret"]
    page.goto(f"{yard.server.base_url}/enter/{link}")


def row(page: Page, step: str):
    return page.locator(f"#step-{step}")


def test_the_board_is_live_and_asks_its_owners(yard, visitor: Callable[..., Visitor], tmp_path):
    yard.serve()
    yard.agree()
    rosa = visitor(viewport={"width": 1280, "height": 900}).page()
    enter(yard, rosa, "rosa")
    rosa.get_by_role("link", name="Runs").click()
    expect(rosa.get_by_text("Nothing has been carried out yet.")).to_be_visible()
    assert_accessible(rosa)
    rosa.locator("summary", has_text="Cut over First").click()
    form = rosa.locator("#order-cutover-first")
    expect(form).to_contain_text(
        "lets in Riggers (4 people), as far as they meet their conditions. It begins only if every gate is GO, rosa agreed")
    expect(form).to_contain_text("Until “Switch over” is done, everything can be undone; after it nothing is.")
    screenshot(rosa, tmp_path, "runs")
    form.get_by_role("button", name="Cut over First").click()
    expect(rosa.get_by_role("heading", level=1)).to_contain_text("Cutover of First")
    expect(row(rosa, "told")).to_contain_text("waits for hanna")
    assert row(rosa, "open").locator("td").nth(1).inner_text() == "–", "nothing says how long it takes"
    expect(row(rosa, "told")).to_contain_text("Everybody <b>knows</b>")
    expect(row(rosa, "freeze")).to_contain_text("after “Everybody <b>knows</b>”")
    expect(rosa.locator(".no-return")).to_contain_text("until the step above is done, everything can be undone")
    assert row(rosa, "told").get_by_role("button").count() == 0, "it is not rosa's step"

    hanna = visitor(viewport={"width": 360, "height": 740}).page()
    enter(yard, hanna, "hanna")
    hanna.goto(f"{yard.server.base_url}/runs/1")
    expect(hanna.get_by_text("It is your turn:")).to_be_visible()
    assert hanna.get_by_text("Roll back").count() == 0
    clock = row(hanna, "told").locator("[data-running]")
    before = clock.inner_text()
    assert_accessible(hanna)
    assert_fits(hanna)
    screenshot(hanna, tmp_path, "board-360")
    hanna.get_by_role("button", name="Acknowledge Everybody <b>knows</b>").click()
    expect(row(hanna, "told")).to_contain_text("acknowledged by hanna")
    expect(row(rosa, "told")).to_contain_text("acknowledged by hanna")
    expect(clock).not_to_have_text(before)
    row(hanna, "told").locator("summary", has_text="Done").focus()
    hanna.keyboard.press("Enter")
    hanna.keyboard.press("Tab")
    hanna.keyboard.type("The whole yard was there")
    hanna.keyboard.press("Enter")
    expect(row(hanna, "told")).to_contain_text("The whole yard was there")

    expect(row(rosa, "freeze")).to_contain_text("done")
    expect(rosa.get_by_text("It is your turn:")).to_be_visible()
    expect(rosa.locator("summary", has_text="Roll back")).to_be_visible()
    expect(row(rosa, "freeze").get_by_role("link", name="output.txt")).to_have_attribute(
        "href", re.compile("^/attachments/[0-9a-f]{64}$"))
    expect(row(rosa, "freeze").get_by_role("link", name="Evidence")).to_be_visible()
    assert_accessible(rosa)
    assert_fits(rosa)
    screenshot(rosa, tmp_path, "board")
    row(rosa, "taste").locator("summary", has_text="Done").click()
    row(rosa, "taste").get_by_role("button", name="Done Try the hook").click()

    expect(rosa.get_by_text("Past the point of no return.")).to_be_visible()
    expect(rosa.get_by_role("heading", level=1)).to_contain_text("stuck")
    expect(row(rosa, "tell")).to_contain_text("failed")
    assert rosa.locator("summary", has_text="Roll back").count() == 0
    assert rosa.locator("summary", has_text="Cancel").count() == 0
    expect(rosa.locator(".no-return")).to_contain_text("passed")
    row(rosa, "tell").locator("summary", has_text="Difference").click()
    assert_accessible(rosa)
    screenshot(rosa, tmp_path, "stuck")
    (yard.live / "tide").touch()
    row(rosa, "tell").get_by_role("button", name="Try again Tell the harbour").click()
    expect(rosa.get_by_role("heading", level=1)).to_contain_text("succeeded")
    expect(row(rosa, "tell")).to_contain_text("try 2")
    rosa.get_by_role("link", name="Runs").first.click()
    expect(rosa.get_by_role("table")).to_contain_text("6 of 6")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_going_back_is_seen_in_its_order(yard, visitor, tmp_path, scheme):
    yard.serve()
    yard.agree()
    yard.run("cutover", "first", by="rosa")
    yard.confirm(1, ("told", "hanna"))
    yard.until(1, "taste", "under way")
    page = visitor(viewport={"width": 1280, "height": 900}, color_scheme=scheme, java_script_enabled=scheme == "light").page()
    enter(yard, page, "rosa")
    page.goto(f"{yard.server.base_url}/runs/1")
    row(page, "taste").locator("summary", has_text="Failed").click()
    row(page, "taste").get_by_label("What went wrong").fill("The hook <i>bends</i>")
    row(page, "taste").get_by_role("button", name="Failed Try the hook").click()
    assert yard.ended(1) == "gone back"
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("gone back")
    expect(page.get_by_role("heading", name="Undone, last step first")).to_be_visible()
    way = page.get_by_role("region", name="Undone, last step first").get_by_role("listitem")
    expect(way).to_have_text([re.compile("Freeze the rope.*undone", re.S), re.compile("knows.*undone", re.S)])
    expect(row(page, "taste")).to_contain_text("The hook <i>bends</i>")
    if scheme == "light":
        assert_accessible(page)
    screenshot(page, tmp_path, f"back-{scheme}")
    page.set_viewport_size({"width": 360, "height": 740})
    assert_fits(page)


def test_what_cannot_be_ordered_comes_back_as_it_was_typed(yard, page):
    yard.serve()
    enter(yard, page, "rosa")
    page.goto(f"{yard.server.base_url}/runs")
    page.locator("summary", has_text="Cut over First").click()
    page.locator("#order-cutover-first").get_by_label("Reason").fill("because <we> can")
    page.get_by_role("button", name="Cut over First").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot begin now")
    expect(page.locator("#order-cutover-first").get_by_label("Reason")).to_have_value("because <we> can")
    assert_accessible(page)
    page.goto(f"{yard.server.base_url}/runs")
    page.locator("summary", has_text="Bring up").click()
    page.get_by_label("What").select_option("base")
    page.get_by_role("button", name="Bring up").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bring-up of base")
    expect(page.get_by_role("heading", level=1)).to_contain_text("succeeded")
    assert page.locator(".no-return").count() == 0
    enter(yard, page, "hanna")
    page.goto(f"{yard.server.base_url}/runs")
    assert page.get_by_role("button").filter(has_text="Bring up").count() == 0
    assert page.locator("summary").count() == 0
