"""Versions of a workflow are compared value by value, by the names of their states, acts and clocks."""

import pytest

from sanling.domain.workflow.comparing import values_said
from sanling.domain.workflow.queries import current, definition_of
from sanling.foundation.profile.values import differences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_values_go_by_the_names_of_what_says_them() -> None:
    definition = definition_of(current(city="4101", code="dispute").pk)
    said = values_said(definition)
    assert said["states.waiting.name.zh"].value == "待受理"
    assert not differences(said, values_said(definition))
