"""Five thousand probes on their interval: what they cost the server, and what of them reaches the journal.

Usage: load.py SLIPWAY [--probes 5000] [--every 30] [--seconds 90] [--limit 20]

Starts SLIPWAY on a new folder with a programme of so many components, a third each asked over HTTP, TCP and by file, and
lets every probe run once. Then it counts, over some seconds, the processor time of the server, the readings it took and
the entries its journal gained; halfway one answer changes, and exactly that must enter the journal. Ends with one line;
exit status 1 when the share of one core is above the limit in per cent, when probes came too late, or when the journal
gained anything but the one change.
"""

import argparse
import http.server
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HEAD = """slipway: 1
programme: probes
name: Many probes (synthetic)
starts: 2020-01-06
systems: [{id: new, role: new}]
audiences: [{id: all, units: [all]}]
implementation:
  components:
"""
TAIL = """readiness:
  technical: [{id: infrastructure, check: components}]
  people: []
rollout:
  system: new
  waves: [{id: first, audiences: [all], opens: 2099-01-05, approver: boss}]
"""


def answering(listener: socket.socket) -> None:
    """One process answers all HTTP and TCP probes, as cheaply as Python can."""
    class Answer(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n")
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(listener.getsockname(), Answer, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    server.request_queue_size = 1024
    server.serve_forever()


def document(probes: int, every: int, port: int, file: Path) -> str:
    kinds = [f'{{http: "http://127.0.0.1:{port}/health", contains: ok}}', f'{{tcp: "127.0.0.1:{port}"}}', f"{{file: {file}}}"]
    lines = [
        f"    - {{id: c{number}, probe: {kinds[number % 3]}, every: {every}s, expires: 1d}}\n" for number in range(probes - 1)]
    # One of its own, whose answer will change.
    lines.append(f"    - {{id: turning, probe: {{file: {file}.turning}}, every: {every}s, expires: 1d}}\n")
    return HEAD + "".join(lines) + TAIL


def processor(process: int) -> float:
    """Seconds of processor time, in the program and for it in the kernel."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def count(folder: Path, sql: str) -> int:
    with sqlite3.connect(f"file:{folder}/journal.sqlite?mode=ro", uri=True) as store:
        return store.execute(sql).fetchone()[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("slipway", type=Path)
    parser.add_argument("--probes", type=int, default=5_000)
    parser.add_argument("--every", type=int, default=30)
    parser.add_argument("--seconds", type=int, default=90)
    parser.add_argument("--limit", type=float, default=20)
    given = parser.parse_args()
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    port = listener.getsockname()[1]
    answerer = os.fork()
    if answerer == 0:
        answering(listener)
    listener.close()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "watched"
        for path in (file, Path(f"{file}.turning")):
            path.write_text("here\n")
        written = folder / "programme.yaml"
        written.write_text(document(given.probes, given.every, port, file))
        data = folder / "data"
        with socket.create_server(("127.0.0.1", 0)) as free:
            own = free.getsockname()[1]
        subprocess.run([given.slipway, "apply", written, "--yes", "--data", data], check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(
            [given.slipway, "serve", "--data", data, "--port", str(own), "--allow-local-targets"],
            stdout=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 180
            seen = "SELECT count(DISTINCT subject) FROM reading"
            while count(data, seen) < given.probes:
                if time.monotonic() > deadline:
                    print(f"only {count(data, seen)} of {given.probes} probes have run", file=sys.stderr)
                    return 1
                time.sleep(1)
            time.sleep(5)
            entries = "SELECT count(*) FROM entry"
            # Rows are pruned, so readings are counted by their ids.
            readings = "SELECT coalesce(max(id), 0) FROM reading"
            before, first, began, start = count(data, entries), count(data, readings), time.monotonic(), processor(server.pid)
            threading.Timer(given.seconds / 2, Path(f"{file}.turning").unlink).start()
            time.sleep(given.seconds)
            took = time.monotonic() - began
            share = 100 * (processor(server.pid) - start) / took
            ran, gained = count(data, readings) - first, count(data, entries) - before
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
            os.kill(answerer, signal.SIGKILL)
    wanted = given.probes * took / given.every
    print(
        f"probes={given.probes} every={given.every}s readings={ran} wanted={wanted:.0f} core={share:.1f}% "
        f"limit={given.limit:.0f}% facts={gained} load={os.getloadavg()[0]:.1f}")
    return 0 if share <= given.limit and ran >= 0.9 * wanted and gained == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
