"""Dates: Easter, public holidays of both countries, calendars and freezes."""

import datetime

DAY = datetime.timedelta(days=1)
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def add(date, days=0, weeks=0):
    return date + datetime.timedelta(days=days, weeks=weeks)


def months_after(date, months):
    index = date.month - 1 + months
    return datetime.date(date.year + index // 12, index % 12 + 1, min(date.day, 28))


def monday_from(date):
    """The first Monday on or after the date."""
    return date + DAY * ((7 - date.weekday()) % 7)


def easter(year):
    """Easter Sunday of the Gregorian calendar, by the anonymous rule of 1876."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def holidays(country, year):
    sunday = easter(year)
    if country == "DE":
        fixed = [(1, 1), (5, 1), (10, 3), (10, 31), (12, 25), (12, 26)]
        moving = [add(sunday, -2), add(sunday, 1), add(sunday, 39), add(sunday, 50)]
        return sorted({datetime.date(year, *day) for day in fixed} | set(moving))
    first_may = monday_from(datetime.date(year, 5, 1))
    last_may, last_august = (monday_from(datetime.date(year, month, 25)) for month in (5, 8))
    days = {add(sunday, -2), add(sunday, 1), first_may, last_may, last_august}
    # A holiday on a weekend is kept on the next working day that is free.
    for day in [datetime.date(year, 1, 1), datetime.date(year, 12, 25), datetime.date(year, 12, 26)]:
        while day.weekday() > 4 or day in days:
            day += DAY
        days.add(day)
    return sorted(days)


def calendars(years):
    """The first one is the default. Three shift patterns in each country, and the portal's own."""
    free = {country: [day for year in years for day in holidays(country, year)] for country in ("GB", "DE")}
    zone = {"GB": "Europe/London", "DE": "Europe/Berlin"}
    every_day = list(WEEKDAYS)
    shapes = [
        ("day", WEEKDAYS[:5], ["08:00-12:30", "13:15-17:00"], "09:00-15:00"),
        ("two-shift", WEEKDAYS[:6], ["06:00-14:00", "14:30-22:00"], "08:00-16:00"),
        ("round-the-clock", every_day, ["00:00-24:00"], "09:00-15:00"),
    ]
    found = [{"id": "office", "timezone": zone["GB"], "days": WEEKDAYS[:5], "hours": ["09:00-12:30", "13:30-17:30"],
              "staffed": "09:00-15:00", "holidays": free["GB"]}]
    for country in ("GB", "DE"):
        for pattern, days, hours, staffed in shapes:
            found.append({"id": calendar_id(pattern, country), "timezone": zone[country], "days": days, "hours": hours,
                          "staffed": staffed, "holidays": free[country]})
    found.append({"id": "portal", "timezone": zone["GB"], "days": every_day, "hours": ["08:00-20:00"],
                  "staffed": "09:00-16:00", "holidays": sorted(set(free["GB"]) & set(free["DE"]))})
    return found


def calendar_id(pattern, country):
    return f"{pattern}-{country.lower()}"


def freezes(years, german_sites, british_sites, is_training_regional):
    found = []

    def freeze(name, title, first, last, kinds, **scope):
        found.append({"id": f"{name}-{first.year}", "name": title, "from": first, "to": last, "kinds": kinds}
                     | {key.replace("_", "-"): value for key, value in scope.items()})

    for year in years:
        sunday = easter(year)
        freeze("easter", f"Easter {year}", add(sunday, -3), add(sunday, 2), ["admission", "change", "training"])
        freeze("year-end-books", f"Year-end of the books {year}", datetime.date(year, 3, 27),
               datetime.date(year, 4, 7), ["admission"], units=["finance-and-billing"])
        july = monday_from(datetime.date(year, 7, 20))
        freeze("summer-de", f"Summer holidays in Germany {year}", july, add(july, 13), ["admission"],
               sites=german_sites)
        august = monday_from(datetime.date(year, 8, 5))
        freeze("rooms", f"Training rooms are painted {year}", august, add(august, 9), ["training"])
        if is_training_regional:
            freeze("rest-de", f"No training in Germany {year}", add(july, 3), add(july, 10), ["training"],
                   sites=german_sites)
            freeze("rest-gb", f"No training in Britain {year}", add(august, 14), add(august, 20), ["training"],
                   sites=british_sites)
        changeover = datetime.date(year, 8, 1) + DAY * ((2 - datetime.date(year, 8, 1).weekday()) % 7)
        freeze("changeover", f"New doctors begin {year}", add(changeover, -2), add(changeover, 9), ["admission"],
               units=["emergency", "internal-medicine", "surgery", "intensive-care"], sites=british_sites)
        freeze("vaccination", f"Vaccination weeks on the portal {year}", datetime.date(year, 10, 2),
               datetime.date(year, 10, 15), ["admission", "messages"], person_kinds=["customer"])
        # Concerns an old system only, so no wave waits for it.
        freeze("archive-audit", f"Audit of the paper archive {year}", datetime.date(year, 5, 15),
               datetime.date(year, 6, 16), ["admission"], systems=["caseroom"])
        freeze("winter", f"Winter pressure {year}", datetime.date(year, 12, 18), datetime.date(year + 1, 1, 9),
               ["admission", "change"])
    return found
