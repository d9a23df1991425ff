"""A side consents or refuses, once; where nobody is left to mediate with, mediation ends and the routes are told."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Entry
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.actions.answer_side import answer_side
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, by, consenting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_clear_refusal_ends_mediation_and_tells_the_legal_routes(cast: Cast) -> None:
    matter = in_mediation(cast)
    side = asked(matter)
    answer_side(actor=by(side), side_id=side.pk, answer="refuses")
    matter.refresh_from_db()
    assert (matter.state, matter.outcome) == ("unsuccessful", "unsuccessful")
    entry = Entry.objects.filter(matter=matter).latest("pk")
    assert (entry.code, entry.audience, entry.actor_kind) == ("sides_refuse", "party", "system")
    with pytest.raises(NotAllowed):
        answer_side(actor=by(side), side_id=side.pk, answer="consents")


def test_mediation_goes_on_while_another_has_not_refused(cast: Cast) -> None:
    matter = in_mediation(cast)
    side, _other = asked(matter), asked(matter, name="张三")
    answer_side(actor=by(side), side_id=side.pk, answer="refuses")
    matter.refresh_from_db()
    assert matter.state == "mediating"
    entry = Entry.objects.filter(matter=matter).latest("pk")
    assert (entry.code, entry.params, entry.audience) == ("hear_side", {"heard": "refuses"}, "internal")


def test_the_mediator_writes_down_what_was_said_by_phone_and_a_change_of_mind(cast: Cast) -> None:
    matter = in_mediation(cast)
    side, _other = asked(matter), asked(matter, name="张三")
    viewer = cast["mediator"].viewer
    answer_side(actor=viewer, side_id=side.pk, answer="refuses")
    side = answer_side(actor=viewer, side_id=side.pk, answer="consents")
    assert (side.answer, side.by_post) == ("consents", cast["mediator"].post)


def test_it_is_answered_once_by_its_own_link_alone(cast: Cast) -> None:
    matter = in_mediation(cast)
    side, other = consenting(asked(matter)), asked(matter, name="张三")
    assert consenting(side).answered_at == side.answered_at
    with pytest.raises(NotAllowed):
        answer_side(actor=by(side), side_id=side.pk, answer="refuses")
    with pytest.raises(Invalid):
        answer_side(actor=by(other), side_id=other.pk, answer="")
    with pytest.raises(NotFound):
        answer_side(actor=SideActor(side.pk, matter.pk), side_id=other.pk, answer="refuses")
