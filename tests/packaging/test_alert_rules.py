"""The alert rules for Prometheus speak of figures that the bot has, and say what to do."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from bot.core.health import Vitals
from bot.metrics import Metrics

FILE = Path(__file__).resolve().parents[2] / "deploy" / "prometheus-rules.yml"
RULES = [rule for group in yaml.safe_load(FILE.read_text(encoding="utf-8"))["groups"] for rule in group["rules"]]


def test_every_rule_asks_for_figures_that_exist() -> None:
    text = Metrics().text(Vitals(timedelta(0), timedelta(0), 0)).decode()
    known = set(re.findall(r"^(trinational_\w+)", text, re.MULTILINE))
    asked = {name for rule in RULES for name in re.findall(r"\btrinational_\w+", rule["expr"])}
    assert asked
    assert asked <= known


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_every_rule_says_what_is_wrong_and_what_to_do(rule: dict[str, object]) -> None:
    assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
    assert rule["labels"] in ({"severity": "critical"}, {"severity": "warning"})
    annotations = rule["annotations"]
    assert isinstance(annotations, dict)
    assert set(annotations) == {"summary", "action"}


def test_no_rule_stands_twice_and_prometheus_itself_takes_them_where_it_is_installed() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES)
    if promtool := shutil.which("promtool"):
        checked = subprocess.run([promtool, "check", "rules", str(FILE)], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr
