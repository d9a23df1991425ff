"""Set up the units that a profile's structure gives to every division of a city."""

from datetime import date

from django.db import transaction

from sanling.domain.people.config import PeoplePart
from sanling.domain.people.models import Unit
from sanling.domain.people.structure import by_template
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn
from sanling.foundation.profile.loader import Profile

BATCH = 2000


def set_up_units(*, actor: Actor, profile: Profile, begins_on: date) -> int:
    """Create the units of the structure that the city lacks, level by level; return how many.

    A province has units of its own at its own division alone. A unit that is there already, or was and has ended, by
    its code, stays as it is. A level that the city lacks has no units: those below stand under those above.
    """
    part: PeoplePart = profile.part("people")
    with transaction.atomic():
        take_turn(f"units:{profile.city}")
        known = dict(Unit.objects.filter(city=profile.city).values_list("code", "pk"))
        before = len(known)
        for templates in part.tiers():
            missing = [
                unit for unit in by_template(profile, templates, known, begins_on) if unit.code not in known
            ]
            for unit in Unit.objects.bulk_create(missing, batch_size=BATCH):
                known[unit.code] = unit.pk
        created = len(known) - before
        record(
            actor=actor,
            act="unit.set_up",
            subject=f"city:{profile.city}",
            city=profile.city,
            detail={"units": created},
        )
    return created
