"""Debian's chromium through Playwright, and what every page of ours must pass."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from .tools import tool


def launch(playwright: Playwright) -> Browser:
    executable = tool("/usr/bin/chromium", package="chromium")
    return playwright.chromium.launch(executable_path=str(executable), args=["--no-sandbox"])


class Visitor:
    """One person's browser: its own cookies, and a note of everything that went wrong on its pages."""

    def __init__(self, context: BrowserContext):
        self.context = context
        self.faults: list[str] = []
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("requestfailed", self._failed)
        context.on("console", lambda message: self._said(message.type, message.text))
        context.set_default_timeout(15_000)

    def _failed(self, request) -> None:
        # A page that is left while something loads, or an event stream that is closed, is no fault.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"request: {request.url} {request.failure}")

    def _said(self, kind: str, text: str) -> None:
        # Chromium reports every answer of 400 and above here; tests look at those themselves.
        if kind == "error" and "the server responded with a status of" not in text:
            self.faults.append(f"console: {text}")

    def page(self) -> Page:
        return self.context.new_page()


def assert_accessible(page: Page) -> None:
    """No violation that axe-core can see."""
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def assert_fits(page: Page) -> None:
    """Nothing sticks out sideways at the page's present width."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wider > 0:
        culprits = page.evaluate("""() => [...document.querySelectorAll("body *")]
            .filter(part => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(part => part.outerHTML.slice(0, 120)).slice(-3)""")
        raise AssertionError(f"{wider} px wider than the window at {page.viewport_size} on {page.url}: {culprits}")


def screenshot(page: Page, folder: Path, name: str) -> Path:
    path = folder / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
