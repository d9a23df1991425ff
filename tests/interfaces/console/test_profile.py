"""`sanling profile` says what a profile says in effect, where, what differs from another, and what is wrong."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanling.interfaces.console.profile import command
from sanling.settings import PACKAGE


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Return a city's folder that differs from Zhengzhou's in one field of one action, and has one clock less."""
    shutil.copytree(PACKAGE / "profiles", tmp_path / "profiles")
    folder = tmp_path / "profiles" / "seaside"
    (folder / "workflows").mkdir(parents=True)
    (folder / "profile.toml").write_text(
        'code = "seaside"\nextends = "zhengzhou"\ncity = "9901"\nletters = "SEA"\n'
        'name = { zh = "海边市", en = "Seaside" }\n'
    )
    (folder / "workflows" / "dispute.toml").write_text(
        "[actions.agree.fields.form]\nrequired = false\n[clocks]\ncontact = false\n"
    )
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_a_value_is_shown_with_the_file_and_line_that_say_it(city: Path) -> None:
    shown = run("show", city, "workflows.dispute.actions.agree.fields.form").output.splitlines()
    assert (
        "workflows.dispute.actions.agree.fields.form.required = false  # seaside/workflows/dispute.toml:2"
        in shown
    )
    assert any(
        line.startswith('workflows.dispute.actions.agree.fields.form.type = "choice"  # ')
        and "/workflows/dispute.toml:" in line
        and "seaside" not in line
        for line in shown
    )


def test_holidays_are_shown_too(city: Path) -> None:
    shown = run("show", city, "holidays.2027.holidays.spring_festival.first").output
    assert shown == (
        'holidays.2027.holidays.spring_festival.first = "2027-02-05"  # national/holidays/2027.toml:13\n'
    )


def test_two_profiles_are_compared_value_by_value(city: Path) -> None:
    lines = run("diff", "zhengzhou", city).output.splitlines()
    form = "workflows.dispute.actions.agree.fields.form.required"
    assert [line for line in lines if form in line] == [f"- {form} = true", f"+ {form} = false"]
    gone = [line for line in lines if ".clocks.contact." in line]
    assert gone
    assert all(line.startswith("- ") for line in gone)
    assert run("diff", city, city).output == ""


def test_the_profiles_of_this_installation_have_no_mistakes() -> None:
    result = run("check", "zhengzhou")
    assert (result.exit_code, result.output) == (0, "zhengzhou: nothing is wrong with it.\n")


def test_a_mistake_in_a_workflow_is_told_by_the_file_that_makes_it(city: Path) -> None:
    (city / "workflows" / "dispute.toml").write_text('[actions.agree]\nto = "nowhere"\n')
    result = run("check", city)
    assert result.exit_code == 1
    assert result.output.startswith(f"{city}/workflows/dispute.toml:2: actions.agree.to: ")


def test_what_a_city_lacks_is_told_of_its_own_folder_and_never_of_the_base(tmp_path: Path) -> None:
    head = 'code = "kf"\nextends = "national"\ncity = "4102"\nletters = "KF"\nname = { zh = "开封", en = "Kaifeng" }\n'
    (tmp_path / "kf").mkdir()
    (tmp_path / "kf" / "profile.toml").write_text(head)
    told = run("check", tmp_path / "kf").output.splitlines()
    assert {line.partition(":")[0].removeprefix(f"{tmp_path}/kf/") for line in told} == {
        "territory.toml",
        "cast.toml",
    }
    assert sum("`places` doesn't say which divisions these are: city, county" in line for line in told) == 1


def test_an_unknown_city_is_said_with_those_there_are() -> None:
    result = run("show", "atlantis")
    assert result.exit_code == 2
    assert "No profile 'atlantis'. There are: " in result.output


def test_a_place_at_which_nothing_is_said_is_told_and_not_answered_with_silence() -> None:
    result = run("show", "zhengzhou", "people.rolls")
    assert (result.exit_code, "says nothing at 'people.rolls'" in result.output) == (2, True)


def test_all_profiles_asked_about_are_checked_also_behind_a_broken_one(city: Path) -> None:
    (city / "profile.toml").write_text("city = 1\n")
    broken = shutil.copytree(city, city.parent / "harbour")
    result = run("check", city, "zhengzhou", broken)
    assert result.exit_code == 1
    for folder in (city, broken):
        assert f"{folder}/profile.toml:1: " in result.output
    assert "zhengzhou: nothing is wrong with it." in result.output


def test_a_folder_that_is_no_profile_is_said_to_be_none_and_hides_no_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zhengzhou").mkdir()
    (tmp_path / "other.toml").touch()
    monkeypatch.chdir(tmp_path)
    assert run("check", "zhengzhou").exit_code == 0
    result = run("check", tmp_path)
    assert (result.exit_code, f"{tmp_path} holds no profile.toml." in result.output) == (2, True)
    assert run("check", "").exit_code == 2
