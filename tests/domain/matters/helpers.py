"""Shared words of the tests of matters."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from PIL import Image

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.act import perform
from sanling.domain.matters.actions.register import PartyDetails, Registered, Report, register
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Entry, Matter
from sanling.foundation.audit.actor import Actor, SystemActor
from sanling.foundation.files.store import store
from tests.city import VILLAGE

PHONE = "13800000000"


def report(**changes: Any) -> Report:
    """Return a neighbour's report of rubbish in the stairwell."""
    usual: dict[str, Any] = {
        "kind": "dispute",
        "text": "三号楼二单元楼道里堆满了垃圾，邻居说了多次不清理。",
        "division": VILLAGE,
        "channel": "scan",
        "place": "三号楼二单元",
        "parties": [
            PartyDetails(role="applicant", person=PersonDetails(name="王小明", phone=PHONE)),
        ],
    }
    return Report(**{**usual, **changes})


def registered(**changes: Any) -> Registered:
    """Register a report as a resident does."""
    return register(actor=VisitorActor(), report=report(**changes))


def picture() -> Enclosure:
    """Return a stored picture as evidence."""
    data = BytesIO()
    Image.new("RGB", (40, 30), "green").save(data, "PNG")
    data.seek(0)
    file = store(stream=data, name="清理后.png", actor=SystemActor("test"), city="4101")
    return Enclosure(file=file, name="清理后.png", evidence=True)


def act(
    actor: Actor,
    matter: Matter,
    action: str,
    fields: Mapping[str, Any] | None = None,
    enclosures: Sequence[Enclosure] = (),
) -> Entry:
    """Do an act with the matter's present version, and bring ``matter`` up to date."""
    matter.refresh_from_db()
    entry = perform(
        actor=actor,
        matter_id=matter.pk,
        action=action,
        version=matter.version,
        fields=fields or {},
        enclosures=enclosures,
    )
    matter.refresh_from_db()
    return entry


def in_mediation(cast: Mapping[str, Any]) -> Matter:
    """Return a dispute that the village's mediator has signed for."""
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    return matter


def against(unit_id: int, **changes: Any) -> Matter:
    """Return a concealed report against a unit, that came by letter."""
    parties = [
        PartyDetails(role="respondent", unit_id=unit_id),
        PartyDetails(role="informant", person=PersonDetails(name="王小明", phone=PHONE)),
    ]
    return registered(**{"concealed": True, "channel": "letter", "parties": parties, **changes}).matter
