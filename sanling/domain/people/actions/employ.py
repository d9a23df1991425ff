"""Employ people who are invented: accounts that nobody can sign in to, with their posts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanling.domain.people.actions.appoint import NewPost, appoint_many
from sanling.domain.people.models import Post
from sanling.foundation.accounts.actions.create_users import NewAccount, create_users
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor


@dataclass(frozen=True)
class PlannedPost:
    """A post of an employee who has no account yet."""

    unit_id: int
    role: str
    paths: Sequence[str]
    lines: Sequence[str] = ()
    phone: str = ""
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Employee:
    """A member of staff to be: an account without a password, and posts."""

    username: str
    name: str
    posts: Sequence[PlannedPost]


def employ(*, actor: Actor, employees: Iterable[Employee], begins_at: datetime) -> list[Post]:
    """Create accounts and posts for many employees, with their audit rows; set-based. Returns posts in order."""
    wanted = list(employees)
    new = [NewAccount(username=employee.username, display_name=employee.name) for employee in wanted]
    with transaction.atomic():
        users = create_users(actor=actor, new=new, invited=False, created_at=begins_at)
        return appoint_many(actor=actor, rows=list(_new_posts(users, wanted, begins_at)))


def _new_posts(
    users: Sequence[User], employees: Sequence[Employee], begins_at: datetime
) -> Iterator[NewPost]:
    for user, employee in zip(users, employees, strict=True):
        for post in employee.posts:
            yield NewPost(
                user_id=user.pk,
                unit_id=post.unit_id,
                role=post.role,
                name=employee.name,
                paths=post.paths,
                lines=post.lines,
                phone=post.phone,
                begins_at=begins_at,
                ends_at=post.ends_at,
            )
