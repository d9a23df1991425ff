"""By what a person of one matter is looked for in others: counted and recorded as any search for somebody is."""

from collections.abc import Collection

from sanling.domain.matters.access import identity_of
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.seek_person import seek_again
from sanling.domain.people.rules import FieldAccess


def sought_from(
    viewer: Viewer, matter: Matter, roles: Collection[str], *, where: str
) -> list[tuple[str, bytes]]:
    """Return the blind indexes of who has one of some roles in a matter, each with what it is of, the surest first.

    For `matters_of_person`. Only of whom the viewer may read in full: to others it would tell whom a mask hides.
    Expects ``parties`` prefetched. Raises `SeekingRefused` where the viewer has looked for too many persons.
    """
    read = [
        party
        for party in matter.parties.all()
        if party.role in roles and identity_of(viewer, matter, party) is FieldAccess.FULL
    ]
    kept = [("citizen_number", party.citizen_number_index) for party in read]
    kept += [("phone", party.phone_index) for party in read]
    found = [(by, bytes(index)) for by, index in kept if index]
    seek_again(actor=viewer, indexes=found, where=where)
    return found
