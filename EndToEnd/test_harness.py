"""The scaffolding itself: it fails where it should."""

import sys

import pytest

from harness import tools
from harness.browser import assert_accessible, assert_fits
from harness.processes import Child, eventually


def test_a_missing_tool_fails_and_says_what_to_install():
    with pytest.raises(pytest.fail.Exception, match="apt-get install some-package"):
        tools.tool("no-such-program-anywhere", package="some-package")


def test_a_missing_program_fails_and_says_how_to_build_it(monkeypatch, tmp_path):
    monkeypatch.setenv("SLIPWAY_BIN", str(tmp_path / "slipway"))
    with pytest.raises(pytest.fail.Exception, match="swift build --product slipway"):
        tools.program("slipway")
    with pytest.raises(pytest.fail.Exception, match="swift build --product ledger-new"):
        tools.program("ledger-new")


def test_waiting_ends():
    with pytest.raises(pytest.fail.Exception, match="not within 0.1 s: pigs fly"):
        eventually(lambda: False, "pigs fly", within=0.1)


def test_a_child_that_ends_early_is_reported_with_its_output(tmp_path):
    child = Child([sys.executable, "-c", "print('no luck'); raise SystemExit(3)"], log=tmp_path / "log")
    child.start()
    with pytest.raises(pytest.fail.Exception, match="ended with 3 before.*\n(.*\n)*.*no luck"):
        child.wait_for("never printed")


def test_a_bad_page_is_noticed(page):
    page.set_content('<body style="margin:0"><img src="data:,"><div style="width:4000px">wide</div>')
    with pytest.raises(AssertionError):
        assert_accessible(page)
    with pytest.raises(AssertionError, match="px wider"):
        assert_fits(page)


def test_a_fault_on_a_page_is_noted(visitor):
    one = visitor()
    one.page().goto("data:text/html,<script>nowhere()</script>")
    eventually(lambda: one.faults, "the fault is noted")
    assert "nowhere is not defined" in one.faults.pop()


def test_a_skipped_test_fails_the_run(pytester, root):
    pytester.makeconftest("from harness.strictness import pytest_sessionfinish")
    pytester.makepyfile("import pytest\n\ndef test_one():\n    pytest.skip('not today')\n")
    pytester.makeini(f"[pytest]\npythonpath = {root / 'EndToEnd'}\n")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(skipped=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
