"""What everybody may know: which matters there are of some kinds, and of each nothing that anybody wrote or is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from sanling.domain.matters.config import KindRules, MattersPart
from sanling.domain.matters.merging import worked_on
from sanling.domain.matters.models import Matter, Party, Subscription
from sanling.domain.matters.timeline import stage_words
from sanling.domain.territory.queries import place_names
from sanling.domain.territory.rules import Level, at_level
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.privacy.tokens import digest
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for

LOOK_BACK = timedelta(days=30)
MOST_OFFERED = 3


@dataclass(frozen=True)
class Known:
    """All that is told of a matter to somebody who did not bring it."""

    matter_id: int
    profile: Profile
    kind: str
    category: str
    place: str
    registered_at: datetime
    stage: str
    ended: bool


def known_to_all(profile: Profile) -> QuerySet[Matter]:
    """Return the matters that everybody may know of: of published kinds, not confidential, and nobody objected.

    Of those of an earlier system nobody could object: none is.
    """
    part: MattersPart = profile.part("matters")
    objecting = Party.objects.filter(matter=OuterRef("pk"), no_publication=True)
    return Matter.objects.filter(
        ~Exists(objecting),
        city=profile.city,
        kind__in=[
            kind.code for kind in part.kinds if kind.public and kind.published and not kind.confidentiality
        ],
        confidentiality=0,
        concealed=False,
        earlier_number="",
    )


def likely_same(profile: Profile, *, kind: str, division: str) -> list[Known]:
    """Return what was reported lately of a kind in the same community and is still open, the newest first.

    Whoever reports is asked whether it is one of these. Neither words nor points are compared: the answer to a guess
    would tell what another one wrote, and where they stood. Nothing is offered where the community isn't known.
    """
    part: MattersPart = profile.part("matters")
    rules, village = part.kind(kind), at_level(division, Level.VILLAGE)
    if rules is None or not rules.followed or village is None:
        return []
    found = known_to_all(profile).filter(
        family=rules.family,
        kind=kind,
        village=village,
        open=True,
        registered_at__gte=clock.now() - LOOK_BACK,
    )
    return _told(_with_stage(found).order_by("-registered_at", "-pk")[:MOST_OFFERED])


def followable(matter_id: int) -> Matter | None:
    """Return a matter that residents who did not bring it may follow, by its key."""
    matter = Matter.objects.only("division_id", "kind").filter(pk=matter_id).first()
    if matter is None or not _rules(matter).followed:
        return None
    return known_to_all(profile_for(matter.division_id)).filter(pk=matter_id).first()


def followed(token: str) -> Known | None:
    """Return what a follower's link tells, as long as everybody may know it."""
    held = Subscription.objects.filter(link_digest=digest(token)).values_list("matter", flat=True).first()
    matter = followable(held) if held is not None else None
    return _told([matter])[0] if matter else None


def _with_stage(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    return matters.only("division_id", "definition_id", "kind", "category", "state", "open", "registered_at")


def _told(matters: Sequence[Matter] | QuerySet[Matter]) -> list[Known]:
    rows = list(matters)
    places = {matter.pk: at_level(matter.division_id, Level.VILLAGE) or matter.division_id for matter in rows}
    names = place_names(places.values()) if rows else {}
    return [
        Known(
            matter_id=matter.pk,
            profile=profile_for(matter.division_id),
            kind=str(_rules(matter).name),
            category=_category(matter),
            place=names[places[matter.pk]],
            registered_at=matter.registered_at,
            stage=_stage(matter),
            ended=not matter.open,
        )
        for matter in rows
    ]


def _stage(matter: Matter) -> str:
    """Return the public stage; of a matter that was merged also that of the other, if everybody may know that one."""
    state = definition_of(matter.definition_id).state(matter.state)
    other = worked_on(matter) if state.follows else None
    if other and not known_to_all(profile_for(other.division_id)).filter(pk=other.pk).exists():
        other = None
    return stage_words(state, other)


def _rules(matter: Matter) -> KindRules:
    part: MattersPart = profile_for(matter.division_id).part("matters")
    return part.rules(matter.kind)


def _category(matter: Matter) -> str:
    part: MattersPart = profile_for(matter.division_id).part("matters")
    category = part.category(matter.kind, matter.category)
    return str(category.name) if category else ""
