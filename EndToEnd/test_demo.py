"""The demonstration, as somebody sees it who has just built the program."""

import pytest
from playwright.sync_api import expect

from harness.browser import screenshot


@pytest.fixture
def example(root):
    return ["--example", root / "examples" / "ledger"]


def test_it_plays_to_its_final_state(slipway, root, example):
    slipway.cwd = root
    result = slipway("demo", "--exit", *example, within=150)
    assert result.stdout.rstrip().endswith("The final state is reached.")
    assert "Everyone: 60 = 59 live + 0 scheduled + 0 held + 1 excepted + 0 uncovered" in result.stdout
    assert result.stderr == ""
    # What it left behind is a journal like any other.
    slipway("journal", "verify")
    assert [wave["phase"] for wave in slipway.json("status", "--at", "2026-07-16T12:00Z")["waves"]] == ["closed"] * 3
    assert_guardrails_did_their_part(slipway)


def assert_guardrails_did_their_part(slipway):
    """An ordinary go-live paused nothing; an excess paused, as a fact with everything it stood on."""
    pilot = slipway.json("guardrails", "pilot", "--at", "2026-05-22T09:00Z")["waves"][0]["guardrails"]
    assert [one["verdict"] for one in pilot] == ["inside"]
    answer = slipway("guardrails", "yard", "--at", "2026-06-24T09:00Z", code=2)
    assert "worse than tolerated since 2026-06-18 23:00 UTC" in answer.stdout
    harmed = slipway.json("guardrails", "yard", "--at", "2026-06-24T09:00Z", code=2)["waves"][0]["guardrails"][0]
    entry = slipway.json("journal", "show", str(harmed["entry"]))["entries"][0]
    assert entry["kind"] == "ruled"
    assert harmed["statistic"] >= harmed["bound"] and harmed["lower"] > harmed["line"] == 2
    assert harmed["test"] == "share-mixture" and harmed["events"] > 20


def test_it_wants_a_folder_of_its_own(slipway, data_dir, root, example):
    data_dir.mkdir()
    (data_dir / "mine.txt").write_text("mine")
    assert "is not empty" in slipway("demo", "--exit", *example, code=69).stderr
    assert [path.name for path in data_dir.iterdir()] == ["mine.txt"]


def test_its_link_shows_a_programme_that_lives(make_server, root, example, page, tmp_path):
    server = make_server("demo", cwd=root, arguments=["--seconds", "30", *example]).start()
    page.goto(server.link(r"Watch it: (http://\S+)").removeprefix("Watch it: "))
    expect(page).to_have_url(server.base_url + "/today")
    expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible()
    expect(page.get_by_text("Synthetic example.")).to_be_visible()
    # A reload would lose this.
    page.evaluate("window.sameDocument = true")
    clock = page.locator("[data-clock]")
    first = clock.inner_text()
    screenshot(page, tmp_path, "begin")
    expect(clock).not_to_have_text(first)
    live = page.locator("main .figures li", has_text="live").locator(".figure").first
    expect(live).to_have_text("0")
    expect(live).not_to_have_text("0", timeout=90_000)
    expect(page.locator(".climbs li", has_text="Pilot").locator(".mark")).not_to_contain_text("planned")
    screenshot(page, tmp_path, "pilot")
    assert page.evaluate("window.sameDocument") is True
    assert server.stop() == 0
