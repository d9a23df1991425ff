"""What an act's form proposes: the choice that the law has for a repeat, or for a visit above the level in charge.

It is a proposal to whoever reads the two matters, never a decision: the same person may bring another matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanling.domain.matters.access import matters_of_person
from sanling.domain.matters.models import Matter, Party, Stage
from sanling.domain.matters.sought import sought_from
from sanling.domain.people.access import Viewer
from sanling.domain.territory.queries import trail
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.schema import Action, Option
from sanling.foundation.profile.registry import profile_for


@dataclass(frozen=True)
class Proposal:
    """A choice of a field, and the earlier matter that speaks for it."""

    field: str
    option: Option
    earlier: Matter | None = None

    @property
    def values(self) -> Mapping[str, str]:
        """Return what the form begins with."""
        return {self.field: self.option.code} | ({"number": self.earlier.number} if self.earlier else {})


def propose(viewer: Viewer, matter: Matter, action: Action, *, by_person: bool = True) -> Proposal | None:
    """Return what an action's form proposes for a matter with its parties; the first option that fits.

    Who may not read in full who brought this matter is told of no earlier ones, and of none whose petitioner is not
    theirs to read. Raises `SeekingRefused` where the viewer has looked for too many persons, unless earlier ones aren't
    asked for (``by_person``).
    """
    earlier: list[QuerySet[Matter]] | None = None
    for field in action.fields:
        for option in field.options:
            if option.skips_level and skips_level(matter):
                return Proposal(field.code, option)
            if by_person and (option.earlier_in or option.earlier_through):
                earlier = _earlier(viewer, matter) if earlier is None else earlier
                found = _fitting(earlier, option)
                if found is not None:
                    return Proposal(field.code, option, found)
    return None


def skips_level(matter: Matter) -> bool:
    """Tell whether somebody visits more than one level above the one in charge (信访工作条例 20).

    In charge is the level of the unit complained of, otherwise the lowest that is a government: the township.
    """
    channel = profile_for(matter.division_id).part("matters").channel(matter.channel)
    if channel is None or not channel.in_person:
        return False
    accused = [len(party.unit.division_id) for party in matter.parties.all() if party.unit]
    lowest = min(len(matter.division_id), Level.TOWNSHIP)
    in_charge = min(max(accused, default=lowest), Level.TOWNSHIP)
    above = [len(division.pk) for division in trail(matter.division_id) if len(division.pk) < in_charge]
    return sum(level >= len(matter.unit.division_id) for level in above) > 1


def _fitting(earlier: Iterable[QuerySet[Matter]], option: Option) -> Matter | None:
    came_through = Exists(Stage.objects.filter(matter=OuterRef("pk"), state__in=option.earlier_through))
    fits = Q(open=True, state__in=option.earlier_in) | Q(came_through)
    for matters in earlier:
        found = matters.filter(fits).defer("text", "search").order_by("-registered_at", "-pk").first()
        if found is not None:
            return found
    return None


def _earlier(viewer: Viewer, matter: Matter) -> list[QuerySet[Matter]]:
    """Return the earlier matters of this kind of whoever brought this one, by each of the two blind indexes.

    Whose they are is told of this one too: who brought it must be the viewer's to read.
    """
    return [
        matters_of_person(viewer, index)
        .filter(kind=matter.kind, registered_at__lt=matter.registered_at)
        .exclude(pk=matter.pk)
        for _by, index in sought_from(viewer, matter, (Party.Role.APPLICANT,), where="matter")
    ]
