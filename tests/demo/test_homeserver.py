"""The homeserver that the demo and the real-server tests run on: a real Synapse."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.demo.homeserver import Homeserver, new_password, synapse_python
from bot.errors import EnvironmentFault, MatrixError

LOGIN = "/_matrix/client/v3/login"
WHOAMI = "/_matrix/client/v3/account/whoami"


def test_its_configuration_listens_and_asks_on_loopback_only(tmp_path: Path) -> None:
    from bot.demo.synapse_config import Identity, write_config

    path = write_config(tmp_path / "synapse", Identity.of(tmp_path / "synapse", "demo.local"), rate_limits=False)
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [listener["bind_addresses"] for listener in settings["listeners"]] == [["127.0.0.1"]]
    assert settings["listeners"][0]["resources"] == [{"names": ["client"], "compress": False}]
    assert settings["trusted_key_servers"] == []
    assert settings["federation_domain_whitelist"] == []
    assert not settings["report_stats"]
    assert {file.stat().st_mode & 0o077 for file in path.parent.iterdir()} == {0}


def test_synapses_own_limits_are_left_alone_where_they_are_wanted(tmp_path: Path) -> None:
    from bot.demo.synapse_config import Identity, write_config

    identity = Identity.of(tmp_path, "demo.local")
    limited = yaml.safe_load(write_config(tmp_path, identity, rate_limits=True).read_text(encoding="utf-8"))
    free = yaml.safe_load(write_config(tmp_path, identity, rate_limits=False).read_text(encoding="utf-8"))
    assert not [key for key in limited if key.startswith("rc_")]
    assert "rc_message" in free


async def test_it_goes_on_with_the_same_data_after_a_stop_and_after_a_kill(tmp_path: Path) -> None:
    password = new_password()
    async with Homeserver(tmp_path / "synapse") as homeserver:
        ana = await homeserver.sign_up("ana", password, display_name="Ana")
        assert ana.user_id == f"@ana:{homeserver.server_name}"
        url = homeserver.url

        await homeserver.stop()
        with pytest.raises(MatrixError):
            await homeserver.call("GET", WHOAMI, token=ana.access_token)
        await homeserver.start()
        assert homeserver.url == url
        assert (await homeserver.call("GET", WHOAMI, token=ana.access_token))["device_id"] == ana.device_id

        await homeserver.kill()
        await homeserver.start()
        assert (await homeserver.call("GET", WHOAMI, token=ana.access_token))["user_id"] == ana.user_id
        assert await homeserver.register("dana", password) == "@dana:demo.local"

    async with Homeserver(tmp_path / "synapse") as again:
        assert again.url == url
        assert again.registration_shared_secret == homeserver.registration_shared_secret
        await again.register("eve", password)
        with pytest.raises(MatrixError, match="M_USER_IN_USE"):
            await again.register("ana", password)
        for _ in range(10):  # Synapse's own limit is five
            identifier = {"type": "m.id.user", "user": "dana"}
            login = {"type": "m.login.password", "identifier": identifier, "password": password}
            assert (await again.call("POST", LOGIN, login))["user_id"] == "@dana:demo.local"


async def test_a_port_that_others_use_is_refused_by_name(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        homeserver = Homeserver(tmp_path, port=port)
        with pytest.raises(EnvironmentFault, match=f"port {port} .* --port"):
            await homeserver.start()
    assert homeserver.pid is None


async def test_a_server_that_cannot_start_says_so(tmp_path: Path) -> None:
    async with Homeserver(tmp_path) as homeserver:
        await homeserver.stop()
        (tmp_path / "homeserver.db").write_bytes(b"no database" * 1000)
        with pytest.raises(EnvironmentFault, match="ended at its start"):
            await homeserver.start()


def test_without_synapse_one_line_tells_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRINATIONAL_SYNAPSE", str(tmp_path / "bin" / "python"))
    with pytest.raises(EnvironmentFault, match=r"pip install matrix-synapse") as raised:
        synapse_python()
    assert "\n" not in str(raised.value)


CHILD = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1], 'w'), flush=True); time.sleep(600)"
PARENT = """
import asyncio, sys
from pathlib import Path
from bot.demo.process import Child

async def main():
    child = await Child.start([sys.executable, *sys.argv[1:]], Path(sys.argv[-1]).with_name("log"))
    await child.wait()

asyncio.run(main())
"""


def test_a_child_dies_with_its_parent_even_when_that_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    with subprocess.Popen([sys.executable, "-c", PARENT, "-c", CHILD, str(told)]) as parent:
        pid = int(told.read_text(encoding="ascii"))  # it runs: what comes before it is over
        child = os.pidfd_open(pid)
        parent.send_signal(signal.SIGKILL)
        try:
            assert ended(child, within_s=10)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            os.close(child)


def ended(pidfd: int, within_s: float) -> bool:
    """Waits for the kernel's word that the process is gone."""

    return bool(select.select([pidfd], [], [], within_s)[0])
