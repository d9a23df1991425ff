"""A dispute counts by the kind of the body that mediates it, step by step, and its agreement as it is kept."""

from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.add_mediators import NewMediator, add_mediators
from sanling.domain.mediation.actions.end_agreement import end_agreement
from sanling.domain.mediation.actions.record_performance import record_performance
from sanling.domain.mediation.actions.record_revisit import record_revisit
from sanling.domain.mediation.counted import DISTRIBUTED, MEASURES, SUMMED, all_keys, facts_of
from sanling.domain.mediation.models import Agreement, Side, Sitting
from sanling.foundation import clock
from sanling.foundation.days import day_of, today
from tests.city import CITY, TEST
from tests.domain.indicators.facts import facts_as_rows
from tests.domain.matters.helpers import act, in_mediation, registered
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.confirmed import at_court, confirmed
from tests.domain.mediation.helpers import Cast, a_body, somebody
from tests.domain.mediation.revisits import found, settled
from tests.domain.mediation.sides import asked, consenting
from tests.domain.mediation.sitting import held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def facts(*matters: int) -> list[dict[str, Any]]:
    return facts_as_rows(facts_of(list(matters)))


def measures(matter: Matter) -> set[str]:
    return {str(fact["measure"]) for fact in facts(matter.pk)}


def test_a_dispute_counts_at_the_body_of_whoever_mediates_it(cast: Cast) -> None:
    matter = in_mediation(cast)
    (begun,) = facts(matter.pk)
    assert (begun["measure"], begun["category"], begun["unit"]) == ("begun", "", matter.unit_id)
    body = a_body(kind="trade")
    somebody(body, post_id=cast["mediator"].post.pk)
    (begun,) = facts(matter.pk)
    assert (begun["category"], begun["unit"]) == ("trade", body.unit_id)
    # Whoever works at two is at the first, until the dispute has an agreement at the other.
    second = a_body(name="第二调解委员会", kind="village")
    add_mediators(
        actor=TEST,
        new=[NewMediator(body_id=second.pk, post_id=cast["mediator"].post.pk, profession="mediator")],
    )
    assert {fact["category"] for fact in facts(matter.pk)} == {"trade"}


def test_what_is_not_mediated_counts_nothing(cast: Cast) -> None:
    hazard = registered(kind="hazard", category="fire").matter
    waiting = registered().matter
    assert facts(hazard.pk, waiting.pk) == []
    assert [key for keys in all_keys(CITY) for key in keys] == [waiting.pk]


def test_each_step_counts_when_it_came_and_how_long_it_took(cast: Cast) -> None:
    matter, _first, other, _sitting = held(cast)
    assert other.answered_at
    Side.objects.filter(pk=other.pk).update(asked_at=other.answered_at - timedelta(hours=5))
    found_ = {str(fact["measure"]): fact for fact in facts(matter.pk)}
    assert {"asked", "consented", "sat", "asked_to_in", "in_to_sitting"} <= set(found_)
    assert found_["sat"]["day"] == day_of(Sitting.objects.get(matter=matter).begins_at)
    assert "signed" not in found_
    # A step that came before the one that it follows on took no time.
    Sitting.objects.update(begins_at=other.answered_at - timedelta(days=1))
    assert "in_to_sitting" not in measures(matter)
    assert "sat" in measures(matter)


def test_all_are_in_once_all_have_answered_and_some_consent(cast: Cast) -> None:
    matter = in_mediation(cast)
    first, second = asked(matter), asked(matter, name="王二")
    consenting(first)
    assert "consented" not in measures(matter)
    Side.objects.filter(pk=second.pk).update(answer="refuses", answered_at=clock.now())
    assert "consented" in measures(matter)
    Side.objects.filter(pk=first.pk).update(answer="refuses")
    assert "consented" not in measures(matter)


def test_an_agreement_in_force_counts_with_its_sum_and_not_once_it_is_withdrawn(cast: Cast) -> None:
    matter, _first, _other, agreement = in_force(cast)
    told = {str(fact["measure"]): fact for fact in facts(matter.pk)}
    assert {"begun", "concluded", "settled", "agreed", "owing", "signed", "sealed"} <= set(told)
    assert (told["agreed_sum"]["amount"], told["agreed"]["category"]) == (500, "village")
    assert "signed_to_sealed" in told
    end_agreement(
        actor=cast["mediator"].viewer, agreement_id=agreement.pk, how="withdrawn", reason="双方要求"
    )
    assert not {"agreed", "agreed_sum", "owing", "signed"} & measures(matter)
    assert "settled" in measures(matter)


def test_an_agreement_is_kept_in_time_late_or_broken_on_the_day_when_it_took_effect(cast: Cast) -> None:
    matter, _first, _other, agreement = in_force(cast)
    (owed,) = agreement.obligations.all()
    kept = {"kept", "kept_in_time", "kept_late", "broken"}
    assert not kept & measures(matter)

    def tell(result: str, days: int = 0) -> set[str]:
        with clock.turned(shift=timedelta(days=days)):
            record_performance(
                actor=cast["mediator"].viewer,
                obligation_id=owed.pk,
                result=result,
                done_on=today(),
            )
        return kept & measures(matter)

    assert tell("broken") == {"broken"}
    assert tell("whole", 12) == {"kept", "kept_late"}
    owed.performances.filter(result="whole").update(done_on=owed.due_on)
    assert kept & measures(matter) == {"kept", "kept_in_time"}
    (told,) = [fact for fact in facts(matter.pk) if fact["measure"] == "kept"]
    assert told["day"] == day_of(Agreement.objects.get(pk=agreement.pk).effective_at or clock.now())


def test_revisits_count_each_and_what_flared_up_again(cast: Cast) -> None:
    matter = settled(cast)
    for result in ("kept", "relapsed"):
        record_revisit(
            actor=cast["mediator"].viewer, matter_id=matter.pk, found=found(result=result, remark="又吵")
        )
    told = {str(fact["measure"]): fact["amount"] for fact in facts(matter.pk)}
    assert (told["revisits"], told["revisits_in_time"], told["relapses"]) == (2, 2, 1)


def test_what_failed_is_concluded_and_not_settled(cast: Cast) -> None:
    matter = in_mediation(cast)
    said = {"cause": "no_agreement", "answer": "未达成一致", "routes_told": True}
    act(cast["mediator"].viewer, matter, "fail", said)
    assert measures(matter) == {"begun", "concluded"}


def test_an_application_counts_beside_its_dispute_by_the_same_body(cast: Cast) -> None:
    application, *_sides = confirmed(cast)
    told = facts(application.matter_id)
    assert {str(fact["measure"]) for fact in told} == {"applied", "decided", "confirmed", "to_ruling"}
    assert {(fact["category"], fact["family"]) for fact in told} == {("village", "confirmation")}
    dispute = application.agreement.matter
    assert "to_court" in measures(dispute)
    Matter.objects.filter(pk=application.matter_id).update(outcome="revoked")
    assert "confirmed" not in {str(fact["measure"]) for fact in facts(application.matter_id)}
    assert {*all_keys(CITY).__next__()} == {application.matter_id, dispute.pk}


def test_an_application_that_waits_for_the_court_is_not_decided(cast: Cast) -> None:
    application, *_sides = at_court(cast)
    assert {str(fact["measure"]) for fact in facts(application.matter_id)} == {"applied"}


def test_measures_are_declared_and_each_fact_is_of_one() -> None:
    assert set(MEASURES) >= DISTRIBUTED | SUMMED
    assert max(map(len, MEASURES)) <= 24
