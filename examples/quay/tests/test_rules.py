"""Quay's own suite, asked over HTTP: `QUAY_URL=http://127.0.0.1:8101 python -m pytest examples/quay/tests`.

It leaves nothing behind but a cancelled booking.
"""

import json
import os
import urllib.error
import urllib.request

import pytest

QUAY = os.environ.get("QUAY_URL", "http://127.0.0.1:8101")
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(method: str, path: str, body: dict | None = None, **headers: str) -> tuple[int, str]:
    sent = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(QUAY + path, sent, headers, method=method)
    try:
        with _opener.open(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


@pytest.mark.parametrize(("tonnage", "nights", "pence"), [
    (1990, 1, 14428), (240, 3, 5220), (812, 2, 11774), (2, 1, 15), (6, 1, 44)])
def test_dues_are_rounded_to_the_nearest_penny(tonnage, nights, pence):
    assert ask("GET", f"/api/dues?tonnage={tonnage}&nights={nights}") == (200, json.dumps({"duesMinor": pence}))


@pytest.mark.parametrize("query", ["tonnage=0&nights=1", "tonnage=a&nights=1", "tonnage=10&nights=61", ""])
def test_dues_of_no_ship_are_refused(query):
    assert ask("GET", f"/api/dues?{query}")[0] == 422


@pytest.mark.parametrize(("ship", "berth", "why"), [
    ("Fir", "A1", "too long"), ("Elm", "B1", "too long"), ("Dogwood", "Z9", "berth of this harbour")])
def test_a_ship_that_does_not_fit_is_refused(ship, berth, why):
    order = {"ship": ship, "berth": berth, "arrives": "2029-01-01", "leaves": "2029-01-02"}
    status, text = ask("POST", "/api/bookings", order)
    assert status == 422 and why in text


def test_a_berth_is_given_once():
    order = {"ship": "Hazel", "berth": "D1", "arrives": "2029-02-01", "leaves": "2029-02-03", "key": "suite-berth"}
    status, text = ask("POST", "/api/bookings", order)
    assert status == 201
    reference = json.loads(text)["booking"]["reference"]
    try:
        # The same order again is the same booking; another one finds the berth taken.
        assert json.loads(ask("POST", "/api/bookings", order)[1])["booking"]["reference"] == reference
        status, text = ask("POST", "/api/bookings", order | {"key": "suite-other"})
        assert status == 422 and reference in text
    finally:
        assert ask("DELETE", f"/api/bookings/{reference}")[0] == 200


def test_people_do_not_use_the_address_for_programs():
    assert ask("GET", "/api/bookings", None, **{"X-Remote-User": "h.isbister"})[0] == 403


def test_nobody_gets_in_without_a_name():
    assert ask("GET", "/")[0] == 401
