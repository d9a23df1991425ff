"""Succeed: merge divisions into one, or split one into several; what lies below moves along."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.territory.actions.draw import renew
from sanling.domain.territory.actions.redraw import redraw
from sanling.domain.territory.models import CodePoint, Division, FormerCode, Succession
from sanling.domain.territory.reading import LONGEST_NAME
from sanling.domain.territory.rules import Level, city_of, level_of, parent_of
from sanling.foundation import text
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.cleaning import clean_line, read_name
from sanling.foundation.days import today


@dataclass(frozen=True)
class NewDivision:
    """A division that begins with the succession; its code may be one that a predecessor gives up."""

    path: str
    name: str
    official_code: str | None = None


@dataclass
class _Plan:
    """What becomes of what: the divisions at the level of the succession, and paths of all that move."""

    on: date
    predecessors: dict[str, Division]
    successors: dict[str, Division | NewDivision]
    moves: Mapping[str, str]
    offices: Mapping[str, str]
    moved: dict[str, str] = field(default_factory=dict)

    @property
    def ended(self) -> list[Division]:
        """Predecessors that don't go on as one of the successors."""
        return [division for path, division in self.predecessors.items() if path not in self.successors]

    @property
    def becomes(self) -> dict[str, str]:
        """What each division that ends is called from now on; one that is split: where its office stays."""
        first = next(iter(self.successors))
        return self.moved | {ended.pk: self.offices.get(ended.pk, first) for ended in self.ended}


def succeed(
    *,
    actor: Actor,
    predecessors: Sequence[str],
    successors: Sequence[str | NewDivision],
    on: date,
    moves: Mapping[str, str] | None = None,
    offices: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Let successors take the place of predecessors from a day on; return the new path of everything that ended.

    One successor is a merge, several are a split. A predecessor that is among the successors goes on, smaller.
    ``moves`` says for the divisions just below which successor takes them; in a merge all that isn't named goes to the
    only one, in a split those of a predecessor that goes on stay. ``offices`` says at which successor the office of a
    predecessor that is split and ends stays, unless it is the first. Numbers are kept where they are free. Outlines and
    posters follow. Raises ``ValidationError`` by field for what doesn't fit together.
    """
    with transaction.atomic():
        plan = _plan(predecessors, successors, on, moves or {}, offices or {})
        errors = dict(_mistakes(plan, predecessors, successors))
        if errors:
            raise ValidationError(errors)
        _give_up_codes(plan)
        _begin_new(plan)
        _move_below(plan)
        _end(plan)
        redraw(
            on=on,
            moved=plan.moved,
            ended=[division.pk for division in plan.ended],
            successors=list(plan.successors),
        )
        renew(city_of(predecessors[0]))
        _record(actor, plan)
    return plan.becomes


def _record(actor: Actor, plan: _Plan) -> None:
    first = next(iter(plan.predecessors))
    record(
        actor=actor,
        act="division.succeed",
        subject=f"division:{first}",
        city=city_of(first),
        detail={
            "predecessors": list(plan.predecessors),
            "successors": list(plan.successors),
            "on": plan.on.isoformat(),
            "moved": len(plan.becomes),
        },
    )


def _plan(
    predecessors: Sequence[str],
    successors: Sequence[str | NewDivision],
    on: date,
    moves: Mapping[str, str],
    offices: Mapping[str, str],
) -> _Plan:
    named = {
        successor if isinstance(successor, str) else successor.path: successor for successor in successors
    }
    wanted = {*predecessors, *named}
    locked = Division.objects.select_for_update().filter(pk__in=wanted, valid_until=None).order_by("path")
    found = {division.pk: division for division in locked}
    return _Plan(
        on=on,
        predecessors={path: found[path] for path in predecessors if path in found},
        successors={
            path: successor if isinstance(successor, NewDivision) else found[path]
            for path, successor in named.items()
            if isinstance(successor, NewDivision) or path in found
        },
        moves=moves,
        offices=offices,
    )


def _mistakes(
    plan: _Plan, predecessors: Sequence[str], successors: Sequence[str | NewDivision]
) -> Iterator[tuple[str, str]]:
    paths = {*predecessors, *plan.successors}
    if len(plan.predecessors) < len(set(predecessors)) or not predecessors:
        yield "predecessors", _("Choose divisions that there are now.")
    if len(plan.successors) < len(successors) or not successors:
        yield "successors", _("Choose divisions that there are now, or give new ones a path of their own.")
    if len({len(path) for path in paths}) > 1 or len({city_of(path) for path in paths}) > 1:
        yield "successors", _("Predecessors and successors must be of one level and one city.")
    elif len(next(iter(paths), "")) < Level.COUNTY or len(next(iter(paths))) not in list(Level):
        yield "successors", _("Only divisions below the city can be merged or split.")
    elif not paths - set(predecessors) and not plan.ended:
        yield "successors", _("Nothing would change.")
    yield from _mistakes_of_new(plan)
    if plan.on > today():
        yield "on", _("The day must have come.")
    if any(
        Division.objects.filter(path__startswith=path, valid_until=None, valid_from__gte=plan.on).exists()
        for path in plan.predecessors
    ):
        yield "on", _("The day must be after the predecessors, and all below them, began.")
    yield from _mistakes_of_places(plan)


def _mistakes_of_places(plan: _Plan) -> Iterator[tuple[str, str]]:
    if set(plan.offices.values()) - set(plan.successors) or set(plan.offices) - {
        division.pk for division in plan.ended
    }:
        yield "offices", _("The office of a predecessor that ends must stay at one of the successors.")
    if set(plan.moves.values()) - set(plan.successors):
        yield "moves", _("What moves must move to one of the successors.")
    elif len(plan.successors) > 1 and _unplaced(plan):
        yield "moves", _("Say which successor takes each of the divisions below.")


def _mistakes_of_new(plan: _Plan) -> Iterator[tuple[str, str]]:
    new = [division for division in plan.successors.values() if isinstance(division, NewDivision)]
    parents = {parent_of(division.path) for division in new if len(division.path) in list(Level)}
    if Division.objects.filter(pk__in=[division.path for division in new]).exists():
        yield "successors", _("A new division needs a path that was never used.")
    if Division.objects.filter(pk__in=parents, valid_until=None).count() < len(parents):
        yield "successors", _("The division above a new one must be there.")
    digits = all(division.path.isascii() and division.path.isdigit() for division in new)
    if not (digits and all(clean_line(division.name) for division in new)):
        yield "successors", _("A new division needs a path of digits and a name.")
    for division in new:
        try:
            read_name(division.name, longest=LONGEST_NAME)
        except ValueError as error:
            yield "successors", str(error)
    codes = [division.official_code for division in new if division.official_code]
    holders = Division.objects.filter(official_code__in=codes)
    if set(holders.values_list("pk", flat=True)) - {division.pk for division in plan.ended}:
        yield "successors", _("Another division has this code.")


def _below(plan: _Plan) -> list[Division]:
    """Return the divisions just below the predecessors."""
    return list(Division.objects.filter(parent__in=plan.predecessors, valid_until=None).order_by("path"))


def _unplaced(plan: _Plan) -> bool:
    ended = {division.pk for division in plan.ended}
    return any(child.parent_id in ended and child.pk not in plan.moves for child in _below(plan))


def _give_up_codes(plan: _Plan) -> None:
    """Free the codes that new divisions take over, and keep them as former ones."""
    taken = {
        successor.official_code
        for successor in plan.successors.values()
        if isinstance(successor, NewDivision)
    }
    for division in plan.ended:
        if division.official_code and division.official_code in taken:
            FormerCode.objects.create(division=division, code=division.official_code, valid_until=plan.on)
            division.official_code = None
            division.save(update_fields=["official_code"])


def _begin_new(plan: _Plan) -> None:
    for path, successor in plan.successors.items():
        if isinstance(successor, NewDivision):
            name = clean_line(successor.name)
            read = text.pinyin(name)
            Division.objects.create(
                path=path,
                parent_id=parent_of(path),
                level=level_of(path),
                name=name,
                pinyin=read.full[:240],
                initials=read.initials[:40],
                official_code=successor.official_code,
                valid_from=plan.on,
            )
    Succession.objects.bulk_create(
        Succession(predecessor_id=old, successor_id=new, on=plan.on)
        for old in plan.predecessors
        for new in plan.successors
        if old != new
    )


def _move_below(plan: _Plan) -> None:
    """Begin everything below again under its new path, and end it under the old one."""
    only = next(iter(plan.successors)) if len(plan.successors) == 1 else None
    for child in _below(plan):
        goes_on = child.parent_id in plan.successors
        target = plan.moves.get(child.pk) or (None if goes_on else only)
        if target and target != child.parent_id:
            _plan_move(plan, child, target)
    old = Division.objects.in_bulk(list(plan.moved))
    FormerCode.objects.bulk_create(
        FormerCode(division=division, code=division.official_code, valid_until=plan.on)
        for division in old.values()
        if division.official_code
    )
    Division.objects.filter(pk__in=old).update(official_code=None, valid_until=plan.on)
    Division.objects.bulk_create(_moved(old[path], new, plan.on) for path, new in plan.moved.items())
    Succession.objects.bulk_create(
        Succession(predecessor_id=path, successor_id=new, on=plan.on) for path, new in plan.moved.items()
    )


def _moved(division: Division, path: str, on: date) -> Division:
    return Division(
        path=path,
        parent_id=parent_of(path),
        level=division.level,
        name=division.name,
        pinyin=division.pinyin,
        initials=division.initials,
        official_code=division.official_code,
        valid_from=on,
    )


def _plan_move(plan: _Plan, child: Division, target: str) -> None:
    used = set(Division.objects.filter(parent=target).values_list("pk", flat=True)) | set(plan.moved.values())
    number = child.pk[len(child.parent_id or "") :]
    new = target + number
    if new in used:
        free = (f"{target}{n:0{len(number)}d}" for n in range(1, 10 ** len(number)))
        new = next(path for path in free if path not in used)
    descendants = Division.objects.filter(path__startswith=child.pk, valid_until=None).order_by("path")
    for path in descendants.values_list("path", flat=True):
        plan.moved[path] = new + path[len(child.pk) :]


def _end(plan: _Plan) -> None:
    ended = [division.pk for division in plan.ended]
    Division.objects.filter(pk__in=ended).update(valid_until=plan.on)
    becomes = plan.becomes
    points = list(CodePoint.objects.filter(division__in=becomes))
    for point in points:
        point.division_id = becomes[point.division_id]
    CodePoint.objects.bulk_update(points, ["division_id"], batch_size=500)
