"""Runs one peer over all scenarios and appends its rows to a CSV file.

Usage: run.py PEER RUNS SEED OUT.csv
"""

import csv
import importlib
import math
import os
import sys
import time
import warnings

from designs import SCENARIOS, roll


def row(scenario, name, found):
    """One line of the table: shares of runs with an alarm, and units at which part of all runs had alarmed."""
    alarms = sorted(units for units, _ in (one for one in found if one))

    def units(part):
        rank = math.ceil(part * len(found))
        return alarms[rank - 1] if scenario.harm and rank <= len(alarms) else ""

    harm = sum(1 for one in found if one and one[1])
    shares = (len(alarms) / len(found), harm / len(found))
    return [scenario.name, name, len(found), *(f"{share:.6f}" for share in shares), units(0.5), units(0.9)]


def main(peer, runs, seed, out):
    warnings.simplefilter("ignore")
    module = importlib.import_module(f"{peer}_peer")
    rows = []
    start = time.monotonic()
    for scenario in SCENARIOS:
        methods = module.methods(scenario)
        found = {name: [] for name in methods}
        for run in range(int(runs) if methods else 0):
            path = roll(scenario, int(seed), run)
            for name, decide in methods.items():
                alarm = decide(scenario, path)
                found[name].append((int(path.looks[alarm[0]]), bool(alarm[1])) if alarm else None)
        rows += [row(scenario, name, alarms) for name, alarms in found.items()]
        if methods:
            print(f"{peer} {scenario.name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    with open(out, "a", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__.strip())
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    main(*sys.argv[1:])
