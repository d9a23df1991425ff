"""What the rows are called that entries name by their keys: a query a model, however many entries there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from sanling.domain.matters.earlier import EARLIER
from sanling.domain.matters.models import Entry
from sanling.domain.matters.ties import Tied, numbers_unsaid
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.models import Division
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.schema import Workflow
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.database.prepared import Prepared


@dataclass(frozen=True)
class EntryNames:
    """What units, posts, divisions and other matters that entries name are called."""

    units: dict[int, str]
    posts: dict[int, Post]
    divisions: dict[str, str]
    # Of the other matter, by the entry that tells of it without giving its number.
    numbers: Mapping[int, str]

    def of(self, named: str, key: Any) -> str:
        """Name a unit, post or division."""
        match named:
            case "unit":
                return self.units.get(key, "")
            case "post":
                return self.post(key)
        return self.divisions.get(key, "")

    def post(self, post_id: int) -> str:
        """Return a post's name with its unit's."""
        post = self.posts.get(post_id)
        return f"{post.name} · {post.unit.name}" if post else ""


@Prepared
def _named_units(pks: Sequence[int]) -> QuerySet[Unit]:
    return Unit.objects.filter(AnyOf(F("pk"), pks)).only("name")


@Prepared
def _named_posts(pks: Sequence[int]) -> QuerySet[Post]:
    return Post.objects.filter(AnyOf(F("pk"), pks)).select_related("unit")


def names_in(entries: Sequence[Entry], definition: Workflow, tied: Sequence[Tied]) -> EntryNames:
    """Read the names of all rows that the entries' params name, one query a model."""
    naming = {
        action.code: {field.code: field_type(field.type).names for field in action.fields}
        for action in definition.actions
    }
    named: dict[str, set[Any]] = {
        "unit": {e.unit_id for e in entries if e.code == EARLIER},
        "post": {e.post_id for e in (*entries, *(act.entry for act in tied)) if e.post_id},
        "division": set(),
    }
    for entry in entries:
        models = {**naming.get(entry.code, {}), "unit": "unit", "from_unit": "unit"}
        for code, value in entry.params.items():
            model = models.get(code)
            if model:
                named[model].update(value if isinstance(value, list) else [value])
    units, posts, divisions = named["unit"], named["post"], named["division"]
    return EntryNames(
        units={unit.pk: unit.name for unit in _named_units(pks=list(units))} if units else {},
        posts={post.pk: post for post in _named_posts(pks=list(posts))} if posts else {},
        divisions=dict(Division.objects.filter(pk__in=divisions).values_list("pk", "name"))
        if divisions
        else {},
        numbers=numbers_unsaid(entries),
    )
