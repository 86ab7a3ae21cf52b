"""The sample harbour by itself: its commands, its services, and its front door when there is no Slipway."""

import os
import re
import signal
import sqlite3
import subprocess
import sys

import pytest

from harness.processes import eventually
from harness.quay import COMMANDS, HERE, Quay, execute, living
from harness.slipway import environment


@pytest.fixture
def laid(quay: Quay) -> Quay:
    """Quay's files and database, brought about by hand."""
    execute("lay-files", quay.harbour.release, quay.harbour.live)
    execute("make-database", quay.harbour.new_base)
    quay.harbour.quay_token.write_text("nobody's token")
    return quay


@pytest.fixture
def running(laid: Quay) -> Quay:
    execute("start-service", "quay", laid.harbour.live / "config" / "quay.ini", laid.harbour.live / "run")
    return laid


def changed(printed: str) -> int:
    return int(re.search(r"^changed=(\d+)$", printed, re.MULTILINE).group(1))


def dump(quay: Quay) -> str:
    base = sqlite3.connect(quay.harbour.new_base)
    try:
        return "\n".join(base.iterdump())
    finally:
        base.close()


def test_every_command_of_the_bring_up_done_again_changes_nothing(quay):
    harbour = quay.harbour
    config, run = harbour.live / "config" / "quay.ini", harbour.live / "run"
    for command in [
        ("lay-files", harbour.release, harbour.live), ("make-database", harbour.new_base),
        ("print-orders", harbour.new_base, harbour.live / "sheets" / "orders.txt"),
        ("start-service", "quay", config, run), ("archive", harbour.old_base, harbour.live / "archive"),
        ("freeze-old", harbour.old_base, "harbour-office"), ("thaw-old", harbour.old_base, "harbour-office"),
        ("switch-address", harbour.live / "address", "harbour-office"),
        ("switch-back", harbour.live / "address", "harbour-office"), ("stop-service", "quay", run),
    ]:
        if command[0] == "lay-files":
            assert changed(execute(*command, "--check")) == 1
        assert changed(execute(*command)) > 0, command
        assert changed(execute(*command)) == 0, command
    assert changed(execute("lay-files", harbour.release, harbour.live, "--check")) == 0


def test_the_book_is_loaded_to_the_penny_or_not(laid):
    harbour = laid.harbour
    assert "loaded=40 rejected=0" in execute("load-bookings", harbour.old_base, harbour.new_base)
    first = dump(laid)
    execute("load-bookings", harbour.old_base, harbour.new_base)
    assert dump(laid) == first
    execute("load-bookings", harbour.old_base, harbour.new_base, "--off-by", "1240")
    base = sqlite3.connect(harbour.new_base)
    assert base.execute("select sum(balance_minor) from dues").fetchone()[0] == 30_212_592 + 1240
    base.close()
    old = sqlite3.connect(harbour.old_base)
    with old:
        old.execute("insert into book values ('BB-9999', 'Hazel', 'Z9', '2027-03-01', '2027-03-02', 1)")
    old.close()
    assert "loaded=40 rejected=1" in execute("load-bookings", harbour.old_base, harbour.new_base)


def test_executions_are_noted_whole_from_many_at_once(laid):
    env = environment() | {"QUAY_EXECUTIONS": str(laid.harbour.executions), "SLIPWAY_STEP": "quay/1/address"}
    book = laid.harbour.live / "address"
    started = [subprocess.Popen([COMMANDS / "switch-address", book, f"department-{number}"], env=env,
                                stdout=subprocess.DEVNULL) for number in range(20)]
    assert [one.wait(60) for one in started] == [0] * 20
    lines = laid.executions()
    assert len(lines) == 40 and {len(line) for line in lines} == {5}
    assert {(step, name) for _, step, name, _, _ in lines} == {("quay/1/address", "switch-address")}
    assert sorted(what for *_, what in lines) == ["begin"] * 20 + ["end:0"] * 20
    # Twenty at once, and nobody's entry was lost.
    assert len(book.read_text().splitlines()) == 20


def test_a_service_outlives_whoever_started_it(laid):
    config, run = laid.harbour.live / "config" / "quay.ini", laid.harbour.live / "run"
    shell = subprocess.Popen(
        ["/bin/sh", "-c", f"{COMMANDS}/start-service quay {config} {run}; sleep 60"], start_new_session=True,
        stdout=subprocess.PIPE)
    assert shell.stdout.readline() == b"quay started\n"
    os.killpg(shell.pid, signal.SIGKILL)
    # Nothing of ours is held open by the service, so this ends.
    shell.communicate(timeout=10)
    assert laid.service.answers("/health")
    pid = living(run / "quay.pid")
    assert pid is not None and os.getsid(pid) != os.getsid(0)
    os.kill(pid, signal.SIGKILL)
    assert changed(execute("start-service", "quay", config, run)) == 1
    assert laid.service.answers("/health")


def test_a_rehearsal_cannot_touch_what_is_live(running):
    harbour = running.harbour
    live, port = str(harbour.live), str(harbour.ports["sandbox"])
    for refused in [live, live + "/run", live + "/../live"]:
        assert "where the live system is" in execute("make-sandbox", refused, port, code=1, QUAY_LIVE=live)
    assert "where the live system is" in execute("drop-sandbox", live, code=1, QUAY_LIVE=live)
    execute("make-sandbox", harbour.sandbox, port, QUAY_LIVE=live)
    execute("start-service", "quay", harbour.sandbox / "config" / "quay.ini", harbour.sandbox / "run")
    before = dump(running)
    execute("load-bookings", harbour.sandbox / "berthbook" / "berthbook.sqlite", harbour.sandbox / "quay.sqlite")
    assert dump(running) == before
    copy = sqlite3.connect(harbour.sandbox / "quay.sqlite")
    assert copy.execute("select count(*) from bookings").fetchone()[0] == 40
    copy.close()
    assert changed(execute("drop-sandbox", harbour.sandbox, QUAY_LIVE=live)) == 1
    assert not harbour.sandbox.exists() and running.service.answers("/health")


def test_without_slipway_nobody_gets_in_and_nothing_is_lost(running):
    named = {"X-Remote-User": "h.isbister"}
    refused = running.service.get("/", headers=named)
    assert refused.status_code == 503 and "cannot be asked" in refused.text
    assert running.harbour.address("old") in refused.text
    assert running.service.get("/").status_code == 401
    # People practise before they are let in; what they did waits on the disk until Slipway takes it.
    right = running.service.post("/practice", headers=named, data={"exercise": "1", "berth": "A1"})
    assert 'data-verdict="right"' in right.text
    wrong = running.service.post("/practice", headers=named, data={"exercise": "1", "berth": "C2"})
    assert 'data-verdict="wrong"' in wrong.text
    execute("stop-service", "quay", running.harbour.live / "run")
    waiting = list((running.harbour.live / "spool").glob("*.json"))
    assert len(waiting) == 1 and '"practice-h.isbister-1"' in waiting[0].read_text()


def test_quays_own_suite_passes(running):
    ended = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "--rootdir", HERE, "-c", os.devnull, "-p", "no:cacheprovider", "-q",
         HERE / "tests"],
        capture_output=True, text=True, env=environment({"QUAY_URL": running.harbour.address("quay")}))
    assert ended.returncode == 0, ended.stdout + ended.stderr
