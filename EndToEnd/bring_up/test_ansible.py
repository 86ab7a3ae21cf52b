"""A real service on this machine, provisioned by Slipway with Ansible: planned, applied, found again, mended."""

import pytest

from harness.processes import eventually
from harness.quay import Quay, living
from harness.tools import tool


@pytest.fixture
def planned(quay: Quay) -> Quay:
    """A server with the programme in force; nothing has been brought up."""
    tool("ansible-playbook", package="ansible-core")
    driver = quay.driver("--until", "admit-staff")
    driver.start()
    assert driver.wait(60) == 0, driver.output
    return quay


def apply(quay: Quay) -> dict:
    """Orders the tide feed and waits for its end; its one step."""
    told = quay.slipway.tell("ada", "/api/v1/runs", {"procedure": "bring-up", "components": ["tides"]})
    address = f"/api/v1/runs/{told['run']}"
    eventually(lambda: not quay.slipway.ask("ada", address)["isOpen"], "the run ends", within=120)
    run = quay.slipway.ask("ada", address)
    assert run["state"] == "succeeded", run
    [step] = run["steps"]
    return step


def output(quay: Quay, step: dict, name: str) -> str:
    """What a command of that step has written, from the attachment of that name."""
    digest = next(one["digest"] for one in step["attachments"] if one["name"] == name)
    return quay.slipway.request("GET", f"/attachments/{digest}", account="ada")[1].decode()


def test_ansible_plans_applies_and_mends(planned):
    tides = planned.client_of("tides")
    assert not tides.answers("/health")
    step = apply(planned)
    assert step["state"] == "done"
    # The dry run showed what the apply then did.
    assert "changed=4" in output(planned, step, "plan.txt")
    assert "changed=4" in output(planned, step, "output.txt")
    assert tides.get("/health").json()["rangeDm"] == 58

    # Nothing to do: the plan says so, and nothing is applied.
    before = planned.executions()
    step = apply(planned)
    assert step["state"] == "unchanged"
    assert planned.executions() == before

    # Somebody has changed the configuration by hand: the plan shows the difference, the apply takes it back.
    configuration = planned.harbour.folder / "tides" / "tides.ini"
    configuration.write_text(configuration.read_text().replace("58", "99"))
    step = apply(planned)
    assert step["state"] == "done"
    assert "-range-dm = 99" in output(planned, step, "plan.txt")
    assert "58" in configuration.read_text() and tides.get("/health").json()["rangeDm"] == 58

    # It has died: it is started again, with its configuration untouched.
    planned.kill_service("tides")
    step = apply(planned)
    assert step["state"] == "done" and "changed=1" in output(planned, step, "output.txt")
    assert tides.answers("/health")
    assert living(planned.harbour.folder / "tides" / "run" / "tides.pid") is not None
