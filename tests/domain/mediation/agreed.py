"""Agreements for the tests: drawn up, closed, signed by all, in force."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.change_terms import change_terms
from sanling.domain.mediation.actions.close_text import close_text
from sanling.domain.mediation.actions.draw_up import draw_up
from sanling.domain.mediation.actions.put_seal import put_seal
from sanling.domain.mediation.actions.read_notice import read_notice
from sanling.domain.mediation.actions.seal_agreement import seal_agreement
from sanling.domain.mediation.actions.sign import sign
from sanling.domain.mediation.models import Agreement, Body, Side
from sanling.domain.mediation.signing import Way
from sanling.domain.mediation.terms import Clause, Sort, Terms
from sanling.foundation.days import today
from tests.city import TEST
from tests.domain.mediation.helpers import Cast, a_body, somebody
from tests.domain.mediation.sides import by, two_sides

STROKES = (((0.1, 0.4), (0.3, 0.6), (0.5, 0.3)), ((0.6, 0.4), (0.8, 0.6)))


def terms(**changes: Any) -> Terms:
    """Return what two sides may agree on: the second pays the first within ten days."""
    clause = {
        "text": "支付清理费用人民币伍佰元整（¥500.00）。",
        "sort": Sort.PAYS,
        "by": 2,
        "to": 1,
        "amount": 500_00,
        "due_on": today() + timedelta(days=10),
        **changes,
    }
    return Terms("楼道长期堆放杂物。", (Clause(**clause), Clause("双方再无其他争议。")))


def a_seal() -> bytes:
    """Return a picture of a seal."""
    seal = Image.new("RGBA", (200, 200))
    ImageDraw.Draw(seal).ellipse((10, 10, 190, 190), outline="red", width=6)
    kept = BytesIO()
    seal.save(kept, "PNG")
    return kept.getvalue()


def at_a_body(cast: Cast, **kept: Any) -> Body:
    """Return the body of the village at which the cast's mediator works, with its seal."""
    body = a_body(**kept)
    somebody(body, post_id=cast["mediator"].post.pk)
    put_seal(actor=TEST, body_id=body.pk, picture=a_seal())
    return body


def drawn_up(cast: Cast, *, form: str = "written", **changes: Any) -> tuple[Matter, Side, Side, Agreement]:
    """Return a dispute with its two sides and what its mediator drew up for them."""
    matter, first, other = two_sides(cast)
    body = at_a_body(cast)
    agreement = draw_up(actor=cast["mediator"].viewer, matter_id=matter.pk, body_id=body.pk, form=form)
    agreement = change_terms(
        actor=cast["mediator"].viewer, agreement_id=agreement.pk, version=1, terms=terms(**changes)
    )
    return matter, first, other, agreement


def informed(*sides: Side) -> None:
    """Have sides confirm their rights and duties."""
    for side in sides:
        name = side.members.get(capacity="self").party.name
        read_notice(actor=by(side), side_id=side.pk, version=1, name=name)


def closed(cast: Cast, **changes: Any) -> tuple[Matter, Side, Side, Agreement]:
    """Return the same, closed for signing, with both sides told of their rights."""
    matter, first, other, agreement = drawn_up(cast, **changes)
    informed(first, other)
    agreement = close_text(
        actor=cast["mediator"].viewer, agreement_id=agreement.pk, version=agreement.version
    )
    return matter, first, other, agreement


def signs(agreement: Agreement, side: Side, **how: Any) -> None:
    """Have a side sign on its own phone."""
    said = {"way": Way.GLASS, "strokes": STROKES, "digest": bytes(agreement.digest or b""), **how}
    sign(actor=by(side), agreement_id=agreement.pk, side_id=side.pk, **said)


def mediator_signs(cast: Cast, agreement: Agreement) -> None:
    """Have the mediator sign."""
    sign(
        actor=cast["mediator"].viewer,
        agreement_id=agreement.pk,
        side_id=None,
        digest=bytes(agreement.digest or b""),
        way=Way.GLASS,
        strokes=STROKES,
    )


def in_force(cast: Cast, **changes: Any) -> tuple[Matter, Side, Side, Agreement]:
    """Return a dispute with an agreement that all signed and the body sealed."""
    matter, first, other, agreement = closed(cast, **changes)
    signs(agreement, first)
    signs(agreement, other)
    mediator_signs(cast, agreement)
    agreement = seal_agreement(actor=cast["village_secretary"].viewer, agreement_id=agreement.pk)
    return matter, first, other, agreement
