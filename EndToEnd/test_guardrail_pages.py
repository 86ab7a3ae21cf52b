"""Guardrails in a browser: what they say, on any screen, in the dark, without script, and who may accept a doubt."""

import pytest
from playwright.sync_api import Page, expect

from harness.browser import assert_accessible, assert_fits, screenshot
from harness.clock import later
from harness.ferry import CAST, DECK, Ferry, moment
from harness.processes import eventually

HOSTILE = "Calls & <i>Cries</i> for help with a name as long as the longest pier of the whole northern harbour"

METRICS = f"""
metrics:
  - {{id: calls, name: "{HOSTILE}", events: [berths.call]}}
  - {{id: errors, name: Errors, kind: share, events: [berths.error], of: [berths.booking]}}
  - {{id: questions, name: Questions, events: [berths.question]}}
  - {{id: visits, name: Visits, events: [berths.visit]}}
"""

GUARDRAILS = """
      guardrails:
        - {id: few-errors, metric: errors, compare: threshold, margin: 0.5}
        - {id: questions-expected, metric: questions, compare: threshold, expect: [20], ratio: 1.5}
        - {id: questions-inside, metric: questions, compare: inside-unit, ratio: 2}
        - {id: few-calls, metric: calls, compare: threshold, margin: 0.2}
        - {id: visits-known, metric: visits, compare: threshold, margin: 100, fresh: 10m}
"""

def reported(kind: str, count: int) -> list[dict[str, str]]:
    """So many events of the first of the deck, spread over the hours after the opening."""
    return [
        {"id": f"{kind}-{number}", "at": moment(70 + number % 3 * 50), "system": "berths",
         "person": f"{DECK[number % len(DECK)].lower()}.heron", "metric": kind}
        for number in range(count)]


def verdicts(ferry: Ferry) -> dict[str, str]:
    answer = ferry.client("maren").get("/api/v1/waves/sea/guardrails")
    assert answer.status_code == 200, answer.text
    return {one["id"]: one.get("verdict", "") for one in answer.json()["waves"][0]["guardrails"]}


@pytest.fixture
def watched(ferry, make_server, tmp_path) -> Ferry:
    """Five hours into the first wave, with a guardrail for everything that guardrails say."""
    ferry.begin()
    text = ferry.document(extra=METRICS)
    assert text.count("      hypercare: 7d\n") == 1
    text = text.replace("      hypercare: 7d\n", "      hypercare: 7d\n" + GUARDRAILS.strip("\n") + "\n")
    ferry.slipway("apply", ferry.file("watched.yaml", text), "--yes")
    ferry.serve(make_server(arguments=["--allow-local-targets"]))
    ferry.open()
    eventually(lambda: ferry.slipway.json("status")["waves"][0]["phase"] == "open", "the wave is open")
    assert ferry.server.stop() == 0
    ferry.serve(make_server(arguments=["--allow-local-targets"], env=later(4)))
    answer = ferry.client("maren").post("/api/v1/events", json={
        "events": reported("call", 300) + reported("booking", 400) + reported("question", 42) + reported("visit", 12),
        "through": [{"system": "berths", "through": moment(230)}]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["dropped"] == answer.json()["tooOld"] == []
    assert ferry.server.stop() == 0
    ferry.serve(make_server(arguments=["--allow-local-targets"], env=later(5)))
    eventually(lambda: verdicts(ferry)["few-calls"] == "harm", "the calls are found to be too many", within=60)
    return ferry


def enter(ferry: Ferry, page: Page, account: str, path: str) -> None:
    page.goto(f"{ferry.server.base_url}/enter/{ferry.invite(account, *CAST[account])}")
    assert page.goto(ferry.server.base_url + path).status == 200


def test_guardrails_are_accessible_and_fit(watched, page, tmp_path):
    enter(watched, page, "rune", "/waves/sea/guardrails")
    for path in ["/waves/sea/guardrails", "/guardrails", "/waves", "/today"]:
        assert page.goto(watched.server.base_url + path).status == 200
        page.eval_on_selector_all("main details", "parts => parts.forEach(part => { part.open = true })")
        for scheme in ["light", "dark"]:
            page.emulate_media(color_scheme=scheme)
            for width in [1280, 360]:
                page.set_viewport_size({"width": width, "height": 800})
                assert_accessible(page)
                assert_fits(page)
                screenshot(page, tmp_path, f"{path.strip('/').replace('/', '-')}-{scheme}-{width}")


@pytest.mark.parametrize("script", [True, False])
def test_each_says_what_the_interface_says_worst_first(watched, visitor, script):
    page = visitor(java_script_enabled=script, viewport={"width": 360, "height": 800}).page()
    enter(watched, page, "odd", "/waves")
    page.get_by_role("link", name="Guardrails of At sea").click()
    expect(page).to_have_url(f"{watched.server.base_url}/waves/sea/guardrails")
    view = watched.client("odd").get("/api/v1/waves/sea/guardrails").json()["waves"][0]["guardrails"]
    found = {one["id"]: one["verdict"] for one in view}
    assert found == {
        "few-errors": "inside", "questions-expected": "undecided", "questions-inside": "undecided", "few-calls": "harm",
        "visits-known": "no data"}
    parts = page.locator("article.guardrail")
    order = parts.evaluate_all("all => all.map(part => part.id.replace('guardrail-', ''))")
    assert order[:2] == ["few-calls", "visits-known"] and order[-1] == "few-errors" and len(order) == 5
    for one in view:
        part = page.locator(f"#guardrail-{one['id']}")
        expect(part.get_by_role("heading", level=3)).to_contain_text(one["metricName"])
        expect(part.locator(".mark")).to_contain_text(one["words"])
        expect(part.locator(".guardrail-says")).to_have_text(one["sentence"])
        expect(part.locator("svg.band")).to_have_count(1 if "estimate" in one else 0)
        if "estimate" in one:
            # The drawing is named by the same figures in words.
            name = part.locator("figcaption").inner_text()
            expect(part.get_by_role("img")).to_have_accessible_name(name)
        expect(part.get_by_role("link", name=f"Entry {one['entry']}")).to_have_attribute(
            "href", f"/journal/{one['entry']}")
    assert page.locator("main i").count() == 0, "what a document says is text, not markup"
    expect(page.locator("#guardrail-visits-known")).to_contain_text("Berths last reported at")
    expect(page.locator("#guardrail-visits-known")).to_contain_text("No data since")


@pytest.mark.parametrize("script", [True, False])
def test_its_approver_accepts_a_doubt_and_nobody_else(watched, visitor, script):
    base = watched.server.base_url
    for account in ["maren", "odd", "dora"]:
        page = visitor(java_script_enabled=script).page()
        enter(watched, page, account, "/waves/sea/guardrails")
        expect(page.get_by_role("button", name="Accept the doubt")).to_have_count(0)
        tried = page.request.post(
            base + "/guardrails/visits-known/accept", form={"wave": "sea", "reason": "mine"}, headers={"Origin": base},
            max_redirects=0)
        assert tried.status == 403, account
    page = visitor(java_script_enabled=script).page()
    enter(watched, page, "rune", "/waves/sea/guardrails")
    part = page.locator("#guardrail-visits-known")
    part.locator("summary", has_text="Accept the doubt…").click()
    part.get_by_label("Reason").fill("The <counter> is being mended")
    part.get_by_role("button", name="Accept the doubt").click()
    expect(page.get_by_role("status")).to_contain_text("The doubt was accepted.")
    expect(part).to_contain_text("rune: The <counter> is being mended")
    expect(part.locator("form")).to_have_count(0)
    # Harm is not accepted, by nobody and by no form.
    expect(page.locator("#guardrail-few-calls form")).to_have_count(0)
    forged = page.request.post(
        base + "/guardrails/few-calls/accept", form={"wave": "sea", "reason": "it will pass"}, headers={"Origin": base},
        max_redirects=0)
    assert forged.status == 409
    foreign = page.request.post(
        base + "/guardrails/questions-expected/accept", form={"wave": "sea", "reason": "x"},
        headers={"Origin": "https://elsewhere.example"}, max_redirects=0)
    assert foreign.status == 403
    told = watched.client("maren").get("/api/v1/guardrails").json()["waves"][0]["guardrails"]
    assert {one["id"]: "accepted" in one for one in told} == {
        "few-errors": False, "questions-expected": False, "questions-inside": False, "few-calls": False,
        "visits-known": True}


def test_harm_is_what_needs_somebody_today(watched, page):
    enter(watched, page, "maren", "/today")
    need = page.locator(".needs li", has_text="worse than tolerated")
    expect(need).to_have_count(1)
    expect(need).to_contain_text("At sea is paused.")
    need.get_by_role("link", name="See the guardrails").click()
    expect(page.locator("article.guardrail").first).to_contain_text(HOSTILE)


def test_strangers_are_led_to_the_entrance(watched, visitor):
    page = visitor().page()
    for path in ["/guardrails", "/waves/sea/guardrails"]:
        page.goto(watched.server.base_url + path)
        assert "/sign-in" in page.url, path
