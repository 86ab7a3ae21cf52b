#!/usr/bin/python3
"""Quay, the new berth-booking system of a synthetic harbour. Everything in it is made up.

    quay.py --config quay.ini

People come with a name in `X-Remote-User`, set by a proxy; Slipway says who is let in. `/practice` is open to everybody
with a name. `/api/` is for programs of this machine, which send no name.
"""

import argparse
import configparser
import hashlib
import sys
from pathlib import Path

import books
import practice
from door import Door, Spool, now
from web import Answer, Asked, Server, answer_json, answer_page, escape, see_other

KEYS = ["ship", "berth", "arrives", "leaves"]


class Quay:
    """The service: its database, its door, its pages."""

    def __init__(self, config: Path):
        settings = configparser.ConfigParser(interpolation=None)
        with config.open() as file:
            settings.read_file(file)
        self.port = settings.getint("quay", "port")
        self.base = Path(settings.get("quay", "database"))
        self.old = settings.get("quay", "old-system")
        slipway, token = settings.get("slipway", "address"), Path(settings.get("slipway", "token"))
        self.door = Door(slipway, token, "quay")
        self.reports = settings.getboolean("slipway", "report", fallback=True)
        self.spool = Spool(Path(settings.get("quay", "spool")), slipway, token, "quay")

    def routes(self) -> dict:
        return {
            "GET /health": self.health,
            "GET /": self.guarded(self.overview), "POST /bookings": self.guarded(self.book_by_page),
            "GET /practice": self.practice, "POST /practice": self.practise,
            "GET /api/dues": self.for_programs(self.dues), "GET /api/balance": self.for_programs(self.balance),
            "GET /api/bookings": self.for_programs(self.bookings),
            "POST /api/bookings": self.for_programs(self.book_by_program),
            "GET /api/bookings/*": self.for_programs(self.booking),
            "DELETE /api/bookings/*": self.for_programs(self.cancel),
        }

    # Who may come

    def guarded(self, inside):
        def ask(asked: Asked) -> Answer:
            if not asked.person:
                return answer_page("Who are you?", "<p>Sign in first.</p>", 401)
            word = self.door.ask(asked.person)
            if word.open:
                return inside(asked)
            way = f'<p id="reason">{escape(word.reason)}</p><p><a href="{escape(self.old)}">Go on in Berthbook</a></p>'
            return answer_page("Not in Quay yet", way, word.status)
        return ask

    def for_programs(self, inside):
        def ask(asked: Asked) -> Answer:
            if asked.person:
                return answer_json({"error": "This address is for programs; people use the pages."}, 403)
            return inside(asked)
        return ask

    # For everybody

    def health(self, _: Asked) -> Answer:
        with books.opened(self.base, write=False) as base:
            release = base.execute("select max(number) from releases").fetchone()[0]
        return answer_json({"status": "ok", "release": release, "synthetic": True})

    # For people

    def overview(self, asked: Asked) -> Answer:
        with books.opened(self.base, write=False) as base:
            mine = base.execute(
                "select * from bookings where booked_by = ? order by reference", (asked.person,)).fetchall()
            count = base.execute("select count(*) from bookings").fetchone()[0]
            ships, berths = ([row[0] for row in base.execute(f"select name from {table} order by name")]
                             for table in ["ships", "berths"])
        rows = "".join("<tr>" + "".join(f"<td>{escape(row[key])}</td>" for key in ["reference", *KEYS]) + "</tr>"
                       for row in mine)
        stem = hashlib.sha256(f"{asked.person} {len(mine)} {now()}".encode()).hexdigest()[:16]
        return answer_page("Quay", f"""<p>Signed in as <strong>{escape(asked.person)}</strong>. {count} bookings.</p>
<h2>Your bookings</h2><table id="mine">{rows}</table>
<h2>Book a berth</h2><form method="post" action="/bookings"><input type="hidden" name="key" value="{stem}">
{select("ship", ships)} {select("berth", berths)}
<label>Arrives <input name="arrives" required></label> <label>Leaves <input name="leaves" required></label>
<button>Book</button></form>""")

    def book_by_page(self, asked: Asked) -> Answer:
        try:
            with books.opened(self.base) as base:
                made = books.book(base, asked.form, asked.person, now())
        except books.Refused as refused:
            return answer_page("Not booked", f'<p role="alert">{escape(refused)}</p><p><a href="/">Back</a></p>', 422)
        self.report(f"booking-{made['reference']}-{made['booked_at']}", asked.person, "booking")
        return see_other("/")

    def practice(self, asked: Asked, said: str = "", status: int = 200) -> Answer:
        if not asked.person:
            return answer_page("Who are you?", "<p>Sign in first.</p>", 401)
        berths = "".join(f"<tr><td>{name}</td><td>{length / 10:g} m</td><td>{draught / 10:g} m</td></tr>"
                         for name, length, draught in books.BERTHS)
        forms = ""
        for number, name in enumerate(practice.EXERCISES, 1):
            _, length, draught, _ = next(ship for ship in books.SHIPS if ship[0] == name)
            forms += f"""<form method="post" action="/practice"><p>{number}. <strong>{name}</strong> is
{length / 10:g} m long and lies {draught / 10:g} m deep. Which berth is right?</p>
<input type="hidden" name="exercise" value="{number}">
{select("berth", [berth[0] for berth in books.BERTHS])} <button>Try it</button></form>"""
        return answer_page("Practice", f"""{said}<p>Nothing is booked here. A ship takes the smallest berth it fits
into.</p><table><tr><th>Berth</th><th>Length</th><th>Depth</th></tr>{berths}</table>{forms}""", status)

    def practise(self, asked: Asked) -> Answer:
        if not asked.person:
            return self.practice(asked)
        number = asked.form.get("exercise", "")
        if number not in {str(one) for one in range(1, len(practice.EXERCISES) + 1)}:
            return self.practice(asked, '<p role="alert">There is no such exercise.</p>', 422)
        right, said = practice.mark(int(number), asked.form.get("berth", ""))
        if right:
            # One id for each person and exercise: doing it again is fine, and counts once.
            self.report(f"practice-{asked.person}-{number}", asked.person, "practice.done")
        word = "right" if right else "wrong"
        return self.practice(asked, f'<p role="status" data-verdict="{word}">{escape(said)}</p>')

    def report(self, identity: str, person: str | None, metric: str) -> None:
        if self.reports and person:
            self.spool.put(identity, person, metric)

    # For programs

    def dues(self, asked: Asked) -> Answer:
        try:
            tonnage, nights = int(asked.query.get("tonnage", "")), int(asked.query.get("nights", ""))
        except ValueError:
            return answer_json({"error": "tonnage and nights are whole numbers."}, 422)
        if not (0 < tonnage < 10**6 and 0 < nights <= 60):
            return answer_json({"error": "There is no such ship, or it stays too long."}, 422)
        return answer_json({"duesMinor": books.dues(tonnage, nights)})

    def balance(self, asked: Asked) -> Answer:
        with books.opened(self.base, write=False) as base:
            row = base.execute(
                "select * from dues where account = ?", (asked.query.get("account", ""),)).fetchone()
        return answer_json(dict(row)) if row else answer_json({"error": "There is no such account."}, 404)

    def bookings(self, asked: Asked) -> Answer:
        ship = asked.query.get("ship", "%")
        with books.opened(self.base, write=False) as base:
            rows = base.execute(
                "select * from bookings where ship like ? order by reference limit 500", (ship,)).fetchall()
        return answer_json({"bookings": [dict(row) for row in rows], "count": len(rows)})

    def book_by_program(self, asked: Asked) -> Answer:
        order = {name: str(value) for name, value in asked.json.items()}
        try:
            with books.opened(self.base) as base:
                made = books.book(base, order, None, now())
        except books.Refused as refused:
            return answer_json({"error": str(refused)}, 422)
        return answer_json({"booking": dict(made)}, 201)

    def booking(self, asked: Asked) -> Answer:
        with books.opened(self.base, write=False) as base:
            row = base.execute(
                "select * from bookings where reference = ?", (asked.path.rsplit("/", 1)[1],)).fetchone()
        return answer_json({"booking": dict(row)}) if row else answer_json({"error": "There is no such booking."}, 404)

    def cancel(self, asked: Asked) -> Answer:
        reference = asked.path.rsplit("/", 1)[1]
        with books.opened(self.base) as base:
            gone = base.execute(
                "delete from bookings where reference = ? and origin = 'quay'", (reference,)).rowcount
        if not gone:
            return answer_json({"error": "There is no such booking of Quay's own."}, 404)
        return answer_json({"cancelled": reference})


def select(name: str, options: list[str]) -> str:
    inside = "".join(f"<option>{escape(option)}</option>" for option in options)
    return f'<label>{name.capitalize()} <select name="{name}">{inside}</select></label>'


def main() -> None:
    parser = argparse.ArgumentParser(description="Quay, a synthetic berth-booking system.")
    parser.add_argument("--config", type=Path, required=True)
    quay = Quay(parser.parse_args().config)
    server = Server(quay.port, quay.routes(), "Quay (synthetic)")
    if quay.reports:
        quay.spool.start()
    print(f"Quay (synthetic) listens on http://127.0.0.1:{quay.port}/", file=sys.stderr, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
