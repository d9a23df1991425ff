"""A profile publishes what it names, and names only what there is."""

import pytest
from pydantic import ValidationError

from sanling.domain.people.config import PeoplePart
from sanling.domain.people.published import Published
from sanling.foundation.labels import Label
from sanling.foundation.profile.registry import profile_by_code


def test_nothing_is_published_unless_it_is_said() -> None:
    said = Published()
    assert (said.kinds, said.phones, said.persons) == ((), (), "none")


@pytest.mark.parametrize(
    ("said", "mistake"),
    [
        ({"kinds": ["castle"]}, "directory.kinds names 'castle'"),
        ({"kinds": ["police_station"], "phones": ["government"]}, "directory.phones names 'government'"),
        ({"hours": {"castle": {"zh": "全天", "en": "Always"}}}, "directory.hours names 'castle'"),
        # Residents are told who handles matters, not who keeps the installation.
        ({"in_charge": ["auditor"]}, "directory.in_charge names 'auditor'"),
    ],
)
def test_what_is_not_there_is_refused(said: dict[str, object], mistake: str) -> None:
    people: PeoplePart = profile_by_code("zhengzhou").part("people")
    with pytest.raises(ValidationError, match=mistake):
        PeoplePart.model_validate(people.model_dump() | {"directory": said})


def test_what_is_said_of_a_code_counts_before_what_is_said_of_its_kind() -> None:
    said = Published(
        hours={"lead_department": Label(zh="上午", en="am"), "police": Label(zh="全天", en="Always")}
    )
    assert said.said_of(said.hours, "police-410105", "lead_department") == "全天"
    assert said.said_of(said.hours, "petitions-410105", "lead_department") == "上午"
    assert said.said_of(said.hours, "water-410105", "sector_department") == ""
