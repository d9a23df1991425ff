"""Know a person again by phone or citizen number, or know them for the first time."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from sanling.domain.people.models import Person
from sanling.foundation import clock
from sanling.foundation.database.prepared import Prepared, insert
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.privacy.normalise import normalise_citizen_number, normalise_phone


@dataclass(frozen=True)
class PersonDetails:
    """What somebody said of themselves; all of it optional. ``phone`` as typed."""

    name: str = ""
    phone: str = ""
    citizen_number: str = ""
    address: str = ""


def know_person(*, city: str, details: PersonDetails) -> Person:
    """Return the person of these details, made anew unless phone and name, or the citizen number, are known.

    Part of the action that brings the person, and recorded by it. Raises ``ValueError`` for a phone or citizen
    number that can't exist.
    """
    phone = normalise_phone(details.phone) if details.phone else ""
    number = normalise_citizen_number(details.citizen_number) if details.citizen_number else ""
    phone_index = blind_index("phone", phone) if phone else None
    number_index = blind_index("citizen_number", number) if number else None
    known = _find(city=city, name=details.name, phone_index=phone_index, number_index=number_index)
    if known:
        return known
    person = Person(
        city=city,
        name=details.name,
        phone=phone,
        citizen_number=number,
        address=details.address,
        phone_index=phone_index,
        citizen_number_index=number_index,
        created_at=clock.now(),
    )
    insert(person)
    return person


def _find(*, city: str, name: str, phone_index: bytes | None, number_index: bytes | None) -> Person | None:
    if number_index:
        return Person.objects.filter(Q(citizen_number_index=number_index), city=city).first()
    if phone_index:
        # A family shares a phone: the name must agree too, which only decrypting tells.
        same_phone = _same_phone(city=city, phone=phone_index)
        return next((person for person in same_phone if person.name == name), None)
    return None


@Prepared
def _same_phone(city: str, phone: bytes) -> QuerySet[Person]:
    return Person.objects.filter(phone_index=phone, city=city)[:20]
