"""The sample systems that the ledger example introduces, as the programs they are."""

import random
import subprocess

import pytest
from playwright.sync_api import expect

from harness.browser import assert_accessible, assert_fits
from harness.http import Client
from harness.tools import program

RENT = {"debit": "5100", "credit": "1200", "amountMinor": 85_000, "text": "Rent, November"}
CHART = ["1000", "1200", "1300", "1500", "1600", "1700", "3000", "4000", "5000", "5100"]


def test_health_tells_version_and_postings(ledger):
    answer = ledger.client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "version": "2.0.0", "postings": 7})


def test_an_outage_shows_in_health_and_survives_a_restart(ledger):
    ledger.switch("outage", True)
    assert ledger.client.get("/health").status_code == 503
    assert ledger.stop() == 0
    ledger.restart()
    assert ledger.client.get("/health").json()["status"] == "outage"
    ledger.switch("outage", False)
    assert ledger.client.get("/health").status_code == 200


@pytest.mark.parametrize(
    ("net", "rounded", "truncated"),
    [(10_000, 1_900, 1_900), (1_003, 191, 190), (50, 10, 9), (-1_003, -191, -190), (1, 0, 0), (0, 0, 0)])
def test_the_defect_changes_the_rounding_of_vat(ledger, net, rounded, truncated):
    def vat() -> dict:
        return ledger.client.get("/api/vat", params={"net": net}).json()

    right = {"netMinor": net, "ratePercent": 19, "vatMinor": rounded, "grossMinor": net + rounded}
    assert vat() == right
    ledger.switch("defect", True)
    assert vat() == right | {"vatMinor": truncated, "grossMinor": net + truncated}
    ledger.switch("defect", False)
    assert vat() == right


def test_a_posting_moves_both_accounts(ledger):
    rent, bank = ledger.balance("5100"), ledger.balance("1200")
    answer = ledger.client.post("/api/postings", json=RENT)
    assert (answer.status_code, answer.json()["number"]) == (201, 8)
    assert (ledger.balance("5100"), ledger.balance("1200")) == (rent + 85_000, bank - 85_000)
    assert sum(ledger.balance(account) for account in CHART) == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [({"debit": "9999"}, "debit"), ({"credit": None}, "credit"), ({"credit": "5100"}, "credit"),
     ({"amountMinor": 0}, "amountMinor"), ({"amountMinor": -1}, "amountMinor"),
     ({"amountMinor": 10**12 + 1}, "amountMinor"), ({"text": ""}, "text"), ({"text": "a\nb"}, "text"),
     ({"text": "x" * 201}, "text")])
def test_a_wrong_posting_names_its_field_and_changes_nothing(ledger, change, field):
    answer = ledger.client.post("/api/postings", json=RENT | change)
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["faults"]] == [field]
    assert ledger.client.get("/health").json()["postings"] == 7


def test_acknowledged_postings_survive_kill_9(ledger):
    for number in range(8, 28):
        assert ledger.client.post("/api/postings", json=RENT).json()["number"] == number
    ledger.kill()
    with (ledger.data / "postings.jsonl").open("ab") as books:
        books.write(b'{"amountMinor":1,"cre')
    ledger.restart()
    assert ledger.client.get("/health").json()["postings"] == 27
    assert ledger.client.post("/api/postings", json=RENT).json()["number"] == 28


@pytest.mark.parametrize("seed", range(4))
def test_malformed_requests_are_refused_and_harm_nothing(ledger, seed):
    rng = random.Random(seed)
    pieces = [b"{", b"[", b'"debit":', b"1e999", b"\xff", b"%", b"=&", b"null", b"-9223372036854775809", b"\x00"]
    targets = [("POST", "/api/postings"), ("POST", "/practice"), ("POST", "/admin/defect"), ("GET", "/api/vat?net="),
               ("GET", "/api/balance?account="), ("GET", "/practice?exercise=")]
    for _ in range(60):
        method, path = rng.choice(targets)
        junk = b"".join(rng.choices(pieces, k=rng.randrange(1, 40)))
        if method == "POST":
            answer = ledger.client.post(path, data=junk)
        else:
            answer = ledger.client.get(path + "".join(f"%{byte:02x}" for byte in junk))
        assert answer.status_code < 500, (method, path, junk, answer.text)
    assert ledger.client.post("/api/postings", data=b"[" * 60_000).status_code == 422
    assert ledger.client.post("/api/postings", data=b"x" * 70_000).status_code == 413
    assert ledger.client.get("/health").json()["postings"] == 7


def test_only_a_program_on_this_machine_may_switch(ledger, nginx):
    proxy = nginx(f"""
    location / {{
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Remote-User "Ada <Berg>";
      proxy_pass {ledger.base_url};
    }}""")
    assert proxy.client.post("/admin/defect", json={"on": True}).status_code == 403
    assert ledger.client.post("/admin/defect", json={"on": True}, headers={"Origin": "null"}).status_code == 403
    assert ledger.client.get("/api/vat", params={"net": 50}).json()["vatMinor"] == 10
    assert "Signed in as <strong>Ada &lt;Berg&gt;</strong>" in proxy.client.get("/").text
    assert "Signed in as" not in ledger.client.get("/").text


def test_paperbook_closed_with_what_ledger_opened_with(ledger, paperbook):
    assert paperbook.client.get("/health").json() == {"status": "ok", "version": "1.4", "accounts": len(CHART)}
    for account in CHART:
        assert paperbook.balance(account) == ledger.balance(account)
    assert paperbook.client.get("/api/balance", params={"account": "9"}).status_code == 404
    assert paperbook.client.get("/api/balance").status_code == 422


@pytest.mark.parametrize("product", ["ledger-new", "ledger-old"])
@pytest.mark.parametrize("arguments", [["--port", "65536"], ["--port"], ["--colour", "red"], ["--data="]])
def test_a_wrong_command_line_says_how_it_is_used(product, arguments, tmp_path):
    ended = subprocess.run([program(product), *arguments], capture_output=True, text=True, cwd=tmp_path, timeout=30)
    assert ended.returncode == 64
    assert "usage: " + product in ended.stderr


@pytest.mark.parametrize("product, file", [("ledger-new", "postings.jsonl"), ("ledger-old", "paperbook.txt")])
def test_spoilt_books_are_named_with_their_line(product, file, tmp_path):
    (tmp_path / file).write_text("spoilt\n")
    ended = subprocess.run(
        [program(product), "--port", "0", "--data", tmp_path], capture_output=True, text=True, timeout=30)
    assert ended.returncode == 65
    assert f"{file}, line 1" in ended.stderr


def enter(page, rows):
    for number, (account, debit, credit) in enumerate(rows, 1):
        page.get_by_label(f"Account, row {number}").select_option(account)
        page.get_by_label(f"Debit, row {number}").fill(debit)
        page.get_by_label(f"Credit, row {number}").fill(credit)
    page.get_by_role("button", name="Post the booking").click()


def test_a_learner_goes_from_wrong_to_right(ledger, page):
    page.goto(ledger.base_url + "/")
    page.get_by_role("link", name="Practice").click()
    verdict = page.get_by_role("status")

    enter(page, [("1200", "238.00", ""), ("1300", "", "200.00")])
    expect(verdict).to_contain_text("Debits are 238.00, credits 200.00")
    enter(page, [("1200", "", "238.00"), ("1300", "238.00", "")])
    expect(verdict).to_contain_text("debit and credit swapped")
    enter(page, [("1000", "238.00", ""), ("1300", "", "238")])
    expect(verdict).to_contain_text("Look again at: 1000 Cash, 1200 Bank")
    enter(page, [("1200", "a lot", ""), ("1300", "", "")])
    expect(verdict).to_contain_text("Row 1: write the amount like 119.00")
    enter(page, [("1200", "238,00", ""), ("1300", "", "238.0")])
    expect(verdict).to_contain_text("Right.")

    page.get_by_role("link", name="Next exercise").click()
    expect(page.locator("#situation")).to_contain_text("Printer paper")
    enter(page, [("1000", "", "119"), ("5000", "100", ""), ("1500", "19", "")])
    expect(verdict).to_have_attribute("data-verdict", "right")
    assert ledger.client.get("/health").json()["postings"] == 7


def test_every_exercise_can_be_got_right(ledger):
    solutions = {
        1: [("1200", "238", ""), ("1300", "", "238")],
        2: [("5000", "100", ""), ("1500", "19", ""), ("1000", "", "119")],
        3: [("5100", "850", ""), ("1200", "", "850")],
        4: [("1300", "595", ""), ("4000", "", "500"), ("1700", "", "95")],
    }
    for exercise, rows in solutions.items():
        form = {"exercise": str(exercise)}
        for number, (account, debit, credit) in enumerate(rows, 1):
            form |= {f"account{number}": account, f"debit{number}": debit, f"credit{number}": credit}
        answer = ledger.client.post("/practice", data=form)
        assert (answer.status_code, 'data-verdict="right"' in answer.text) == (200, True), exercise
        del form["debit1"], form["credit1"]
        answer = ledger.client.post("/practice", data=form)
        assert (answer.status_code, 'data-verdict="unreadable"' in answer.text) == (422, True), exercise


def test_the_keyboard_alone_is_enough(ledger, page):
    page.goto(ledger.base_url + "/practice?exercise=3")
    page.get_by_label("Account, row 1").focus()
    for key in ["5100", "Tab", "850", "Tab", "Tab", "1200", "Tab", "Tab", "850", "Enter"]:
        if key in ("Tab", "Enter"):
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)
    expect(page.get_by_role("status")).to_have_attribute("data-verdict", "right")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_accessible_and_fit(ledger, paperbook, visitor, scheme, width):
    long = RENT | {"text": "W" * 200, "amountMinor": 10**12}
    assert ledger.client.post("/api/postings", json=long).status_code == 201
    page = visitor(color_scheme=scheme, viewport={"width": width, "height": 800}).page()
    for address in [ledger.base_url + "/", ledger.base_url + "/practice", paperbook.base_url + "/"]:
        page.goto(address)
        assert "synthetic" in page.inner_text("body")
        assert_accessible(page)
        assert_fits(page)
    page.goto(ledger.base_url + "/practice")
    enter(page, [("1200", "1", ""), ("1300", "", "2")])
    assert_accessible(page)
    assert_fits(page)


def test_another_address_than_loopback_is_asked_for(ledger):
    assert ledger.base_url.startswith("http://127.0.0.1:")
    stranger = Client(ledger.base_url, {"X-Real-IP": "192.0.2.1"})
    assert stranger.post("/admin/outage", json={"on": True}).status_code == 403
    stranger.close()
