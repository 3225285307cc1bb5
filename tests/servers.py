"""The real Synapse that all tests share, and accounts on it.

`tests/conftest.py` takes the fixtures over from here: one server for the whole session, whoever asks first.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.core.model import UserId
from bot.demo.homeserver import Homeserver, new_password


@dataclass(frozen=True, slots=True)
class Account:
    user_id: UserId
    password: str


class Accounts:
    """Makes accounts whose names no other test has."""

    def __init__(self, homeserver: Homeserver) -> None:
        self.homeserver = homeserver
        self._numbers = itertools.count(1)

    async def new(self, name: str, *, admin: bool = False, display_name: str | None = None) -> Account:
        """`name` is a hint for whoever reads a failure; a number is added."""
        password = new_password()
        user_id = await self.homeserver.register(
            f"{name}-{next(self._numbers)}", password, admin=admin, display_name=display_name or name
        )
        return Account(user_id, password)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def homeserver(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Homeserver]:
    """Without rate limits; users and rooms stay for the whole session, so tests make their own."""
    async with Homeserver(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@pytest.fixture(scope="session")
def accounts(homeserver: Homeserver) -> Accounts:
    return Accounts(homeserver)
