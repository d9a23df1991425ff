"""Open confirmation: the mediator begins the joint application of an agreement in force, at a court that was chosen."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.actions.open_matters import Opening, open_matters
from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Entry, Matter, Party, Relation
from sanling.domain.mediation.access import lock_agreement
from sanling.domain.mediation.confirming import KIND, confirmation_part, courts_for, precheck_of, refuse_late
from sanling.domain.mediation.confirming_access import prepares
from sanling.domain.mediation.models import Agreement, JudicialConfirmation
from sanling.domain.mediation.terms import Content
from sanling.domain.people.access import Viewer
from sanling.foundation import clock


def open_confirmation(*, actor: Viewer, agreement_id: int, court_id: int, head: str) -> JudicialConfirmation:
    """Open the matter of an application, tied to its dispute; its clock runs from the effect of the agreement.

    Raises `Invalid` by field, `NotFound` for whom it isn't to open, `NotAllowed` after the time, beside another
    application, and where the pre-check is not complete or stops it.
    """
    with transaction.atomic():
        agreement = lock_agreement(actor, agreement_id)
        known = confirmation_part(agreement.body.unit.city) and agreement.effective_at
        if not known or not prepares(actor, agreement):
            raise NotFound("not theirs to open")
        refuse_late(agreement, clock.now())
        _refuse_again(agreement)
        _refuse_unchecked(agreement)
        courts = {court.pk for court, _head in courts_for(agreement)}
        if court_id not in courts:
            raise Invalid({"court": _("Please choose one of the options.")})
        if head not in JudicialConfirmation.Head.values:
            raise Invalid({"head": _("Please choose one of the options.")})
        dispute = agreement.matter
        (matter,) = open_matters(actor=actor, openings=[_opening(agreement, actor, court_id, head)])
        entry = Entry.objects.get(matter=matter)
        Relation.objects.create(matter=matter, other=dispute, kind=Relation.Kind.BORN_FROM, entry=entry)
    return JudicialConfirmation.objects.select_related("matter", "agreement").get(matter=matter)


def _opening(agreement: Agreement, actor: Viewer, court_id: int, head: str) -> Opening:
    dispute, unit = agreement.matter, actor.own.unit_id

    def beside(matter: Matter) -> list[JudicialConfirmation]:
        row = JudicialConfirmation(
            matter=matter, agreement=agreement, court_id=court_id, head=head, body_unit_id=unit
        )
        return [row]

    about = dispute.parties.filter(role__in=Party.ABOUT, unit__isnull=False)
    return Opening(
        kind=KIND,
        division=dispute.division_id,
        # It names nobody.
        title=_("Judicial confirmation of %(number)s") % {"number": Content.read(agreement.content).number},
        holder=unit,
        units=[(Party.Role(party.role), party.unit_id) for party in about if party.unit_id],
        beside=beside,
        confidentiality=dispute.confidentiality,
        concealed=dispute.concealed,
        clocks_from=agreement.effective_at,
    )


def _refuse_again(agreement: Agreement) -> None:
    for earlier in JudicialConfirmation.objects.filter(agreement=agreement).select_related("matter"):
        if earlier.matter.open or earlier.matter.outcome == "confirmed":
            reason = _("There is an application already: %(number)s.") % {"number": earlier.matter.number}
            raise NotAllowed(action="open_confirmation", reason=reason, allowed=())


def _refuse_unchecked(agreement: Agreement) -> None:
    checked = precheck_of(agreement)
    if checked.stops:
        named = "; ".join(f"{ground.name} ({ground.source})" for ground in checked.stops)
        reason = _("The court must not take or confirm this: %(grounds)s.") % {"grounds": named}
        raise NotAllowed(action="open_confirmation", reason=reason, allowed=())
    if checked.lacking:
        reason = _("Answer all questions of the pre-check first.")
        raise NotAllowed(action="open_confirmation", reason=reason, allowed=())
