"""Move lines: divisions that share them get new outlines from a day on, and those above follow."""

from collections.abc import Callable, Mapping
from datetime import date

import shapely
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.actions.draw import renew
from sanling.domain.territory.lines import Opened, following, opened
from sanling.domain.territory.locate import outlined
from sanling.domain.territory.mesh import Fault, Point, Polygons, faults_of
from sanling.domain.territory.models import Boundary, Redrawing
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn
from sanling.foundation.days import today


class Misdrawn(ValueError):
    """What was drawn leaves gaps or overlaps; ``faults`` say which parts are meant."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


class Overtaken(ValueError):
    """Somebody redrew one of the lines since they were opened."""


def move_lines(
    *,
    actor: Actor,
    place: str,
    may: Callable[[str], bool],
    version: str,
    points: Mapping[int, Point],
    parts: Mapping[str, Polygons],
    on: date,
    basis: str,
) -> Redrawing:
    """Give the divisions whose lines were moved their new outlines; see `lines.opened` and `Opened.drawn_over`.

    Raises `Overtaken` where ``version`` is no longer that of what is open, `Misdrawn` for gaps and overlaps, `Unfit`
    where a division above can't follow, ``ValidationError`` for a day that doesn't fit, and ``ValueError``.
    """
    with transaction.atomic():
        # Each save is checked against the lines as all before it left them.
        take_turn(f"lines:{place[:4]}")
        here = opened(place, may)
        if here is None or here.version != version:
            raise Overtaken(place)
        changed = _changed(here, points, parts)
        if not changed:
            raise ValidationError(_("No line was moved."))
        drawn = outlined(here.city)
        above = following(drawn, changed) if drawn else {}
        return put_in_force(actor=actor, here=here, new={**changed, **above}, on=on, basis=basis)


def _changed(
    here: Opened, points: Mapping[int, Point], parts: Mapping[str, Polygons]
) -> dict[str, BaseGeometry]:
    """Return the new outlines of those that have one; raises `Misdrawn`."""
    mesh = here.drawn_over(points, parts)
    faults = faults_of(here.mesh, mesh)
    if faults:
        raise Misdrawn(faults)
    found = {key: mesh.outline(key) for key in mesh.parts}
    return {key: new for key, new in found.items() if not _same(here.mesh.outline(key), new)}


def _same(before: BaseGeometry, now: BaseGeometry) -> bool:
    return bool(shapely.equals_exact(before, now))


def put_in_force(
    *, actor: Actor, here: Opened, new: Mapping[str, BaseGeometry], on: date, basis: str
) -> Redrawing:
    """End the outlines of divisions on a day and begin new ones, kept together so that they can be taken back."""
    old = {row.division_id: row for row in Boundary.objects.filter(division__in=new, valid_until=None)}
    latest = max(row.valid_from for row in old.values())
    if on > today():
        raise ValidationError({"on": _("The day must have come.")})
    if on < latest:
        raise ValidationError(
            {"on": _("These lines hold since %(day)s: give no earlier day.") % {"day": latest}}
        )
    Boundary.objects.filter(pk__in=[row.pk for row in old.values()]).update(valid_until=on)
    begun = Boundary.objects.bulk_create(
        Boundary(
            division_id=path,
            wkb=shapely.to_wkb(geometry),
            demonstration=old[path].demonstration,
            source=basis,
            valid_from=on,
        )
        for path, geometry in new.items()
    )
    renew(here.city)
    redrawing = Redrawing.objects.create(
        city=here.city,
        place=here.place,
        on=on,
        basis=basis,
        drawn_at=clock.now(),
        drawn_by=actor.key,
        parts=sorted(set(new) & set(here.mesh.parts)),
        ended=sorted(row.pk for row in old.values()),
        begun=sorted(row.pk for row in begun),
    )
    detail = {"redrawing": redrawing.pk, "on": on.isoformat(), "basis": basis, "parts": redrawing.parts}
    subject = f"division:{here.place}"
    record(actor=actor, act="territory.redraw", subject=subject, city=here.city, detail=detail)
    return redrawing
