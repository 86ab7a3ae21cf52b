#!/usr/bin/env python3
"""Monte Carlo by definition, one sample at a time: an independent check of a schedule and cost simulation.

Shares no code and no method with the product: plain random numbers instead of Latin hypercubes, inverse distributions
by formula or by integration, and each sample's dates and floats from cpm.py's minute-by-minute relaxation. Its figures
therefore agree with the product's within the standard errors it states, not to the digit.

Usage: simulation.py < model.json > figures.json                 Exit 0; 65 when the input is wrong (one line on stderr).
       simulation.py --compare figures.json < report.json        Exit 0 when they agree; 1 with a line for each figure
                                                                 that differs by more than five standard errors.

The model is cpm.py's network and, where wanted,

  {
    "samples": 2000, "seed": 1,
    "planned": t, "budget": m,
    "simulated": [                            one for each activity; each key may be left out
      {"duration": {"triangular": [60, 120, 600]},     or "pert": [min, mode, max], "lognormal": [p10, p90], "certain": m
       "openings": [t, ...],                           ascending, at working instants
       "fixedCost": 0, "costPerHour": 0}
    ],
    "correlations": [{"activities": [0, 1], "coefficient": 0.5}],      of normal scores; negative for two only
    "risks": [
      {"activities": [0], "exposure": {"probability": 0.3, "delay": {...}, "factor": {...}, "cost": {...}},
       "mitigation": {"cost": 100, "exposure": {...}}}                 factors in thousandths
    ],
    "milestones": [{"activities": [0, 3], "planned": t}]
  }

`deadline` and `notAfter` hold nothing back; `mustStart` holds like `notBefore`. Only the finish bounds late dates.

Output: {"samples", "before", "after"}; "after" is null without mitigations. Each has "finish", "cost" and "milestones"
with {"mean", "deviation", "p10", "p50", "p80", "p90", "error", "sorted"} (the standard error of the mean, all samples
ascending), the shares "chanceOfPlanned", "chanceOfBudget", "joint"; by activity {"meanMinutes", "criticality", "cruciality", "sensitivity"};
by risk {"frequency", "finishWith", "finishWithout"}. A report to compare has the same form and may lack keys.
"""

import bisect
import json
import math
import random
import statistics
import sys
import zoneinfo

from cpm import Checker

NORMAL = statistics.NormalDist()


def inverse(distribution):
    """The function that gives the value below which a share of the distribution lies."""
    (kind, numbers), = distribution.items()
    if kind == "certain":
        return lambda share: numbers
    if kind == "lognormal":
        low, high = (math.log(number) for number in numbers)
        deviation = (high - low) / (NORMAL.inv_cdf(0.9) - NORMAL.inv_cdf(0.1))
        return lambda share: math.exp((low + high) / 2 + deviation * NORMAL.inv_cdf(share))
    least, mode, most = numbers
    if least == most:
        return lambda share: least
    if kind == "triangular":
        def triangular(share):
            if share * (most - least) < mode - least:
                return least + math.sqrt(share * (most - least) * (mode - least))
            return most - math.sqrt((1 - share) * (most - least) * (most - mode))
        return triangular
    if kind != "pert":
        raise ValueError(f"{kind} is no distribution")
    a = 1 + 4 * (mode - least) / (most - least)
    steps = 4000
    shares = [0.0]
    for step in range(steps):
        x = (step + 0.5) / steps
        shares.append(shares[-1] + x ** (a - 1) * (1 - x) ** (5 - a))

    def pert(share):
        wanted = share * shares[-1]
        after = min(max(bisect.bisect_left(shares, wanted), 1), steps)
        part = (wanted - shares[after - 1]) / (shares[after] - shares[after - 1])
        return least + (most - least) * (after - 1 + part) / steps
    return pert


class Network(Checker):
    """cpm.py's network, of which the minutes change from sample to sample, and openings."""

    def __init__(self, data):
        activities = []
        for activity, simulated in zip(data["activities"], data["simulated"]):
            activity = {key: value for key, value in activity.items() if key not in ("deadline", "notAfter")}
            if "mustStart" in activity:
                activity["notBefore"] = max(activity.pop("mustStart"), activity.get("notBefore", 0))
            if "openings" in simulated and "started" not in activity:
                activity["openings"] = simulated["openings"]
            activities.append(activity)
        super().__init__({**data, "activities": activities})
        for activity in self.activities:
            if "openings" in activity:
                activity["openings"] = [self.index(instant) for instant in activity["openings"]]

    def soonest(self, activity, start, end):
        if "openings" in activity:
            after = bisect.bisect_left(activity["openings"], start)
            if after == len(activity["openings"]):
                raise ValueError("no opening is left")
            start = activity["openings"][after]
        return super().soonest(activity, start, end)

    def latest_allowed(self, edge, time, limit):
        openings = self.activities[edge["to"]].get("openings")
        if openings and edge.get("type", "FS")[1] == "S":
            limit = openings[bisect.bisect_right(openings, limit) - 1]
        return super().latest_allowed(edge, time, limit)

    def sample(self, minutes):
        for activity, amount in zip(self.activities, minutes):
            if "finished" not in activity:
                activity["remaining" if "started" in activity else "minutes"] = amount
        return self.report()


class Sampler:
    def __init__(self, data):
        self.data = data
        self.random = random.Random(data.get("seed", 1))
        self.activities = data["activities"]
        self.simulated = data["simulated"]
        self.durations = []
        for activity, simulated in zip(self.activities, self.simulated):
            known = activity["remaining"] if "started" in activity and "finished" not in activity else activity["minutes"]
            self.durations.append(inverse(simulated.get("duration", {"certain": known})))
        self.groups = data.get("correlations", [])
        self.risks = [self.ready(risk) for risk in data.get("risks", [])]

    @staticmethod
    def ready(risk):
        states = [risk["exposure"], risk["mitigation"]["exposure"] if "mitigation" in risk else risk["exposure"]]
        return [
            (state["probability"], inverse(state.get("delay", {"certain": 0})),
             inverse(state.get("factor", {"certain": 1000})), inverse(state.get("cost", {"certain": 0})))
            for state in states
        ]

    def share(self):
        return min(max(self.random.random(), 1e-12), 1 - 1e-12)

    def draw(self):
        """The minutes, the risks' cost and what struck, before and after mitigation."""
        scores = [NORMAL.inv_cdf(self.share()) for _ in self.activities]
        own = [1.0] * len(scores)
        common = [0.0] * len(scores)
        for group in self.groups:
            shared = NORMAL.inv_cdf(self.share())
            for place, activity in enumerate(group["activities"]):
                sign = -1 if group["coefficient"] < 0 and place == 1 else 1
                own[activity] -= abs(group["coefficient"])
                common[activity] += sign * math.sqrt(abs(group["coefficient"])) * shared
        base = []
        for duration, score, left, added in zip(self.durations, scores, own, common):
            share = NORMAL.cdf(math.sqrt(max(left, 0)) * score + added)
            base.append(round(duration(min(max(share, 1e-12), 1 - 1e-12))))
        draws = [(self.random.random(), self.share()) for _ in self.risks]
        states = []
        for state in (0, 1):
            minutes, cost, struck = list(base), 0, []
            for risk, exposures, (strike, impact) in zip(self.data.get("risks", []), self.risks, draws):
                probability, delay, factor, price = exposures[state]
                struck.append(strike < probability)
                if not struck[-1]:
                    continue
                cost += round(price(impact))
                for activity in risk["activities"]:
                    longer = math.floor(minutes[activity] * round(factor(impact)) / 1000 + 0.5)
                    minutes[activity] = longer + round(delay(impact))
            states.append((minutes, cost, struck))
        return states


def spread(values):
    ordered = sorted(values)
    nearest = {f"p{percent}": ordered[-(-percent * len(ordered) // 100) - 1] for percent in (10, 50, 80, 90)}
    deviation = statistics.stdev(values)
    return {"mean": statistics.fmean(values), "deviation": deviation, **nearest,
            "error": deviation / math.sqrt(len(values)), "sorted": ordered}


def share_of(flags):
    return sum(flags) / len(flags)


def figures(data, rows):
    """`rows`: by sample the minutes, what struck, the cost and cpm.py's report."""
    finishes = [row["report"]["finish"] for row in rows]
    costs = [row["cost"] for row in rows]
    result = {"finish": spread(finishes), "cost": spread(costs), "milestones": [], "activities": [], "risks": []}
    by_date = [finish <= data["planned"] for finish in finishes] if "planned" in data else None
    in_budget = [cost <= data["budget"] for cost in costs] if "budget" in data else None
    result["chanceOfPlanned"] = share_of(by_date) if by_date else None
    result["chanceOfBudget"] = share_of(in_budget) if in_budget else None
    result["joint"] = share_of([a and b for a, b in zip(by_date, in_budget)]) if by_date and in_budget else None
    for milestone in data.get("milestones", []):
        reached = [max(row["report"]["activities"][index]["earlyFinish"] for index in milestone["activities"])
                   for row in rows]
        entry = spread(reached)
        if "planned" in milestone:
            entry["chanceOfPlanned"] = share_of([instant <= milestone["planned"] for instant in reached])
        result["milestones"].append(entry)
    for index, activity in enumerate(data["activities"]):
        minutes = [row["minutes"][index] for row in rows]
        slacks = [row["report"]["activities"][index]["totalFloat"] for row in rows]
        critical = share_of([slack is not None and slack <= 0 for slack in slacks])
        varies = min(minutes) < max(minutes) and min(finishes) < max(finishes) and "finished" not in activity
        result["activities"].append({
            "meanMinutes": 0 if "finished" in activity else statistics.fmean(minutes),
            "criticality": critical,
            "cruciality": abs(statistics.correlation(minutes, finishes)) if varies else 0,
            "sensitivity":
                critical * statistics.stdev(minutes) * 60 / statistics.stdev(finishes) if varies else 0,
        })
    for index in range(len(data.get("risks", []))):
        struck = [row["struck"][index] for row in rows]
        groups = [[finish for finish, hit in zip(finishes, struck) if hit == wanted] for wanted in (True, False)]
        means = [statistics.fmean(group) if group else None for group in groups]
        result["risks"].append({"frequency": share_of(struck), "finishWith": means[0], "finishWithout": means[1]})
    return result


def simulate(data):
    data = {**data, "simulated": data.get("simulated", [{} for _ in data["activities"]])}
    network, sampler = Network(data), Sampler(data)
    rows = ([], [])
    count = data.get("samples", 2000)
    for _ in range(count):
        for state, (minutes, risk_cost, struck) in enumerate(sampler.draw()):
            cost = risk_cost + sum(entry.get("fixedCost", 0) for entry in data["simulated"])
            if state == 1:
                cost += sum(risk["mitigation"]["cost"] for risk in data.get("risks", []) if "mitigation" in risk)
            cost += sum(
                entry.get("costPerHour", 0) * amount / 60
                for entry, amount, activity in zip(data["simulated"], minutes, data["activities"])
                if "finished" not in activity)
            rows[state].append(
                {"minutes": minutes, "struck": struck, "cost": round(cost), "report": network.sample(minutes)})
    mitigated = any("mitigation" in risk for risk in data.get("risks", []))
    return {"samples": count, "before": figures(data, rows[0]), "after": figures(data, rows[1]) if mitigated else None}


def disagreements(expected, report):
    """A line for each figure of the report that is further from the expected one than chance allows."""
    count = expected["samples"]
    lines = []

    def compare(name, wanted, found, error):
        if wanted is not None and found is not None and abs(wanted - found) > 5 * error:
            lines.append(f"{name}: {found} is not {wanted} ± {error}")

    def shares(name, wanted, found):
        if wanted is not None and found is not None:
            compare(name, wanted, found, math.sqrt(max(wanted * (1 - wanted), found * (1 - found)) / count) + 1 / count)

    def spreads(name, wanted, found):
        compare(f"{name} mean", wanted["mean"], found.get("mean"), wanted["error"])
        for percent in (10, 50, 80, 90):
            value = found.get(f"p{percent}")
            if value is None:
                continue
            # Dates may come in steps: what counts is how much of the distribution lies on either side.
            below = bisect.bisect_left(wanted["sorted"], value) / count
            until = bisect.bisect_right(wanted["sorted"], value) / count
            nearest = min(max(percent / 100, below), until)
            shares(f"{name} share up to p{percent}", nearest, percent / 100)
        if "deviation" in found:
            compare(f"{name} deviation", wanted["deviation"], found["deviation"], 3 * wanted["error"] + 60)
        shares(f"{name} chance", wanted.get("chanceOfPlanned"), found.get("chanceOfPlanned"))

    for state in ("before", "after"):
        wanted, found = expected[state], report.get(state)
        if (wanted is None) != (found is None):
            lines.append(f"{state}: one has it and the other has not")
        if wanted is None or found is None:
            continue
        for key in ("finish", "cost"):
            if key in found:
                spreads(f"{state} {key}", wanted[key], found[key])
        for key in ("chanceOfPlanned", "chanceOfBudget", "joint"):
            shares(f"{state} {key}", wanted[key], found.get(key))
        for index, (a, b) in enumerate(zip(wanted["milestones"], found.get("milestones", []))):
            spreads(f"{state} milestone {index}", a, b)
        for index, (a, b) in enumerate(zip(wanted["activities"], found.get("activities", []))):
            shares(f"{state} activity {index} criticality", a["criticality"], b.get("criticality"))
            for key in ("cruciality", "sensitivity"):
                compare(f"{state} activity {index} {key}", a[key], b.get(key), 1.5 / math.sqrt(count))
        for index, (a, b) in enumerate(zip(wanted["risks"], found.get("risks", []))):
            shares(f"{state} risk {index} frequency", a["frequency"], b.get("frequency"))
            for key, part in (("finishWith", a["frequency"]), ("finishWithout", 1 - a["frequency"])):
                if part * count >= 30:
                    error = wanted["finish"]["deviation"] / math.sqrt(part * count) + 60
                    compare(f"{state} risk {index} {key}", a[key], b.get(key), error)
    return lines


def main(arguments):
    try:
        if not arguments:
            json.dump(simulate(json.load(sys.stdin)), sys.stdout, indent=1)
            print()
            return 0
        if len(arguments) != 2 or arguments[0] != "--compare":
            raise ValueError("usage: simulation.py [--compare figures.json]")
        with open(arguments[1], encoding="utf-8") as file:
            lines = disagreements(json.load(file), json.load(sys.stdin))
    except (ValueError, KeyError, IndexError, TypeError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        print(f"simulation.py: {type(error).__name__}: {error}", file=sys.stderr)
        return 65
    for line in lines:
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
