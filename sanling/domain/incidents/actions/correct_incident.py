"""Correct: what was recorded is said otherwise, or didn't happen, by a row beside it and for a reason."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.incidents.access import may_record
from sanling.domain.incidents.actions.record_incidents import write_incidents
from sanling.domain.incidents.checking import Known, completed, faults
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.saying import SAID, corrected
from sanling.domain.people.access import Viewer


def correct_incident(
    *, actor: Viewer, incident: Incident, values: Mapping[str, Any], reason: str
) -> Incident:
    """Say of an incident otherwise what ``values`` names; ``withdrawn`` says that it didn't happen.

    Raises ``PermissionDenied``, and ``ValidationError`` without a reason, where it was corrected meanwhile, or by field
    for what can't be so.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    with transaction.atomic():
        now = Incident.objects.select_for_update().get(pk=incident.pk)
        if now.replaced:
            raise ValidationError(_("This was corrected meanwhile."))
        row = corrected(actor, now, _sound(actor, now, values), reason.strip())
        if not all(may_record(actor, Kind(row.kind), path) for path in {now.division_id, row.division_id}):
            raise PermissionDenied
        write_incidents(actor=actor, rows=[row])
    return row


def _sound(actor: Viewer, before: Incident, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values whole; raises ``ValidationError``. What it named before it may go on naming."""
    said = {**{name: getattr(before, name) for name in SAID}, **values}
    known = Known.of(actor, before.division_id[:4], [said], [before])
    whole = completed(known, said)
    wrong = faults(known, Kind(before.kind), whole)
    if wrong:
        raise ValidationError(wrong)
    return whole
