"""Which rows of the audit log an auditor reads, and what they may be narrowed to."""

from collections.abc import Sequence
from datetime import date

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from pydantic import BaseModel, ConfigDict

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import posts_in_reach
from sanling.domain.people.models import Post
from sanling.domain.people.queries import accounts_of
from sanling.domain.people.rules import Duty
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import on_days


class AuditCriteria(BaseModel):
    """What the log is narrowed to: how acts begin, who acted by name or code, on what by code; days, both included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: str = ""
    actor: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None


def audits(viewer: Viewer) -> bool:
    """Tell whether a viewer reads the log: an auditor, by a post of their own."""
    return viewer.own.role.duty is Duty.AUDIT


def acts_in_reach(viewer: Viewer) -> QuerySet[AuditRow]:
    """Return the city's rows or, since a row has no place, of what posts in reach did where it isn't the whole city.

    Who audits nothing has none.
    """
    city = viewer.city
    if not audits(viewer):
        return AuditRow.objects.none()
    if not viewer.answers_for_city:
        key = Concat(Value("post:"), Cast("pk", CharField()))
        posts = Post.objects.filter(posts_in_reach(viewer)).values_list(key)
        return AuditRow.objects.filter(city=city, actor_key__in=posts)
    # Acts before a post was chosen (sign-in) belong to no city: they are told where their account is known of.
    return AuditRow.objects.filter(city__in=(city, "")).exclude(city="", subject__in=_strangers(city))


def acts_meeting(viewer: Viewer, criteria: AuditCriteria) -> QuerySet[AuditRow]:
    """Return the rows in reach that meet the criteria."""
    found = acts_in_reach(viewer)
    if criteria.act:
        found = found.filter(act__startswith=criteria.act)
    if criteria.actor:
        found = found.filter(actor_key__in=_keys_of(viewer.city, criteria.actor))
    if criteria.subject:
        found = found.filter(subject=criteria.subject)
    return found.filter(on_days("at", criteria.first, criteria.last))


def _keys_of(city: str, actor: str) -> Sequence[str]:
    """Return what may be a key itself, with the keys of the city's accounts of that name and of their posts."""
    accounts = accounts_of(city).filter(display_name=actor)
    posts = Post.objects.filter(user__in=accounts).values_list("pk", flat=True)
    return [actor, *(account.key for account in accounts), *(f"post:{pk}" for pk in posts)]


def _strangers(city: str) -> QuerySet[User, str]:
    """Return the subjects that stand for accounts of other cities alone."""
    key = Concat(Value("user:"), Cast("pk", CharField()))
    return User.objects.exclude(pk__in=accounts_of(city).values("pk")).values_list(key)
