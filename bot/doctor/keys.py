"""The two key files: whether they are there, closed to others, and open what is in the data folder."""

from __future__ import annotations

from pathlib import Path

from bot.config import Settings
from bot.doctor.finding import CREDENTIAL, Finding, failure, ok, warning
from bot.errors import CredentialError
from bot.secret_files import secret_fault
from bot.store.fields import StoreKeys
from bot.store.files import FILES, is_of_before, opens_any
from bot.store.keys import present_keys

_PUT_BACK = "put the right file back, or run an interrupted `trinational rekey` again; nothing was changed"


def key_files(settings: Settings, config: Path) -> tuple[Finding, StoreKeys | None]:
    """With the keys, where they can be used."""
    path = settings.fields_key_file
    if path.exists() and (fault := secret_fault(path)):
        mend = f"chmod 600 {path}" if "chmod" in fault else _PUT_BACK
        return failure("keys", f"The second key cannot be used ({path}): {fault}.", mend, CREDENTIAL), None
    try:
        keys = present_keys(settings)
    except CredentialError as error:
        mend = _PUT_BACK if path.exists() else f"put the copy of the second key back at {path} (mode 0600)"
        return failure("keys", str(error), mend, CREDENTIAL), None
    files = [settings.data_dir / name for name in FILES if (settings.data_dir / name).exists()]
    for file in files:
        if not opens_any(file, keys):
            text = f"The keys in {settings.key_file} and {path} do not open {file.name}, or its first page is damaged."
            return failure("keys", text, _PUT_BACK, CREDENTIAL), None
    return _state(settings, config, keys, files), keys


def _state(settings: Settings, config: Path, keys: StoreKeys, files: list[Path]) -> Finding:
    start = f"trinational run --config {config}"
    if keys.fields is None:
        return warning(
            "keys", f"There is no second key yet: the next start makes it at {settings.fields_key_file}.", start
        )
    if any(is_of_before(file, keys) for file in files):
        return warning("keys", "Not everything is under the second key yet: the next start sees to it.", start)
    if settings.fields_key_file.parent.resolve() == settings.key_file.parent.resolve():
        text = "Both keys open the databases. They are in one folder: whoever takes one takes the other."
        return ok("keys", text, "move the second key to another medium and name its place in fields_key_file")
    return ok("keys", "Both keys open the databases.")
