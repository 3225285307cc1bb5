"""A real Synapse on a loopback port, for the demo and for every test that wants the real thing.

    async with Homeserver(directory) as homeserver:
        ana = await homeserver.register("ana", new_password(), display_name="Ana")  # "@ana:demo.local"
        ... homeserver.url, homeserver.server_name, homeserver.registration_shared_secret

SQLite, no federation, no TLS, nothing that asks the network for anything. The directory holds all
of it; `start()` on the same directory goes on with the same data, secrets and port.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import http.client
import json
import os
import secrets
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.core.model import UserId
from bot.demo.account import Account
from bot.demo.process import Child
from bot.demo.synapse_config import Identity, write_config
from bot.errors import EnvironmentFault, MatrixError
from bot.sentences import N_, Said

_CHECKOUT = Path(__file__).resolve().parents[2]
_POLL_S = 0.05
_STARTS_WITH_ANOTHER_PORT = 3


def synapse_python() -> Path:
    """The Python that has Synapse: `TRINATIONAL_SYNAPSE`, else `.venv-synapse` of the checkout.

    Raises EnvironmentFault with the command that makes one.
    """
    chosen = os.environ.get("TRINATIONAL_SYNAPSE")
    python = Path(chosen) if chosen else _CHECKOUT / ".venv-synapse" / "bin" / "python"
    if os.access(python, os.X_OK):
        return python.absolute()
    venv = python.parent.parent
    raise EnvironmentFault(
        Said(
            N_(
                "no Synapse at %(python)s (TRINATIONAL_SYNAPSE chooses another): python3 -m venv"
                " %(venv)s && %(venv)s/bin/pip install matrix-synapse"
            ),
            python=str(python),
            venv=str(venv),
        )
    )


class Homeserver:
    """One Synapse. `start`, then `register`; `stop` or `kill`, and `start` again goes on with the same data.

    `port`: None takes the one of the last start on this directory, else a free one.
    `rate_limits`: Synapse's own default limits; without it nobody is ever slowed down.
    """

    def __init__(
        self,
        directory: Path,
        *,
        port: int | None = None,
        server_name: str = "demo.local",
        rate_limits: bool = False,
        python: Path | None = None,
    ) -> None:
        self.directory = directory
        self._identity = Identity.of(directory, server_name)
        self._wanted_port = port
        self._rate_limits = rate_limits
        self._python = python
        self._child: Child | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._identity.port}"

    @property
    def server_name(self) -> str:
        return self._identity.server_name

    @property
    def registration_shared_secret(self) -> str:
        return self._identity.registration_shared_secret

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    async def start(self, within_s: float = 60.0) -> None:
        """Returns once clients are answered. Raises EnvironmentFault."""
        if self._child and self._child.returncode is None:
            return
        python = self._python or synapse_python()
        known = self._wanted_port or self._identity.port
        for _ in range(_STARTS_WITH_ANOTHER_PORT):
            self._identity = self._identity.at(known or _free_port())
            if not _is_free(self._identity.port):
                raise EnvironmentFault(
                    Said(
                        N_("port %(port)s of 127.0.0.1 is in use: choose another with --port"),
                        port=str(self._identity.port),
                    )
                )
            config = write_config(self.directory, self._identity, rate_limits=self._rate_limits)
            self._child = await Child.start(
                [str(python), "-m", "synapse.app.homeserver", "-c", str(config)], self.directory / "output.log"
            )
            if await self._answers(self._child, within_s):
                return
            if known or "in use" not in self._child.last_words(lines=20):
                break
        raise EnvironmentFault(
            Said(
                N_("Synapse ended at its start: see %(folder)s/output.log and synapse.log there"),
                folder=str(self.directory),
            )
        )

    async def _answers(self, child: Child, within_s: float) -> bool:
        """True once it answers, False when it ended before. Raises EnvironmentFault after `within_s`."""
        give_up = time.monotonic() + within_s
        while child.returncode is None:
            try:
                await self.call("GET", "/_matrix/client/versions")
            except MatrixError:
                await asyncio.sleep(_POLL_S)
            else:
                return child.returncode is None
            if time.monotonic() > give_up:
                await child.kill()
                raise EnvironmentFault(
                    Said(
                        N_("Synapse did not answer within %(seconds)s s: see %(folder)s"),
                        seconds=f"{within_s:.0f}",
                        folder=str(self.directory),
                    )
                )
        return False

    async def stop(self) -> None:
        """In order (SIGTERM). Nothing to do when it does not run."""
        if self._child:
            await self._child.stop()

    async def kill(self) -> None:
        """At once (SIGKILL), as a power cut would."""
        if self._child:
            await self._child.kill()

    async def wait(self) -> int:
        """The exit code, once the server has ended."""
        if self._child is None:
            raise EnvironmentFault(Said(N_("Synapse was not started")))
        return await self._child.wait()

    async def register(
        self, user: str, password: str, *, admin: bool = False, display_name: str | None = None
    ) -> UserId:
        """Make an account; `user` is the part before the colon. Gives the full id. Raises MatrixError."""
        return UserId((await self._register(user, password, admin, display_name, login=False))["user_id"])

    async def sign_up(
        self, user: str, password: str, *, admin: bool = False, display_name: str | None = None
    ) -> Account:
        """`register`, with a device and an access token at once, which no login limit counts."""
        answer = await self._register(user, password, admin, display_name, login=True)
        return Account(UserId(answer["user_id"]), password, answer["device_id"], answer["access_token"])

    async def _register(
        self, user: str, password: str, admin: bool, display_name: str | None, *, login: bool
    ) -> dict[str, Any]:
        path = "/_synapse/admin/v1/register"
        nonce = (await self.call("GET", path))["nonce"]
        told = "\0".join((nonce, user, password, "admin" if admin else "notadmin"))
        body = {
            "nonce": nonce,
            "username": user,
            "password": password,
            "admin": admin,
            "displayname": display_name or user,
            "inhibit_login": not login,
            # SHA-1 is what Synapse's shared-secret registration asks for.
            "mac": hmac.new(self.registration_shared_secret.encode(), told.encode(), hashlib.sha1).hexdigest(),
        }
        return await self.call("POST", path, body)

    async def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        token: str | None = None,
        within_s: float = 30.0,
    ) -> dict[str, Any]:
        """One bare request to this server (`path` with its query string). Raises MatrixError."""
        return await asyncio.to_thread(_request, self._identity.port, method, path, body, token, within_s)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()


def new_password() -> str:
    """Random enough for anything, short enough to type into Element."""
    return secrets.token_urlsafe(12)


def _request(
    port: int, method: str, path: str, body: Mapping[str, object] | None, token: str | None, within_s: float
) -> dict[str, Any]:
    """By http.client: it reads no proxy settings, which would lead a loopback address astray."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=within_s)
    try:
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        answer = json.loads(response.read() or b"{}")
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise MatrixError("M_UNKNOWN") from error
    finally:
        connection.close()
    if response.status >= 400:
        raise MatrixError(str(answer.get("errcode", "M_UNKNOWN")), response.status)
    return dict(answer)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # Synapse sets it as well: connections of a server that just ended do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
