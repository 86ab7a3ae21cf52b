#!/usr/bin/env python3
"""Adoption and evaluation measures by their definitions: an independent check of scores, curves and figures of adoption.

Shares no code and, where there is a choice, no method with the product: fractions instead of floating point for what is
counted, numerical integrals and halving instead of closed forms for tails and intervals, mass handed to the right
instead of a product for shares not yet reached, a simplex instead of derivatives for the adoption curve, and sets of
people instead of counters for use.

Usage: measures.py < questions.json > answers.json          Exit 0; 65 when the input is wrong (one line on stderr).

Input, one object; each entry may be left out and is answered under its own name. Confidence is 0.95 where not given.

  "sus":       {"answers": [[1..5 or null] x 10, ...], "missing": "imputeMiddle" | "dropRespondent"}
  "umux":      {"answers": [[a, b], ...], "points": 7 | 5}
  "nps":       {"answers": [0..10, ...]}
  "csat":      {"answers": [1..5, ...]}
  "ces":       {"answers": [1..7, ...]}
  "tam":       {"answers": [[1..7] x 12, ...]}
  "adkar":     {"answers": [[1..5] x 5, ...]}
  "share":     {"part": 3, "whole": 20}
  "tickets":   {"tickets": 12, "personWeeks": 34}
  "training":  {"scores": [[before, after], ...]}
  "rogers":    {"times": [...], "eligible": 200}
  "survival":  {"times": [[time, reached], ...], "at": [...], "share": 0.5}
  "logrank":   {"groups": [[[time, reached], ...], ...]}          two groups
  "bass":      {"p": 0.03, "q": 0.38, "m": 1000, "at": [...], "shares": [...]}
  "bassfit":   {"counts": [[time, cumulative], ...], "waves": [[start, eligible], ...], "ceiling": 1 | null,
                "most": 1, "criterion": "increments" | "cumulative"}   a free ceiling is at most "most"; null: no limit
  "survey":    {"strata": [{"population": 9, "asked": 5, "answers": [...]}, ...]}
  "adoption":  {"audiences": [{"id": "claims", "people": ["a", ...], "features": 8}, ...],
                "live": {"a": 12.5, ...}, "trained": ["a", ...],        days; live since then
                "events": [{"id": "e1", "person": "a", "day": 13.2, "system": "new" | "old", "feature": "x"}, ...],
                "now": 40, "actions": 3, "within": 14, "least": 5}
               An event is a core action; one that comes twice counts once, and one after now not yet. Activated: so many
               actions in the new system, no more than so many days after access. A day is [n, n + 1). Twenty-eight days
               are looked at, the one of now last.
"""

import fractions
import json
import math
import statistics
import sys

Fraction = fractions.Fraction


def halve(low, high, holds):
    """Where a condition that fails at low begins to hold."""
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def normal_reach(confidence):
    return statistics.NormalDist().inv_cdf((1 + confidence) / 2)


def student_reach(confidence, df):
    """By Simpson's rule in the angle whose tangent is t over the root of df: the density becomes a power of the cosine."""
    constant = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(math.pi)

    def inside(t):
        end, parts = math.atan(t / math.sqrt(df)), 400
        total = 0.0
        for index in range(parts + 1):
            weight = 1 if index in (0, parts) else 4 if index % 2 else 2
            total += weight * math.cos(end * index / parts) ** (df - 1)
        return 2 * constant * total * end / parts / 3

    return halve(0.0, 1e6, lambda t: inside(t) >= confidence)


def mean_of(values, low, high, confidence):
    count = len(values)
    mean = float(sum(values) / count)
    answer = {"count": count, "mean": mean, "deviation": None, "interval": None}
    if count > 1:
        deviation = math.sqrt(sum((float(value) - mean) ** 2 for value in values) / (count - 1))
        answer["deviation"] = deviation
        if deviation > 0:
            reach = student_reach(confidence, count - 1) * deviation / math.sqrt(count)
            answer["interval"] = [max(low, mean - reach), min(high, mean + reach)]
    return answer


def share_of(part, whole, confidence):
    """All shares that the normal score test would not reject."""
    seen, z = part / whole, normal_reach(confidence)

    def is_near(share):
        return abs(seen - share) <= z * math.sqrt(share * (1 - share) / whole)

    low = 0.0 if part == 0 else halve(0.0, seen, is_near)
    high = 1.0 if part == whole else 1 - halve(0.0, 1 - seen, lambda left: is_near(1 - left))
    return {"part": part, "whole": whole, "share": seen, "interval": [low, high]}


def sheets(answers, items, low, high, missing):
    kept, dropped = [], 0
    for sheet in answers:
        if len(sheet) != items or any(x is not None and not low <= x <= high for x in sheet):
            raise ValueError("an answer is not on the scale")
        gaps = sum(x is None for x in sheet)
        if gaps == items or (gaps and missing == "dropRespondent"):
            dropped += 1
        else:
            kept.append([Fraction(low + high, 2) if x is None else Fraction(x) for x in sheet])
    return kept, dropped


def sus(data, confidence):
    kept, dropped = sheets(data["answers"], 10, 1, 5, data.get("missing", "dropRespondent"))
    scores = [Fraction(5, 2) * sum(x - 1 if i % 2 == 0 else 5 - x for i, x in enumerate(s)) for s in kept]
    learning = [Fraction(25, 2) * ((5 - s[3]) + (5 - s[9])) for s in kept]
    usable = [(score * 10 - learned * 2) / 8 for score, learned in zip(scores, learning)]
    answer = mean_of(scores, 0, 100, confidence)
    floors = zip("A+ A A− B+ B B− C+ C C− D F".split(), [84.1, 80.8, 78.9, 77.2, 74.1, 72.6, 71.1, 65, 62.7, 51.7, 0])
    answer["grade"] = next(grade for grade, floor in floors if answer["mean"] >= floor)
    answer["usability"] = float(sum(usable) / len(usable))
    answer["learnability"] = float(sum(learning) / len(learning))
    answer["dropped"] = dropped
    return answer


def umux(data, confidence):
    top = data.get("points", 7)
    kept, _ = sheets(data["answers"], 2, 1, top, "dropRespondent")
    answer = mean_of([Fraction(100) * (a + b - 2) / (2 * (top - 1)) for a, b in kept], 0, 100, confidence)
    answer["sus"] = 0.65 * answer["mean"] + 22.9 if top == 7 else None
    return answer


def nps(data, confidence):
    values = [Fraction(1 if x >= 9 else 0 if x >= 7 else -1) for x in data["answers"]]
    mean = sum(values) / len(values)
    error = 100 * math.sqrt(sum((x - mean) ** 2 for x in values) / len(values) / len(values))
    score, reach = float(100 * mean), normal_reach(confidence) * error
    interval = [max(-100, score - reach), min(100, score + reach)] if error > 0 else None
    return {"score": score, "error": error, "interval": interval}


def tam(data, confidence):
    kept, dropped = sheets(data["answers"], 12, 1, 7, data.get("missing", "dropRespondent"))
    parts = {"usefulness": slice(0, 6), "ease": slice(6, 12), "overall": slice(0, 12)}
    answer = {name: mean_of([sum(s[part]) / len(s[part]) for s in kept], 1, 7, confidence) for name, part in parts.items()}
    answer["hundredths"] = (answer["overall"]["mean"] - 1) * 100 / 6
    answer["dropped"] = dropped
    return answer


def adkar(data, _):
    barriers = [next((i for i, x in enumerate(s) if x <= 3), None) for s in data["answers"]]
    medians = [float(statistics.median(s[i] for s in data["answers"])) for i in range(5)]
    return {"medians": medians, "blocked": [barriers.count(i) for i in range(5)], "unblocked": barriers.count(None)}


def tickets(data, confidence):
    count, weeks = data["tickets"], data["personWeeks"]

    def at_most(limit, mean):
        return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(limit + 1))

    tail, far = (1 - confidence) / 2, count + 50 * math.sqrt(count + 1) + 50
    low = halve(1e-300, far, lambda mean: 1 - at_most(count - 1, mean) > tail) if count else 0
    high = halve(1e-300, far, lambda mean: at_most(count, mean) < tail)
    return {"per100": 100 * count / weeks, "interval": [100 * low / weeks, 100 * high / weeks]}


def training(data, _):
    before = sum(Fraction(b) for b, _ in data["scores"]) / len(data["scores"])
    after = sum(Fraction(a) for _, a in data["scores"]) / len(data["scores"])
    own = [(Fraction(a) - Fraction(b)) / (100 - Fraction(b)) for b, a in data["scores"] if b < 100]
    return {
        "gain": float((after - before) / (100 - before)) if before < 100 else None,
        "meanOfGains": float(sum(own) / len(own)) if own else None,
    }


def rogers(data, _):
    times, eligible = data["times"], data["eligible"]
    cuts = [Fraction(25, 1000), Fraction(160, 1000), Fraction(500, 1000), Fraction(840, 1000)]
    counts = [0] * 5
    for time in times:
        rank = Fraction(2 * sum(t < time for t in times) + sum(t == time for t in times) + 1, 2)
        counts[sum(rank > cut * eligible for cut in cuts)] += 1
    return {"counts": counts, "outstanding": eligible - len(times)}


def survival(data, confidence):
    """Everybody has the same mass; who leaves hands theirs on to all who stay longer."""
    entries = sorted(data["times"], key=lambda entry: (entry[0], not entry[1]))
    mass = [Fraction(1, len(entries))] * len(entries)
    for index, (_, reached) in enumerate(entries[:-1]):
        if not reached:
            part, mass[index] = mass[index] / (len(entries) - index - 1), Fraction(0)
            for later in range(index + 1, len(entries)):
                mass[later] += part

    def left(time):
        return 1 - sum(m for (t, reached), m in zip(entries, mass) if reached and t <= time)

    def interval(time):
        share = left(time)
        if share in (0, 1):
            return None
        total = Fraction(0)
        for event in sorted({t for t, reached in entries if reached and t <= time}):
            at_risk = sum(t >= event for t, _ in entries)
            events = sum(reached and t == event for t, reached in entries)
            total += Fraction(events, at_risk * (at_risk - events))
        reach = normal_reach(confidence) * math.sqrt(total) / abs(math.log(share))
        return [float(share) ** math.exp(reach), float(share) ** math.exp(-reach)]

    share = data.get("share", 0.5)
    steps = sorted({t for t, reached in entries if reached})
    ends = [[t for t in steps if (found := interval(t)) and found[end] <= 1 - share] for end in (0, 1)]
    last = entries[-1][0]
    return {
        "at": [float(left(t)) if t <= last or left(last) == 0 else None for t in data.get("at", [])],
        "intervals": [interval(t) if t <= last else None for t in data.get("at", [])],
        "time": next((t for t in steps if left(t) <= 1 - Fraction(str(share))), None),
        "earliest": ends[0][0] if ends[0] else None,
        "latest": ends[1][0] if ends[1] else None,
    }


def logrank(data, _):
    first, second = data["groups"]
    both = first + second
    expected, variance = Fraction(0), Fraction(0)
    for time in sorted({t for t, reached in both if reached}):
        n1, n = sum(t >= time for t, _ in first), sum(t >= time for t, _ in both)
        d = sum(reached and t == time for t, reached in both)
        expected += Fraction(d * n1, n)
        if n > 1:
            variance += Fraction(d * n1 * (n - n1) * (n - d), n * n * (n - 1))
    observed = sum(1 for _, reached in first if reached)
    if variance == 0:
        return None
    statistic = float((observed - expected) ** 2 / variance)
    return {"expected": float(expected), "statistic": statistic, "pValue": math.erfc(math.sqrt(statistic / 2))}


def adopted(time, p, q):
    if time <= 0:
        return 0.0
    decay = math.exp(-(p + q) * time)
    return (1 - decay) / (1 + q / p * decay)


def bass(data, _):
    p, q, m = data["p"], data["q"], data["m"]
    # The peak by thirds of where the rate rises and falls.
    low, high = 0.0, 50 / (p + q)
    for _ in range(300):
        a, b = low + (high - low) / 3, high - (high - low) / 3

        def rate(t):
            share = adopted(t, p, q)
            return (p + q * share) * (1 - share)

        low, high = (a, high) if rate(a) < rate(b) else (low, b)
    return {
        "cumulative": [m * adopted(t, p, q) for t in data.get("at", [])],
        "peak": [low, m * rate(low)] if q > p else None,
        "times": [halve(0.0, 1e3 / (p + q), lambda t, s=s: adopted(t, p, q) >= s) for s in data.get("shares", [])],
    }


def simplex(function, start, size):
    """Nelder and Mead's, begun anew around its own result."""
    best = list(start)
    for _ in range(6):
        corners = [best] + [[x + (size if i == j else 0) for j, x in enumerate(best)] for i in range(len(best))]
        worth = [function(corner) for corner in corners]
        for _ in range(120):
            order = sorted(range(len(corners)), key=lambda i: worth[i])
            corners, worth = [corners[i] for i in order], [worth[i] for i in order]
            centre = [sum(c[j] for c in corners[:-1]) / (len(corners) - 1) for j in range(len(best))]

            def along(step):
                place = [c + step * (c - w) for c, w in zip(centre, corners[-1])]
                return place, function(place)

            place, value = along(1)
            if value < worth[0]:
                further = along(2)
                if further[1] < value:
                    place, value = further
            elif value >= worth[-2]:
                place, value = along(-0.5)
                if value >= worth[-1]:
                    corners = [[(a + b) / 2 for a, b in zip(corner, corners[0])] for corner in corners]
                    worth = [function(corner) for corner in corners]
                    continue
            corners[-1], worth[-1] = place, value
        best = corners[min(range(len(corners)), key=lambda i: worth[i])]
        size /= 3
    return best, function(best)


def bassfit(data, _):
    counts, waves = data["counts"], data["waves"]
    ceiling, most = data.get("ceiling"), data.get("most", 1)
    cumulative = data.get("criterion", "increments") == "cumulative"
    start, all_people = min(s for s, _ in waves), sum(e for _, e in waves)
    seen = [n for _, n in counts]
    span = counts[-1][0] - start

    def course(p, q):
        return [sum(e * adopted(t - s, p, q) for s, e in waves) for t, _ in counts]

    def compared(values):
        return values if cumulative else [b - a for a, b in zip([0.0] + values, values)]

    def solve(place):
        p, q = math.exp(max(-40, min(40, place[0]))), math.exp(max(-40, min(40, place[1])))
        shape, wanted = compared(course(p, q)), compared(seen)
        scale = ceiling
        if scale is None:
            square = sum(x * x for x in shape)
            scale = sum(x * y for x, y in zip(shape, wanted)) / square if square > 0 else 0
            scale = max(scale, seen[-1] / all_people)
            scale = scale if most is None else min(scale, most)
        return p, q, scale, sum((y - scale * x) ** 2 for x, y in zip(shape, wanted))

    found = []
    for p in (0.05, 0.5):
        for q in (1, 6):
            found.append(simplex(lambda place: solve(place)[3], [math.log(p / span), math.log(q / span)], 0.5))
    p, q, scale, squares = solve(min(found, key=lambda one: one[1])[0])
    return {"p": p, "q": q, "m": scale * all_people, "squares": squares}


def survey(data, confidence):
    strata = data["strata"]
    people = sum(s["population"] for s in strata)
    mean, variance, curvature, borrowed = 0.0, 0.0, 0.0, 0.0
    inside = [(s["answers"], statistics.mean(s["answers"])) for s in strata]
    freedom = sum(len(a) - 1 for a, _ in inside)
    pooled = sum((x - m) ** 2 for a, m in inside for x in a) / freedom if freedom else None
    for stratum, (answers, own) in zip(strata, inside):
        weight, n, size = stratum["population"] / people, len(answers), stratum["population"]
        mean += weight * own
        factor = weight**2 * (1 - n / size) / n
        if n > 1:
            part = factor * statistics.variance(answers, own)
            variance, curvature = variance + part, curvature + part**2 / (n - 1)
        elif factor:
            if pooled is None:
                return {"mean": mean, "error": None, "interval": None}
            borrowed += factor * pooled
    variance += borrowed
    curvature += borrowed**2 / freedom if freedom else 0
    answer = {"mean": mean, "error": math.sqrt(variance), "interval": None}
    if curvature:
        reach = student_reach(confidence, variance**2 / curvature) * math.sqrt(variance)
        answer["interval"] = [mean - reach, mean + reach]
    return answer


def adoption(data, confidence):
    now, least = data["now"], data.get("least", 5)
    events = list({e["id"]: e for e in data["events"] if e["day"] <= now}.values())
    trained = set(data["trained"])
    rows = []
    for audience in data["audiences"]:
        people = set(audience["people"])
        live = {p for p in people if p in data["live"] and data["live"][p] <= now}
        eligible = live & trained
        own = [e for e in events if e["person"] in people]
        fresh = [e for e in own if e["system"] == "new"]

        def is_activated(person):
            since = data["live"].get(person)
            soon = [e for e in fresh if since is not None and e["person"] == person and 0 <= e["day"] - since <= data["within"]]
            return len(soon) >= data["actions"]

        def active(first, last):
            return {e["person"] for e in fresh if first <= math.floor(e["day"]) <= last}

        today = math.floor(now)
        month = active(today - 27, today)
        window = [e for e in own if today - 27 <= math.floor(e["day"]) <= today]
        old = sum(e["system"] == "old" for e in window)
        figures = {
            "activation": [sum(map(is_activated, eligible)), len(eligible), len(eligible)],
            "reach": [sum(map(is_activated, people)), len(people), len(people)],
            "stickiness": [sum(len(active(d, d)) for d in range(today - 27, today + 1)), 28 * len(month), len(month)],
            "weeklyStickiness": [len(active(today - 6, today)), len(month), len(month)],
            "depth": [len({e["feature"] for e in window if e["system"] == "new"}), audience["features"], len(month)],
            "residualUse": [old, len(window), len(people)],
        }
        others = len(people - eligible)
        if 0 < others < least:
            figures["reach"][2] = others
        shown = {}
        for name, (part, whole, behind) in figures.items():
            if name not in ("activation", "reach") and 0 < len(live) < least:
                behind = len(live)
            if 0 < len(people) < least or 0 < behind < least:
                shown[name] = "withheld"
            else:
                shown[name] = part / whole if whole and behind else None
        rows.append({"audience": audience["id"], "missing": len(eligible) - figures["activation"][0], **shown})

    def place(row):
        rate = row["activation"]
        if rate == "withheld":
            return (2, 0, 0, row["audience"])
        return (1, 0, 0, row["audience"]) if rate is None else (0, rate, -row["missing"], row["audience"])

    rows.sort(key=place)
    return [{name: value for name, value in row.items() if name != "missing"} for row in rows]


def csat(data, confidence):
    return share_of(sum(x >= 4 for x in data["answers"]), len(data["answers"]), confidence)


def ces(data, confidence):
    return mean_of([Fraction(x) for x in data["answers"]], 1, 7, confidence)


def share(data, confidence):
    return share_of(data["part"], data["whole"], confidence)


MEASURES = [
    sus, umux, nps, csat, ces, tam, adkar, share, tickets, training, rogers, survival, logrank, bass, bassfit, survey,
    adoption,
]


def main():
    try:
        questions = json.load(sys.stdin)
        known = {measure.__name__: measure for measure in MEASURES}
        answers = {name: known[name](data, data.get("confidence", 0.95)) for name, data in questions.items()}
    except (ValueError, KeyError, TypeError, IndexError, ZeroDivisionError, AttributeError, StopIteration) as error:
        print(f"measures.py: {type(error).__name__}: {error}", file=sys.stderr)
        return 65
    json.dump(answers, sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
