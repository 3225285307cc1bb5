"""The configuration and the secret files in a backup: every path becomes one inside the restored folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from bot.config import Settings
from bot.errors import EnvironmentFault
from bot.secret_files import CREDENTIAL, credential_path
from bot.sentences import N_, Said, reason_of

CONFIG_NAME, KEY_NAME, FIELDS_KEY_NAME, DATA_NAME = "bot.yaml", "store.key", "fields.key", "data"
TOKEN_NAME = "account.token"  # noqa: S105  # a file's name


def files_of(settings: Settings, config: Path, with_fields_key: bool) -> dict[str, bytes]:
    """Configuration and secrets, but no token: the backup has no keys of its device. Raises EnvironmentFault."""
    secrets = _secrets(settings)
    left_out = {TOKEN_NAME} if with_fields_key else {TOKEN_NAME, FIELDS_KEY_NAME}
    try:
        text = config.read_text(encoding="utf-8")
        files = {name: path.read_bytes() for name, path in secrets.items() if name not in left_out}
    except OSError as error:
        raise EnvironmentFault(
            Said(N_("A file of the configuration cannot be read: %(reason)s."), reason=reason_of(error))
        ) from None
    names = {path.absolute(): name for name, path in secrets.items()} | {settings.data_dir.absolute(): DATA_NAME}
    return {CONFIG_NAME: _moved(text, config.resolve().parent, names).encode(), **files}


def _secrets(settings: Settings) -> dict[str, Path]:
    named = {
        KEY_NAME: settings.key_file,
        FIELDS_KEY_NAME: settings.fields_key_file,
        "account.password": settings.account.password_file,
        TOKEN_NAME: settings.account.token_file,
        **{f"{name}.key": remote.key_file for name, remote in settings.engine.remote.items()},
    }
    return {name: path for name, path in named.items() if path is not None}


def _moved(text: str, folder: Path, names: Mapping[Path, str]) -> str:
    """With comments and all else as they were."""
    spots = sorted(
        ((node.start_mark.index, node.end_mark.index, names[path]) for node, path in _paths(yaml.compose(text), folder)
         if path in names),
        reverse=True,
    )  # fmt: skip
    for start, end, name in spots:
        text = f"{text[:start]}{name}{text[end:]}"
    return text


def _paths(node: yaml.Node | None, folder: Path) -> Iterator[tuple[yaml.Node, Path]]:
    """Every value read as a path, as the configuration would read it."""
    if isinstance(node, yaml.ScalarNode):
        written = str(node.value)
        path = credential_path(written) if written.startswith(CREDENTIAL) else folder / Path(written).expanduser()
        if path is not None and node.style not in ("|", ">"):
            yield node, path.absolute()
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _paths(each, folder)
    elif isinstance(node, yaml.MappingNode):
        for _, each in node.value:
            yield from _paths(each, folder)
