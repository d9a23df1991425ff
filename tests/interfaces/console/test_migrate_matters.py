"""`sanling migrate-matters` shows first what would change, and moves only what was asked for."""

from typing import Any

import pytest
from click.testing import CliRunner, Result

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.workflow.models import Definition
from sanling.foundation import clock
from sanling.interfaces.console.migrate_matters import command
from tests.domain.matters.actions.test_migrate import changed, renamed, shorter
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows", "cast")]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["dispute", *arguments])


def test_it_counts_by_state_and_clock_and_changes_nothing_until_it_is_told_to() -> None:
    matter = registered().matter
    to = changed(matter, shorter)
    shown = run()
    assert shown.exit_code == 0, shown.output
    assert f"version {to.version - 1} to {to.version}: 1 matters move" in shown.output
    assert f"{matter.state}: 1" in shown.output
    assert "becomes 7 h: 1" in shown.output
    assert "Nothing was changed." in shown.output
    assert Matter.objects.get().definition_id != to.pk
    assert run("--apply").exit_code == 0
    assert Matter.objects.get().definition_id == to.pk
    assert f"Every open matter has version {to.version}." in run("--apply").output


def test_it_tells_which_become_late_at_once() -> None:
    matter = registered().matter
    changed(matter, shorter)
    with clock.turned(to=clock.now().replace(year=clock.now().year + 1)):
        assert "late at once" in run().output


def test_what_is_in_a_state_without_a_name_stays_and_is_listed() -> None:
    matter = registered().matter
    to = changed(matter, renamed)
    result = run("--apply")
    assert result.exit_code == 1
    assert matter.number in result.output
    assert f"--map {matter.state}=" in result.output
    assert run("--apply", "--map", f"{matter.state}=received_anew").exit_code == 0
    assert Matter.objects.get().definition_id == to.pk


@pytest.mark.parametrize("mapped", ["nowhere=received_anew", "waiting=nowhere", "waiting"])
def test_a_name_that_neither_version_knows_is_refused(mapped: str) -> None:
    changed(registered().matter, renamed)
    result = run("--map", mapped)
    assert result.exit_code == 2
    assert "is none of" in result.output


def test_another_workflow_is_left_alone_and_an_unknown_one_is_told() -> None:
    kept: Any = registered(kind="hazard").matter
    changed(registered().matter, shorter)
    run("--apply")
    assert not Entry.objects.filter(matter=kept, code="migrated").exists()
    assert Definition.objects.get(pk=kept.definition_id).version == 1
    assert CliRunner().invoke(command, ["nowhere"]).exit_code == 2


def test_another_citys_matters_are_moved_only_where_it_is_named() -> None:
    matter = registered().matter
    to = changed(matter, shorter)
    result = run("--city", "4110", "--apply")
    assert (result.exit_code, "4110" in result.output) == (2, True)
    assert Matter.objects.get().definition_id != to.pk
    assert run("--city", "4101", "--apply").exit_code == 0
    assert Matter.objects.get().definition_id == to.pk


def test_the_digits_of_a_city_are_read_in_any_width() -> None:
    assert run("--city", "４１０１").output == run("--city", "4101").output
