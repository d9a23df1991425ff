"""A unit is closed once it holds nothing: its open matters go to others first, by the acts that hand them on."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.models import Assignment, Matter
from sanling.domain.people.actions.end_unit import end_unit
from sanling.domain.people.models import Unit
from sanling.foundation.audit.actor import Actor


def close_unit(*, actor: Actor, unit_id: int, into: int | None = None) -> Unit:
    """End a unit, or merge it into another, unless it holds open matters or is asked to join in some.

    Arguments and errors are those of `end_unit`.
    """
    with transaction.atomic():
        # Who refers to it from here on waits, and so no matter comes to it meanwhile.
        Unit.objects.select_for_update().get(pk=unit_id)
        held = Matter.objects.filter(unit=unit_id, open=True).count()
        held += Assignment.objects.filter(unit=unit_id, kind=Assignment.Kind.JOINT, ended_at=None).count()
        if held:
            text = _("This unit still holds or joins in %(count)d open matters. Hand them on first.")
            raise ValidationError({"into": text % {"count": held}})
        return end_unit(actor=actor, unit_id=unit_id, into=into)
