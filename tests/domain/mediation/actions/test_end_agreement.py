"""What was closed is taken back with a reason and stays as it was; what holds is withdrawn, never changed over."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.mediation.actions.end_agreement import end_agreement
from sanling.domain.mediation.models import Agreement
from tests.domain.mediation.agreed import closed, drawn_up, in_force
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_next_text_begins_where_the_former_ended(cast: Cast) -> None:
    *_rest, agreement = closed(cast)
    viewer = cast["mediator"].viewer
    with pytest.raises(Invalid, match="reason"):
        end_agreement(actor=viewer, agreement_id=agreement.pk, how="changed", reason="")
    changed = end_agreement(actor=viewer, agreement_id=agreement.pk, how="changed", reason="金额写错")
    before = Agreement.objects.get(pk=agreement.pk)
    assert (before.ended_how, before.content) == ("changed", agreement.content)
    assert (changed.nth, changed.terms, changed.closed_at) == (2, agreement.terms, None)
    assert changed.code != agreement.code


def test_what_holds_is_only_withdrawn(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    viewer = cast["mediator"].viewer
    with pytest.raises(NotAllowed):
        end_agreement(actor=viewer, agreement_id=agreement.pk, how="changed", reason="改一改")
    ended = end_agreement(actor=viewer, agreement_id=agreement.pk, how="withdrawn", reason="双方同意解除")
    assert ended.ended_how == "withdrawn"


def test_a_draft_is_not_taken_back_and_no_stranger_ends_one(cast: Cast) -> None:
    *_rest, agreement = drawn_up(cast)
    with pytest.raises(NotAllowed):
        end_agreement(actor=cast["mediator"].viewer, agreement_id=agreement.pk, how="changed", reason="改")
    with pytest.raises(NotFound):
        end_agreement(
            actor=cast["city_leader"].viewer, agreement_id=agreement.pk, how="withdrawn", reason="改"
        )
    with pytest.raises(Invalid):
        end_agreement(actor=cast["mediator"].viewer, agreement_id=agreement.pk, how="burnt", reason="改")
