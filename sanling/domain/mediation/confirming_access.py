"""Who sees and does what of an application for confirmation: the mediator, the court once it has it, a side its own.

The court sees the application and its papers, never the dispute behind it: nothing that was said there goes along.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.matters.models import Attachment, Entry, Matter
from sanling.domain.mediation.access import SideActor, agreements_of, reads_agreement
from sanling.domain.mediation.models import Agreement, JudicialConfirmation
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.actor import Actor


def _rows() -> QuerySet[JudicialConfirmation]:
    return JudicialConfirmation.objects.select_related(
        "matter", "court", "agreement__matter__unit", "agreement__body__unit", "agreement__seal"
    )


def confirmations_of(actor: Actor, agreement: Agreement) -> QuerySet[JudicialConfirmation]:
    """Return the applications of an agreement that an actor was shown, the last first."""
    found = _rows().filter(agreement=agreement.pk).order_by("-pk")
    if isinstance(actor, SideActor):
        return found.filter(agreement__in=agreements_of(actor, agreement.matter))
    if isinstance(actor, Viewer):
        return found.filter(matter__in=visible_matters(actor, few=True).values("pk"))
    return found if actor.kind == "system" else found.none()


def confirmation_for(viewer: Viewer, matter: Matter) -> JudicialConfirmation | None:
    """Return the application beside a matter that a viewer sees, with its agreement."""
    seen = visible_matters(viewer, few=True).filter(pk=matter.pk).values("pk")
    return _rows().filter(matter__in=seen).first()


def is_court(viewer: Viewer, confirmation: JudicialConfirmation) -> bool:
    """Tell whether a viewer works at the court that has got the application."""
    return confirmation.applied_at is not None and viewer.own.unit_id == confirmation.court_id


def prepares(viewer: Viewer, agreement: Agreement) -> bool:
    """Tell whether a viewer prepares an application: who follows the dispute up, and reads its parties in full."""
    dispute = visible_matters(viewer, few=True).filter(pk=agreement.matter_id).select_related("unit").first()
    if dispute is None:
        return False
    return reads_agreement(viewer, dispute, agreement)


def reads_papers(viewer: Viewer, confirmation: JudicialConfirmation) -> bool:
    """Tell whether a viewer reads the papers of an application, which name the sides."""
    return is_court(viewer, confirmation) or prepares(viewer, confirmation.agreement)


def steps_for(actor: SideActor, confirmation: JudicialConfirmation) -> QuerySet[Entry]:
    """Return the steps of an application that a side is told of, in their order."""
    own = Q(audience=Entry.Audience.PARTY, matter=confirmation.matter_id)
    if actor.matter_id != confirmation.agreement.matter_id:
        return Entry.objects.none()
    return Entry.objects.filter(own).order_by("pk")


def rulings_for(actor: SideActor, confirmation: JudicialConfirmation) -> QuerySet[Attachment]:
    """Return the files that the court gave with its decisions, which both sides get; never proofs of the other side."""
    given = Q(evidence=True) | Q(audience=Entry.Audience.PARTY)
    told = steps_for(actor, confirmation).filter(unit=confirmation.court_id)
    return Attachment.objects.filter(given, entry__in=told).select_related("file").order_by("pk")


def lock_confirmation(actor: Actor, confirmation_id: int) -> JudicialConfirmation:
    """Lock the matter of an application, for who prepares it or a side of its dispute; raises `NotFound`."""
    found = _rows().filter(pk=confirmation_id).first()
    if found is None:
        raise NotFound("no such application")
    if isinstance(actor, SideActor):
        seen = agreements_of(actor, found.agreement.matter).filter(pk=found.agreement_id).exists()
        seen = seen and actor.matter_id == found.agreement.matter_id
    else:
        seen = isinstance(actor, Viewer) and prepares(actor, found.agreement)
    if not seen:
        raise NotFound("no such application")
    found.matter = (
        Matter.objects.select_for_update(no_key=True, of=("self",)).defer("search").get(pk=found.matter_id)
    )
    return found


def refuse_applied(confirmation: JudicialConfirmation) -> None:
    """Raise `NotAllowed` where an application is no longer being prepared."""
    if not confirmation.matter.open or confirmation.applied_at is not None:
        reason = _("This application is not being prepared any more.")
        raise NotAllowed(action="join", reason=reason, allowed=())
