"""Giving people posts."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.access import viewer_for
from sanling.domain.people.actions.appoint import NewPost, appoint, appoint_many
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Jurisdiction, Post, Unit
from sanling.domain.people.queries import leader_posts, roles_of
from sanling.domain.territory.models import Division
from sanling.foundation.audit.models import AuditRow
from tests.city import BEGAN, CITY, COUNTY, SIBLING_TOWNSHIP, TEST, TOWNSHIP, VILLAGE, City


def new_post(city: City, player: Player) -> NewPost:
    return NewPost(
        user_id=player.user.pk,
        unit_id=city.centre(TOWNSHIP).pk,
        role="intake_officer",
        name="钱多多",
        paths=[TOWNSHIP],
        phone="0371-00000001",
    )


def test_an_appointment_gives_a_post_with_its_reach(city: City, cast: dict[str, Player]) -> None:
    post = appoint(actor=TEST, new=new_post(city, cast["mediator"]))
    viewer = viewer_for(post)
    assert viewer is not None
    assert (viewer.own.role.code, viewer.own.paths) == ("intake_officer", (TOWNSHIP,))
    row = AuditRow.objects.get(act="post.appoint", subject=f"post:{post.pk}")
    assert row.detail["role"] == "intake_officer"
    assert row.detail["paths"] == [TOWNSHIP]


def test_a_post_may_be_narrowed_to_lines(city: City, cast: dict[str, Player]) -> None:
    post = appoint(actor=TEST, new=replace(new_post(city, cast["mediator"]), lines=["dispute", "dispute"]))
    viewer = viewer_for(post)
    assert viewer is not None
    assert viewer.own.lines == ("dispute",)


@pytest.mark.parametrize(
    ("unit", "role"),
    [
        (f"government-{TOWNSHIP}", "intake_officer"),
        (f"police_station-{TOWNSHIP}", "centre_director"),
        (f"emergency-{COUNTY}", "petition_officer"),
        (f"petitions-{COUNTY}", "police_officer"),
        (f"housing-{COUNTY}", "peace_officer"),
        (f"peace_office-{COUNTY}", "department_clerk"),
        (f"governance_centre-{CITY}", "administrator"),
    ],
)
def test_a_role_is_held_only_where_the_structure_has_it(
    city: City, cast: dict[str, Player], unit: str, role: str
) -> None:
    there = city.unit(unit)
    new = replace(
        new_post(city, cast["former_intake_officer"]), unit_id=there.pk, role=role, paths=[there.division_id]
    )
    for give in (lambda: appoint(actor=TEST, new=new), lambda: appoint_many(actor=TEST, rows=[new])):
        with pytest.raises(ValidationError) as refused:
            give()
        assert list(refused.value.message_dict) == ["role"]


def test_a_profile_lets_further_roles_be_held_that_nobody_is_expected_to_hold(
    city: City, cast: dict[str, Player]
) -> None:
    committee = city.unit(f"village_committee-{VILLAGE}")
    assert "volunteer" in roles_of(committee)
    new = replace(new_post(city, cast["liaison"]), unit_id=committee.pk, role="volunteer", paths=[VILLAGE])
    assert viewer_for(appoint(actor=TEST, new=new)) is not None


def test_a_unit_of_no_place_in_the_structure_has_the_roles_of_its_kind_at_its_level(city: City) -> None:
    tax = Unit(code="tax-office", kind="sector_department", division_id=COUNTY, city=CITY)
    assert roles_of(tax) == {"department_leader", "department_clerk"}
    tax.division_id = TOWNSHIP
    assert roles_of(tax) == frozenset()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": "village_secretary"}, "role"),
        ({"role": "emperor"}, "role"),
        ({"name": "  "}, "name"),
        ({"paths": []}, "paths"),
        ({"paths": [SIBLING_TOWNSHIP]}, "paths"),
        ({"paths": [TOWNSHIP + "999"]}, "paths"),
    ],
)
def test_what_does_not_fit_the_unit_is_refused(
    city: City, cast: dict[str, Player], change: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        appoint(actor=TEST, new=replace(new_post(city, cast["mediator"]), **change))  # type: ignore[arg-type]
    assert list(refused.value.message_dict) == [field]


def test_nobody_holds_one_post_twice(city: City, cast: dict[str, Player]) -> None:
    with pytest.raises(ValidationError) as refused:
        appoint(actor=TEST, new=new_post(city, cast["intake_officer"]))
    assert list(refused.value.message_dict) == ["user"]


def test_a_unit_that_has_ended_takes_nobody(city: City, cast: dict[str, Player]) -> None:
    Unit.objects.filter(pk=city.centre(TOWNSHIP).pk).update(ends_on=BEGAN.date())
    with pytest.raises(ValidationError) as refused:
        appoint(actor=TEST, new=new_post(city, cast["mediator"]))
    assert list(refused.value.message_dict) == ["unit"]


def test_many_appointments_take_few_statements_and_one_audit_row_each(
    city: City, cast: dict[str, Player]
) -> None:
    villages = list(Division.objects.filter(level=12).values_list("pk", flat=True))
    rows = [
        NewPost(
            user_id=player.user.pk,
            unit_id=city.unit(f"village_committee-{path}").pk,
            role="volunteer",
            name="志愿者",
            paths=[path],
        )
        for path in villages
        for player in (cast["liaison"], cast["grid_worker"], cast["mediator"])
    ]
    before = AuditRow.objects.count()
    with CaptureQueriesContext(connection) as captured:
        posts = appoint_many(actor=TEST, rows=rows)
    assert len(captured) <= 12
    assert Jurisdiction.objects.filter(post__in=posts).count() == len(rows)
    assert AuditRow.objects.count() - before == len(rows)


def test_a_unit_is_led_by_the_posts_whose_role_leads(city: City, cast: dict[str, Player]) -> None:
    assert leader_posts(city.centre(TOWNSHIP)) == [cast["centre_director"].post]
    assert leader_posts(city.unit(f"village_committee-{VILLAGE}")) == [cast["village_secretary"].post]


def test_an_inactive_account_has_no_viewer(cast: dict[str, Player]) -> None:
    user = cast["mediator"].user
    user.is_active = False
    user.save()
    assert viewer_for(Post.objects.get(pk=cast["mediator"].post.pk)) is None
