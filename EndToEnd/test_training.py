"""Training that is really taken: lessons in a browser, seats, and completions that learning systems report."""

import base64
import json
import re
import struct
import uuid
import zlib

import httpx
import pytest
from playwright.sync_api import expect
from ralph.backends.data.lrs import LRSDataBackend, LRSDataBackendSettings

from harness.browser import assert_accessible, assert_fits, screenshot
from harness.ferry import DECK, Ferry, day

COURSE = "https://learning.heron.example/course/view.php?id=7"
VERBS = "http://adlnet.gov/expapi/verbs/"
POOL = "".join(
    f"""
        - ask: What is knot {number} for?
          options: [Purpose {number}, Something else, Nothing]
          answers: Purpose {number}""" for number in range(1, 7))


def picture() -> bytes:
    """A small sea, as PNG."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes((30, 90 + y, 160)) * 160 for y in range(90))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 160, 90, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def taught(ferry: Ferry, line: str = "", **options) -> str:
    """The ferry's document with a pool of questions, two attempts, a session and a course elsewhere."""
    text = ferry.document(**options)
    start, end = text.index("        - ask: Which knot"), text.index("      pass-mark:")
    text = text[:start] + POOL.lstrip("\n") + "\n" + text[end:]
    return text.replace("      pass-mark:", f"      draw: 3\n      attempts: 2\n      activities: [\"{COURSE}\"]\n      pass-mark:").replace(
        "holds it quickly.\n", f"holds it quickly.\n\n        {line}\n")


def answer(page, rightly: bool) -> None:
    for question in page.locator("fieldset").all():
        number = re.search(r"knot (\d)", question.locator("legend").inner_text()).group(1)
        question.get_by_label(f"Purpose {number}" if rightly else "Nothing", exact=True).check()
    page.get_by_role("button", name="Hand in").click()


@pytest.fixture
def school(ferry, make_server) -> Ferry:
    ferry.begin()
    ferry.serve(make_server(arguments=["--allow-local-targets"]))
    line = ferry.slipway.run("media", ferry.file("sea.png", picture())).stdout.strip()
    assert re.fullmatch(r"!\[Say what it shows\]\(media/[0-9a-f]{64}\)", line)
    document = taught(ferry, line.replace("Say what it shows", "The sea at Heron"))
    ferry.slipway("apply", ferry.file("taught.yaml", document), "--yes")
    return ferry


def test_a_lesson_is_failed_granted_again_and_passed(school, visitor, tmp_path):
    page = visitor(viewport={"width": 1280, "height": 800}).page()
    page.goto(f"{school.server.base_url}/enter/{school.participate(DECK[0], kind='link')}")
    own = page.url
    page.get_by_role("link", name="Take the lesson").click()
    sea = page.get_by_role("img", name="The sea at Heron")
    assert sea.evaluate("picture => [picture.naturalWidth, picture.naturalHeight]") == [160, 90]
    expect(page.locator("fieldset")).to_have_count(3)
    assert "2 attempts are left" in page.content() and "answers" not in page.content()
    assert_accessible(page)
    screenshot(page, tmp_path, "lesson")
    old = page.context.new_page()
    old.goto(page.url)
    first = (page.locator("legend").all_inner_texts(), page.locator("label").all_inner_texts())

    answer(page, rightly=False)
    expect(page.get_by_role("heading", name="Not passed yet")).to_be_visible()
    expect(page.get_by_text("One attempt is left.")).to_be_visible()
    answer(old, rightly=True)
    expect(old.get_by_text("You have handed in these questions already.")).to_be_visible()
    assert (old.locator("legend").all_inner_texts(), old.locator("label").all_inner_texts()) != first
    page.get_by_role("link", name="Read the lesson again").click()
    answer(page, rightly=False)
    expect(page.get_by_text("You have no attempts left.")).to_be_visible()
    assert_accessible(page)
    screenshot(page, tmp_path, "used-up")
    page.goto(own + "/lessons/knots")
    expect(page.get_by_role("button", name="Hand in")).to_have_count(0)

    school.act("dora", "training", "again", DECK[0], "knots")
    page.goto(own + "/lessons/knots")
    answer(page, rightly=True)
    expect(page.get_by_role("heading", name="Passed", exact=True)).to_be_visible()
    assert school.slipway.json("why", DECK[0])["lessons"][0]["state"] == "passed"
    shown = school.slipway.json("training", "--list")["lessons"][0]["audiences"][0]
    assert (shown["trained"], shown["asked"]) == (1, len(DECK))
    assert DECK[0] not in [one["personnel"] for one in shown["people"]]


def test_the_media_door_is_for_those_signed_in_and_plays_nothing(school):
    text = (school.folder / "taught.yaml").read_text()
    address = "/media/" + re.search(r"\(media/([0-9a-f]{64})\)", text).group(1)
    assert school.server.client.get(address).status_code == 303
    seen = school.client("dora").get(address)
    assert (seen.status_code, seen.headers["Content-Type"], seen.content) == (200, "image/png", picture())
    assert seen.headers["X-Content-Type-Options"] == "nosniff" and "default-src 'none'" in seen.headers["Content-Security-Policy"]
    svg = school.file("sea.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    refused = school.slipway.run("media", svg)
    assert refused.code == 64 and "SVG" in refused.stderr


def test_seats_are_booked_waited_for_and_given_back(school, visitor, tmp_path):
    pages = []
    for personnel in DECK[:3]:
        page = visitor(viewport={"width": 360, "height": 800}).page()
        page.goto(f"{school.server.base_url}/enter/{school.participate(personnel, kind='link')}")
        page.get_by_role("link", name="Sessions you can book").click()
        pages.append(page)
        word = "Wait for a seat" if len(pages) > 2 else "Book a seat"
        page.get_by_role("button", name=word).click()
        expect(page.get_by_text("waiting list" if len(pages) > 2 else "You have a seat.")).to_be_visible()
    expect(pages[2].locator(".mark", has_text="waiting, place 1")).to_be_visible()
    for page in pages[1:]:
        assert_accessible(page)
        assert_fits(page)
    screenshot(pages[2], tmp_path, "sessions")
    file = pages[0].request.get(f"{school.server.base_url}/me/sessions.ics")
    assert file.headers["content-type"].startswith("text/calendar")
    assert f"DTSTART:{day(3).replace('-', '')}T090000Z" in file.text() and "SUMMARY:Knots" in file.text()

    pages[0].get_by_role("button", name="Give it back").click()
    pages[2].reload()
    expect(pages[2].locator(".mark", has_text="seat booked")).to_be_visible()
    entries = school.slipway.json("journal", "show")["entries"][-2:]
    assert [entry["kind"] for entry in entries] == ["seatChanged", "seatChanged"]

    trainer = visitor(viewport={"width": 1280, "height": 800}).page()
    trainer.goto(f"{school.server.base_url}/enter/{school.invite('dora', 'department-head', '--audience', 'deck')}")
    trainer.goto(f"{school.server.base_url}/sessions/monday")
    expect(trainer.get_by_role("heading", name="Who comes")).to_be_visible()
    assert len(trainer.locator("main li").all()) == 2
    assert_accessible(trainer)
    early = school.act("dora", "sessions", "attendance", "monday", DECK[1], code=1)
    assert "begins at" in early.stderr


# Completions from elsewhere


def statement(personnel: str, verb: str = "passed", activity: str = COURSE, **more) -> dict:
    return {
        "id": str(uuid.uuid4()), "actor": {"mbox": f"mailto:{personnel.lower()}@heron.example", "name": personnel},
        "verb": {"id": VERBS + verb}, "object": {"id": activity, "objectType": "Activity"}, "timestamp": f"{day(-1)}T09:00:00.000Z",
    } | more


def state(ferry: Ferry, personnel: str) -> str:
    return ferry.slipway.json("why", personnel)["lessons"][0]["state"]


@pytest.fixture
def learning(school) -> str:
    """The password of the learning system."""
    return school.grant("learning", "integration")


def test_a_learning_record_client_reports_completions(school, learning):
    settings = LRSDataBackendSettings(
        BASE_URL=school.server.base_url, USERNAME="learning", PASSWORD=learning, STATEMENTS_ENDPOINT="/xapi/statements")
    client = LRSDataBackend(settings)
    sent = [statement(personnel) for personnel in DECK[:5]] + [statement("nobody")]
    assert client.write(sent, chunk_size=2) == 6
    assert client.write(sent, chunk_size=4) == 6
    assert [state(school, personnel) for personnel in DECK[:6]] == ["passed"] * 5 + ["not taken"]
    kinds = [entry["kind"] for entry in school.slipway.json("journal", "show")["entries"]]
    assert kinds.count("completionReported") == 5
    unplaced = school.slipway.json("training")["unplaced"]
    assert {one["what"] for one in unplaced} == {"learning: 1 of people whom nobody knows here"}
    client.close()


def test_statements_as_a_course_platform_sends_them(school, learning):
    headers = {
        "Authorization": "Basic " + base64.b64encode(f"moodle:{learning}".encode()).decode(),
        "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}
    account = {"homePage": "https://learning.heron.example", "name": f"{DECK[1].lower()}.heron"}
    completed = statement(DECK[1], "completed", actor={"objectType": "Agent", "name": "Person", "account": account}, context={
        "platform": "Moodle", "language": "en", "extensions": {"http://lrs.learninglocker.net/define/extensions/info": {}},
        "contextActivities": {"grouping": [{"id": "https://learning.heron.example"}]}})
    with httpx.Client(base_url=school.server.base_url, headers=headers, trust_env=False) as client:
        taken = client.post("/xapi/statements", content=json.dumps([completed, statement(DECK[2], "failed")]))
        assert taken.status_code == 200 and taken.json()[0] == completed["id"] and len(taken.json()) == 2
        assert taken.headers["X-Experience-API-Version"] == "1.0.3"
        single = statement(DECK[3])
        put = client.put("/xapi/statements", params={"statementId": single["id"]}, content=json.dumps(single))
        assert (put.status_code, put.content) == (204, b"")
        assert client.get("/xapi/about").json() == {"version": ["1.0.3"]}

        def refusal(**options) -> tuple[int, str]:
            refused = client.post("/xapi/statements", **options)
            assert refused.headers["Content-Type"] == "application/problem+json"
            return refused.status_code, refused.json()["detail"]

        lacking = statement(DECK[4])
        del lacking["verb"]
        code, words = refusal(content=json.dumps([statement(DECK[4]), lacking]))
        assert code == 400 and "statement 1" in words and "verb" in words
        assert refusal(content="[")[0] == 400
        assert refusal(content=json.dumps([statement(DECK[4])]), headers={"X-Experience-API-Version": "2.0.0"})[0] == 400
        assert refusal(content=json.dumps([statement(DECK[4])] * 1_001))[0] in (400, 413)
        assert refusal(content=" " * 5_000_000)[0] == 413
        assert refusal(content="[]", headers={"Authorization": "Basic bm9ib2R5Om5vdGhpbmc="})[0] == 401
    with httpx.Client(base_url=school.server.base_url, trust_env=False) as stranger:
        nobody = stranger.post("/xapi/statements", content="[]")
        assert nobody.status_code == 401 and nobody.headers["WWW-Authenticate"].startswith("Basic")
    assert [state(school, personnel) for personnel in DECK[1:5]] == ["passed", "not taken", "passed", "not taken"]


def test_a_list_of_completions(school):
    rows = [f"{personnel},knots,passed,{day(-1)},classroom" for personnel in DECK[:3]]
    good = school.file("done.csv", "\n".join(["person,lesson,state,at,source", *rows]) + "\n")
    assert "3 taken, 0 known before." in school.slipway.run("import", "completions", good).stdout
    assert "0 taken, 3 known before." in school.slipway.run("import", "completions", good).stdout
    bad = school.file("bad.csv", "person,lesson,state,at\nX99,knots,passed,2026-01-01\n")
    refused = school.slipway.run("import", "completions", bad)
    assert refused.code == 65 and "X99" in refused.stderr
