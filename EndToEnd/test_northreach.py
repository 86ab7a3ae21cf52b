"""The reference organisation: what its generator writes, the checker of wave plans, and both against the product."""

import copy
import csv
import datetime
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from checkers import waves
from harness.slipway import CommandLine

ROOT = Path(__file__).resolve().parents[1]
GENERATOR = ROOT / "examples/northreach/generate.py"
CHECKER = ROOT / "EndToEnd/checkers/waves.py"
FILES = ("programme.yaml", "people.csv", "conditions.csv")


def generate(folder: Path, *options: str) -> Path:
    ended = subprocess.run(
        [sys.executable, str(GENERATOR), "--out", str(folder), *options], capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    return folder


def tree_of(folder: Path) -> Any:
    return yaml.load((folder / "programme.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def rows_of(folder: Path, name: str = "people.csv") -> list[dict[str, str]]:
    with open(folder / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def northreach(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The organisation as it is written without any option."""
    return generate(tmp_path_factory.mktemp("northreach"))


# ------------------------------------------------------------------ the generator


def test_same_seed_same_bytes_and_another_seed_other_people(northreach: Path, tmp_path: Path) -> None:
    again = generate(tmp_path / "again")
    other = generate(tmp_path / "other", "--seed", "7")
    for name in FILES:
        assert (northreach / name).read_bytes() == (again / name).read_bytes(), name
    assert (northreach / "people.csv").read_bytes() != (other / "people.csv").read_bytes()
    assert len(rows_of(other)) == len(rows_of(northreach))


def test_organisation_has_the_promised_shape(northreach: Path) -> None:
    people = {row["number"]: row for row in reversed(rows_of(northreach))}
    kinds = Counter({"customer": "C", "partner": "P"}.get(row["kind"], "S") for row in people.values())
    assert kinds == {"S": 5_000, "P": 40, "C": 12_000}
    staff = [row for row in people.values() if row["number"].startswith("S")]
    assert len({row["unit"] for row in staff}) == 26
    assert len({row["site"] for row in staff}) == 9
    assert {(row["country"], row["time zone"]) for row in staff} == {("GB", "Europe/London"), ("DE", "Europe/Berlin")}
    assert sum(not row["email"] for row in people.values()) == 1_140
    assert {row["role"] for row in people.values() if not row["email"]} <= {
        "night-nurse", "night-assistant", "healthcare-assistant"}
    assert sum(bool(row["to"]) for row in people.values()) == 61
    assert sum(row["primary"] == "no" for row in rows_of(northreach)) == 184


def test_nobody_has_an_address_that_could_exist(northreach: Path) -> None:
    addresses = [row["email"] for row in rows_of(northreach) if row["email"] and row["primary"] == "yes"]
    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith((".invalid", ".example.org")) for address in addresses)
    assert "Synthetic" in (northreach / "programme.yaml").read_text(encoding="utf-8").split("\n", 1)[0]


def test_everybody_belongs_to_one_audience_and_every_audience_to_one_wave(northreach: Path) -> None:
    tree = tree_of(northreach)
    programme = waves.Programme(tree, waves.read_people(northreach / "people.csv"), datetime.date(2027, 1, 4))
    assert programme.heads(programme.audiences) == 17_040
    assert all(programme.members.values())
    sides = Counter(programme.side(name) for name in programme.audiences)
    assert sides["partners"] == 40 and sides["customers"] == 12 and 110 <= sides["internal"] <= 160
    drawn = Counter(name for wave in tree["rollout"]["waves"] for name in wave["audiences"])
    assert drawn == Counter(list(programme.audiences))


def test_waves_drawn_by_hand_break_rules_that_a_proposal_keeps(northreach: Path) -> None:
    tree = tree_of(northreach)
    drawn = {"waves": tree["rollout"]["waves"], "training": []}
    complaints = waves.check(
        waves.read_plan(json.dumps(drawn)), tree, waves.read_people(northreach / "people.csv"),
        datetime.date(2027, 1, 4))
    broken = {line.split(":")[0] for line in complaints}
    assert broken >= {"per-site", "capacity", "after", "ready", "holiday"}
    assert not broken & {"audiences", "headcount"}


def test_every_wave_is_guarded_by_declared_metrics(northreach: Path) -> None:
    tree = tree_of(northreach)
    metrics = {one["id"]: one for one in tree["metrics"]}
    assert {name: one["kind"] for name, one in metrics.items()} == {
        "questions": "count", "corrections": "share", "satisfaction": "score"}
    assert metrics["questions"]["once"] == "day" and metrics["satisfaction"]["harm"] == "less"
    drawn = tree["rollout"]["waves"]
    guardrails = [one for wave in drawn for one in wave["guardrails"]]
    assert len({one["id"] for one in guardrails}) == len(guardrails) == 2 * len(drawn)
    for place, wave in enumerate(drawn):
        by_comparison = {one["compare"]: one for one in wave["guardrails"]}
        assert set(by_comparison) == {"earlier-waves", "threshold"}
        assert all(one["metric"] in metrics and one["may"] == "pause" for one in wave["guardrails"])
        # Only the first wave has nothing to be set beside.
        assert ("expect" in by_comparison["earlier-waves"]) == (place == 0), wave["id"]


@pytest.mark.parametrize("count", [40, 120, 1_000])
def test_work_items_are_as_many_as_asked_for_and_wait_for_earlier_ones(tmp_path: Path, count: int) -> None:
    tree = tree_of(generate(tmp_path / "out", "--items", str(count)))
    items = tree["implementation"]["items"]
    assert len(items) == count
    before: set[str] = set()
    for item in items:
        for link in item.get("after", []):
            assert (link if isinstance(link, str) else link["item"]) in before, item["id"]
        assert item["id"] not in before
        before.add(item["id"])
    resources = {one["id"]: int(one["capacity"]) for one in tree["resources"]}
    skilled = Counter(skill for one in tree["resources"] for skill in one.get("skills", []))
    for need in (need for item in items for need in item.get("needs", [])):
        if isinstance(need, str):
            assert need in resources
        elif "skill" in need:
            assert int(need["count"]) <= skilled[need["skill"]]
        else:
            assert int(need["amount"]) <= resources[need["resource"]]
    if count == 1_000:
        assert waves.day(tree["rollout"]["planning"]["earliest"]) - waves.day(tree["starts"]) > 1_090 * waves.DAY


def test_three_times_as_many_people_keep_their_proportions(northreach: Path, tmp_path: Path) -> None:
    larger = generate(tmp_path / "larger", "--scale", "3")
    assert len({row["number"] for row in rows_of(larger)}) == 3 * 17_040
    seats = [tree_of(folder)["rollout"]["planning"]["capacities"][0]["per-week"] for folder in (northreach, larger)]
    assert int(seats[1]) == 3 * int(seats[0])


def test_without_planning_only_older_keys_are_written(tmp_path: Path) -> None:
    text = (generate(tmp_path / "old", "--no-planning") / "programme.yaml").read_text(encoding="utf-8")
    for word in ("needs:", "effort:", "skills:", "planning:\n", "mitigated:", "absences:", "must-start:", "metrics:",
                 "ratio:", "expect:", "false-pauses:"):
        assert word not in text, word


def test_dirt_is_what_lists_of_people_have(tmp_path: Path) -> None:
    rows = rows_of(generate(tmp_path / "dirty", "--dirty"))
    staff = [row for row in rows if row["number"].startswith("S")]
    assert sum(not row["unit"] for row in staff) >= 7
    assert sum(row["kind"] == "bank staff" for row in staff) >= 5
    assert any(row["unit"].isupper() for row in staff)
    assert sum("." in row["from"] for row in staff) >= 90
    twice = Counter(row["number"] for row in staff if row["primary"] == "yes")
    assert sum(count > 1 for count in twice.values()) == 34
    assert sum("2028" in row["to"] or "2027" in row["to"] for row in staff) >= 61


# ------------------------------------------------------------------ the checker

TODAY = datetime.date(2027, 1, 4)

PROGRAMME = """
starts: 2027-01-04
calendars:
  - {id: office, days: [mon, tue, wed, thu, fri], holidays: [2027-03-29]}
  - {id: round, days: [mon, tue, wed, thu, fri, sat, sun], holidays: [2027-03-29]}
freezes:
  - {id: south, name: Audit in the south, from: 2027-03-22, to: 2027-03-23, kinds: [admission], sites: [south]}
  - {id: rooms, name: Rooms painted, from: 2027-03-08, to: 2027-03-09, kinds: [training]}
  - {id: rest, name: Rest in the north, from: 2027-03-02, to: 2027-03-02, kinds: [training], sites: [north]}
  - {id: paper, name: Only paper, from: 2027-01-01, to: 2027-12-31, kinds: [admission], systems: [paper]}
  - {id: nobody, name: Vendors only, from: 2027-01-01, to: 2027-12-31, person-kinds: [vendor]}
units: [{id: all}, {id: lower, parent: all}]
audiences:
  - {id: a-north, units: [a], sites: [north]}
  - {id: a-south, units: [a], sites: [south]}
  - {id: b-north, units: [lower], sites: [north]}
  - {id: b-south, units: [all], sites: [south]}
  - {id: night, units: [night], calendar: round}
  - {id: firm, side: partners, units: [firm]}
  - {id: buyers, side: customers, units: [buyers]}
rollout:
  system: new
  planning:
    earliest: 2027-03-01
    finish-by: 2027-03-31
    opens-on: [mon, tue]
    soak: 14d
    first-wave: {at-most: 10 %, covers: [internal, partners, vendors]}
    growth: 3
    per-site: 1
    waves: 3
    training-within: 14d
    capacities:
      - {id: seats, per-week: 20, per-person: 2, during: training, for: [internal]}
      - {id: desk, per-week: 28.75, per-person: 1, during: hypercare, half-life: 1w}
      - {id: walkers, per-week: 5, per-person: 0.5, during: go-live, for: [internal],
         changes: [{from: 2027-03-29, per-week: 5.5}]}
    units:
      - {audience: b-south, ready: 2027-03-29, together-with: [night], after: [{audience: b-north, gap: 14d}]}
      - {audience: night, site: north}
      - {audience: a-south, apart-from: [a-north, b-south]}
      - {audience: buyers, after: firm}
"""

HEADS = {"a-north": 3, "a-south": 4, "b-north": 6, "b-south": 6, "night": 5, "firm": 1, "buyers": 15}
UNITS = {"a-north": ("a", "North"), "a-south": ("A", "south"), "b-north": ("lower", "north"),
         "b-south": ("lower", "south"), "night": ("night", ""), "firm": ("firm", ""), "buyers": ("buyers", "")}


def trained(audience: str, date: str, amount: int) -> dict[str, Any]:
    return {"audience": audience, "capacity": "seats", "day": date, "amount": amount}


PLAN = {
    "verdict": "planned", "headcount": 40,
    "plan": {
        "waves": [
            {"opens": "2027-03-01", "audiences": ["a-north", "firm"], "headcount": 4, "isBegun": False},
            {"opens": "2027-03-16", "audiences": ["a-south", "b-north"], "headcount": 10, "isBegun": False},
            {"opens": "2027-03-30", "audiences": ["b-south", "night", "buyers"], "headcount": 26, "isBegun": False},
        ],
        "training": [
            trained("a-north", "2027-02-15", 6000), trained("a-south", "2027-03-02", 8000),
            trained("b-north", "2027-03-04", 12000), trained("b-south", "2027-03-17", 12000),
            trained("night", "2027-03-23", 10000),
        ],
        "usage": [{"capacity": "walkers", "weeks": [
            {"week": "2027-03-01", "used": 1500, "limit": 5000}, {"week": "2027-03-15", "used": 5000, "limit": 5000},
            {"week": "2027-03-29", "used": 5500, "limit": 5500}]}],
    },
}

Tree = dict[str, Any]


class Small:
    """Seven audiences and three waves that keep every rule, several of them to the last unit."""

    def __init__(self, folder: Path):
        self.people = folder / "people.csv"
        self.rows = [
            {"number": f"{name}-{number}", "unit": UNITS[name][0], "site": UNITS[name][1], "primary": "yes", "to": ""}
            for name, heads in HEADS.items() for number in range(heads)]
        self.tree: Tree = yaml.load(PROGRAMME, Loader=yaml.BaseLoader)
        self.plan: Tree = copy.deepcopy(PLAN)
        del self.plan["plan"]["usage"]

    @property
    def planning(self) -> Tree:
        return self.tree["rollout"]["planning"]

    @property
    def waves(self) -> list[Tree]:
        return self.plan["plan"]["waves"]

    @property
    def training(self) -> list[Tree]:
        return self.plan["plan"]["training"]

    def unit(self, audience: str) -> Tree:
        return next(one for one in self.planning["units"] if one["audience"] == audience)

    def capacity(self, name: str) -> Tree:
        return next(one for one in self.planning["capacities"] if one["id"] == name)

    def move(self, audience: str, wave: int) -> None:
        for one in self.waves:
            if audience in one["audiences"]:
                one["audiences"].remove(audience)
        self.waves[wave]["audiences"].append(audience)
        for one in self.waves:
            one["headcount"] = sum(HEADS[name] for name in one["audiences"])

    def complaints(self) -> list[str]:
        with open(self.people, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["number", "unit", "site", "primary", "to"])
            writer.writeheader()
            writer.writerows(self.rows)
        return waves.check(
            waves.read_plan(json.dumps(self.plan)), self.tree, waves.read_people(self.people), TODAY)


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path)


def test_a_plan_that_keeps_every_rule_has_no_complaint(small: Small) -> None:
    assert small.complaints() == []
    small.plan["plan"]["usage"] = copy.deepcopy(PLAN["plan"]["usage"])  # type: ignore[index]
    assert {line.split(":")[0] for line in small.complaints()} == {"usage"}, "seats and desk are not reported"


Fault = Callable[[Small], Any]

FAULTS: list[tuple[str, str, Fault]] = [
    ("audiences", "night opens 0 times", lambda it: it.waves[2]["audiences"].remove("night")),
    ("audiences", "firm opens 2 times", lambda it: it.waves[2]["audiences"].append("firm")),
    ("audiences", "ghosts is none", lambda it: it.waves[2]["audiences"].append("ghosts")),
    ("audiences", "lets nobody in", lambda it: it.waves.append({"opens": "2027-04-13", "audiences": []})),
    ("headcount", "counts 41", lambda it: it.plan.update(headcount=41)),
    ("headcount", "says 11, it has 10", lambda it: it.waves[1].update(headcount=11)),
    ("headcount", "counts 40 people, the list 41",
     lambda it: it.rows.append({"number": "new", "unit": "a", "site": "north", "primary": "yes", "to": ""})),
    ("headcount", "counts 40 people, the list 39", lambda it: it.rows[0].update(to="2027-01-03")),
    ("first-share", "8 of 40", lambda it: it.move("a-south", 0)),
    ("first-share", "4 of 40", lambda it: it.planning["first-wave"].update({"at-most": "0.099"})),
    ("first-covers", "partners", lambda it: it.move("firm", 1)),
    ("first-covers", "customers", lambda it: it.planning["first-wave"]["covers"].append("customers")),
    ("growth", "25 people on 2027-03-16 after at most 4", lambda it: it.move("buyers", 1)),
    ("growth", "10 people", lambda it: it.planning.update(growth="2.4")),
    ("waves", "3 waves, 2 allowed", lambda it: it.planning.update(waves="2")),
    ("per-site", "2 audiences of south", lambda it: it.move("b-south", 1)),
    ("per-site", "2 audiences of north", lambda it: it.move("night", 1)),
    ("earliest", "2027-02-22", lambda it: it.waves[0].update(opens="2027-02-22")),
    ("finish-by", "2027-04-06", lambda it: it.waves[2].update(opens="2027-04-06")),
    ("weekday", "2027-03-31 is a wed", lambda it: it.waves[2].update(opens="2027-03-31")),
    ("weekday", "round does not work", lambda it: it.tree["calendars"][1].update(days=["mon", "wed"])),
    ("holiday", "night opens on 2027-03-29", lambda it: it.waves[2].update(opens="2027-03-29")),
    ("freeze", "a-south opens on 2027-03-22", lambda it: it.waves[1].update(opens="2027-03-22")),
    ("freeze", "firm opens on 2027-03-01 in “Only paper”", lambda it: it.tree["freezes"][3].pop("systems")),
    ("freeze", "Vendors only", lambda it: it.tree["freezes"][4].update({"people": ["night-0"]})),
    ("ready", "b-south", lambda it: it.unit("b-south").update(ready="2027-03-31")),
    ("soak", "less than 14 days", lambda it: it.waves[1].update(opens="2027-03-09")),
    ("together", "b-south opens on 2027-03-30, night on 2027-03-16", lambda it: it.move("night", 1)),
    ("apart", "a-south and b-south", lambda it: it.move("b-south", 1)),
    ("after", "less than 15 days", lambda it: it.unit("b-south")["after"][0].update(gap="15d")),
    ("after", "buyers on 2027-03-01 is less than 0 days",
     lambda it: (it.move("buyers", 0), it.move("firm", 1))),
    ("training", "night has 0 of seats", lambda it: it.training.pop()),
    ("training", "a-north has 7000", lambda it: it.training[0].update(amount=7000)),
    ("training", "a-north opens on 2027-03-01 and trains on 2027-02-12",
     lambda it: it.training[0].update(day="2027-02-12")),
    ("training", "trains on 2027-03-16", lambda it: it.training[2].update(day="2027-03-16")),
    ("training", "in “Rooms painted”", lambda it: it.training[2].update(day="2027-03-08")),
    ("training", "b-north trains on 2027-03-02 in “Rest in the north”",
     lambda it: it.training[2].update(day="2027-03-02")),
    ("training", "a day off in office", lambda it: it.training[2].update(day="2027-03-06")),
    ("training", "before today", lambda it: it.training[0].update(day="2027-01-01")),
    ("training", "one of them is unknown", lambda it: it.training[0].update(capacity="chairs")),
    ("training", "trains -1000", lambda it: it.training.append(trained("night", "2027-03-24", -1000))),
    ("training", "firm has 2000 of seats and needs 0",
     lambda it: it.training.append(trained("firm", "2027-02-16", 2000))),
    ("capacity", "seats: 20 of 19.999", lambda it: it.capacity("seats").update({"per-week": "19.999"})),
    ("capacity", "desk: 28.748 of 28.747", lambda it: it.capacity("desk").update({"per-week": "28.747"})),
    ("capacity", "desk: 4 of 3 in the week of 2027-03-01", lambda it: it.capacity("desk").update({"per-week": "3"})),
    ("capacity", "walkers: 5.5 of 5 in the week of 2027-03-29", lambda it: it.capacity("walkers").pop("changes")),
    ("capacity", "walkers", lambda it: it.capacity("walkers").pop("for")),
]


@pytest.mark.parametrize(("rule", "words", "plant"), FAULTS, ids=[f"{rule}: {words}" for rule, words, _ in FAULTS])
def test_every_planted_fault_is_found(small: Small, rule: str, words: str, plant: Fault) -> None:
    assert small.complaints() == []
    plant(small)
    found = small.complaints()
    assert any(line.startswith(f"{rule}: ") and words in line for line in found), found


def test_use_that_the_plan_misreports_is_found(small: Small) -> None:
    small.planning["capacities"] = [small.capacity("walkers")]
    small.plan["plan"]["training"] = []
    small.plan["plan"]["usage"] = copy.deepcopy(PLAN["plan"]["usage"])  # type: ignore[index]
    assert small.complaints() == []
    small.plan["plan"]["usage"][0]["weeks"][1]["used"] = 4999
    small.plan["plan"]["usage"][0]["weeks"][2]["limit"] = 6000
    assert [line.split(" ")[0] for line in small.complaints()] == ["usage:", "usage:"]
    del small.plan["plan"]["usage"][0]["weeks"][0]
    assert len(small.complaints()) == 3


def test_what_has_begun_is_not_judged_but_counts(small: Small) -> None:
    # Too early, too large, in the wrong place: it happened.
    small.waves[0] |= {"opens": "2027-02-18", "isBegun": True}
    small.training.pop(0)
    assert small.complaints() == []
    small.planning["growth"] = "2"
    assert [line.split(":")[0] for line in small.complaints()] == ["growth", "growth"]


def test_fading_is_exact() -> None:
    assert waves.fading(1000, 1) == [1000, 500, 250, 125, 62, 31, 15, 7, 3, 1]
    for first in (1, 7, 150, 600, 99_999):
        for half_life in (1, 2, 3, 8):
            amounts = waves.fading(first, half_life)
            assert amounts[0] == first and amounts[half_life : half_life + 1] in ([first // 2], [])
            for week, amount in enumerate(amounts):
                assert abs(amount + 0.5 - first * 2 ** (-week / half_life)) <= 0.5 + 1e-6


def test_checker_speaks_through_its_exit_code(small: Small, tmp_path: Path) -> None:
    small.complaints()
    (tmp_path / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")

    def run(plan: str) -> tuple[int, str]:
        (tmp_path / "plan.json").write_text(plan, encoding="utf-8")
        ended = subprocess.run(
            [sys.executable, str(CHECKER), str(tmp_path / "plan.json"), str(tmp_path / "programme.yaml"),
             str(small.people), "--today", "2027-01-04"], capture_output=True, text=True, timeout=60)
        return ended.returncode, ended.stdout + ended.stderr

    assert run(json.dumps(small.plan)) == (0, "3 waves with 7 audiences: nothing is broken.\n")
    small.waves[1]["opens"] = "2027-03-22"
    code, said = run(json.dumps(small.plan))
    assert code == 1 and "freeze: a-south opens on 2027-03-22 in “Audit in the south”" in said
    assert run("{")[0] == 65
    assert run('{"verdict": "infeasible"}') == (65, "Unreadable: there is no plan to check: infeasible\n")


def test_primary_assignment_decides_where_somebody_belongs(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "Number,Unit,Site,Primary,From,To\nX1,First Unit,South,no,,\nX1,Second,North,yes,,\nX2,a,,yes,01.02.2027,\n",
        encoding="utf-8")
    people = waves.read_people(tmp_path / "people.csv")
    assert people["X1"]["unit"] == "second" and people["X1"]["site"] == "north"
    assert people["X2"]["from"] == datetime.date(2027, 2, 1)


# ------------------------------------------------------------------ both against the product


@pytest.mark.parametrize("options", [[], ["--items", "1000"], ["--scale", "2"], ["--no-planning"]],
                         ids=["plain", "thousand items", "twice the people", "older keys"])
def test_product_finds_the_document_sound(slipway: CommandLine, tmp_path: Path, options: list[str]) -> None:
    folder = generate(tmp_path / "out", *options)
    said = slipway("check", folder / "programme.yaml", data=False).stdout
    assert "is sound: 186 audiences" in said


def test_people_and_conditions_are_taken_without_a_complaint(slipway: CommandLine, northreach: Path) -> None:
    slipway("apply", northreach / "programme.yaml", "--yes")
    said = slipway("import", "people", northreach / "people.csv").stdout
    assert "17040 joined" in said and "Head-count 17040." in said
    slipway("import", "conditions", northreach / "conditions.csv")
    assert "17040 scheduled" in slipway("everyone").stdout


def test_proposed_waves_keep_every_rule(slipway: CommandLine, northreach: Path, tmp_path: Path) -> None:
    slipway("apply", northreach / "programme.yaml", "--yes")
    slipway("import", "people", northreach / "people.csv")
    # Few schedules, since the build under test may be one for debugging.
    proposal = slipway("waves", "plan", "--schedules", "300", "--json", within=600)
    (tmp_path / "plan.json").write_text(proposal.stdout, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, str(CHECKER), str(tmp_path / "plan.json"), str(northreach / "programme.yaml"),
         str(northreach / "people.csv")], capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    found = waves.read_plan(proposal.stdout)
    assert found["headcount"] == 17_040 and len(found["waves"]) <= 13
    assert found["usage"], "what is used of every capacity is said, and was counted again"
