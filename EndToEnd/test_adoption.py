"""How people take to the new system, as the interface and the command line say it, beside an outside checker's figures
of the same events."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from harness.clock import later
from harness.ferry import DECK, QUAY, Ferry, moment
from harness.processes import eventually

CHECKER = Path(__file__).parent / "checkers/measures.py"

METRICS = """
metrics:
  - {id: crossings, name: Crossings, events: [berths.crossing, slate.crossing]}
  - {id: ease, name: Ease, kind: score, events: [berths.ease], least: 1, most: 7}
"""

#: Who planned how many crossings where, and what they thought of it.
CROSSINGS = (
    [("berths", number) for number in DECK[:6] for _ in range(3)] + [("slate", number) for number in DECK[4:]]
    + [("slate", number) for number in QUAY])
EASE = {"H01": 7, "H02": 5, "H03": 6, "H04": 2, "H05": 5, "H06": 6}


def events() -> list[dict[str, object]]:
    planned = [
        {"id": f"c{index}", "at": moment(70), "system": system, "person": f"{number.lower()}.heron",
         "metric": "crossing"} for index, (system, number) in enumerate(CROSSINGS)]
    answered = [
        {"id": f"e{number}", "at": moment(71), "system": "berths", "person": f"{number.lower()}.heron",
         "metric": "ease", "value": value} for number, value in EASE.items()]
    return planned + answered


def checked() -> dict[str, object]:
    """The same by the checker, which knows nothing of Slipway."""
    roles = {"berths": "new", "slate": "old"}
    question = {
        "adoption": {
            "now": 1.3, "within": 28, "actions": 1, "trained": DECK, "live": dict.fromkeys(DECK, 0),
            "audiences": [
                {"id": "deck", "people": DECK, "features": 1}, {"id": "quay", "people": QUAY, "features": 1}],
            "events": [
                {"id": f"c{index}", "day": 0.1, "system": roles[system], "person": number, "feature": "crossing"}
                for index, (system, number) in enumerate(CROSSINGS)]},
        "ces": {"answers": list(EASE.values())},
        "share": {"part": 6, "whole": 10},
    }
    answer = subprocess.run(
        [sys.executable, str(CHECKER)], input=json.dumps(question), capture_output=True, text=True, timeout=60, check=True)
    return json.loads(answer.stdout)


@pytest.fixture
def sailed(ferry, make_server) -> Ferry:
    """More than a day after all of the deck were let in, with everything reported."""
    ferry.begin(soak="1s", extra=METRICS)
    ferry.serve(make_server(arguments=["--allow-local-targets"]))
    ferry.open()
    eventually(lambda: ferry.slipway.json("adoption")["audiences"][0]["live"] == 10, "the deck is in", within=90)
    assert ferry.server.stop() == 0
    ferry.serve(make_server(arguments=["--allow-local-targets"], env=later(30)))
    answer = ferry.client("maren").post("/api/v1/events", json={
        "events": events(),
        "through": [{"system": system, "through": moment(30 * 60)} for system in ["berths", "slate"]]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["dropped"] == answer.json()["tooOld"] == []
    assert ferry.server.stop() == 0
    ferry.serve(make_server(arguments=["--allow-local-targets"], env=later(31)))
    client = ferry.client("odd")
    eventually(
        lambda: "value" in client.get("/api/v1/adoption").json()["overall"]["residualUse"], "the hour is closed",
        within=60)
    return ferry


def test_figures_are_those_of_the_checker(sailed):
    view = sailed.client("odd").get("/api/v1/adoption").json()
    expected = checked()
    assert {one["id"] for one in view["audiences"]} == {"deck", "quay"}
    for row in expected["adoption"]:
        measures = next(one["measures"] for one in view["audiences"] if one["id"] == row["audience"])
        for name in ["activation", "reach", "residualUse"]:
            assert measures[name].get("value") == pytest.approx(row[name]), (row["audience"], name)
    deck = view["audiences"][0]["measures"]["activation"]
    share = expected["share"]
    assert [deck["lower"], deck["upper"]] == pytest.approx(share["interval"], abs=1e-9)
    ease = view["scores"][0]["overall"]
    assert ease["value"] == pytest.approx(expected["ces"]["mean"])
    assert [ease["lower"], ease["upper"]] == pytest.approx(expected["ces"]["interval"], abs=1e-9)
    text = sailed.slipway("adoption", "--audience", "deck").stdout
    assert "60 % (31.3 % to 83.2 %)" in text and "quay" not in text
    assert "Stickiness is not known" in text


def test_an_effect_of_two_departments_is_refused(sailed):
    answer = sailed.client("odd").get("/api/v1/effects/crossings").json()
    assert "estimate" not in answer and answer["sentence"].startswith("Crossings: ")
    assert sailed.client("odd").get("/api/v1/effects/crossing").status_code == 404
    assert sailed.slipway("effect", "crossings").stdout.startswith("Crossings: ")
