"""Several cities in one installation: those who administer or audit one learn nothing of the others' accounts."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from pytest_django import Settings

from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.cast import Player
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow
from sanling.interfaces.desk.people.staffing_forms import PersonPicks
from tests.city import TEST
from tests.interfaces.doors import signed_in
from tests.profiles_of_cities import small_city

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture(autouse=True)
def _plain(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def theirs(cast: Cast) -> Cast:
    """The cast of another city, whose administrators have second factors too."""
    there = small_city("xuchang")
    for key in ("auditor", "administrator"):
        TOTP.activate(there[key].user, "A" * 32)
    return there


def fail_to_sign_in(name: str) -> None:
    Client().post("/accounts/login/", {"login": name, "password": "not the password"})


def trail(auditor: Player) -> str:
    """Return what an auditor reads of accounts."""
    answer = signed_in(auditor).get("/desk/audit/?act=account")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_auditor_reads_when_the_citys_own_staff_signed_in_and_not_when_anothers_did(
    cast: Cast, theirs: Cast
) -> None:
    own, foreign = cast["mediator"], theirs["mediator"]
    for name in (own.user.username, foreign.user.username, "nobody.of.this.name"):
        fail_to_sign_in(name)
    assert AuditRow.objects.filter(act="account.sign_in_failed", city="").count() == 3
    for city, mine, strange in ((cast, own, foreign), (theirs, foreign, own)):
        read = trail(city["auditor"])
        assert f">{mine.user.key}<" in read
        assert f">{strange.user.key}<" not in read
        assert "user:unknown" in read


def test_an_auditor_reads_of_whoever_works_in_the_city_and_in_another(cast: Cast, theirs: Cast) -> None:
    there = theirs["mediator"].post
    both = NewPost(
        user_id=cast["mediator"].user.pk,
        unit_id=there.unit_id,
        role=there.role,
        name="x",
        paths=[there.unit.division_id],
    )
    appoint(actor=TEST, new=both)
    fail_to_sign_in(cast["mediator"].user.username)
    for city in (cast, theirs):
        assert f">{cast['mediator'].user.key}<" in trail(city["auditor"])


def made_by(administrator: Player, name: str, phone: str) -> User:
    return create_user(actor=administrator.viewer, username=name, display_name="许新来", phone=phone)


def test_an_account_that_a_city_made_is_known_in_no_other(cast: Cast, theirs: Cast) -> None:
    made = made_by(theirs["administrator"], "new.colleague", "13911110001")
    for city, knows in ((cast, False), (theirs, True)):
        administrator = city["administrator"].viewer
        assert bool(PersonPicks(administrator).find("许新来")) is knows
        assert (PersonPicks(administrator).of_key(str(made.pk)) is not None) is knows
        assert (f">{made.key}<" in trail(city["auditor"])) is knows
        # Both casts have people of the same names: who it was is told by the post's key and by its unit.
        post = theirs["administrator"].post
        assert (f">post:{post.pk}<" in trail(city["auditor"])) is knows
        assert (f"{post.name} · {post.unit.label}" in trail(city["auditor"])) is knows
