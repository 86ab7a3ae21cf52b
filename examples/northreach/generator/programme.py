"""The whole programme document."""

from . import days, lessons, planning, work
from .organisation import BY_ID, CLINICS, DEPARTMENTS, DIVISIONS, PORTAL_ACCOUNTS, REGIONS, SITES, STAFF, clinics
from .yaml_text import lines

HEAD = """\
# Synthetic: Northreach Health, its people, clinics, patients, firms and figures are made up by a program.
#
# {people} people: {staff} staff in 26 departments at 9 sites in two countries, {clinics} contacts of 40 partner
# clinics, {accounts} portal accounts. docs/programme.md explains every key. Change not this but what wrote it:
# examples/northreach/generate.py {arguments}
"""

BASE = "http://127.0.0.1:9301"


def implementation_end(starts, count):
    """Fourteen months for an ordinary number of items, three years for a thousand."""
    months = 14 + max(0, min(22, (count - 150) * 22 // 850))
    return days.months_after(starts, months)


def document(groups, count, scale, seed, starts, is_planning, is_training_regional):
    """Everything in the order of docs/programme.md."""
    ready = implementation_end(starts, count)
    earliest = planning.earliest_opening(ready)
    last = planning.finish_by(earliest)
    years = range(starts.year, last.year + 2)
    rollout = {"system": "record", "waves": planning.waves_by_hand(groups, earliest, is_planning)}
    measured = {}
    if is_planning:
        rollout["planning"] = planning.planning(groups, earliest, scale)
        rollout["false-pauses"] = "5 %"
        measured = {"metrics": planning.metrics()}
    items = work.items(count, seed, starts, ready, is_planning)
    return {
        "slipway": 1, "programme": "northreach", "name": "One record for Northreach Health (synthetic)",
        "kind": "internal", "starts": starts, "timezone": "Europe/London", "currency": "EUR",
        "charter": charter(ready, last), "systems": systems(last), "calendars": days.calendars(years),
        "freezes": days.freezes(years, [site.id for site in SITES if site.country == "DE"],
                                [site.id for site in SITES if site.country == "GB"], is_training_regional),
        "units": units(), "legal-entities": entities(), "audiences": [audience(group) for group in groups],
        "implementation": {
            "phases": [{"id": name, "name": title} for name, title in work.PHASES], "items": items,
            "components": components(), "requirements": requirements(), "tests": tests(),
            "lessons": lessons.LESSONS, "data-objects": data_objects(), "conditions": conditions(),
        },
        "readiness": readiness(groups), **measured, "rollout": rollout, "resources": work.resources(starts, is_planning),
        "budget": budget(), "stakeholders": stakeholders(), "risks": risks(items, is_planning), "surveys": surveys(),
    }


def charter(ready, last):
    def goal(name, stage, statement, measure, **more):
        return {"id": name, "stage": stage, "statement": statement, "measure": measure} | {
            key.replace("_", "-"): value for key, value in more.items()}

    return {
        "definition": {
            "implementation": "The record runs in both computer rooms, is fed by every old system, has been tested "
                              "with whole days of care, and nobody works in it yet.",
            "rollout": "All wards, clinics and patients use one record, and the case room is archived.",
        },
        "scope": ["Notes, orders, results and medication", "Appointments and admissions", "Portal for patients",
                  "Letters and referrals with partner clinics", "Not rosters and not payroll"],
        "goals": [
            goal("all-work-done", "implementation", "Every work item is done.", "items-done", at_least="100 %"),
            goal("all-tests-pass", "implementation", "Every test passes.", "tests-passed", at_least="100 %"),
            goal("dark-in-time", "implementation", "The record is live and dark in time.", "finish", by=ready),
            goal("build-money", "implementation", "It costs no more than granted.", "spend", at_most="4200000.00"),
            goal("everyone-live", "rollout", "Nearly everybody works in the record.", "live", at_least="95 %"),
            goal("most-active", "rollout", "Most have written something of their own.", "activated", at_least="70 %"),
            goal("rolled-out-in-time", "rollout", "The last wave has closed.", "finish", by=days.add(last, 42)),
            goal("rollout-money", "rollout", "It costs no more than granted.", "spend", at_most="1900000.00"),
            goal("fewer-errors", "rollout", "The board confirms that medication errors have fallen by a fifth.",
                 "attested", by="clara-clinical"),
        ],
    }


def systems(last):
    return [
        {"id": "record", "name": "Northreach Record", "role": "new", "url": f"{BASE}/", "alias": "login",
         "when-unknown": "none"},
        {"id": "caseroom", "name": "Case Room", "role": "old", "url": "http://127.0.0.1:9302/", "alias": "login",
         "replaced-by": "record", "overlap": "read", "read-only-from": days.add(last, 14),
         "archive-by": days.add(last, 60), "off-from": days.add(last, 90)},
    ]


def units():
    found = [{"id": "northreach", "name": "Northreach Health (synthetic)"}]
    found += [{"id": name, "name": title, "parent": "northreach"} for name, title in DIVISIONS]
    found += [{"id": unit.id, "name": unit.name, "parent": unit.division} for unit in DEPARTMENTS]
    found += [{"id": "partner-clinics", "name": "Partner clinics"}, {"id": "portal", "name": "Portal accounts"}]
    found += [{"id": name, "name": title, "parent": "partner-clinics"} for name, title in clinics()]
    found += [{"id": f"portal-{name}", "name": f"Portal, {title}", "parent": "portal"} for name, title, *_ in REGIONS]
    return found


def entities():
    return [
        {"id": "northreach-gb", "name": "Northreach Health Ltd (synthetic)", "country": "GB", "measuring": "aggregate"},
        {"id": "northreach-de", "name": "Northreach Gesundheit gGmbH (synthetic)", "country": "DE",
         "measuring": "none"},
        {"id": "partner-clinics", "name": "Partner clinics (synthetic)", "measuring": "aggregate"},
    ]


def audience(group):
    found = {"id": group.id, "name": group.name, "side": group.side, "units": [group.unit]}
    if group.site and group.names_site:
        found["sites"] = [group.site]
    return found | {"calendar": group.calendar}


def components():
    return [{"id": name, "name": title, "probe": {"http": f"{BASE}/health/{name}", "status": 200}, "every": "15m",
             "expires": "1h"} for name, title in [
        ("record-app", "The record's servers"), ("record-standby", "The second computer room"),
        ("sign-in", "Signing in"), ("portal-app", "The portal"), ("engine", "The interface engine")]]


def requirements():
    return [
        {"id": "no-wrong-dose", "statement": "A dose above the limit is stopped.", "process": "Medication"},
        {"id": "allergies-follow", "statement": "Allergies are seen wherever the patient is.", "process": "Medication"},
        {"id": "day-of-care", "statement": "A patient is admitted, treated and discharged without paper.",
         "process": "Care"},
    ]


def tests():
    return [
        {"id": "medication-checks", "name": "Doses and allergies", "covers": ["no-wrong-dose", "allergies-follow"],
         "expires": "30d", "steps": [
             {"post": f"{BASE}/api/orders", "body": '{"patient": "T-1", "medicine": "testosan", "dose": 9000}',
              "status": 422, "contains": ["limit"]}]},
        {"id": "a-day-of-care", "name": "A day of care", "covers": ["day-of-care"], "expires": "30d", "steps": [
            {"get": f"{BASE}/api/patients/T-1", "within": "2s", "json": [{"path": "state", "equals": "discharged"}]}]},
    ]


def data_objects():
    return [{"id": name, "name": name.capitalize(), "source": "caseroom", "owner": "mina-migration"}
            for name in work.DATA[:4]]


def conditions():
    return [{"id": "account", "name": "an account in the record", "grace": "3d"},
            {"id": "smart-card", "name": "a smart card that signs", "grace": "1d"}]


def readiness(groups):
    inside = [group.id for group in groups if group.side == "internal"]
    clinical = [group.id for group in groups
                if group.side == "internal" and BY_ID[group.unit].division != "shared-services"]
    return {
        "observed-share": "50 %",
        "technical": [
            {"id": "infrastructure", "check": "components", "owner": "ingo-infrastructure"},
            {"id": "functions", "check": "requirements", "owner": "petra-programme"},
            {"id": "dark", "item": "live-dark", "owner": "petra-programme"},
        ],
        "people": [
            {"id": "accounts-made", "condition": "account", "share": "90 %", "owner": "ingo-infrastructure"},
            {"id": "records-learned", "lesson": "records", "share": "90 %", "owner": "tilda-training",
             "audiences": inside},
            {"id": "medication-learned", "lesson": "medication", "share": "95 %", "owner": "tilda-training",
             "audiences": clinical},
            {"id": "letters-learned", "lesson": "clinic-letters", "owner": "tilda-training",
             "audiences": [group.id for group in groups if group.side == "partners"]},
        ],
        "board": {"members": ["nora-sponsor", "clara-clinical", "petra-programme"], "quorum": 2, "required": True},
    }


def budget():
    return [{"id": name, "name": title, "stage": stage, "amount": amount} for name, title, stage, amount in [
        ("licences", "Licences for three years", "implementation", "1450000.00"),
        ("build", "Building and connecting", "implementation", "1980000.00"),
        ("devices", "Devices and network", "implementation", "690000.00"),
        ("training", "Trainers and rooms", "rollout", "820000.00"),
        ("cover", "Cover for people in training", "rollout", "610000.00"),
        ("desks", "Support desks", "rollout", "390000.00"),
        ("campaign", "Letters, posters and calls", "rollout", "60000.00")]]


def stakeholders():
    return [{"id": name, "name": title, "stage": stage, "group": group, "power": power, "interest": interest}
            for name, title, stage, group, power, interest in [
        ("boards", "Boards of both countries", "implementation", "executives", 5, 3),
        ("heads", "Heads of department", "implementation", "managers", 4, 5),
        ("builders", "Programme team", "implementation", "team members", 3, 5),
        ("staff", "Staff on the wards", "implementation", "end users", 4, 4),
        ("works-council", "Works council in Germany (synthetic)", "implementation", "team members", 4, 4),
        ("patients", "Patients with a portal account", "rollout", "customers", 2, 4),
        ("clinics", "Partner clinics", "rollout", "partners", 3, 4),
        ("quillwright", "Quillwright Records (synthetic)", "rollout", "vendors", 4, 4)]]


def risks(items, is_planning):
    here = {item["id"] for item in items}
    found = []

    def risk(name, title, stage, owner, probability, impact, affects, cost, mitigation, remains=None):
        one = {"id": name, "name": title, "stage": stage, "owner": owner, "probability": f"{probability} %",
               "impact-days": impact}
        if is_planning and (hit := [item for item in affects if item in here]):
            one["affects"] = hit
        if is_planning:
            one["impact-cost"] = cost
        one["mitigation"] = mitigation
        if is_planning and remains:
            chance, left, costs = remains
            one["mitigated"] = {"probability": f"{chance} %", "impact-days": left, "costs": costs}
        found.append(one)

    risk("vendor-late", "The vendor delivers the servers late", "implementation", "ingo-infrastructure", 30, 15,
         ["server", "second-site"], "30000.00", "Weekly dates from the vendor; rented machines are held ready.",
         (12, 5, "18000.00"))
    risk("interfaces-late", "Old systems speak differently than described", "implementation", "ingo-infrastructure", 45,
         8, [f"build-{name}" for name in work.INTERFACES[:5]], "24000.00",
         "Record a week of real messages before building.", (20, 4, "9000.00"))
    risk("lead-leaves", "The interface lead leaves", "implementation", "petra-programme", 10, 30,
         ["interface-engine", "build-laboratory-results", "build-imaging-orders"], "45000.00",
         "A second person shadows the lead.", (5, 10, "16000.00"))
    risk("data-differs", "Data do not agree with the case room", "implementation", "mina-migration", 35, 10,
         [f"load-{name}" for name in work.DATA[:4]], "12000.00", "Trial loads every month.", (15, 5, "8000.00"))
    risk("works-council", "The works council asks for changes", "implementation", "petra-programme", 25, 15,
         ["identity", "reports"], "5000.00", "Show every report before it is built.", (10, 5, "1500.00"))
    risk("clinicians-busy", "Clinicians have no time for workflows", "implementation", "clara-clinical", 40, 12,
         ["core-workflows", "medication-rules"], "0.00", "Pay for cover on the wards.", (15, 5, "60000.00"))
    risk("network-delays", "Old buildings delay the network", "implementation", "ingo-infrastructure", 30, 20,
         ["network"], "40000.00", "Survey the walls first.", (20, 8, "7000.00"))
    risk("attack", "An attack on the old system", "implementation", "ingo-infrastructure", 5, 20, [], "250000.00",
         "Patch the case room one last time.", (2, 20, "22000.00"))
    risk("winter", "A hard winter closes training", "rollout", "tilda-training", 25, 15, [], "35000.00",
         "Train early, repeat on line.", (25, 6, "14000.00"))
    risk("paper", "Wards keep paper beside the record", "rollout", "clara-clinical", 45, 10, [], "0.00",
         "Floor-walkers collect the forms.", (20, 5, "26000.00"))
    risk("rival-portal", "Insurers offer a portal of their own", "rollout", "nora-sponsor", 20, 0, [], "80000.00",
         "Open appointments to patients first.", (15, 0, "11000.00"))
    return found


def surveys():
    return [{"id": "lesson-feedback", "name": "Was the lesson of use?", "kind": "csat"},
            {"id": "first-fortnight", "name": "How were your first two weeks?", "kind": "csat", "after": "2w"},
            {"id": "effort", "name": "How much effort is a note?", "kind": "ces", "after": "4w"}]


def text(found, scale, arguments):
    head = HEAD.format(people=f"{(STAFF + CLINICS + PORTAL_ACCOUNTS) * scale:,}", staff=f"{STAFF * scale:,}",
                       clinics=CLINICS * scale, accounts=f"{PORTAL_ACCOUNTS * scale:,}", arguments=arguments)
    return head + "\n".join(lines(found)) + "\n"
