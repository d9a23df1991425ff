"""What is shipped for Prometheus and Grafana asks for figures that there are, and alerts when it should."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
RULES = DEPLOY / "prometheus" / "sanling.rules.yml"
DASHBOARD = DEPLOY / "grafana" / "sanling.json"
needs_promtool = pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")


def names_in(text: str) -> set[str]:
    return set(re.findall(r"\bsanling_[a-z_]+", text))


@pytest.mark.django_db
@pytest.mark.parametrize("file", [RULES, DASHBOARD], ids=lambda file: file.name)
def test_every_figure_that_is_asked_for_is_given(file: Path) -> None:
    Client().get("/")
    given = names_in(Client().get("/metrics").content.decode())
    asked = names_in(file.read_text(encoding="utf-8"))
    assert asked
    assert asked <= given


@needs_promtool
@pytest.mark.django_db
def test_promtool_finds_nothing_wrong_with_what_is_answered() -> None:
    Client().get("/")
    text = Client().get("/metrics").content
    done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, b"")


@needs_promtool
def test_promtool_finds_nothing_wrong_with_configuration_and_rules(tmp_path: Path) -> None:
    shutil.copy(RULES, tmp_path)
    shutil.copy(Path(__file__).with_name("alerts.yml"), tmp_path)
    (tmp_path / "sanling.token").touch()
    text = (DEPLOY / "prometheus" / "prometheus.yml").read_text().replace("/etc/prometheus/", "")
    (tmp_path / "prometheus.yml").write_text(text)
    for command in (["check", "config", "prometheus.yml"], ["test", "rules", "alerts.yml"]):
        done = subprocess.run(
            ["promtool", *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_dashboard_has_one_panel_a_number_and_each_its_place() -> None:
    board = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    cells = [
        (x, y)
        for panel in board["panels"]
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(cells) == len(set(cells))
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
