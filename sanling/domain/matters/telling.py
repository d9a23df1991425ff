"""Who may be told of a matter: whoever may open it at this moment, judged for a whole batch at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import F, Q, QuerySet

from sanling.domain.matters.access import ENDED_WITH_MATTER, GUARDED
from sanling.domain.matters.barring import units_barred
from sanling.domain.matters.models import Assignment, Matter, Participation
from sanling.domain.matters.tie_access import Tie, told_ties
from sanling.domain.people.access import Viewer
from sanling.domain.people.sight import Standpoint, acted_as, sees, viewers_of
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.database.prepared import Prepared


def who_may_open(told: Iterable[tuple[int, Matter]], *, alone: bool = False) -> set[tuple[int, int]]:
    """Return those pairs of a post and a matter, by their keys, of which the post may open the matter now.

    It is `visible_matters` for many posts at once: five statements at most, however many pairs. With ``alone`` each
    sees as itself and as nobody that it stands in for, as its tokens do.
    """
    pairs = {(post, matter.pk): matter for post, matter in told}
    viewers = _viewers({post for post, _matter in pairs}, alone=alone)
    stands = _standpoints({matter.pk: matter for matter in pairs.values()}, acted_as(viewers.values()))
    return {(post, pk) for post, pk in pairs if post in viewers and sees(viewers[post], stands[pk])}


def may_know_tie(post: int, matter: int, tie: Tie, *, alone: bool = False) -> bool:
    """Tell whether a post may be told now of a tie between a matter and another; for the few entries that tell one."""
    viewer = _viewers([post], alone=alone).get(post)
    return viewer is not None and tie in told_ties(viewer, matter, {tie})


def _viewers(posts: Collection[int], *, alone: bool) -> Mapping[int, Viewer]:
    found = viewers_of(posts)
    return {post: viewer.limited_to(()) for post, viewer in found.items()} if alone else found


def _standpoints(matters: Mapping[int, Matter], posts: Collection[int]) -> dict[int, Standpoint]:
    units, charged = (defaultdict[int, set[int]](set) for _each in range(2))
    if not matters or not posts:
        return {}
    for matter, unit in _taking_part(matters=list(matters)):
        units[matter].add(unit)
    for matter, post in _charged(matters=list(matters), posts=list(posts)):
        charged[matter].add(post)
    accused = units_barred(matters.values())
    return {
        pk: standpoint(matter, units=units[pk], charged=charged[pk], barred=accused.get(pk, frozenset()))
        for pk, matter in matters.items()
    }


def standpoint(
    matter: Matter, *, units: Iterable[int], charged: Iterable[int], barred: frozenset[int]
) -> Standpoint:
    """Return where a matter stands on the axes of access, with the units that take part, and who is charged."""
    registrar = () if matter.registered_by_id is None else (matter.registered_by_id,)
    return Standpoint(
        room=GUARDED.room,
        family=matter.family,
        kind=matter.kind,
        division=matter.division_id,
        lines=frozenset((matter.kind, matter.category)),
        units=frozenset(units),
        posts=frozenset((*charged, *registrar)),
        confidentiality=matter.confidentiality,
        concealed_from=barred,
    )


@Prepared
def _taking_part(matters: Sequence[int]) -> QuerySet[Participation, tuple[int, int]]:
    return Participation.objects.filter(AnyOf(F("matter"), matters)).values_list("matter", "unit")


@Prepared
def _charged(matters: Sequence[int], posts: Sequence[int]) -> QuerySet[Assignment, tuple[int, int]]:
    """Return who of some posts has matters, or had them when they ended."""
    charged = Assignment.objects.filter(Q(ended_at=None) | Q(ended_how=ENDED_WITH_MATTER))
    own = charged.filter(AnyOf(F("post"), posts), AnyOf(F("matter"), matters))
    return own.values_list("matter", "post")
