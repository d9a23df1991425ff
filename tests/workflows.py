"""The workflows of the test city."""

import pytest

from sanling.domain.matters.publishing import publish_workflows
from tests.city import TEST, City


@pytest.fixture
def workflows(city: City) -> None:
    """Publish Zhengzhou's workflows."""
    publish_workflows(actor=TEST, profile=city.profile)
