"""Writes a software bill of materials in CycloneDX 1.6 from the pins alone, so that it says the same on every machine.

    python -m tools.sbom > var/sbom.cdx.json        what `make sbom` does

Every hash that the index publishes for a pinned version is listed: a machine takes the file that fits it. Components
that no user of the bot installs (checks, the demo's homeserver) have the scope `excluded`.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import __version__

ROOT = Path(__file__).resolve().parent.parent
PYTHON_SETS = {"runtime": "required"} | dict.fromkeys(("build", "dev", "synapse", "mautrix", "docs"), "excluded")
_PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+) \\")
_HASH = re.compile(r"    --hash=sha256:(?P<hex>[0-9a-f]{64})")
_NAMESPACE = uuid.UUID("3f1c8f0e-3c1b-5a4e-9d53-5e1f2a7c9b10")


@dataclass(slots=True)
class Package:
    purl: str
    name: str
    version: str
    scope: str
    set_name: str
    hashes: list[tuple[str, str]] = field(default_factory=list)
    """Algorithm as CycloneDX names it, and hex digits."""

    @property
    def ref(self) -> str:
        return f"{self.set_name}:{self.purl}"

    def component(self) -> dict[str, Any]:
        return {
            "type": "library",
            "bom-ref": self.ref,
            "name": self.name,
            "version": self.version,
            "scope": self.scope,
            "hashes": [{"alg": algorithm, "content": digits} for algorithm, digits in self.hashes],
            "purl": self.purl,
            "properties": [{"name": "trinational:set", "value": self.set_name}],
        }


def python_packages(set_name: str) -> Iterator[Package]:
    package = None
    for line in (ROOT / "requirements" / f"{set_name}.txt").read_text(encoding="utf-8").splitlines():
        if pin := _PIN.fullmatch(line):
            if package is not None:
                yield package
            purl = f"pkg:pypi/{pin['name']}@{pin['version']}"
            package = Package(purl, pin["name"], pin["version"], PYTHON_SETS[set_name], set_name)
        elif (digest := _HASH.match(line)) and package is not None:
            package.hashes.append(("SHA-256", digest["hex"]))
    if package is not None:
        yield package


def node_packages() -> Iterator[Package]:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for path, entry in lock["packages"].items():
        if path:
            name = path.rpartition("node_modules/")[2]
            purl = f"pkg:npm/{name.replace('@', '%40', 1)}@{entry['version']}"
            algorithm, _, digest = entry["integrity"].partition("-")
            digits = base64.b64decode(digest).hex()
            hashes = [(f"SHA-{algorithm.removeprefix('sha')}", digits)]
            yield Package(purl, name, entry["version"], "excluded", "node", hashes)


def bill() -> dict[str, Any]:
    packages = [each for name in PYTHON_SETS for each in python_packages(name)]
    seen = {package.ref: package for package in [*packages, *node_packages()]}
    components = [package.component() for package in seen.values()]
    bot = {"type": "application", "bom-ref": "trinational-bot", "name": "trinational-bot", "version": __version__}
    number = uuid.uuid5(_NAMESPACE, json.dumps(components))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {"component": {**bot, "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": components,
        "dependencies": [
            {"ref": "trinational-bot", "dependsOn": [ref for ref, each in seen.items() if each.scope == "required"]}
        ],
    }


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=1)
    sys.stdout.write("\n")
