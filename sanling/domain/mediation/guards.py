"""What must hold before an application for confirmation goes on, by name in the workflow."""

from collections.abc import Mapping
from typing import cast

from django.utils.translation import gettext_lazy as _

from sanling.domain.matters.situation import StoredSituation
from sanling.domain.mediation.around import HANDED
from sanling.domain.mediation.confirming import awaited, confirmation_at, precheck_of
from sanling.domain.mediation.handing import CASES
from sanling.domain.mediation.models import Handover
from sanling.domain.workflow.conditions import Guard
from sanling.domain.workflow.transition import Situation


def _both_joined(situation: Situation) -> bool:
    return not awaited(confirmation_at(situation))


def _nothing_stops(situation: Situation) -> bool:
    return precheck_of(confirmation_at(situation).agreement).passed


def _both_heard(situation: Situation) -> bool:
    return confirmation_at(situation).heard_at is not None


def _police_have_it(situation: Situation) -> bool:
    dispute = cast("StoredSituation", situation).matter
    # Read whole, it knows whether it was handed over at all.
    if not vars(dispute).get(HANDED, True):
        return False
    found = Handover.objects.filter(
        dispute=dispute.pk, finding__in=CASES, tell_from__isnull=False, way=Handover.Way.OUT
    )
    return found.exists()


GUARDS: Mapping[str, Guard] = {
    "both_joined": Guard(
        lambda situation, _unit: _both_joined(situation),
        _("Both sides apply together: one has not joined yet (Civil Procedure Law, art. 205)."),
    ),
    "nothing_stops": Guard(
        lambda situation, _unit: _nothing_stops(situation),
        _("The pre-check isn't complete, or an answer of it stops the application."),
    ),
    "police_have_it": Guard(
        lambda situation, _unit: _police_have_it(situation),
        _("The police have not said that it is a case and that the sides may know: first hand it over."),
    ),
    "both_heard": Guard(
        lambda situation, _unit: _both_heard(situation),
        _(
            "The court has not seen both sides together yet (Interpretation of the Civil Procedure Law, art. 356)."
        ),
    ),
}
