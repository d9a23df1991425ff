"""What nobody can mean is refused before anything is made up."""

import pytest
from click.testing import CliRunner

from sanling.interfaces.console.simulate import command


@pytest.mark.parametrize(
    "options", [["--matters", "0"], ["--matters", "9" * 20], ["--matters", "2", "--days", "9" * 8]], ids=str
)
def test_numbers_that_no_calendar_or_disk_holds_are_refused(options: list[str]) -> None:
    done = CliRunner().invoke(command, options)
    assert (done.exit_code, "is not in the range" in done.output) == (2, True)
