"""Take back: the outlines of before hold again, as if lines had never been moved."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.territory.actions.draw import renew
from sanling.domain.territory.models import Boundary, Redrawing
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn


def take_back_lines(*, actor: Actor, redrawing: Redrawing) -> None:
    """Let the outlines that a redrawing ended hold again; its own stay in the history, valid for no day.

    Raises ``ValidationError`` for one that was taken back already, or whose outlines were redrawn since.
    """
    with transaction.atomic():
        take_turn(f"lines:{redrawing.city}")
        redrawing.refresh_from_db()
        own = Boundary.objects.filter(pk__in=redrawing.begun, valid_until=None)
        if redrawing.reorganised:
            raise ValidationError(_("Divisions began or ended with these lines. Divide or unite them anew."))
        if redrawing.taken_back_at or own.count() < len(redrawing.begun):
            raise ValidationError(_("These lines were moved again since. Take that back first."))
        own.update(valid_until=redrawing.on)
        Boundary.objects.filter(pk__in=redrawing.ended).update(valid_until=None)
        redrawing.taken_back_at, redrawing.taken_back_by = clock.now(), actor.key
        redrawing.save(update_fields=["taken_back_at", "taken_back_by"])
        renew(redrawing.city)
        record(
            actor=actor,
            act="territory.take_back_redrawing",
            subject=f"division:{redrawing.place}",
            city=redrawing.city,
            detail={"redrawing": redrawing.pk, "parts": redrawing.parts},
        )
