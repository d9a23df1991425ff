"""Commands where several cities are served: each says which it is for, or is for all of them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from pytest_django import Settings

from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.models import Division
from sanling.domain.workflow.models import Definition
from sanling.foundation.profile.registry import forget_profiles
from sanling.interfaces.console import administrator, city, migrate_matters, profile, retention, simulate
from sanling.settings import PACKAGE
from tests.city import City
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Return a folder of profiles that may be changed, of which two cities and their province are served."""
    shutil.copytree(PACKAGE / "profiles", tmp_path / "profiles")
    settings.PROFILES_ROOT, settings.PROFILES_TAKEN = tmp_path / "profiles", tmp_path / "taken"
    settings.SERVED = ("henan", "zhengzhou", "xuchang")
    forget_profiles()
    yield tmp_path / "profiles"
    forget_profiles()


def run(command: click.Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, input="石榴树-下的-十一只猫\n" * 2)


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (administrator.command, ("chen", "--name", "陈管理")),
        (migrate_matters.command, ("dispute",)),
        (retention.command, ()),
        (simulate.command, ("--matters", "1")),
    ],
    ids=["administrator", "migrate-matters", "retention", "simulate"],
)
def test_a_command_for_one_city_asks_which(
    city: City, settings: Settings, command: click.Command, arguments: tuple[str, ...]
) -> None:
    settings.DEMO = True
    unsaid = run(command, *arguments)
    assert (unsaid.exit_code, "--city (henan, zhengzhou, xuchang)" in unsaid.output) == (2, True)
    strange = run(command, *arguments, "--city", "shenyang")
    assert (strange.exit_code, "none of the cities served" in strange.output) == (2, True)


@pytest.mark.parametrize("named", ["zhengzhou", "4101"])
def test_an_administrator_is_of_the_city_that_is_named(city: City, named: str) -> None:
    done = run(administrator.command, "chen", "--name", "陈管理", "--city", named)
    assert done.exit_code == 0, done.output
    assert Post.objects.get().unit.code == "peace_office-4101"


def test_a_matter_is_held_by_its_number_alone(city: City, workflows: None) -> None:
    matter = registered().matter
    assert run(retention.command, "hold", matter.number, "--reason", "复核").exit_code == 0
    assert run(retention.command, "--city", "zhengzhou").exit_code == 0


@pytest.mark.slow
def test_the_cities_rise_together_or_not_at_all(root: Path) -> None:
    workflow = root / "xuchang" / "workflows" / "dispute.toml"
    workflow.parent.mkdir(exist_ok=True)
    workflow.write_text('[clocks.mediation]\nwithin = "20 days"\n', "utf-8")
    refused = run(city.command)
    assert (refused.exit_code, f"{workflow}:2" in refused.output) == (1, True)
    assert not Division.objects.exists()
    workflow.unlink()
    done = run(city.command)
    assert done.exit_code == 0, done.output
    assert {unit.city for unit in Unit.objects.only("city")} == {"41", "4101", "4110"}
    assert Unit.objects.filter(city="41").count() == 1
    assert set(Definition.objects.values_list("city", flat=True)) >= {"4101", "4110"}
    assert run(administrator.command, "chen", "--name", "陈管理", "--city", "henan").exit_code == 0
    assert "0 units made" in run(city.command).output


def test_cities_that_cannot_be_told_apart_are_refused(root: Path) -> None:
    head = root / "xuchang" / "profile.toml"
    head.write_text(head.read_text("utf-8").replace('"XC"', '"ZZ"'), "utf-8")
    checked = run(profile.command, "check", "xuchang")
    assert checked.exit_code == 1
    assert f"{head}:4: letters: The profile 'zhengzhou' has these letters already." in checked.output
    served = run(city.command)
    assert (served.exit_code, "has these letters already" in served.output) == (1, True)


def test_a_check_without_a_name_is_of_all_that_are_served() -> None:
    checked = run(profile.command, "check")
    assert checked.output.splitlines() == [
        f"{code}: nothing is wrong with it." for code in ("henan", "zhengzhou", "xuchang")
    ]
