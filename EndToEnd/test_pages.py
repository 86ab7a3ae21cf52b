"""The pages in a browser: by keyboard, on a phone, in the dark, without script, and by whom."""

import re

import pytest
from playwright.sync_api import Page, expect

from harness.browser import assert_accessible, assert_fits
from harness.ferry import CAST, DECK, QUAY, WRONG, Ferry, people, row
from harness.processes import eventually

EVERY_PAGE = {
    "/today", "/plan", "/readiness", "/gates/*", "/waves", "/everyone", "/people/#", "/journal", "/journal/#", "/halt",
    "/password", "/trace", "/evidence/#", "/evidence"}


def enter(ferry: Ferry, page: Page, account: str) -> None:
    """Follows a new link of an account of the cast."""
    page.goto(f"{ferry.server.base_url}/enter/{ferry.invite(account, *CAST[account])}")


def enter_as_person(ferry: Ferry, page: Page, personnel: str) -> str:
    page.goto(f"{ferry.server.base_url}/enter/{ferry.participate(personnel, kind='link')}")
    address = f"{ferry.server.base_url}/people/{ferry.number(personnel)}"
    expect(page).to_have_url(address)
    return address


def pattern(path: str) -> str:
    """An address without what differs between pages of one kind."""
    return re.sub(r"/(gates|audiences)/[^/]+", r"/\1/*", re.sub(r"\d+", "#", path.split("#")[0].split("?")[0]))


def reachable(page: Page) -> dict[str, str]:
    """One address of every kind of page that links lead to, from here on."""
    base = re.match(r"http://[^/]+", page.url).group(0)
    found: dict[str, str] = {}
    waiting = [page.url.removeprefix(base)]
    while waiting:
        path = waiting.pop(0)
        if pattern(path) in found:
            continue
        found[pattern(path)] = path
        answer = page.goto(base + path)
        assert answer.status == 200, path
        waiting += page.eval_on_selector_all(
            "a[href^='/']:not([download], [href^='/attachments/'])",
            "links => links.map(link => link.getAttribute('href'))")
    found.pop("/", None)
    return found


def tab_to(page: Page, name: str, presses: int = 60) -> None:
    """Presses the tabulator until the named thing has the focus."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        words = page.evaluate("document.activeElement.innerText || document.activeElement.value || ''")
        if words.strip().split("\n")[0].startswith(name):
            # Whoever uses the keyboard has to see where they are.
            outline = page.evaluate(
                "(() => { const style = getComputedStyle(document.activeElement);"
                " return style.outlineStyle !== 'none' || style.boxShadow !== 'none' })()")
            assert outline, f"{name} does not show that it has the focus"
            return
    pytest.fail(f"{name} is not reached by the keyboard on {page.url}")


@pytest.fixture
def busy(harbour: Ferry) -> Ferry:
    """A harbour where every page has something to show: a wave under way, a contradiction, somebody uncovered."""
    harbour.open()
    rows = people().splitlines()[1:] + [row("H17", "elsewhere", name="Somebody With A Name As Long As The Longest Pier")]
    harbour.slipway("import", "people", harbour.file("more.csv", people(rows)))
    harbour.act("quin", "claim", "quay", "green")
    harbour.act("rune", "except", QUAY[0], "--owner", "quin", "--reason", "at the yard", "--for", "30d")
    return harbour


# For everybody


def test_every_page_is_accessible_and_fits(busy, visitor):
    page = visitor(viewport={"width": 1280, "height": 800}).page()
    enter(busy, page, "maren")
    expect(page).to_have_url(busy.server.base_url + "/today")
    found = reachable(page)
    assert set(found) >= EVERY_PAGE
    for path in [*found.values(), "/audiences/deck", "/no-such-page", "/sign-in"]:
        page.goto(busy.server.base_url + path)
        page.eval_on_selector_all("main details", "parts => parts.forEach(part => { part.open = true })")
        for scheme in ["light", "dark"]:
            page.emulate_media(color_scheme=scheme)
            for width in [1280, 360]:
                page.set_viewport_size({"width": width, "height": 800})
                assert_accessible(page)
                assert_fits(page)


def test_a_lesson_is_accessible_and_fits(harbour, visitor):
    page = visitor(viewport={"width": 360, "height": 800}).page()
    address = enter_as_person(harbour, page, DECK[0])
    for path in ["", "/lessons/knots"]:
        page.goto(address + path)
        for scheme in ["light", "dark"]:
            page.emulate_media(color_scheme=scheme)
            for width in [360, 1280]:
                page.set_viewport_size({"width": width, "height": 800})
                assert_accessible(page)
                assert_fits(page)


def test_the_keyboard_alone_is_enough(busy, page):
    enter(busy, page, "rune")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for place in ["Plan", "Readiness", "Everyone", "Journal", "Today", "Waves"]:
        page.goto(page.url.split("#")[0])
        tab_to(page, place)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(place)
        expect(page.get_by_role("link", name=place, exact=True)).to_have_attribute("aria-current", "page")
    tab_to(page, "Pause…")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("fog")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    assert busy.slipway.json("status")["waves"][0]["phase"] == "paused"


@pytest.mark.parametrize("script", [True, False])
def test_nobody_gets_in_without_a_link_that_works_once(harbour, visitor, script):
    page = visitor(java_script_enabled=script).page()
    for path in ["/", "/today", "/waves", "/everyone", "/people/1", "/journal", "/halt", "/audiences/deck"]:
        page.goto(harbour.server.base_url + path)
        assert "/sign-in" in page.url, path
    link = f"{harbour.server.base_url}/enter/{harbour.invite('odd', 'executive')}"
    page.goto(link)
    expect(page).to_have_url(harbour.server.base_url + "/readiness")
    other = visitor(java_script_enabled=script).page()
    answer = other.goto(link)
    assert answer.status == 401
    expect(other.get_by_text("has been used or is too old")).to_be_visible()
    page.get_by_role("link", name="Password").click()
    page.get_by_label("New password").fill("three ferries and a buoy")
    page.get_by_label("The same again").fill("three ferries and a buoy")
    page.get_by_role("button", name="Set the password").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(harbour.server.base_url + "/journal")
    page.get_by_label("Name").fill("odd")
    page.get_by_label("Password").fill("three ferries and a boy")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Nobody is known")
    page.get_by_label("Password").fill("three ferries and a buoy")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(harbour.server.base_url + "/journal")


def test_a_link_that_a_program_fetches_is_not_used_up(harbour, page):
    link = f"/enter/{harbour.invite('odd', 'executive')}"
    for _ in range(2):
        preview = harbour.server.client.get(link)
        assert preview.status_code == 200 and "Set-Cookie" not in preview.headers
    page.goto(harbour.server.base_url + link)
    expect(page).to_have_url(harbour.server.base_url + "/readiness")


# The person and the lesson


def answer(page: Page, *options: str) -> None:
    for option in options:
        page.get_by_label(option, exact=True).check()
    page.get_by_role("button", name="Hand in").click()


@pytest.mark.parametrize("script", [True, False])
def test_a_lesson_is_failed_and_passed(ferry, make_server, visitor, script):
    ferry.begin(cooling_off="1h")
    ferry.serve(make_server(arguments=["--allow-local-targets"]))
    page = visitor(java_script_enabled=script).page()
    address = enter_as_person(ferry, page, DECK[0])
    assert "passed" not in page.locator("main li", has_text="Knots").inner_text()
    page.get_by_role("link", name="Take the lesson").click()
    expect(page.get_by_role("heading", name="Two knots")).to_be_visible()
    # Whoever leaves a question out loses nothing of what they chose.
    page.get_by_label("The granny knot").check()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("alert")).to_contain_text("Question 2 has no answer yet")
    expect(page.get_by_label("The granny knot")).to_be_checked()
    answer(page, "Bowline", "Cleat hitch")
    expect(page.get_by_role("heading", name="Not passed yet")).to_be_visible()
    expect(page.get_by_text("1 of 2 right, 100 % wanted")).to_be_visible()
    expect(page.get_by_text("You can try again after")).to_be_visible()
    page.get_by_role("link", name="Read the lesson again").click()
    expect(page.get_by_text("You can try again after")).to_be_visible()
    expect(page.get_by_role("button", name="Hand in")).to_have_count(0)
    page.goto(address)
    expect(page.locator("main li", has_text="Knots").locator(".mark")).to_contain_text("not passed")
    expect(page.get_by_text("Try again after")).to_be_visible()
    assert ferry.slipway.json("why", DECK[0])["lessons"][0]["state"] == "not passed"

    other = visitor(java_script_enabled=script).page()
    second = enter_as_person(ferry, other, DECK[1])
    other.get_by_role("link", name="Take the lesson").click()
    assert ferry.slipway.json("why", DECK[1])["lessons"][0]["state"] != "passed"
    answer(other, "The bowline", "Bowline", "Cleat hitch")
    expect(other.get_by_role("heading", name="Passed", exact=True)).to_be_visible()
    other.goto(second)
    expect(other.locator("main li", has_text="Knots").locator(".mark")).to_have_text(re.compile(r"^\W*passed$"))
    lessons = [ferry.slipway.json("why", number)["lessons"][0]["state"] for number in DECK[:2]]
    assert lessons == ["not passed", "passed"]
    # What one has learned is nothing that another can look up.
    assert other.goto(address).status == 403
    assert other.goto(f"{address}/lessons/knots").status == 403


def test_the_answers_never_leave_the_server(harbour, page):
    address = enter_as_person(harbour, page, DECK[0])
    page.goto(address + "/lessons/knots")
    for question in page.locator("fieldset").all():
        shapes = set()
        for option in question.locator(".option").all():
            markup = option.evaluate("part => part.outerHTML")
            label = option.locator("label").inner_text()
            shapes.add(re.sub(r"question-(\d+)-\d+|value=\"\d+\"", "", markup.replace(label, "")))
        assert len(shapes) == 1, "an option differs from its neighbours in more than its words"
    harbour.participate(DECK[0])
    number = harbour.number(DECK[0])
    shown = harbour.client("p-h01").get(f"/api/v1/lessons/knots?person={number}")
    assert shown.status_code == 200 and "answers" not in shown.text
    harbour.learn([DECK[2]], WRONG)
    entries = harbour.slipway.json("journal", "show")["entries"]
    attempt = next(entry for entry in entries if entry["kind"] == "lessonAttempted")
    stored = harbour.slipway.json("journal", "show", str(attempt["sequence"]))["entries"][0]["stored"]
    assert "granny" not in stored and "answers" not in stored


# Who may see and do what


def test_a_department_head_sees_their_own_and_no_other(busy, visitor):
    page = visitor(viewport={"width": 1280, "height": 800}).page()
    enter(busy, page, "dora")
    expect(page).to_have_url(busy.server.base_url + "/audiences/deck")
    expect(page.get_by_role("link", name="Person H01")).to_be_visible()
    base = busy.server.base_url
    for path, status in [
            ("/audiences/quay", 403), (f"/people/{busy.number(QUAY[1])}", 403), (f"/people/{busy.number(DECK[1])}", 200),
            ("/journal", 403), ("/journal/1", 403), ("/waves", 200), ("/everyone", 200), ("/everyone?audience=quay", 403),
            ("/everyone?q=H12", 200), ("/readiness", 200), ("/today", 200),
            ("/people/999999", 403), ("/audiences/nowhere", 403)]:
        answer = page.goto(base + path)
        assert answer.status == status, path
        named = set(re.findall(r"Person (H\d\d)", page.content()))
        assert named <= set(DECK if status == 200 else []), path
    page.goto(base + "/waves")
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)
    expect(page.get_by_role("link", name="Halt all waves…")).to_have_count(0)
    for path in ["/waves/sea/pause", "/halt", "/approve"]:
        refused = page.request.post(
            base + path, form={"reason": "mine", "wave": "sea"}, headers={"Origin": base}, max_redirects=0)
        assert refused.status == 403, path
    assert busy.slipway.json("status")["waves"][0]["phase"] == "open"


def test_a_participant_sees_only_their_own_page(busy, visitor):
    page = visitor().page()
    enter_as_person(busy, page, QUAY[2])
    base = busy.server.base_url
    for path in ["/today", "/plan", "/readiness", "/gates/deck", "/waves", "/everyone", "/journal", "/halt",
                 "/audiences/quay", f"/people/{busy.number(DECK[1])}"]:
        assert page.goto(base + path).status == 403, path


def test_a_form_of_another_site_changes_nothing(busy, visitor):
    one = visitor()
    page = one.page()
    enter(busy, page, "rune")
    base = busy.server.base_url
    for origin in ["https://elsewhere.example", "null"]:
        forged = page.request.post(
            base + "/waves/sea/pause", form={"reason": "forged"}, headers={"Origin": origin}, max_redirects=0)
        assert forged.status == 403, origin
    assert busy.slipway.json("status")["waves"][0]["phase"] == "open"
    cookie = one.context.cookies()[0]
    assert cookie["httpOnly"] and cookie["sameSite"] in ("Lax", "Strict")


# Moves


def move(page: Page, label: str, reason: str) -> None:
    page.locator("summary", has_text=f"{label}…").click()
    part = page.locator("details[open]", has_text=label)
    part.get_by_label("Reason").fill(reason)
    part.get_by_role("button", name=label).click()


@pytest.mark.parametrize("script", [True, False])
def test_pause_resume_and_halt_in_two_steps(busy, visitor, script):
    page = visitor(java_script_enabled=script, viewport={"width": 1280, "height": 800}).page()
    enter(busy, page, "rune")
    page.get_by_role("link", name="Waves", exact=True).click()
    sea = page.locator("#wave-sea")
    move(page, "Pause", "fog over the sound")
    expect(sea.locator("h2")).to_contain_text("paused")
    expect(sea).to_contain_text("fog over the sound")
    assert busy.slipway.json("status")["waves"][0]["phase"] == "paused"
    move(page, "Resume", "clear again")
    expect(sea.locator("h2")).to_contain_text("open")

    live = busy.slipway.json("everyone")["live"]
    page.get_by_role("link", name="Halt all waves…").click()
    expect(page.get_by_text(f"{live} people are in.")).to_be_visible()
    expect(page.get_by_text("the old system")).to_be_visible()
    assert busy.slipway.json("everyone")["live"] == live
    page.get_by_label("Reason").fill("a storm")
    page.get_by_role("button", name="Halt all waves now").click()
    expect(page.locator("#wave-sea h2")).to_contain_text("halted")
    assert busy.slipway.json("everyone")["live"] == 0
    # Its approver agrees anew, and somebody else reopens it.
    sea = page.locator("#wave-sea")
    sea.locator("summary", has_text="Approve its reopening…").click()
    sea.get_by_role("button", name="Approve its reopening").click()
    expect(page.get_by_role("status")).to_be_visible()
    move(page, "Reopen", "calm")
    expect(page.get_by_role("alert")).to_contain_text("somebody else")
    expect(page.locator("details[open]").get_by_label("Reason")).to_have_value("calm")
    other = visitor(java_script_enabled=script).page()
    enter(busy, other, "maren")
    other.get_by_role("link", name="Waves", exact=True).click()
    move(other, "Reopen", "calm")
    expect(other.locator("#wave-sea h2")).to_contain_text("open")
    assert busy.slipway.json("everyone")["live"] == live


def test_two_at_once_conflict_and_the_second_is_told(busy, visitor):
    first, second = (visitor(java_script_enabled=False).page() for _ in range(2))
    for page, who in [(first, "rune"), (second, "maren")]:
        enter(busy, page, who)
        page.goto(busy.server.base_url + "/waves")
    move(first, "Pause", "fog")
    move(second, "Pause", "the same fog")
    expect(second.get_by_role("alert")).to_contain_text("At sea is paused; it cannot pause from there")
    entries = busy.slipway.json("journal", "show", "--after", "0")["entries"]
    assert sum("At sea paused" in entry["sentence"] for entry in entries) == 1


def test_a_form_sent_twice_is_one_move(busy, visitor):
    page = visitor(java_script_enabled=False).page()
    enter(busy, page, "rune")
    page.goto(busy.server.base_url + "/waves")
    key = page.locator("#move-sea-pause input[name=key]").get_attribute("value")
    base = busy.server.base_url
    for _ in range(2):
        sent = page.request.post(
            base + "/waves/sea/pause", form={"reason": "fog", "key": key}, headers={"Origin": base}, max_redirects=0)
        assert sent.status == 303
    entries = busy.slipway.json("journal", "show", "--after", "0")["entries"]
    assert sum("At sea paused" in entry["sentence"] for entry in entries) == 1


def test_a_move_without_a_reason_or_against_the_rules_is_told_where_it_was_made(busy, visitor):
    page = visitor(java_script_enabled=False).page()
    enter(busy, page, "rune")
    page.goto(busy.server.base_url + "/waves")
    land = page.locator("#wave-land")
    land.locator("summary", has_text="Open…").click()
    land.get_by_role("button", name="Open").click()
    expect(page.locator("#wave-land").get_by_role("alert")).to_contain_text("The board has not decided on Quay.")
    assert busy.slipway.json("status")["waves"][1]["phase"] == "planned"


# Live


def test_an_open_page_keeps_itself_true(busy, visitor):
    page = visitor(viewport={"width": 1280, "height": 800}).page()
    enter(busy, page, "maren")
    page.goto(busy.server.base_url + "/waves")
    expect(page.locator("[data-pulse]")).to_have_text("Live")
    page.evaluate("window.sameDocument = true")
    busy.act("rune", "wave", "pause", "sea", "--reason", "fog")
    expect(page.locator("#wave-sea h2")).to_contain_text("paused", timeout=5_000)
    # Nothing changes under the hands of somebody who writes.
    page.locator("summary", has_text="Resume…").click()
    page.locator("#move-sea-resume").get_by_label("Reason").fill("half a sent")
    busy.act("rune", "wave", "resume", "sea", "--reason", "clear")
    expect(page.locator("[data-pulse]")).to_contain_text("waiting for you")
    expect(page.locator("#move-sea-resume").get_by_label("Reason")).to_have_value("half a sent")
    assert page.evaluate("window.sameDocument") is True


def test_an_open_page_finds_its_server_again(harbour, visitor):
    one = visitor()
    page = one.page()
    enter(harbour, page, "maren")
    page.goto(harbour.server.base_url + "/readiness")
    pulse = page.locator("[data-pulse]")
    expect(pulse).to_have_text("Live")
    harbour.server.kill()
    expect(pulse).to_have_text("Reconnecting")
    harbour.server.restart()
    expect(pulse).to_have_text("Live", timeout=20_000)
    harbour.act("dora", "claim", "deck", "green")
    expect(page.get_by_text("Deck is reported green")).to_be_visible()
    # That the server was away for a while is what this test is about.
    eventually(lambda: one.faults, "the browser noticed")
    one.faults.clear()
