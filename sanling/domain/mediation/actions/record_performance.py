"""Record performance: how something agreed on was performed, as a side says or the mediator found."""

from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import SideActor, lock_agreement, may_follow_up
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.models import Obligation, Performance
from sanling.domain.mediation.recounting import recount
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.days import today

HEARD = {"whole": "performed", "partly": "partly", "broken": "broken"}
MOST = 200


def record_performance(
    *,
    actor: Actor,
    obligation_id: int,
    result: str,
    done_on: date,
    amount: int | None = None,
    remark: str = "",
) -> Performance:
    """Keep how an obligation was performed (人民调解法 31), beside what was said before.

    That it was performed whole, or in part, is said by the side that it is owed to, or by the mediator; that it was
    not, by either side. Parts that make the sum are the whole. Raises `Invalid` by field, `NotFound`.
    """
    with transaction.atomic():
        obligation = _lock_obligation(actor, obligation_id, result)
        agreement = obligation.agreement
        _check(obligation, result, done_on, amount)
        performance = Performance.objects.create(
            obligation=obligation,
            result=result,
            amount=amount,
            done_on=done_on,
            remark=remark,
            **_by(actor),
            at=clock.now(),
        )
        obligation.performed_at = performance.at if _is_whole(obligation, result) else None
        obligation.save(update_fields=["performed_at"])
        record(
            actor=actor,
            act="mediation.record_performance",
            subject=f"matter:{agreement.matter_id}",
            city=agreement.matter.city,
            detail={"agreement": agreement.pk, "obligation": obligation.nth, "result": result},
        )
        recount(agreement.matter_id)
        if isinstance(actor, SideActor):
            hear(agreement.matter, "hear_side", HEARD[result])
    return performance


def _by(actor: Actor) -> dict[str, int | None]:
    return {
        "post_id": actor.own.post_id if isinstance(actor, Viewer) else None,
        "side_id": actor.side_id if isinstance(actor, SideActor) else None,
    }


def _lock_obligation(actor: Actor, obligation_id: int, result: str) -> Obligation:
    """Lock the agreement of an obligation of which an actor tells such a result."""
    known = Obligation.objects.filter(pk=obligation_id).values_list("agreement", flat=True).first()
    agreement = lock_agreement(actor, known or 0)
    obligation = Obligation.objects.get(pk=obligation_id)
    if agreement.effective_at is None or not _may_say(actor, obligation, result, agreement.matter):
        raise NotFound("not theirs to say")
    obligation.agreement = agreement
    return obligation


def _may_say(actor: Actor, obligation: Obligation, result: str, matter: Matter) -> bool:
    if isinstance(actor, SideActor):
        owed = actor.side_id == obligation.to_id
        return owed or (actor.side_id == obligation.by_id and result == Performance.Result.BROKEN)
    return may_follow_up(actor, matter)


def _check(obligation: Obligation, result: str, done_on: date, amount: int | None) -> None:
    errors = {}
    if result not in Performance.Result.values:
        errors["result"] = _("Please choose one of the options.")
    if done_on > today():
        errors["done_on"] = _("This day is still to come.")
    if amount is not None and amount <= 0:
        errors["amount"] = _("Please give an amount of money above 0.")
    if result == Performance.Result.PARTLY and obligation.amount and amount is None:
        errors["amount"] = _("How much was paid?")
    if obligation.performances.count() >= MOST:
        errors["result"] = _("Too much was written here. Please call the mediator.")
    if errors:
        raise Invalid(errors)


def _is_whole(obligation: Obligation, result: str) -> bool:
    if result != Performance.Result.PARTLY or not obligation.amount:
        return result == Performance.Result.WHOLE
    parts = obligation.performances.filter(result=Performance.Result.PARTLY)
    return (parts.aggregate(sum=Sum("amount"))["sum"] or 0) >= obligation.amount
