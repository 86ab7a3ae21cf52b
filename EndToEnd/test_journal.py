"""The journal under somebody's hands: whatever is changed in it is found and named."""

import sqlite3
from contextlib import closing

import pytest

from harness.ferry import DECK, QUAY, badges


@pytest.fixture
def grown(ferry):
    """A folder with some entries and no server."""
    ferry.begin()
    ferry.slipway("run", "app")
    ferry.slipway("attest", "signed", "--detail", "by both")
    ferry.slipway("import", "conditions", ferry.file("badges.csv", badges(DECK + QUAY)))
    ferry.slipway("claim", "deck", "amber")
    ferry.slipway("wave", "open", "sea", code=1)
    ferry.slipway("halt", "--reason", "a rehearsal")
    return ferry


def database(ferry) -> closing:
    return closing(sqlite3.connect(ferry.slipway.data / "journal.sqlite", isolation_level=None))


def count(ferry) -> int:
    with database(ferry) as books:
        return books.execute("SELECT count(*) FROM entry").fetchone()[0]


@pytest.mark.parametrize("column", ["bytes", "hash"])
@pytest.mark.parametrize(("entry", "place"), [(1, 0.0), (1, 0.5), (2, 0.99), (4, 0.3), (-1, 0.0), (-1, 0.99)])
def test_one_changed_byte_is_found_and_named(grown, make_server, column, entry, place):
    total = count(grown)
    entry = entry if entry > 0 else total
    with database(grown) as books:
        before = books.execute(f"SELECT {column} FROM entry WHERE sequence = ?", (entry,)).fetchone()[0]
        position = int(place * len(before))
        changed = bytearray(before)
        changed[position] ^= 0x01
        books.execute(f"UPDATE entry SET {column} = ? WHERE sequence = ?", (bytes(changed), entry))
    result = grown.slipway("journal", "verify", code=65)
    assert f"Entry {entry} is bad. Entry {entry} of the journal was altered." in result.stdout
    proof = grown.slipway.json("journal", "verify", code=65)
    assert (proof["firstBad"], proof["entries"]) == (entry, entry - 1)

    server = make_server()
    server.child.start()
    assert server.child.wait() == 69
    assert f"Entry {entry} of the journal was altered." in server.child.output
    assert "backup" in server.child.output
    assert "listens" not in server.child.output
    grown.slipway("status", code=69)
    # Put back, it is as it was.
    with database(grown) as books:
        books.execute(f"UPDATE entry SET {column} = ? WHERE sequence = ?", (before, entry))
    grown.slipway("journal", "verify")
    grown.slipway("status")


def test_a_changed_programme_or_number_is_found(grown):
    with database(grown) as books:
        books.execute("UPDATE entry SET programme = 'another' WHERE sequence = 3")
    assert "Entry 3 is bad." in grown.slipway("journal", "verify", code=65).stdout
    with database(grown) as books:
        books.execute("UPDATE entry SET programme = 'berths' WHERE sequence = 3")
        books.execute("DELETE FROM outbox")
        books.execute("DELETE FROM entry WHERE sequence = 2")
    assert "Entry 2 is bad. Entry 2 of the journal is missing" in grown.slipway("journal", "verify", code=65).stdout


def test_two_entries_that_changed_places_are_found(grown):
    with database(grown) as books:
        rows = books.execute("SELECT bytes, hash FROM entry WHERE sequence IN (3, 4) ORDER BY sequence").fetchall()
        for sequence, (stored, digest) in zip([4, 3], rows, strict=True):
            books.execute("UPDATE entry SET bytes = ?, hash = ? WHERE sequence = ?", (stored, digest, sequence))
    assert "Entry 3 is bad." in grown.slipway("journal", "verify", code=65).stdout


def test_a_tail_cut_off_is_found_by_a_head_written_down(grown):
    head = grown.slipway("journal", "head").stdout.strip()
    total = count(grown)
    assert head.startswith(f"{total}:")
    grown.slipway("journal", "verify", "--expecting", head)
    grown.slipway("claim", "deck", "red")
    grown.slipway("journal", "verify", "--expecting", head)
    with database(grown) as books:
        books.execute("DELETE FROM entry WHERE sequence >= ?", (total - 1,))
    # What is left is a sound journal, so only the head that was written down can tell.
    assert f"{total - 2} entries, all proven" in grown.slipway("journal", "verify").stdout
    result = grown.slipway("journal", "verify", "--expecting", head, code=65)
    assert f"Entry {total - 1} is bad." in result.stdout
    grown.slipway("attest", "signed", "--detail", "another story")
    grown.slipway("claim", "quay", "red")
    grown.slipway("journal", "verify")
    grown.slipway("journal", "verify", "--expecting", head, code=65)


def test_a_running_server_proves_its_journal_too(harbour):
    head = harbour.slipway("journal", "head").stdout.strip()
    harbour.act("dora", "claim", "deck", "amber")
    harbour.slipway("journal", "verify", "--expecting", head)
    with database(harbour) as books:
        books.execute("UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'amber', 'green') AS BLOB)")
    result = harbour.slipway("journal", "verify", code=65)
    assert f"Entry {count(harbour)} is bad." in result.stdout
    shown = harbour.client("maren").get("/api/v1/journal/verify")
    assert (shown.status_code, shown.json()["firstBad"]) == (200, count(harbour))
