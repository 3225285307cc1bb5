"""What `make load` finds at the end: faults, and how long a reader waited."""

from __future__ import annotations

import re
import sys

from tests.bench.load_writer import Stage
from tests.bench.report import Line, p50, p95

MOST_P95_S = 1.0


def verdict(stage: Stage, settling_s: float) -> list[Line]:
    account, faults = stage.account, stage.faults()
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    edits = sum(len(said.revisions) for said in account.said)
    deleted = sum(said.deleted for said in account.said)
    files = sum(said.kind == "file" for said in account.said)
    what = (
        f"{len(account.said) - files} messages, {files} files, {edits} edits, {deleted} deletions,"
        f" {len(account.asked)} commands"
    )
    lines = [Line(f"{what}: lost, doubled, out of order", f"{len(faults)}", "0", not faults)]
    lines.append(Line("all of it done after the last was written", f"{settling_s:.1f} s"))
    found = account.latencies(stage.views(), stage.bot_user)
    for kind in ("message", "edit", "file", "command"):
        if not (values := found.get(kind)):
            continue
        target = (f"p95 ≤ {MOST_P95_S:.0f} s", p95(values) <= MOST_P95_S) if kind in ("message", "edit") else ("", None)
        figures = f"{p50(values) * 1000:.0f} / {p95(values) * 1000:.0f} ms (n = {len(values)})"
        lines.append(Line(f"{kind}, writer → observer, p50 / p95", figures, *target))
    return lines


def own_share(stage: Stage) -> list[float]:
    return [float(ms) for ms in re.findall(r"copy\.sent .*?ms=([0-9.]+)", stage.bot_log.read_text(encoding="utf-8"))]
