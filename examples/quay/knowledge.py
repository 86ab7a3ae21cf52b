"""What Slipway knows of a bring-up, as the program that performs it asks."""

from urllib.parse import quote

from office import Slipway
from staff import Person


class Short(Exception):
    """Something did not come about, and why."""


class Knowledge:
    """Questions to the server, each one request; nothing is remembered here."""

    def __init__(self, slipway: Slipway):
        self.slipway = slipway

    def gate(self, audience: str) -> dict:
        return self.slipway.ask("ada", f"/api/v1/gates/{audience}")

    def criterion(self, audience: str, identity: str) -> bool:
        return any(one["id"] == identity and one["standing"] == "met" for one in self.gate(audience)["criteria"])

    def wave(self, identity: str) -> dict:
        return next(one for one in self.slipway.ask("ada", "/api/v1/status")["waves"] if one["id"] == identity)

    def holds(self, kind: str, identity: str) -> bool:
        """Whether the newest evidence on this subject says that it passed, and still counts."""
        return self.slipway.ask("ada", f"/api/v1/evidence?subject={quote(f'{kind}:{identity}')}")["standing"] == "met"

    def numbers(self) -> dict[str, int]:
        listed = self.slipway.ask("ada", "/api/v1/everyone?list=true")["people"]
        return {one["personnel"]: one["number"] for one in listed}

    def has_passed(self, person: Person, lesson: str) -> bool:
        lessons = self.slipway.ask("ada", f"/api/v1/people/{person.personnel}")["lessons"]
        return any(one["id"] == lesson and one["state"] == "passed" for one in lessons)

    def runs(self) -> list[dict]:
        """All runs without their steps, the first first."""
        return list(reversed(self.slipway.ask("ada", "/api/v1/runs")["runs"]))

    def last_run(self, kind: str) -> dict | None:
        """The newest run of this kind that succeeded."""
        return next((run for run in reversed(self.runs()) if run["kind"] == kind and run["state"] == "succeeded"), None)


def describe(run: dict) -> str:
    bad = [f"{step['id']} {step['state']}: {step.get('detail')} {step.get('difference') or ''}"
           for step in run["steps"] if step["state"] in {"failed", "not undone"}]
    return "; ".join(bad) or run.get("sentence") or "nothing failed"
