"""Fixtures for tests of the running programs. A fixture whose tool is missing fails and says what to install."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

try:
    from playwright.sync_api import Browser, Page, sync_playwright

    from harness import browser
    from harness.ferry import Ferry
    from harness.nginx import Nginx
    from harness.slipway import CommandLine, Server
    from harness.strictness import pytest_sessionfinish  # noqa: F401
    from harness.systems import System
    from harness.tools import ROOT
except ModuleNotFoundError as absent:
    raise pytest.UsageError(
        f"the Python module {absent.name} is missing. Run scripts/setup.sh test, "
        "then .venv/bin/python -m pytest EndToEnd"
    ) from absent

pytest_plugins = ["pytester"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "slipway-data"


@pytest.fixture
def slipway(data_dir: Path, tmp_path: Path) -> CommandLine:
    """The command line on `data_dir`: `slipway("status", code=0)`, `slipway.json("everyone")`, `slipway.run(...)`."""
    return CommandLine(data_dir, cwd=tmp_path)


@pytest.fixture
def make_server(data_dir: Path, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Makes a server, not yet started: `make_server("demo", arguments=[...], data=..., env=...)`."""
    made: list[Server] = []

    def make(verb: str = "serve", data: Path = data_dir, cwd: Path = tmp_path, **options: Any) -> Server:
        server = Server(data, cwd=cwd, log=tmp_path / f"server-{len(made)}.log", verb=verb, **options)
        made.append(server)
        return server

    yield make
    for server in made:
        server.close()


@pytest.fixture
def server(make_server: Callable[..., Server]) -> Server:
    """`slipway serve`, answering, on `data_dir`."""
    return make_server().start()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[System]:
    """The sample's new accounting system, with fresh books."""
    system = System("ledger-new", tmp_path / "ledger")
    yield system
    system.close()


@pytest.fixture
def paperbook(tmp_path: Path) -> Iterator[System]:
    """The sample's old accounting system."""
    system = System("ledger-old", tmp_path / "paperbook")
    yield system
    system.close()


@pytest.fixture
def ferry(slipway: CommandLine, ledger: System, paperbook: System, tmp_path: Path) -> Ferry:
    """Heron Ferries before their first day: files and two running systems, nothing applied yet."""
    return Ferry(slipway, ledger, paperbook, tmp_path)


@pytest.fixture
def harbour(ferry: Ferry, make_server: Callable[..., Server]) -> Ferry:
    """Heron Ferries with their programme applied, their people imported, their server running, their accounts made."""
    ferry.begin()
    ferry.serve(make_server(arguments=["--allow-local-targets"]))
    return ferry


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Callable[[str], Nginx]]:
    """Starts a private nginx with the given inside of its server block."""
    started: list[Nginx] = []
    numbers = count()

    def start(server_block: str) -> Nginx:
        proxy = Nginx(tmp_path / f"nginx-{next(numbers)}", server_block)
        started.append(proxy)
        return proxy.start()

    yield start
    for proxy in started:
        proxy.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's chromium, started once."""
    with sync_playwright() as playwright:
        launched = browser.launch(playwright)
        yield launched
        launched.close()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Callable[..., browser.Visitor]]:
    """Makes a browser context: `visitor(color_scheme="dark", viewport={...}, java_script_enabled=False)`.

    At the end of the test nothing may have gone wrong on any of its pages.
    """
    made: list[browser.Visitor] = []

    def make(**options: Any) -> browser.Visitor:
        made.append(browser.Visitor(chromium.new_context(**options)))
        return made[-1]

    yield make
    faults = [fault for one in made for fault in one.faults]
    for one in made:
        one.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(visitor: Callable[..., browser.Visitor]) -> Page:
    """A page of one visitor on an ordinary screen."""
    return visitor(viewport={"width": 1280, "height": 800}).page()
