"""Once closed, a text is what is signed; its case has the next number of its body, and what a rule forbids stops it."""

import pytest

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.mediation.actions.close_text import close_text
from sanling.domain.mediation.actions.end_agreement import end_agreement
from sanling.domain.mediation.models import Case
from tests.domain.matters.helpers import act
from tests.domain.mediation.agreed import closed, drawn_up
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_case_is_numbered_and_keeps_its_number_when_the_text_is_changed(cast: Cast) -> None:
    matter, _first, _other, agreement = closed(cast)
    changed = end_agreement(
        actor=cast["mediator"].viewer, agreement_id=agreement.pk, how="changed", reason="金额写错"
    )
    again = close_text(actor=cast["mediator"].viewer, agreement_id=changed.pk, version=changed.version)
    assert again.nth == 2
    assert Case.objects.get(matter=matter).serial == 1
    assert bytes(again.digest or b"") != bytes(agreement.digest or b"")


def test_what_a_rule_forbids_stops_it(cast: Cast) -> None:
    *_rest, agreement = drawn_up(cast, text="支付伍佰元（5000元）")
    with pytest.raises(NotAllowed):
        close_text(actor=cast["mediator"].viewer, agreement_id=agreement.pk, version=agreement.version)


def test_it_is_closed_while_the_dispute_is_in_mediation(cast: Cast) -> None:
    matter, *_rest, agreement = drawn_up(cast)
    act(cast["mediator"].viewer, matter, "pause", {"reason": "等待鉴定"})
    with pytest.raises(NotAllowed):
        close_text(actor=cast["mediator"].viewer, agreement_id=agreement.pk, version=agreement.version)
