"""A sitting was held or not: of each side it is kept whether it came and how, or why it did not."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.mediation.actions.record_sitting import record_sitting
from sanling.domain.mediation.actions.settle_beforehand import settle_beforehand
from sanling.domain.mediation.models import Body
from sanling.domain.mediation.sitting import Settled
from tests.domain.mediation.agreed import at_a_body
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import at_its_hour, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_kept_per_side(cast: Cast) -> None:
    _matter, first, other, sitting = planned(cast)
    viewer = cast["mediator"].viewer
    said = {"held": False, "came": {first.pk: "by_phone"}, "missed": {other.pk: "unreachable"}}
    with pytest.raises(NotAllowed, match="还未到时间"):
        record_sitting(actor=viewer, sitting_id=sitting.pk, **said)  # type: ignore[arg-type]
    with at_its_hour(sitting):
        with pytest.raises(NotFound):
            record_sitting(actor=by(first), sitting_id=sitting.pk, **said)  # type: ignore[arg-type]
        record_sitting(actor=viewer, sitting_id=sitting.pk, **said)  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            record_sitting(actor=viewer, sitting_id=sitting.pk, **said)  # type: ignore[arg-type]
    sitting.refresh_from_db()
    assert sitting.ended_how == "missed"
    rows = sitting.attendances.order_by("side__nth").values_list("mode", "came_by", "missed_for")
    assert list(rows) == [("on_site", "by_phone", ""), ("on_site", "", "unreachable")]


def test_what_doesnt_fit_is_refused(cast: Cast) -> None:
    _matter, first, other, sitting = planned(cast)
    came = {first.pk: "on_site", other.pk: "on_site"}
    missed = {first.pk: "ill", other.pk: "ill"}
    with at_its_hour(sitting):
        for held, there, away in (
            (True, {first.pk: "on_site"}, {}),
            (True, came, {other.pk: "ill"}),
            (True, {**came, other.pk: "by_pigeon"}, {}),
            (True, {}, missed),
            (False, came, {}),
            (False, {first.pk: "on_site"}, {other.pk: "mediator_away"}),
        ):
            with pytest.raises(Invalid):
                record_sitting(
                    actor=cast["mediator"].viewer, sitting_id=sitting.pk, held=held, came=there, missed=away
                )


def test_at_a_courts_body_it_is_held_once_all_is_settled_with_who_came(cast: Cast) -> None:
    matter, first, other, sitting = planned(cast)
    Body.objects.filter(pk=at_a_body(cast).pk).update(kind="court_invited")
    viewer = cast["mediator"].viewer
    said = {"held": True, "came": {first.pk: "on_site"}, "missed": {other.pk: "stays_away"}}
    with at_its_hour(sitting):
        with pytest.raises(NotAllowed, match="披露利益冲突 · 核对身份"):
            record_sitting(actor=viewer, sitting_id=sitting.pk, **said)  # type: ignore[arg-type]
        for what in Settled:
            settle_beforehand(
                actor=viewer,
                matter_id=matter.pk,
                what=what,
                side_id=first.pk,
                means="id_card",
                text="文化路1号",
            )
        record_sitting(actor=viewer, sitting_id=sitting.pk, **said)  # type: ignore[arg-type]
