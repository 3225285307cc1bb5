"""Rules for every test: no task left behind, no lost exception, no skip that hides a missing part."""

from __future__ import annotations

import asyncio
import functools
import gc
import inspect
import itertools
import os
from collections import Counter
from collections.abc import Awaitable, Callable, Generator
from typing import Any

import hypothesis
import pytest

pytest_plugins = ["pytester", "tests.servers"]

# A slow machine is no failure, and a red CI has to be red again when it is run again.
hypothesis.settings.register_profile("local", deadline=None, print_blob=True)
hypothesis.settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")

# What a command says is in the language of the computer; the tests read English, on whosever it is.
os.environ["LC_ALL"] = "C.UTF-8"

# Nothing here may be skipped: these are the tests against the real server and Element's own stack.
_NEVER_SKIPPED = ("contracts", "element", "system")
_WAITING = ("contracts", "demo", "element", "languages", "packaging", "system")
"""Folders whose tests wait for other processes. None of them is left for the end, when the other cores have nothing."""
_NO_REASON = {"", "Skipped", "unconditional skip"}
# Rounds of the loop that a cancelled task gets to finish in; tasks that end by themselves need one or two.
_ROUNDS_TO_FINISH = 10
_LONGEST_REQUEST_S = 2.0

AsyncTest = Callable[..., Awaitable[None]]


@pytest.hookimpl(trylast=True)
def pytest_itemcollected(item: pytest.Item) -> None:
    """Put the watch for leaked tasks around each async test, inside whatever loop pytest-asyncio gives it."""
    if not isinstance(item, pytest.Function):
        return
    by_hypothesis = getattr(item.obj, "hypothesis", None)
    if by_hypothesis is not None:
        if inspect.iscoroutinefunction(by_hypothesis.inner_test):
            by_hypothesis.inner_test = _watched(by_hypothesis.inner_test, patience_s=0.0)
    elif inspect.iscoroutinefunction(item.obj):
        item.obj = _watched(item.obj)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that wait take turns with files that compute; `--no-loadscope-reorder` hands them out in this order."""
    in_file = Counter(item.path for item in items)
    waiting = [path for path in in_file if any(folder in _WAITING for folder in path.parts)]
    computing = sorted(in_file.keys() - set(waiting), key=lambda path: (-in_file[path], path))
    turns = [path for pair in itertools.zip_longest(waiting, computing) for path in pair if path is not None]
    place = {path: number for number, path in enumerate(turns)}
    items.sort(key=lambda item: place[item.path])


def pytest_collection_finish() -> None:
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    """What a file leaves in memory to stay is looked through for garbage once, and by no collection after it.

    Ten thousand collected tests and the word lists take each full collection a tenth of a second, and every bot that
    starts makes one.
    """
    yield
    if nextitem is None or nextitem.path != item.path:
        gc.collect()
        gc.freeze()


def _watched(test: AsyncTest, patience_s: float = _LONGEST_REQUEST_S) -> AsyncTest:
    if getattr(test, "leaks_are_watched", False):
        return test

    @functools.wraps(test)
    async def watched(*args: Any, **kwargs: Any) -> None:
        loop = asyncio.get_running_loop()
        lost: list[str] = []
        before = asyncio.all_tasks()
        loop.set_exception_handler(lambda _loop, context: lost.append(_in_words(context)))
        try:
            await test(*args, **kwargs)
            for _ in range(_ROUNDS_TO_FINISH):
                if not asyncio.all_tasks() - before:
                    break
                await asyncio.sleep(0)
            if patience_s and (late := asyncio.all_tasks() - before):
                # A client of the session may be in the middle of a request of its own: that ends by itself.
                await asyncio.wait(late, timeout=patience_s)
            leaked = sorted(repr(task.get_coro()) for task in asyncio.all_tasks() - before)
            gc.collect(1)  # a finished task tells of its unseen exception when it is collected
        finally:
            loop.set_exception_handler(None)
        assert not leaked, f"tasks still running at the end of the test: {leaked}"
        assert not lost, f"exceptions that nobody awaited: {lost}"

    watched.leaks_are_watched = True  # type: ignore[attr-defined]
    return watched


def _in_words(context: dict[str, Any]) -> str:
    return f"{context.get('message')}: {context.get('exception')!r}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        _refuse_skip(report, item)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        _refuse_skip(report, collector)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport, node: pytest.Item | pytest.Collector) -> None:
    reason = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
    folders = node.path.relative_to(node.config.rootpath).parts[:-1]
    if any(folder in _NEVER_SKIPPED for folder in folders):
        report.outcome = "failed"
        report.longrepr = f"{node.nodeid} was skipped ({reason}), but a test of the real thing has to run"
    elif reason in _NO_REASON:
        report.outcome = "failed"
        report.longrepr = f"{node.nodeid} was skipped without a reason"
