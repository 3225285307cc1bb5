"""The rules in tests/conftest.py, each seen to catch what it is there for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parent.parent / "conftest.py"


@pytest.fixture
def inner(pytester: pytest.Pytester) -> pytest.Pytester:
    # The inner runs have no homeserver.
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8").replace(', "tests.servers"', ""))
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\nasyncio_mode = "auto"\naddopts = "-p no:cacheprovider"\n')
    return pytester


def failures(inner: pytest.Pytester, files: dict[str, str]) -> str:
    """What pytest prints about failing test files, given as path below tests/ -> code."""
    for name, code in files.items():
        path = inner.path / "tests" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"import asyncio\nimport pytest\n\n{code}", encoding="utf-8")
    result = inner.runpytest_subprocess("--continue-on-collection-errors", "--import-mode=importlib")
    assert result.ret == pytest.ExitCode.TESTS_FAILED, result.outlines
    return result.stdout.str()


def test_a_pending_task_at_the_end_fails_the_test(inner: pytest.Pytester) -> None:
    code = "async def test_it():\n    asyncio.get_running_loop().create_task(asyncio.Event().wait())\n"
    assert "tasks still running at the end of the test" in failures(inner, {"core/test_it.py": code})


def test_an_exception_that_nobody_awaited_fails_the_test(inner: pytest.Pytester) -> None:
    code = (
        "async def fail():\n    raise ValueError('lost')\n\n"
        "async def test_it():\n    asyncio.get_running_loop().create_task(fail())\n    await asyncio.sleep(0)\n"
    )
    assert "exceptions that nobody awaited" in failures(inner, {"core/test_it.py": code})


def test_a_pending_task_in_a_property_test_fails_it(inner: pytest.Pytester) -> None:
    code = (
        "from hypothesis import given, strategies as st\n\n"
        "@given(st.integers())\nasync def test_it(number):\n"
        "    asyncio.get_running_loop().create_task(asyncio.Event().wait())\n"
    )
    assert "tasks still running at the end of the test" in failures(inner, {"core/test_it.py": code})


SKIPS = {
    "test_called.py": "def test_it():\n    pytest.skip('no server here')\n",
    "test_marked.py": "@pytest.mark.skip(reason='no server here')\ndef test_it(): ...\n",
    "test_module.py": "pytest.skip('no server here', allow_module_level=True)\n",
    "test_import.py": "pytest.importorskip('no_such_module_anywhere', reason='no server here')\n",
}
SKIPS_WITHOUT_REASON = {
    "test_called.py": "def test_it():\n    pytest.skip()\n",
    "test_marked.py": "@pytest.mark.skip\ndef test_it(): ...\n",
}


def test_no_test_of_the_real_thing_may_be_skipped(inner: pytest.Pytester) -> None:
    folders = ("contracts", "element", "system")
    output = failures(inner, {f"{folder}/{name}": code for folder in folders for name, code in SKIPS.items()})
    for folder in folders:
        for name in SKIPS:
            assert re.search(rf"tests/{folder}/{name}\S* was skipped \(.*real thing has to run", output)


def test_a_skip_needs_a_reason(inner: pytest.Pytester) -> None:
    output = failures(inner, {f"core/{name}": code for name, code in SKIPS_WITHOUT_REASON.items()})
    assert all(f"tests/core/{name}::test_it was skipped without a reason" in output for name in SKIPS_WITHOUT_REASON)


def test_tasks_that_end_by_themselves_and_explained_skips_are_fine(inner: pytest.Pytester) -> None:
    inner.makepyfile(
        """
        import asyncio
        import pytest

        async def test_it():
            task = asyncio.get_running_loop().create_task(asyncio.Event().wait())
            task.cancel()

        def test_skipped():
            pytest.skip("only on the moon")
        """
    )
    inner.runpytest_subprocess().assert_outcomes(passed=1, skipped=1)


KEEPS = """
import gc

def is_looked_through():
    return any(each is kept for each in gc.get_objects())

def test_it():
    global kept
    kept = [[]]
    assert is_looked_through()
"""
COMES_LATER = """
import sys

def test_it():
    keeps = next(module for name, module in sys.modules.items() if name.endswith("test_keeps"))
    assert not keeps.is_looked_through()
"""


def test_what_a_file_leaves_in_memory_is_not_looked_through_again(inner: pytest.Pytester) -> None:
    inner.makepyfile(test_keeps=KEEPS, test_later=COMES_LATER)
    inner.runpytest_subprocess("--import-mode=importlib").assert_outcomes(passed=2)
