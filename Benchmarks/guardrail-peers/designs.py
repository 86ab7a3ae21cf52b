"""The scenarios of the guardrail table, rolled unit by unit with numpy; the same designs as Benchmarks/Guardrails."""

from dataclasses import dataclass

import numpy as np

LOOKS = 100
PER_ARM = 10


@dataclass(frozen=True)
class Scenario:
    name: str
    kind: str
    control: float
    treated: float
    units: int
    harm: bool
    every_unit: bool = False


SCENARIOS = [
    Scenario("B0", "failures", 0.01, 0.01, 10_000, False),
    Scenario("L0", "latency", 1.0, 1.0, 4_000, False),
    Scenario("C0", "events", 0.05, 0.05, 10_000, False),
    Scenario("G0", "departments", 0.0, 0.0, 5_000, False),
    Scenario("E0", "failures", 0.01, 0.01, 10_000, False, True),
    Scenario("B1", "failures", 0.01, 0.02, 10_000, True),
    Scenario("B2", "failures", 0.20, 0.25, 5_000, True),
    Scenario("L1", "latency", 1.0, 1.1, 4_000, True),
    Scenario("C1", "events", 0.05, 0.075, 10_000, True),
    Scenario("G2", "departments", 0.0, 0.05, 5_000, True),
]


@dataclass
class Path:
    """One run: what every unit of either arm had, in the order of their arrival, and the units at each look."""

    treated: np.ndarray
    control: np.ndarray
    looks: np.ndarray

    def totals(self, values):
        """Count, sum and sum of squares at each look."""
        return self.looks, np.cumsum(values)[self.looks - 1], np.cumsum(values * values)[self.looks - 1]


def roll(scenario, seed, run):
    dice = np.random.default_rng([seed, *scenario.name.encode(), run])
    units = scenario.units
    if scenario.kind == "failures":
        treated, control = (dice.random(units) < p for p in (scenario.treated, scenario.control))
    elif scenario.kind == "events":
        treated, control = (dice.poisson(mean, units) for mean in (scenario.treated, scenario.control))
    elif scenario.kind == "latency":
        treated, control = (np.exp(5.3 + 0.5 * dice.standard_normal(units)) * f for f in (scenario.treated, 1.0))
    else:
        # People of the departments of one arm arrive in turns.
        turns = np.arange(units) % PER_ARM
        treated, control = (
            dice.random(units) < (dice.beta(4.9, 44.1, PER_ARM) + effect)[turns] for effect in (scenario.treated, 0.0)
        )
    step = 1 if scenario.every_unit else units // LOOKS
    return Path(treated.astype(float), control.astype(float), np.arange(step, units + 1, step))
