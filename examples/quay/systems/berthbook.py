#!/usr/bin/python3
"""Berthbook, the old berth book of a synthetic harbour: one SQLite file and one page.

    berthbook.py --config berthbook.ini

A department that is frozen can still read it.
"""

import argparse
import configparser
import sys
from pathlib import Path

import books
from web import Answer, Asked, Server, answer_json, answer_page, escape, see_other

COLUMNS = ["ref", "ship", "berth", "arr", "dep", "dues"]


class Berthbook:
    """The service."""

    def __init__(self, config: Path):
        settings = configparser.ConfigParser(interpolation=None)
        with config.open() as file:
            settings.read_file(file)
        self.port = settings.getint("berthbook", "port")
        self.base = Path(settings.get("berthbook", "database"))

    def routes(self) -> dict:
        return {"GET /health": self.health, "GET /": self.page, "POST /book": self.book}

    def health(self, _: Asked) -> Answer:
        with books.opened(self.base, write=False) as base:
            frozen = [row[0] for row in base.execute("select department from frozen order by department")]
            count = base.execute("select count(*) from book").fetchone()[0]
        return answer_json({"status": "ok", "entries": count, "frozen": frozen, "synthetic": True})

    def page(self, _: Asked) -> Answer:
        with books.opened(self.base, write=False) as base:
            entries = base.execute("select * from book order by ref").fetchall()
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(row[key])}</td>" for key in COLUMNS) + "</tr>" for row in entries)
        return answer_page("Berthbook", f"<table>{rows}</table>")

    def book(self, asked: Asked) -> Answer:
        form = asked.form
        with books.opened(self.base) as base:
            if base.execute("select 1 from frozen where department = ?", (form.get("department", ""),)).fetchone():
                return answer_page("Read only", "<p>Your department's book is closed; you can still read it.</p>", 409)
            number = base.execute("select count(*) from book").fetchone()[0] + 1
            base.execute("insert into book values (?, ?, ?, ?, ?, ?)", (
                f"BB-{number:04}", *(form.get(key, "") for key in COLUMNS[1:5]), 0))
        return see_other("/")


def main() -> None:
    parser = argparse.ArgumentParser(description="Berthbook, a synthetic old berth book.")
    parser.add_argument("--config", type=Path, required=True)
    berthbook = Berthbook(parser.parse_args().config)
    server = Server(berthbook.port, berthbook.routes(), "Berthbook (synthetic)")
    print(f"Berthbook (synthetic) listens on http://127.0.0.1:{berthbook.port}/", file=sys.stderr, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
