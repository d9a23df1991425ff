"""On the page of a confirmation's matter: which agreement, which court and why, who has joined, and the papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.agreements import sides_of
from sanling.domain.mediation.confirming import KIND
from sanling.domain.mediation.confirming_access import confirmation_for, is_court, prepares
from sanling.domain.mediation.models import Joining, JudicialConfirmation
from sanling.domain.mediation.naming import side_name
from sanling.domain.mediation.terms import Content
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.court import HEADS
from sanling.interfaces.desk.matters.matter_panels import Panel, Part


@dataclass(frozen=True)
class Papers:
    """What the card shows; ``bundle`` and ``page`` are addresses for whoever reads the papers or prepares them."""

    confirmation: JudicialConfirmation
    number: str
    head: StrPromise
    sides: Sequence[tuple[str, Joining | None]]
    bundle: str
    page: str


def _papers(viewer: Viewer, matter: Matter) -> Part | None:
    found = confirmation_for(viewer, matter)
    if found is None:
        return None
    agreement = found.agreement
    kept = bool(agreement.content)
    own = kept and prepares(viewer, agreement)
    reads = kept and (own or is_court(viewer, found))
    joined = {joining.side_id: joining for joining in found.joinings.all()}
    return Part(
        "desk/mediation/court_card.html",
        Papers(
            confirmation=found,
            number=Content.read(agreement.content).number if kept else "",
            head=HEADS[found.head],
            sides=[(side_name(side), joined.get(side.pk)) for side in sides_of(agreement.matter_id)],
            bundle=reverse("desk:court_bundle", args=[matter.number]) if reads else "",
            page=reverse("desk:confirmation", args=[agreement.matter.number]) if own else "",
        ),
    )


COURT_PANEL = Panel(gettext_lazy("Papers for the court"), frozenset({KIND}), _papers)
