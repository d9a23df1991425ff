"""Take handover: the office says that it has got what was handed over, and that is the receipt."""

from django.utils.translation import gettext

from sanling.domain.matters.errors import Invalid
from sanling.domain.mediation.confirming import acting
from sanling.domain.mediation.handing import handover_at
from sanling.domain.mediation.models import Handover
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class TakeHandover(Verb):
    """Keeps when it was received, by whom, under which number; for an office outside somebody here writes it down."""

    code = "take_handover"

    def apply(self, act: Act) -> None:
        """Keep the receipt; raises `Invalid` where nobody is named who took it outside."""
        handover = handover_at(act.situation)
        taken_by = act.fields.get("taken_by") or ""
        if not taken_by and handover.way == Handover.Way.OUT and handover.partner_unit is None:
            raise Invalid({"taken_by": gettext("Who took it there?")})
        reference = act.fields.get("reference") or ""
        acting(act).change.set(
            handover, received_at=act.now, taken_by=taken_by, reference=reference or handover.reference
        )
