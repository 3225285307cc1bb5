"""Says what it was given, and ends with the number that it is told."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    print("argv", *sys.argv[1:], os.environ.get("CHILD_OF", "nobody"), flush=True)
    code = int(input())
    print("ends with", code, file=sys.stderr)
    sys.exit(code)
