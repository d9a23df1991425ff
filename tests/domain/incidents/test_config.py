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


def test_what_may_be_born_of_a_kind_of_matter_is_the_profiles_to_say() -> None:
    part = IncidentsPart.model_validate({"born_from": {"accident": ["leak"]}})
    assert (part.born("leak"), part.born("quarrel")) == ([Kind.ACCIDENT], [])
