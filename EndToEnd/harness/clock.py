"""Programs that live hours later, by Debian's libfaketime."""

from pathlib import Path

import pytest

LIBRARY = "libfaketime.so.1"


def later(hours: int) -> dict[str, str]:
    """The environment of a program that lives so many hours later; its monotonic clock stays as it is."""
    found = sorted(Path("/usr/lib").glob(f"*/faketime/{LIBRARY}"))
    if not found:
        pytest.fail(f"{LIBRARY} is missing: apt-get install libfaketime")
    # With a shared clock to look for it leaves the environment where it is; else Swift no longer finds its arguments.
    return {
        "LD_PRELOAD": str(found[0]), "FAKETIME": f"+{hours}h", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_SHARED": "/none /none"}
