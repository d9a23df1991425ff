"""Follow succession: units, and what posts answer for, go to what their divisions have become."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from sanling.domain.people.models import Jurisdiction, Post, Unit
from sanling.domain.people.queries import lasting_posts
from sanling.domain.territory.models import Succession
from sanling.domain.territory.rules import is_under
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many


@dataclass(frozen=True)
class LeftToDecide:
    """What nobody but the city can settle: a code for why, the unit and perhaps the post, and the division."""

    why: str
    unit_id: int
    division: str
    post_id: int | None = None


def follow_succession(*, actor: Actor, becomes: Mapping[str, str]) -> list[LeftToDecide]:
    """Re-home the units of divisions that ended and the jurisdictions that lay there; return what is left to decide.

    ``becomes`` is what `succeed` returned. Units keep their posts, matters and names, and stand at the new division
    with a code after it where that is free. A jurisdiction that came to lie outside its post's unit lapses. Left are
    units of which the division now has two of a kind ("two_of_a_kind"), and posts of which a jurisdiction lapsed
    ("outside_its_unit"), or was split and stays with the office ("split").
    """
    with transaction.atomic():
        units = list(
            Unit.objects.select_for_update().filter(division__in=becomes, ends_on=None).order_by("pk")
        )
        _rehome(units, becomes)
        Unit.objects.bulk_update(units, ["division", "code"], batch_size=500)
        _hang_under_those_above(units)
        answers, left = _move_jurisdictions(becomes)
        record_many(_audit_rows(actor, units, answers))
    return [*_doubled(units), *left]


def _rehome(units: Iterable[Unit], becomes: Mapping[str, str]) -> None:
    standing = Unit.objects.filter(division__in=becomes.values())
    taken = set(standing.values_list("code", flat=True))
    for unit in units:
        stem, dash, suffix = unit.code.rpartition("-")
        code = f"{stem}{dash}{becomes[unit.division_id]}"
        if suffix == unit.division_id and code not in taken:
            unit.code = code
            taken.add(code)
        unit.division_id = becomes[unit.division_id]


def _hang_under_those_above(units: Iterable[Unit]) -> None:
    """Let units hand up to the like of what stood above them, where that now governs other divisions."""
    strayed = [
        (unit, unit.parent)
        for unit in Unit.objects.select_related("parent").filter(pk__in=[moved.pk for moved in units])
        if unit.parent and not is_under(unit.division_id, unit.parent.division_id)
    ]
    for unit, above in strayed:
        path = unit.division_id[: len(above.division_id)]
        like = Unit.objects.filter(division=path, kind=above.kind, ends_on=None).order_by("pk")
        # Of several of a kind, the one with the same place in the structure.
        same = like.filter(code=f"{above.code.rpartition('-')[0]}-{path}")
        unit.parent = same.first() or like.first() or above
    Unit.objects.bulk_update([unit for unit, _above in strayed], ["parent"], batch_size=500)


def _move_jurisdictions(becomes: Mapping[str, str]) -> tuple[dict[int, set[str]], list[LeftToDecide]]:
    """Move what lasting posts answer for; return the paths of each post concerned, and what is left to decide."""
    split = {path for path in becomes if Succession.objects.filter(predecessor=path).count() > 1}
    rows = Jurisdiction.objects.select_for_update(of=("self",)).select_related("post__unit")
    found = list(rows.filter(division__in=becomes, post__in=lasting_posts()).order_by("pk"))
    left: list[LeftToDecide] = []
    answers: dict[int, set[str]] = defaultdict(set)
    for jurisdiction in rows.filter(post__in=[row.post_id for row in found]):
        answers[jurisdiction.post_id].add(jurisdiction.division_id)
    for row in found:
        old, new = row.division_id, becomes[row.division_id]
        why = "split" if old in split else ""
        if not is_under(new, row.post.unit.division_id):
            why = "outside_its_unit"
        if why:
            left.append(LeftToDecide(why, row.post.unit_id, new, row.post_id))
        paths = answers[row.post_id]
        paths.discard(old)
        if why == "outside_its_unit" or new in paths:
            row.delete()
        else:
            Jurisdiction.objects.filter(pk=row.pk).update(division=new)
            paths.add(new)
    return answers, left


def _doubled(units: Iterable[Unit]) -> Iterator[LeftToDecide]:
    """Yield the units that came to a division where there is another of the same place in the structure."""
    for unit in units:
        stem = unit.code.rpartition("-")[0]
        others = Unit.objects.filter(division=unit.division_id, kind=unit.kind, ends_on=None).exclude(
            pk=unit.pk
        )
        if any(code.rpartition("-")[0] == stem for code in others.values_list("code", flat=True)):
            yield LeftToDecide("two_of_a_kind", unit.pk, unit.division_id)


def _audit_rows(actor: Actor, units: Iterable[Unit], moved: Mapping[int, set[str]]) -> Iterator[NewAuditRow]:
    for unit in units:
        yield NewAuditRow(
            actor=actor,
            act="unit.follow_succession",
            subject=f"unit:{unit.pk}",
            city=unit.city,
            detail={"division": unit.division_id, "code": unit.code},
        )
    for post in Post.objects.filter(pk__in=moved).select_related("unit"):
        yield NewAuditRow(
            actor=actor,
            act="post.follow_succession",
            subject=f"post:{post.pk}",
            city=post.unit.city,
            detail={"paths": sorted(moved[post.pk])},
        )
