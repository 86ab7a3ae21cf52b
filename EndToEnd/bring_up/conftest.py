"""Fixtures of the sample harbour."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.quay import Quay


@pytest.fixture
def quay(tmp_path: Path) -> Iterator[Quay]:
    """The harbour before Slipway comes: its folder is laid, nothing of Quay is there yet."""
    harbour = Quay(tmp_path / "harbour")
    yield harbour
    harbour.close()
