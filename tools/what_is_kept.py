"""Writes docs/what-the-bot-keeps.md: the schema of fresh databases, with what the description file says of it.

python -m tools.what_is_kept            writes the page
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.matrix.crypto_store import open_crypto_store
from bot.store.database import Database
from bot.store.fields import BYTES, HIDDEN, SALTS, TEXTS

ROOT = Path(__file__).resolve().parent.parent
DESCRIPTIONS = ROOT / "docs" / "what-the-bot-keeps.yaml"
PAGE = ROOT / "docs" / "what-the-bot-keeps.md"

Schema = Mapping[str, Mapping[str, Sequence[str]]]
"""Columns by table by file."""

_HEAD = """\
# What the bot keeps

Made from the schema and `docs/what-the-bot-keeps.yaml` by `python -m tools.what_is_kept`; a test holds it to both.
**No table has a message, a display name, a file name or a room's name in it**; channels appear by the names that the
configuration gives them. Both files are encrypted (SQLCipher, AES-256); the key is in a file of its own. In
`bot.db` every user id, the names of groups, the members' petitions, what people answered or corrected and the bot's own
keys are encrypted once more, under a second key; `crypto.db` opens with both keys only. Beside them the data folder has
the control socket and, after `!lockdown`, a marker file without contents. Moments are seconds since 1970.

Marks: **person** – tells of a person (user ids are under the second key in whichever column); **secret** – a key or a
token; **sealed** – the whole column is under the second key.
"""
_SEALED = {*HIDDEN, *TEXTS, *BYTES, *((table, column) for table, _, column in SALTS)}
_TABLES_OF_SQLITE = "sqlite_"


def schema() -> Schema:
    """Of databases that this version makes anew."""
    with tempfile.TemporaryDirectory() as folder:
        return {"bot.db": asyncio.run(_bot_tables(Path(folder))), "crypto.db": _crypto_tables(Path(folder))}


async def _bot_tables(folder: Path) -> dict[str, list[str]]:
    database = await Database.open(folder / "bot.db", bytes(32))
    try:
        tables = await database.fetch_all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        return {
            table["name"]: [row["name"] for row in await database.fetch_all(f'PRAGMA table_info("{table["name"]}")')]
            for table in tables
            if not table["name"].startswith(_TABLES_OF_SQLITE)
        }
    finally:
        await database.close()


def _crypto_tables(folder: Path) -> dict[str, list[str]]:
    database = open_crypto_store(folder, "@bot:example.org", "DEVICE", bytes(32)).database
    try:
        names = database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
        return {
            name: [column[1] for column in database.execute_sql(f'PRAGMA table_info("{name}")').fetchall()]
            for (name,) in names
            if not name.startswith(_TABLES_OF_SQLITE)
        }
    finally:
        database.close()


def differences(described: Mapping[str, Any], found: Schema) -> list[str]:
    """What the description file lacks, and what it has that is not there any more."""
    wanted = {(file, table, column) for file, tables in found.items() for table in tables for column in tables[table]}
    told = {
        (file, table, column)
        for file, tables in described.items()
        for table, about in tables.items()
        for column in about["columns"]
    }
    return [f"not described: {' '.join(each)}" for each in sorted(wanted - told)] + [
        f"described, but not there: {' '.join(each)}" for each in sorted(told - wanted)
    ]


def page(described: Mapping[str, Any], found: Schema) -> str:
    lines = [_HEAD]
    for file, tables in found.items():
        lines.append(f"## {file}\n")
        for table, columns in tables.items():
            about = described[file][table]
            lines += [f"### `{table}`\n", f"{about['about']} **Kept:** {about['lives']}.\n"]
            if about["lives"] != "empty":
                lines += ["| column | what |", "|---|---|"]
                sealed = {column for place, column in _SEALED if (file, place) == ("bot.db", table)}
                lines += [
                    f"| `{column}` | {_marked(about['columns'][column], column in sealed)} |" for column in columns
                ]
                lines.append("")
    return "\n".join(lines)


def _marked(meaning: object, is_sealed: bool) -> str:
    text = str(meaning) + (" – **sealed**" if is_sealed else "")
    for written, shown in (("who; ", "**person** – "), ("secret; ", "**secret** – "), ("who - ", "**person** – ")):
        text = text.replace(written, shown)
    return text


def descriptions() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(DESCRIPTIONS.read_text(encoding="utf-8"))
    return loaded


def main() -> int:
    described, found = descriptions(), schema()
    mistakes = differences(described, found)
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    if not mistakes:
        PAGE.write_text(page(described, found), encoding="utf-8")
    return bool(mistakes)


if __name__ == "__main__":
    sys.exit(main())
