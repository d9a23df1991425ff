"""What an action's fields may hold: each type has one reader, which returns a clean value or says what is wrong."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.access import barred_units
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import in_office, persons_at, standing_in_at
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import ancestors_of
from sanling.domain.workflow.schema import Action, FieldType, FormField
from sanling.foundation import clock
from sanling.foundation.calendar import Allowance
from sanling.foundation.cleaning import read_line, read_text, read_whole
from sanling.foundation.days import bounded, read_day
from sanling.foundation.labels import Label
from sanling.foundation.profile.registry import profile_for

LARGEST_NUMBER = 1_000_000_000
_ID = re.compile(r"[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class Context:
    """What readers look at besides the value."""

    matter: Matter
    field: FormField


REASON = FormField(
    code="reason",
    type=FieldType.LONG_TEXT,
    name=Label(zh="理由", en="Reason"),
    required=True,
    max_length=2000,
)

Reader = Callable[[Any, Context], Any]


class _Wrong(Exception):
    """The value is not one of its type; the text is for the person who typed it."""


def clean(action: Action, values: Mapping[str, Any], matter: Matter) -> dict[str, Any]:
    """Return the action's fields, clean; raises `Invalid` with a message beside each wrong or unknown field."""
    cleaned: dict[str, Any] = {}
    errors: dict[str, str] = {}
    known = {field.code: field for field in fields_of(action)}
    for name in values.keys() - known.keys():
        errors[name] = _("This action has no such field.")
    for name, field in known.items():
        raw = values.get(name)
        if raw in (None, "", []):
            if field.required:
                errors[name] = _("Please fill this in.")
            continue
        try:
            cleaned[name] = READERS[field.type](raw, Context(matter, field))
        except _Wrong as wrong:
            errors[name] = str(wrong)
    if errors:
        raise Invalid(errors)
    return cleaned


def fields_of(action: Action) -> tuple[FormField, ...]:
    """Return an action's fields, the reason included when it asks for one."""
    return (REASON, *action.fields) if action.reason else action.fields


def _text(raw: Any, context: Context) -> str:
    read = read_line if context.field.type is FieldType.TEXT else read_text
    if not isinstance(raw, str):
        raise _Wrong(_("Please write a text."))
    try:
        return read(raw, longest=context.field.max_length, required=True)
    except ValueError as error:
        raise _Wrong(str(error)) from error


def _choice(raw: Any, context: Context) -> str:
    if not isinstance(raw, str) or raw not in {option.code for option in context.field.options}:
        raise _Wrong(_("Please choose one of the options."))
    return str(raw)


def _identifier(raw: Any) -> int:
    """Return an id, written in plain digits and nothing else: yes, 1.0 and 1_2 are none."""
    written = str(raw)
    if not (_ID.fullmatch(written) and int(written) < 2**63):
        raise _Wrong(_("Please choose one from the list."))
    return int(written)


def units_within(matter: Matter, select: str) -> QuerySet[Unit]:
    """Return the units that a field may name: of the divisions that the matter lies in, or below its holder's.

    A unit elsewhere could not see the matter; whoever finds that the place is wrong corrects the place.
    """
    units = Unit.objects.filter(city=matter.unit.city, ends_on=None)
    units = units.exclude(pk__in={matter.unit_id, *barred_units(matter)})
    at, place = matter.unit.division_id, matter.division_id
    match select:
        case "below":
            return units.filter(division__path__startswith=at).exclude(division=at)
        case "above":
            return units.filter(parts=matter.unit_id)
        case "departments":
            # A township has few departments of its own: it whistles for those of the levels above (吹哨报到).
            kinds = profile_for(matter.unit.city).part("people").department_kinds
            return units.filter(division__in=[*ancestors_of(at), at], kind__in=kinds)
    return units.filter(Q(division__in=[*ancestors_of(place), place]) | Q(division__path__startswith=place))


def posts_within(matter: Matter, roles: Sequence[str] = ()) -> QuerySet[Post]:
    """Return the posts that may be charged: in office, in the holding unit or, from a centre, in a unit below it."""
    holder = matter.unit
    where = Q(unit=holder)
    if holder.kind == profile_for(holder.city).part("people").intake:
        # A centre hands on to those of its territory; a department works with its own people.
        where |= Q(unit__city=holder.city, unit__division__path__startswith=holder.division_id)
    # Nobody is charged with what they may not see.
    cleared = [
        role.code
        for role in profile_for(holder.city).part("people").roles
        if role.scope != "none" and role.clearance >= matter.confidentiality
    ]
    posts = Post.objects.filter(where, in_office(clock.now()), role__in=cleared)
    barred = barred_units(matter)
    if barred:
        posts = posts.exclude(user__in=persons_at(barred)).exclude(pk__in=standing_in_at(barred))
    return posts.filter(role__in=roles) if roles else posts


def _unit(raw: Any, context: Context) -> Unit:
    unit = units_within(context.matter, context.field.select or "any").filter(pk=_identifier(raw)).first()
    if unit is None:
        raise _Wrong(_("This unit can't be chosen here."))
    return unit


def _units(raw: Any, context: Context) -> list[Unit]:
    if not isinstance(raw, list | tuple) or len(raw) > 20:
        raise _Wrong(_("Please choose from the list."))
    return [_unit(one, context) for one in dict.fromkeys(map(str, raw))]


def _post(raw: Any, context: Context) -> Post:
    post = (
        posts_within(context.matter, context.field.roles)
        .select_related("unit")
        .filter(pk=_identifier(raw))
        .first()
    )
    if post is None:
        raise _Wrong(_("This person can't be charged with it."))
    return post


def _date(raw: Any, context: Context) -> date:
    try:
        return bounded(raw) if isinstance(raw, date) else read_day(str(raw))
    except ValueError as error:
        raise _Wrong(str(error)) from error


def _number(raw: Any, context: Context) -> int:
    try:
        number = read_whole(str(raw))
    except ValueError as error:
        raise _Wrong(str(error)) from error
    most = context.field.most
    largest = most.amount if isinstance(most, Allowance) else LARGEST_NUMBER if most is None else most
    if not 0 <= number <= largest:
        raise _Wrong(_("Please give a number from 0 to %(most)d.") % {"most": largest})
    return number


def _boolean(raw: Any, context: Context) -> bool:
    if raw in (True, "true", "on", "1", 1):
        return True
    if raw in (False, "false", "off", "0", 0):
        if context.field.required:
            raise _Wrong(_("Please confirm this."))
        return False
    raise _Wrong(_("Please answer yes or no."))


def _division(raw: Any, context: Context) -> Division:
    division = Division.objects.filter(
        pk=str(raw), valid_until=None, path__startswith=context.matter.division_id[:4]
    ).first()
    if division is None:
        raise _Wrong(_("There is no such place in this city."))
    return division


def _category(raw: Any, context: Context) -> str:
    codes = profile_for(context.matter.division_id[:4]).part("matters").category_codes(context.matter.kind)
    if not isinstance(raw, str) or raw not in codes:
        raise _Wrong(_("Please choose one of the options."))
    return str(raw)


def _rating(raw: Any, context: Context) -> int:
    if str(raw) not in {"1", "2", "3", "4", "5"}:
        raise _Wrong(_("Please choose from 1 to 5."))
    return int(raw)


READERS: dict[str, Reader] = {
    "text": _text,
    "long_text": _text,
    "choice": _choice,
    "unit": _unit,
    "units": _units,
    "post": _post,
    "date": _date,
    "number": _number,
    "allowance": _number,
    "boolean": _boolean,
    "division": _division,
    "category": _category,
    "rating": _rating,
}
