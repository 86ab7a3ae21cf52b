#!/usr/bin/env python3
"""Checks schedules of single-mode PSPLIB projects; shares no code with the product.

    rcpsp.py FILE.sm STARTS.txt [MAKESPAN]         one project
    rcpsp.py --table TABLE.csv FOLDER STARTS       every line of a bench table, with its makespan and bound

STARTS.txt holds the start of every job in order, dummies included, separated by white space. Prints what is wrong,
one line each; the exit status is 0 when nothing is, 1 when something is, 65 when a file cannot be read.
"""
import csv
import pathlib
import sys


class Project:
    """Durations, demands, successors and capacities as a file gives them."""

    def __init__(self, path):
        lines = pathlib.Path(path).read_text(encoding="ascii").splitlines()
        titles = {line.strip().rstrip(":"): at for at, line in enumerate(lines)}
        links = self.rows(lines, titles["PRECEDENCE RELATIONS"])
        requests = self.rows(lines, titles["REQUESTS/DURATIONS"])
        self.capacity = self.rows(lines, titles["RESOURCEAVAILABILITIES"])[0]
        self.successors = [[job - 1 for job in row[3:]] for row in links]
        self.duration = [row[2] for row in requests]
        self.demand = [row[3:] for row in requests]
        if not len(self.successors) == len(self.duration):
            raise ValueError("the sections differ in their number of jobs")

    @staticmethod
    def rows(lines, title):
        """The rows of whole numbers below a title, up to the line of stars."""
        found = []
        for line in lines[title + 1:]:
            if line.startswith("*"):
                break
            words = line.split()
            if words and all(word.isdigit() for word in words):
                found.append([int(word) for word in words])
        return found

    def faults(self, start):
        """Every rule that the starts break."""
        if len(start) != len(self.duration):
            return [f"{len(start)} starts for {len(self.duration)} jobs"]
        found = [f"job {job + 1} starts at {at}" for job, at in enumerate(start) if at < 0]
        for job, successors in enumerate(self.successors):
            for other in successors:
                if start[other] < start[job] + self.duration[job]:
                    found.append(f"job {other + 1} starts at {start[other]}, before job {job + 1} is finished")
        for resource, capacity in enumerate(self.capacity):
            use = {}
            for job, at in enumerate(start):
                for slot in range(at, at + self.duration[job]):
                    use[slot] = use.get(slot, 0) + self.demand[job][resource]
            for slot in sorted(use):
                if use[slot] > capacity:
                    found.append(f"slot {slot} uses {use[slot]} of R{resource + 1}, which has {capacity}")
        return found

    def makespan(self, start):
        return max((at + self.duration[job] for job, at in enumerate(start)), default=0)


def read_starts(path):
    return [int(word) for word in pathlib.Path(path).read_text(encoding="ascii").split()]


def check(path, starts, makespan):
    project = Project(path)
    start = read_starts(starts)
    found = project.faults(start)
    if not found and makespan is not None and project.makespan(start) != makespan:
        found.append(f"the makespan is {project.makespan(start)}, not {makespan}")
    return found


def check_table(table, folder, starts):
    count, found = 0, []
    with open(table, encoding="ascii", newline="") as lines:
        for row in csv.DictReader(lines):
            name, makespan, bound = row["instance"], int(row["makespan"]), int(row["lower_bound"])
            count += 1
            project, start = pathlib.Path(folder) / f"{name}.sm", pathlib.Path(starts) / f"{name}.txt"
            found += [f"{name}: {fault}" for fault in check(project, start, makespan)]
            if bound > makespan:
                found.append(f"{name}: the bound {bound} is above the makespan {makespan}")
            if (row["proved"] == "true") != (bound == makespan):
                found.append(f"{name}: proved is {row['proved']}, bound {bound}, makespan {makespan}")
    return count, found


def main(arguments):
    try:
        if len(arguments) == 4 and arguments[0] == "--table":
            count, found = check_table(*arguments[1:])
        elif len(arguments) in (2, 3):
            count, found = 1, check(*arguments[:2], int(arguments[2]) if len(arguments) == 3 else None)
        else:
            print(__doc__, file=sys.stderr)
            return 64
    except (OSError, ValueError, KeyError, IndexError) as error:
        print(f"rcpsp.py: {type(error).__name__}: {error}", file=sys.stderr)
        return 65
    for fault in found:
        print(fault)
    if not found:
        print(f"{count} checked, no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
