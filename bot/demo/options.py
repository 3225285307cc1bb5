"""What a person may choose on the command line. Imports nothing, so that `--help` is fast."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEFAULT_DATA = Path("var/demo")
"""From the current folder."""


@dataclass(frozen=True, slots=True)
class DemoOptions:
    keep: bool = False
    """Leave everything running until Ctrl-C or SIGTERM."""
    port: int | None = None
    """Of the homeserver; None: a free one."""
    data: Path | None = None
    rate_limits: bool = False
    """Synapse's default limits instead of none."""
    script: bool = True
    """Play the conversation."""
    verbose: bool = False
    """The bot writes more lines into its log."""
