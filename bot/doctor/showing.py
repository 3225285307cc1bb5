"""How findings are shown to a person, in their language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.core.model import Language
from bot.core.words import N_
from bot.doctor.finding import Finding, Level
from bot.i18n import Texts
from bot.program_name import command
from bot.sentences import Said
from bot.wrapping import wrapped

_SIGNS: Mapping[Level, str] = {"ok": N_("OK"), "warning": N_("WARNING"), "failure": N_("FAILURE")}
_CHECKS: Mapping[str, str] = {
    "configuration": N_("configuration"),
    "bot": N_("bot"),
    "permissions": N_("files"),
    "recovery key": N_("recovery key"),
    "disk": N_("disk"),
    "keys": N_("keys"),
    "database": N_("database"),
    "register": N_("petition register"),
    "clock": N_("clock"),
    "device": N_("access"),
    "homeserver": N_("homeserver"),
    "limits": N_("limits"),
    "identity": N_("identity"),
    "key backup": N_("key backup"),
    "room": N_("room"),
    "devices": N_("devices"),
    "backup": N_("backup"),
    "models": N_("models"),
    "engine": N_("engine"),
}
"""What machines read, and what people do."""
_PROGRAM = "trinational "
_OF_CONFIG = " --config PATH"
_GAP = 2


def to_copy(mend: str, config: Path) -> str:
    """A command as it works here: with this program's path, and the configuration that was asked about."""
    if isinstance(mend, Said) or not mend.startswith(_PROGRAM):
        return mend
    words = mend.removeprefix(_PROGRAM)
    return command(words.replace(_OF_CONFIG, ""), config) if _OF_CONFIG in words else command(words)


def in_words(findings: Sequence[Finding], texts: Texts, language: Language) -> list[str]:
    """The worst at the end, where a person looks first. A command stands alone in its line, to be copied."""
    signs = {level: texts.gettext(language, sign) for level, sign in _SIGNS.items()}
    width = max(map(len, signs.values())) + _GAP
    lines: list[str] = []
    for level in _SIGNS:
        for finding in findings:
            if finding.level == level:
                check = texts.gettext(language, _CHECKS[finding.check]) if finding.check in _CHECKS else finding.check
                told = texts.labelled(language, check, texts.said(language, finding.text))
                lines.append(wrapped(told, signs[level].ljust(width)))
                lines += _mending(finding, texts, language, " " * width)
    count = {level: str(sum(finding.level == level for finding in findings)) for level in _SIGNS}
    sentence = N_("In order: %(ok)s. Warnings: %(warning)s. Failures: %(failure)s.")
    return [*lines, "", texts.gettext(language, sentence, **count)]


def _mending(finding: Finding, texts: Texts, language: Language, indent: str) -> list[str]:
    mend, hint = (texts.said(language, each) for each in (finding.mend, finding.hint))
    if isinstance(finding.mend, Said):
        return [wrapped(mend, f"{indent}→ ")]
    if not hint:
        return [f"{indent}→ {mend}"] if mend else []
    before = hint if hint.endswith("?") else texts.gettext(language, N_("%(hint)s:"), hint=hint)
    return [wrapped(before, f"{indent}→ "), f"{indent}  {mend}"]


def one_line(finding: Finding) -> str:
    """For machines: the command, and what is to be known about it behind a #."""
    return f"{finding.mend}   # {finding.hint}" if finding.hint else finding.mend
