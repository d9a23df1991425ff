"""Each answer is kept with who gave it and why; a yes, and a no beside a hint, need their reason."""

import pytest

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.actions.answer_grounds import LONGEST, Said, answer_grounds
from sanling.domain.mediation.models import GroundAnswer
from tests.domain.mediation.agreed import closed, in_force
from tests.domain.mediation.confirmed import NO, all_no
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_answers_are_kept_beside_each_other_and_the_same_once(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    mediator = cast["mediator"].viewer
    for _time in range(2):
        answer_grounds(actor=mediator, agreement_id=agreement.pk, answers=all_no())
    assert GroundAnswer.objects.count() == 11
    yes = Said(applies=True, reason="金额没有写明")
    answer_grounds(actor=mediator, agreement_id=agreement.pk, answers={"unclear": yes})
    first, last = GroundAnswer.objects.filter(ground="unclear").order_by("pk")
    assert (first.applies, last.applies, last.reason) == (False, True, "金额没有写明")
    assert last.post == cast["mediator"].post


@pytest.mark.parametrize(
    "said", [Said(applies=True), Said(applies=True, reason="长" * (LONGEST + 1))], ids=["none", "long"]
)
def test_a_yes_needs_a_reason(cast: Cast, said: Said) -> None:
    *_rest, agreement = in_force(cast)
    with pytest.raises(Invalid) as refused:
        answer_grounds(actor=cast["mediator"].viewer, agreement_id=agreement.pk, answers={"title": said})
    assert {*refused.value.errors} == {"title"}


def test_a_no_beside_a_hint_needs_one_too_and_no_ground_is_made_up(cast: Cast) -> None:
    *_rest, agreement = in_force(cast, text="按月息五分支付利息，共计伍佰元整（¥500.00）。")
    with pytest.raises(Invalid) as refused:
        answer_grounds(actor=cast["mediator"].viewer, agreement_id=agreement.pk, answers=all_no(made_up=NO))
    assert {*refused.value.errors} == {"mandatory_law", "made_up"}


def test_only_who_prepares_it_answers_and_only_of_what_holds(cast: Cast) -> None:
    *_rest, agreement = closed(cast)
    for who in ("mediator", "judge", "township_mediator"):
        with pytest.raises(NotFound):
            answer_grounds(actor=cast[who].viewer, agreement_id=agreement.pk, answers=all_no())
