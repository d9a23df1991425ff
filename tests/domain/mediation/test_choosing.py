"""The nearest who are free and fit, and who may be asked; nobody learns an order of merit."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.mediation.choosing import may_be_charged, may_choose, nearest_of
from sanling.domain.mediation.models import Mediator
from sanling.domain.people.models import Substitution
from sanling.foundation import clock
from tests.domain.matters.helpers import in_mediation, registered
from tests.domain.mediation.chosen import four
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_nearest_answer_for_the_place_are_versed_and_not_on_leave(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    some = four(cast)
    matter = registered(category="neighbours").matter
    with django_assert_max_num_queries(14):
        assert [person.mediator for person in nearest_of(matter)] == [some.near, some.town]
    Mediator.objects.filter(pk=some.near.pk).update(specialities=["contract"])
    assert [person.mediator for person in nearest_of(matter)] == [some.town]
    now = clock.now()
    Substitution.objects.create(
        post=cast["township_mediator"].post,
        substitute=cast["mediator"].post,
        begins_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=1),
    )
    assert nearest_of(matter) == []


def test_nobody_is_charged_who_could_not_see_it(cast: Cast) -> None:
    four(cast)
    assert cast["mediator"].post in may_be_charged(registered().matter)
    matter = registered().matter
    matter.confidentiality = 2
    assert cast["mediator"].post not in may_be_charged(matter)


def test_it_is_chosen_before_somebody_is_at_work(cast: Cast) -> None:
    assert may_choose(registered().matter)
    assert not may_choose(in_mediation(cast))
    assert not may_choose(registered(kind="hazard").matter)
