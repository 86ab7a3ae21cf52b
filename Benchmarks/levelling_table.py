#!/usr/bin/env python3
"""levelling_table.py PROGRAM DIRECTORY [OUT.csv]: runs LevellingBenchmark and tj3 on the same models and prints a table.

Seconds are those that processors worked for the whole program, reading and reporting included. Days are from midnight
before the first task to the finish of the last one. Ours is the median of five runs.
"""

import csv
import datetime
import os
import re
import resource
import statistics
import subprocess
import sys

BEGIN = datetime.datetime(2026, 1, 5)
SEED = 1
PEOPLE = 20


def cpu(command, directory):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime), done.stdout


def ours(program, directory, arguments, runs=5):
    times = []
    for _ in range(runs):
        seconds, text = cpu([program, *arguments], directory)
        times.append(seconds)
    values = dict(re.findall(r"(\w+)=(\S+)", text))
    return statistics.median(times), float(values["days"]), float(values["bound_days"]), int(values["schedules"])


def theirs(directory, tasks):
    seconds, _ = cpu(["tj3", "--silent", f"{tasks}.tjp"], directory)
    with open(os.path.join(directory, "dates.csv"), newline="", encoding="utf-8") as file:
        ends = [row["End"] for row in csv.DictReader(file, delimiter=";")]
    if len(ends) != tasks:
        sys.exit(f"levelling_table.py: tj3 dated {len(ends)} of {tasks} tasks")
    finish = max(datetime.datetime.strptime(end, "%Y-%m-%d %H:%M") for end in ends)
    return seconds, (finish - BEGIN).total_seconds() / 86_400


def main():
    program, directory = sys.argv[1], sys.argv[2]
    rows = []
    for tasks in (500, 2000):
        subprocess.run([program, "write", str(tasks), str(PEOPLE), str(SEED), f"{tasks}.tjp"], cwd=directory, check=True)
        peer, peer_days = theirs(directory, tasks)
        for schedules in (1, 12):
            seconds, days, bound, used = ours(
                program, directory, ["level", str(tasks), str(PEOPLE), str(SEED), str(schedules)])
            rows.append({
                "model": f"{tasks} tasks, {PEOPLE} people", "schedules": used, "cpu_seconds": f"{seconds:.3f}",
                "days": f"{days:.3f}", "bound_days": f"{bound:.3f}", "tj3_cpu_seconds": f"{peer:.2f}",
                "tj3_days": f"{peer_days:.3f}", "times_faster": f"{peer / seconds:.0f}",
                "finish_ratio": f"{days / peer_days:.4f}"})
    for schedules in (3, 50):
        seconds, days, bound, used = ours(program, directory, ["years", "1000", str(schedules)], runs=3)
        rows.append({
            "model": "1,000 tasks, 24 people, over two years", "schedules": used, "cpu_seconds": f"{seconds:.3f}",
            "days": f"{days:.3f}", "bound_days": f"{bound:.3f}", "tj3_cpu_seconds": "", "tj3_days": "",
            "times_faster": "", "finish_ratio": ""})
    columns = list(rows[0])
    widths = [max(len(column), *(len(str(row[column])) for row in rows)) for column in columns]
    for row in [dict(zip(columns, columns)), *rows]:
        print("  ".join(str(row[column]).ljust(width) for column, width in zip(columns, widths)).rstrip())
    if len(sys.argv) > 3:
        with open(sys.argv[3], "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
