"""Change terms: the facts and clauses of an agreement that is drawn up are others."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid
from sanling.domain.mediation.access import lock_drawn_up
from sanling.domain.mediation.models import Agreement, Side
from sanling.domain.mediation.terms import Terms, without_sides
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

MOST_CLAUSES, LONGEST_CLAUSE, LONGEST_FACTS = 30, 1_000, 3_000


def change_terms(*, actor: Actor, agreement_id: int, version: int, terms: Terms) -> Agreement:
    """Keep what an agreement says, under its next version.

    Raises `Stale` where somebody changed it after ``version``, `Invalid` by field, `NotAllowed` once it is closed,
    `NotFound`.
    """
    with transaction.atomic():
        agreement = lock_drawn_up(actor, agreement_id, version)
        _check(terms)
        sides = Side.objects.filter(matter=agreement.matter_id).values_list("nth", flat=True)
        agreement.terms, agreement.version = without_sides(terms, list(sides)).as_json(), version + 1
        agreement.save(update_fields=["terms", "version"])
        record(
            actor=actor,
            act="mediation.change_terms",
            subject=f"matter:{agreement.matter_id}",
            city=agreement.matter.city,
            detail={"agreement": agreement.pk, "version": agreement.version},
        )
    return agreement


def _check(terms: Terms) -> None:
    errors = {}
    if len(terms.facts) > LONGEST_FACTS:
        errors["facts"] = _("Too long.")
    if len(terms.clauses) > MOST_CLAUSES:
        errors["clauses"] = _("An agreement has at most %(most)d clauses.") % {"most": MOST_CLAUSES}
    if any(len(clause.text) > LONGEST_CLAUSE for clause in terms.clauses):
        errors["clauses"] = _("Too long.")
    if any(clause.amount is not None and not 0 < clause.amount < 10**14 for clause in terms.clauses):
        errors["clauses"] = _("Please give an amount of money above 0.")
    if errors:
        raise Invalid(errors)
