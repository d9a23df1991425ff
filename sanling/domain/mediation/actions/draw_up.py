"""Draw up: an agreement of a dispute is begun, at a body and in a form of its kind."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.mediation.access import lock_kept
from sanling.domain.mediation.agreements import bodies_for, next_text, templates_for
from sanling.domain.mediation.keeping import kind_of
from sanling.domain.mediation.models import Agreement
from sanling.domain.mediation.recounting import recount
from sanling.domain.mediation.terms import Clause, Terms
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def draw_up(*, actor: Actor, matter_id: int, body_id: int, form: str, template: str = "") -> Agreement:
    """Begin a text with the clauses of a template, for who keeps the sides of the dispute.

    Raises `Invalid` by field, `NotFound`, and `NotAllowed` where there is one already.
    """
    with transaction.atomic():
        matter = lock_kept(actor, matter_id)
        body = next((body for body in bodies_for(matter) if body.pk == body_id), None)
        if body is None:
            raise Invalid({"body": _("Please choose one of the options.")})
        kind = kind_of(body)
        if kind is None or form not in kind.agreements:
            raise Invalid({"form": _("Agreements of this body don't have this form.")})
        chosen = next((known for known in templates_for(matter) if known.code == template), None)
        if template and chosen is None:
            raise Invalid({"template": _("Please choose one of the options.")})
        if Agreement.objects.filter(matter=matter, ended_at=None).exists():
            reason = _("There is an agreement already. Change that one.")
            raise NotAllowed(action="draw_up", reason=reason, allowed=())
        clauses = [Clause(clause.text, clause.sort) for clause in chosen.clauses] if chosen else []
        agreement = next_text(
            matter=matter,
            body=body,
            form=form,
            terms=Terms(clauses=clauses).as_json(),
            post_id=actor.post_id if isinstance(actor, Viewer) else None,
        )
        record(
            actor=actor,
            act="mediation.draw_up",
            subject=f"matter:{agreement.matter_id}",
            city=agreement.matter.city,
            detail={"agreement": agreement.pk},
        )
        recount(agreement.matter_id)
    return agreement
