"""The implementation's work items: a backbone, then departments, interfaces, sites and wards until there are enough."""

import datetime
from random import Random

from .days import add, monday_from
from .organisation import DEPARTMENTS, SITES, groups

# Whom work takes by what they can do: id, name, how many, skills, cost of a day. Each is a resource of their own.
SPECIALISTS = [
    ("clinical-lead", "Clinical lead", 1, ["clinical"], "780.00"),
    ("architect", "Architect", 2, ["architecture"], "650.00"),
    ("interface-lead", "Interface lead", 1, ["interfaces"], "520.00"),
    ("interface-developer", "Interface developer", 2, ["interfaces", "testing"], "470.00"),
    ("migration", "Migration specialist", 3, ["migration", "reporting"], "450.00"),
    ("configurator", "Configurator", 4, ["configuration"], "430.00"),
    ("vendor", "Consultant of the vendor", 2, ["configuration", "interfaces"], "1150.00"),
    ("security", "Security officer", 2, ["security"], "560.00"),
    ("trainer", "Trainer", 3, ["training"], "360.00"),
    ("tester", "Tester", 3, ["testing"], "400.00"),
]

# What work takes so much of at once: id, name, capacity, unit, cost of one for a day.
POOLS = [
    ("programme-office", "Programme office", 2, "people", "410.00"),
    ("clinical-safety", "Clinical safety officers", 2, "people", "640.00"),
    ("technicians", "Device technicians", 6, "people", "330.00"),
    ("training-room", "Seats in the training rooms", 40, "seats", None),
    ("computer-room", "Computer room", 1, "rooms", None),
]

PHASES = [("plan", "Plan"), ("design", "Design"), ("build", "Build"), ("test", "Test"), ("deploy", "Deploy")]

# Old systems that must talk to the record, in the order in which they are connected.
INTERFACES = [
    "laboratory-results", "imaging-orders", "patient-index", "pharmacy-stock", "bed-board", "billing", "referrals",
    "blood-bank", "monitoring", "dialysis-machines", "anaesthesia", "vaccination-register", "cancer-register",
    "birth-register", "insurers", "ambulance", "dictation", "telephone", "meals", "sterile-goods", "rosters",
    "identity-cards", "archive", "clinic-letters",
]
DATA = ["patients", "allergies", "medication", "appointments", "results", "letters", "problems", "waiting-lists",
        "vaccinations", "images-index", "billing-cases", "staff-register"]


def skill(name, count=1):
    return {"skill": name, "count": count}


def some(resource, amount):
    return {"resource": resource, "amount": amount}


class Plan:
    """Candidates in the order in which they are wanted; each names only items that come before it."""

    def __init__(self, seed):
        self.random = Random(f"{seed}/work")
        self.items = []

    def add(self, name, title, phase, days, after=(), needs=(), owner="petra-programme", **more):
        low, high = self.random.choice([(0.6, 1.6), (0.7, 1.8), (0.75, 1.5), (0.5, 2.2)])
        span = {"optimistic": f"{max(1, round(days * low))}d", "likely": f"{days}d",
                "pessimistic": f"{max(days + 1, round(days * high))}d"}
        item = {"id": name, "name": title, "phase": phase, "owner": owner}
        item["effort" if more.pop("is_effort", False) else "estimate"] = span
        if after:
            item["after"] = list(after)
        if needs:
            item["needs"] = list(needs)
        self.items.append(item | {key.replace("_", "-"): value for key, value in more.items()})
        return name


def title(word):
    return word.replace("-", " ")


def backbone(plan):
    add_item = plan.add
    add_item("charter", "Programme agreed by both boards", "plan", 5, needs=["programme-office"],
             done_by={"approval": ["nora-sponsor"]})
    add_item("team", "Team named and freed", "plan", 10, ["charter"], ["programme-office"])
    add_item("contract", "Contract with the vendor signed", "plan", 20, ["charter"], ["programme-office"],
             cost="8500.00")
    add_item("plan-agreed", "Plan and gates agreed", "plan", 8, ["team"], ["programme-office", "clinical-lead"],
             done_by={"approval": ["nora-sponsor", "clara-clinical"]})
    add_item("privacy-assessment", "Privacy assessed in both countries", "plan", 20, ["plan-agreed"],
             [skill("security")], cost="6200.00")
    add_item("boards-meet", "Boards of both countries meet", "plan", 1, ["charter"], ["programme-office"],
             must_start="BOARDS", done_by={"approval": ["nora-sponsor"]})
    add_item("architecture", "Architecture described", "design", 15, ["team"], [skill("architecture", 2)],
             is_effort=True)
    add_item("hosting", "Both computer rooms chosen", "design", 10, ["architecture"], [skill("architecture")])
    add_item("identity-design", "Roles and rights designed", "design", 15, ["plan-agreed"],
             [skill("security"), "clinical-safety"], is_effort=True)
    add_item("safety-case", "Clinical safety case opened", "design", 15, ["plan-agreed"], ["clinical-safety"],
             owner="clara-clinical")
    add_item("core-workflows", "Core workflows agreed", "design", 30, ["plan-agreed", "contract"],
             ["clinical-lead", "vendor-1"], owner="clara-clinical")
    add_item("server", "The record answers on its servers", "build", 25, ["hosting", "contract"],
             ["computer-room", skill("configuration")],
             external_owner={"firm": "Quillwright Records (synthetic)"}, done_by={"component": "record-app"},
             cost="140000.00")
    add_item("second-site", "The record answers in the second computer room", "build", 12, ["server"],
             ["computer-room", skill("architecture")], done_by={"component": "record-standby"}, cost="95000.00")
    add_item("network", "Network renewed at the hospitals", "build", 40, ["hosting"],
             [some("technicians", 3)], cost="210000.00")
    add_item("identity", "Signing in with one account", "build", 20, ["identity-design", "server"],
             [skill("security")], done_by={"component": "sign-in"})
    add_item("base-configuration", "Base configuration", "build", 40, ["core-workflows", "server"],
             [skill("configuration", 4)], is_effort=True)
    add_item("medication-rules", "Medication rules entered", "build", 25,
             [{"item": "base-configuration", "type": "start-start", "lag": "10d"}],
             ["clinical-safety", skill("configuration", 2)], is_effort=True,
             done_by={"test": "medication-checks"})
    add_item("portal", "The patients' portal", "build", 35, ["identity"], [skill("configuration", 2)],
             done_by={"component": "portal-app"}, cost="48000.00")
    add_item("interface-engine", "Interface engine runs", "build", 12, ["server"], ["interface-lead"],
             done_by={"component": "engine"})
    add_item("reports", "Reports for both ministries", "build", 20, ["base-configuration"],
             [skill("reporting")])
    add_item("penetration-test", "Attacked by people paid for it", "test", 10, ["identity", "portal"],
             [skill("security")], external_owner={"firm": "Brightlatch Testing (synthetic)"},
             cost="18000.00")
    add_item("downtime-drill", "Downtime procedure rehearsed", "test", 5, ["base-configuration"],
             ["clinical-safety", skill("testing", 2)], owner="clara-clinical")
    add_item("lessons-written", "Lessons written", "build", 30, ["core-workflows"],
             [skill("training", 3)], owner="tilda-training")
    add_item("super-users", "Super-users trained", "deploy", 15, ["lessons-written", "base-configuration"],
             [skill("training", 2), some("training-room", 20)],
             owner="tilda-training", cost="12000.00")
    add_item("support-desk", "Support desk staffed", "deploy", 20, ["plan-agreed"], ["programme-office"],
             not_before="MIDDLE")


def interface(plan, name):
    first = plan.add(f"spec-{name}", f"Interface {title(name)} described", "design", 6, ["architecture"],
                     ["interface-lead"])
    built = plan.add(f"build-{name}", f"Interface {title(name)} built", "build", 12, [first, "interface-engine"],
                     [skill("interfaces")], is_effort=True)
    plan.add(f"test-{name}", f"Interface {title(name)} tested", "test", 5, [built],
             [skill("testing")], done_by="attestation")


def data(plan, name):
    plan.add(f"map-{name}", f"{title(name).capitalize()} mapped", "design", 8, ["core-workflows"],
             [skill("migration")])
    plan.add(f"load-{name}", f"{title(name).capitalize()} carried over", "build", 12,
             [f"map-{name}", "base-configuration"], [skill("migration")])
    plan.add(f"prove-{name}", f"{title(name).capitalize()} proven equal", "test", 5,
             [{"item": f"load-{name}", "type": "finish-start", "lag": "2d", "elapsed": True}], [skill("migration")],
             done_by={"data-object": name} if name in DATA[:4] else "attestation")


def department(plan, unit):
    name = unit.id
    plan.add(f"workflow-{name}", f"{unit.name}: workflows agreed", "design", 8, ["core-workflows"], ["clinical-lead"]
             if unit.division != "shared-services" else ["programme-office"], owner="clara-clinical")
    plan.add(f"configure-{name}", f"{unit.name}: forms and orders", "build", 15,
             [f"workflow-{name}", {"item": "base-configuration", "type": "start-start", "lag": "15d"}],
             [skill("configuration", 2)], is_effort=True)
    plan.add(f"accept-{name}", f"{unit.name}: accepted", "test", 5,
             [f"configure-{name}"], [skill("testing")],
             done_by={"approval": [f"head-{name}"]}, owner=f"head-{name}")


def site(plan, place):
    name = place.id
    plan.add(f"survey-{name}", f"{place.name}: rooms and sockets surveyed", "design", 5, ["hosting"], ["technicians"])
    plan.add(f"wireless-{name}", f"{place.name}: wireless network", "build", 15, [f"survey-{name}", "network"],
             [some("technicians", 2)], cost="24000.00")
    plan.add(f"devices-{name}", f"{place.name}: devices set up", "deploy", 20, [f"wireless-{name}"],
             [some("technicians", 3)], is_effort=True, cost="61000.00")
    plan.add(f"kits-{name}", f"{place.name}: downtime kits placed", "deploy", 3, ["downtime-drill", f"devices-{name}"],
             ["technicians"], as_late_as_possible=True)


def ward(plan, group, place):
    fraction = place / 130
    plan.add(f"map-out-{group.id}", f"{group.name}: work mapped", "design", 3, [f"workflow-{group.unit}"],
             ["clinical-safety"], not_before=fraction)
    plan.add(f"screens-{group.id}", f"{group.name}: screens set up", "build", 6,
             [f"map-out-{group.id}", f"configure-{group.unit}"], [skill("configuration")])
    plan.add(f"walk-{group.id}", f"{group.name}: walked through", "test", 2, [f"screens-{group.id}"],
             [skill("testing")])
    plan.add(f"round-{group.id}", f"{group.name}: devices checked", "deploy", 2,
             [f"screens-{group.id}", f"devices-{group.site}"], ["technicians"])
    plan.add(f"coach-{group.id}", f"{group.name}: super-users coached", "deploy", 2, [f"walk-{group.id}"],
             [skill("training"),
              some("training-room", min(20, 4 + group.people // 20))])


def ending(plan):
    """What everything before it ends in; filled with all that nothing else waits for."""
    loose = loose_ends(plan.items)
    built = [name for name, phase in loose if phase in {"design", "build", "test"}]
    placed = [name for name, phase in loose if phase not in {"design", "build", "test"}]
    plan.add("integrated-test", "Whole days of care tested end to end", "test", 20, built,
             [skill("testing", 3), "clinical-safety"], done_by={"test": "a-day-of-care"})
    plan.add("load-test", "Twice the busiest hour", "test", 5,
             [{"item": "integrated-test", "type": "start-start", "lag": "10d"}], ["architect-1", skill("testing")])
    plan.add("dress-rehearsal", "Dress rehearsal with two wards", "deploy", 10,
             ["integrated-test", "load-test", *placed],
             [skill("training", 2), some("training-room", 30), "clinical-lead"],
             owner="clara-clinical")
    plan.add("safety-closed", "Clinical safety case closed", "deploy", 5,
             [{"item": "dress-rehearsal", "type": "finish-finish", "lag": "3d"}], ["clinical-safety"],
             done_by={"approval": ["clara-clinical"]}, owner="clara-clinical")
    plan.add("live-dark", "The record is live, and dark", "deploy", 2, ["dress-rehearsal", "safety-closed"],
             ["programme-office", "architect-1"], done_by={"approval": ["nora-sponsor", "clara-clinical"]})


def name_of(link):
    return link["item"] if isinstance(link, dict) else link


def loose_ends(items):
    waited = {name_of(link) for item in items for link in item.get("after", [])}
    return [(item["id"], item["phase"]) for item in items if item["id"] not in waited]


def items(count, seed, starts, ready, is_planning):
    """`count` work items, the last of which is the implementation's end."""
    plan = Plan(seed)
    backbone(plan)
    for name in INTERFACES[:6]:
        interface(plan, name)
    for name in DATA[:4]:
        data(plan, name)
    spread = sorted(DEPARTMENTS, key=lambda unit: (-unit.weight, unit.id))
    for unit in spread[:8]:
        department(plan, unit)
    for place in [SITES[0], SITES[6], SITES[1], SITES[2]]:
        site(plan, place)
    for unit in spread[8:]:
        department(plan, unit)
    for place in [one for index, one in enumerate(SITES) if index not in (0, 1, 2, 6)]:
        site(plan, place)
    for name in INTERFACES[6:]:
        interface(plan, name)
    for name in DATA[4:]:
        data(plan, name)
    inside = [group for group in groups(1) if group.side == "internal"]
    Random(f"{seed}/wards").shuffle(inside)
    for place, group in enumerate(inside):
        ward(plan, group, place)
    rehearsals = 0
    while len(plan.items) < count - 5:
        rehearsals += 1
        group = inside[rehearsals % len(inside)]
        plan.add(f"refresh-{rehearsals}-{group.id}", f"{group.name}: refresher {rehearsals // len(inside) + 1}",
                 "deploy", 1, [f"coach-{group.id}"], [skill("training")], not_before=rehearsals % 130 / 130)
    del plan.items[max(1, count - 5):]
    close_gaps(plan.items)
    ending(plan)
    return [finished(item, starts, ready, is_planning) for item in plan.items]


def close_gaps(kept):
    """Dependencies on what was left out go."""
    here = {item["id"] for item in kept}
    for item in kept:
        if "after" in item:
            item["after"] = [link for link in item["after"] if name_of(link) in here]
            if not item["after"]:
                del item["after"]


def finished(item, starts, ready, is_planning):
    """Fractions become dates, and without planning the keys that planning needs go."""
    days = (ready - starts).days
    wait = item.get("not-before")
    if wait is not None:
        item["not-before"] = add(starts, int(days * (0.45 if wait == "MIDDLE" else 0.25 + 0.55 * wait)))
    if "must-start" in item:
        # A Thursday in the second quarter, booked a year ahead.
        item["must-start"] = add(monday_from(add(starts, 110)), 3)
    if item["id"] == "server":
        item["external-owner"]["promised"] = add(starts, 140)
    if item["id"] == "live-dark":
        item["deadline"] = ready
    if item["id"] == "penetration-test" and is_planning:
        item["not-after"] = add(starts, int(days * 0.8))
    if not is_planning:
        if "effort" in item:
            item["estimate"] = item["effort"]
        for key in ["effort", "needs", "cost", "as-late-as-possible", "must-start", "not-after"]:
            item.pop(key, None)
        for link in item.get("after", []):
            if isinstance(link, dict):
                link.pop("elapsed", None)
    order = ["id", "name", "phase", "owner", "external-owner", "estimate", "effort", "needs", "after", "not-before",
             "must-start", "not-after", "deadline", "as-late-as-possible", "cost", "done-by"]
    return {key: item[key] for key in order if key in item}


def resources(starts, is_planning):
    found = []

    def resource(name, named, stage, capacity, unit, skills=(), cost=None):
        one = {"id": name, "name": named, "stage": stage, "capacity": capacity, "unit": unit}
        if is_planning and stage == "implementation":
            one["calendar"] = "office"
            if skills:
                one["skills"] = list(skills)
            if cost:
                one["cost-per-day"] = cost
            if absences := away(name, starts):
                one["absences"] = absences
        found.append(one)

    for name, named, count, skills, cost in SPECIALISTS:
        for number in range(1, count + 1):
            is_only = count == 1
            resource(name if is_only else f"{name}-{number}", named if is_only else f"{named} {number}",
                     "implementation", 1, "people", skills, cost)
    for name, named, capacity, unit, cost in POOLS:
        resource(name, named, "implementation", capacity, unit, (), cost)
    resource("floor-walking", "Floor-walkers", "rollout", 34, "people")
    resource("clinical-desk", "Clinical support desk", "rollout", 12, "people")
    resource("portal-agents", "Portal support desk", "rollout", 8, "people")
    resource("campaign", "Marketing and sales", "rollout", 3, "people")
    return found


def away(name, starts):
    def leave(title_text, first, last):
        return {"name": title_text, "from": datetime.date(starts.year, *first), "to": datetime.date(starts.year, *last)}

    return {
        "interface-lead": [leave("Leave", (5, 4), (5, 12)), leave("Leave", (8, 9), (8, 27))],
        "clinical-lead": [leave("Congress", (6, 14), (6, 18)), leave("Leave", (7, 26), (8, 13))],
        "configurator-2": [leave("Parental leave", (6, 1), (9, 30))],
        "tester-1": [leave("Leave", (10, 4), (10, 15))],
        "computer-room": [leave("Power work", (4, 12), (4, 14))],
    }.get(name, [])
