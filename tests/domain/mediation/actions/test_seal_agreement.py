"""The seal comes last, from a post at the body's unit that the profile lets use it, once."""

import pytest

from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.mediation.actions.seal_agreement import seal_agreement
from sanling.domain.mediation.models import Seal
from tests.domain.mediation.agreed import closed, in_force, mediator_signs, signs
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_all_sides_and_the_mediator_sign_before_it(cast: Cast) -> None:
    _matter, first, other, agreement = closed(cast)
    sealer = cast["village_secretary"].viewer
    with pytest.raises(NotAllowed, match="第二十九条"):
        seal_agreement(actor=sealer, agreement_id=agreement.pk)
    signs(agreement, first)
    signs(agreement, other)
    with pytest.raises(NotAllowed, match="调解员还没有签名"):
        seal_agreement(actor=sealer, agreement_id=agreement.pk)
    mediator_signs(cast, agreement)
    sealed = seal_agreement(actor=sealer, agreement_id=agreement.pk)
    assert sealed.effective_at == sealed.sealed_at
    assert sealed.sealed_by == cast["village_secretary"].post
    assert seal_agreement(actor=sealer, agreement_id=agreement.pk).sealed_at == sealed.sealed_at


def test_nobody_else_uses_it(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    for stranger in ("mediator", "intake_officer", "city_leader"):
        with pytest.raises(NotFound):
            seal_agreement(actor=cast[stranger].viewer, agreement_id=agreement.pk)


def test_a_body_without_one_seals_nothing(cast: Cast) -> None:
    _matter, first, other, agreement = closed(cast)
    Seal.objects.all().delete()
    signs(agreement, first)
    signs(agreement, other)
    mediator_signs(cast, agreement)
    with pytest.raises(NotAllowed, match="没有录入印章"):
        seal_agreement(actor=cast["village_secretary"].viewer, agreement_id=agreement.pk)
