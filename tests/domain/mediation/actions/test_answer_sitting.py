"""A side says whether it comes, by its link or through who works on the dispute; each answer stands beside the last."""

from datetime import timedelta

import pytest

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.matters.models import Entry
from sanling.domain.mediation.actions.answer_sitting import answer_sitting
from sanling.domain.mediation.models import Reply
from sanling.foundation import clock
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_what_was_answered_stands_beside_each_other(cast: Cast) -> None:
    matter, _first, other, sitting = planned(cast)
    at = clock.now() + timedelta(days=4)
    answer_sitting(actor=by(other), sitting_id=sitting.pk, side_id=other.pk, comes=True)
    answer_sitting(
        actor=by(other), sitting_id=sitting.pk, side_id=other.pk, comes=False, reason="ill", proposed_at=at
    )
    viewer = cast["mediator"].viewer
    told = answer_sitting(
        actor=viewer, sitting_id=sitting.pk, side_id=other.pk, comes=True, reason="ill", proposed_at=at
    )
    assert (told.reason, told.proposed_at, told.by_post) == ("", None, cast["mediator"].post)
    rows = Reply.objects.order_by("pk").values_list("comes", "reason", "by_post")
    assert list(rows) == [(True, "", None), (False, "ill", None), (True, "", cast["mediator"].post.pk)]
    heard = Entry.objects.filter(matter=matter, code="hear_side").order_by("pk")
    assert [entry.params["heard"] for entry in heard][-2:] == ["comes", "stays_away"]


def test_a_side_answers_for_itself_with_a_reason_of_its_own(cast: Cast) -> None:
    _matter, first, other, sitting = planned(cast)
    with pytest.raises(NotFound):
        answer_sitting(actor=by(first), sitting_id=sitting.pk, side_id=other.pk, comes=True)
    past = clock.now() - timedelta(hours=1)
    for wrong in (
        {"reason": "stays_away"},
        {"reason": "ill", "proposed_at": past},
        {"reason": "ill", "text": "长" * 201},
    ):
        with pytest.raises(Invalid):
            answer_sitting(actor=by(other), sitting_id=sitting.pk, side_id=other.pk, comes=False, **wrong)
