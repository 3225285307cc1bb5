"""Where a word could be left behind: files, the decrypted databases, and what a machine tells of its processes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.store.database import connect
from bot.store.fields import StoreKeys
from tests.system.stores import every_value

PUBLIC = ("public_case",)
"""What tables with public records begin with."""


@dataclass(frozen=True, slots=True)
class Places:
    """Bytes by place in which nobody may find anything."""

    found: Mapping[str, bytes]

    def with_any_of(self, words: Mapping[str, str]) -> list[str]:
        """`what in which place`."""
        spelled = {
            what: {word.encode(code) for word in (said, said.lower(), said.upper()) for code in ("utf-8", "utf-16-le")}
            for what, said in words.items()
        }
        return [
            f"{what} in {place}"
            for place, content in self.found.items()
            for what, forms in spelled.items()
            if any(form in content for form in forms)
        ]


def files_in(*folders: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def dumped(data_dir: Path, keys: StoreKeys) -> Iterator[tuple[str, bytes]]:
    """Both databases decrypted, table by table, the public records left out."""
    opened = (
        ("bot.db", connect(data_dir / "bot.db", keys.store, keys.field_key)),
        ("crypto.db", connect(data_dir / "crypto.db", keys.crypto)),
    )
    for name, connection in opened:
        tables: dict[str, bytearray] = {}
        with closing(connection) as database:
            for table, value in every_value(database):
                raw = value if isinstance(value, bytes) else str(value).encode()
                tables.setdefault(table, bytearray()).extend(raw + b"\0")
        for table, content in tables.items():
            if not table.startswith(PUBLIC):
                yield f"{table} of {name}", bytes(content)


def told_of(pid: int) -> Iterator[tuple[str, bytes]]:
    """What others on the machine may read of a process: its title and arguments, its environment, its open files.

    What the machine does not let us read tells us nothing either.
    """
    for name in ("environ", "cmdline", "comm"):
        try:
            yield f"{name} of process {pid}", Path(f"/proc/{pid}/{name}").read_bytes()
        except PermissionError:
            continue
    try:
        handles = list(Path(f"/proc/{pid}/fd").iterdir())
    except PermissionError:
        return
    for handle in handles:
        try:
            if handle.stat().st_nlink == 0 and handle.is_file():  # deleted, and still there as long as it is open
                yield f"a deleted file of process {pid}", handle.read_bytes()
        except OSError:
            continue


def may_leave_a_core(pid: int) -> bool:
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    (line,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    return line.split()[4:6] != ["0", "0"]
