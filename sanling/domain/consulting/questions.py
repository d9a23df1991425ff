"""A question and its answer as they were asked and given, and the names that must not be in what is published."""

from dataclasses import dataclass
from datetime import datetime

from sanling.domain.consulting.access import part_of
from sanling.domain.consulting.redacting import introduced
from sanling.domain.matters.access import visible_entries
from sanling.domain.matters.models import Matter
from sanling.foundation.audit.actor import Actor


@dataclass(frozen=True)
class Asked:
    """A question with its last answer."""

    question: str
    answer: str
    answered_at: datetime


def asked_of(actor: Actor, matter: Matter) -> Asked | None:
    """Return a question with its last answer, as far as an actor reads it; None while there is none."""
    field = part_of(matter.division_id[:4]).answer
    entries = visible_entries(actor, matter).filter(params__has_key=field).order_by("-at", "-pk")
    last = entries.first()
    if last is None:
        return None
    return Asked(matter.text, str(last.params[field]), last.at)


def names_in(matter: Matter) -> list[str]:
    """Return what says who a matter's parties are: their names, phones, addresses and numbers."""
    said = introduced(matter.text)
    for party in matter.parties.all():
        said += [party.name, party.phone, party.address, party.citizen_number]
    return [text for text in said if text]
