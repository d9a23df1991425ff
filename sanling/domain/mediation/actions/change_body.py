"""Change what a mediation body is called, and of which kind it is."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanling.domain.mediation.keeping import lock_bodies, part_of
from sanling.domain.mediation.models import Body
from sanling.domain.mediation.recounting import recount_of
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

_FIELDS = ("kind", "name", "name_en")


def change_body(*, actor: Actor, body_id: int, kind: str, name: str, name_en: str) -> Body:
    """Give a body another kind or name; what it was is in the audit log.

    Raises ``ValidationError`` by field, ``PermissionDenied``, ``Body.DoesNotExist``.
    """
    with transaction.atomic():
        body = lock_bodies(actor, [body_id])[body_id]
        before = {field: getattr(body, field) for field in _FIELDS}
        body.kind, body.name, body.name_en = kind, name, name_en
        detail = {
            field: [before[field], getattr(body, field)]
            for field in _FIELDS
            if getattr(body, field) != before[field]
        }
        if not detail:
            return body
        if part_of(body.unit.city).kind(kind) is None:
            raise ValidationError({"kind": _("Please choose one of the options.")})
        try:
            with transaction.atomic():
                body.save(update_fields=[*_FIELDS, "found_by"])
        except IntegrityError as error:
            raise ValidationError({"name": _("The unit has a body of this name already.")}) from error
        record(
            actor=actor,
            act="mediation.change_body",
            subject=f"mediation_body:{body.pk}",
            city=body.unit.city,
            detail=detail,
        )
        if "kind" in detail:
            recount_of(body)
    return body
