"""An application is opened of what is in force, in time, checked, once, and is tied to its dispute."""

from datetime import timedelta

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter, Relation
from sanling.domain.mediation.actions.answer_grounds import Said, answer_grounds
from sanling.domain.mediation.actions.open_confirmation import open_confirmation
from sanling.domain.mediation.confirming import courts_for
from sanling.domain.mediation.models import Agreement
from sanling.foundation import clock
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.confirmed import all_no, checked, does, opened
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def opens(cast: Cast, agreement: Agreement, who: str = "mediator", **said: object) -> object:
    """Have somebody open it at the likeliest court."""
    court, head = courts_for(agreement)[0]
    usual = {"court_id": court.pk, "head": head, **said}
    return open_confirmation(actor=cast[who].viewer, agreement_id=agreement.pk, **usual)  # type: ignore[arg-type]


def test_it_is_tied_to_the_dispute_and_as_confidential_as_that(cast: Cast) -> None:
    dispute, *_sides, agreement = checked(cast)
    Matter.objects.filter(pk=dispute.pk).update(confidentiality=1)
    opens(cast, agreement)
    matter = Matter.objects.get(family="confirmation")
    assert Relation.objects.get(matter=matter).other_id == dispute.pk
    assert (matter.confidentiality, matter.state) == (1, "preparing")
    assert "王小明" not in matter.title


def test_what_the_pre_check_stops_is_refused_by_its_article(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    with pytest.raises(NotAllowed):
        opens(cast, agreement)
    yes = Said(applies=True, reason="约定解除收养关系")
    answer_grounds(
        actor=cast["mediator"].viewer, agreement_id=agreement.pk, answers=all_no(personal_status=yes)
    )
    with pytest.raises(NotAllowed, match=r"355\(3\)"):
        opens(cast, agreement)


def test_a_yes_that_no_rule_makes_stop_does_not_stop_it(cast: Cast) -> None:
    *_rest, agreement = in_force(cast)
    yes = Said(applies=True, reason="期限写得笼统，已请双方补充")
    answer_grounds(actor=cast["mediator"].viewer, agreement_id=agreement.pk, answers=all_no(unclear=yes))
    opens(cast, agreement)


def test_it_is_refused_twice_late_and_by_others(cast: Cast) -> None:
    confirmation, *_sides = opened(cast)
    agreement = Agreement.objects.select_related("body__unit", "matter").get()
    with pytest.raises(NotAllowed):
        opens(cast, agreement)
    does(cast["mediator"], confirmation, "withdraw", cause="asked", reason="双方先行履行")
    for who in ("judge", "sibling_village_mediator"):
        with pytest.raises(NotFound):
            opens(cast, agreement, who)
    for wrong in ({"court_id": cast["mediator"].post.unit_id}, {"head": "near"}):
        with pytest.raises(Invalid):
            opens(cast, agreement, **wrong)
    Agreement.objects.update(closed_at=None, digest=None, effective_at=None)
    long_ago = clock.now() - timedelta(days=50)
    Agreement.objects.update(closed_at=long_ago, digest=b"1", effective_at=long_ago)
    with pytest.raises(NotAllowed, match="205"):
        opens(cast, agreement)
