"""``sanling audit verify`` says whether the trail is whole, and ends with code 1 when it isn't."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record
from sanling.foundation.audit.seal import seal
from sanling.interfaces.console.audit import command

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def three_acts(tmp_path: Path, settings: Settings) -> None:
    settings.AUDIT_HEAD_FILE = tmp_path / "head"
    for number in range(3):
        record(actor=SystemActor("test"), act="test.act", subject=f"test:{number}")
    assert seal() == 3


def test_a_whole_trail_is_counted() -> None:
    record(actor=SystemActor("test"), act="test.act", subject="test:late")
    done = CliRunner().invoke(command, ["verify"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("3 rows, each where and as it was written; 1 still wait")


def test_a_trail_that_does_not_agree_with_its_head_is_reported(tmp_path: Path) -> None:
    (tmp_path / "head").unlink()
    done = CliRunner().invoke(command, ["verify"])
    assert done.exit_code == 1
    assert "truncated" in done.output
    assert "findings in 3 rows" in done.output
