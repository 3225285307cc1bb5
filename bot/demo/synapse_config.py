"""Synapse's configuration file for a throw-away server on loopback, and the secrets that go with it."""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64encode
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import yaml

_UNLIMITED = {"per_second": 100_000, "burst_count": 100_000}

_NO_LIMITS = {
    "rc_message": _UNLIMITED,
    "rc_registration": _UNLIMITED,
    "rc_login": {"address": _UNLIMITED, "account": _UNLIMITED, "failed_attempts": _UNLIMITED},
    "rc_admin_redaction": _UNLIMITED,
    "rc_joins": {"local": _UNLIMITED, "remote": _UNLIMITED},
    "rc_joins_per_room": _UNLIMITED,
    "rc_key_requests": _UNLIMITED,
    "rc_invites": {"per_room": _UNLIMITED, "per_user": _UNLIMITED, "per_issuer": _UNLIMITED},
    "rc_media_create": _UNLIMITED,
    "rc_presence": {"per_user": _UNLIMITED},
    "rc_delayed_event_mgmt": _UNLIMITED,
    "rc_room_creation": _UNLIMITED,
    "rc_reports": _UNLIMITED,
    "rc_user_directory": _UNLIMITED,
    "rc_profile": _UNLIMITED,
}


@dataclass(frozen=True, slots=True)
class Identity:
    """What must stay the same over restarts. `port` 0: not chosen yet."""

    server_name: str
    registration_shared_secret: str
    macaroon_secret_key: str
    signing_key: str
    port: int = 0

    @classmethod
    def of(cls, directory: Path, server_name: str) -> Identity:
        """The one that the directory holds, or a new one that is written at the first start."""
        try:
            return cls(**json.loads((directory / "identity.json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            seed = b64encode(secrets.token_bytes(32)).decode().rstrip("=")
            return cls(server_name, secrets.token_urlsafe(32), secrets.token_urlsafe(32), f"ed25519 a_demo {seed}")

    def at(self, port: int) -> Identity:
        return replace(self, port=port)


def write_config(directory: Path, identity: Identity, *, rate_limits: bool) -> Path:
    """Write everything that Synapse reads at its start; files with secrets have mode 0600."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(directory / "identity.json", json.dumps(asdict(identity)))
    _write(directory / "signing.key", identity.signing_key + "\n")
    _write(directory / "log.yaml", yaml.safe_dump(_quiet_log(directory.absolute())))
    _write(
        directory / "homeserver.yaml",
        yaml.safe_dump(_settings(directory.absolute(), identity) | ({} if rate_limits else _NO_LIMITS)),
    )
    return directory / "homeserver.yaml"


def _settings(directory: Path, identity: Identity) -> dict[str, object]:
    return {
        "server_name": identity.server_name,
        "public_baseurl": f"http://127.0.0.1:{identity.port}/",
        "listeners": [
            {
                "port": identity.port,
                "bind_addresses": ["127.0.0.1"],
                "type": "http",
                "resources": [{"names": ["client"], "compress": False}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": str(directory / "homeserver.db")}},
        "media_store_path": str(directory / "media"),
        "signing_key_path": str(directory / "signing.key"),
        "pid_file": str(directory / "homeserver.pid"),
        "log_config": str(directory / "log.yaml"),
        "registration_shared_secret": identity.registration_shared_secret,
        "macaroon_secret_key": identity.macaroon_secret_key,
        "form_secret": identity.macaroon_secret_key,
        # Passwords here are random and the server is thrown away: 12 rounds cost 0.3 s at every login.
        "bcrypt_rounds": 4,
        "default_room_version": "12",
        "encryption_enabled_by_default_for_room_type": "off",
        # Nothing may ask the network.
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "federation_domain_whitelist": [],
        "report_stats": False,
        "url_preview_enabled": False,
        "push": {"enabled": False},
        # Nothing here needs it, and each costs time.
        "presence": {"enabled": False},
        "user_directory": {"enabled": False},
        "enable_registration": False,
        "enable_metrics": False,
    }


def _quiet_log(directory: Path) -> dict[str, object]:
    file = {"class": "logging.FileHandler", "formatter": "line", "filename": str(directory / "synapse.log")}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"file": file | {"encoding": "utf-8"}},
        "root": {"level": "WARNING", "handlers": ["file"]},
    }


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
