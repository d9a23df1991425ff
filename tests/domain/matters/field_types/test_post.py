"""A post is one of those that may be charged with the matter, by its key."""

from collections.abc import Mapping
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db
Cast = Mapping[str, Player]


@pytest.fixture
def matter(cast: Cast, workflows: None) -> Matter:
    return registered().matter


def test_who_may_be_charged_is_read_with_their_unit(
    cast: Cast, matter: Matter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mediator = cast["mediator"].post
    asked = asking("post", matter, select="below", roles=["mediator"])
    found = read(str(mediator.pk), asked)
    with django_assert_num_queries(0):
        assert (found, found.unit.pk) == (mediator, mediator.unit_id)


def test_a_post_of_another_role_or_place_is_refused(cast: Cast, matter: Matter) -> None:
    assert is_refused(
        cast["mediator"].post.pk, asking("post", matter, select="below", roles=["police_officer"])
    )
    elsewhere = cast["sibling_county_intake"].post.pk
    assert is_refused(elsewhere, asking("post", matter, select="below"))


@pytest.mark.parametrize("raw", [*ODD, None, "", True, "１"], ids=repr)
def test_what_is_no_key_is_refused(matter: Matter, raw: Any) -> None:
    assert is_refused(raw, asking("post", matter, select="any"))
