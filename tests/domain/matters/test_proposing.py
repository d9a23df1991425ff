"""A repeat, and a visit above the level in charge, are seen when a petition is taken in (信访工作条例 19, 20, 36)."""

from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter, Relation, Stage
from sanling.domain.matters.proposing import Proposal, propose
from sanling.domain.people.access import Viewer
from sanling.domain.people.cast import Player
from sanling.domain.workflow.queries import definition_of
from tests.city import VILLAGE
from tests.domain.matters.helpers import act, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
OTHER = [PartyDetails(role="applicant", person=PersonDetails(name="李大山", phone="13900000001"))]


def petition(**changes: Any) -> Matter:
    return registered(kind="petition", category="other", **changes).matter


def proposed(viewer: Viewer, matter: Matter) -> Proposal | None:
    found = Matter.objects.select_related("unit").get(pk=matter.pk)
    return propose(viewer, found, definition_of(found.definition_id).action("refuse"))


def test_a_repeat_in_process_is_proposed_for_refusal_with_the_earlier_matter(cast: Cast) -> None:
    officer = cast["intake_officer"].viewer
    first = petition()
    assert proposed(officer, first) is None
    again = petition()
    made = proposed(officer, again)
    assert made is not None
    assert made.values == {"cause": "in_process", "number": first.number}
    assert proposed(officer, petition(parties=OTHER)) is None
    assert proposed(officer, first) is None
    act(officer, again, "refuse", {**made.values, "reason": "办理期限内重复提出"})
    tie = Relation.objects.get(matter=again)
    assert (tie.other_id, tie.kind) == (first.pk, Relation.Kind.REPEAT_OF)
    again.refresh_from_db()
    assert again.state == "refused"


def test_what_has_ended_is_proposed_only_where_the_re_review_was_final(cast: Cast) -> None:
    officer = cast["intake_officer"].viewer
    first = petition()
    act(officer, first, "refuse", {"cause": "outside", "reason": "不属于信访事项"})
    assert proposed(officer, petition()) is None
    at = first.registered_at
    Stage.objects.create(matter=first, state="final", unit=first.unit, begun_at=at, ended_at=at)
    made = proposed(officer, petition(channel="letter"))
    assert made is not None
    assert made.option.code == "in_process"
    for open_one in Matter.objects.filter(open=True, kind="petition").order_by("-pk")[1:]:
        act(officer, open_one, "refuse", {"cause": "outside", "reason": "不属于信访事项"})
    made = proposed(officer, Matter.objects.filter(open=True, kind="petition").get())
    assert made is not None
    assert (made.option.code, made.earlier) == ("final", first)


def test_a_visit_to_the_city_about_a_village_is_above_the_level_in_charge(cast: Cast) -> None:
    city = cast["city_petition_officer"]
    visit = Matter.objects.get(pk=petition(channel="visit").pk)
    assert proposed(city.viewer, visit) is None
    Matter.objects.filter(pk=visit.pk).update(unit=city.post.unit)
    made = proposed(city.viewer, visit)
    assert made is not None
    assert made.values == {"cause": "skip_level"}
    Matter.objects.filter(pk=visit.pk).update(unit=cast["petition_officer"].post.unit)
    assert proposed(city.viewer, visit) is None
    Matter.objects.filter(pk=visit.pk).update(unit=city.post.unit, channel="letter")
    assert proposed(city.viewer, visit) is None


def test_nobody_is_told_of_earlier_matters_who_may_not_read_the_petitioner(cast: Cast) -> None:
    petition()
    again = petition()
    assert proposed(cast["county_leader"].viewer, again) is None
    assert proposed(cast["sibling_county_intake"].viewer, again) is None


def test_an_earlier_matter_out_of_sight_cannot_be_named(cast: Cast) -> None:
    elsewhere = petition(division="410104003001", parties=OTHER)
    with pytest.raises(Invalid):
        act(
            cast["intake_officer"].viewer,
            petition(division=VILLAGE),
            "refuse",
            {"cause": "in_process", "reason": "重复", "number": elsewhere.number},
        )


def test_the_page_says_so_and_opens_the_form_filled_in(cast: Cast, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    first, again = petition(), petition()
    browser = Client()
    browser.force_login(cast["intake_officer"].user)
    page = browser.get(f"/desk/matters/{again.number}/").content.decode()
    assert first.number in page
    form = browser.get(f"/desk/matters/{again.number}/?act=refuse").context["page"].open_act.form
    assert form["cause"].value() == "in_process"
    assert form["number"].value() == first.number
