"""The bill of materials lists what is pinned, and no more."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pytest

from tests.packaging.test_requirements import ROOT, SETS, pins
from tools.sbom import bill

HEX_DIGITS = {"SHA-1": 40, "SHA-256": 64, "SHA-384": 96, "SHA-512": 128}


def components(set_name: str) -> dict[str, dict[str, Any]]:
    mark = {"name": "trinational:set", "value": set_name}
    return {each["name"]: each for each in bill()["components"] if mark in each["properties"]}


@pytest.mark.parametrize("name", SETS)
def test_every_pinned_python_package_is_listed_with_all_its_hashes(name: str) -> None:
    listed = {
        package: [f"{each['alg'].replace('-', '').lower()}:{each['content']}" for each in component["hashes"]]
        for package, component in components(name).items()
    }
    assert listed == pins(name)


def test_every_locked_node_package_is_listed() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert set(components("node")) == {path.rpartition("node_modules/")[2] for path in locked if path}


def test_it_has_the_form_of_cyclonedx() -> None:
    """What the schema of version 1.6 asks of the fields that are used here."""
    found = bill()
    assert (found["bomFormat"], found["specVersion"], found["version"]) == ("CycloneDX", "1.6", 1)
    assert f"urn:uuid:{uuid.UUID(found['serialNumber'][9:])}" == found["serialNumber"]
    assert found["metadata"]["component"]["type"] == "application"
    references = [component["bom-ref"] for component in found["components"]]
    assert len(set(references)) == len(references)
    for component in found["components"]:
        assert component["type"] == "library"
        assert component["scope"] in ("required", "optional", "excluded")
        assert re.fullmatch(r"pkg:(pypi|npm)/[a-z0-9%._/-]+@[0-9][^ ?#]*", component["purl"]), component["purl"]
        assert component["purl"].endswith(f"@{component['version']}")
        assert component["hashes"]
        for each in component["hashes"]:
            assert re.fullmatch(rf"[0-9a-f]{{{HEX_DIGITS[each['alg']]}}}", each["content"])
    (root,) = found["dependencies"]
    assert root["ref"] == found["metadata"]["component"]["bom-ref"]
    assert set(root["dependsOn"]) == {c["bom-ref"] for c in found["components"] if c["scope"] == "required"}


def test_it_is_the_same_every_time() -> None:
    assert json.dumps(bill()) == json.dumps(bill())
