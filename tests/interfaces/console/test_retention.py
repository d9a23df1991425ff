"""`sanling retention hold` reads numbers and reasons as every other door does."""

import pytest
from click.testing import CliRunner

from sanling.interfaces.console.retention import command
from sanling.processes.retention.models import Hold
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_a_matter_is_held_and_released_however_its_number_is_typed(workflows: None) -> None:
    number = registered().matter.number
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    for typed in (number.lower(), wide, number.replace("-", ""), f"\u202a{number}。"):
        held = CliRunner().invoke(command, ["hold", typed, "--reason", "法院调卷"])
        assert held.output.endswith("is held.\n"), held.output
        released = CliRunner().invoke(command, ["release", typed])
        assert released.output.endswith("is released.\n"), released.output


@pytest.mark.parametrize("reason", ["", " ", "\u3164", "很" * 201, "\ufffd法院"])
def test_a_reason_that_can_not_be_kept_whole_is_refused_in_a_line(workflows: None, reason: str) -> None:
    done = CliRunner().invoke(command, ["hold", registered().matter.number, "--reason", reason])
    assert (done.exit_code, "Error: reason: " in done.output) == (1, True), done.output
    assert not Hold.objects.exists()
