#!/usr/bin/env python3
"""Writes Northreach Health, a health group that does not exist: programme.yaml, people.csv, conditions.csv.

The same arguments give the same bytes. Python 3.11 or later, its standard library only.
"""

import argparse
import datetime
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from generator import organisation, people, planning, programme  # noqa: E402

HERE = Path(__file__).resolve().parent


def whole(least, most):
    def read(text):
        number = int(text)
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{number} is not from {least} to {most}")
        return number
    return read


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seed", type=int, default=2026, help="another seed, other people (default 2026)")
    parser.add_argument("--out", type=Path, default=HERE / "generated", help="folder to write to (default generated/)")
    parser.add_argument("--scale", type=whole(1, 100), default=1, help="times as many people (default 1: 17,040)")
    parser.add_argument("--items", type=whole(40, 5_000), default=120,
                        help="work items (default 120; from 1,000 on they take three years)")
    parser.add_argument("--starts", type=datetime.date.fromisoformat, default=datetime.date(2027, 1, 4),
                        help="first day of the programme (default 2027-01-04)")
    parser.add_argument("--planning", action=argparse.BooleanOptionalAction, default=True,
                        help="with what schedules and proposals of waves need: needs, costs, capacities and rules")
    parser.add_argument("--regional-training", action="store_true",
                        help="with training freezes of single countries, beside those of everybody")
    parser.add_argument("--dirty", action="store_true",
                        help="with what real lists of people have: leavers, double rows, unreadable cells")
    return parser.parse_args()


def main():
    asked = arguments()
    groups = organisation.groups(asked.scale)
    earliest = planning.earliest_opening(programme.implementation_end(asked.starts, asked.items))
    found = programme.document(groups, asked.items, asked.scale, asked.seed, asked.starts, asked.planning,
                               asked.regional_training)
    rows = people.everyone(groups, asked.seed, asked.scale, asked.starts, earliest, planning.finish_by(earliest),
                           asked.dirty)
    told = f"--seed {asked.seed} --scale {asked.scale} --items {asked.items} --starts {asked.starts}"
    told += " --planning" if asked.planning else " --no-planning"
    told += " --regional-training" * asked.regional_training + " --dirty" * asked.dirty
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "programme.yaml").write_text(programme.text(found, asked.scale, told), encoding="utf-8")
    people.write_people(asked.out / "people.csv", rows)
    people.write_conditions(asked.out / "conditions.csv", people.conditions(
        rows, asked.seed, asked.starts - datetime.timedelta(days=60)))
    print(f"{asked.out}: {len({row['number'] for row in rows}):,} people in {len(groups)} audiences, "
          f"{len(found['implementation']['items']):,} work items, waves from {earliest}. All of it is made up.")


if __name__ == "__main__":
    main()
