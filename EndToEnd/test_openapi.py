"""The description of the interface: sound by itself, and true of the server."""

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from harness.ferry import DECK

METHODS = {"get", "put", "post", "delete", "patch"}

#: What may stand for the parts of a path.
PARTS = {"run": "1", "audience": "deck", "wave": "sea", "move": "pause", "number": "1", "sequence": "1", "lesson": "knots",
         "session": "monday", "account": "nobody", "metric": "calls", "key": "berths", "system": "berths",
         "test": "boarding", "piece": "1"}

#: A test of the document that people go through.
SCRIPT = "{id: boarding, witnessed: [{do: Scan a ticket, expect: The gate opens}]}"

#: Open to everybody, so that nobody has to sign in there.
OPEN = {"/healthz", "/openapi.json", "/xapi/about"}


def described(server) -> dict:
    answer = server.client.get("/openapi.json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    return answer.json()


def pointer(*parts: str) -> str:
    return "urn:slipway#/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)


def faults(document: dict, value, *parts: str) -> list[str]:
    """What a value lacks of the schema at a place of the document."""
    registry = Registry().with_resource("urn:slipway", Resource(contents=document, specification=DRAFT202012))
    validator = OAS31Validator({"$ref": pointer(*parts)}, registry=registry)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator.iter_errors(value)]


def filled(path: str, ferry) -> str:
    for name, value in (PARTS | {"person": DECK[0]}).items():
        path = path.replace(f"{{{name}}}", value)
    return path


def operations(document: dict):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


def test_it_is_a_sound_document(server):
    document = described(server)
    assert document["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names)) > 30


def test_everything_described_is_there_and_asks_who_one_is(harbour):
    document = described(harbour.server)
    for path, method, operation in operations(document):
        answer = harbour.server.client.request(method.upper(), filled(path, harbour), json={})
        if path in OPEN:
            assert answer.status_code == 200, path
        else:
            expected = 403 if path.startswith("/admission/") else 401
            assert answer.status_code == expected, (method, path, answer.text)
            assert answer.headers["Content-Type"] == "application/problem+json", path
            assert str(expected) in operation["responses"], (method, path)
            wrong = faults(document, answer.json(), "components", "schemas", "Problem")
            assert wrong == [], (method, path, wrong)
        # And no other way of asking is.
        other = next(verb for verb in ["PATCH", "PUT"] if verb.lower() not in document["paths"][path])
        assert harbour.server.client.request(other, filled(path, harbour)).status_code == 405, path


def test_what_is_read_is_as_described(harbour):
    metrics = "metrics: [{id: calls, events: [berths.call]}]\n"
    text = harbour.document(extra=metrics).replace("  tests:\n", f"  tests:\n    - {SCRIPT}\n")
    harbour.slipway("apply", harbour.file("calls.yaml", text), "--yes")
    harbour.open()
    harbour.act("dora", "claim", "deck", "red")
    harbour.act("maren", "bring-up")
    document = described(harbour.server)
    client = harbour.client("maren")
    piece = client.get("/api/v1/evidence?subject=app").json()["pieces"][0]["sequence"]
    read = 0
    for path, method, operation in operations(document):
        content = operation["responses"].get("200", {}).get("content", {})
        if method != "get" or not path.startswith("/api/") or path == "/api/v1/lessons/{lesson}":
            continue
        queries = {"/api/v1/everyone": ["", "?list=true"], "/api/v1/evidence": ["?subject=app"]}.get(path, [""])
        for query in queries:
            answer = client.get(filled(path.replace("{piece}", str(piece)), harbour) + query)
            assert answer.status_code == 200, (path, answer.text)
            assert "application/json" in content, path
            wrong = faults(
                document, answer.json(), "paths", path, "get", "responses", "200", "content", "application/json", "schema")
            assert wrong == [], (path, wrong[:5])
            read += 1
    assert read >= 12


@pytest.mark.parametrize(("method", "path", "body", "status"), [
    ("POST", "/api/v1/runs", {"subject": "nothing"}, 404),
    ("POST", "/api/v1/runs", {}, 400),
    ("POST", "/api/v1/runs", [], 400),
    ("POST", "/api/v1/runs", {"subject": 7}, 400),
    ("POST", "/api/v1/runs", {"subject": "app", "procedure": "bring-up"}, 400),
    ("POST", "/api/v1/runs", {"procedure": "cutover", "wave": "sea"}, 404),
    ("POST", "/api/v1/runs/9/moves", {"move": "cancel", "detail": "x"}, 404),
    ("POST", "/api/v1/attestations", {"subject": "installed", "verdict": "passed", "detail": "x"}, 409),
    ("POST", "/api/v1/waves/sea/explode", {"reason": "x"}, 400),
    ("POST", "/api/v1/waves/sea/open", {"reason": "x"}, 409),
    ("POST", "/api/v1/check", {"document": "slipway: 2"}, 422),
    ("POST", "/api/v1/approvals", {"subject": "sea"}, 403),
    ("PUT", "/api/v1/document", {"document": "", "reason": "x", "receipt": "0"}, 422),
    ("GET", "/api/v1/everyone?at=yesterday", None, 400),
    ("GET", "/api/v1/gates/nobody", None, 404),
    ("GET", "/api/v1/nothing-here", None, 404)])
def test_refusals_are_as_described(harbour, method, path, body, status):
    document = described(harbour.server)
    answer = harbour.client("maren").request(method, path, json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert faults(document, answer.json(), "components", "schemas", "Problem") == []
    assert answer.json()["status"] == status and answer.json()["remedy"]
