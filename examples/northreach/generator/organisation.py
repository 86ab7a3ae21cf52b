"""Departments, sites, partner clinics, portal regions, and the audiences made of them."""

from dataclasses import dataclass

from .days import calendar_id

STAFF = 5_000
CLINICS = 40
PORTAL_ACCOUNTS = 12_000


@dataclass(frozen=True)
class Department:
    id: str
    name: str
    division: str
    pattern: str
    # How many it has in a large hospital, relative to the others.
    weight: int
    # 0 to 100: how much can go wrong on its first day.
    risk: int


@dataclass(frozen=True)
class Site:
    id: str
    name: str
    country: str
    size: float
    departments: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """One audience: a department at a site, a clinic, or the portal accounts of a region."""

    id: str
    name: str
    side: str
    unit: str
    site: str | None
    country: str
    calendar: str
    people: int
    risk: int
    # Selects by site too, because the department is at several.
    names_site: bool = True


DIVISIONS = [
    ("acute", "Acute care"), ("women-and-children", "Women and children"), ("diagnostics", "Diagnostics"),
    ("community", "Outpatients and community"), ("shared-services", "Shared services"),
]

DEPARTMENTS = [Department(*row) for row in [
    ("emergency", "Emergency", "acute", "round-the-clock", 70, 95),
    ("internal-medicine", "Internal medicine", "acute", "round-the-clock", 110, 70),
    ("surgery", "Surgery", "acute", "round-the-clock", 95, 75),
    ("intensive-care", "Intensive care", "acute", "round-the-clock", 60, 95),
    ("theatres", "Operating theatres", "acute", "two-shift", 65, 85),
    ("cardiology", "Cardiology", "acute", "round-the-clock", 45, 70),
    ("oncology", "Oncology", "acute", "day", 40, 75),
    ("orthopaedics", "Orthopaedics", "acute", "round-the-clock", 45, 50),
    ("neurology", "Neurology", "acute", "round-the-clock", 35, 60),
    ("geriatrics", "Geriatrics", "acute", "round-the-clock", 45, 45),
    ("maternity", "Maternity", "women-and-children", "round-the-clock", 50, 80),
    ("paediatrics", "Paediatrics", "women-and-children", "round-the-clock", 45, 70),
    ("neonatal", "Neonatal care", "women-and-children", "round-the-clock", 22, 90),
    ("laboratory", "Laboratory", "diagnostics", "two-shift", 38, 65),
    ("imaging", "Imaging", "diagnostics", "two-shift", 36, 55),
    ("pathology", "Pathology", "diagnostics", "day", 16, 40),
    ("pharmacy", "Pharmacy", "diagnostics", "two-shift", 26, 70),
    ("outpatients", "Outpatients", "community", "day", 60, 35),
    ("rehabilitation", "Rehabilitation", "community", "day", 30, 20),
    ("mental-health", "Mental health", "community", "round-the-clock", 50, 50),
    ("community-nursing", "Community nursing", "community", "two-shift", 45, 30),
    ("dialysis", "Dialysis", "community", "two-shift", 18, 60),
    ("patient-administration", "Patient administration", "shared-services", "day", 45, 40),
    ("finance-and-billing", "Finance and billing", "shared-services", "day", 40, 30),
    ("people-services", "People services", "shared-services", "day", 30, 5),
    ("information-technology", "Information technology", "shared-services", "day", 60, 15),
]]

BY_ID = {department.id: department for department in DEPARTMENTS}

LARGE = tuple(department.id for department in DEPARTMENTS if department.id not in {
    "pathology", "community-nursing", "finance-and-billing", "people-services", "information-technology"})
MEDIUM = tuple(name for name in LARGE if name not in {"oncology", "neurology", "neonatal", "dialysis", "mental-health"})
SMALL = ("internal-medicine", "geriatrics", "laboratory", "imaging", "pharmacy", "outpatients", "rehabilitation",
         "mental-health", "community-nursing", "patient-administration")

SITES = [
    Site("alderhaven", "Alderhaven General", "GB", 1.3, LARGE),
    Site("brackmoor", "Brackmoor Infirmary", "GB", 1.0, LARGE + ("community-nursing",)),
    Site("cairnhollow", "Cairnhollow Hospital", "GB", 0.55, MEDIUM),
    Site("dunwater", "Dunwater Community Hospital", "GB", 0.35, SMALL),
    Site("eskerfield", "Eskerfield House", "GB", 0.35, (
        "neurology", "geriatrics", "pharmacy", "outpatients", "rehabilitation", "mental-health", "community-nursing",
        "patient-administration")),
    Site("harrowmere", "Harrowmere Shared Services", "GB", 1.0, (
        "laboratory", "pathology", "pharmacy", "patient-administration", "finance-and-billing", "people-services",
        "information-technology")),
    Site("tannenwerder", "Klinikum Tannenwerder", "DE", 1.0,
         LARGE + ("community-nursing", "finance-and-billing", "information-technology")),
    Site("birkensund", "Krankenhaus Birkensund", "DE", 0.55, MEDIUM),
    Site("hohenlund", "Haus Hohenlund", "DE", 0.3, SMALL),
]

COUNTRY = {site.id: site.country for site in SITES}
ZONE = {"GB": "Europe/London", "DE": "Europe/Berlin"}
LANGUAGE = {"GB": "en", "DE": "de"}

CLINIC_BEGINNINGS = ["Ashbeck", "Bramblewater", "Copperlea", "Dovecombe", "Elmsgarth", "Fernwick", "Gorsefield",
                     "Hazelrigg", "Ivyholme", "Junipergate"]
CLINIC_KINDS = ["Family Practice", "Health Centre", "Day Clinic", "Physiotherapy"]

# Accounts of the patient portal by region: name, the site that serves it, share of all accounts.
REGIONS = [
    ("alder-valley", "Alder Valley", "alderhaven", 14), ("alder-coast", "Alder Coast", "alderhaven", 12),
    ("brack-hills", "Brack Hills", "brackmoor", 11), ("brack-lowland", "Brack Lowland", "brackmoor", 9),
    ("cairn", "Cairn District", "cairnhollow", 8), ("dun", "Dun District", "dunwater", 6),
    ("esker", "Esker District", "eskerfield", 5), ("harrow", "Harrow Vale", "alderhaven", 7),
    ("werder", "Werder", "tannenwerder", 10), ("tann", "Tannland", "tannenwerder", 8),
    ("sund", "Sundkreis", "birkensund", 6), ("lund", "Lundkreis", "hohenlund", 4),
]


def apportion(total, weights):
    """Whole numbers in proportion to the weights that add up to the total; largest remainders are rounded up."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


def clinics():
    return [(f"clinic-{beginning.lower()}-{kind.split()[0].lower()}", f"{beginning} {kind}")
            for kind in CLINIC_KINDS for beginning in CLINIC_BEGINNINGS][:CLINICS]


def clinic_site(index):
    """The hospital that a clinic sends its patients to."""
    sites = [site.id for site in SITES if site.id != "harrowmere"]
    return sites[index % len(sites)]


def groups(scale):
    """All audiences in the order of the document."""
    places = [(department, site) for department in DEPARTMENTS for site in SITES
              if department.id in site.departments]
    counts = apportion(STAFF * scale, [max(1, round(100 * d.weight * s.size)) for d, s in places])
    sites_of = {d.id: sum(d.id in site.departments for site in SITES) for d in DEPARTMENTS}
    found = []
    for (department, site), people in zip(places, counts):
        is_spread = sites_of[department.id] > 1
        found.append(Group(
            id=f"{department.id}-{site.id}" if is_spread else department.id,
            name=f"{department.name}, {site.name}" if is_spread else department.name,
            side="internal", unit=department.id, site=site.id, country=site.country,
            calendar=calendar_id(department.pattern, site.country), people=people,
            # A little more can go wrong where a department is larger.
            risk=min(100, department.risk + (5 if site.size > 1 else 0)), names_site=is_spread))
    for index, (name, title) in enumerate(clinics()):
        country = COUNTRY[clinic_site(index)]
        found.append(Group(id=name, name=title, side="partners", unit=name, site=None, country=country,
                           calendar=calendar_id("day", country), people=scale, risk=10))
    accounts = apportion(PORTAL_ACCOUNTS * scale, [share for *_, share in REGIONS])
    for (name, title, site, _), people in zip(REGIONS, accounts):
        found.append(Group(id=f"portal-{name}", name=f"Portal, {title}", side="customers", unit=f"portal-{name}",
                           site=None, country=COUNTRY[site], calendar="portal", people=people, risk=20))
    return found
