"""Each side signs the text that it read, on its own phone or the mediator's, once; a changed text is another."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.mediation.actions.close_text import close_text
from sanling.domain.mediation.actions.end_agreement import end_agreement
from sanling.domain.mediation.actions.sign import sign
from sanling.domain.mediation.models import Agreement, Side, Signature
from sanling.domain.mediation.signing import Way
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.actor import Actor
from tests.domain.mediation.agreed import STROKES, closed, drawn_up, informed, mediator_signs, signs
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def signed_by(actor: Actor, agreement: Agreement, side: Side | None) -> Signature:
    """Have somebody sign for a side."""
    return sign(
        actor=actor,
        agreement_id=agreement.pk,
        side_id=side.pk if side else None,
        digest=bytes(agreement.digest or b""),
        way=Way.GLASS,
        strokes=STROKES,
    )


def test_each_side_and_the_mediator_sign_once(cast: Cast) -> None:
    _matter, first, other, agreement = closed(cast)
    mine = signed_by(by(first), agreement, first)
    assert signed_by(by(first), agreement, first) == mine
    assert (mine.name, mine.by_post) == ("王小明", None)
    shared: Viewer = cast["mediator"].viewer
    assert signed_by(shared, agreement, other).by_post == cast["mediator"].post
    mediator_signs(cast, agreement)
    assert Signature.objects.count() == 3


def test_a_late_signature_under_the_text_before_is_refused(cast: Cast) -> None:
    _matter, first, other, agreement = closed(cast)
    signs(agreement, first)
    viewer = cast["mediator"].viewer
    changed = end_agreement(actor=viewer, agreement_id=agreement.pk, how="changed", reason="金额写错")
    with pytest.raises(NotFound):
        signs(agreement, other)
    again = close_text(actor=viewer, agreement_id=changed.pk, version=changed.version)
    with pytest.raises(Invalid, match="digest"):
        signs(again, other, digest=bytes(agreement.digest or b""))
    assert not again.signatures.exists()


def test_nobody_signs_before_all_know_their_rights(cast: Cast) -> None:
    _matter, first, other, agreement = drawn_up(cast)
    agreement = close_text(
        actor=cast["mediator"].viewer, agreement_id=agreement.pk, version=agreement.version
    )
    informed(first)
    with pytest.raises(NotAllowed, match="第三十条"):
        signs(agreement, first)
    informed(other)
    signs(agreement, first)


def test_a_dot_is_no_signature_and_a_member_is_of_the_side(cast: Cast) -> None:
    _matter, first, other, agreement = closed(cast)
    with pytest.raises(Invalid, match="strokes"):
        signs(agreement, first, strokes=(((0.5, 0.5),),))
    with pytest.raises(Invalid, match="member"):
        signs(agreement, first, member_id=other.members.get().pk)


def test_whoever_took_the_dispute_over_does_not_sign_under_anothers_name(cast: Cast) -> None:
    *_rest, agreement = closed(cast)
    content = agreement.content.replace(cast["mediator"].post.name, "前任调解员")
    Agreement.objects.filter(pk=agreement.pk).update(content=content)
    with pytest.raises(NotAllowed, match="另一位调解员"):
        signed_by(cast["mediator"].viewer, agreement, None)


def test_nobody_signs_for_others(cast: Cast) -> None:
    _matter, first, other, agreement = closed(cast)
    for actor, side in (
        (by(other), first),
        (by(other), None),
        (cast["city_leader"].viewer, first),
        (cast["village_secretary"].viewer, None),
    ):
        with pytest.raises(NotFound):
            signed_by(actor, agreement, side)
