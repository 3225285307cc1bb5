"""`access.json`: its keys and its mode are a promise to other programs."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from bot.core.model import RoomId, UserId
from bot.demo.access import Access
from bot.demo.account import Account
from bot.demo.cast import COORDINATOR

ACCESS = Access(
    homeserver="http://127.0.0.1:8008",
    server_name="demo.local",
    registration_shared_secret="a secret",
    bot_user_id=UserId("@bot:demo.local"),
    bot_pid=4711,
    restart_command=("python", "-m", "bot"),
    data_dir=Path("/demo/bot/data"),
    config=Path("/demo/bot/bot.yaml"),
    channels={"demo": {"en": RoomId("!en"), "es": RoomId("!es"), "fr": RoomId("!fr")}},
    users=[(Account(UserId("@robin:demo.local"), "a password"), COORDINATOR)],
)


def test_the_file_has_exactly_the_promised_keys(tmp_path: Path) -> None:
    ACCESS.write(tmp_path / "access.json")
    assert json.loads((tmp_path / "access.json").read_text(encoding="utf-8")) == {
        "homeserver": "http://127.0.0.1:8008",
        "server_name": "demo.local",
        "registration_shared_secret": "a secret",
        "bot_user_id": "@bot:demo.local",
        "bot_pid": 4711,
        "restart_command": ["python", "-m", "bot"],
        "data_dir": "/demo/bot/data",
        "config": "/demo/bot/bot.yaml",
        "channels": [{"name": "demo", "rooms": {"en": "!en", "es": "!es", "fr": "!fr"}}],
        "users": [
            {
                "user_id": "@robin:demo.local",
                "password": "a password",
                "language": "en",
                "role": "coordinator",
                "display_name": "Robin",
            }
        ],
    }


def test_only_its_owner_can_read_the_file_even_where_one_stood_that_others_could(tmp_path: Path) -> None:
    path = tmp_path / "access.json"
    path.write_text("{}", encoding="utf-8")
    path.chmod(0o644)
    ACCESS.write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
