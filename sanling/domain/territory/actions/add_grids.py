"""Add grids below villages, and micro-grids below grids, and call those that are there otherwise."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection, transaction

from sanling.domain.territory.actions.draw import NewGrid, copy_grids, renew
from sanling.domain.territory.models import Division
from sanling.foundation import text
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.database.bulk import update_many


def add_grids(
    *, actor: Actor, city: str, grids: Sequence[NewGrid], renamed: Mapping[str, str], on: date
) -> None:
    """Add grids of one city, valid from a day on, and give others new names by their paths; all or none.

    Raises ``IntegrityError`` for a grid that is there already or whose village isn't.
    """
    if not grids and not renamed:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        copy_grids(cursor, grids, on)
        found = list(Division.objects.select_for_update(no_key=True).filter(pk__in=renamed).order_by("path"))
        before = {division.pk: division.name for division in found}
        for division in found:
            read = text.pinyin(renamed[division.pk])
            division.name = renamed[division.pk]
            division.pinyin, division.initials = read.full[:240], read.initials[:40]
        update_many(found, ["name", "pinyin", "initials"])
        renew(city)
        record(
            actor=actor,
            act="territory.add_grids",
            subject=f"city:{city}",
            city=city,
            detail={
                "added": len(grids),
                "renamed": {path: [name, renamed[path]] for path, name in before.items()},
            },
        )
