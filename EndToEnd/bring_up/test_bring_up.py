"""From an empty folder to the first wave at work, by one command; what kills in between change: nothing."""

import re
import time

import pytest
from chaos import Watch, lost, twice

from harness.processes import eventually
from harness.quay import Quay

#: The interval of the probes that watch Quay's service and the tide feed, in seconds.
INTERVAL = 3
#: How long the server takes to come round to what is due, and to write down what was found.
ROUND = 1.5


def test_one_command_brings_everything_up_and_again_changes_nothing(quay):
    said = quay.bring_up()
    for line in [
        "brought up: files done, database done, quay done, order-sheet done, tides done, old-book unchanged",
        "tests of our own pass", "Quay's own suite has passed", "ada has confirmed it",
        "24 people have practised in Quay and passed their lesson", "the book has moved, its totals agree",
        "live and dark", "rehearsed in a copy", "the harbour office's wave is open",
        "h.isbister of the harbour office has booked a berth in Quay",
        "p.lodestar of the pilots is refused: You come with On the water",
    ]:
        assert line in said, said
    # The end names the gate and what it stands on: every criterion met, by facts with their numbers.
    gate = said.partition("\nHarbour office: GO\n")[2].splitlines()
    criteria = [line.split() for line in gate if re.match(r"  \S", line)]
    assert [one[0] for one in criteria] == ["met"] * 6, gate
    assert all(re.fullmatch(r"\[#\d+", one[3]) for one in criteria), gate
    assert not quay.harbour.sandbox.exists()
    assert (quay.harbour.live / "address").read_text() == "harbour-office quay\n"

    steps = [line for line in quay.executions() if line[1] != "-"]
    runs = quay.slipway.ask("ada", "/api/v1/runs")["runs"]
    assert "brought up: files done" in quay.bring_up()
    assert [line for line in quay.executions() if line[1] != "-"] == steps
    assert quay.slipway.ask("ada", "/api/v1/runs")["runs"] == runs

    # Somebody orders it all again: everything is as it should be, so nothing is carried out.
    told = quay.slipway.tell("ada", "/api/v1/runs", {"procedure": "bring-up"})
    again = eventually(lambda: ended(quay, told["run"]), "the second bring-up ends", within=60)
    assert {step["state"] for step in again["steps"]} == {"unchanged"}


def ended(quay: Quay, number: int) -> dict | None:
    run = quay.slipway.ask("ada", f"/api/v1/runs/{number}")
    return None if run["isOpen"] else run


def test_a_service_that_dies_takes_down_exactly_its_departments(quay):
    quay.bring_up()
    ready = {"harbour-office": "met", "pilots": "met", "tugs": "met"}
    eventually(lambda: quay.technical() == ready, "all departments are technically ready")
    for service, departments in [("tides", {"pilots"}), ("quay", {"harbour-office", "pilots"})]:
        killed = quay.kill_service(service)
        eventually(lambda: quay.technical() != ready, "readiness drops", within=INTERVAL + ROUND)
        took = time.monotonic() - killed
        assert took <= INTERVAL + ROUND
        assert {one for one, word in quay.technical().items() if word != "met"} == departments
        # Nobody else follows later.
        time.sleep(INTERVAL + ROUND)
        assert {one for one, word in quay.technical().items() if word != "met"} == departments
        told = quay.slipway.tell("ada", "/api/v1/runs", {"procedure": "bring-up"})
        run = eventually(lambda: ended(quay, told["run"]), "it is brought up again", within=60)
        changed = {step["id"] for step in run["steps"] if step["state"] == "done"}
        assert changed == {service}, run
        eventually(lambda: quay.technical() == ready, "all departments are technically ready again")


@pytest.mark.parametrize("also_the_driver", [False, True])
def test_killed_in_three_places_it_goes_on_where_it_was(quay, also_the_driver):
    watch = Watch(quay)
    watch.start()
    for place in [r"ordered: bring-up", r"Quay's own suite has passed", r"ordered: cutover"]:
        driver = quay.driver()
        driver.start()
        driver.wait_for(place, within=120)
        assert quay.kill_server()
        if also_the_driver:
            driver.kill()
        else:
            assert driver.wait(60) == 75, driver.output
            assert "run the command again" in driver.output
    said = quay.bring_up()
    watch.end()
    assert "Harbour office: GO" in said
    assert lost(quay) == []
    assert [*watch.again, *twice(quay.executions(), watch.seen)] == []
    runs = quay.slipway.ask("ada", "/api/v1/runs")["runs"]
    assert [(run["kind"], run["state"]) for run in reversed(runs)] == [
        (kind, "succeeded") for kind in ["bring-up", "load", "rehearsal", "cutover"]]
