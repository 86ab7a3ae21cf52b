"""Who is let in, asked through the doors that other systems use."""

import re
import time
from datetime import date, timedelta

import pytest
import requests
from openfeature import api
from openfeature.contrib.provider.ofrep import OFREPProvider
from openfeature.evaluation_context import EvaluationContext
from openfeature.flag_evaluation import Reason

from harness.ferry import DECK, QUAY, Ferry
from harness.http import Client
from harness.lessons import attempt
from harness.processes import eventually
from harness.slipway import Server

SECRET = "the-proxy-and-we-alone-know-this"
#: The right answers to the example's lesson on postings.
POSTING = {
    "A customer pays an invoice by bank transfer. Which account is debited?": ["1200 Bank"],
    "You posted the rent twice. What do you do?": ["Reverse the second posting"],
    "What does every posting in Ledger have?": ["A debit account", "A credit account", "One amount for both sides"],
}
PROXY = {"SLIPWAY_PROXIES": "127.0.0.1", "SLIPWAY_PROXY_SECRET": SECRET}


# OpenFeature


def shifted(text: str, days: int) -> str:
    """A text with all its dates moved."""
    def move(found: re.Match) -> str:
        return (date.fromisoformat(found.group(0)) + timedelta(days=days)).isoformat()
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", move, text)


@pytest.fixture
def example(slipway, ledger, paperbook, root, tmp_path, make_server) -> Server:
    """The example on the second day of its pilot, whatever today is, with ledgers that work on Sundays too."""
    slipway.cwd = root
    days = (date.today() - date(2026, 5, 12)).days
    folder = root / "examples" / "ledger"
    document = shifted((folder / "programme.yaml").read_text(), days)
    document = document.replace("http://127.0.0.1:8101", ledger.base_url).replace(
        "http://127.0.0.1:8102", paperbook.base_url)
    document = document.replace("127.0.0.1:8101", ledger.base_url.removeprefix("http://"))
    document = re.sub(r"days: \[mon.*\]", "days: [mon, tue, wed, thu, fri, sat, sun]", document)
    document = re.sub(r"staffed: .*", "staffed: 00:00-24:00", document)
    document = re.sub(r"holidays: .*", "holidays: []", document)
    (tmp_path / "programme.yaml").write_text(document)
    for name in ["people.csv", "conditions.csv"]:
        (tmp_path / name).write_text(shifted((folder / name).read_text(), days))
    slipway("apply", tmp_path / "programme.yaml", "--yes")
    slipway("import", "people", tmp_path / "people.csv")
    return make_server(cwd=root, arguments=["--allow-local-targets"]).start()


def token(slipway, account: str, role: str, *options: str) -> dict[str, str]:
    granted = slipway.json("account", "add", account, "--role", role, *options)
    return {"SLIPWAY_TOKEN": granted["secret"]}


class Asker:
    """OpenFeature's own client, as an application uses it."""

    def __init__(self, server: Server, secret: str):
        api.set_provider(OFREPProvider(server.base_url, headers_factory=lambda: {"Authorization": f"Bearer {secret}"}))
        self.client = api.get_client()

    def access(self, system: str, login: str) -> str:
        context = EvaluationContext(targeting_key=login)
        found = self.client.get_string_details(f"{system}.access", "nothing was answered", context)
        assert found.error_code is None, found
        allowed = self.client.get_boolean_details(system, found.value != "full", context)
        assert allowed.error_code is None, allowed
        assert allowed.value is (found.value == "full"), (system, login, found, allowed)
        assert found.reason != Reason.ERROR
        return found.value


def test_openfeature_agrees_with_why_for_everybody(example, slipway, root, tmp_path):
    logins = dict(
        line.split(",")[0:4:3] for line in (root / "examples/ledger/people.csv").read_text().splitlines()[1:])
    assert len(logins) == 60
    secret = token(slipway, "ledger-app", "integration", "--system", "ledger", "--system", "paperbook")["SLIPWAY_TOKEN"]
    asker = Asker(example, secret)

    def compare() -> dict[str, tuple[str, str]]:
        answers = {}
        for personnel, login in logins.items():
            why = {line["system"]: line["access"] for line in slipway.json("why", personnel)["access"]}
            asked = {system: asker.access(system, login) for system in why}
            assert asked == why, personnel
            answers[personnel] = (why["ledger"], why["paperbook"])
        return answers

    assert set(compare().values()) == {("none", "full")}

    rosa = token(slipway, "rosa", "rollout-manager")
    felix = token(slipway, "felix", "executive")
    slipway("import", "conditions", tmp_path / "conditions.csv")
    finance = [line["personnel"] for line in slipway.json("everyone", "--list")["people"] if line["audience"] == "Finance"]
    for personnel in finance[::2]:
        taker = token(slipway, f"p-{personnel.lower()}", "participant", "--person", personnel)
        number = slipway.json("why", personnel)["number"]
        client = example.as_bearer(taker["SLIPWAY_TOKEN"])
        answer = client.post(
            "/api/v1/lessons/posting-basics/attempts", json=attempt(client, "posting-basics", number, POSTING))
        assert answer.json()["passed"] is True
    for account in [rosa, felix]:
        slipway("override", "finance", "--reason", "to try the doors", "--for", "2h", env=account)
    slipway("approve", "pilot", env=rosa)
    ledger = slipway.json("everyone")
    assert ledger["live"] > 0 and ledger["held"] > 0, ledger
    answers = compare()
    assert sum(answer == ("full", "read") for answer in answers.values()) == ledger["live"]
    assert sum(answer == ("none", "full") for answer in answers.values()) == 60 - ledger["live"]

    slipway("halt", "--reason", "enough", env=rosa)
    assert set(compare().values()) == {("none", "full")}


def test_openfeature_asks_only_where_it_may(example, slipway):
    secret = token(slipway, "paperbook-app", "integration", "--system", "paperbook")["SLIPWAY_TOKEN"]
    asker = Asker(example, secret)
    assert asker.access("paperbook", "b.harrowby") == "full"
    context = EvaluationContext(targeting_key="b.harrowby")
    for flag in ["ledger", "no-such-system"]:
        found = asker.client.get_boolean_details(flag, True, context)
        assert (found.value, found.error_code.value) == (True, "FLAG_NOT_FOUND"), flag
    # Somebody nobody knows gets what the programme says of such people.
    assert asker.access("paperbook", "nobody.here") == "none"
    assert asker.client.get_boolean_details("paperbook", True, EvaluationContext()).value is False


def test_an_answer_that_did_not_change_is_not_sent_again(harbour):
    app = harbour.server.as_bearer(harbour.grant("app", "integration"))
    asked = {"context": {"targetingKey": "h01.heron"}}
    first = app.post("/ofrep/v1/evaluate/flags", json=asked)
    assert first.status_code == 200 and first.headers["ETag"]
    assert {flag["key"] for flag in first.json()["flags"]} == {"berths", "berths.access", "slate", "slate.access"}
    known = {"If-None-Match": first.headers["ETag"]}
    assert app.post("/ofrep/v1/evaluate/flags", json=asked, headers=known).status_code == 304
    harbour.open()
    again = app.post("/ofrep/v1/evaluate/flags", json=asked, headers=known)
    assert again.status_code == 200 and again.headers["ETag"] != first.headers["ETag"]
    # People do not ask for systems, and systems do not look at people.
    assert harbour.client("dora").post("/ofrep/v1/evaluate/flags", json=asked).status_code == 403
    assert app.get("/api/v1/everyone").status_code == 403


# nginx in front of a system that knows nothing of all this


def signed_in(nginx_address: str, login: str) -> Client:
    client = Client(nginx_address)
    client.session.auth = (login, f"password of {login}")
    return client


@pytest.fixture
def guarded(ferry: Ferry, make_server, nginx, tmp_path):
    """The ferries with their wave open, and Berths reached only through nginx."""
    ferry.begin()
    ferry.serve(make_server(arguments=["--allow-local-targets"], env=PROXY))
    ferry.open()
    logins = [f"{number.lower()}.heron" for number in DECK + QUAY] + ["stranger"]
    users = tmp_path / "users"
    users.write_text("".join(f"{login}:{{PLAIN}}password of {login}\n" for login in logins))
    return nginx(f"""
    auth_basic "Heron";
    auth_basic_user_file {users};
    location / {{
      auth_request /ask-slipway;
      auth_request_set $reason $upstream_http_x_slipway_reason;
      auth_request_set $go_to $upstream_http_x_slipway_go_to;
      error_page 403 = @not-yet;
      proxy_set_header X-Remote-User $remote_user;
      proxy_set_header Authorization "";
      proxy_pass {ferry.berths.base_url};
    }}
    location = /ask-slipway {{
      internal;
      proxy_pass {ferry.server.base_url}/admission/berths/forward-auth;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header X-Remote-User $remote_user;
      proxy_set_header X-Slipway-Proxy-Secret {SECRET};
    }}
    location @not-yet {{
      default_type text/plain;
      add_header X-Go-To $go_to always;
      return 403 "$reason";
    }}""")


def test_nginx_lets_in_whom_the_wave_let_in_and_nobody_else(ferry, guarded):
    column = {one["personnel"]: one["column"] for one in ferry.slipway.json("everyone", "--list")["people"]}
    assert set(column.values()) == {"live", "scheduled"}
    for personnel in DECK + QUAY:
        login = f"{personnel.lower()}.heron"
        answer = signed_in(guarded.base_url, login).get("/")
        if column[personnel] == "live":
            assert answer.status_code == 200, personnel
            assert f"Signed in as <strong>{login}</strong>" in answer.text
        else:
            assert answer.status_code == 403, personnel
            why = ferry.slipway.json("why", personnel)["sentence"]
            assert answer.text == why.translate(str.maketrans("“”’", "'''"))
            # The way to the old system, where their work is.
            assert answer.headers["X-Go-To"] == ferry.slate.base_url + "/"
    assert signed_in(guarded.base_url, "stranger").get("/").status_code == 403
    assert guarded.client.get("/").status_code == 401


def test_nobody_is_somebody_else_by_a_header(ferry, guarded):
    listed = ferry.slipway.json("everyone", "--list")["people"]
    inside = next(one["personnel"] for one in listed if one["column"] == "live").lower() + ".heron"
    outside = next(one["personnel"] for one in listed if one["column"] != "live").lower() + ".heron"
    spoofed = {"X-Remote-User": inside, "X-Slipway-Proxy-Secret": SECRET, "X-Forwarded-User": inside}
    assert signed_in(guarded.base_url, outside).get("/", headers=spoofed).status_code == 403
    assert signed_in(guarded.base_url, inside).get("/ask-slipway").status_code == 404
    # Straight to the door, without what only the proxy knows.
    door = "/admission/berths/forward-auth"
    direct = ferry.server.client
    for headers in [{}, {"X-Slipway-Proxy-Secret": ""}, {"X-Slipway-Proxy-Secret": SECRET[:-1]},
                    {"Authorization": f"Bearer {ferry.tokens['maren']}"}]:
        answer = direct.get(door, headers={"X-Remote-User": inside} | headers)
        assert answer.status_code == 403
        assert answer.headers["Content-Type"] == "application/problem+json"
    known = {"X-Remote-User": inside, "X-Slipway-Proxy-Secret": SECRET}
    assert direct.get(door, headers=known).status_code == 200
    old = direct.get("/admission/slate/forward-auth", headers=known)
    assert (old.status_code, old.headers["X-Slipway-Access"]) == (200, "read")
    assert direct.get("/admission/nothing/forward-auth", headers=known).status_code == 403


def test_after_a_halt_everybody_is_out_within_a_second(ferry, guarded):
    live = [one["personnel"] for one in ferry.slipway.json("everyone", "--list")["people"] if one["column"] == "live"]
    clients = [signed_in(guarded.base_url, f"{personnel.lower()}.heron") for personnel in live]
    assert [client.get("/").status_code for client in clients] == [200] * len(live)
    halted = time.monotonic()
    ferry.act("rune", "halt", "--reason", "a storm")
    eventually(
        lambda: all(client.get("/").status_code == 403 for client in clients), "everybody is out",
        within=1 + time.monotonic() - halted)
    refused = clients[0].get("/")
    assert "halted" in refused.text and refused.headers["X-Go-To"] == ferry.slate.base_url + "/"


def test_when_nobody_answers_nobody_gets_in(ferry, guarded):
    listed = ferry.slipway.json("everyone", "--list")["people"]
    inside = next(one["personnel"] for one in listed if one["column"] == "live").lower() + ".heron"
    client = signed_in(guarded.base_url, inside)
    assert client.get("/").status_code == 200
    ferry.server.kill()
    assert client.get("/").status_code == 500
    ferry.server.restart()
    assert client.get("/").status_code == 200


def test_a_proxy_that_was_not_named_is_answered_nothing(ferry, make_server):
    ferry.begin()
    for env in [{}, {"SLIPWAY_PROXIES": "127.0.0.1"}, {"SLIPWAY_PROXY_SECRET": SECRET},
                PROXY | {"SLIPWAY_PROXIES": "192.0.2.0/24"}]:
        server = make_server(env=env).start()
        answer = requests.get(
            server.base_url + "/admission/berths/forward-auth", timeout=10,
            headers={"X-Remote-User": "h01.heron", "X-Slipway-Proxy-Secret": SECRET})
        assert answer.status_code == 403, env
        assert SECRET not in server.child.output
        assert server.stop() == 0
