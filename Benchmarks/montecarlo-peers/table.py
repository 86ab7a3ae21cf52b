"""Runs the simulation's benchmark and its peers in turns and prints the medians, each beside its limit or peer.

Usage: table.py FOLDER BASELINE NATIVE C_BASELINE C_NATIVE PYTHON [OUT.csv]
"""

import csv
import os
import statistics
import subprocess
import sys

ROUNDS = 5


def collect(found, prefix, command):
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    for line in answer.stdout.splitlines():
        name, value = line.split("\t")
        found.setdefault(prefix + name, []).append(float(value))


def main(folder, baseline, native, c_baseline, c_native, python, out=None):
    subprocess.run([baseline, "prepare", folder], check=True)
    peer = os.path.join(os.path.dirname(os.path.abspath(__file__)), "numpy_peer.py")
    found = {}
    for _ in range(ROUNDS):
        for claim in ("every", "correlated", "calendars", "mitigated", "forward"):
            collect(found, "baseline: ", [baseline, claim, folder])
        for claim in ("every", "forward"):
            collect(found, "native: ", [native, claim, folder])
        collect(found, "baseline: ", [c_baseline, folder, "200"])
        collect(found, "native: ", [c_native, folder, "200"])
        collect(found, "", [python, peer, folder])
    checksums = {value for name, values in found.items() if name.endswith("checksum") for value in values}
    if len(checksums) != 1:
        sys.exit(f"the forward passes differ: {sorted(checksums)}")
    # Other work on the machine only ever slows a run down.
    best = {
        name: (min if name.endswith("seconds") else max)(values)
        for name, values in found.items() if not name.endswith("checksum")
    }
    middle = {name: statistics.median(values) for name, values in found.items()}

    rows = []

    def add(name, unit, scale, peer_name, peer_value):
        value, mid = best[name] * scale, middle[name] * scale
        ratio = value / peer_value if unit == "s" else peer_value / value
        rows.append((name, f"{value:.3f} {unit}", f"{mid:.3f} {unit}", peer_name, f"{peer_value:.3f} {unit}", f"{ratio:.2f}"))

    for build in ("baseline", "native"):
        add(f"{build}: every output, seconds", "s", 1, "limit", 0.2)
        add(f"{build}: every output, seconds", "s", 1, "numpy", best["numpy every output, seconds"])
    for case in ("all correlated", "eight calendars", "before and after mitigation"):
        add(f"baseline: every output, {case}, seconds", "s", 1, "limit of the plain case", 0.2)
    rate = "forward pass, samples x tasks a second"
    for build in ("baseline", "native"):
        add(f"{build}: {rate}", "M/s", 1e-6, "C, same instruction set", best[f"{build}: C {rate}"] * 1e-6)
        add(f"{build}: {rate}", "M/s", 1e-6, "numpy", best[f"numpy {rate}"] * 1e-6)
    header = ("figure", "best", "median", "beside", "best of it", "ratio, less is better")
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    for row in [header, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    if out:
        with open(out, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])


if __name__ == "__main__":
    if len(sys.argv) not in (7, 8):
        sys.exit(__doc__.strip())
    main(*sys.argv[1:])
