"""What is done to one department at a time, and undone."""

import sqlite3
from pathlib import Path

from execution import Failed, alone, replace, wanted

import books


def freeze(arguments: list[str], statement: str) -> int:
    """Runs one statement on Berthbook's list of departments that can only read it."""
    old, department = wanted(arguments, "OLD", "DEPARTMENT")
    with alone(Path(old).parent):
        try:
            with books.opened(old) as base:
                return base.execute(statement, (department,)).rowcount
        except sqlite3.Error as error:
            raise Failed(f"{old}: {error}") from None


def send(arguments: list[str], system: str) -> int:
    """Enters a department into the harbour's address book: one line `department system` for each that has moved."""
    name, department = wanted(arguments, "BOOK", "DEPARTMENT")
    book = Path(name)
    with alone(book.parent):
        lines = book.read_text().splitlines() if book.exists() else []
        entries = dict(line.split(" ", 1) for line in lines if " " in line)
        entries[department] = system
        text = "".join(f"{one} {where}\n" for one, where in sorted(entries.items()))
        return int(replace(book, text.encode()))
