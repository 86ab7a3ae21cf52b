"""Plans, wave proposals and forecasts as somebody asks for them on the command line, looked over by outside checkers."""

import datetime
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKERS = Path(__file__).parent / "checkers"
EXAMPLE = "examples/ledger"


def later(text: str, weeks: int) -> str:
    """Every date so many weeks later; weekdays stay."""
    def move(found: re.Match[str]) -> str:
        day = datetime.date.fromisoformat(found.group()) + datetime.timedelta(weeks=weeks)
        return day.isoformat()
    return re.sub(r"\b20\d\d-\d\d-\d\d\b", move, text)


@pytest.fixture
def planned(root, slipway, tmp_path):
    """The example, moved so that it begins some weeks from today, with its people."""
    text = (root / EXAMPLE / "programme.yaml").read_text()
    weeks = (datetime.date.today() - datetime.date(2026, 3, 2)).days // 7 + 2
    (tmp_path / "programme.yaml").write_text(later(text, weeks))
    slipway("apply", tmp_path / "programme.yaml", "--yes")
    slipway("import", "people", root / EXAMPLE / "people.csv")
    return tmp_path / "programme.yaml"


def check(checker: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(CHECKERS / checker), *map(str, arguments)], capture_output=True, text=True, timeout=120)


def proposal(slipway, tmp_path: Path, *options: str, code: int = 0) -> dict:
    result = slipway("waves", "plan", "--json", *options, code=code)
    (tmp_path / "plan.json").write_text(result.stdout)
    return json.loads(result.stdout)


# The plan


def test_nobody_is_needed_twice_and_every_wait_is_explained(slipway, planned):
    plan = slipway.json("plan")
    held: dict[str, list[tuple[str, str, str]]] = {}
    for item in plan["items"]:
        for assignment in item["assignments"]:
            held.setdefault(assignment["resource"], []).append((assignment["from"], assignment["to"], item["id"]))
    accountant = sorted(held["accountant"])
    assert len(accountant) >= 2
    for (_, until, one), (begin, _, other) in zip(accountant, accountant[1:]):
        assert until <= begin, f"{one} and {other} have the accountant at once"
    reasons = {item["id"]: " ".join(item["reasons"]) for item in plan["items"]}
    assert re.search(r"waits for The accountant, held by “[^”]+”, until \d{4}-\d\d-\d\d", " ".join(reasons.values()))
    for item in plan["items"]:
        if item["criticality"] == "critical":
            assert item["totalFloatMinutes"] <= 0
    by_id = {item["id"]: item for item in plan["items"]}
    last = max(plan["items"], key=lambda item: item["finish"])
    assert plan["criticalPath"][-1] == last["id"] and plan["finish"] == last["finish"]
    for one, other in zip(plan["criticalPath"], plan["criticalPath"][1:]):
        assert one in [driver["item"] for driver in by_id[other]["drivers"]]


def test_the_same_facts_give_the_same_plan(slipway, planned):
    moment = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%MZ")
    one, other = (slipway("plan", "--json", "--at", moment).stdout for _ in range(2))
    assert one == other


def test_a_baseline_stays_while_the_plan_moves(slipway, planned):
    assert "Baseline 1" in slipway("baseline", "Agreed in March").stdout
    before = slipway.json("plan")
    assert before["baseline"] == "Agreed in March"
    assert {item["daysLate"] for item in before["items"]} == {0}
    text = planned.read_text().replace("optimistic: 10d, likely: 12d, pessimistic: 18d", "likely: 30d")
    planned.write_text(text)
    slipway("apply", planned, "--yes")
    after = slipway.json("plan")
    assert {item["id"]: item["baselineFinish"] for item in after["items"]} == {
        item["id"]: item["baselineFinish"] for item in before["items"]}
    late = {item["id"]: item["daysLate"] for item in after["items"]}
    assert late["server"] > 7 and late["release"] > 7
    assert late["kick-off"] == 0
    assert after["baselineCost"] == before["cost"]


def test_one_more_is_what_planning_again_says(slipway, planned):
    lines = {line["resource"]: line for line in slipway.json("marginal")["lines"]}
    planned.write_text(planned.read_text().replace("name: The accountant,", "name: The accountant, capacity: 2,"))
    slipway("apply", planned, "--yes")
    finish = slipway.json("plan")["finish"]
    assert lines["accountant"]["finish"][:16] == finish[:16]


# Waves


def test_a_proposal_keeps_every_rule_and_becomes_the_document(slipway, planned, root, tmp_path):
    view = proposal(slipway, tmp_path, "--write", str(tmp_path / "draft.yaml"))
    assert view["verdict"] == "planned"
    checked = check("waves.py", tmp_path / "plan.json", planned, root / EXAMPLE / "people.csv")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    draft, before = (tmp_path / "draft.yaml").read_text(), planned.read_text()
    head = before[: before.index("\n  waves:\n    - id: pilot")]
    assert draft.startswith(head), "what stands before the waves is as it was written"
    assert draft.endswith(before[before.index("\nresources:"):])
    slipway("apply", tmp_path / "draft.yaml", "--yes")
    plan = slipway.json("plan")
    assert [wave["opens"] for wave in plan["waves"]] == [wave["opens"] for wave in view["plan"]["waves"]]
    # Planned again, what was just agreed on stays.
    again = proposal(slipway, tmp_path)
    assert again["plan"]["waves"][0]["opens"] == view["plan"]["waves"][0]["opens"]
    assert again["plan"]["movedPeople"] == 0


def test_an_impossible_date_names_the_smallest_concessions(slipway, planned, root, tmp_path):
    first = proposal(slipway, tmp_path)["plan"]["first"]
    view = proposal(slipway, tmp_path, "--finish-by", first, code=2)
    assert view["verdict"] == "infeasible" and view["conflicts"] and "plan" not in view
    best = view["concessions"][0]
    assert best["relaxations"] and best["isMinimal"]
    # The concession of a later date, kept, makes a plan possible; a day less does not.
    later_date = next(one for one in view["concessions"] if len(one["relaxations"]) == 1
                      and one["relaxations"][0].startswith("the last wave opens by"))
    day = re.search(r"\d{4}-\d\d-\d\d", later_date["relaxations"][0]).group()
    assert proposal(slipway, tmp_path, "--finish-by", day)["verdict"] == "planned"
    short = (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()
    assert proposal(slipway, tmp_path, "--finish-by", short, code=2)["verdict"] == "infeasible"


def test_frontier_has_no_dominated_point(slipway, planned, tmp_path):
    points = proposal(slipway, tmp_path, "--frontier")["frontier"]
    assert points
    for one in points:
        for other in points:
            if one is not other:
                assert not (other["last"] <= one["last"] and other["exposure"] <= one["exposure"])


def test_without_rules_for_waves_it_says_what_to_write(slipway, tmp_path):
    (tmp_path / "one.yaml").write_text(ONE_ITEM.format(start=datetime.date.today(), probability=0))
    slipway("apply", tmp_path / "one.yaml", "--yes")
    result = slipway("waves", "plan", code=66)
    assert "rollout.planning" in result.stderr


# The forecast


def test_same_seed_same_bytes(slipway, planned):
    moment = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%MZ")
    one, other = (slipway("simulate", "--json", "--seed", "7", "--samples", "2000", "--at", moment).stdout for _ in "ab")
    assert one == other
    assert one != slipway("simulate", "--json", "--seed", "8", "--samples", "2000", "--at", moment).stdout


def test_forecast_covers_both_stages_and_names_what_drives_it(slipway, planned):
    view = slipway.json("simulate", "--samples", "2000", "--mitigation-budget", "2500.00")
    finish = view["before"]["finish"]
    assert finish["p10"] <= finish["p50"] <= finish["p80"] <= finish["p90"]
    assert [one["id"] for one in view["before"]["milestones"]] == ["implementation", "pilot", "trade", "yard", "rollout"]
    assert view["before"]["risks"][0]["swingDays"] > 0
    assert view["after"]["finish"]["mean"] <= finish["mean"]
    assert view["mitigations"]["cost"] <= 250_000 and view["mitigations"]["isBest"]
    text = slipway("simulate", "--samples", "2000").stdout
    assert "P80" in text and "The vendor delivers the server late" in text


ONE_ITEM = """\
slipway: 1
programme: one
name: One piece of work (synthetic)
starts: {start}
systems: [{{id: new, name: New, role: new}}]
audiences: [{{id: all, name: All}}]
implementation:
  phases: [{{id: build}}]
  items:
    - {{id: work, name: Work, phase: build, estimate: 40d}}
rollout: {{system: new}}
risks:
  - {{id: late, name: Late, probability: {probability} %, impact-days: 10, affects: [work]}}
"""


def test_a_risk_of_thirty_per_cent_and_ten_days_costs_three_days(root, slipway, tmp_path):
    start = datetime.date.today() + datetime.timedelta(days=28 - datetime.date.today().weekday())
    means = []
    for probability in (30, 0):
        (tmp_path / "one.yaml").write_text(ONE_ITEM.format(start=start, probability=probability))
        slipway("apply", tmp_path / "one.yaml", "--yes")
        view = slipway.json("simulate", "--samples", "4000")
        means.append(view["before"]["finish"])
    error = 3 * means[0]["errorDays"] + 0.02
    # Ten working days are fourteen days of the calendar; three tenths of them are 4.2.
    moved = datetime.datetime.fromisoformat(means[0]["mean"]) - datetime.datetime.fromisoformat(means[1]["mean"])
    assert abs(moved.total_seconds() / 86_400 - 4.2) <= error
