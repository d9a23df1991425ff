"""A second factor is wanted of who works in a role that the profile marks so, and has set up none."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from pytest_django import Settings

from sanling.domain.people.config import PeoplePart
from sanling.domain.people.roles import RoleRules
from sanling.domain.people.second_factor import lacks_second_factor
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.models import User
from sanling.foundation.profile.registry import profile_by_code
from tests.city import TEST

pytestmark = pytest.mark.django_db


def roles(*, wanting: bool) -> list[RoleRules]:
    part: PeoplePart = profile_by_code("zhengzhou").part("people")
    return [role for role in part.roles if role.second_factor == wanting]


@pytest.fixture
def somebody(settings: Settings) -> int:
    settings.DEMO = False
    return create_user(actor=TEST, username="xiaoyu", display_name="钟小雨").pk


def test_it_is_wanted_where_one_of_the_roles_wants_it(somebody: int) -> None:
    plain, strict = roles(wanting=False), roles(wanting=True)
    assert plain
    assert strict
    assert not lacks_second_factor(somebody, plain)
    assert lacks_second_factor(somebody, [*plain, strict[0]])
    assert not lacks_second_factor(somebody, [])


def test_who_has_set_one_up_lacks_none(somebody: int) -> None:
    TOTP.activate(User.objects.get(pk=somebody), "JBSWY3DPEHPK3PXP")
    assert not lacks_second_factor(somebody, roles(wanting=True))


def test_a_demonstration_wants_none(somebody: int, settings: Settings) -> None:
    settings.DEMO = True
    assert not lacks_second_factor(somebody, roles(wanting=True))
