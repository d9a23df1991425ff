"""Who keeps mediation bodies and mediators, and what may be said of them: whoever keeps the units where they stand."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from sanling.domain.mediation.config import BodyKind, MediationPart
from sanling.domain.mediation.models import Body
from sanling.domain.mediation.naming import specialities_of
from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import keeps_unit
from sanling.domain.people.models import Unit
from sanling.foundation.audit.actor import Actor
from sanling.foundation.profile.registry import profile_for

# What is kept of a mediator beside who it is.
SAID = ("profession", "specialities", "languages", "hours", "listed")


def part_of(city: str) -> MediationPart:
    """Return what a city's profile says of mediation."""
    found: MediationPart = profile_for(city).part("mediation")
    return found


def kind_of(body: Body) -> BodyKind | None:
    """Return the kind of a body as its city knows it; ``None`` where the profile has it no more."""
    return part_of(body.unit.city).kind(body.kind)


def lock_unit(actor: Actor, unit_id: int) -> Unit:
    """Lock a unit of which bodies are kept, so that it isn't ended meanwhile.

    Raises ``Unit.DoesNotExist``, ``ValidationError`` under "unit" for one that has ended, ``PermissionDenied`` to who
    doesn't keep it.
    """
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    _refuse_strangers(actor, unit)
    if unit.ends_on is not None:
        raise ValidationError({"unit": _("This unit has ended.")})
    return unit


def lock_bodies(actor: Actor, bodies: Collection[int]) -> dict[int, Body]:
    """Lock bodies that work, with their units, by their keys.

    Raises ``Body.DoesNotExist`` where one isn't there or has ended, ``PermissionDenied`` to who doesn't keep one.
    """
    locked = Body.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    found = {body.pk: body for body in locked.filter(pk__in=bodies, ends_on=None).order_by("pk")}
    if len(found) < len(set(bodies)):
        raise Body.DoesNotExist
    for body in found.values():
        _refuse_strangers(actor, body.unit)
    return found


def check_said(city: str, said: Mapping[str, Any]) -> None:
    """Refuse codes that the city's profile doesn't have: ``ValidationError`` by the name of the field."""
    part = part_of(city)
    known: Mapping[str, Collection[str]] = {
        "profession": {profession.code for profession in part.professions},
        "languages": {language.code for language in part.languages},
        "specialities": specialities_of(city).keys(),
    }
    for name, codes in known.items():
        asked = {said[name]} if isinstance(said.get(name, ()), str) else {*said.get(name, ())}
        if not asked <= {*codes}:
            raise ValidationError({name: _("Please choose from the options.")})


def _refuse_strangers(actor: Actor, unit: Unit) -> None:
    if isinstance(actor, Viewer) and not keeps_unit(actor, unit):
        raise PermissionDenied
