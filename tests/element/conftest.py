"""Reps on Element's stack: one driver process for the session, new accounts for every test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack

import pytest

from tests.element.host import ElementHost
from tests.element.network import log_in
from tests.element.rep import ElementRep
from tests.servers import Accounts

LogIn = Callable[[str], Awaitable[ElementRep]]


@pytest.fixture(scope="session")
def element_host() -> Iterator[ElementHost]:
    host = ElementHost()
    host.start()
    try:
        yield host
    finally:
        host.stop()
    assert host.faults == []


@pytest.fixture
async def newcomer(accounts: Accounts, element_host: ElementHost) -> AsyncIterator[LogIn]:
    """Makes a rep with a new account and a cross-signed device; all are logged out after the test."""
    async with AsyncExitStack() as stack:

        async def make(name: str) -> ElementRep:
            rep = await log_in(accounts, element_host, name)
            stack.push_async_callback(rep.stop)
            return rep

        yield make
