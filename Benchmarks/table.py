"""Runs every measurement and its peers, and prints one table: figure, limit or peer, ratio."""

import csv
import hashlib
import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

ROUNDS = 3


def seconds(work):
    """The median of a few runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


class Figures:
    """What the program measured, claim by claim; each the median of a few processes."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def run(self, claim, rounds=ROUNDS):
        found = {}
        for _ in range(rounds):
            answer = subprocess.run([self.program, claim, self.folder], check=True, capture_output=True, text=True)
            for line in answer.stdout.splitlines():
                name, value = line.split("\t")
                found.setdefault(name, []).append(float(value))
        return {name: statistics.median(values) for name, values in found.items()}


def read_people(path):
    with open(path, newline="", encoding="utf-8") as file:
        return {row["number"]: row for row in csv.DictReader(file)}


def copy_durably(path):
    shutil.copyfile(path, path + ".copy")
    with open(path + ".copy", "rb") as file:
        os.fdatasync(file.fileno())


def dump(journal):
    subprocess.run(
        ["sqlite3", "-readonly", journal, "SELECT sequence, CAST(bytes AS TEXT), hex(hash) FROM entry"],
        check=True, stdout=subprocess.DEVNULL)


def chain(entries):
    previous = bytes(32)
    for sequence, entry in enumerate(entries, 1):
        previous = hashlib.sha256(previous + sequence.to_bytes(8, "big") + b"bench\0" + entry).digest()
    return previous


def chain_fits(journal, head):
    """That the peer hashes what the program hashes."""
    with sqlite3.connect(journal) as database:
        (stored,) = database.execute("SELECT hash FROM entry ORDER BY sequence DESC LIMIT 1").fetchone()
    assert stored == head, "the peer's chain ends elsewhere"


def peak_memory(slipway, data):
    """MB that a server needed at most, from its start through some commands."""
    server = subprocess.Popen(
        [slipway, "serve", "--data", data, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        for line in server.stdout:
            if "listens on" in line:
                break
        # An empty folder has no programme to ask about, so only a full one answers with 0.
        for command in (["status"], ["everyone", "--list"], ["plan"], ["claim", "d1", "amber"], ["journal", "verify"]):
            subprocess.run([slipway, *command, "--data", data], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(f"/proc/{server.pid}/status", encoding="ascii") as status:
            (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", status.read())
        return int(peak) / 1024
    finally:
        server.terminate()
        server.wait(timeout=30)


def rows(programs, folder):
    slipway = os.path.join(programs, "slipway")
    ours = Figures(os.path.join(programs, "SlipwayBenchmarks"), folder)
    ours.run("prepare", rounds=1)
    people = os.path.join(folder, "people.csv")
    journal = os.path.join(folder, "data", "journal.sqlite")
    with open(os.path.join(folder, "entries.jsonl"), "rb") as file:
        raw = file.read()
    entries = raw.splitlines()
    chain_fits(journal, chain(entries))

    found = ours.run("import")
    yield "import 17,000 people", found["import s"], "s", 2, [
        ("Python csv, into dictionaries", seconds(lambda: read_people(people))),
        ("cp of the file, written through", seconds(lambda: copy_durably(people)))]
    yield "  of it: processors at work", found["import worked s"], "s", None, []
    yield "import the same list again", found["import again s"], "s", 2, [
        ("Python csv, into dictionaries", seconds(lambda: read_people(people)))]

    found = ours.run("fold", rounds=1)
    decoding = seconds(lambda: [json.loads(entry) for entry in entries])
    yield "fold 100,000 facts from scratch", found["fold s"], "s", 1, [
        ("Python json of the same entries", decoding), ("copying their bytes", seconds(lambda: bytearray(raw)))]
    yield "fold one fact more, mean", found["fold one mean us"], "µs", 20, []
    yield "fold one fact more, 99 of 100", found["fold one 99 % us"], "µs", 20, []

    found = ours.run("status", rounds=1)
    yield "status of 26 departments, 5,000 people", found["status 5000 ms"], "ms", 5, [
        ("one plain pass over them", found["status pass 5000 ms"])]
    yield "status of 26 departments, 17,000 people", found["status 17000 ms"], "ms", None, [
        ("one plain pass over them", found["status pass 17000 ms"])]

    found = ours.run("start", rounds=5)
    reading = seconds(lambda: dump(journal))
    hashing = seconds(lambda: chain(entries))
    yield "start with 100,000 facts", found["start s"], "s", 2, [
        ("sqlite3 reading + Python hashing + json", reading + hashing + decoding)]
    yield "  of it: processors at work, both together", found["start worked s"], "s", None, []
    yield "  of it: reading", found["start read s"], "s", None, [("sqlite3, every entry", reading)]
    yield "  of it: proving the chain", found["start chain s"], "s", None, [("Python hashlib, same bytes", hashing)]
    yield "  of it: decoding", found["start decode s"], "s", None, [("Python json", decoding)]

    empty = peak_memory(slipway, os.path.join(folder, "empty"))
    full = peak_memory(slipway, shutil.copytree(os.path.join(folder, "data"), os.path.join(folder, "served")))
    yield "memory of a server, 5,000 people, 100,000 facts", full, "MB", 150, [("a server on an empty folder", empty)]

    found = ours.run("commits")
    synced = [("a page and fdatasync", found["synced 1/s"])]
    yield "commits of one fact", found["commits 1/s"], "1/s", None, synced
    yield "commands, with all that follows from them", found["commands 1/s"], "1/s", None, synced


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def main():
    programs, folder, *out = sys.argv[1:]
    table = [("figure", "measured", "limit", "of limit", "peer", "peer's", "ratio")]
    for name, value, unit, limit, peers in rows(programs, folder):
        bound = (f"{limit} {unit}", f"{value / limit:.0%}") if limit else ("", "")
        for place, (peer, theirs) in enumerate(peers or [("", None)]):
            own = (name, f"{number(value)} {unit}", *bound) if place == 0 else ("", "", "", "")
            beside = (f"{number(theirs)} {unit}", f"{value / theirs:.3g}") if theirs else ("", "")
            table.append((*own, peer, *beside))
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
        if row is table[0]:
            print("| " + " | ".join("-" * width for width in widths) + " |")
    if out:
        with open(out[0], "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(table)


main()
