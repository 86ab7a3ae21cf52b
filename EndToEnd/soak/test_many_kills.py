"""The same as in the normal suite, a hundred times over: python -m pytest EndToEnd/soak"""

from harness.killing import Killing


def test_a_hundred_kills_lose_nothing_acknowledged(harbour):
    killing = Killing(harbour, seed=2026)
    killing.survive(kills=100)
    assert len(killing.acknowledged) >= 1_000
