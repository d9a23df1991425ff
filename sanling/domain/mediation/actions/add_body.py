"""Add a mediation body at a unit, by whoever keeps the unit."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanling.domain.mediation.keeping import lock_unit, part_of
from sanling.domain.mediation.models import Body
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.days import today


def add_body(*, actor: Actor, unit_id: int, kind: str, name: str, name_en: str = "") -> Body:
    """Add a body that works from today on.

    Raises ``ValidationError`` by field for a kind that the city doesn't have, a name that another body of the unit
    has, and a unit that has ended; ``PermissionDenied`` to who doesn't keep the unit; ``Unit.DoesNotExist``.
    """
    with transaction.atomic():
        unit = lock_unit(actor, unit_id)
        if part_of(unit.city).kind(kind) is None:
            raise ValidationError({"kind": _("Please choose one of the options.")})
        body = Body(unit=unit, kind=kind, name=name, name_en=name_en, begins_on=today())
        try:
            with transaction.atomic():
                insert_many(Body, [body])
        except IntegrityError as error:
            raise ValidationError({"name": _("The unit has a body of this name already.")}) from error
        detail = {"unit": unit.pk, "kind": kind, "name": name}
        record(
            actor=actor,
            act="mediation.add_body",
            subject=f"mediation_body:{body.pk}",
            city=unit.city,
            detail=detail,
        )
    return body
