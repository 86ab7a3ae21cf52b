"""Plan, forecast and proposal in a browser: what they say, on any screen, without script, by whom."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from harness.browser import assert_accessible, assert_fits
from harness.ferry import CAST, Ferry, day

HOSTILE = "Rope & <i>Rigging</i> with a name as long as the longest pier of the whole northern harbour"

CONTEXT = f"""
resources:
  - {{id: rigger, name: "{HOSTILE}", cost-per-day: 400.00}}
  - {{id: crew, name: Crew, capacity: 3, unit: people, cost-per-day: 150.00}}
budget: [{{id: all, name: All of it, amount: 20000.00}}]
risks:
  - id: storm
    name: A storm
    probability: 40 %
    impact-days: 40
    affects: [signed]
    mitigation: A hangar.
    mitigated: {{probability: 10 %, impact-days: 1, costs: 900.00}}
"""

ITEMS = """
    - {id: mast, name: Mast set, phase: build, after: signed, needs: [rigger], estimate: {optimistic: 2d, likely: 4d, pessimistic: 9d}}
    - {id: sail, name: Sail cut, phase: build, after: signed, needs: [rigger], estimate: {optimistic: 1d, likely: 2d, pessimistic: 4d}}
    - {id: deck-cleared, name: Deck cleared, phase: build, needs: [{resource: crew, amount: 2}], estimate: 1d, cost: 80.00}
"""


def rules(finish_by: str) -> str:
    return f"""
  planning:
    earliest: {day(1)}
    finish-by: {finish_by}
    soak: 7d
    growth: 3
    training-within: 28d
    opens-on: [mon, tue, wed, thu, fri, sat, sun]
    capacities:
      - {{id: seats, name: Seats at the school, per-week: 12, per-person: 1, during: training}}
      - {{id: calls, name: Calls, per-week: 40, per-person: 1.5, during: hypercare, half-life: 1w}}
    units: [{{audience: quay, after: [{{audience: deck, gap: 7d}}]}}]
"""


def document(ferry: Ferry, planning: str, items: str = ITEMS) -> str:
    """The programme of the ferries with people for its work, risks and, where told, other rules for waves or none."""
    text, replaced = re.subn(r"  planning:\n(?:    .*\n)+", planning.lstrip("\n"), ferry.document(extra=CONTEXT))
    assert replaced == 1 and "\n  components:" in text
    return text.replace("\n  components:", items.rstrip() + "\n  components:", 1)


def serve(ferry: Ferry, make_server, planning: str, items: str = ITEMS) -> Ferry:
    ferry.begin()
    ferry.slipway("apply", ferry.file("planned.yaml", document(ferry, planning, items)), "--yes")
    ferry.serve(make_server(arguments=["--allow-local-targets"]))
    return ferry


@pytest.fixture
def planned(ferry, make_server) -> Ferry:
    """The ferries with everything that plans, forecasts and proposals need."""
    return serve(ferry, make_server, rules(day(120)))


@pytest.fixture
def cramped(ferry, make_server) -> Ferry:
    """The same, with less time than their waves need."""
    return serve(ferry, make_server, rules(day(4)))


def enter(ferry: Ferry, page: Page, account: str, path: str) -> None:
    page.goto(f"{ferry.server.base_url}/enter/{ferry.invite(account, *CAST[account])}")
    assert page.goto(ferry.server.base_url + path).status == 200


def words(instant: str) -> str:
    """A day as pages say it."""
    when = date.fromisoformat(instant[:10])
    return f"{when:%a} {when.day} {when:%b} {when.year}"


def assert_good_everywhere(page: Page) -> None:
    page.eval_on_selector_all("main details", "parts => parts.forEach(part => { part.open = true })")
    for scheme in ["light", "dark"]:
        page.emulate_media(color_scheme=scheme)
        for width in [1280, 360]:
            page.set_viewport_size({"width": width, "height": 800})
            assert_accessible(page)
            assert_fits(page)


def test_plan_forecast_and_proposal_are_accessible_and_fit(planned, page):
    enter(planned, page, "maren", "/plan")
    page.locator("summary", has_text="Agree on this plan…").click()
    page.get_by_label("What was agreed on, and by whom").fill("The board, in spring")
    page.get_by_role("button", name="Agree on this plan").click()
    for path in ["/plan", "/plan/forecast", "/waves/proposal"]:
        assert page.goto(planned.server.base_url + path).status == 200
        assert_good_everywhere(page)


def test_what_stands_against_waves_is_accessible_and_fits(cramped, page):
    enter(cramped, page, "maren", "/waves/proposal")
    expect(page.get_by_text("No waves keep every rule.")).to_be_visible()
    expect(page.get_by_role("heading", name="What would have to give way")).to_be_visible()
    expect(page.get_by_role("link", name="Download programme.yaml")).to_have_count(0)
    view = cramped.slipway.json("waves", "plan", code=2)
    main = page.locator("main")
    for sentence in view["conflicts"] + view["concessions"][0]["relaxations"]:
        expect(main).to_contain_text(sentence)
    assert page.request.get(cramped.server.base_url + "/waves/proposal/programme.yaml").status == 409
    assert_good_everywhere(page)


def test_a_programme_without_rules_for_waves_is_told_what_to_write(ferry, make_server, page):
    enter(serve(ferry, make_server, ""), page, "maren", "/waves")
    page.get_by_role("link", name="Propose waves").click()
    expect(page.get_by_text("Write rollout.planning into the document")).to_be_visible()
    assert_good_everywhere(page)


# The plan


@pytest.mark.parametrize("script", [True, False])
def test_the_plan_says_who_when_why_and_what_is_to_spare(planned, visitor, script):
    page = visitor(java_script_enabled=script, viewport={"width": 1280, "height": 800}).page()
    enter(planned, page, "maren", "/plan")
    view = planned.slipway.json("plan")
    expect(page.locator(".lead")).to_contain_text(words(view["finish"]))
    for item in view["items"]:
        row = page.locator(f"#item-{item['id']}")
        expect(row).to_contain_text(item["name"])
        expect(row).to_contain_text(words(item["start"]))
        expect(row).to_contain_text(words(item["finish"]))
        for assigned in item["assignments"]:
            expect(row).to_contain_text(assigned["name"])
        for reason in item["reasons"]:
            expect(row).to_contain_text(reason)
        if item["criticality"] == "critical":
            expect(row).to_contain_text("◆ critical")
        if item["criticality"] == "near-critical":
            expect(row).to_contain_text("◇ nearly critical")
    path = page.locator(".path a")
    assert [link.removeprefix("#item-") for link in path.evaluate_all("all => all.map(a => a.getAttribute('href'))")] \
        == view["criticalPath"]
    assert page.locator("main i").count() == 0, "what a document says is text, not markup"
    # The chart has a name, and what it draws stands in words beneath it.
    expect(page.get_by_role("img", name=re.compile(r"^7 items from .* critical"))).to_be_visible()
    expect(page.locator("section", has=page.get_by_role("heading", name="Waves"))).to_contain_text("At sea")


@pytest.mark.parametrize("script", [True, False])
def test_a_plan_is_agreed_on_once_and_compared_with(planned, visitor, script):
    page = visitor(java_script_enabled=script, viewport={"width": 1280, "height": 800}).page()
    enter(planned, page, "maren", "/plan")
    expect(page.locator("main")).to_contain_text("nothing yet")
    page.locator("summary", has_text="Agree on this plan…").click()
    page.get_by_label("What was agreed on, and by whom").fill("The <board>, in spring")
    page.get_by_role("button", name="Agree on this plan").click()
    expect(page.get_by_role("status")).to_contain_text("The plan was agreed on.")
    expect(page.locator("main")).to_contain_text("The <board>, in spring")
    expect(page.locator("#item-mast")).to_contain_text("on the day")
    assert page.locator(".gantt-agreed").count() > 0
    assert planned.slipway.json("plan")["baseline"] == "The <board>, in spring"
    other = visitor(java_script_enabled=script).page()
    enter(planned, other, "odd", "/plan")
    expect(other.locator("main")).to_contain_text("The <board>, in spring")
    expect(other.get_by_role("button", name="Agree on this plan")).to_have_count(0)
    base = planned.server.base_url
    refused = other.request.post(
        base + "/plan/baseline", form={"title": "mine"}, headers={"Origin": base}, max_redirects=0)
    assert refused.status == 403
    forged = page.request.post(
        base + "/plan/baseline", form={"title": "forged"}, headers={"Origin": "https://elsewhere.example"},
        max_redirects=0)
    assert forged.status == 403
    assert planned.slipway.json("plan")["baseline"] == "The <board>, in spring"


@pytest.mark.parametrize("count", [120, 1_000])
def test_a_plan_of_many_items_stays_readable(ferry, make_server, page, count):
    kinds = ["agreed", "signed", "mast"]
    many = "".join(
        f"    - {{id: n{number}, name: Number {number}, phase: build, estimate: 2h, "
        f"after: {kinds[number] if number < 3 else f'n{number - 3}'}}}\n" for number in range(count))
    serve(ferry, make_server, "", ITEMS + many)
    page.set_default_timeout(120_000)
    enter(ferry, page, "maren", "/plan")
    overview = page.locator("svg.gantt").first
    assert overview.locator(".gantt-name").count() == 3, "one phase and two waves"
    part = page.locator("details.phase")
    expect(part.locator("summary")).to_contain_text(f" of {count + 7} done")
    # The path may lead through hundreds of items; it does not push the plan off the screen.
    assert page.locator("section", has_text="What determines the end").bounding_box()["height"] < 200
    # A phase under way stands open.
    assert part.evaluate("part => part.open")
    expect(part.locator(f"#item-n{count - 1}")).to_contain_text(f"Number {count - 1}")
    assert part.locator("svg.gantt .gantt-name").count() == count + 7
    page.set_viewport_size({"width": 360, "height": 800})
    assert_fits(page)


# The forecast


@pytest.mark.parametrize("script", [True, False])
def test_the_forecast_says_the_figures_of_the_command_line(planned, visitor, script):
    page = visitor(java_script_enabled=script, viewport={"width": 1280, "height": 800}).page()
    enter(planned, page, "odd", "/plan")
    page.get_by_role("link", name="Forecast").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Forecast")
    view = planned.slipway.json("simulate")
    main = page.locator("main")
    expect(main).to_contain_text(f"{view['samples']} samples were drawn from seed {view['seed']}")
    finish = view["before"]["finish"]
    spread = page.locator("section", has=page.get_by_role("heading", name="Finish and cost")).locator("tbody tr").first
    assert spread.locator("td").all_inner_texts() == [words(finish[key]) for key in ["p10", "p50", "p80", "p90", "mean"]]
    curve = page.get_by_role("img", name=re.compile("^Share of the samples in which everything is finished"))
    expect(curve).to_contain_text(f"P50 {words(finish['p50'])}")
    expect(curve).to_contain_text(f"P80 {words(finish['p80'])}")
    page.get_by_text("When everything is finished, as a table").click()
    rows = page.locator("#dates-table tbody tr")
    assert rows.count() == len(finish["curve"])
    expect(rows.last).to_contain_text(words(finish["curve"][-1]["at"]))
    for part, drivers in [("tasks", view["before"]["activities"]), ("risks", view["before"]["risks"])]:
        named = page.locator(f"section[aria-labelledby={part}] tbody th").all_inner_texts()
        moving = [driver["name"] for driver in drivers if driver["swingDays"] > 0 or driver.get("meanDays", 0) > 0]
        assert named == moving
        assert moving or part == "tasks", "a storm of forty days moves the end"
        assert page.locator(f"section[aria-labelledby={part}] svg.swing").count() == len(moving)
    mitigated = page.locator("section", has=page.get_by_role("heading", name="Before and after mitigation"))
    expect(mitigated).to_contain_text(words(view["after"]["finish"]["p80"]))
    for milestone in view["before"]["milestones"]:
        expect(main).to_contain_text(milestone["name"])


# The proposal


def test_proposed_waves_are_those_of_the_command_line_and_can_be_applied(planned, page, tmp_path: Path):
    enter(planned, page, "rune", "/waves")
    page.get_by_role("link", name="Propose waves").click()
    view = planned.slipway.json("waves", "plan", "--write", tmp_path / "written.yaml")
    plan = view["plan"]
    rows = page.locator("table.proposal tbody tr")
    assert rows.count() == len(plan["waves"])
    for row, wave in zip(rows.all(), plan["waves"], strict=True):
        expect(row).to_contain_text(f"Wave {wave['number']}")
        expect(row).to_contain_text(words(wave["opens"]))
        for reason in wave["reasons"] + wave["sizeReasons"]:
            expect(row).to_contain_text(reason)
        row.locator("summary").click()
        assert len(row.locator("li").all_inner_texts()) == len(wave["audiences"])
    for index, usage in enumerate(plan["usage"]):
        table = page.locator(f"#usage-{index}-table")
        table.locator("summary").click()
        assert table.locator("tbody tr").count() == len(usage["weeks"])
        expect(page.get_by_role("heading", name=usage["name"])).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download programme.yaml").click()
    drafted = download.value.path().read_text()
    assert download.value.suggested_filename == "programme.yaml"
    assert drafted == (tmp_path / "written.yaml").read_text()
    # Nothing has moved by looking; applying the draft moves the waves to where the page had them.
    before = planned.slipway.json("status")
    planned.act("maren", "apply", planned.file("draft.yaml", drafted), "--yes")
    after = planned.slipway.json("status")
    assert after["revision"] == before["revision"] + 1
    assert [wave["opens"] for wave in after["waves"]] != [wave["opens"] for wave in before["waves"]]


def test_who_may_look_at_the_plan_may_look_at_its_forecast_and_no_other(planned, visitor):
    page = visitor().page()
    page.goto(f"{planned.server.base_url}/enter/{planned.participate('H12', kind='link')}")
    base = planned.server.base_url
    for path in ["/plan", "/plan/forecast", "/waves/proposal"]:
        assert page.goto(base + path).status == 403, path
    assert page.request.get(base + "/waves/proposal/programme.yaml").status == 403
    stranger = visitor().page()
    for path in ["/plan/forecast", "/waves/proposal"]:
        stranger.goto(base + path)
        assert "/sign-in" in stranger.url, path
