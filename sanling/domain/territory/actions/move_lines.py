"""Move lines: divisions that share them get new outlines from a day on, and those above follow.

Grids may be divided and united by it: what begins and ends is carried out as any merge or split of divisions.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date

import shapely
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.actions.draw import renew
from sanling.domain.territory.actions.succeed import NewDivision, succeed
from sanling.domain.territory.lines import Drawn, Opened, following, opened
from sanling.domain.territory.locate import outlined
from sanling.domain.territory.mesh import Fault, faults_of
from sanling.domain.territory.models import Boundary, Division, Redrawing
from sanling.domain.territory.rules import Level, city_of, parent_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn
from sanling.foundation.days import today

# Levels that nobody governs: they are divided and united without units.
GRIDS = {Level.GRID, Level.MICRO_GRID}
WIDTH = 3


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
    drawn: Drawn,
    on: date,
    basis: str,
    carry_out: Callable[..., object] = succeed,
) -> Redrawing:
    """Give the divisions whose lines were moved their new outlines; see `lines.opened` and `lines.Drawn`.

    ``carry_out`` does merges and splits; it takes what `succeed` takes. Raises `Overtaken` where the version drawn over
    is no longer what is open, `Misdrawn` for gaps and overlaps, `Unfit` where a division above can't follow,
    ``ValidationError`` for a day or divisions that don't fit, and ``ValueError``.
    """
    with transaction.atomic():
        # Each save is checked against the lines as all before it left them.
        take_turn(f"lines:{city_of(place)}")
        here = opened(place, may)
        city = outlined(city_of(place))
        if here is None or city is None or here.version != drawn.version:
            raise Overtaken(place)
        paths = _paths_of(drawn)
        changed = _changed(here, drawn, paths)
        if not changed:
            raise ValidationError(_("No line was moved."))
        above = following(city, {**changed, **dict.fromkeys(drawn.ended)})
        old = _outlines_until(on, {*changed, *above, *drawn.ended})
        _reorganise(actor, drawn, paths, on, carry_out)
        return _in_force(
            actor=actor, here=here, drawn=drawn, old=old, new={**changed, **above}, on=on, basis=basis
        )


def _paths_of(drawn: Drawn) -> dict[str, str]:
    """Return the paths of divisions that begin, after the highest number that was ever given beside each."""
    if {len(path) for path in (*drawn.ended, *(begun.of for begun in drawn.begun.values()))} - GRIDS:
        raise ValidationError(
            _("Only grids are divided and united here; what has units of its own is by sanling succeed.")
        )
    paths: dict[str, str] = {}
    for key, begun in sorted(drawn.begun.items()):
        parent = parent_of(begun.of) or ""
        given = Division.objects.filter(parent=parent).values_list("path", flat=True)
        number = (
            max(
                int(path[len(parent) :])
                for path in (*given, *(path for path in paths.values() if path.startswith(parent)))
            )
            + 1
        )
        if number >= 10**WIDTH:
            raise ValidationError(_("There are no more numbers for grids here."))
        paths[key] = f"{parent}{number:0{WIDTH}d}"
    return paths


def _changed(here: Opened, drawn: Drawn, paths: Mapping[str, str]) -> dict[str, BaseGeometry]:
    """Return the new outlines of those that have one, by path; raises `Misdrawn`."""
    mesh = here.drawn_over(drawn)
    faults = faults_of(here.mesh, mesh)
    if faults:
        raise Misdrawn(faults)
    found = {key: mesh.outline(key) for key in mesh.parts}
    return {
        paths.get(key, key): new
        for key, new in found.items()
        if key in paths or not shapely.equals_exact(here.mesh.outline(key), new)
    }


def _outlines_until(on: date, paths: Collection[str]) -> dict[str, Boundary]:
    """Return the outlines that end on a day, by path; raises ``ValidationError`` for a day that doesn't fit."""
    old = {row.division_id: row for row in Boundary.objects.filter(division__in=paths, valid_until=None)}
    latest = max(row.valid_from for row in old.values())
    if on > today():
        raise ValidationError({"on": _("The day must have come.")})
    if on < latest:
        raise ValidationError(
            {"on": _("These lines hold since %(day)s: give no earlier day.") % {"day": latest}}
        )
    return old


def _reorganise(
    actor: Actor, drawn: Drawn, paths: Mapping[str, str], on: date, carry_out: Callable[..., object]
) -> None:
    for key, begun in sorted(drawn.begun.items()):
        new = NewDivision(path=paths[key], name=begun.name)
        carry_out(actor=actor, predecessors=[begun.of], successors=[begun.of, new], on=on)
    for path, heir in sorted(drawn.ended.items()):
        carry_out(actor=actor, predecessors=[path], successors=[heir], on=on)


def _in_force(
    *,
    actor: Actor,
    here: Opened,
    drawn: Drawn,
    old: Mapping[str, Boundary],
    new: Mapping[str, BaseGeometry],
    on: date,
    basis: str,
) -> Redrawing:
    """End outlines and begin new ones, kept together so that they can be taken back."""
    ended = [row.pk for row in old.values()]
    # A merge or split draws its divisions by itself: here they are drawn by hand.
    Boundary.objects.filter(division__in=new, valid_until=None).exclude(pk__in=ended).delete()
    Boundary.objects.filter(pk__in=ended).update(valid_until=on)
    begun = Boundary.objects.bulk_create(
        Boundary(
            division_id=path,
            wkb=shapely.to_wkb(geometry),
            demonstration=old[path].demonstration if path in old else here.demonstration,
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
        parts=sorted({path for path in (*new, *drawn.ended) if path in here.mesh.parts or path not in old}),
        reorganised=bool(drawn.begun or drawn.ended),
        ended=sorted(ended),
        begun=sorted(row.pk for row in begun),
    )
    _record(actor, redrawing)
    return redrawing


def _record(actor: Actor, redrawing: Redrawing) -> None:
    detail = {"redrawing": redrawing.pk, "on": redrawing.on.isoformat(), "basis": redrawing.basis}
    record(
        actor=actor,
        act="territory.redraw",
        subject=f"division:{redrawing.place}",
        city=redrawing.city,
        detail={**detail, "parts": redrawing.parts},
    )
