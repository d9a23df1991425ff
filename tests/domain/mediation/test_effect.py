"""An agreement that holds settles the dispute and lays down what is owed; once."""

import pytest

from sanling.domain.mediation.effect import take_effect
from sanling.domain.mediation.models import Obligation
from sanling.foundation.audit.models import AuditRow
from tests.domain.mediation.agreed import closed, in_force, signs
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_settles_the_dispute_and_is_followed_up(cast: Cast) -> None:
    matter, first, other, agreement = in_force(cast)
    matter.refresh_from_db()
    assert (matter.state, matter.outcome) == ("settled", "settled")
    (owed,) = Obligation.objects.filter(agreement=agreement)
    assert (owed.by, owed.to, owed.amount) == (other, first, 500_00)
    agreement.refresh_from_db()
    assert not take_effect(agreement)
    assert Obligation.objects.count() == 1


def test_with_a_signature_lacking_nothing_follows(cast: Cast) -> None:
    matter, first, _other, agreement = closed(cast)
    signs(agreement, first)
    assert not take_effect(agreement)
    matter.refresh_from_db()
    assert matter.state == "mediating"


def test_an_oral_one_holds_when_it_is_written_down(cast: Cast) -> None:
    matter, _first, _other, agreement = closed(cast, form="oral")
    matter.refresh_from_db()
    assert agreement.effective_at == agreement.closed_at
    assert matter.state == "settled"


def test_the_audit_log_knows_each_act_and_no_word_of_the_text(cast: Cast) -> None:
    matter, *_sides, agreement = in_force(cast)
    rows = AuditRow.objects.filter(subject=f"matter:{matter.pk}", detail__agreement=agreement.pk)
    acts = [row.act for row in rows.order_by("pk")]
    assert acts == [
        "mediation.draw_up",
        "mediation.change_terms",
        "mediation.close_text",
        *["mediation.sign"] * 3,
        "mediation.seal_agreement",
    ]
    assert not any(word in str(row.detail) for row in rows for word in ("王小明", "李大山", "清理费用"))
