"""The first administrator is made on the machine itself, and nobody has a default password."""

import pytest
from click.testing import CliRunner, Result
from pytest_django import Settings

from sanling.domain.people.models import Post
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow
from sanling.interfaces.console.administrator import command
from tests.city import City

pytestmark = pytest.mark.django_db
PASSWORD = "石榴树-下的-十一只猫"


def run(*arguments: str, typed: str = f"{PASSWORD}\n{PASSWORD}\n") -> Result:
    return CliRunner().invoke(command, [*arguments], input=typed)


def test_an_administrator_can_sign_in_and_holds_a_post(city: City) -> None:
    done = run("chen", "--name", "陈管理")
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    user = User.objects.get(username="chen")
    assert user.check_password(PASSWORD)
    post = Post.objects.get(user=user)
    assert (post.role, post.unit.code, post.ends_at) == ("administrator", "peace_office-4101", None)
    acts = set(AuditRow.objects.filter(actor_key="system:console").values_list("act", flat=True))
    assert {"account.create", "post.appoint"} <= acts


def test_the_three_duties_are_three_accounts(city: City) -> None:
    for name, role in (("li", "security_administrator"), ("wu", "auditor")):
        assert run(name, "--name", name, "--role", role).exit_code == 0
    assert sorted(Post.objects.values_list("role", flat=True)) == ["auditor", "security_administrator"]


def test_an_account_without_a_password_signs_in_by_phone(city: City) -> None:
    done = run("chen", "--name", "陈管理", "--phone", "13800000001", "--no-password", typed="")
    assert done.exit_code == 0, done.output
    user = User.objects.get(username="chen")
    assert (user.has_usable_password(), user.phone) == (False, "+8613800000001")


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (["chen", "--name", "陈"], "short\nshort\n", "password:"),
        (["12345", "--name", "陈"], f"{PASSWORD}\n{PASSWORD}\n", "username:"),
        (["chen", "--name", "陈", "--phone", "12"], f"{PASSWORD}\n{PASSWORD}\n", "phone:"),
        (["chen", "--name", "陈", "--unit", "nowhere-4101"], "", "Fix: run `sanling city`"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    city: City, arguments: list[str], typed: str, said: str
) -> None:
    done = run(*arguments, typed=typed)
    assert done.exit_code == 1
    assert said in done.output
    assert not User.objects.exists()


@pytest.mark.usefixtures("db")
def test_an_unprepared_city_is_said(settings: Settings) -> None:
    done = run("chen", "--name", "陈管理")
    assert done.exit_code == 1
    assert "There is no unit 'peace_office-4101'" in done.output


def test_a_role_that_is_there_for_matters_is_not_made_here(city: City) -> None:
    done = run("chen", "--name", "陈", "--role", "mediator")
    assert done.exit_code == 2
    assert "'mediator' is none of the roles that administer: auditor, administrator" in done.output


def test_a_name_is_cleaned_alike_for_account_and_post(city: City) -> None:
    done = run("chen", "--name", "\u202d阿卜杜拉·买买提\u200b ", "--no-password", typed="")
    assert done.exit_code == 0, done.output
    names = {User.objects.get().display_name, Post.objects.get().name}
    assert names == {"阿卜杜拉·买买提"}
