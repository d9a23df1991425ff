"""Before a session: conflicts by the mediator, identity by whoever checked it, warning and address by sides too."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.mediation.actions.settle_beforehand import settle_beforehand
from sanling.domain.mediation.models import Preparation
from sanling.domain.mediation.sitting import Settled
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_each_is_a_fact_of_whoever_settled_it(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    viewer, post = cast["mediator"].viewer, cast["mediator"].post
    settle_beforehand(actor=viewer, matter_id=matter.pk, what=Settled.CONFLICTS)
    for side in (first, other):
        settle_beforehand(
            actor=viewer, matter_id=matter.pk, what=Settled.IDENTITY, side_id=side.pk, means="id_card"
        )
    for what, text in ((Settled.WARNING, ""), (Settled.ADDRESS, "文化路1号")):
        settle_beforehand(actor=by(other), matter_id=matter.pk, what=what, side_id=other.pk, text=text)
    rows = Preparation.objects.order_by("pk").values_list("kind", "side", "means", "post")
    assert list(rows) == [
        ("conflicts", None, "", post.pk),
        ("identity", first.pk, "id_card", post.pk),
        ("identity", other.pk, "id_card", post.pk),
        ("warning", other.pk, "", None),
        ("address", other.pk, "", None),
    ]


def test_nobody_settles_what_is_anothers(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    for actor, what, side in (
        (by(other), Settled.IDENTITY, other),
        (by(other), Settled.WARNING, first),
        (by(other), Settled.CONFLICTS, None),
        (cast["county_leader"].viewer, Settled.WARNING, other),
    ):
        with pytest.raises((NotFound, NotAllowed)):
            settle_beforehand(
                actor=actor,
                matter_id=matter.pk,
                what=what,
                side_id=side.pk if side else None,
                means="id_card",
            )
    viewer = cast["mediator"].viewer
    for what in (Settled.IDENTITY, Settled.ADDRESS):
        with pytest.raises(Invalid):
            settle_beforehand(actor=viewer, matter_id=matter.pk, what=what, side_id=other.pk, means="guess")
    assert not Preparation.objects.exists()
