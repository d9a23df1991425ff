"""What follows once an agreement holds: what it lays on whom is followed up, and the dispute is settled by it."""

from sanling.domain.mediation.agreements import effect_of, signing_of
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.models import Agreement, Obligation, Side
from sanling.domain.mediation.signing import effective_at
from sanling.domain.mediation.terms import Terms

HOLDS = "agreement_holds"


def take_effect(agreement: Agreement) -> bool:
    """Let a locked agreement hold if nothing is lacking any more; tell whether it does from now on."""
    if agreement.effective_at is not None:
        return False
    instant = effective_at(effect_of(agreement), signing_of(agreement))
    if instant is None:
        return False
    agreement.effective_at = instant
    agreement.save(update_fields=["effective_at"])
    sides = {side.nth: side for side in Side.objects.filter(matter=agreement.matter_id)}
    clauses = [clause for clause in Terms.read(agreement.terms).clauses if clause.is_owed]
    Obligation.objects.bulk_create(
        Obligation(
            agreement=agreement,
            nth=nth,
            text=clause.text,
            by=sides.get(clause.by or 0),
            to=sides.get(clause.to or 0),
            amount=clause.amount,
            due_on=clause.due_on,
        )
        for nth, clause in enumerate(clauses, 1)
    )
    hear(agreement.matter, HOLDS)
    return True
