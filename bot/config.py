"""The operator's YAML file -> frozen settings, or every mistake at once.

    homeserver: https://matrix.example.org
    account: {user_id: "@bot:example.org", password_file: bot.password, device_name: Trinational}
                                      # or token_file and device_id in place of password_file
    data_dir: data
    key_file: store.key               # 64 hex digits, mode 0600
    fields_key_file: /media/usb/fields.key   # the second key, which the bot makes; better on another medium
    invites: ["@ana:example.org", "example.org"]
    translation: {engines: [firefox, apertium], timeout_s: 5, retry_s: 60}   # see bot/engine_settings.py
    channels:
      - name: parts plants
        rooms: {en: "!…", es: "!…", fr: "!…"}     # more: bot/channel_config.py
    members:
      "@ana:example.org": {name: Ana, organisation: Sindicato Demo, language: es, role: coordinator}
    operators_room: "!…"              # optional
    operator: {name: Red de ejemplo A.C., contact: privacidad@example.org}   # optional; for the privacy notice
    digest: {day: monday, at: "08:00", zones: {es: America/Tijuana}}         # optional
    keep_keys: 30d                    # optional
    new_groups_wait: 7d               # optional
    backup_recipient: age1…           # optional; the public key that `trinational backup` encrypts to
    metrics: {port: 9464}             # optional; /metrics and /healthz on loopback

Relative paths start at the folder of the file. Passwords and keys stay in files of their own: the settings hold only
their paths, and what is in them never gets into a message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import cast, get_args

from bot import checked_yaml
from bot.account_config import (
    ACCOUNT_EXPECTED,
    SERVER_NAME,
    USER_EXPECTED,
    USER_ID,
    AccountSettings,
    is_homeserver,
    read_account,
)
from bot.channel_config import LANGUAGES, ChannelReader, label
from bot.checked_yaml import Mistakes, Section, Value
from bot.core.model import Channel, Member, Role, RoomId, UserId
from bot.digest_config import DigestSettings, read_digest
from bot.engine_settings import EngineSettings, Reading, read_engine_settings
from bot.errors import ConfigError
from bot.metrics_config import MetricsSettings, read_metrics
from bot.operator_section import Operator, read_operator
from bot.secret_files import CREDENTIAL, credential_path, is_key, read_key, read_secret, secret_fault
from bot.sentences import N_, Msgid, Said

__all__ = [
    "FIELDS_KEY_FILE",
    "LANGUAGES",
    "AccountSettings",
    "EngineSettings",
    "Settings",
    "load",
    "read_key",
    "read_secret",
]


_INVITER = re.compile(rf"{USER_ID.pattern}|{SERVER_NAME}")
KEEP_KEYS = timedelta(days=30)
_RECIPIENT_EXPECTED = N_("an age public key: age1 and 58 more characters, as `age-keygen` prints it")
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
FIELDS_KEY_FILE = "fields.key"
"""Where the second key is, beside the configuration, unless that says otherwise."""

_DAYS = re.compile(r"[0-9]{1,4}d")
NEW_GROUPS_WAIT = timedelta(days=7)
_SHORTEST_WAIT, _LONGEST_WAIT = 2, 90
# A session of our own is in use for a week; what a person sent a week ago they may still want to correct.
_FEWEST_DAYS, _MOST_DAYS = 8, 365


@dataclass(frozen=True, slots=True)
class Settings:
    homeserver: str
    """Base address, without a slash at the end."""
    account: AccountSettings
    data_dir: Path
    key_file: Path
    fields_key_file: Path
    """The second key, for what could identify a person; made at the first start."""
    invites: frozenset[str]
    """User ids and server names whose invitations are accepted."""
    channels: tuple[Channel, ...]
    members: Mapping[UserId, Member]
    engine: EngineSettings
    operators_room: RoomId | None
    operator: Operator | None = None
    digest: DigestSettings = field(default_factory=DigestSettings)
    keep_keys: timedelta = KEEP_KEYS
    """Room keys that have not been needed for so long are deleted, here and in the backup."""
    new_groups_wait: timedelta = NEW_GROUPS_WAIT
    """How long every group may object to one that is to come or to go."""
    backup_recipient: str = ""
    """An age public key; empty: a passphrase is asked for."""
    metrics: MetricsSettings | None = None
    """None: nothing listens."""


def load(path: Path, *, rooms_needed: bool = True) -> Settings:
    """Read the file. Raises ConfigError with all mistakes, each as `file:line: key: what is expected`.

    Without `rooms_needed` it may have no channel yet: for whoever makes the rooms.
    """
    mistakes = Mistakes(path)
    if not path.exists():
        missing = N_(
            "%(path)s: there is no such file: go into the folder of the bot's configuration, or name it with --config"
        )
        raise ConfigError([Said(missing, path=str(path))])
    top = checked_yaml.read(path, mistakes)
    settings = _Reader(path.resolve().parent, mistakes).settings(top, rooms_needed) if top is not None else None
    if mistakes.lines or settings is None:
        raise ConfigError(mistakes.lines)
    return settings


class _Reader:
    """Takes the settings out of one file, top to bottom."""

    def __init__(self, folder: Path, mistakes: Mistakes) -> None:
        self._folder = folder
        self._mistakes = mistakes
        self._channels = ChannelReader(mistakes)

    def settings(self, top: Section, rooms_needed: bool) -> Settings:
        homeserver = self._homeserver(top.required("homeserver", N_("the address of the homeserver")))
        account = read_account(
            top.required("account", ACCOUNT_EXPECTED),
            lambda value: (self._secret_file(value) or (None, Path()))[1],
            lambda value: label(value, N_("a short name that people see beside the device")),
        )
        data_dir = self._data_dir(top.required("data_dir", N_("a folder for the bot's databases")))
        key_file = self._secret_file(top.required("key_file", N_("the file with the key of the databases")))
        if key_file is not None and not is_key(read_secret(key_file[1])):
            key_file[0].mistake(
                Said(N_("the file must hold 64 hex digits and nothing else (such as `openssl rand -hex 32` prints)"))
            )
        fields_key_file = self._fields_key_file(top.optional("fields_key_file"), key_file)
        invites = self._invites(top.required("invites", N_("a list of user ids and server names")))
        engine = read_engine_settings(
            top.optional("translation"), Reading(self._path, self._secret_file, is_homeserver)
        )
        listed = top.required("channels", N_("a list of channels")) if rooms_needed else top.optional("channels")
        channels = self._channels.channels(listed, frozenset(engine.remote), may_be_empty=not rooms_needed)
        members = self._members(top.required("members", N_("user ids with name, language and role")), account.user_id)
        operators_room = top.optional("operators_room")
        operators = self._channels.room(operators_room) if operators_room is not None else None
        operator = read_operator(top.optional("operator"))
        digest = read_digest(top.optional("digest"), LANGUAGES)
        keep_keys = self._keep_keys(top.optional("keep_keys"))
        new_groups_wait = self._new_groups_wait(top.optional("new_groups_wait"))
        recipient = top.optional("backup_recipient")
        metrics = read_metrics(top.optional("metrics"))
        top.finish()
        return Settings(
            homeserver=homeserver,
            account=account,
            data_dir=data_dir,
            key_file=key_file[1] if key_file is not None else Path(),
            fields_key_file=fields_key_file,
            invites=invites,
            channels=channels,
            members=members,
            engine=engine,
            operators_room=operators,
            operator=operator,
            digest=digest,
            keep_keys=keep_keys,
            new_groups_wait=new_groups_wait,
            backup_recipient=recipient.text(_RECIPIENT_EXPECTED, _RECIPIENT) if recipient is not None else "",
            metrics=metrics,
        )

    def _fields_key_file(self, value: Value | None, store_key: tuple[Value, Path] | None) -> Path:
        """It may be missing: the bot makes it, and knows when it is missing although it was made."""
        path = (
            self._path(value, N_("the path of a file")) if value is not None else None
        ) or self._folder / FIELDS_KEY_FILE
        if store_key is not None and path.resolve() == store_key[1].resolve():
            (value or store_key[0]).mistake(
                Said(N_("key_file and fields_key_file must be two files: two keys in one are one"))
            )
        return path

    @staticmethod
    def _keep_keys(value: Value | None) -> timedelta:
        if value is None:
            return KEEP_KEYS
        expected = _days_expected(_FEWEST_DAYS, _MOST_DAYS, "30d")
        text = value.text(expected, lambda text: _DAYS.fullmatch(text) is not None and _is_kept(int(text[:-1])))
        return timedelta(days=int(text[:-1])) if text else KEEP_KEYS

    @staticmethod
    def _new_groups_wait(value: Value | None) -> timedelta:
        if value is None:
            return NEW_GROUPS_WAIT
        expected = _days_expected(_SHORTEST_WAIT, _LONGEST_WAIT, "7d")
        text = value.text(
            expected,
            lambda text: _DAYS.fullmatch(text) is not None and _SHORTEST_WAIT <= int(text[:-1]) <= _LONGEST_WAIT,
        )
        return timedelta(days=int(text[:-1])) if text else NEW_GROUPS_WAIT

    def _homeserver(self, value: Value | None) -> str:
        expected = N_(
            "an address such as https://matrix.example.org (http:// only on this machine or a private network)"
        )
        return value.text(expected, is_homeserver).rstrip("/") if value is not None else ""

    def _data_dir(self, value: Value | None) -> Path:
        if value is None:
            return Path()
        folder = self._path(value, N_("a folder for the bot's databases"))
        if folder is not None and folder.exists() and not folder.is_dir():
            value.mistake(Said(N_("expected a folder, but this is a file")))
        return folder or Path()

    def _secret_file(self, value: Value | None) -> tuple[Value, Path] | None:
        path = self._path(value, N_("the path of a file")) if value is not None else None
        if value is None or path is None:
            return None
        fault = secret_fault(path)
        if fault is not None:
            value.mistake(
                Said(N_("%(fault)s (relative paths start at the folder of this configuration)"), fault=fault)
                if not path.exists()
                else fault
            )
            return None
        return value, path

    def _path(self, value: Value, expected: Msgid) -> Path | None:
        text = value.text(expected, lambda written: "\0" not in written)
        if text.startswith(CREDENTIAL):
            credential = credential_path(text)
            if credential is None:
                value.mistake(Said(N_("systemd has handed over no credential of this name: see docs/operating.md")))
            return credential
        return self._folder / Path(text).expanduser() if text else None

    def _invites(self, value: Value | None) -> frozenset[str]:
        expected = N_('a user id or a server name in quotes, such as "@ana:example.org" or "example.org"')
        items = (
            value.items(N_("a list of user ids and server names that may invite the bot")) if value is not None else []
        )
        return frozenset(item.text(expected, _INVITER) for item in items)

    def _members(self, value: Value | None, bot: UserId) -> Mapping[UserId, Member]:
        members: dict[UserId, Member] = {}
        if value is None:
            return members
        top = value.section(N_("user ids with name, language and role"))
        for written, line, entry in top.entries():
            if not USER_ID.fullmatch(written):
                self._mistakes.add(line, entry.key, checked_yaml.expecting(USER_EXPECTED))
            if written == bot:
                self._mistakes.add(line, entry.key, Said(N_("this is the bot's own account, which is no member")))
            member = self._member(UserId(written), entry)
            members[member.user_id] = member
        if top.is_complete and not any(member.role == "coordinator" for member in members.values()):
            value.mistake(Said(N_("at least one member needs `role: coordinator`")))
        return MappingProxyType(members)

    def _member(self, user_id: UserId, value: Value) -> Member:
        section = value.section(N_("name, organisation, language and role of this member"))
        name = section.required("name", N_("the name that others see"))
        organisation, language, role = (section.optional(key) for key in ("organisation", "language", "role"))
        section.finish()
        return Member(
            user_id,
            label(name, N_("the name that others see")),
            label(organisation, N_("the name of an organisation")) or None,
            language.choice(LANGUAGES) if language is not None else None,
            cast("Role", role.choice(get_args(Role))) if role is not None else "rep",
        )


def _days_expected(fewest: int, most: int, example: str) -> Said:
    sentence = N_("a number of days from %(fewest)s to %(most)s, such as %(example)s")
    return Said(sentence, fewest=str(fewest), most=str(most), example=example)


def _is_kept(days: int) -> bool:
    return _FEWEST_DAYS <= days <= _MOST_DAYS
