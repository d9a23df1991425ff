"""`sanling suggestions` learns and tells how well, or that there is too little."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sanling.interfaces.console.suggestions import command
from tests.processes.suggestions.settled import settle_many

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city", "workflows")]


def test_the_first_and_the_first_three_are_told(settings: Any, tmp_path: Path) -> None:
    settings.SUGGESTIONS_ROOT = tmp_path
    settle_many()
    told = CliRunner().invoke(command, [])
    assert told.exit_code == 0, told.output
    assert "dispute: 60 settled matters; of the newest 6 " in told.output
    assert "the first for 100%, among the first three for 100%" in told.output
    assert "dispute: of the newest 60 the right place was the first for " in told.output
    assert "dispute: of the newest 0 the right handler was the first for 0%" in told.output
    assert "hazard: 0 settled matters are too few to learn from (50)" in told.output
    assert (
        "all of these: 60 settled matters; of the newest 6 the right kind was the first for " in told.output
    )
