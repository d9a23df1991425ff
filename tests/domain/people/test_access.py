"""Who a viewer is and may read: posts at work, those stood in for, and rights of one reach at its own place."""

from datetime import timedelta

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.access import GUARDED
from sanling.domain.people.access import (
    administering,
    has_begun,
    identity_access,
    is_in_office,
    places_where,
    reach_at,
    viewer_for,
    visible_to,
)
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import in_office
from sanling.domain.people.reach import Reach
from sanling.domain.people.rules import FieldAccess
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from tests.city import COUNTY, SIBLING_TOWNSHIP, TEST, TOWNSHIP, VILLAGE, City
from tests.domain.people.reaches import reach, viewer

Cast = dict[str, Player]
ROLES = st.sampled_from(
    ["intake_officer", "mediator", "grid_worker", "auditor", "county_leader", "administrator"]
)


@given(st.lists(ROLES, min_size=1, max_size=4), st.sets(st.integers(1, 6)), st.sets(st.integers(20, 24)))
def test_limited_to_some_posts_one_acts_as_fewer_and_is_no_less_partial(
    roles: list[str], kept: set[int], other: set[int]
) -> None:
    own, *away = (reach(role, post=nth, unit=10 + nth) for nth, role in enumerate(roles, 1))
    whole = viewer(own, *away, other_units=sorted(other))
    limited = whole.limited_to(kept)
    assert limited.post_ids == whole.post_ids & (kept | {own.post_id})
    assert limited.reaches[0] == whole.own
    assert limited.partial_units == whole.partial_units
    assert limited.unit_ids <= whole.unit_ids


@given(st.lists(ROLES, max_size=3), st.booleans(), st.booleans())
def test_an_identity_is_read_as_the_best_of_the_reaches_that_see_the_matter_and_by_no_party(
    roles: list[str], accused: bool, protected: bool
) -> None:
    reaches = [reach(role, post=nth, unit=10 + nth) for nth, role in enumerate(roles, 1)]
    who = viewer(reach("grid_worker", post=9, unit=19), *reaches)
    rights = [by.role.rights("matters") for by in reaches]
    read = identity_access(who, rights, respondent_units={19} if accused else {77}, protected=protected)
    if accused or not reaches:
        assert read is FieldAccess.HIDDEN
    else:
        best = max((FieldAccess(by.role.identity) for by in reaches), key=lambda access: access.rank)
        assert read is (best if not protected or best is FieldAccess.FULL else FieldAccess.HIDDEN)


def test_no_right_of_one_post_counts_at_anothers_place() -> None:
    giver, elsewhere = (
        reach("centre_director", post=1, at=TOWNSHIP),
        reach("mediator", post=2, at=SIBLING_TOWNSHIP),
    )
    both = viewer(elsewhere, giver)

    def gives(by: Reach) -> bool:
        return bool(by.role.appoints)

    assert reach_at(both, VILLAGE, gives) == giver
    assert reach_at(both, SIBLING_TOWNSHIP, gives) is None
    assert reach_at(both, SIBLING_TOWNSHIP, lambda _one: True) == elsewhere


def test_who_administers_is_known_by_the_roles_duty() -> None:
    assert administering(reach("administrator"))
    assert not any(administering(reach(role)) for role in ("security_administrator", "auditor", "mediator"))


@pytest.mark.django_db
def test_places_are_those_of_the_reaches_that_may(city: City) -> None:
    both = viewer(reach("mediator", at=SIBLING_TOWNSHIP), reach("centre_director", post=2, at=TOWNSHIP))
    found = Unit.objects.filter(places_where(both, "division", lambda by: bool(by.role.appoints)))
    assert set(found) == set(Unit.objects.filter(division__path__startswith=TOWNSHIP))
    assert not Unit.objects.filter(places_where(both, "division", lambda _one: False)).exists()


def test_nobody_sees_nothing() -> None:
    assert visible_to(None, GUARDED) == Q(pk__in=[])


@pytest.mark.django_db
def test_a_viewer_takes_one_query_and_none_for_a_post_that_is_not_held(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post = Post.objects.select_related("user", "unit").get(pk=cast["intake_officer"].post.pk)
    viewer_for(post)
    with django_assert_num_queries(1):
        found = viewer_for(post)
    assert found
    assert (found.post_id, found.own.paths, found.kind, found.key) == (
        post.pk,
        (TOWNSHIP,),
        "post",
        f"post:{post.pk}",
    )
    former = Post.objects.select_related("user", "unit").get(pk=cast["former_intake_officer"].post.pk)
    with django_assert_num_queries(0):
        assert viewer_for(former) is None


@pytest.mark.django_db
def test_a_post_is_held_from_its_beginning_to_its_end_by_who_is_active_and_confirmed(cast: Cast) -> None:
    post, now = cast["intake_officer"].post, clock.now()
    day = timedelta(days=1)
    for begins, ends, waiting, held, begun in (
        (now, None, False, True, True),
        (now + day, None, False, False, False),
        (now - day, now, False, False, True),
        (now - day, now + day, False, True, True),
        (now - day, None, True, False, False),
    ):
        post.begins_at, post.ends_at, post.waiting = begins, ends, waiting
        assert (is_in_office(post, now), has_begun(post, now)) == (held, begun)
        post.save()
        assert Post.objects.filter(in_office(now), pk=post.pk).exists() == held
    post.begins_at, post.ends_at, post.waiting = now - day, None, False
    post.save()
    User.objects.filter(pk=post.user_id).update(is_active=False)
    assert not is_in_office(Post.objects.select_related("user").get(pk=post.pk), now)
    assert not Post.objects.filter(in_office(now), pk=post.pk).exists()


@pytest.mark.django_db
def test_who_stands_in_acts_as_both_while_the_leave_lasts_and_stays_partial_by_all_posts(cast: Cast) -> None:
    here, away, now = cast["intake_officer"].post, cast["centre_director"].post, clock.now()
    substitute(
        actor=TEST, post_id=away.pk, substitute_id=here.pk, begins_at=now, ends_at=now + timedelta(days=2)
    )
    with clock.turned(to=now + timedelta(days=1)):
        during = viewer_for(here)
    with clock.turned(to=now + timedelta(days=3)):
        after = viewer_for(here)
    assert during
    assert after
    assert during.post_ids == {here.pk, away.pk}
    assert after.post_ids == {here.pk}
    first, second = cast["two_posts"].posts
    taking_in = viewer_for(first)
    assert taking_in
    assert taking_in.post_ids == {first.pk}
    assert taking_in.partial_units == {first.unit_id, second.unit_id}
    assert COUNTY not in taking_in.own.paths
