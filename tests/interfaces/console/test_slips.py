"""Slips are written into a file that only its owner may read."""

from pathlib import Path
from typing import BinaryIO

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from sanling.foundation.files.owners import new_for_owner
from sanling.interfaces.console.slips import command
from tests.city import COUNTY, VILLAGE, City
from tests.sheets import csv_file, take

pytestmark = pytest.mark.django_db


def test_slips_of_a_place_are_written_and_counted(city: City, tmp_path: Path, settings: Settings) -> None:
    settings.SMS_URL = ""
    take("posts", csv_file(tmp_path / "a.csv", f"姓名,职务,区划,工号\n王五,网格员,{VILLAGE},7\n"))
    file = tmp_path / "slips.html"
    done = CliRunner().invoke(command, [str(file), "--city", "zhengzhou", "--within", COUNTY])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("1 slips")
    assert "王五" in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("within", ["999999", "没有的地方", "4201", "", "\u3164"])
def test_with_an_unknown_place_no_file_is_touched(city: City, tmp_path: Path, within: str) -> None:
    done = CliRunner().invoke(
        command, [str(tmp_path / "slips.html"), "--city", "zhengzhou", "--within", within]
    )
    assert (done.exit_code, "--within" in done.output) == (2, True), done.output
    assert not (tmp_path / "slips.html").exists()


def test_a_file_that_is_there_stays_as_it_is(city: City, tmp_path: Path) -> None:
    file = tmp_path / "names.xlsx"
    file.write_bytes(b"precious")
    done = CliRunner().invoke(command, [str(file), "--city", "zhengzhou"])
    assert (done.exit_code, "is there already" in done.output) == (1, True), done.output
    assert file.read_bytes() == b"precious"


def test_slips_go_where_the_file_was_made_though_its_name_leads_elsewhere_by_then(
    city: City, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SMS_URL = ""
    take("posts", csv_file(tmp_path / "a.csv", f"姓名,职务,区划,工号\n王五,网格员,{VILLAGE},7\n"))
    file, attackers = tmp_path / "slips.html", tmp_path / "attackers.html"

    def swapped(path: Path) -> BinaryIO:
        made = new_for_owner(path)
        path.rename(tmp_path / "moved.html")
        path.symlink_to(attackers)
        return made

    monkeypatch.setattr("sanling.interfaces.console.slips.new_for_owner", swapped)
    assert CliRunner().invoke(command, [str(file), "--city", "zhengzhou"]).exit_code == 0
    assert not attackers.exists()
    assert "王五" in (tmp_path / "moved.html").read_text("utf-8")
