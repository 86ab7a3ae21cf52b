"""Everybody takes the lesson of their department: a link, the page, the practical in Quay, the form of the page."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from harbour import Harbour
from knowledge import Knowledge, Short
from office import PATIENCE, Refused, Slipway
from staff import Browser, Form, Person, at_quay, everybody

#: The lesson of each department.
LESSONS = {"harbour-office": "desk", "pilots": "boarding", "tugs": "towing"}
#: How many right exercises the lesson of a department asks for, where it is more than one.
EXERCISES = {"harbour-office": 2}


class Classroom:
    """All people of the harbour, each at their own page; those who have passed are left in peace."""

    def __init__(self, harbour: Harbour, slipway: Slipway, known: Knowledge):
        self.harbour = harbour
        self.slipway = slipway
        self.known = known

    def teach(self) -> int:
        """Returns how many have passed: everybody, or it raises."""
        people = everybody(self.harbour)
        numbers = self.known.numbers()
        with ThreadPoolExecutor(4) as pool:
            learning = [pool.submit(self.learn, person, numbers[person.personnel]) for person in people]
            try:
                for one in learning:
                    one.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        return len(people)

    def learn(self, person: Person, number: int) -> None:
        lesson = LESSONS[person.unit]
        path = f"/people/{number}/lessons/{lesson}"
        deadline = time.monotonic() + PATIENCE
        answered, refusals = False, 0
        while not self.known.has_passed(person, lesson):
            if time.monotonic() > deadline:
                raise Short(f"{person.personnel} does not pass “{lesson}”")
            if answered:
                # Quay's report of the practical is on its way.
                time.sleep(0.1)
                continue
            try:
                browser = Browser(self.slipway, self.link(person))
                text = browser.get(path).words
                self.practise(person)
                form = next((one for one in browser.get(path).forms if one.action == path), None)
                if form is None:
                    raise Short(f"the page of “{lesson}” asks {person.personnel} nothing: {text[-300:]}")
                result = browser.send(form, self.right_answers(form))
                self.slipway.note(f"p-{person.personnel.lower()}", f"POST {path}", dict(form.hidden).get("key"))
                answered = "Not passed" not in result.words
            except Refused as refused:
                # A link that was followed just before the server was killed has been used up: there is another one.
                refusals += 1
                if refused.status not in {401, 409, 422} or refusals > 5:
                    raise

    def link(self, person: Person) -> str:
        told = self.slipway.tell("ada", "/api/v1/accounts", {
            "account": f"p-{person.personnel.lower()}", "role": "participant", "person": person.personnel,
            "kind": "link"})
        return f"/enter/{quote(told['secret'])}"

    def practise(self, person: Person) -> None:
        """What the practical asks for, on Quay's practice page, with one mistake on the way."""
        wanted = EXERCISES.get(person.unit, 1)
        for number, berth in [(1, "C2"), (1, "A1"), (2, "A3")][: wanted + 1]:
            status, page = at_quay(
                self.harbour, person, "/practice", {"exercise": str(number), "berth": berth})
            if status != 200:
                raise Short(f"Quay's practice page answers {status}")

    def right_answers(self, form: Form) -> list[tuple[str, str]]:
        """The answers of the programme document to the questions this attempt happens to ask."""
        known = answers_of(self.harbour.document.read_text())
        chosen = []
        for name, options in form.options({"radio", "checkbox"}).items():
            question = options[0].legend.split(". ", 1)[-1]
            if question not in known:
                raise Short(f"a question that the document does not hold: {question}")
            chosen += [(name, option.value) for option in options if option.label in known[question]]
        return chosen


def answers_of(document: str) -> dict[str, set[str]]:
    """Questions and their right answers, out of the document's own lines."""
    found: dict[str, set[str]] = {}
    ask = ""
    for line in document.splitlines():
        word = line.strip()
        if word.startswith("- ask: "):
            ask = word.removeprefix("- ask: ")
        elif word.startswith("answers: ") and ask:
            said = word.removeprefix("answers: ")
            several = said.removeprefix("[").removesuffix("]").split(", ") if said.startswith("[") else [said]
            found[ask], ask = set(several), ""
    return found
