"""How agreements stand, what their texts name, and how their cases are numbered."""

import pytest

from sanling.domain.mediation.actions.end_agreement import end_agreement
from sanling.domain.mediation.agreements import (
    Standing,
    bodies_for,
    effect_of,
    findings_of,
    members_by_side,
    signers,
    signing_of,
    standing_of,
    templates_for,
)
from sanling.domain.mediation.examining import Finding
from sanling.domain.mediation.models import Side
from sanling.domain.mediation.rules import Effect
from sanling.domain.mediation.terms import Content
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.agreed import at_a_body, closed, drawn_up, in_force, signs
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_stands_as_its_instants_say(cast: Cast) -> None:
    _matter, _first, _other, agreement = in_force(cast)
    assert standing_of(agreement) is Standing.HOLDS
    ended = end_agreement(
        actor=cast["mediator"].viewer, agreement_id=agreement.pk, how="withdrawn", reason="双方重新协商"
    )
    assert standing_of(ended) is Standing.WITHDRAWN


def test_a_written_one_of_a_peoples_committee_holds_once_sealed(cast: Cast) -> None:
    _matter, first, other, agreement = closed(cast)
    assert effect_of(agreement) is Effect.SEALED
    assert standing_of(agreement) is Standing.TO_SIGN
    signs(agreement, first)
    assert signing_of(agreement).awaited == [other.pk]


def test_the_text_names_the_sides_and_masks_their_numbers(cast: Cast) -> None:
    matter, _first, _other, agreement = closed(cast)
    content = Content.read(agreement.content)
    assert [side.name for side in content.sides] == ["王小明", "李大山"]
    assert content.matter == matter.number
    assert content.mediator == cast["mediator"].post.name
    assert content.number.endswith("人调字第1号")
    assert content.digest == bytes(agreement.digest or b"")


def test_a_minor_is_named_by_who_signs(cast: Cast) -> None:
    child = asked(in_mediation(cast), is_minor=True, guardian="李父")
    members = members_by_side(child.matter_id)[child.pk]
    assert [member.party.name for member in signers(child, members)] == ["李父"]


def test_its_bodies_are_those_of_its_mediator(cast: Cast) -> None:
    matter = in_mediation(cast)
    assert bodies_for(matter) == []
    body = at_a_body(cast)
    assert bodies_for(matter) == [body]


def test_templates_of_the_category_come_first_and_one_fits_all(cast: Cast) -> None:
    matter = in_mediation(cast)
    matter.category = "neighbours"
    assert [template.code for template in templates_for(matter)] == ["neighbours", "general"]


def test_findings_are_of_the_sides_as_they_stand(cast: Cast) -> None:
    _matter, _first, other, agreement = drawn_up(cast)
    assert {found.finding for found in findings_of(agreement)} == {Finding.UNIDENTIFIED}
    Side.objects.filter(pk=other.pk).update(is_minor=True)
    assert Finding.NO_GUARDIAN in {found.finding for found in findings_of(agreement)}
