"""A unit is one of those that the matter may go to, by its key."""

from typing import Any

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.workflow.field_types import Asked, field_type
from tests.city import City
from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(workflows: None) -> Matter:
    return registered().matter


def of(matter: Matter, select: str) -> Asked:
    return asking("unit", matter, select=select)


def test_a_unit_is_read_by_its_key_where_the_field_offers_it_and_nowhere_else(
    city: City, matter: Matter
) -> None:
    above = city.centre("410105")
    for typed in (above.pk, str(above.pk)):
        assert read(typed, of(matter, "above")) == above
    assert is_refused(above.pk, of(matter, "below"))
    assert is_refused(matter.unit_id, of(matter, "any"))


def test_what_is_offered_is_read_and_what_is_read_was_offered(city: City, matter: Matter) -> None:
    offered = set(field_type("unit").rows(of(matter, "departments")).values_list("pk", flat=True))
    assert city.unit("housing-410105").pk in offered
    assert city.unit("education-410104").pk not in offered
    assert all(not is_refused(pk, of(matter, "departments")) for pk in sorted(offered)[:5])


@pytest.mark.parametrize("raw", [*ODD, None, "", True, "１", " 1"], ids=repr)
def test_what_is_no_key_is_refused_before_anything_is_looked_up(
    matter: Matter, raw: Any, django_assert_num_queries: Any
) -> None:
    asked = of(matter, "above")
    with django_assert_num_queries(0):
        assert is_refused(raw, asked)


def test_two_matters_at_one_unit_and_place_are_asked_alike_and_a_concealed_one_apart(matter: Matter) -> None:
    other = registered().matter
    kind = field_type("unit")
    assert kind.depends_on(of(matter, "any")) == kind.depends_on(of(other, "any"))
    other.concealed = True
    assert kind.depends_on(of(matter, "any")) != kind.depends_on(of(other, "any"))
