"""Quay's database and the old one of Berthbook: schemas, the synthetic content, and what the services ask of them.

Money is in pence, lengths and draughts in decimetres.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

#: Name, length, draught.
BERTHS = [
    ("A1", 900, 52), ("A2", 1200, 60), ("A3", 1600, 75), ("B1", 600, 40), ("B2", 600, 40),
    ("B3", 750, 45), ("C1", 2200, 98), ("C2", 2400, 104), ("D1", 350, 28), ("D2", 350, 28),
]
#: Name, length, draught, gross tonnage.
SHIPS = [
    ("Alder", 820, 48, 1990), ("Birch", 1140, 57, 4210), ("Cedar", 1510, 71, 8870), ("Dogwood", 540, 36, 812),
    ("Elm", 710, 43, 1480), ("Fir", 2150, 95, 19660), ("Gorse", 2310, 101, 23340), ("Hazel", 310, 25, 240),
]
#: Number, whose account, what they owe the harbour.
ACCOUNTS = [
    ("4001", "Alder Shipping (synthetic)", 1_204_050), ("4002", "Birch and Cedar Lines (synthetic)", 8_830_917),
    ("4003", "Dogwood Coasters (synthetic)", -15_000), ("4004", "Elm Dredging (synthetic)", 77_733),
    ("4005", "Fir Bulk (synthetic)", 20_111_480), ("4006", "Hazel Ferries (synthetic)", 3_412),
]

NEW_SCHEMA = """
create table if not exists berths (name text primary key, length_dm integer not null, draught_dm integer not null);
create table if not exists ships (
  name text primary key, length_dm integer not null, draught_dm integer not null, tonnage integer not null);
create table if not exists bookings (
  reference text primary key, ship text not null references ships, berth text not null references berths,
  arrives text not null, leaves text not null, dues_minor integer not null,
  origin text not null check (origin in ('berthbook', 'quay')), booked_by text, key text unique, booked_at text);
create table if not exists dues (account text primary key, owner text not null, balance_minor integer not null);
create table if not exists rejects (reference text primary key, reason text not null);
create table if not exists releases (number integer primary key, name text not null);
"""
OLD_SCHEMA = """
create table if not exists book (ref text primary key, ship text, berth text, arr text, dep text, dues integer);
create table if not exists accounts (no text primary key, name text, balance integer);
create table if not exists frozen (department text primary key);
"""


@contextmanager
def opened(path: Path | str, write: bool = True) -> Iterator[sqlite3.Connection]:
    """The database for one transaction, which is kept unless something goes wrong in it."""
    mode = "rw" if write else "ro"
    connection = sqlite3.connect(f"file:{path}?mode={mode}", uri=True, timeout=20, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("pragma foreign_keys = on")
        connection.execute("begin immediate" if write else "begin")
        yield connection
        connection.execute("commit")
    finally:
        connection.close()


def make(path: Path, schema: str) -> None:
    """An empty database with this schema, where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=20)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.executescript(schema)
        connection.commit()
    finally:
        connection.close()


def make_new(path: Path) -> int:
    """Quay's database with its berths, its ships and its release; says how many rows were added."""
    make(path, NEW_SCHEMA)
    with opened(path) as base:
        before = base.total_changes
        base.executemany("insert or ignore into berths values (?, ?, ?)", BERTHS)
        base.executemany("insert or ignore into ships values (?, ?, ?, ?)", SHIPS)
        base.execute("insert or ignore into releases values (1, 'first (synthetic)')")
        return base.total_changes - before


def make_old(path: Path, faults: int = 0) -> None:
    """Berthbook as the harbour has kept it; `faults` entries name a berth that was filled in long ago."""
    make(path, OLD_SCHEMA)
    with opened(path) as base:
        rows = []
        for number in range(40):
            ship, length, draught, tonnage = SHIPS[number % len(SHIPS)]
            fitting = [berth for berth, *size in BERTHS if size[0] >= length and size[1] >= draught]
            day = 1 + number % 25
            rows.append((
                f"BB-{number + 1:04}", ship, fitting[number % len(fitting)],
                f"2027-03-{day:02}", f"2027-03-{day + 1 + number % 3:02}", dues(tonnage, 1 + number % 3)))
        for number in range(faults):
            rows.append((f"BB-9{number:03}", "Hazel", "Z9", "2027-03-01", "2027-03-02", 1))
        base.executemany("insert or ignore into book values (?, ?, ?, ?, ?, ?)", rows)
        base.executemany("insert or ignore into accounts values (?, ?, ?)", ACCOUNTS)


def load(old: Path, new: Path, off_by: int = 0) -> tuple[int, int]:
    """Carries the book and the balances over, whole, as often as wanted; `off_by` pence go wrong on the way.

    Bookings that were made in Quay itself stay. Returns how many bookings were taken and how many rejected.
    """
    with opened(old, write=False) as source:
        book = [tuple(row) for row in source.execute("select ref, ship, berth, arr, dep, dues from book order by ref")]
        accounts = [tuple(row) for row in source.execute("select no, name, balance from accounts order by no")]
    with opened(new) as base:
        berths = {row["name"] for row in base.execute("select name from berths")}
        taken = [row for row in book if row[2] in berths]
        rejected = [(row[0], f"there is no berth {row[2]}") for row in book if row[2] not in berths]
        base.execute("delete from bookings where origin = 'berthbook'")
        base.execute("delete from rejects")
        base.execute("delete from dues")
        base.executemany(
            "insert into bookings (reference, ship, berth, arrives, leaves, dues_minor, origin)"
            " values (?, ?, ?, ?, ?, ?, 'berthbook')", taken)
        base.executemany("insert into rejects values (?, ?)", rejected)
        base.executemany("insert into dues values (?, ?, ?)", accounts)
        if off_by:
            base.execute("update dues set balance_minor = balance_minor + ? where account = '4001'", (off_by,))
    return len(taken), len(rejected)


def dues(tonnage: int, nights: int) -> int:
    """Harbour dues in pence: 7.25 pence a ton and night, halves of a penny up."""
    return (tonnage * nights * 725 + 50) // 100


class Refused(Exception):
    """A booking that cannot be made, with the reason to show."""


def book(base: sqlite3.Connection, order: dict[str, str], person: str | None, at: str) -> sqlite3.Row:
    """One booking; an order with the same `key` is the same booking."""
    key = order.get("key") or None
    if key:
        earlier = base.execute("select * from bookings where key = ?", (key,)).fetchone()
        if earlier:
            return earlier
    ship = base.execute("select * from ships where name = ?", (order.get("ship", ""),)).fetchone()
    berth = base.execute("select * from berths where name = ?", (order.get("berth", ""),)).fetchone()
    if not ship or not berth:
        raise Refused("A ship of the register and a berth of this harbour are needed.")
    fault = misfit(ship, berth)
    if fault:
        raise Refused(fault)
    arrives, leaves = order.get("arrives", ""), order.get("leaves", "")
    nights = nights_between(arrives, leaves)
    taken = base.execute(
        "select reference from bookings where berth = ? and arrives < ? and leaves > ? order by reference",
        (berth["name"], leaves, arrives)).fetchone()
    if taken:
        raise Refused(f"{berth['name']} is taken then by {taken['reference']}.")
    last = base.execute("select coalesce(max(reference), 'Q-0000') from bookings where origin = 'quay'").fetchone()[0]
    reference = f"Q-{int(last[2:]) + 1:04}"
    base.execute(
        "insert into bookings values (?, ?, ?, ?, ?, ?, 'quay', ?, ?, ?)",
        (reference, ship["name"], berth["name"], arrives, leaves, dues(ship["tonnage"], nights), person, key, at))
    return base.execute("select * from bookings where reference = ?", (reference,)).fetchone()


def misfit(ship: sqlite3.Row, berth: sqlite3.Row) -> str | None:
    """Why this ship cannot lie there."""
    if ship["length_dm"] > berth["length_dm"]:
        return f"{ship['name']} is too long for {berth['name']}."
    if ship["draught_dm"] > berth["draught_dm"]:
        return f"{ship['name']} lies too deep for {berth['name']}."
    return None


def nights_between(arrives: str, leaves: str) -> int:
    try:
        nights = (date.fromisoformat(leaves) - date.fromisoformat(arrives)).days
    except ValueError:
        raise Refused("Both days are written like 2027-04-30.") from None
    if not 1 <= nights <= 60:
        raise Refused("A ship stays between 1 and 60 nights.")
    return nights
