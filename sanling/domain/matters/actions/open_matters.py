"""Open: matters that no resident brings, of a room's kind, many at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from sanling.domain.matters.beginning import begin
from sanling.domain.matters.changes import Batch, Change, write
from sanling.domain.matters.config import KindRules, MattersPart
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.intake import intake_unit
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.numbering import next_number, take_numbers
from sanling.domain.matters.registering import registrar_or_refuse
from sanling.domain.matters.reports import LONGEST_TITLE
from sanling.domain.matters.searching import search_tokens
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import current, definition_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.calendar import CHINA
from sanling.foundation.cleaning import read_title
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A matter to be opened, of a kind that residents don't bring, at a place.

    ``holder`` is the unit whose turn it is, by default the one that takes in for the place. ``units`` says in which
    role others stand to it: an addressee takes part and opens it; what is rated or complained about gets no sight of it
    by that. ``params`` are kept in its first entry; ``beside`` makes the rows of the room that stand beside it. What
    comes of another matter is no less confidential, and ``concealed`` where that is; its clocks may run from an instant
    of that one.
    """

    kind: str
    division: str
    title: str
    holder: int | None = None
    units: Sequence[tuple[Party.Role, int]] = ()
    params: Mapping[str, object] = field(default_factory=dict)
    beside: Callable[[Matter], Sequence[Model]] | None = None
    confidentiality: int = 0
    concealed: bool = False
    clocks_from: datetime | None = None


def open_matters(
    *,
    actor: Actor,
    openings: Sequence[Opening],
    batch: Batch | None = None,
    numbers: Sequence[str] | None = None,
) -> list[Matter]:
    """Open matters of one kind in one city, all or none, by a fixed number of statements and a few for each place.

    Give it a thousand at a time, outside a transaction: it takes their numbers in one before its own, so that whoever
    registers meanwhile waits for none of them; or take the ``numbers`` yourself (`take_numbers`), to open them in a
    transaction with other rows. What belongs to one ``batch`` is told to each post in one notice, and a
    large one goes in the lanes of bulk. Raises `Invalid` for a kind that residents bring or that the city lacks,
    a place that is nobody's or not the actor's, and a title that can't be read; ValueError for several kinds or cities.
    """
    if not openings:
        return []
    if len({(opening.kind, opening.division[: Level.CITY]) for opening in openings}) > 1:
        raise ValueError("Matters are opened together in one city and of one kind.")
    profile = profile_for(openings[0].division[: Level.CITY])
    rules = _rules(profile, openings[0].kind)
    definition = current(city=profile.city, code=rules.workflow)
    _refuse_lost(openings)
    now, takes_in = clock.now(), cache(intake_unit)
    matters = [
        _drafted(actor, opening, rules, definition, holder=opening.holder or takes_in(opening.division).pk)
        for opening in openings
    ]
    day = now.astimezone(CHINA).date()
    given = numbers if numbers is not None else _numbers(len(matters), profile, day)
    for matter, number in zip(matters, given, strict=True):
        matter.number, matter.registered_at = number, now
        matter.search = search_tokens(matter)
    with transaction.atomic():
        both = zip(matters, openings, strict=True)
        write([_begun(actor, matter, opening) for matter, opening in both], batch=batch)
    return matters


def _numbers(count: int, profile: Profile, day: date) -> list[str]:
    """Return numbers for matters: a single one may be opened in a transaction of whoever asks, several never are."""
    where: dict[str, Any] = {"city": profile.city, "letters": profile.letters, "day": day}
    return [next_number(**where)] if count == 1 else take_numbers(count, **where)


def _rules(profile: Profile, kind: str) -> KindRules:
    part: MattersPart = profile.part("matters")
    rules = part.kind(kind)
    if rules is None or rules.is_reported:
        raise Invalid({"kind": _("Please choose one of the options.")})
    return rules


def _refuse_lost(openings: Sequence[Opening]) -> None:
    places = {opening.division for opening in openings}
    known = Division.objects.filter(pk__in=places, valid_until=None).values_list("pk", flat=True)
    if places - set(known):
        raise Invalid({"division": _("There is no such place in this city.")})


def _drafted(
    actor: Actor, opening: Opening, rules: KindRules, definition: Definition, *, holder: int
) -> Matter:
    """Return the row of a matter without its number and instant."""
    part: MattersPart = profile_for(opening.division).part("matters")
    workflow = definition_of(definition.pk)
    try:
        title = read_title(opening.title, longest=LONGEST_TITLE, required=True)
    except ValueError as error:
        raise Invalid({"title": str(error)}) from error
    return Matter(
        division_id=opening.division,
        definition=definition,
        family=rules.family,
        kind=rules.code,
        category=part.default_category(rules.code),
        category_version=part.category_version(rules.code),
        state=workflow.initial,
        title=title,
        confidentiality=max(rules.confidentiality, opening.confidentiality),
        concealed=opening.concealed,
        unit_id=holder,
        registered_by_id=registrar_or_refuse(actor, workflow, opening.division),
    )


def _begun(actor: Actor, matter: Matter, opening: Opening) -> Change:
    change = begin(
        matter,
        actor=actor,
        parties=[Party(matter=matter, unit_id=unit, role=role) for role, unit in opening.units],
        audience=definition_of(matter.definition_id).register().audience,
        params=opening.params,
        clocks_from=opening.clocks_from,
        addressed=[unit for role, unit in opening.units if role == Party.Role.ADDRESSEE],
    )
    change.add(*(opening.beside(matter) if opening.beside else ()))
    return change
