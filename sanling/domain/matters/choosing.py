"""Which units may be handed a matter, and which posts may be charged with it."""

import re
from collections.abc import Hashable, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.access import rights_in
from sanling.domain.matters.barring import barred_units
from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Jurisdiction, Post, Unit
from sanling.domain.people.queries import in_office, persons_at, standing_in_at
from sanling.domain.territory.rules import ancestors_of
from sanling.domain.workflow.field_types import Wrong
from sanling.foundation import clock
from sanling.foundation.profile.registry import profile_for

_ID = re.compile(r"[1-9][0-9]{0,18}")


def key_of(raw: object) -> int:
    """Return an id, written in plain digits and nothing else: yes, 1.0 and 1_2 are none; raises `Wrong`."""
    written = str(raw)
    if not (_ID.fullmatch(written) and int(written) < 2**63):
        raise Wrong(_("Please choose one from the list."))
    return int(written)


def chosen_by(matter: Matter) -> Hashable:
    """Return all of a matter that decides which units and posts are offered: of two alike they are the same."""
    return matter.unit_id, matter.division_id, _cleared(matter), matter.pk if matter.concealed else None


def _cleared(matter: Matter) -> tuple[str, ...]:
    """Return the roles that may see such a matter: nobody is charged with what they may not."""
    return tuple(
        role.code
        for role in profile_for(matter.unit.city).part("people").roles
        if (rights := rights_in(role, matter)).sees and rights.clearance >= matter.confidentiality
    )


def _seeing_own(matter: Matter) -> tuple[str, ...]:
    roles = profile_for(matter.unit.city).part("people").roles
    return tuple(role.code for role in roles if rights_in(role, matter).scope == "own")


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


def posts_within(matter: Matter, roles: Sequence[str] = (), select: str = "below") -> QuerySet[Post]:
    """Return the posts that may be charged: in office, in the holding unit or, from a centre, in a unit below it.

    Of "any" they are those of the whole city that answer for the place, or see whatever they are charged with.
    """
    holder = matter.unit
    where = Q(unit=holder)
    if select == "any":
        there = Jurisdiction.objects.filter(
            division__in=[*ancestors_of(matter.division_id), matter.division_id]
        )
        where = Q(unit__city=holder.city) & (Q(pk__in=there.values("post")) | Q(role__in=_seeing_own(matter)))
    elif holder.kind == profile_for(holder.city).part("people").intake:
        # A centre hands on to those of its territory; a department works with its own people.
        where |= Q(unit__city=holder.city, unit__division__path__startswith=holder.division_id)
    posts = Post.objects.filter(where, in_office(clock.now()), role__in=_cleared(matter))
    barred = barred_units(matter)
    if barred:
        posts = posts.exclude(user__in=persons_at(barred)).exclude(pk__in=standing_in_at(barred))
    return posts.filter(role__in=roles) if roles else posts
