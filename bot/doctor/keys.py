"""The two key files: whether they are there, closed to others, and open what is in the data folder."""

from __future__ import annotations

from pathlib import Path

from bot.config import Settings
from bot.core.words import N_
from bot.doctor.finding import CREDENTIAL, Finding, failure, ok, warning
from bot.errors import CredentialError
from bot.secret_files import secret_fault
from bot.sentences import Said
from bot.store.field_rows import MISSING
from bot.store.fields import StoreKeys
from bot.store.files import FILES, is_of_before, opens_any
from bot.store.keys import present_keys

_PUT_BACK = Said(N_("put the right file back, or run an interrupted `trinational rekey` again; nothing was changed"))


def key_files(settings: Settings) -> tuple[Finding, StoreKeys | None]:
    """With the keys, where they can be used."""
    path = settings.fields_key_file
    places = {"first": str(settings.key_file), "second": str(path)}
    if path.exists() and (fault := secret_fault(path)):
        mend = str(fault.params["command"]) if "command" in fault.params else _PUT_BACK
        text = Said(N_("The second key cannot be used (%(path)s): %(fault)s."), path=str(path), fault=fault)
        return failure("keys", text, mend, CREDENTIAL), None
    try:
        keys = present_keys(settings)
    except CredentialError as error:
        if path.exists() or str(error) != MISSING:
            text = Said(
                N_("The keys in %(first)s and %(second)s do not fit the data folder, or one is no key."), **places
            )
            return failure("keys", text, _PUT_BACK, CREDENTIAL), None
        mend = Said(N_("put the copy of the second key back at %(path)s (mode 0600)"), path=str(path))
        text = Said(N_("The second key is missing: without it the databases cannot be read."))
        return failure("keys", text, mend, CREDENTIAL), None
    files = [settings.data_dir / name for name in FILES if (settings.data_dir / name).exists()]
    for file in files:
        if not opens_any(file, keys):
            sentence = N_("The keys in %(first)s and %(second)s do not open %(file)s, or its first page is damaged.")
            text = Said(sentence, **places, file=file.name)
            return failure("keys", text, _PUT_BACK, CREDENTIAL), None
    return _state(settings, keys, files), keys


def _state(settings: Settings, keys: StoreKeys, files: list[Path]) -> Finding:
    start = "trinational run --config PATH"
    if keys.fields is None:
        sentence = N_("There is no second key yet: the next start makes it at %(path)s.")
        return warning("keys", Said(sentence, path=str(settings.fields_key_file)), start)
    if any(is_of_before(file, keys) for file in files):
        return warning(
            "keys", Said(N_("Not everything is under the second key yet: the next start sees to it.")), start
        )
    if settings.fields_key_file.parent.resolve() == settings.key_file.parent.resolve():
        text = Said(N_("Both keys open the databases. They are in one folder: whoever takes one takes the other."))
        mend = Said(N_("move the second key to another medium and name its place in fields_key_file"))
        return ok("keys", text, mend)
    return ok("keys", Said(N_("Both keys open the databases.")))
