#!/usr/bin/env python3
"""Does a proposal of waves keep every rule of its programme? Everything is counted again from the files.

Shares no code with the product: the programme is read with PyYAML, the people with the csv module, head-counts, weeks
and capacities are added up here. What is looked at, by the word that begins each complaint:

  audiences  every audience opens exactly once, and no other        first-share, first-covers, growth, waves
  headcount  what the plan says of its own sizes                    per-site   audiences of one site in a wave
  earliest, finish-by, weekday, holiday, freeze, ready, soak        together, apart, after
  training   all of it, inside the window, on days without freeze   capacity   use of every week against its limit
  usage      what the plan says it uses, where it says so

Usage: waves.py PLAN.json programme.yaml people.csv [--today 2027-01-04]
Exit 0 when nothing is broken, 1 after a line for each thing that is, 65 when the input cannot be read.
"""

import argparse
import csv
import datetime
import json
import re
import sys
from collections import defaultdict
from decimal import Decimal

import yaml

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAY = datetime.timedelta(days=1)


class Unreadable(Exception):
    pass


# ------------------------------------------------------------------ the plan

def read_plan(text):
    """The one place that knows the shape of `slipway waves plan --json`."""
    document = json.loads(text)
    if document.get("verdict", "planned") != "planned":
        raise Unreadable(f"there is no plan to check: {document['verdict']}")
    plan = document.get("plan", document)
    return {
        "headcount": document.get("headcount"),
        "waves": [{"opens": day(wave["opens"]), "audiences": wave["audiences"], "headcount": wave.get("headcount"),
                   "begun": wave.get("isBegun", False)} for wave in plan["waves"]],
        "training": [{"audience": part["audience"], "capacity": part["capacity"], "day": day(part["day"]),
                      "amount": part["amount"]} for part in plan.get("training", [])],
        "usage": {line["capacity"]: {day(week["week"]): (week["used"], week["limit"]) for week in line["weeks"]}
                  for line in plan.get("usage", [])} if "usage" in plan else None,
    }


# ------------------------------------------------------------------ notations of the programme

def day(text):
    return datetime.date.fromisoformat(text)


def span_days(text):
    """`14d`, `2w` or `48h` as days."""
    matched = re.fullmatch(r"(\d+)([dwh])", text)
    if not matched:
        raise Unreadable(f"{text!r} is no span")
    return int(matched[1]) * {"d": 24, "w": 168, "h": 1}[matched[2]] // 24


def share(text):
    """`5 %` or `0.05` in thousandths."""
    bare = text.replace(" ", "").replace("\u00a0", "")
    number = Decimal(bare[:-1]) / 100 if bare.endswith("%") else Decimal(bare)
    return round(number * 1000)


def thousandths(text):
    return round(Decimal(text) * 1000)


def key(text):
    return "".join(letter if letter.isalnum() or letter in "._:" else "-" for letter in text.lower())


def listed(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def monday(date):
    return date - DAY * date.weekday()


# ------------------------------------------------------------------ people

def read_people(path):
    """number → {unit, site, role, kind, from, to}, by each person's primary assignment."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    header = [re.sub(r"[\s_-]", "", cell.lower()) for cell in rows[0]]
    people, is_settled = {}, {}
    for row in rows[1:]:
        cells = dict(zip(header, (cell.strip() for cell in row)))
        number, unit = cells.get("number"), cells.get("unit")
        if not number or not unit:
            continue
        is_primary = cells.get("primary", "yes").lower() in {"yes", "true", "x", "1"}
        person = people.setdefault(number, {
            "kind": cells.get("kind", "").lower() or "employee", "from": listed_day(cells.get("from")),
            "to": listed_day(cells.get("to"))})
        if "unit" not in person or is_primary and not is_settled.get(number):
            person |= {name: key(cells.get(name) or "") or None for name in ("unit", "site", "role")}
            is_settled[number] = is_primary
    return people


def listed_day(cell):
    if not cell:
        return None
    if "." in cell:
        date, month, year = (int(part) for part in cell.split("."))
        return datetime.date(year, month, date)
    return day(cell)


# ------------------------------------------------------------------ the programme

class Programme:
    def __init__(self, tree, people, today):
        self.tree, self.today = tree, today
        rollout = tree["rollout"]
        self.planning = rollout.get("planning") or {}
        self.systems = set(listed(rollout["system"]))
        self.calendars = tree.get("calendars") or [{"id": "standard"}]
        self.audiences = {one["id"]: one for one in tree["audiences"]}
        self.units = {one["audience"]: one for one in self.planning.get("units") or []}
        self.below = defaultdict(list)
        for unit in tree.get("units") or []:
            if "parent" in unit:
                self.below[unit["parent"]].append(unit["id"])
        self.people = people
        self.members = self.place()

    def within(self, unit):
        return {unit}.union(*(self.within(lower) for lower in self.below[unit]))

    def chooser(self, scope):
        """Whether a scope written as units, sites, roles, person-kinds and people chooses somebody."""
        numbers = set(listed(scope.get("people")))
        asked = {word: {key(text) for text in listed(scope.get(word))} for word in ("units", "sites", "roles")}
        kinds = set(listed(scope.get("person-kinds")))
        units = set().union(*(self.within(unit) for unit in asked["units"])) if asked["units"] else None
        is_bare = bool(numbers) and not kinds and not any(asked.values())

        def holds(number, person):
            return number in numbers or not is_bare and (
                (units is None or person["unit"] in units)
                and (not asked["sites"] or person["site"] in asked["sites"])
                and (not asked["roles"] or person["role"] in asked["roles"])
                and (not kinds or person["kind"] in kinds))
        return holds

    def place(self):
        """audience → numbers of its people. Somebody named belongs where they are named, else to the first."""
        members = {name: [] for name in self.audiences}
        choosers = [(name, self.chooser(one)) for name, one in self.audiences.items()]
        named = {}
        for name, one in self.audiences.items():
            for number in listed(one.get("people")):
                named.setdefault(number, name)
        for number, person in self.people.items():
            if person["from"] and self.today < person["from"] or person["to"] and person["to"] < self.today:
                continue
            name = named.get(number) or next((name for name, holds in choosers if holds(number, person)), None)
            if name:
                members[name].append(number)
        return members

    def heads(self, names):
        return sum(len(self.members[name]) for name in names)

    def side(self, name):
        return self.audiences[name].get("side", "internal")

    def site(self, name):
        sites = listed(self.audiences[name].get("sites"))
        own = self.units.get(name, {}).get("site") or (sites[0] if len(sites) == 1 else None)
        return key(own) if own else None

    def calendar(self, name):
        wanted = self.audiences[name].get("calendar", self.calendars[0]["id"])
        return next(one for one in self.calendars if one["id"] == wanted)

    def is_working(self, calendar, date):
        return DAYS[date.weekday()] in (listed(calendar.get("days")) or DAYS[:5]) and not self.is_holiday(
            calendar, date)

    def is_holiday(self, calendar, date):
        return date.isoformat() in listed(calendar.get("holidays"))

    def freezes(self, kind):
        """(name, first, last, touched audiences) of those that concern the new system."""
        found = []
        for freeze in self.tree.get("freezes") or []:
            kinds, systems = listed(freeze.get("kinds")), set(listed(freeze.get("systems")))
            if kinds and kind not in kinds or systems and not systems & self.systems:
                continue
            holds = self.chooser(freeze)
            is_general = not any(freeze.get(word) for word in ("units", "sites", "roles", "person-kinds", "people"))
            touched = {name for name, numbers in self.members.items()
                       if is_general or any(holds(number, self.people[number]) for number in numbers)}
            found.append((freeze.get("name", freeze["id"]), day(freeze["from"]), day(freeze.get("to", freeze["from"])),
                          touched))
        return found

    def limit(self, capacity, week):
        """What there is in the week that begins on that Monday, in thousandths."""
        changes = sorted((day(change["from"]), change["per-week"]) for change in capacity.get("changes") or [])
        return thousandths(([capacity["per-week"]] + [amount for first, amount in changes if first <= week])[-1])

    def uses(self, capacity, name):
        sides = listed(capacity.get("for"))
        return not sides or self.side(name) in sides


def fading(first, half_life):
    """`first` halved every `half_life` weeks, each week cut to whole thousandths.

    The largest k ≤ first · 2^(−week ÷ half_life) is the largest k with k^half_life · 2^week ≤ first^half_life.
    """
    amounts, week, amount = [], 0, first
    while amount > 0:
        while amount > 0 and amount**half_life * 2**week > first**half_life:
            amount -= 1
        if amount > 0:
            amounts.append(amount)
        week += 1
    return amounts


# ------------------------------------------------------------------ the rules

class Check:
    def __init__(self, programme, plan):
        self.programme, self.plan, self.planning = programme, plan, programme.planning
        self.complaints = []
        self.waves = sorted(plan["waves"], key=lambda wave: wave["opens"])
        self.opens = {name: wave["opens"] for wave in self.waves for name in wave["audiences"]}
        self.begun = {name for wave in self.waves if wave["begun"] for name in wave["audiences"]}

    def say(self, rule, text):
        self.complaints.append(f"{rule}: {text}")

    def run(self):
        if not self.check_audiences():
            return self.complaints
        for rule in (self.headcounts, self.sizes, self.sites, self.dates, self.closures, self.relations,
                     self.training, self.capacities):
            rule()
        return self.complaints

    def check_audiences(self):
        seen = defaultdict(int)
        for wave in self.waves:
            if not wave["audiences"]:
                self.say("audiences", f"the wave of {wave['opens']} lets nobody in")
            for name in wave["audiences"]:
                seen[name] += 1
        unknown = sorted(set(seen) - set(self.programme.audiences))
        for name in unknown:
            self.say("audiences", f"{name} is none of the programme's")
        for name in self.programme.audiences:
            if seen[name] != 1:
                self.say("audiences", f"{name} opens {seen[name]} times")
        return not unknown

    def headcounts(self):
        everybody = self.programme.heads(self.programme.audiences)
        said = self.plan["headcount"]
        if said is not None and said != everybody:
            self.say("headcount", f"the plan counts {said} people, the list {everybody}")
        for wave in self.waves:
            counted = self.programme.heads(wave["audiences"])
            if wave["headcount"] not in (None, counted):
                self.say("headcount", f"the wave of {wave['opens']} says {wave['headcount']}, it has {counted}")

    def sizes(self):
        everybody = self.programme.heads(self.programme.audiences)
        first_rule = self.planning.get("first-wave") or {}
        growth = thousandths(self.planning["growth"]) if "growth" in self.planning else None
        largest = None
        for wave in self.waves:
            heads = self.programme.heads(wave["audiences"])
            if largest is None and not wave["begun"]:
                at_most = share(first_rule.get("at-most", "100 %"))
                if heads * 1000 > at_most * everybody:
                    self.say("first-share", f"{heads} of {everybody} people are more than {first_rule['at-most']}")
                sides = {self.programme.side(name) for name in wave["audiences"]}
                there = {self.programme.side(name) for name in self.programme.audiences}
                for side in listed(first_rule.get("covers")):
                    if side in there - sides:
                        self.say("first-covers", f"nobody of {side} is in the first wave")
            if largest is not None and growth is not None and not wave["begun"] and heads * 1000 > growth * largest:
                self.say("growth", f"{heads} people on {wave['opens']} after at most {largest}")
            largest = max(largest or 0, heads)
        most = self.planning.get("waves")
        if most and len(self.waves) > int(most):
            self.say("waves", f"{len(self.waves)} waves, {most} allowed")

    def sites(self):
        most = self.planning.get("per-site")
        for wave in self.waves if most else []:
            count = defaultdict(list)
            for name in wave["audiences"]:
                if site := self.programme.site(name):
                    count[site].append(name)
            for site, names in sorted(count.items()):
                if len(names) > int(most) and not wave["begun"]:
                    self.say("per-site", f"{len(names)} audiences of {site} on {wave['opens']}: {', '.join(names)}")

    def dates(self):
        earliest = max([self.programme.today, day(self.programme.tree["starts"])]
                       + [day(self.planning[word]) for word in ["earliest"] if word in self.planning])
        weekdays = listed(self.planning.get("opens-on")) or DAYS[:5]
        soak = max(1, span_days(self.planning.get("soak", "7d")))
        for wave in self.waves:
            if wave["begun"]:
                continue
            if wave["opens"] < earliest:
                self.say("earliest", f"a wave on {wave['opens']}, before {earliest}")
            if "finish-by" in self.planning and wave["opens"] > day(self.planning["finish-by"]):
                self.say("finish-by", f"a wave on {wave['opens']}, after {self.planning['finish-by']}")
            if DAYS[wave["opens"].weekday()] not in weekdays:
                self.say("weekday", f"{wave['opens']} is a {DAYS[wave['opens'].weekday()]}")
            for name in wave["audiences"]:
                ready = self.programme.units.get(name, {}).get("ready")
                if ready and wave["opens"] < day(ready):
                    self.say("ready", f"{name} opens on {wave['opens']} and is ready on {ready}")
        for before, after in zip(self.waves, self.waves[1:]):
            if (after["opens"] - before["opens"]).days < soak and not after["begun"]:
                self.say("soak", f"{after['opens']} comes less than {soak} days after {before['opens']}")

    def closures(self):
        freezes = self.programme.freezes("admission")
        for wave in self.waves:
            for name in wave["audiences"] if not wave["begun"] else []:
                calendar = self.programme.calendar(name)
                if self.programme.is_holiday(calendar, wave["opens"]):
                    self.say("holiday", f"{name} opens on {wave['opens']}, a day off in {calendar['id']}")
                elif not self.programme.is_working(calendar, wave["opens"]):
                    self.say("weekday", f"{name} opens on {wave['opens']}, on which {calendar['id']} does not work")
                for title, first, last, touched in freezes:
                    if name in touched and first <= wave["opens"] <= last:
                        self.say("freeze", f"{name} opens on {wave['opens']} in “{title}”")

    def relations(self):
        for name, unit in self.programme.units.items():
            here = self.opens.get(name)
            if here is None:
                continue
            for other in listed(unit.get("together-with")):
                if self.opens.get(other, here) != here and not {name, other} <= self.begun:
                    self.say("together", f"{name} opens on {here}, {other} on {self.opens[other]}")
            for other in listed(unit.get("apart-from")):
                if other != name and self.opens.get(other) == here and not {name, other} <= self.begun:
                    self.say("apart", f"{name} and {other} both open on {here}")
            for link in listed(unit.get("after")):
                other = link if isinstance(link, str) else link["audience"]
                gap = 0 if isinstance(link, str) else span_days(link.get("gap", "0d"))
                if other in self.opens and (here - self.opens[other]).days < gap and name not in self.begun:
                    self.say("after", f"{name} on {here} is less than {gap} days after {other} on {self.opens[other]}")

    def by_use(self, *uses):
        return {one["id"]: one for one in self.planning.get("capacities") or [] if one["during"] in uses}

    def training(self):
        capacities = self.by_use("training")
        window = span_days(self.planning.get("training-within", "28d"))
        freezes = self.programme.freezes("training")
        home = self.programme.calendars[0]
        given = defaultdict(int)
        for part in self.plan["training"]:
            name, date = part["audience"], part["day"]
            if name not in self.opens or part["capacity"] not in capacities:
                self.say("training", f"{name} trains with {part['capacity']}, and one of them is unknown")
                continue
            if part["amount"] <= 0:
                self.say("training", f"{name} trains {part['amount']} on {date}")
            given[name, part["capacity"]] += part["amount"]
            if not self.opens[name] - DAY * window <= date < self.opens[name]:
                self.say("training", f"{name} opens on {self.opens[name]} and trains on {date}")
            if date < self.programme.today:
                self.say("training", f"{name} trains on {date}, before today")
            if not self.programme.is_working(home, date):
                self.say("training", f"{name} trains on {date}, a day off in {home['id']}")
            for title, first, last, touched in freezes:
                if name in touched and first <= date <= last:
                    self.say("training", f"{name} trains on {date} in “{title}”")
        for identity, capacity in capacities.items():
            for name in self.opens:
                wanted = len(self.programme.members[name]) * thousandths(capacity["per-person"])
                wanted = wanted if self.programme.uses(capacity, name) else 0
                if name not in self.begun and given[name, identity] != wanted:
                    self.say("training", f"{name} has {given[name, identity]} of {identity} and needs {wanted}")

    def used(self):
        """capacity → Monday → thousandths."""
        found = defaultdict(lambda: defaultdict(int))
        for part in self.plan["training"]:
            found[part["capacity"]][monday(part["day"])] += part["amount"]
        for identity, capacity in self.by_use("go-live", "hypercare").items():
            amounts = [thousandths(capacity["per-person"])]
            if capacity["during"] == "hypercare":
                amounts = fading(amounts[0], max(1, span_days(capacity.get("half-life", "1w")) // 7))
            for name, opens in self.opens.items():
                heads = len(self.programme.members[name]) if self.programme.uses(capacity, name) else 0
                for week, amount in enumerate(amounts):
                    found[identity][monday(opens) + week * 7 * DAY] += heads * amount
        return found

    def capacities(self):
        used = self.used()
        for identity, capacity in self.by_use("training", "go-live", "hypercare").items():
            for week, amount in sorted(used[identity].items()):
                limit = self.programme.limit(capacity, week)
                if amount > limit:
                    self.say("capacity", f"{identity}: {amount / 1000:g} of {limit / 1000:g} in the week of {week}")
            if self.plan["usage"] is not None:
                self.reported(identity, capacity, used[identity])

    def reported(self, identity, capacity, used):
        said = self.plan["usage"].get(identity, {})
        for week in sorted(set(said) | {week for week, amount in used.items() if amount}):
            amount, limit = said.get(week, (0, self.programme.limit(capacity, week)))
            counted = used.get(week, 0)
            if amount != counted:
                self.say("usage", f"{identity}: the plan says {amount} in the week of {week}, it is {counted}")
            if limit != self.programme.limit(capacity, week):
                self.say("usage", f"{identity}: the plan says there are {limit} in the week of {week}, there are "
                                  f"{self.programme.limit(capacity, week)}")


def check(plan, tree, people, today):
    """Complaints, in the order of the rules; none when the plan keeps them all."""
    programme = Programme(tree, people, today)
    return Check(programme, plan).run()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    for name in ("plan", "programme", "people"):
        parser.add_argument(name)
    parser.add_argument("--today", type=day, default=datetime.date.today(), help="as which day the plan was made")
    asked = parser.parse_args()
    try:
        with open(asked.plan, encoding="utf-8") as file:
            plan = read_plan(file.read())
        with open(asked.programme, encoding="utf-8") as file:
            # Every scalar stays text, as the notations want it.
            tree = yaml.load(file, Loader=yaml.BaseLoader)
        complaints = check(plan, tree, read_people(asked.people), asked.today)
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError, yaml.YAMLError, Unreadable) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 65
    for complaint in complaints:
        print(complaint)
    if not complaints:
        print(f"{len(plan['waves'])} waves with {sum(len(wave['audiences']) for wave in plan['waves'])} audiences: "
              "nothing is broken.")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
