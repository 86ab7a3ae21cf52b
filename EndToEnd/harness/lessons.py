"""Lessons as their takers answer them: every attempt shows other questions, or the same in another order."""

from collections.abc import Mapping, Sequence

from .http import Client


def attempt(taker: Client, lesson: str, person: int, words: Mapping[str, Sequence[str]]) -> dict:
    """The body of an attempt that chooses these words of each question; a question that is not named stays open."""
    shown = taker.get(f"/api/v1/lessons/{lesson}?person={person}")
    assert shown.status_code == 200, shown.text
    questions = shown.json()["questions"]
    answers = [[place for place, option in enumerate(question["options"]) if option in words.get(question["ask"], [])]
               for question in questions]
    return {"person": person, "paper": shown.json()["paper"], "answers": answers}
