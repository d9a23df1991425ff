"""A draft is changed by one mediator after another, each knowing what the other wrote, until it is closed."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound, Stale
from sanling.domain.mediation.actions.change_terms import MOST_CLAUSES, change_terms
from sanling.domain.mediation.terms import Clause, Sort, Terms
from tests.domain.mediation.agreed import closed, drawn_up, terms
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_two_who_edit_at_once_lose_nothing(cast: Cast) -> None:
    *_rest, agreement = drawn_up(cast)
    viewer = cast["mediator"].viewer
    changed = change_terms(actor=viewer, agreement_id=agreement.pk, version=2, terms=terms(text="第一人改的"))
    assert changed.version == 3
    with pytest.raises(Stale):
        change_terms(actor=viewer, agreement_id=agreement.pk, version=2, terms=terms(text="第二人改的"))


def test_who_is_no_side_owes_nothing(cast: Cast) -> None:
    *_rest, agreement = drawn_up(cast, by=7)
    assert Terms.read(agreement.terms).clauses[0].by is None


@pytest.mark.parametrize(
    "wrong",
    [
        Terms("长" * 3001),
        Terms("", [Clause("一条")] * (MOST_CLAUSES + 1)),
        Terms("", [Clause("长" * 1001)]),
        Terms("", [Clause("付款", Sort.PAYS, amount=0)]),
    ],
)
def test_it_has_bounds(cast: Cast, wrong: Terms) -> None:
    *_rest, agreement = drawn_up(cast)
    with pytest.raises(Invalid):
        change_terms(actor=cast["mediator"].viewer, agreement_id=agreement.pk, version=2, terms=wrong)


def test_what_is_closed_is_not_changed_and_no_side_changes_anything(cast: Cast) -> None:
    _matter, first, _other, agreement = closed(cast)
    with pytest.raises(NotAllowed):
        change_terms(actor=cast["mediator"].viewer, agreement_id=agreement.pk, version=2, terms=terms())
    with pytest.raises(NotFound):
        change_terms(actor=by(first), agreement_id=agreement.pk, version=2, terms=terms())
