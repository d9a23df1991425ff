"""Add mediators, and those who advise them, to bodies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.mediation.keeping import check_said, lock_bodies
from sanling.domain.mediation.models import Body, Mediator
from sanling.domain.mediation.recounting import recount_with
from sanling.domain.people.models import Post
from sanling.domain.people.queries import lasting_posts
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.days import today


@dataclass(frozen=True, kw_only=True)
class NewMediator:
    """Somebody to be added: by a post, which says the name, or by name; `Mediator` says what the rest is."""

    body_id: int
    post_id: int | None = None
    name: str = ""
    profession: str
    specialities: Sequence[str] = ()
    languages: Sequence[str] = ()
    hours: str = ""
    listed: bool = False


def add_mediators(*, actor: Actor, new: Sequence[NewMediator]) -> list[Mediator]:
    """Add people to bodies from today on, all or none, each with its audit row; a fixed number of statements.

    Raises ``ValidationError`` by field for nobody named, a post of another city or that isn't held, somebody who is
    there already, and codes that the city's profile doesn't have; ``PermissionDenied``, ``Body.DoesNotExist``.
    """
    with transaction.atomic():
        bodies = lock_bodies(actor, {person.body_id for person in new})
        posts = _posts(person.post_id for person in new)
        known = Mediator.objects.filter(body__in=bodies, ends_on=None, post__isnull=False)
        there = {(body, post) for body, post in known.values_list("body", "post") if post}
        for person in new:
            _check(person, bodies[person.body_id], posts, there)
        day = today()
        made = [
            Mediator(
                **{
                    **asdict(person),
                    "specialities": list(person.specialities),
                    "languages": list(person.languages),
                    "name": posts[person.post_id].name if person.post_id else person.name,
                },
                city=bodies[person.body_id].unit.city,
                begins_on=day,
            )
            for person in new
        ]
        insert_many(Mediator, made)
        record_many(
            NewAuditRow(
                actor=actor,
                act="mediation.add_mediator",
                subject=f"mediation_person:{person.pk}",
                city=person.city,
                detail={"body": person.body_id, "post": person.post_id},
            )
            for person in made
        )
        recount_with(posts)
    return made


def _posts(keys: Iterable[int | None]) -> Mapping[int, Post]:
    wanted = [key for key in keys if key]
    return lasting_posts().filter(pk__in=wanted).in_bulk() if wanted else {}


def _check(person: NewMediator, body: Body, posts: Mapping[int, Post], there: set[tuple[int, int]]) -> None:
    if not person.post_id and not person.name:
        raise ValidationError({"name": _("Choose a post, or give a name.")})
    if person.post_id:
        post = posts.get(person.post_id)
        if post is None or post.unit.city != body.unit.city:
            raise ValidationError({"post": _("There is no such post.")})
        if (body.pk, person.post_id) in there:
            raise ValidationError({"post": _("This person mediates here already.")})
        there.add((body.pk, person.post_id))
    check_said(body.unit.city, asdict(person))
