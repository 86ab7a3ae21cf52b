"""The list of people and the list of their conditions."""

import csv
import datetime
from random import Random

from . import names
from .organisation import BY_ID, LANGUAGE, ZONE

HEADER = ["number", "name", "email", "login", "kind", "unit", "site", "role", "entity", "country", "manager",
          "language", "time zone", "channel", "primary", "share", "from", "to"]

ROLES = {
    "round-the-clock": [("consultant", 9), ("registrar", 10), ("nurse", 33), ("night-nurse", 25),
                        ("healthcare-assistant", 12), ("night-assistant", 7), ("ward-clerk", 4)],
    "two-shift": [("specialist", 16), ("technician", 40), ("nurse", 24), ("assistant", 15), ("clerk", 5)],
    "day": [("specialist", 20), ("officer", 45), ("assistant", 20), ("clerk", 15)],
}
# Of those who share a ward's computer and have never been given a mailbox.
WITHOUT_MAILBOX = {"night-nurse", "night-assistant", "healthcare-assistant"}
CLINICAL = {"consultant", "registrar", "nurse", "night-nurse", "specialist", "technician"}

NO_EMAIL = 1_140
LIMITED_CONTRACTS = 61
SECOND_ASSIGNMENTS = 184
LEAVERS_BEFORE_THEIR_WAVE = 61


def weighted(random, choices):
    return random.choices([name for name, _ in choices], [weight for _, weight in choices])[0]


def blank(**cells):
    return {column: "" for column in HEADER} | {column.replace("_", " "): cell for column, cell in cells.items()}


def staff(groups, seed, starts):
    random = Random(f"{seed}/staff")
    boxes = names.Mailboxes()
    rows = []
    for group in groups:
        if group.side != "internal":
            continue
        pattern = BY_ID[group.unit].pattern
        head = None
        for place in range(group.people):
            number = f"S{len(rows) + 1:06d}"
            given, surname = names.person(random, group.country)
            role = f"head-of-{group.unit}" if place == 0 else weighted(random, ROLES[pattern])
            kind = random.choices(["employee", "agency", "student"], [94, 3, 3])[0] if place else "employee"
            joined = starts - datetime.timedelta(days=random.randint(500, 9_000))
            rows.append(blank(
                number=number, name=f"{given} {surname}", email=boxes.give(given, surname, "northreach.invalid"),
                login=f"{given[0]}{surname}".lower() + number[-4:], kind=kind, unit=group.unit, site=group.site,
                role=role, entity=f"northreach-{group.country.lower()}", country=group.country, manager=head or "",
                language=LANGUAGE[group.country], time_zone=ZONE[group.country], channel="mail", primary="yes",
                share=random.choices(["100", "80", "60", "50"], [70, 14, 9, 7])[0], **{"from": joined.isoformat()}))
            head = head or number
    return rows


def without_mailbox(rows, seed, scale):
    """Takes the address from some of those who work at night; they are told by text message or by their manager."""
    random = Random(f"{seed}/mailboxes")
    able = [row for row in rows if row["role"] in WITHOUT_MAILBOX]
    for row in random.sample(able, min(len(able), NO_EMAIL * scale)):
        row["email"] = ""
        row["channel"] = random.choice(["sms", "sms", "manager"])


def limited_contracts(rows, seed, scale, finish_by):
    """Contracts that end, all of them after the last wave."""
    random = Random(f"{seed}/contracts")
    able = [row for row in rows if row["kind"] == "employee" and not row["role"].startswith("head-of-")]
    for row in random.sample(able, min(len(able), LIMITED_CONTRACTS * scale)):
        row["kind"] = "contractor"
        row["to"] = (finish_by + datetime.timedelta(days=random.randint(60, 700))).isoformat()


def second_assignments(rows, groups, seed, scale):
    """Further rows of people who also work in their department's twin at another site."""
    random = Random(f"{seed}/assignments")
    elsewhere = {}
    for group in groups:
        if group.side == "internal":
            elsewhere.setdefault((group.unit, group.country), []).append(group.site)
    able = [row for row in rows if not row["to"] and not row["role"].startswith("head-of-")
            and len(elsewhere[row["unit"], row["country"]]) > 1]
    second = {}
    for row in random.sample(able, min(len(able), SECOND_ASSIGNMENTS * scale)):
        sites = [site for site in elsewhere[row["unit"], row["country"]] if site != row["site"]]
        second[row["number"]] = row | {"site": random.choice(sites), "primary": "no", "share": "20"}
        row["share"] = "80"
    return [line for row in rows for line in (row, second.get(row["number"])) if line]


def outsiders(groups, seed, starts):
    random = Random(f"{seed}/outsiders")
    boxes = names.Mailboxes()
    rows, count = [], {"partners": 0, "customers": 0}
    for group in groups:
        if group.side == "internal":
            continue
        is_partner = group.side == "partners"
        for _ in range(group.people):
            count[group.side] += 1
            number = f"{'P' if is_partner else 'C'}{count[group.side]:06d}"
            given, surname = names.person(random, group.country)
            domain = f"{group.unit}.example.org" if is_partner else "post.example.org"
            joined = starts - datetime.timedelta(days=random.randint(500, 2_400))
            rows.append(blank(
                number=number, name=f"{given} {surname}", email=boxes.give(given, surname, domain),
                login=number.lower(), kind="partner" if is_partner else "customer", unit=group.unit,
                role="clinic-contact" if is_partner else "portal-account",
                entity="partner-clinics" if is_partner else "", country=group.country,
                language=LANGUAGE[group.country], time_zone=ZONE[group.country], channel="mail", primary="yes",
                share="100", **{"from": joined.isoformat()}))
    return rows


def soil(rows, seed, scale, earliest):
    """What lists of people are like: leavers, rows given twice, other spellings, cells that cannot be read."""
    random = Random(f"{seed}/dirt")
    plain = [row for row in rows if row["number"].startswith("S") and row["primary"] == "yes" and not row["to"]]
    pool = iter(random.sample(plain, len(plain)))

    def some(count):
        return [next(pool) for _ in range(min(count * scale, len(plain) // 8))]

    for row in some(LEAVERS_BEFORE_THEIR_WAVE):
        row["to"] = (earliest + datetime.timedelta(days=random.randint(-90, 20))).isoformat()
    twice = {row["number"] for row in some(34)}
    for row in some(120):
        row["unit"] = row["unit"].replace("-", " ").upper()
    for row in some(90):
        year, month, day = row["from"].split("-")
        row["from"] = f"{day}.{month}.{year}"
    for row in some(60):
        row["name"] = f"  {row['name']} "
    for row in some(7):
        row["unit"] = ""
    for row in some(5):
        row["kind"] = "bank staff"
    for row in some(4):
        row["to"] = "1999-12-31"
    return [line for row in rows for line in ([row, dict(row)] if row["number"] in twice else [row])]


def everyone(groups, seed, scale, starts, earliest, finish_by, is_dirty):
    """Rows of people.csv."""
    rows = staff(groups, seed, starts)
    without_mailbox(rows, seed, scale)
    limited_contracts(rows, seed, scale, finish_by)
    rows = second_assignments(rows, groups, seed, scale) + outsiders(groups, seed, starts)
    return soil(rows, seed, scale, earliest) if is_dirty else rows


def conditions(rows, seed, as_of):
    """Rows of conditions.csv: who has an account and who a smart card."""
    random = Random(f"{seed}/conditions")
    found, seen = [], set()
    for row in rows:
        if row["number"] in seen or not row["unit"]:
            continue
        seen.add(row["number"])
        wanted = [("account", 96, "Portal accounts" if row["kind"] == "customer" else "Directory service")]
        if row["role"] in CLINICAL:
            wanted.append(("smart-card", 88, "Card office"))
        for item, chance, source in wanted:
            state = "met" if random.randrange(100) < chance else "missing"
            found.append([row["number"], item, state, as_of.isoformat(), source])
    return found


def write_people(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_conditions(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["person", "item", "state", "as_of", "source"])
        writer.writerows(rows)
