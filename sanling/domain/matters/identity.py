"""What somebody says of themselves in a matter, and how the party of that matter keeps it."""

from dataclasses import asdict, dataclass

from sanling.foundation.privacy.index import index_of
from sanling.foundation.privacy.normalise import normalise_citizen_number
from sanling.foundation.privacy.phone import normalise_phone


@dataclass(frozen=True)
class PersonDetails:
    """What somebody said of themselves; all of it optional. ``phone`` as typed."""

    name: str = ""
    phone: str = ""
    citizen_number: str = ""
    address: str = ""


def identity_columns(details: PersonDetails | None) -> dict[str, str | bytes | None]:
    """Return the columns of a party about whom this is said: numbers in their one spelling, with their blind indexes.

    Raises ``ValueError`` for a phone or citizen number that can't exist.
    """
    if details is None:
        return {}
    phone = normalise_phone(details.phone) if details.phone else ""
    number = normalise_citizen_number(details.citizen_number) if details.citizen_number else ""
    return asdict(details) | {
        "phone": phone,
        "citizen_number": number,
        **indexes_of(name=details.name, phone=phone, citizen_number=number),
    }


def indexes_of(*, name: str, phone: str, citizen_number: str) -> dict[str, bytes | None]:
    """Return the blind indexes of what is said; ``None`` for what is not, and for a name without a letter."""
    said = {"name": name, "phone": phone, "citizen_number": citizen_number}
    return {f"{kind}_index": index_of(kind, value) for kind, value in said.items()}
