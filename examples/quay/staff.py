"""The harbour's people at their browsers: coming in by a link, reading a page's form, practising, answering."""

import csv
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from harbour import Harbour
from office import Refused, Slipway, exchange


@dataclass
class Field:
    """One input of a form, with the words that stand beside it."""

    name: str
    kind: str
    value: str
    label: str = ""
    legend: str = ""


@dataclass
class Form:
    """A form of a page, as a browser sees it."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return [(one.name, one.value) for one in self.fields if one.kind == "hidden"]

    def options(self, kinds: set[str]) -> dict[str, list[Field]]:
        """What can be chosen, by the name it is sent under, in the page's order."""
        found: dict[str, list[Field]] = {}
        for one in self.fields:
            if one.kind in kinds:
                found.setdefault(one.name, []).append(one)
        return found


class Page(HTMLParser):
    """Forms, links and text of a page."""

    def __init__(self, content: bytes):
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []
        self._labels: dict[str, Field] = {}
        self._into: list[str] | None = None
        self._label: tuple[str, list[str]] | None = None
        self._legend: list[str] | None = None
        self._heading = ""
        self._select: str | None = None
        self._unseen = False
        self.feed(content.decode())
        self.close()

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attributes}
        self._unseen = tag in {"style", "script"}
        if tag == "form":
            self.forms.append(Form(had.get("action", ""), had.get("method", "get").lower()))
        elif tag == "fieldset":
            self._heading = ""
        elif tag == "legend":
            self._legend = []
        elif tag == "label":
            self._label = (had.get("for", ""), [])
        elif tag == "select":
            self._select = had.get("name")
        elif tag == "option" and self._select and self.forms:
            self.forms[-1].fields.append(Field(self._select, "option", had.get("value", "")))
            self._into = []
        elif tag == "input" and self.forms and had.get("name"):
            one = Field(had["name"], had.get("type", "text"), had.get("value", ""), legend=self._heading)
            self.forms[-1].fields.append(one)
            if had.get("id"):
                self._labels[had["id"]] = one

    def handle_endtag(self, tag: str) -> None:
        self._unseen = False
        if tag == "legend" and self._legend is not None:
            self._heading, self._legend = " ".join("".join(self._legend).split()), None
        elif tag == "label" and self._label is not None:
            target, said = self._label
            if target in self._labels:
                self._labels[target].label = " ".join("".join(said).split())
            self._label = None
        elif tag == "select":
            self._select = None
        elif tag == "option" and self._into is not None:
            one = self.forms[-1].fields[-1]
            one.label = "".join(self._into).strip()
            one.value, self._into = one.value or one.label, None

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        self.text.append(data)
        for collecting in [self._legend, self._into, self._label[1] if self._label else None]:
            if collecting is not None:
                collecting.append(data)


@dataclass(frozen=True)
class Person:
    """One row of the list of people."""

    personnel: str
    login: str
    unit: str


def everybody(harbour: Harbour) -> list[Person]:
    with harbour.people.open() as file:
        return [Person(row["number"], row["login"], row["unit"]) for row in csv.DictReader(file)]


class Browser:
    """Somebody signed in at Slipway's pages."""

    def __init__(self, slipway: Slipway, link: str):
        self.slipway = slipway
        self.cookie = ""
        _, page = self._go("GET", link)
        # Fetching the link does not use it up; the form on its page does.
        answer, _ = self._go("POST", Page(page).forms[0].action)
        self.cookie = answer.get("set-cookie", "")
        self.start = answer.get("location", "/")

    def get(self, path: str) -> Page:
        """A page, following where it sends us."""
        for _ in range(5):
            answer, content = self._go("GET", path)
            if answer[":status"] != "303" and "location" not in answer:
                return Page(content)
            path = answer["location"]
        raise Refused(310, {"detail": f"{path} sends in circles"})

    def send(self, form: Form, chosen: list[tuple[str, str]]) -> Page:
        """Hands a form in, with what it carries by itself and what was chosen."""
        answer, content = self._go("POST", form.action, urlencode(form.hidden + chosen).encode())
        return self.get(answer["location"]) if "location" in answer else Page(content)

    def _go(self, method: str, path: str, body: bytes | None = None) -> tuple[dict[str, str], bytes]:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if method == "POST":
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin",
                "Origin": self.slipway.harbour.address("slipway")}
            body = body or b""
        return self.slipway.request(method, path, body, headers)


def at_quay(harbour: Harbour, person: Person, path: str, form: dict[str, str] | None = None) -> tuple[int, Page]:
    """What Quay shows a person; the proxy that names them is played here."""
    body = urlencode(form).encode() if form is not None else None
    headers = {"X-Remote-User": person.login}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    status, _, content = exchange(harbour.ports["quay"], "POST" if form is not None else "GET", path, body, headers)
    return status, Page(content)
