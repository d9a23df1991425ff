"""A matter goes only to who may see it: units of its place, posts in office that are cleared for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.matters.choosing import chosen_by, key_of, posts_within, units_within
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.domain.workflow.field_types import Wrong
from tests.city import City
from tests.domain.matters.helpers import act, against, registered

pytestmark = pytest.mark.django_db


def test_a_post_elsewhere_cannot_be_charged(cast: dict[str, Player], workflows: None) -> None:
    matter = registered().matter
    stranger = cast["sibling_county_intake"].post.pk
    with pytest.raises(Invalid) as refused:
        act(cast["intake_officer"].viewer, matter, "assign", {"mediator": stranger})
    assert "mediator" in refused.value.errors


def test_departments_of_the_levels_above_can_be_called_in_and_no_others(
    city: City, cast: dict[str, Player], mediating: Matter
) -> None:
    intake = cast["intake_officer"].viewer
    elsewhere = {"units": [city.unit("education-410104").pk], "task": "协助清理"}
    with pytest.raises(Invalid):
        act(intake, mediating, "whistle", elsewhere)
    act(intake, mediating, "whistle", {"units": [city.unit("housing-410105").pk], "task": "协助清理"})
    act(cast["department_clerk"].viewer, mediating, "report_in")


@given(st.integers(1, 2**63 - 1))
def test_a_key_is_written_in_plain_digits(key: int) -> None:
    assert key_of(key) == key_of(str(key)) == key


@pytest.mark.parametrize(
    "raw",
    [
        0,
        -1,
        "01",
        "+1",
        "1.0",
        "1_2",
        "１",
        "٣",
        "²",
        " 1",
        "1\n",
        "",
        None,
        True,
        2**63,
        10**400,
        "1\x00",
        [1],
    ],
    ids=repr,
)
def test_anything_else_is_no_key(raw: object) -> None:
    with pytest.raises(Wrong):
        key_of(raw)


def offered(matter: Matter, select: str) -> set[str]:
    fresh = Matter.objects.select_related("unit").get(pk=matter.pk)
    return set(units_within(fresh, select).values_list("code", flat=True))


def test_units_are_offered_by_where_they_stand_from_the_holder_and_never_the_holder_itself(
    city: City, workflows: None
) -> None:
    matter = registered().matter
    above, below, departments, every = (
        offered(matter, select) for select in ("above", "below", "departments", "any")
    )
    assert above == {"governance_centre-410105"}
    assert "village_committee-410105002012" in below
    assert {"housing-410105", "police_station-410105002"} <= departments
    assert not {code for code in below if not code.partition("-")[2].startswith("410105002")}
    assert {"governance_centre-4101", "governance_centre-410105", "village_committee-410105002012"} <= every
    for codes in (above, below, departments, every):
        assert not {code for code in codes if code.partition("-")[2].startswith("410104")}
        assert "governance_centre-410105002" not in codes
    Unit.objects.filter(code="housing-410105").update(ends_on=matter.registered_at.date())
    assert "housing-410105" not in offered(matter, "departments")


def test_nothing_is_handed_to_whom_it_is_about(city: City, workflows: None) -> None:
    matter = against(city.unit("housing-410105").pk)
    assert all("housing-410105" not in offered(matter, select) for select in ("departments", "any"))
    assert "police-410105" in offered(matter, "any")


def chargeable(matter: Matter, *roles: str) -> set[int]:
    fresh = Matter.objects.select_related("unit").get(pk=matter.pk)
    return set(posts_within(fresh, roles).values_list("pk", flat=True))


def test_charged_are_posts_in_office_of_the_holder_and_below_it_of_the_roles_asked_for(
    cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    posts = {who: player.post.pk for who, player in cast.items()}
    every = chargeable(matter)
    assert {posts["mediator"], posts["grid_worker"], posts["centre_director"]} <= every
    for who in (
        "county_intake_officer",
        "sibling_township_intake",
        "former_intake_officer",
        "department_clerk",
    ):
        assert posts[who] not in every, who
    assert posts["mediator"] in chargeable(matter, "mediator")
    assert posts["grid_worker"] not in chargeable(matter, "mediator")


def test_nobody_is_charged_with_what_is_too_confidential_for_them_or_about_their_unit(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    Matter.objects.filter(pk=matter.pk).update(confidentiality=1)
    posts = {who: player.post.pk for who, player in cast.items()}
    assert posts["mediator"] in chargeable(matter)
    assert posts["grid_worker"] not in chargeable(matter)
    about = against(city.unit("village_committee-410105002012").pk)
    assert posts["mediator"] not in chargeable(about)
    assert posts["centre_director"] in chargeable(about)


def test_two_matters_are_asked_alike_where_all_that_decides_is_alike(city: City, workflows: None) -> None:
    first, second = registered().matter, registered().matter
    assert chosen_by(first) == chosen_by(second)
    changes = {
        "unit": city.centre("410105"),
        "division_id": "410105",
        "confidentiality": 2,
        "concealed": True,
    }
    for name, value in changes.items():
        other = Matter.objects.get(pk=second.pk)
        setattr(other, name, value)
        assert chosen_by(other) != chosen_by(first), name
