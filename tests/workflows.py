"""The workflows of the test city."""

import pytest

from sanling.domain.matters.publishing import publish_workflows
from sanling.foundation.profile.registry import profile_by_code
from tests.city import TEST, City
from tests.worlds import lays


@lays
def laid_workflows() -> None:
    """Publish Zhengzhou's workflows."""
    publish_workflows(actor=TEST, profile=profile_by_code("zhengzhou"))


@pytest.fixture
def workflows(city: City, laid_workflows: None) -> None:
    """See to it that Zhengzhou's workflows are published."""
