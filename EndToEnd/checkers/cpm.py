#!/usr/bin/env python3
"""Critical path by relaxation, minute by minute: an independent check of early dates, late dates and float.

Shares no code and no method with the product. Working time is a table with one entry a minute, filled by asking
Python's zoneinfo what the wall clock shows; early and late dates are fixpoints of the constraints' own definitions.

Usage: cpm.py < network.json > dates.json          Exit 0; 65 when the input is wrong (one line on stderr).

Input, one object; every instant is UTC seconds since 1970 on a whole minute, every duration whole minutes:

  {
    "status": 1772442000,                    work that is not done lies at or after it
    "from": "2026-01-01", "to": "2027-01-01",  days of the tables, [from, to) on each calendar's wall clock
    "calendars": [                           or "calendar": {...} for a single one
      {"zone": "Europe/Berlin",
       "week": {"mon": [["09:00", "12:30"], ["13:30", "17:00"]], "fri": [["22:00", "06:00"]]},
       "days": {"2026-05-01": [], "2026-05-02": [["09:00", "12:00"]]},   optional: other shifts on these dates
       "closed": [[1772442000, 1772528400]]}                             optional: [from, to) without work
    ],
    "activities": [
      {"minutes": 420, "elapsed": false, "calendar": 0,                  the last two may be left out
       "notBefore": 0, "notAfter": 0, "mustStart": 0, "deadline": 0,     each may be left out
       "started": 0, "remaining": 60,                                    work that has begun
       "finished": 0}                                                    work that is done (needs "started")
    ],
    "dependencies": [
      {"from": 0, "to": 1, "type": "FS", "lag": 0, "elapsed": false}     FS, SS, FF, SF; the last three may be left out
    ]
  }

A shift that ends at or before its begin ends on the next day and belongs to the day it begins on. Lag is counted on the
successor's calendar unless it is elapsed; negative is a lead. An activity without minutes lies in working time or at its
end. The rest of begun work waits for the same bounds on its start as work that has not begun, and for the status date.

Output: {"finish": t, "activities": [{"earlyStart": t, "earlyFinish": t, "lateStart": t, "lateFinish": t,
"totalFloat": m}]}. For begun work both starts are those of the rest. Done work has the float null and its actual dates.
Float is in working minutes of the activity's calendar, in elapsed minutes for an elapsed activity. A late finish is an
instant at which work can end, unless the early finish itself waits in the non-working time behind it.
"""

import bisect
import datetime
import json
import sys
import zoneinfo

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


class Calendar:
    """count[i] is the number of working minutes among the first i minutes after base."""

    def __init__(self, spec, first, last, base, size):
        zone = zoneinfo.ZoneInfo(spec["zone"])
        week = {DAYS.index(name): shifts for name, shifts in spec["week"].items()}
        special = {datetime.date.fromisoformat(day): shifts for day, shifts in spec.get("days", {}).items()}
        self.flags = bytearray(size)
        masks = {}

        def mask(day):
            if day not in masks:
                bits = bytearray(1440)
                for back in (0, 1):
                    begun_on = day - datetime.timedelta(days=back)
                    for begin, end in special.get(begun_on, week.get(begun_on.weekday(), [])):
                        low = minute_of(begin)
                        high = minute_of(end)
                        if high <= low:
                            high += 1440
                        for minute in range(max(0, low - 1440 * back), min(1440, high - 1440 * back)):
                            bits[minute] = 1
                masks[day] = bits
            return masks[day]

        start = EPOCH + datetime.timedelta(seconds=base)
        for index in range(size):
            shown = (start + datetime.timedelta(minutes=index)).astimezone(zone)
            day = shown.date()
            if first <= day < last and mask(day)[shown.hour * 60 + shown.minute]:
                self.flags[index] = 1
        for low, high in spec.get("closed", []):
            for index in range(max(0, (low - base) // 60), min(size, -((base - high) // 60))):
                self.flags[index] = 0
        self.count = [0] * (size + 1)
        for index in range(size):
            self.count[index + 1] = self.count[index] + self.flags[index]

    def work(self, low, high):
        return self.count[high] - self.count[low]

    def works_at(self, index):
        return index < len(self.flags) and self.flags[index] == 1

    def touches(self, index):
        return self.works_at(index) or (index > 0 and self.flags[index - 1] == 1)

    def first_with(self, amount):
        """The least index before which that many working minutes lie."""
        found = bisect.bisect_left(self.count, amount)
        if found >= len(self.count):
            raise ValueError("a date lies beyond the table")
        return found

    def last_with(self, amount):
        """The greatest index before which no more than that many working minutes lie."""
        if amount < 0:
            raise ValueError("a date lies before the table")
        return bisect.bisect_right(self.count, amount) - 1


class Checker:
    def __init__(self, data):
        first = datetime.date.fromisoformat(data["from"])
        last = datetime.date.fromisoformat(data["to"])
        midnight = datetime.datetime(first.year, first.month, first.day, tzinfo=UTC)
        self.base = int(midnight.timestamp()) - 86400
        self.size = ((last - first).days + 2) * 1440
        specs = data["calendars"] if "calendars" in data else [data["calendar"]]
        self.calendars = [Calendar(spec, first, last, self.base, self.size) for spec in specs]
        self.status = self.index(data["status"])
        self.activities = data["activities"]
        self.into = [[] for _ in self.activities]
        self.out_of = [[] for _ in self.activities]
        for edge in data["dependencies"]:
            self.into[edge["to"]].append(edge)
            self.out_of[edge["from"]].append(edge)

    def index(self, instant):
        if (instant - self.base) % 60:
            raise ValueError(f"{instant} is not on a whole minute")
        return (instant - self.base) // 60

    def instant(self, index):
        return self.base + index * 60

    def calendar(self, activity):
        return self.calendars[activity.get("calendar", 0)]

    def lagged(self, edge, time):
        """The earliest time that the dependency allows when its predecessor's end lies at `time`."""
        lag = edge.get("lag", 0)
        if edge.get("elapsed", False):
            return time + lag
        if lag == 0:
            return time
        calendar = self.calendar(self.activities[edge["to"]])
        if lag > 0:
            return calendar.first_with(calendar.count[time] + lag)
        return calendar.first_with(max(0, calendar.count[time] + lag))

    def rest(self, activity):
        return activity["remaining"] if "started" in activity else activity["minutes"]

    def early(self):
        dates = []
        for activity in self.activities:
            if "finished" in activity:
                dates.append([self.index(activity["started"]), self.index(activity["finished"])])
            else:
                dates.append([self.status, self.status])
        moved = True
        while moved:
            moved = False
            for number, activity in enumerate(self.activities):
                if "finished" in activity:
                    continue
                start, end = dates[number][0], 0
                if "started" not in activity:
                    for limit in ("notBefore", "mustStart"):
                        if limit in activity:
                            start = max(start, self.index(activity[limit]))
                for edge in self.into[number]:
                    kind = edge.get("type", "FS")
                    other = self.activities[edge["from"]]
                    if kind[0] == "F":
                        time = dates[edge["from"]][1]
                    elif "started" in other:
                        time = self.index(other["started"])
                    else:
                        time = dates[edge["from"]][0]
                    bound = self.lagged(edge, time)
                    if kind[1] == "S":
                        start = max(start, bound)
                    else:
                        end = max(end, bound)
                new = self.soonest(activity, start, end)
                if new != dates[number]:
                    dates[number] = new
                    moved = True
        return dates

    def soonest(self, activity, start, end):
        minutes = self.rest(activity)
        if activity.get("elapsed", False):
            start = max(start, end - minutes)
            return [start, start + minutes]
        calendar = self.calendar(activity)
        if minutes == 0:
            start = max(start, end)
            while not calendar.touches(start):
                start += 1
                if start > self.size:
                    raise ValueError("a date lies beyond the table")
            return [start, start]
        while not calendar.works_at(start) or (end > start and calendar.work(start, end) > minutes):
            start += 1
            if start > self.size:
                raise ValueError("a date lies beyond the table")
        return [start, max(end, calendar.first_with(calendar.count[start] + minutes))]

    def late(self, early):
        finish = max(date[1] for date in early)
        dates = [list(date) if "finished" in activity else [finish, finish]
                 for date, activity in zip(early, self.activities)]
        moved = True
        while moved:
            moved = False
            for number, activity in reversed(list(enumerate(self.activities))):
                if "finished" in activity:
                    continue
                start, end = self.size - 1, dates[number][1]
                begun = "started" in activity
                if "deadline" in activity:
                    end = min(end, self.index(activity["deadline"]))
                if "notAfter" in activity and not begun:
                    start = min(start, self.index(activity["notAfter"]))
                if "mustStart" in activity and not begun:
                    start = min(start, self.soonest(activity, self.index(activity["mustStart"]), 0)[0])
                for edge in self.out_of[number]:
                    if "finished" in self.activities[edge["to"]]:
                        continue
                    kind = edge.get("type", "FS")
                    limit = dates[edge["to"]][0 if kind[1] == "S" else 1]
                    if kind[0] == "F":
                        end = self.latest_allowed(edge, end, limit)
                    elif not begun:
                        start = self.latest_allowed(edge, start, limit)
                new = self.last(activity, start, end)
                if new != dates[number]:
                    dates[number] = new
                    moved = True
        return dates

    def latest_allowed(self, edge, time, limit):
        """The greatest time up to `time` after which the dependency still allows `limit`; it allows all lesser ones."""
        def allows(candidate):
            try:
                return self.lagged(edge, candidate) <= limit
            except ValueError:
                return False
        low, high = -1, time
        while low < high:
            middle = (low + high + 1) // 2
            if allows(middle):
                low = middle
            else:
                high = middle - 1
        if low < 0:
            raise ValueError("a date lies before the table")
        return low

    def last(self, activity, start, end):
        minutes = self.rest(activity)
        if activity.get("elapsed", False):
            end = min(end, start + minutes)
            return [end - minutes, end]
        calendar = self.calendar(activity)
        start = min(start, end)
        if minutes == 0:
            while not calendar.touches(start):
                start -= 1
                if start < 0:
                    raise ValueError("a date lies before the table")
            return [start, start]
        start = min(start, calendar.last_with(calendar.count[end] - minutes))
        while not calendar.works_at(start):
            start -= 1
            if start < 0:
                raise ValueError("a date lies before the table")
        return [start, min(end, calendar.last_with(calendar.count[start] + minutes))]

    def report(self):
        if not self.activities:
            return {"finish": None, "activities": []}
        early = self.early()
        late = self.late(early)
        rows = []
        for activity, soon, last in zip(self.activities, early, late):
            calendar = self.calendar(activity)
            end = last[1]
            if "finished" in activity:
                slack = None
            elif activity.get("elapsed", False):
                slack = last[1] - soon[1]
            else:
                slack = calendar.work(soon[1], last[1])
                if self.rest(activity) > 0:
                    while not calendar.works_at(end - 1):
                        end -= 1
                    if end < soon[1] <= last[1]:
                        end = soon[1]
            rows.append({
                "earlyStart": self.instant(soon[0]), "earlyFinish": self.instant(soon[1]),
                "lateStart": self.instant(last[0]), "lateFinish": self.instant(end), "totalFloat": slack,
            })
        return {"finish": self.instant(max(date[1] for date in early)), "activities": rows}


def main():
    try:
        report = Checker(json.load(sys.stdin)).report()
    except (ValueError, KeyError, IndexError, TypeError, zoneinfo.ZoneInfoNotFoundError) as error:
        print(f"cpm.py: {type(error).__name__}: {error}", file=sys.stderr)
        return 65
    json.dump(report, sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
