"""``sanling city`` makes of an empty database the city of the profile, and changes nothing the second time."""

import pytest
from click.testing import CliRunner

from sanling.domain.people.models import Unit
from sanling.domain.territory.models import Division
from sanling.domain.workflow.models import Definition
from sanling.interfaces.console.city import command

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_city_rises_from_its_profile_and_a_second_run_changes_nothing() -> None:
    first = CliRunner().invoke(command, catch_exceptions=False)
    assert first.exit_code == 0, first.output
    counts = [model.objects.count() for model in (Division, Unit, Definition)]
    assert all(counts)
    assert Division.objects.filter(path="410191", name__contains="郑东新区").exists()
    second = CliRunner().invoke(command, catch_exceptions=False)
    assert "0 units made" in second.output
    assert [model.objects.count() for model in (Division, Unit, Definition)] == counts
