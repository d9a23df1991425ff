"""`sanling figures verify` tells what contradicts, and ends with 1 when anything does."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanling.interfaces.console.figures import command
from tests.domain.matters.helpers import registered
from tests.processes.figures.verifying.bulletins import PRINTED


def verify(tmp_path: Path, text: str, *options: str) -> Result:
    path = tmp_path / "printed.toml"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(command, ["verify", str(path), *options])


def test_what_was_printed_of_four_cities(tmp_path: Path) -> None:
    told = verify(tmp_path, PRINTED)
    assert told.exit_code == 1
    lines = told.output.splitlines()
    assert "  x settlement success (rate): settled 21,484 of accepted 23,613 is 90.98%; printed: 94%" in lines
    assert "      accepted: 23,613 → about 22,855 (22,735–22,977)" in lines
    assert [line[2] for line in lines if line[2:3] in "x~✓"] == list("x~~✓✓~✓✓")


def test_what_agrees_ends_with_0(tmp_path: Path) -> None:
    told = verify(
        tmp_path, "[[bulletin]]\ncounts = { a = 1, b = 2 }\nparts = [ { part = 'a', whole = 'b' } ]"
    )
    assert (told.exit_code, told.output) == (0, "1\n")


def test_it_is_told_in_chinese_too(tmp_path: Path) -> None:
    told = verify(tmp_path, PRINTED, "--language", "zh-hans")
    assert "两位数字互换" not in told.output
    assert "应为 90.98%" in told.output


@pytest.mark.parametrize("text", ["", "[[bulletin]]\nnumbers = 3", "[[bulletin]]\ncounts = { a = 'x' }"])
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    told = verify(tmp_path, text)
    assert told.exit_code == 2
    assert "Traceback" not in told.output


def test_days_and_sets_of_changes_are_told(tmp_path: Path) -> None:
    told = verify(
        tmp_path,
        """
        [[bulletin]]
        as_of = "2022-02-30"
        counts = { a = 1, b = 2, c = 4, d = 5, e = 11 }
        rates = [ { name = "free", printed = "17%" } ]
        sums = [ { total = "c", parts = ["a", "b"] }, { total = "e", parts = ["c", "d"] } ]
        """,
    )
    assert "x as of: there is no day 2022-02-30" in told.output
    assert "All of these would agree with:" in told.output
    assert "~ free: no two of the counts that are printed can be compared" in told.output


@pytest.mark.django_db
@pytest.mark.usefixtures("workflows")
def test_figures_are_made_again_and_checked(cast: object) -> None:
    registered()
    checked = CliRunner().invoke(command, ["check"])
    assert checked.exit_code == 1
    assert "registered: 0 is kept, 1 is right" in checked.output
    assert "Fix: run `sanling figures rebuild`." in checked.output
    made = CliRunner().invoke(command, ["rebuild"])
    assert made.output.startswith("5 facts and their sums made in "), made.output
    again = CliRunner().invoke(command, ["check"])
    assert (again.exit_code, again.output) == (0, "Rows, facts and sums agree.\n")
