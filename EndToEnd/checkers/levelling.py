#!/usr/bin/env python3
"""Minute by minute: does a levelled plan keep its dependencies, calendars and capacities? An independent check.

Shares no code and no method with the product, except for the tables of working minutes of cpm.py beside it, which asks
Python's zoneinfo what the wall clock shows.

Usage: levelling.py < plan.json          One violation a line on stdout. Exit 0 without any, 1 with some; 65 when the
input is wrong (one line on stderr).

Input, one object as cpm.py takes it (status, from, to, calendars, activities, dependencies; every instant UTC seconds on
a whole minute, every duration whole minutes), with what the plan says added:

  {
    ...,
    "unitsPerPerson": 1,                     units that make one whole person; may be left out
    "resources": [
      {"capacity": 1, "calendar": 0,         without a calendar it is always there
       "steps": [[1772442000, 2]],           capacity from an instant on; may be left out
       "skills": [3]}                        may be left out
    ],
    "activities": [
      {"minutes": 420, ...,
       "effort": false,                      whether minutes, and what remains, are shared by those who share effort
       "needs": [                            may be left out
         {"resource": 0,                     or "anyOf": [0, 1], or "skill": 3, the last two with "count"
          "amount": 1, "count": 1, "part": [0, 100], "shares": true}    the last four may be left out
       ],
       "start": 1772442000, "finish": 1772467200,
       "resume": 1772442000,                 when the rest of begun work goes on
       "assigned": [[0, 1, 1772442000, 1772467200]]}      resource, units, held from, held until
    ]
  }

An activity works in the minutes in which its calendar and those of everybody who then works on it do; an elapsed one in
all minutes. It must start with work, work exactly as long as it should, pause only when somebody it then needs does not
work, and finish with the work or in the non-working time behind it.
"""

import datetime
import json
import sys

import cpm


class Wrong(Exception):
    pass


def tables(data):
    specs = data["calendars"] if "calendars" in data else [data["calendar"]]
    first = datetime.date.fromisoformat(data["from"])
    last = datetime.date.fromisoformat(data["to"])
    begin = datetime.datetime.combine(first, datetime.time(), cpm.UTC)
    base = int(begin.timestamp()) - 2 * 86400
    size = ((last - first).days + 4) * 1440
    return base, size, [cpm.Calendar(spec, first, last, base, size).flags for spec in specs]


class Plan:
    def __init__(self, data):
        self.data = data
        self.base, self.size, self.calendars = tables(data)
        self.resources = data.get("resources", [])
        self.used = [{} for _ in self.resources]
        self.found = []

    def minute(self, instant):
        if (instant - self.base) % 60:
            raise Wrong(f"{instant} is no whole minute")
        at = (instant - self.base) // 60
        if not 0 <= at <= self.size:
            raise Wrong(f"{instant} lies outside the days of the calendars")
        return at

    def works(self, resource, at):
        calendar = self.resources[resource].get("calendar")
        return calendar is None or bool(self.calendars[calendar][at])

    def capacity(self, resource, at):
        capacity = self.resources[resource]["capacity"]
        for instant, units in sorted(self.resources[resource].get("steps", []), key=lambda step: step[0]):
            if instant <= self.base + at * 60:
                capacity = units
        return capacity

    def peak(self, resource):
        spec = self.resources[resource]
        return max([spec["capacity"]] + [units for _, units in spec.get("steps", [])])

    def candidates(self, need):
        if "resource" in need:
            return [need["resource"]]
        if "anyOf" in need:
            return need["anyOf"]
        return [r for r, spec in enumerate(self.resources) if need["skill"] in spec.get("skills", [])]

    def minutes_left(self, activity):
        """The minutes that the activity should work, as short as its people could make them and as long."""
        minutes = activity.get("remaining", activity["minutes"]) if "started" in activity else activity["minutes"]
        if not activity.get("effort"):
            return minutes, minutes
        whole = self.data.get("unitsPerPerson", 1)
        held = {}
        for resource, amount, _, _ in activity.get("assigned", []):
            held[resource] = max(held.get(resource, 0), amount)
        least = most = 0
        for need in activity.get("needs", []):
            if not need.get("shares", True) or need.get("part", [0, 100]) != [0, 100]:
                continue
            units = sorted(
                min(need.get("amount", 1), self.peak(r)) for r in self.candidates(need) if r in held)
            count = need.get("count", 1)
            least += sum(units[:count])
            most += sum(units[-count:])
        if most == 0:
            return minutes, minutes
        return -(-minutes * whole // most), -(-minutes * whole // max(1, least))

    def check_activity(self, index, activity):
        def wrong(text):
            self.found.append(f"activity {index}: {text}")

        start, finish = activity["start"], activity["finish"]
        if "finished" in activity:
            if (start, finish) != (activity["started"], activity["finished"]):
                wrong("is done and has other dates")
            return
        if "started" in activity:
            if start != activity["started"]:
                wrong("has begun and starts at another time")
            start = activity.get("resume", start)
        elif activity.get("notBefore", start) > start:
            wrong("starts before its limit")
        if start < self.data["status"]:
            wrong("lies before the status date")
        elapsed = activity.get("elapsed", False)
        own = self.calendars[activity.get("calendar", 0)]
        held = [(r, units, self.minute(a), self.minute(b)) for r, units, a, b in activity.get("assigned", [])]
        first, last = self.minute(start), self.minute(finish)
        least, most = self.minutes_left(activity)
        worked = 0
        end = max([b for _, _, _, b in held], default=last)
        worked_at = []
        for at in range(first, last):
            # A bound on the finish makes it wait in the non-working time of those who worked last.
            present = [h for h in held if h[2] <= at < h[3] or (worked >= least and h[3] == end and at >= end)]
            if not elapsed and not (own[at] and all(self.works(r, at) for r, _, _, _ in present)):
                continue
            # The next portion may wait for somebody who is not there yet.
            coming = min((a for _, _, a, _ in held if a > at), default=None)
            if coming is not None and not elapsed and not self.met(activity, present, worked, most):
                portion = [h for h in held if h[2] == coming] + [h for h in present if h[3] > coming]
                if not all(self.works(r, at) for r, _, _, _ in portion):
                    continue
            if worked == 0 and at != first:
                wrong("does not start with work")
            if worked >= most:
                wrong("goes on after its work")
                break
            if not self.met(activity, present, worked, most):
                wrong(f"lacks somebody it needs in working minute {worked + 1}, or has too many")
                break
            worked += 1
            worked_at.append((at, present))
        for at, present in worked_at:
            for resource, units, _, _ in present:
                self.used[resource][at] = self.used[resource].get(at, 0) + units
        if not least <= worked <= most:
            wrong(f"works {worked} minutes instead of {least}" + ("" if least == most else f" to {most}"))

    def met(self, activity, present, worked, total):
        """Whether those present are just who is needed after so much work."""
        left = {}
        for resource, units, _, _ in present:
            left[resource] = left.get(resource, 0) + units
        choices = []
        for need in activity.get("needs", []):
            low, high = need.get("part", [0, 100])
            if not (total * low + 50) // 100 <= worked < (total * high + 50) // 100:
                continue
            amount = need.get("amount", 1)
            shares = activity.get("effort") and need.get("shares", True) and [low, high] == [0, 100]
            wanted = {r: min(amount, self.peak(r)) if shares else amount for r in self.candidates(need)}
            if "resource" in need:
                left[need["resource"]] = left.get(need["resource"], 0) - wanted[need["resource"]]
            else:
                choices += [wanted] * need.get("count", 1)
        if any(units < 0 for units in left.values()):
            return False
        rest = {r: units for r, units in left.items() if units > 0}
        return self.assign(choices, rest)

    def assign(self, choices, rest):
        """Whether every seat can be filled with one of the rest, and nobody remains."""
        if len(choices) != len(rest):
            return False
        seat_of = {}

        def fill(seat, seen):
            for resource, units in rest.items():
                if choices[seat].get(resource) == units and resource not in seen:
                    seen.add(resource)
                    if resource not in seat_of or fill(seat_of[resource], seen):
                        seat_of[resource] = seat
                        return True
            return False

        return all(fill(seat, set()) for seat in range(len(choices)))

    def check_dependency(self, number, dependency):
        one = self.data["activities"][dependency["from"]]
        other = self.data["activities"][dependency["to"]]
        if "finished" in other:
            return
        kind = dependency.get("type", "FS")
        before = self.minute(one["start"] if kind[0] == "S" else one["finish"])
        after = self.minute(other.get("resume", other["start"]) if kind[1] == "S" else other["finish"])
        lag = dependency.get("lag", 0)
        own = self.calendars[other.get("calendar", 0)]
        if dependency.get("elapsed"):
            holds = after >= before + lag
        elif lag == 0:
            holds = after >= before
        elif lag > 0:
            holds = after >= before and sum(own[before:after]) >= lag
        else:
            holds = after >= before or sum(own[after:before]) <= -lag
        if not holds:
            self.found.append(
                f"dependency {number}: {kind} from activity {dependency['from']} to {dependency['to']} is broken")

    def check_capacity(self):
        for resource, minutes in enumerate(self.used):
            over = sorted(at for at, units in minutes.items() if units > self.capacity(resource, at))
            if over:
                when = cpm.EPOCH + datetime.timedelta(seconds=self.base + over[0] * 60)
                self.found.append(
                    f"resource {resource}: {minutes[over[0]]} of {self.capacity(resource, over[0])} units at "
                    f"{when:%Y-%m-%dT%H:%MZ}, {len(over)} minutes in all")

    def violations(self):
        for index, activity in enumerate(self.data["activities"]):
            self.check_activity(index, activity)
        for number, dependency in enumerate(self.data.get("dependencies", [])):
            self.check_dependency(number, dependency)
        self.check_capacity()
        return self.found


def main():
    try:
        found = Plan(json.load(sys.stdin)).violations()
    except (Wrong, KeyError, IndexError, TypeError, ValueError) as error:
        print(f"levelling.py: {type(error).__name__}: {error}", file=sys.stderr)
        return 65
    for text in found:
        print(text)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
