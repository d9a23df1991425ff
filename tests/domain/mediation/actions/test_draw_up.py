"""An agreement is begun by whoever has the dispute, at one of its bodies, in a form that this has, one at a time."""

from typing import Any

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.mediation.actions.draw_up import draw_up
from sanling.domain.mediation.terms import Terms
from tests.city import SIBLING_VILLAGE
from tests.domain.mediation.agreed import at_a_body
from tests.domain.mediation.helpers import Cast, a_body
from tests.domain.mediation.sides import two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_begins_with_the_clauses_of_a_template(cast: Cast) -> None:
    matter, *_sides = two_sides(cast)
    body = at_a_body(cast)
    agreement = draw_up(
        actor=cast["mediator"].viewer,
        matter_id=matter.pk,
        body_id=body.pk,
        form="written",
        template="general",
    )
    assert [clause.text for clause in Terms.read(agreement.terms).clauses] == ["双方就本纠纷再无其他争议。"]
    with pytest.raises(NotAllowed):
        draw_up(actor=cast["mediator"].viewer, matter_id=matter.pk, body_id=body.pk, form="oral")


@pytest.mark.parametrize(
    ("said", "field"),
    [({"body_id": 0}, "body"), ({"form": "electronic"}, "form"), ({"template": "unpaid_wages"}, "template")],
)
def test_what_is_not_offered_is_told_at_its_field(cast: Cast, said: dict[str, Any], field: str) -> None:
    matter, *_sides = two_sides(cast)
    usual = {"body_id": at_a_body(cast).pk, "form": "written"}
    with pytest.raises(Invalid) as refused:
        draw_up(actor=cast["mediator"].viewer, matter_id=matter.pk, **{**usual, **said})
    assert {*refused.value.errors} == {field}


def test_a_body_elsewhere_and_others_begin_none(cast: Cast) -> None:
    matter, *_sides = two_sides(cast)
    body = at_a_body(cast)
    with pytest.raises(Invalid):
        draw_up(
            actor=cast["mediator"].viewer,
            matter_id=matter.pk,
            body_id=a_body(SIBLING_VILLAGE).pk,
            form="written",
        )
    for stranger in ("city_leader", "volunteer"):
        with pytest.raises((NotFound, NotAllowed)):
            draw_up(actor=cast[stranger].viewer, matter_id=matter.pk, body_id=body.pk, form="written")
