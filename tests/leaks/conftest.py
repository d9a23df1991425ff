"""One report that somebody brought, and how often a day it may be looked for."""

import pytest
from pytest_django import Settings

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter
from sanling.foundation.profile.loader import Limits
from tests.city import City
from tests.domain.matters.helpers import PHONE, registered
from tests.leaks.searching import NAME


@pytest.fixture(autouse=True)
def plain_http(settings: Settings) -> None:
    """Let browsers go without TLS, which in production is nginx's."""
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def brought(workflows: None) -> Matter:
    """A report that NAME has just brought under PHONE."""
    said = PersonDetails(name=NAME, phone=PHONE)
    return registered(parties=[PartyDetails(role="applicant", person=said)]).matter


@pytest.fixture
def few(city: City, monkeypatch: pytest.MonkeyPatch) -> int:
    """Three phones and names a day."""
    limits = Limits(phones_sought_a_day=3)
    monkeypatch.setattr(type(city.profile), "limits", property(lambda _profile: limits))
    return limits.phones_sought_a_day
