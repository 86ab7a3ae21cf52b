"""The rollout: waves as somebody would first write them down, and what a proposal of better ones has to keep."""

from .days import add, monday_from
from .organisation import REGIONS, SITES, clinic_site

WEEKS_TO_FINISH = 40

# Of a hundred people who are in, how many may ask a desk on each working day since a wave's go-live; the last for good.
# Its second step comes on day 4 or so and brings questions of its own.
FIRST_DAYS = [0.5, 0.4, 0.35, 0.35, 0.45, 0.35, 0.3, 0.25, 0.2]


def earliest_opening(ready):
    """The first Monday a week or more after the implementation's end."""
    return monday_from(add(ready, weeks=1))


def finish_by(earliest):
    return add(earliest, weeks=WEEKS_TO_FINISH)


def metrics():
    """What the record reports about itself. People count once a day, however often they call."""
    return [
        {"id": "questions", "name": "People who asked a desk", "kind": "count", "events": ["record.question"],
         "once": "day"},
        {"id": "corrections", "name": "Entries that had to be corrected", "kind": "share",
         "events": ["record.correction"], "of": ["record.entry"]},
        {"id": "satisfaction", "name": "Satisfaction with the record", "kind": "score", "events": ["record.answer"],
         "least": 1, "most": 5, "harm": "less"},
    ]


def guardrails(name, is_first, is_measured):
    """A wave may raise as many questions as go-lives do, and its entries stay nearly as right as they were."""
    if not is_measured:
        return [{"id": f"{name}-tickets", "metric": "tickets-per-person", "compare": "earlier-waves", "margin": 0.1,
                 "may": "pause"}]
    questions = {"id": f"{name}-questions", "metric": "questions", "compare": "earlier-waves", "ratio": 1.6,
                 "may": "pause", "weight": 2}
    if is_first:
        # There is no earlier wave to be set beside: what this one may bring is written down beforehand.
        questions["expect"] = FIRST_DAYS
    return [questions, {"id": f"{name}-corrections", "metric": "corrections", "compare": "threshold", "margin": 0.06,
                        "may": "pause", "at-least": 500}]


def waves_by_hand(groups, earliest, is_measured):
    """One wave a site, as a steering group draws it on a wall: it covers everyone and asks for no capacity."""
    by_site = {site.id: [] for site in SITES}
    for group in groups:
        if group.side == "internal":
            by_site[group.site].append(group.id)
    clinics = [group.id for group in groups if group.side == "partners"]
    portal = [group.id for group in groups if group.side == "customers"]
    order = ["harrowmere", "eskerfield", "dunwater", "hohenlund", "cairnhollow", "birkensund", "brackmoor",
             "tannenwerder", "alderhaven"]
    names = {site.id: site.name for site in SITES}
    drawn = [(site, names[site], by_site[site]) for site in order]
    drawn[0] = ("harrowmere", "Shared services and the first clinics", by_site["harrowmere"] + clinics[:2])
    drawn += [("clinics", "Partner clinics", clinics[2:]), ("portal-first", "Portal, first half", portal[:6]),
              ("portal-second", "Portal, second half", portal[6:])]
    found = []
    for place, (name, title, audiences) in enumerate(drawn):
        opens = add(earliest, weeks=3 * place)
        wave = {
            "id": f"wave-{name}", "name": title, "audiences": audiences, "opens": opens, "latest": add(opens, weeks=2),
            "steps": [{"share": "20 %", "soak": "3d"}, {"share": "100 %", "soak": "4d"}], "approver": "nora-sponsor",
            # The same in every wave, so that audiences can change places. Lessons are asked of those they are for.
            "conditions": [{"lesson": "records"}, {"lesson": "medication"}, {"lesson": "bookings"},
                           {"lesson": "clinic-letters"}, {"condition": "account"}],
            "fallback": "old-system", "exit": {"live": "85 %", "activated": "70 %"}, "hypercare": "14d",
            "guardrails": guardrails(name, place == 0, is_measured),
        }
        if place:
            wave["entry"] = [{"wave": f"wave-{drawn[place - 1][0]}", "reaches": "hypercare"}]
        found.append(wave)
    return found


def units(groups, earliest):
    """What differs from the default for single audiences."""
    here = {group.id: group for group in groups}
    # The sites whose network is renewed last are ready late.
    late = {"cairnhollow": 6, "birkensund": 9, "hohenlund": 12, "tannenwerder": 4}
    found = []
    for group in groups:
        unit = {"audience": group.id}
        if group.site in late:
            unit["ready"] = add(earliest, weeks=late[group.site])
        unit["risk"] = group.risk
        if group.side == "internal" and not group.names_site:
            unit["site"] = group.site
        if group.unit == "neonatal":
            unit["together-with"] = [f"maternity-{group.site}"]
        if group.unit == "intensive-care":
            unit["together-with"] = [f"theatres-{group.site}"]
        if group.unit == "emergency" and group.site == "alderhaven":
            unit["apart-from"] = ["emergency-brackmoor", "emergency-tannenwerder"]
        if group.unit == "laboratory" and group.site == "harrowmere":
            unit["apart-from"] = ["laboratory-tannenwerder"]
        if after := before(group, here):
            unit["after"] = after
        found.append(unit)
    clinics = [group.id for group in groups if group.side == "partners"]
    for index, name in enumerate(clinics):
        if index % 4 == 3:
            unit = next(one for one in found if one["audience"] == name)
            unit["after"] = [{"audience": f"patient-administration-{clinic_site(index)}", "gap": "7d"}]
    return [unit for unit in found if len(unit) > 1]


def before(group, here):
    """Whom the audience waits for: its site's laboratory and pharmacy, or the desk that answers its questions."""
    if group.unit in {"surgery", "internal-medicine", "emergency"}:
        return [{"audience": f"{name}-{group.site}", "gap": "14d"} for name in ("laboratory", "pharmacy")
                if f"{name}-{group.site}" in here]
    if group.unit == "theatres":
        return [{"audience": f"pharmacy-{group.site}", "gap": "7d"}]
    if group.side == "customers":
        site = next(site for name, _, site, _ in REGIONS if group.id == f"portal-{name}")
        return [{"audience": f"patient-administration-{site}", "gap": "14d"}]
    return []


def planning(groups, earliest, scale):
    summer = add(earliest, weeks=20)
    return {
        "earliest": earliest, "finish-by": finish_by(earliest), "opens-on": ["mon", "tue", "wed"], "soak": "14d",
        "first-wave": {"at-most": "5 %", "covers": ["internal", "partners"]}, "growth": 3, "per-site": 4, "waves": 13,
        "training-within": "28d",
        "capacities": [
            {"id": "seats", "name": "Training seat-hours", "per-week": 680 * scale, "per-person": 4,
             "during": "training", "for": ["internal"],
             "changes": [{"from": summer, "per-week": 520 * scale}, {"from": add(summer, weeks=7),
                                                                     "per-week": 680 * scale}]},
            {"id": "support", "name": "Tickets that the clinical desk can answer", "per-week": 420 * scale,
             "per-person": 0.6, "during": "hypercare", "half-life": "1w", "for": ["internal", "partners"],
             "changes": [{"from": summer, "per-week": 360 * scale}]},
            {"id": "portal-desk", "name": "Calls that the portal desk can answer", "per-week": 330 * scale,
             "per-person": 0.15, "during": "hypercare", "half-life": "2w", "for": ["customers"]},
            {"id": "floor-walkers", "name": "Floor-walkers", "per-week": 34 * scale, "per-person": 0.05,
             "during": "go-live", "for": ["internal"]},
            {"id": "sales-hours", "name": "Marketing and sales hours", "per-week": 40 * scale, "per-person": 0.02,
             "during": "go-live", "for": ["customers", "partners"]},
        ],
        "units": units(groups, earliest),
        "launch-window": {"from": add(earliest, weeks=8), "to": add(earliest, weeks=30), "value-per-week": "12000.00"},
    }
