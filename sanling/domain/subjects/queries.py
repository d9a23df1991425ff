"""Reads of subjects: how they were on a day, and who is in charge there."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.subjects.models import Period, Subject
from sanling.domain.subjects.rules import Group
from sanling.foundation import clock
from sanling.foundation.profile.registry import profile_for


def lasting_on(day: date) -> Q:
    """Return the condition on periods and charges that some day lies in them."""
    return Q(begins_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))


def as_of(day: date) -> QuerySet[Period]:
    """Return the periods in which subjects were on a day: each of those there were once, where it was then."""
    return Period.objects.filter(lasting_on(day))


def posts_in_charge(subject: Subject, *, but: Iterable[str] = ()) -> Mapping[str, Post]:
    """Return whose posts at a village have the duties there by their roles, by duty; of some duties nobody."""
    part: SubjectsPart = profile_for(subject.city).part("subjects")
    duties = {duty.code: duty.roles for duty in part.duties if duty.code not in but}
    roles = {role for named in duties.values() for role in named}
    if subject.group != Group.PLACES or not roles:
        return {}
    posts = Post.objects.filter(in_office(clock.now()), unit__division=subject.division, role__in=roles)
    held = list(posts.select_related("unit").order_by("pk"))
    found = {
        duty: next((post for role in named for post in held if post.role == role), None)
        for duty, named in duties.items()
    }
    return {duty: post for duty, post in found.items() if post}
