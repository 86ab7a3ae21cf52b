"""`kill -9` at any moment: what was acknowledged is in the journal, once."""

import pytest

from harness.killing import Killing


@pytest.mark.parametrize("seed", [1, 2])
def test_kill_9_loses_nothing_acknowledged(harbour, seed):
    killing = Killing(harbour, seed)
    killing.survive(kills=5)
    # A run in which hardly anything got through would prove nothing.
    assert len(killing.acknowledged) >= 20
