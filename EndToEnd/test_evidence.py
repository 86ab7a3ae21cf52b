"""Evidence from end to end: reports of real test runners, scripts that two people sign, and a page for every piece."""

import base64
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from harness.browser import assert_accessible, assert_fits, screenshot
from harness.ferry import CAST, Ferry, day
from harness.tools import tool

#: A picture of one pixel.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")

TESTS = """  tests:
    - {id: suite, name: The ferry's own suite, covers: [rounding], report: {suite: "test_tax*"}, expires: 14d}
    - {id: swift-suite, name: The library's suite, covers: [crossing], report: {suite: "TideTests.*"}, expires: 14d}
    - {id: browser-suite, name: The pages' suite, covers: [crossing], report: {suite: "booking.spec.ts"}, expires: 14d}
    - {id: unheard, name: A suite that nobody sends, report: {suite: "nothing.*"}}
    - id: gangway
      name: Boarding by hand
      covers: [boarding]
      witnessed:
        - {do: "Scan a ticket with a name as long as the longest pier of the harbour", expect: The gate opens}
        - {do: Scan it again, expect: The gate stays shut}
      expires: 30d
"""

#: As `swift test --xunit-output` writes it.
SWIFT = """<?xml version="1.0" encoding="UTF-8"?>

<testsuites>
<testsuite name="TestResults" errors="0" tests="2" failures="{failures}" skipped="0" time="0.02">
<testcase classname="TideTests.HighWater" name="testSpring" time="0.01">{inside}</testcase>
<testcase classname="TideTests.HighWater" name="testNeap" time="0.01"></testcase>
</testsuite>
</testsuites>
"""

#: As Playwright's `junit` reporter writes it.
PLAYWRIGHT = """<testsuites id="" name="" tests="2" failures="1" skipped="1" errors="0" time="3.4">
<testsuite name="booking.spec.ts" timestamp="2026-03-02T09:00:00.000Z" hostname="chromium" tests="2" failures="1">
<testcase name="Booking › a berth is booked" classname="booking.spec.ts" time="2.1">
<failure message="booking.spec.ts:7:5 a berth is booked" type="FAILURE">
<![CDATA[  [chromium] › booking.spec.ts:7:5 › Booking › a berth is booked

    Expected string: "Booked"
    Received string: "Error 500"
]]>
</failure>
</testcase>
<testcase name="Booking › a berth is given back" classname="booking.spec.ts" time="0"><skipped></skipped></testcase>
</testsuite>
</testsuites>
"""

PYTEST = '''
import json, pytest, urllib.request

def vat(net):
    with urllib.request.urlopen("{address}/api/vat?net=" + str(net)) as answer:
        return json.load(answer)["vatMinor"]

@pytest.mark.parametrize("net, tax", [(1003, 191), (1000, 190)])
def test_it_is_rounded(net, tax):
    assert vat(net) == tax

@pytest.mark.skip(reason="no such tax here")
def test_of_another_country():
    assert False
'''


@pytest.fixture
def pier(ferry, make_server) -> Ferry:
    """A harbour whose document names other runners' suites and a script."""
    ferry.begin()
    text = ferry.document()
    assert text.count("  tests:\n") == 1
    text = text.replace("  tests:\n", TESTS)
    requirements = (
        "    - {id: crossing, statement: A crossing is planned by the tide., process: Sailing, audiences: [quay]}\n"
        "    - {id: boarding, statement: Only who has a ticket boards., process: Boarding, audiences: [deck]}\n")
    assert text.count("  requirements:\n") == 1
    text = text.replace("  requirements:\n", "  requirements:\n" + requirements)
    ferry.slipway("apply", ferry.file("pier.yaml", text), "--yes")
    ferry.serve(make_server(arguments=["--allow-local-targets"]))
    return ferry


def run_pytest(ferry: Ferry, folder: Path, name: str) -> Path:
    """A real run of pytest against the running sample system, with its own report."""
    (folder / "test_tax.py").write_text(PYTEST.replace("{address}", ferry.berths.base_url))
    report = folder / name
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", folder, f"--junit-xml={report}",
         folder / "test_tax.py"],
        cwd=folder, capture_output=True, timeout=120, check=False)
    assert report.exists()
    return report


def enter(ferry: Ferry, page: Page, account: str) -> None:
    page.goto(f"{ferry.server.base_url}/enter/{ferry.invite(account, *CAST[account])}")


def gate(ferry: Ferry, audience: str) -> dict:
    answer = ferry.client("maren").get(f"/api/v1/gates/{audience}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_defect_is_found_by_pytest_and_both_runs_are_kept(pier, tmp_path):
    pier.berths.switch("defect", True)
    bad = pier.act("rune", "import", "tests", run_pytest(pier, tmp_path, "before.xml"), code=1)
    assert "✗ suite" in bad.stdout and "1 of 3 cases failed, 1 skipped" in bad.stdout, bad
    assert "assert 190 == 191" in bad.stdout
    assert "No case for: swift-suite, browser-suite, unheard" in bad.stdout
    pier.berths.switch("defect", False)
    good = pier.act("rune", "import", "tests", run_pytest(pier, tmp_path, "after.xml"))
    assert "✓ suite: 2 cases passed, 1 skipped" in good.stdout, good
    trail = pier.client("odd").get("/api/v1/evidence", params={"subject": "suite"}).json()
    assert [piece["verdict"] for piece in trail["pieces"]] == ["passed", "failed"]
    assert "assert 190 == 191" in trail["pieces"][1]["difference"]
    assert trail["standing"] == "met" and trail["pieces"][0]["counts"] and not trail["pieces"][1]["counts"]
    # Sent again, what was true then does not become true now.
    again = pier.act("rune", "import", "tests", tmp_path / "before.xml")
    assert "taken in before" in again.stdout
    printed = pier.slipway("evidence", "suite").stdout
    assert "assert 190 == 191" in printed and "counts now" in printed
    one = pier.slipway("evidence", str(trail["pieces"][1]["sequence"])).stdout
    assert "attached: before.xml" in one and "superseded by entry" in one


def test_reports_of_other_runners_and_refusals(pier, tmp_path):
    client = pier.client("rune")

    def send(text: str | bytes, name: str = "report.xml", kind: str = "application/xml"):
        return client.post(
            "/api/v1/test-reports", params={"name": name}, data=text if isinstance(text, bytes) else text.encode(),
            headers={"Content-Type": kind})

    swift = send(SWIFT.format(failures=0, inside=""), "swift.xml").json()
    assert [(test["test"], test["verdict"], test["passed"]) for test in swift["tests"]] == [("swift-suite", "passed", 2)]
    broken = send(SWIFT.format(failures=1, inside='<failure message="12 is not 13"></failure>')).json()
    assert broken["tests"][0]["detail"] == "1 of 2 cases failed; testSpring: 12 is not 13"
    browser = send(PLAYWRIGHT).json()
    assert [(test["test"], test["verdict"]) for test in browser["tests"]] == [("browser-suite", "failed")]
    assert 'Received string: "Error 500"' in browser["tests"][0]["difference"]
    head = pier.slipway("journal", "head").stdout
    for text in ["<!DOCTYPE testsuites [<!ENTITY a 'b'>]><testsuites/>", "", "{}", b"\xff\xfe\x00"]:
        refused = send(text)
        assert refused.status_code == 422, refused.text
        assert refused.json()["remedy"] and refused.json()["findings"]
    assert send(SWIFT, kind="application/json").status_code == 415
    assert send(b" " * 16_000_001).status_code == 413
    assert pier.client("odd").post(
        "/api/v1/test-reports", data=b"<testsuites/>", headers={"Content-Type": "application/xml"}).status_code == 403
    assert pier.slipway("journal", "head").stdout == head
    assert pier.act("rune", "import", "tests", pier.file("bad.xml", "<testsuites>"), code=65).stderr


def test_a_deleted_test_lowers_exactly_its_departments(pier, tmp_path):
    for subject in ["app", "old", "port", "vat"]:
        pier.act("rune", "run", subject)
    pier.act("rune", "import", "tests", run_pytest(pier, tmp_path, "all.xml"))
    for text in [SWIFT.format(failures=0, inside=""), PLAYWRIGHT[:PLAYWRIGHT.index("<failure")] + "</testcase></testsuite></testsuites>"]:
        pier.act("rune", "import", "tests", pier.file("more.xml", text))
    pier.act("rune", "perform", "gangway", "passed", "passed")
    pier.act("maren", "witness", "gangway", "--agree")

    def functions(audience: str) -> str:
        return next(one["standing"] for one in gate(pier, audience)["criteria"] if one["id"] == "functions")

    assert functions("deck") == "met"
    before = gate(pier, "quay")
    text = (pier.folder / "pier.yaml").read_text()
    start = text.index("    - id: gangway\n")
    pier.slipway("apply", pier.file("less.yaml", text[:start] + text[text.index("    - id: vat\n", start):]), "--yes")
    assert functions("deck") == "unknown"
    assert "No test covers “Only who has a ticket boards.”." in gate(pier, "deck")["missing"]
    after = gate(pier, "quay")
    assert [(one["id"], one["standing"]) for one in after["criteria"]] == [
        (one["id"], one["standing"]) for one in before["criteria"]]
    trace = pier.slipway.json("trace")
    untested = [fault for fault in trace["faults"] if fault["kind"] == "untested"]
    assert [(fault["subject"], fault["audiences"]) for fault in untested] == [("boarding", ["deck"])]
    assert {"subject": "unheard", "kind": "covers nothing"}.items() <= next(
        fault for fault in trace["faults"] if fault["subject"] == "unheard").items()
    printed = pier.slipway("trace").stdout
    assert "untested" in printed and "Concerns: deck." in printed
    # What the test showed once stays.
    assert pier.slipway.json("evidence", "test:gangway")["count"] == 2


def test_two_people_sign_a_script(pier):
    printed = pier.act("rune", "perform", "gangway").stdout
    assert "1. Scan a ticket" in printed and "expected: The gate opens" in printed
    pier.slipway("perform", "gangway", "passed", "passed", code=77)
    pier.act("rune", "perform", "gangway", "passed", code=64)
    pier.act("rune", "perform", "gangway", "passed", "failed", code=64)
    picture = pier.file("gate.png", PICTURE)
    pier.act("rune", "perform", "gangway", "passed", "failed: it opened twice", "--attach", picture)
    pier.act("rune", "witness", "gangway", "--agree", code=77)
    pier.slipway("witness", "gangway", "--agree", code=77)
    assert "failing" in pier.act("maren", "witness", "gangway", "--agree").stdout
    pier.act("rune", "perform", "gangway", "passed", "passed")
    assert "unknown" in pier.slipway("evidence", "gangway").stdout.splitlines()[0]
    assert "met" in pier.act("maren", "witness", "gangway", "--agree", "--note", "I held the ticket").stdout
    trail = pier.slipway.json("evidence", "gangway")
    assert [piece["verdict"] for piece in trail["pieces"]] == ["passed", "started", "failed", "started"]
    assert "got: it opened twice" in trail["pieces"][2]["difference"]


def test_only_the_owner_signs_for_data(pier):
    refused = pier.act("rune", "attest", "timetable", "--detail", "counted", code=77)
    assert "signed for by maren" in refused.stderr
    pier.act("maren", "attest", "timetable", "--detail", "counted", "--attach", pier.file("count.txt", "44 sailings"))
    printed = pier.slipway("evidence", "data:timetable").stdout
    assert "met" in printed and "maren has signed" in printed

def write(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as books:
        for statement in statements:
            books.execute(statement)
    books.close()


def test_data_is_proven_signed_for_and_goes_stale(ferry, make_server, tmp_path):
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    write(old, "create table fares (pounds text)", "insert into fares values ('112.40')")
    write(new, "create table fares (pounds text)", "insert into fares values ('100.00')",
          "create table rejects (row text)", "insert into rejects values ('B7: no such quay')")
    sqlite = tool("sqlite3", package="sqlite3")
    allowed = ferry.file("allowed.yaml", f"executables:\n  sqlite3: {{path: {sqlite}}}\nfolders: [{tmp_path}]\n")
    ferry.begin()
    ask = "select printf('%.2f', sum(pounds)) from fares"
    text = ferry.document().replace(
        "    - {id: timetable, name: Timetable, source: slate, owner: maren, audiences: [deck]}\n",
        f"""    - id: timetable
      name: Fares
      source: slate
      owner: maren
      audiences: [deck]
      totals:
        - {{id: sum, name: Sum of fares, old: {{sql: "{ask}", sqlite: {old}}}, new: {{sql: "{ask}", sqlite: {new}}}}}
      rejects: {{sql: select row from rejects, sqlite: {new}}}
      expires: 14d
""")
    ferry.slipway("apply", ferry.file("fares.yaml", text), "--yes")
    ferry.serve(make_server(arguments=["--allow-local-targets", "--allowed", allowed]))

    def moved(*at: str) -> dict:
        printed = ferry.slipway.run("gate", "deck", "--json", *at).json
        return next(one for one in printed["criteria"] if one["id"] == "timetable-moved")

    ferry.act("rune", "load", "timetable", "--wait", code=1)
    assert moved()["standing"] == "failing" and "Fares" in moved()["sentences"][0]
    assert "out by -12.4" in moved()["sentences"][0] and "1 row was rejected" in moved()["sentences"][0]
    assert ferry.slipway.run("gate", "deck").code == 2
    refused = ferry.act("maren", "attest", "timetable", "--detail", "I trust it", code=1)
    assert "cannot be signed for yet" in refused.stderr
    seen = ferry.slipway("evidence", "data:timetable").stdout
    assert "load: failing" in seen and "compared: Sum of fares" in seen and "old 112.40, new 100.00" in seen
    piece = ferry.slipway.json("evidence", "load:timetable")["pieces"][0]["sequence"]
    assert "B7: no such quay" in ferry.slipway("evidence", str(piece)).stdout
    write(new, "update fares set pounds = '112.40'", "delete from rejects")
    ferry.act("rune", "load", "timetable", "--wait")
    assert moved()["standing"] == "unknown" and "maren has not signed" in moved()["sentences"][0]
    ferry.act("rune", "attest", "timetable", "--detail", "fits", code=77)
    ferry.act("maren", "attest", "timetable", "--detail", "added up by hand")
    assert moved()["standing"] == "met" and len(moved()["evidence"]) == 2
    # A mock load proves for a fortnight.
    assert moved("--at", day(13))["standing"] == "met"
    assert moved("--at", day(16))["standing"] == "unknown"
    # Loaded anew, it has to be signed for anew.
    ferry.act("rune", "load", "timetable", "--wait")
    assert moved()["standing"] == "unknown"


def test_pages_of_evidence(pier, visitor, tmp_path):
    pier.berths.switch("defect", True)
    pier.act("rune", "import", "tests", run_pytest(pier, tmp_path, "before.xml"), code=1)
    pier.act("rune", "run", "vat", code=1)
    for subject in ["app", "old", "port"]:
        pier.act("rune", "run", subject)
    page = visitor(viewport={"width": 1280, "height": 800}).page()
    base = pier.server.base_url
    enter(pier, page, "rune")
    # From a readiness cell to the evidence, by links alone.
    page.goto(base + "/readiness")
    page.get_by_role("link", name="met of what is technical for Deck").click()
    page.locator("#criterion-functions summary").click()
    page.locator("#criterion-functions").get_by_role("link", name="Evidence").first.click()
    expect(page.get_by_role("heading", name="Expected and got")).to_be_visible()
    expect(page.get_by_role("link", name="Gate of Deck")).to_be_visible()
    # The script, with a line left out first.
    page.goto(base + "/scripts/gangway")
    page.get_by_label("It happened: line 1").check()
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 2 has no answer yet")
    expect(page.get_by_label("It happened: line 1")).to_be_checked()
    page.get_by_label("It did not: line 2").check()
    page.get_by_label("What happened").nth(1).fill("it opened twice <b>")
    page.get_by_label("Pictures").set_input_files(
        files=[{"name": "gate.png", "mimeType": "image/png", "buffer": PICTURE},
               {"name": "odd.html", "mimeType": "text/html", "buffer": b"<script>alert(1)</script>\x00"}])
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("status")).to_contain_text("counts once a second person")
    expect(page.get_by_text("Whoever went through it cannot confirm it")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm")).to_have_count(0)
    assert page.locator("img.picture").evaluate("picture => picture.naturalWidth") == 1
    other = visitor(viewport={"width": 1280, "height": 800}).page()
    enter(pier, other, "maren")
    other.goto(base + "/scripts/gangway")
    waiting = other.url
    shots = tmp_path / "shots"
    shots.mkdir()
    trail = pier.client("maren").get("/api/v1/evidence", params={"subject": "gangway"}).json()
    suite = pier.client("maren").get("/api/v1/evidence", params={"subject": "suite"}).json()
    places = {
        "waiting": waiting, "trace": base + "/trace", "trail": base + "/evidence?subject=suite",
        "piece": f"{base}/evidence/{suite['pieces'][0]['sequence']}",
        "performed": f"{base}/evidence/{trail['pieces'][0]['sequence']}",
        "data": base + "/evidence?subject=data:timetable", "gate": base + "/gates/deck", "today": base + "/today"}
    for name, address in places.items():
        answer = other.goto(address)
        assert answer.status == 200, address
        expect(other.get_by_role("link", name="The script")).to_have_count(0)
        other.eval_on_selector_all("main details", "parts => parts.forEach(part => { part.open = true })")
        for scheme in ["light", "dark"]:
            other.emulate_media(color_scheme=scheme)
            for width in [1280, 360]:
                other.set_viewport_size({"width": width, "height": 800})
                assert_accessible(other)
                assert_fits(other)
                screenshot(other, shots, f"{name}-{scheme}-{width}")
    other.goto(waiting)
    other.get_by_label("Yes, it went as it says here").check()
    other.get_by_role("button", name="Confirm").click()
    expect(other.get_by_role("status")).to_contain_text("Your word was recorded")
    expect(other.get_by_role("heading", level=1)).to_contain_text("failing")


def test_attachments_are_given_to_whom_they_concern(pier, tmp_path):
    pier.act("rune", "perform", "gangway", "passed", "passed", "--attach", pier.file("gate.png", PICTURE),
             "--attach", pier.file("page.html", "<script>alert(1)</script>"),
             "--attach", pier.file("raw.bin", bytes(range(256))))
    trail = pier.client("odd").get("/api/v1/evidence", params={"subject": "gangway"}).json()
    files = {one["name"]: one for one in trail["pieces"][0]["attachments"]}
    shown = {}
    for name, one in files.items():
        answer = pier.client("odd").get(f"/attachments/{one['digest']}")
        assert answer.status_code == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        shown[name] = (answer.headers["Content-Type"], answer.headers["Content-Disposition"].split(";")[0])
    assert shown == {
        "gate.png": ("image/png", "inline"), "page.html": ("text/plain; charset=utf-8", "inline"),
        "raw.bin": ("application/octet-stream", "attachment")}
    digest = files["gate.png"]["digest"]
    assert pier.server.client.get(f"/attachments/{digest}").status_code in (303, 401)
    token = pier.participate("H01")
    assert pier.server.as_bearer(token).get(f"/attachments/{digest}").status_code == 403
    assert pier.client("odd").get("/attachments/" + "0" * 64).status_code == 404
    assert pier.client("odd").get("/attachments/..%2f..%2fslipway.db").status_code == 404
    # What is damaged on the disk is said and not shown.
    kept = [path for path in (pier.slipway.data / "attachments").rglob("*") if path.is_file()]
    assert len(kept) == 3
    for path in kept:
        path.chmod(0o600)
        path.write_bytes(b"something else")
    assert pier.client("odd").get(f"/attachments/{digest}").status_code == 404
    piece = pier.client("odd").get(f"/api/v1/evidence/{trail['pieces'][0]['sequence']}").json()
    assert all(one["isMissing"] for one in piece["attachments"])
