"""Who records what is the profile's to say, of the kinds that there are."""

import pytest
from pydantic import ValidationError

from sanling.domain.incidents.config import IncidentsPart
from sanling.domain.incidents.rules import Kind


def test_a_profile_that_says_nothing_lets_nobody_record() -> None:
    assert IncidentsPart().recorded_by == {}


def test_kinds_that_there_are_not_are_refused() -> None:
    assert IncidentsPart.model_validate({"recorded_by": {"accident": ["clerk"]}}).recorded_by[Kind.ACCIDENT]
    with pytest.raises(ValidationError):
        IncidentsPart.model_validate({"recorded_by": {"earthquake": ["clerk"]}})
