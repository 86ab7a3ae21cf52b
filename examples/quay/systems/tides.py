#!/usr/bin/python3
"""The tide feed that the pilots of a synthetic harbour work with. The tides are a made-up curve.

    tides.py --config tides.ini
"""

import argparse
import configparser
import math
import sys
from datetime import date
from pathlib import Path

from web import Answer, Asked, Server, answer_json


class Tides:
    """The service."""

    def __init__(self, config: Path):
        settings = configparser.ConfigParser(interpolation=None)
        with config.open() as file:
            settings.read_file(file)
        self.port = settings.getint("tides", "port")
        self.range_dm = settings.getint("tides", "range-dm")

    def routes(self) -> dict:
        return {"GET /health": self.health, "GET /api/tides": self.tides}

    def health(self, _: Asked) -> Answer:
        return answer_json({"status": "ok", "rangeDm": self.range_dm, "synthetic": True})

    def tides(self, asked: Asked) -> Answer:
        try:
            day = date.fromisoformat(asked.query.get("day", ""))
        except ValueError:
            return answer_json({"error": "A day is written like 2027-04-30."}, 422)
        # Half a moon from spring tide to spring tide, and nothing else a real harbour has.
        strength = 0.75 + 0.25 * math.cos(2 * math.pi * (day.toordinal() % 1477) / 14.77)
        first = (day.toordinal() * 50) % 745
        return answer_json({"day": day.isoformat(), "high": [
            {"at": f"{(first + 745 * turn) // 60:02}:{(first + 745 * turn) % 60:02}",
             "heightDm": round(self.range_dm * strength)} for turn in range(2) if first + 745 * turn < 1440]})


def main() -> None:
    parser = argparse.ArgumentParser(description="A synthetic tide feed.")
    parser.add_argument("--config", type=Path, required=True)
    tides = Tides(parser.parse_args().config)
    server = Server(tides.port, tides.routes(), "Tides (synthetic)")
    print(f"Tides (synthetic) listens on http://127.0.0.1:{tides.port}/", file=sys.stderr, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
