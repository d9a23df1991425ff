"""Whose rules are whose, who answers for one, and which matters it means."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.matters.models import Matter
from sanling.domain.matters.sheets import TypedFilter, filters
from sanling.domain.matters.telling import who_may_open
from sanling.domain.people.access import Viewer, sees_some, viewer_for
from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.foundation import clock
from sanling.processes.rules.models import Rule

# What of a view tells new matters apart; how far they have come says nothing of them.
OF_NEW = frozenset(
    {"family", "kind", "category", "division", "channel", "unit", "confidentiality", "words", "of_rooms"}
)


@dataclass(frozen=True)
class Ruling(Viewer):
    """Whoever answers for a rule, as the actor of what the rule does: it may no more than they may, and says so."""

    rule: int = 0
    kind: str = field(default="rule", init=False)

    @property
    def key(self) -> str:
        """The rule's key in entries and audit rows."""
        return f"rule:{self.rule}"


def keeps_rules(viewer: Viewer) -> bool:
    """Tell whether a viewer keeps its unit's rules: whoever leads it, by a post of their own, and sees matters."""
    return viewer.own.role.lead and sees_some(viewer.limited_to(()), "matters")


def rules_of(viewer: Viewer) -> QuerySet[Any]:
    """Return the rules of the unit that a viewer works at, with how often each has acted and could not.

    Each is `kept` while somebody answers for it.
    """
    done = Count("deeds", filter=Q(deeds__done=True))
    refused = Count("deeds", filter=Q(deeds__done=False))
    kept = Exists(Post.objects.filter(in_office(clock.now()), pk=OuterRef("keeper")))
    found = Rule.objects.filter(unit_id=viewer.own.unit_id).annotate(done=done, refused=refused, kept=kept)
    return found.select_related("post__unit", "keeper", "unit").order_by("pk")


def acting(rule: Rule) -> Ruling | None:
    """Return whoever answers for a rule, as they are now and standing in for nobody; none once their post has ended."""
    if rule.keeper_id is None:
        return None
    viewer = viewer_for(Post.objects.select_related("unit", "user").get(pk=rule.keeper_id))
    if viewer is None or not keeps_rules(viewer) or viewer.own.unit_id != rule.unit_id:
        return None
    alone = viewer.limited_to(())
    known = {part.name: getattr(alone, part.name) for part in fields(Viewer) if part.init}
    return Ruling(**known, rule=rule.pk)


def criteria_of(view: Criteria) -> dict[str, Any]:
    """Return what of a view's criteria a rule goes by, as plain data; nothing where no filter is left."""
    of_new = {
        code: choice
        for code, choice in view.of_rooms.items()
        if not isinstance(filters().get(code), TypedFilter)
    }
    told = view.model_copy(update={"of_rooms": of_new})
    found = told.model_dump(mode="json", include=set(OF_NEW), exclude_defaults=True)
    return {"family": view.family, **found} if found.keys() - {"family"} else {}


def means(rule: Rule) -> Criteria:
    """Return a rule's criteria; raises ValueError for what no ledger knows any more."""
    return Criteria.model_validate(rule.criteria)


def told(rule: Rule, matters: Iterable[Matter]) -> set[int]:
    """Return the keys of those matters of which a rule's post may be told, because it may open them now."""
    return {pk for _post, pk in who_may_open((rule.post_id, matter) for matter in matters if rule.post_id)}
