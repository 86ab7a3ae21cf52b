"""A programme as somebody carries it through by hand, with the commands and after docs/programme.md alone."""

import json
import re

import pytest

from harness.ferry import DECK, HEADER, QUAY, badges, day, moment, people, row
from harness.processes import eventually

COLUMNS = ["live", "scheduled", "held", "excepted", "uncovered"]


def findings(result) -> list[tuple[int, int, str]]:
    """What a refused command lists: line, column, words."""
    lines = re.findall(r"^  (\d+):(\d+): (.*)$", result.stderr, re.MULTILINE)
    return [(int(line), int(column), words) for line, column, words in lines]


def place(text: str, part: str) -> tuple[int, int]:
    """Line and column of a part of a text, from 1."""
    before = text[:text.index(part)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def everyone(ferry, **options) -> dict:
    """The ledger, which must add up whenever it is looked at."""
    ledger = ferry.slipway.json("everyone", **options)
    assert sum(ledger[column] for column in COLUMNS) == ledger["headcount"], ledger
    return ledger


def kinds(ferry) -> list[str]:
    return [entry["kind"] for entry in ferry.slipway.json("journal", "show", "--after", "0", "--limit", "2000")["entries"]]


# The document


def test_the_manual_s_own_programme_goes_through(root, slipway, tmp_path):
    manual = (root / "docs" / "programme.md").read_text()
    example = re.search(r"## A complete programme\n+```yaml\n(.*?)```", manual, re.DOTALL).group(1)
    (tmp_path / "programme.yaml").write_text(example)
    assert "is sound" in slipway("check", "programme.yaml").stdout
    slipway("apply", "programme.yaml", "--yes")
    (tmp_path / "people.csv").write_text("number,unit\n1,shop\n2,shop\n3,elsewhere\n")
    assert "3 joined" in slipway("import", "people", "people.csv").stdout
    assert slipway.json("everyone") | {"isComplete": False} == {
        "headcount": 3, "live": 0, "scheduled": 2, "held": 0, "excepted": 0, "uncovered": 1, "isComplete": False}
    assert "INSUFFICIENT EVIDENCE" in slipway("gate", "shop", code=3).stdout


def test_the_example_of_the_project_is_sound(root, slipway):
    slipway("check", root / "examples" / "ledger" / "programme.yaml")
    checked = slipway.json("check", root / "examples" / "ledger" / "programme.yaml")
    assert (checked["programme"], checked["counts"]["waves"]) == ("ledger", 3)


def test_every_error_is_named_with_its_place_and_its_remedy(ferry):
    text = ferry.document()
    text = text.replace("charter:", "currencey: EUR\ncharter:", 1)
    text = text.replace(f"opens: {day(20)}", "opens: 2026-02-30").replace("wave: sea,", "wave: see,")
    text = text.replace("share: 90 %", "share: 90", 1)
    path = ferry.file("wrong.yaml", text)
    result = ferry.slipway("check", path, code=65)
    listed = findings(result)
    expected = [place(text, "currencey"), place(text, "90}"), place(text, "2026-02-30"), place(text, "see,")]
    assert sorted((line, column) for line, column, _ in listed) == sorted(expected), result
    said = " ".join(words for _, _, words in listed)
    assert "Did you mean “currency”?" in said
    assert "Did you mean “sea”?" in said
    assert "a date such as 2026-03-31" in said
    assert "a share such as 90 %" in said
    as_json = ferry.slipway("check", path, "--json", code=65)
    problem = json.loads(as_json.stderr)
    assert [(one["line"], one["column"]) for one in problem["findings"]] == [(line, column) for line, column, _ in listed]
    assert all(one["message"] and one["suggestion"] and one["path"] for one in problem["findings"])
    # What cannot be checked cannot be applied.
    ferry.slipway("apply", path, "--yes", code=65)
    ferry.slipway("revisions", code=66)


@pytest.mark.parametrize(
    "text", ["", "slipway: 1\n  name: x\n", "[", "- a\n- b\n", "slipway: 1\nprogramme: &x a\nname: *x\n", "a: \x01\n"])
def test_what_is_no_document_is_refused_with_a_place(slipway, tmp_path, text):
    (tmp_path / "broken.yaml").write_text(text)
    result = slipway("check", "broken.yaml", code=65)
    assert findings(result), result


def test_bytes_that_are_no_text_are_told_apart(slipway, tmp_path):
    (tmp_path / "broken.yaml").write_bytes(b"slipway: 1\nname: \xff\xfe\n")
    assert "is not UTF-8" in slipway("check", "broken.yaml", code=65).stderr


# Revisions


def test_a_receipt_applies_nothing_and_the_change_is_what_it_said(ferry):
    path = ferry.file("programme.yaml", ferry.document())
    assert "Receipt" in ferry.slipway("apply", path).stdout
    ferry.slipway("revisions", code=66)
    assert "is at revision 1" in ferry.slipway("apply", path, "--yes").stdout

    later = ferry.document().replace(f"opens: {day(20)}", f"opens: {day(25)}").replace("estimate: 3d", "estimate: 6d")
    ferry.file("programme.yaml", later)
    receipt = ferry.slipway.json("apply", path)
    assert receipt["base"] == 1
    assert sorted((one["path"], one["before"], one["after"]) for one in receipt["changes"]) == [
        ("implementation.items[signed].estimate", "3d", "6d"),
        ("rollout.waves[land].opens", day(20), day(25))]
    assert [(one["before"], one["after"]) for one in receipt["waves"]] == [(day(20), day(25))]
    assert {one["what"] for one in receipt["dates"]} == {
        "“Contract signed” finishes", "“Berths answers” finishes", "“Sums are right” finishes"}
    assert len(ferry.slipway.json("revisions")["revisions"]) == 1

    shown = ferry.slipway("apply", path, "--yes", "--reason", "the quay needs five days more").stdout
    assert receipt["digest"] in shown
    revisions = ferry.slipway.json("revisions")
    assert revisions["current"] == 2
    assert revisions["revisions"][1]["changes"] == receipt["changes"]
    assert revisions["revisions"][1]["reason"] == "the quay needs five days more"
    assert revisions["document"] == later
    plan = {item["name"]: item["finish"][:10] for item in ferry.slipway.json("plan")["items"]}
    for moved in receipt["dates"]:
        assert plan[moved["what"].split("”")[0].lstrip("“")] == moved["after"]
    assert "nothing would change" in ferry.slipway("apply", path).stdout
    assert "Nothing changed" in ferry.slipway("apply", path, "--yes").stdout
    assert ferry.slipway.json("revisions")["current"] == 2


def test_an_older_base_conflicts_and_loses_nothing(ferry):
    first = ferry.document()
    path = ferry.file("programme.yaml", first)
    ferry.slipway("apply", path, "--yes")
    theirs = first.replace("name: On land", "name: Ashore")
    ferry.slipway("apply", ferry.file("theirs.yaml", theirs), "--yes", "--base", "1")
    mine = first.replace(f"opens: {day(20)}", f"opens: {day(22)}")
    result = ferry.slipway("apply", ferry.file("mine.yaml", mine), "--yes", "--base", "1", code=75)
    assert "rollout.waves[land].name" in result.stderr and "Ashore" in result.stderr
    assert "rollout.waves[land].opens" in result.stderr and day(22) in result.stderr
    assert ferry.slipway("revisions", "2").stdout == theirs
    assert ferry.slipway.json("revisions")["current"] == 2
    ferry.slipway("apply", ferry.folder / "mine.yaml", "--receipt", "0000000000000000", code=75)
    assert ferry.slipway.json("revisions")["current"] == 2


def test_going_back_is_a_revision_of_its_own(ferry):
    ferry.begin()
    first = ferry.slipway("revisions", "1").stdout
    ferry.slipway("apply", ferry.file("next.yaml", first.replace("name: On land", "name: Ashore")), "--yes")
    shown = ferry.slipway("undo", "1").stdout
    assert "Ashore → On land" in shown
    assert ferry.slipway.json("revisions")["current"] == 2
    ferry.slipway("undo", "1", "--yes")
    assert ferry.slipway("revisions", "3").stdout == first


# The list of people


def test_a_list_with_errors_changes_nothing_and_names_every_cell(ferry):
    ferry.slipway("apply", ferry.file("programme.yaml", ferry.document()), "--yes")
    rows = [row("H01", "deck"), row("H02", ""), row("", "quay"), row("H04", "deck", **{"from": "31.02.2026"}),
            row("H05", "deck", kind="pirate"), row("H06", "quay")]
    path = ferry.file("people.csv", people(rows))
    columns = HEADER.split(",")
    result = ferry.slipway("import", "people", path, code=65)
    assert [(line, column) for line, column, _ in findings(result)] == [
        (3, columns.index("unit") + 1), (4, columns.index("number") + 1), (5, columns.index("from") + 1),
        (6, columns.index("kind") + 1)], result
    assert "nothing was imported" in result.stderr
    assert everyone(ferry)["headcount"] == 0

    reply = ferry.slipway.json("import", "people", path, "--set-aside")
    assert (reply["joined"], reply["uncovered"], len(reply["setAside"])) == (6, 4, 4)
    ledger = everyone(ferry)
    assert (ledger["headcount"], ledger["scheduled"], ledger["uncovered"], ledger["isComplete"]) == (6, 2, 4, False)
    again = ferry.slipway.json("import", "people", path, "--set-aside")
    assert (again["joined"], again["moved"], again["corrected"], again["left"]) == (0, 0, 0, 0)
    # The mended list finds those who were set aside again, under their own numbers.
    mended = [row(f"H{number:02}", "deck") for number in range(1, 6)] + [row("H06", "quay")]
    reply = ferry.slipway.json("import", "people", ferry.file("people.csv", people(mended)))
    assert reply["headcount"] == 6 and reply["uncovered"] == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_lists_as_spreadsheets_write_them(ferry, encoding, separator):
    ferry.slipway("apply", ferry.file("programme.yaml", ferry.document()), "--yes")
    text = people([row("H01", "deck", name="Åse Müller"), row("H02", "quay", name="Zoë €")]).replace(",", separator)
    if encoding == "utf-16-le":
        text = "\ufeff" + text
    path = ferry.file("people.csv", text.replace("\n", "\r\n").encode(encoding))
    assert ferry.slipway.json("import", "people", path)["joined"] == 2
    assert [one["name"] for one in ferry.slipway.json("everyone", "--list")["people"]] == ["Åse Müller", "Zoë €"]


def test_joiners_movers_and_leavers_are_exact(ferry):
    ferry.begin()
    path = ferry.folder / "people.csv"
    before = kinds(ferry)
    same = ferry.slipway.json("import", "people", path)
    assert (same["joined"], same["moved"], same["corrected"], same["left"], same["unchanged"]) == (0, 0, 0, 0, 16)
    assert kinds(ferry) == before

    rows = people().splitlines()[1:]
    rows[0] = row("H01", "quay")
    rows[1] = row("H02", "deck", name="Another Name")
    del rows[15], rows[14]
    rows += [row("H17", "deck"), row("H17", "quay", primary="no", share="20")]
    trial = ferry.slipway.json("import", "people", ferry.file("next.csv", people(rows)), "--trial")
    assert kinds(ferry) == before
    done = ferry.slipway.json("import", "people", ferry.folder / "next.csv")
    for reply in [trial, done]:
        assert (reply["joined"], reply["moved"], reply["corrected"], reply["left"], reply["unchanged"]) == (1, 1, 1, 2, 12)
    assert done["headcount"] == everyone(ferry)["headcount"] == 15
    who = {one["personnel"]: (one["audience"], one["name"]) for one in ferry.slipway.json("everyone", "--list")["people"]}
    assert who["H01"][0] == "Quay" and who["H02"][1] == "Another Name" and who["H17"][0] == "Deck"
    assert not {"H15", "H16"} & set(who)
    ferry.slipway("erase", "H03")
    assert everyone(ferry)["headcount"] == 15
    assert "H03" not in json.dumps(ferry.slipway.json("everyone", "--list"))


# What a command says when it cannot


REFUSED = [
    (64, "gate"), (64, "frobnicate"), (64, "halt"), (64, "everyone --at yesterday"), (64, "wave explode sea"),
    (64, "run app --colour red"), (64, "journal verify --expecting nonsense"), (64, "except H01 --owner dora"),
    (66, "gate nobody"), (66, "why H99"), (66, "run nothing"), (66, "wave open nowhere"), (66, "check no-such.yaml"),
    (66, "status --programme another"), (66, "revisions 9"), (66, "journal show 9999"), (66, "account revoke nobody"),
    (77, "approve sea"), (77, "vote deck go"), (77, "override deck --reason x --for 1d"),
    (1, "attest installed --detail x"), (1, "attest app --detail x"), (1, "run signed"), (1, "wave pause sea"),
    (1, "wave open sea")]


def test_exit_codes(ferry):
    ferry.begin()
    for code, command in REFUSED:
        result = ferry.slipway(*command.split(), code=code)
        assert result.stdout == "", result
        # What is wrong, and what to do instead.
        assert len(result.stderr.strip().splitlines()) >= 2, result
    assert kinds(ferry) == ["revised", "membersChanged"]


def test_an_empty_folder_says_what_to_do(slipway):
    result = slipway("status", code=66)
    assert "slipway apply" in result.stderr


def test_a_folder_that_another_process_holds_is_said_so(harbour, make_server):
    second = make_server()
    second.child.start()
    assert second.child.wait() == 69
    assert f"process {harbour.server.child.pid}" in second.child.output


def test_a_token_that_is_none_gets_nowhere(harbour):
    result = harbour.slipway("status", code=77, env={"SLIPWAY_TOKEN": "slp_token_00000000_" + "0" * 64})
    assert result.stdout == ""
    harbour.slipway("account", "revoke", "odd")
    harbour.act("odd", "status", code=77)


# From plan to people let in


def test_the_gate_goes_by_evidence_alone(harbour):
    assert "There is no evidence on “Tax on 10.03 is 1.91” yet." in harbour.slipway("gate", "deck", code=3).stdout
    harbour.berths.switch("defect", True)
    failed = harbour.act("maren", "run", "vat", code=1)
    assert "vat failed" in failed.stdout and "190" in failed.stdout
    assert "NO-GO" in harbour.slipway("gate", "deck", code=2).stdout

    claimed = harbour.act("dora", "claim", "deck", "green")
    assert "Deck is reported green, but the evidence says NO-GO." in claimed.stdout
    gate = harbour.slipway("gate", "deck", code=2)
    assert gate.stdout.splitlines()[1].startswith("! Deck is reported green")
    status = harbour.slipway.json("status")
    assert status["attention"][0]["kind"] == "contradiction"
    for command in [["attest", "sums", "--detail", "I saw it"], ["attest", "vat", "--detail", "I saw it"]]:
        assert "not by anybody's word" in harbour.act("maren", *command, code=1).stderr
    harbour.act("quin", "claim", "deck", "green", code=77)

    harbour.berths.switch("defect", False)
    assert "vat passed" in harbour.act("maren", "run", "sums").stdout
    harbour.slipway("gate", "deck", code=3)
    harbour.prove()
    missing = harbour.slipway.json("gate", "deck", code=3)["missing"]
    assert missing == ["The board has not decided on Deck."]
    harbour.act("rune", "vote", "deck", "go", code=77)
    assert "1 of 2 votes" in harbour.act("maren", "vote", "deck", "go").stdout
    harbour.slipway("gate", "deck", code=3)
    assert "The board has decided: go." in harbour.act("odd", "vote", "deck", "go").stdout
    harbour.slipway("gate", "deck", code=0)
    # Before its first revision the programme was not there.
    harbour.slipway("gate", "deck", "--at", moment(-60), code=66)


def test_from_the_gate_to_people_let_in(harbour):
    harbour.prove()
    early = moment()
    # Programme time goes in whole seconds: what follows is later than `early` only in the next one.
    eventually(lambda: moment() > early, "the next second")
    refused = harbour.act("rune", "wave", "open", "sea", code=1)
    assert "The board has not decided on Deck." in refused.stderr
    harbour.vote("deck")
    refused = harbour.act("rune", "wave", "open", "sea", code=1)
    assert "It waits for the approval of rune." in refused.stderr
    assert everyone(harbour)["live"] == 0
    assert "H01" not in refused.stderr

    harbour.slipway("approve", "sea", code=77)
    harbour.act("dora", "approve", "sea", code=77)
    harbour.act("maren", "approve", "sea", code=77)
    harbour.act("rune", "approve", "sea")
    ledger = everyone(harbour)
    assert 0 < ledger["live"] < 10 and ledger["uncovered"] == 0
    assert {"headcount", *COLUMNS} <= set(ledger)
    listed = harbour.slipway.json("everyone", "--list")["people"]
    live = {one["personnel"] for one in listed if one["column"] == "live"}
    assert live < set(DECK) and len(live) == ledger["live"]

    inside, outside = min(live), min(set(DECK) - live)
    why = harbour.slipway.json("why", inside)
    assert {one["system"]: one["access"] for one in why["access"]} == {"berths": "full", "slate": "read"}
    why = harbour.slipway.json("why", outside)
    assert {one["system"]: one["access"] for one in why["access"]} == {"berths": "none", "slate": "full"}
    assert "50 %" in why["sentence"]
    assert harbour.slipway.json("why", inside.lower() + ".heron")["personnel"] == inside
    assert day(20) in harbour.slipway("why", QUAY[0]).stdout

    # The past stays as it was.
    assert everyone(harbour)["live"] == ledger["live"]
    past = harbour.slipway.json("everyone", "--at", early)
    assert (past["live"], past["headcount"]) == (0, 16)
    assert harbour.slipway.json("why", inside, "--at", early)["column"] == "scheduled"
    harbour.slipway("gate", "deck", "--at", early, code=3)
    assert harbour.slipway("gate", "deck", "--at", moment(25 * 60), code=3).stdout.count("stopped counting") >= 3

    status = harbour.slipway("status").stdout
    assert "At sea: open at 50 %" in status and "Everyone: 16 = " in status
    assert harbour.slipway.json("journal", "verify").get("firstBad") is None


def test_one_who_lacks_something_is_held_until_it_is_there(ferry, make_server):
    ferry.begin(soak="1s")
    ferry.serve(make_server(arguments=["--allow-local-targets"]))
    lacking = badges(DECK[:1], "missing", at=day(-5))
    ferry.slipway("import", "conditions", ferry.file("lacking.csv", lacking))
    ferry.open(badged=DECK[1:] + QUAY)
    eventually(lambda: everyone(ferry)["live"] == 9, "everybody else is let in")
    why = ferry.slipway.json("why", DECK[0])
    assert (why["column"], why["missing"]) == ("held", ["a badge for the bridge"])
    assert "a badge for the bridge" in why["sentence"]
    assert everyone(ferry)["held"] == 1
    ferry.slipway("import", "conditions", ferry.file("found.csv", badges(DECK[:1], at=moment(-1))))
    assert everyone(ferry)["live"] == 10
    # Lost again, it is flagged; only leaving, halt or rollback ends access.
    ferry.slipway("import", "conditions", ferry.file("lost.csv", badges(DECK[:1], "missing", at=moment())))
    why = ferry.slipway.json("why", DECK[0])
    assert why["column"] == "live"


def test_pause_rollback_halt_and_the_way_back(harbour):
    harbour.open()
    start = everyone(harbour)
    assert start["live"] > 0

    assert "paused" in harbour.act("rune", "wave", "pause", "sea", "--reason", "fog").stdout
    assert everyone(harbour) == start
    assert "is paused. fog" in harbour.slipway("status").stdout
    harbour.act("rune", "wave", "pause", "sea", code=1)
    harbour.act("dora", "wave", "resume", "sea", code=77)
    harbour.act("rune", "wave", "resume", "sea", "--reason", "clear again")
    harbour.act("rune", "wave", "open", "sea", code=1)

    harbour.act("rune", "wave", "rollback", "sea", "--reason", "a collision")
    assert everyone(harbour)["live"] == 0
    why = harbour.slipway.json("why", DECK[0])
    assert {one["system"]: one["access"] for one in why["access"]} == {"berths": "none", "slate": "full"}
    # It latches: neither a resume nor the old approval brings it back.
    harbour.act("rune", "wave", "resume", "sea", "--reason", "it is mended", code=1)
    harbour.act("maren", "wave", "reopen", "sea", code=1)
    harbour.act("rune", "approve", "sea")
    harbour.act("maren", "wave", "reopen", "sea", code=1)
    assert everyone(harbour)["live"] == 0
    harbour.act("rune", "approve", "sea", "--reopening")
    refused = harbour.act("rune", "wave", "reopen", "sea", code=1)
    assert "somebody else" in refused.stderr
    harbour.act("maren", "wave", "reopen", "sea")
    assert everyone(harbour) == start

    halted = harbour.act("rune", "halt", "--reason", "a storm")
    assert "Halted: sea. 0 people are live." in halted.stdout
    assert everyone(harbour)["live"] == 0
    # An approval from before the halt is worth nothing now.
    harbour.act("maren", "wave", "reopen", "sea", code=1)
    harbour.act("rune", "approve", "sea", "--reopening")
    harbour.act("maren", "wave", "reopen", "sea")
    assert everyone(harbour) == start
    assert kinds(harbour).count("halted") == 1
    harbour.slipway("journal", "verify")


def test_what_stops_being_true_stops_the_wave(harbour):
    harbour.open()
    start = everyone(harbour)["live"]
    harbour.berths.switch("defect", True)
    harbour.act("maren", "run", "vat", code=1)
    wave = harbour.slipway.json("status")["waves"][0]
    assert wave["phase"] == "paused" and "NO-GO" in wave["lastReason"]
    assert everyone(harbour)["live"] == start
    refused = harbour.act("rune", "wave", "resume", "sea", code=1)
    assert "NO-GO" in refused.stderr
    harbour.berths.switch("defect", False)
    harbour.act("maren", "run", "vat")
    # The board has to look again at what fell.
    refused = harbour.act("rune", "wave", "resume", "sea", code=1)
    assert "must confirm" in refused.stderr
    harbour.vote("deck")
    # Whoever lets a wave go on says why.
    harbour.act("rune", "wave", "resume", "sea", code=64)
    harbour.act("rune", "wave", "resume", "sea", "--reason", "the board has looked again")


def test_two_names_open_a_gate_for_a_while(harbour):
    harbour.prove()
    harbour.berths.switch("defect", True)
    harbour.act("maren", "run", "vat", code=1)
    harbour.vote("deck")
    harbour.act("rune", "approve", "sea")
    assert everyone(harbour)["live"] == 0
    override = ["override", "deck", "--reason", "pennies do not matter at sea", "--for", "2h"]
    harbour.slipway(*override, code=77)
    harbour.act("dora", *override, code=77)
    harbour.act("odd", *override)
    harbour.act("odd", *override)
    assert everyone(harbour)["live"] == 0
    assert "Overridden by odd and rune" in harbour.act("rune", *override).stdout
    assert everyone(harbour)["live"] > 0
    gate = harbour.slipway("gate", "deck", code=2).stdout
    assert "overridden by odd and rune" in gate


def test_a_freeze_holds_and_an_exception_counts(ferry, make_server):
    ferry.begin(extra=f"freezes:\n  - {{id: storm, name: Storm, from: {day(-1)}, to: {day(1)}, kinds: [admission]}}\n")
    ferry.serve(make_server(arguments=["--allow-local-targets"]))
    ferry.open()
    refused = ferry.act("rune", "wave", "open", "sea", code=1)
    assert "Storm" in refused.stderr
    assert everyone(ferry)["live"] == 0
    ferry.act("rune", "except", DECK[0], "--owner", "dora", "--reason", "at the yard", "--for", "30d")
    assert everyone(ferry)["excepted"] == 1
    # Without the freeze the wave opens by itself, for all but the one.
    calm = ferry.file("calm.yaml", ferry.document())
    ferry.slipway("apply", calm, "--yes")
    eventually(lambda: everyone(ferry)["live"] > 0, "the wave opens")
    assert ferry.slipway.json("why", DECK[0])["column"] == "excepted"
    ferry.act("rune", "except", DECK[0], "--end")
    assert everyone(ferry)["excepted"] == 0


def test_a_wave_goes_all_its_way_and_then_closes(ferry, make_server):
    ferry.begin(soak="1s")
    ferry.serve(make_server(arguments=["--allow-local-targets"]))
    ferry.open()
    eventually(lambda: everyone(ferry)["live"] == 10, "the second step lets everybody in")
    eventually(lambda: ferry.slipway.json("status")["waves"][0]["phase"] == "hypercare", "hypercare begins")
    status = ferry.slipway.json("status")
    assert status["isComplete"] is False
    deck = next(line for line in status["audiences"] if line["id"] == "deck")
    assert (deck["rollout"], deck["live"], deck["headcount"], deck["skipped"]) == ("live", 10, 10, [])


def test_the_same_command_sent_twice_is_one(harbour):
    command = ["attest", "signed", "--detail", "once", "--key", "attest-1"]
    first = harbour.act("dora", *command, "--json").json
    again = harbour.act("dora", *command, "--json").json
    assert first == again
    assert kinds(harbour).count("evidence") == kinds(harbour)[: first["sequence"]].count("evidence")
    harbour.act("dora", "attest", "signed", "--detail", "twice", "--key", "attest-1", code=65)
