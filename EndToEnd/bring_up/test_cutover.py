"""Data that does not agree, and a cutover that fails before its point of no return and is past it afterwards."""

import pytest
from test_bring_up import ended

from harness.processes import eventually
from harness.quay import Quay, Refused


def readied(quay: Quay, step: str) -> None:
    """The bring-up, as far as that step."""
    driver = quay.driver("--until", step)
    driver.start()
    assert driver.wait(180) == 0, driver.output


def gate(quay: Quay) -> dict:
    return quay.slipway.ask("ada", "/api/v1/gates/harbour-office")


def book_proven(quay: Quay) -> dict:
    return next(one for one in gate(quay)["criteria"] if one["id"] == "book-proven")


def load(quay: Quay) -> dict:
    told = quay.slipway.tell("ada", "/api/v1/runs", {"procedure": "load", "object": "book"})
    return eventually(lambda: ended(quay, told["run"]), "the load ends", within=60)


def test_a_load_that_is_twelve_pounds_forty_out_is_noticed(quay):
    readied(quay, "bring-components-up")
    right = quay.harbour.document.read_text()
    target = f"{quay.harbour.new_base}]\n        time-limit: 2m"
    assert right.count(target) == 1
    wrong = right.replace(target, target.replace("]", ", --off-by, \"1240\"]"))
    quay.harbour.document.write_text(wrong)
    quay.slipway.command("apply", quay.harbour.document, "--yes", account="ada")
    run = load(quay)
    assert run["state"] == "failed" and "1240" in str(run["steps"]), run
    assert gate(quay)["verdict"] == "NO-GO"
    failing = book_proven(quay)
    assert failing["standing"] == "failing" and "The book and its balances" in failing["sentences"][0]
    # Nobody's signature makes it right.
    sign = {"subject": "book", "verdict": "passed", "detail": "looks fine to me"}
    with pytest.raises(Refused, match="out by 1240"):
        quay.slipway.tell("hanna", "/api/v1/attestations", sign)

    quay.harbour.document.write_text(right)
    quay.slipway.command("apply", quay.harbour.document, "--yes", account="ada")
    assert load(quay)["state"] == "succeeded"
    # It agrees, and its owner has not said so yet.
    assert book_proven(quay)["standing"] == "unknown"
    quay.slipway.tell("hanna", "/api/v1/attestations", sign)
    assert book_proven(quay)["standing"] == "met"


def test_a_cutover_goes_back_before_its_point_of_no_return_and_not_after_it(quay):
    readied(quay, "decide")
    stop = quay.harbour.live / "stop-the-cutover"
    stop.touch()
    before = len(quay.executions())
    driver = quay.driver()
    driver.start()
    assert driver.wait(120) == 1 and "gone back" in driver.output, driver.output
    names = [name for _, _, name, _, what in quay.executions()[before:] if what == "begin" and name != "print-orders"]
    assert names[:2] == ["archive", "freeze-old"] and names[-1] == "thaw-old", names
    # People are where they were: in Berthbook, which they can write in again.
    assert quay.client_of("old").get("/health").json()["frozen"] == []
    assert not (quay.harbour.live / "address").exists()
    assert quay.slipway.ask("ada", "/api/v1/everyone")["live"] == 0
    assert quay.service.get("/", headers={"X-Remote-User": "h.isbister"}).status_code == 403

    stop.unlink()
    assert "the harbour office's wave is open" in quay.bring_up()
    assert quay.slipway.ask("ada", "/api/v1/everyone")["live"] == 8
    with pytest.raises(Refused) as refused:
        quay.slipway.tell("rolf", "/api/v1/waves/office/rollback", {"reason": "second thoughts"})
    assert refused.value.code == "past-no-return"
    assert quay.slipway.ask("ada", "/api/v1/everyone")["live"] == 8
