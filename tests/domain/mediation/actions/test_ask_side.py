"""Whom a dispute is with is asked by whoever has it; what was said of them stays that matter's, and opens nothing."""

from typing import Any

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.holders import of_phone
from sanling.domain.matters.models import Party
from sanling.domain.mediation.models import Member, Side
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.privacy.index import blind_index
from tests.domain.matters.helpers import in_mediation, registered
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import OTHER_PHONE, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_whoever_brought_it_is_the_first_side_and_consents_by_that(cast: Cast) -> None:
    matter = in_mediation(cast)
    side = asked(matter, cast["mediator"].viewer)
    first = Side.objects.get(nth=1)
    assert (first.role, first.answer, first.answered_at) == ("applicant", "consents", matter.registered_at)
    assert (side.nth, side.role, side.answer, side.asked_by) == (2, "respondent", "", cast["mediator"].post)
    assert asked(matter, name="张三").nth == 3
    assert AuditRow.objects.filter(act="mediation.ask_side", subject=f"matter:{matter.pk}").count() == 2


def test_their_phone_opens_no_matter(cast: Cast) -> None:
    asked(in_mediation(cast), is_minor=True, guardian="李父", guardian_phone="+8613900000002")
    for phone in (OTHER_PHONE, "+8613900000002"):
        assert not of_phone(city="4101", phone_index=blind_index("phone", phone)).exists()


def test_a_minor_is_reached_through_a_guardian_alone(cast: Cast) -> None:
    matter = in_mediation(cast)
    with pytest.raises(Invalid) as refused:
        asked(matter, is_minor=True)
    assert {*refused.value.errors} == {"guardian"}
    side = asked(matter, is_minor=True, guardian="李父", guardian_phone="+8613900000002")
    members = {member.capacity: member.party for member in Member.objects.filter(side=side)}
    assert {*members} == {"self", "guardian"}
    assert not members["self"].phone
    assert members["guardian"].role == Party.Role.RESPONDENT


@pytest.mark.parametrize(
    ("said", "field"),
    [({"name": ""}, "name"), ({"summary": ""}, "summary"), ({"phone": "+8637165500000"}, "phone")],
)
def test_what_is_missing_or_no_mobile_is_told_at_its_field(
    cast: Cast, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        asked(in_mediation(cast), **said)
    assert {*refused.value.errors} == {field}


def test_only_who_has_the_dispute_asks_and_only_where_it_is_mediated(cast: Cast) -> None:
    matter = in_mediation(cast)
    with pytest.raises(NotFound):
        asked(matter, cast["sibling_village_mediator"].viewer)
    hazard = registered(kind="hazard").matter
    with pytest.raises(NotAllowed):
        asked(hazard, cast["intake_officer"].viewer)
