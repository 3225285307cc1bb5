"""Runs the tests on all cores, and whatever failed there once more, one after the other.

    python -m tools.run_tests [options of pytest]        what `make test` does

Some tests let several real servers talk; on a busy machine one of them may wait too long for another. What fails
because the code is wrong fails the second time too. Nothing is hidden: both rounds print their failures, and the end
says it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

FAILED = 1
"""What pytest exits with when tests ran and some failed; any other code is about the run itself."""
SECOND_LOOK = 5
"""More failures than this are not the machine's mood."""
STOPS_EARLY = ("-x", "--exitfirst", "--maxfail")
"""With these the tests after the first failure have not run: then a second look would prove nothing."""
REMEMBERED = Path(".pytest_cache", "v", "cache", "lastfailed")


def failures(remembered: Path = REMEMBERED) -> int | None:
    """How many tests failed last, or None when nothing says so."""
    try:
        return len(json.loads(remembered.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def run(options: Sequence[str], pytest: Sequence[str] = (sys.executable, "-m", "pytest")) -> int:
    """The exit code of the last round."""
    REMEMBERED.unlink(missing_ok=True)
    code = subprocess.run([*pytest, *options], check=False).returncode
    failed = None if any(option.startswith(STOPS_EARLY) for option in options) else failures()
    if code != FAILED or not failed or failed > SECOND_LOOK:
        return code
    print(f"\nFailed: {failed}. Once more, one after the other:\n", flush=True)
    code = subprocess.run([*pytest, *options, "-n", "0", "--last-failed"], check=False).returncode
    print("\nAll that failed on the busy machine passed alone: look at it." if code == 0 else "", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
