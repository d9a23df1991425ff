"""A side joins by its own link once, with its address; on paper who prepares it writes it down."""

from datetime import timedelta

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Entry
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.actions.join_application import LONGEST, join_application
from sanling.domain.mediation.models import Agreement, Joining
from sanling.foundation import clock
from tests.domain.mediation.confirmed import at_court, joins, opened
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_twice_is_once_and_the_mediator_is_told(cast: Cast) -> None:
    confirmation, first, _other = opened(cast)
    joins(confirmation, first)
    joins(confirmation, first)
    joining = Joining.objects.get()
    assert (joining.side, joining.by_post, joining.address) == (first, None, "金水区花园路1号")
    heard = Entry.objects.filter(matter=first.matter_id, code="hear_side").latest("pk")
    assert heard.params["heard"] == "joined"


def test_on_paper_it_is_the_mediators_to_write_down(cast: Cast) -> None:
    confirmation, _first, other = opened(cast)
    said = {"confirmation_id": confirmation.pk, "side_id": other.pk, "address": "金水区花园路2号"}
    for who in ("judge", "township_leader", "sibling_village_mediator"):
        with pytest.raises(NotFound):
            join_application(actor=cast[who].viewer, **said)  # type: ignore[arg-type]
    joining = join_application(actor=cast["mediator"].viewer, **said)  # type: ignore[arg-type]
    assert joining.by_post == cast["mediator"].post


def test_nobody_joins_for_the_other_or_without_an_address(cast: Cast) -> None:
    confirmation, first, other = opened(cast)
    for actor, side in ((by(first), other), (SideActor(first.pk, confirmation.matter_id), first)):
        with pytest.raises(NotFound):
            join_application(actor=actor, confirmation_id=confirmation.pk, side_id=side.pk, address="花园路")
    for address in ("", "路" * (LONGEST + 1)):
        with pytest.raises(Invalid):
            join_application(
                actor=by(first), confirmation_id=confirmation.pk, side_id=first.pk, address=address
            )


def test_after_the_time_or_once_it_is_at_the_court_nobody_joins(cast: Cast) -> None:
    confirmation, first, other = opened(cast)
    joins(confirmation, first)
    long_ago = clock.now() - timedelta(days=50)
    Agreement.objects.update(closed_at=long_ago, effective_at=long_ago)
    with pytest.raises(NotAllowed, match="205"):
        joins(confirmation, other)


def test_who_joined_stays_joined_at_the_court(cast: Cast) -> None:
    confirmation, first, _other = at_court(cast)
    joins(confirmation, first)
    assert Joining.objects.count() == 2
