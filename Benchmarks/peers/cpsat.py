#!/usr/bin/env python3
"""Schedules single-mode PSPLIB projects with CP-SAT (PyPI: ortools), for comparison.

    python3 -m venv .venv-peers && .venv-peers/bin/pip install ortools
    .venv-peers/bin/python Benchmarks/peers/cpsat.py FOLDER OUT.csv --seconds 5 --workers 2 --sample 10

Writes the columns of bench-scheduling.sh; `schedules` counts the solutions found. With --starts a folder, writes one
INSTANCE.txt each. Takes every k-th instance as bench-scheduling.sh does for SAMPLE=k, or those of --only.
"""
import argparse
import csv
import pathlib
import re
import time

from ortools.sat.python import cp_model


def sections(path):
    """Successors, durations, demands, capacities."""
    title, rows = None, {}
    for line in path.read_text(encoding="ascii").splitlines():
        if re.match(r"[A-Z/ ]+:\s*$", line):
            title = line.strip().rstrip(":")
        words = line.split()
        if title and words and all(word.isdigit() for word in words):
            rows.setdefault(title, []).append([int(word) for word in words])
    links = [[job - 1 for job in row[3:]] for row in rows["PRECEDENCE RELATIONS"]]
    requests = rows["REQUESTS/DURATIONS"]
    return links, [row[2] for row in requests], [row[3:] for row in requests], rows["RESOURCEAVAILABILITIES"][0]


def model(links, durations, demands, capacities):
    horizon = sum(durations)
    project = cp_model.CpModel()
    starts = [project.new_int_var(0, horizon, f"s{job}") for job in range(len(durations))]
    spans = [project.new_fixed_size_interval_var(start, duration, f"i{job}")
             for job, (start, duration) in enumerate(zip(starts, durations))]
    for job, successors in enumerate(links):
        for other in successors:
            project.add(starts[other] >= starts[job] + durations[job])
    for resource, capacity in enumerate(capacities):
        using = [job for job in range(len(durations)) if demands[job][resource] > 0 and durations[job] > 0]
        project.add_cumulative([spans[job] for job in using], [demands[job][resource] for job in using], capacity)
    makespan = project.new_int_var(0, horizon, "makespan")
    for start, duration in zip(starts, durations):
        project.add(makespan >= start + duration)
    project.minimize(makespan)
    return project, starts, makespan


class Counter(cp_model.CpSolverSolutionCallback):
    """Counts solutions."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def on_solution_callback(self):
        self.count += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--sample", type=int, default=1)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--starts", type=pathlib.Path)
    options = parser.parse_args()
    numeric = lambda path: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", path.stem)]
    files = sorted(options.folder.glob("*.sm"), key=numeric)
    if options.only is not None:
        files = [file for file in files if file.stem in options.only]
    else:
        files = [file for at, file in enumerate(files) if at % options.sample == options.sample // 2]
    if options.starts:
        options.starts.mkdir(parents=True, exist_ok=True)
    with options.out.open("w", newline="", encoding="ascii") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["instance", "makespan", "lower_bound", "proved", "seconds", "schedules"])
        for file in files:
            begin = time.monotonic()
            project, starts, makespan = model(*sections(file))
            solver, counter = cp_model.CpSolver(), Counter()
            solver.parameters.max_time_in_seconds = options.seconds
            solver.parameters.num_workers = options.workers
            status = solver.solve(project, counter)
            seconds = f"{time.monotonic() - begin:.3f}"
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                table.writerow([file.stem, "", int(solver.best_objective_bound), "false", seconds, 0])
                continue
            proved = "true" if status == cp_model.OPTIMAL else "false"
            bound = int(round(solver.best_objective_bound))
            table.writerow([file.stem, solver.value(makespan), bound, proved, seconds, counter.count])
            out.flush()
            if options.starts:
                text = "".join(f"{solver.value(start)}\n" for start in starts)
                (options.starts / f"{file.stem}.txt").write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
