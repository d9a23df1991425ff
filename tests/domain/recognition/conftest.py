"""Fixtures of the tests of yearly recognition."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.publish_standard import publish_standard
from tests.city import TEST, City
from tests.domain.recognition.yearly import company, judge_year, opened


@pytest.fixture
def recognising(cast: dict[str, Player], city: City) -> None:
    """Publish the standard and the workflows of a city that recognises."""
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)


@pytest.fixture
def recognition(recognising: None) -> Matter:
    """Return the matter by which a company that kept all zeros is to be recognised."""
    subject = company()
    judge_year()
    return opened(subject)
