"""Named conditions that a definition may put before an action; each says in words what is missing."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from sanling.domain.matters.models import Assignment, Clock, Entry, Matter, Stage
from sanling.domain.matters.movement import unit_to_climb_to
from sanling.domain.matters.standing import joint_units
from sanling.foundation.database.prepared import Prepared

# Asked of a matter for the unit for which somebody acts, if it is a post.
Guard = Callable[[Matter, int | None], bool]


def joint_of(unit: int | None, matter: Matter) -> QuerySet[Assignment]:
    """Return the joint assignment under way of the unit for which somebody acts."""
    joint = Assignment.objects.filter(matter=matter, kind=Assignment.Kind.JOINT, ended_at=None)
    return joint.none() if unit is None else joint.filter(unit=unit)


def pending_extension(matter: Matter) -> Entry | None:
    """Return the request for more time that nobody has decided yet."""
    last = _last_on_extension.first(matter=matter.pk)
    return last if last and last.params["extension"] == "asked" else None


@Prepared
def _last_on_extension(matter: int) -> QuerySet[Entry]:
    return Entry.objects.filter(matter=matter, params__has_key="extension").order_by("-pk")[:1]


def _unit_above(matter: Matter, unit: int | None) -> bool:
    return unit_to_climb_to(matter) is not None


def _came_from_unit(matter: Matter, unit: int | None) -> bool:
    return Stage.objects.filter(matter=matter).exclude(unit_id=matter.unit_id).exists()


def _no_open_joint(matter: Matter, unit: int | None) -> bool:
    return not joint_units(matter=matter.pk)


def _joint_not_signed(matter: Matter, unit: int | None) -> bool:
    return joint_of(unit, matter).filter(signed_at=None).exists()


def _joint_signed(matter: Matter, unit: int | None) -> bool:
    return joint_of(unit, matter).filter(signed_at__isnull=False).exists()


def _extension_pending(matter: Matter, unit: int | None) -> bool:
    return pending_extension(matter) is not None


def _no_extension_pending(matter: Matter, unit: int | None) -> bool:
    return pending_extension(matter) is None


def _supervised(matter: Matter, unit: int | None) -> bool:
    return Clock.objects.filter(matter=matter, code="supervised", stopped_at=None).exists()


GUARDS: dict[str, tuple[Guard, StrPromise]] = {
    "unit_above": (_unit_above, _("There is no level above this one.")),
    "came_from_unit": (_came_from_unit, _("This matter came from no other unit.")),
    "no_open_joint": (_no_open_joint, _("Departments called in have not finished yet.")),
    "joint_not_signed": (_joint_not_signed, _("Your unit has reported in already.")),
    "joint_signed": (_joint_signed, _("Your unit has not reported in yet.")),
    "extension_pending": (_extension_pending, _("Nobody has asked for more time.")),
    "no_extension_pending": (
        _no_extension_pending,
        _("A request for more time is waiting for its decision."),
    ),
    "supervised": (_supervised, _("The matter is not under supervision.")),
}


def failed(names: Iterable[str], matter: Matter, unit: int | None) -> frozenset[str]:
    """Return those of the named guards that do not hold for a matter and the unit for which somebody acts."""
    return frozenset(name for name in names if not GUARDS[name][0](matter, unit))
