"""A maubot bot that translates with the same Apertium, beside ours: `make setup-bench` brings it.

It runs in an environment of its own, in a room without encryption: maubot's end-to-end encryption needs libolm.
"""

from __future__ import annotations

import json
import socket
from pathlib import Path

from bot.core.model import RoomId
from bot.demo.account import Account
from bot.demo.process import Child
from bot.matrix.http import Http, path_of

PYTHON = Path(__file__).resolve().parents[2] / ".venv-bench" / "bin" / "python"
PLUGIN = Path(__file__).with_name("maubot_plugin")


def is_there() -> bool:
    return PYTHON.exists()


async def start(url: str, account: Account, folder: Path, room_id: RoomId) -> Child:
    """Logged in, and in the room that it is invited to."""
    login = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": account.user_id},
        "password": account.password,
    }
    async with Http(url) as http:
        http.access_token = token = (await http.request("POST", path_of("login"), login))["access_token"]
        await http.request("POST", path_of("join", room_id), {})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = {
        "user": {
            "credentials": {"id": account.user_id, "homeserver": url, "access_token": token, "device_id": None},
            "sync": True,
            "appservice": False,
            "hs_token": None,
            "autojoin": False,
            "displayname": "disable",
            "avatar_url": "disable",
            "ignore_initial_sync": False,
            "ignore_first_sync": False,
        },
        "server": {
            "hostname": "127.0.0.1",
            "port": port,
            "base_path": "/",
            "public_url": url,
        },
        "database": f"sqlite:{folder / 'maubot.db'}",
        "crypto_db_pickle_key": "",
        "database_opts": {"min_size": 1, "max_size": 10},
        "plugin_config": {},
        "logging": {
            "version": 1,
            "handlers": {"console": {"class": "logging.StreamHandler"}},
            "root": {"level": "WARNING", "handlers": ["console"]},
        },
    }
    path = folder / "maubot.json"
    path.write_text(json.dumps(config), encoding="utf-8")  # every JSON file is a YAML file
    argv = [str(PYTHON), "-m", "maubot.standalone", "-c", str(path), "-m", str(PLUGIN / "maubot.yaml")]
    return await Child.start(argv, folder / "maubot.log")
