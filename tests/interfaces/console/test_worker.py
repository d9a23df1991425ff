"""`sanling worker` works on at least one job at once: with none it would only look alive."""

import pytest
from click.testing import CliRunner

from sanling.interfaces.console.worker import command


@pytest.mark.parametrize("many", ["0", "-1", "four", ""])
def test_a_worker_that_could_work_on_nothing_does_not_start(many: str) -> None:
    result = CliRunner().invoke(command, ["--concurrency", many])
    assert (result.exit_code, "--concurrency" in result.output) == (2, True)
