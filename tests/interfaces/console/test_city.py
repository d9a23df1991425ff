"""``sanling city`` makes of an empty database the city of the profile, and changes nothing the second time."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.domain.territory.models import Division
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.profile.registry import forget_profiles
from sanling.interfaces.console.city import command
from sanling.processes import pump
from sanling.settings import PACKAGE
from tests.city import City
from tests.domain.matters.helpers import registered
from tests.interfaces.doors import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Return a folder of profiles that may be changed, in use by this process."""
    shutil.copytree(PACKAGE / "profiles", tmp_path / "profiles")
    settings.PROFILES_ROOT, settings.PROFILES_TAKEN = tmp_path / "profiles", tmp_path / "taken"
    settings.SECURE_SSL_REDIRECT = False
    forget_profiles()
    yield tmp_path / "profiles"
    forget_profiles()


def run_city() -> Result:
    return CliRunner().invoke(command, catch_exceptions=False)


def say(root: Path, file: str, text: str) -> Path:
    """Let a file of Zhengzhou's own say something more over the base; the text begins on its last lines."""
    path = root / "zhengzhou" / file
    path.parent.mkdir(exist_ok=True)
    shipped = PACKAGE / "profiles" / "zhengzhou" / file
    before = shipped.read_text("utf-8") if shipped.exists() else ""
    path.write_text(before + text, "utf-8")
    return path


def test_a_city_rises_from_its_profile_and_a_second_run_changes_nothing() -> None:
    first = run_city()
    assert first.exit_code == 0, first.output
    counts = [model.objects.count() for model in (Division, Unit, Definition)]
    assert all(counts)
    assert Division.objects.filter(path="410191", name__contains="郑东新区").exists()
    second = run_city()
    assert "0 units made" in second.output
    assert [model.objects.count() for model in (Division, Unit, Definition)] == counts


KIND = """
[kinds.dispute]
name = { zh = "邻里纠纷", en = "Quarrel" }
"""
SHORTER = """
[clocks.mediation]
within = "20 d"
"""


def test_a_changed_profile_is_taken_up_by_the_next_request_and_the_next_round(root: Path, city: City) -> None:
    run_city()
    assert "邻里纠纷" not in Client().get("/").content.decode()
    say(root, "matters.toml", KIND)
    assert "邻里纠纷" not in Client().get("/").content.decode()
    assert "works by this profile" in run_city().output
    assert "邻里纠纷" in Client().get("/").content.decode()
    say(root, "matters.toml", KIND.replace("邻里纠纷", "邻居纠纷"))
    run_city()
    pump.beat(())
    assert "邻居纠纷" in Client().get("/").content.decode()


def test_a_role_that_reads_more_reads_more_at_once_on_a_page_opened_before(
    root: Path, cast: dict[str, Player]
) -> None:
    run_city()
    matter = registered().matter
    browser = signed_in(cast["mediator"])
    assert browser.get(f"/desk/matters/{matter.number}/").status_code == 404
    say(root, "people.toml", '[roles.mediator]\nscope = "jurisdiction"\n')
    run_city()
    assert browser.get(f"/desk/matters/{matter.number}/").status_code == 200


def test_a_broken_profile_is_refused_by_file_line_and_field_and_the_one_before_stays(
    root: Path, city: City
) -> None:
    run_city()
    before = Definition.objects.count()
    file = say(root, "workflows/dispute.toml", SHORTER.replace("20 d", "20 days"))
    result = run_city()
    assert result.exit_code == 1
    assert f"{file}:3: clocks.mediation.within: " in result.output
    assert Definition.objects.count() == before
    assert Client().get("/").status_code == 200
    file = say(root, "workflows/dispute.toml", '[actions.agree]\nto = "nowhere"\n')
    assert f"{file}:2: actions.agree.to: " in run_city().output
    assert Definition.objects.count() == before


def test_running_matters_keep_their_version(root: Path, cast: dict[str, Player]) -> None:
    run_city()
    old = registered().matter
    say(root, "workflows/dispute.toml", SHORTER)
    run_city()
    new = registered().matter
    within = {
        matter.number: str(definition_of(matter.definition_id).clock("mediation").within)
        for matter in Matter.objects.all()
    }
    assert within == {old.number: "30 d", new.number: "20 d"}


NOTICE = """
source = "invented for the tests"

[holidays.long_leave]
name = { zh = "长假", en = "Long leave" }
first = 2026-06-01
last = 2026-06-12
"""


def test_deadlines_follow_the_holidays_that_a_changed_profile_says(
    root: Path, cast: dict[str, Player]
) -> None:
    run_city()
    with clock.turned(to=datetime(2026, 6, 1, 2, tzinfo=UTC)):
        before = registered().matter
        assert "counted anew" not in run_city().output
        say(root, "holidays/2026.toml", NOTICE)
        assert "deadlines counted anew" in run_city().output
        assert before.clocks.filter(changes__due_at__gt=datetime(2026, 6, 12, tzinfo=UTC)).exists()
        assert "counted anew" not in run_city().output
        say(root, "holidays/2026.toml", NOTICE.replace("2026-06-12", "2026-05-12"))
        refused = run_city()
    assert "2026.toml:7: holidays.long_leave.last: The last day" in refused.output


@pytest.mark.parametrize("served", [("nowhere",), ("zhengzhou", "zhengzhou、xuchang"), ()])
def test_a_profile_that_is_not_there_is_said_in_a_line_and_changes_nothing(
    settings: Settings, served: tuple[str, ...]
) -> None:
    settings.SERVED = served
    result = run_city()
    assert result.exit_code == 1
    assert "There are: changzhi, " in result.output
    assert "Fix: correct SANLING_PROFILE." in result.output
    assert not Division.objects.exists()


def test_what_differs_from_the_templates_is_listed_once_a_cause_and_made_as_they_say_on_demand(
    root: Path, city: City
) -> None:
    for unit in Unit.objects.filter(code__startswith="governance_centre-410105"):
        unit.name, unit.lines = "综治中心", ["petition"]
        unit.save()
    listed = run_city().output
    assert listed.count("are called otherwise than their templates say") == 1
    assert "governance_centre-410105" in listed
    done = (
        CliRunner().invoke(command, ["--apply", "names", "--apply", "lines"], catch_exceptions=False).output
    )
    assert "units made as their templates have them" in done
    assert "are called otherwise than" not in done
    assert not Unit.objects.filter(name="综治中心").exists()
    assert not Unit.objects.filter(code="governance_centre-410105", lines=["petition"]).exists()
