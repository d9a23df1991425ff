"""Making accounts for many members of staff at once, from lists; nobody gets a password by it."""

import re
import secrets
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction

from sanling.foundation import text
from sanling.foundation.accounts.models import Invitation, User
from sanling.foundation.audit.actor import Actor, person_behind
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.clock import now
from sanling.foundation.database.bulk import insert_many

# Without 0, 1, i, l, o and u: a username is also read aloud and typed.
_SIGNS = "23456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 5


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """An account to be made: a username as `username_of` returns it, a name, and a mobile as `normalise_phone` does."""

    username: str
    display_name: str
    phone: str | None = None
    email: str = ""
    wecom_id: str | None = None


def create_users(
    *, actor: Actor, new: Sequence[NewAccount], invited: bool, created_at: datetime | None = None
) -> list[User]:
    """Make accounts without a password, in the order given, and where they are ``invited`` note that they are to be.

    Six statements whatever their number; each has an audit row. What is checked is what the database checks: raises
    ``IntegrityError`` for a username or phone that is taken or none.
    """
    at = created_at or now()
    # One unusable password serves all: it says only that there is none.
    password = make_password(None)
    with transaction.atomic():
        users = insert_many(
            User,
            [
                User(
                    username=account.username,
                    display_name=account.display_name,
                    phone=account.phone,
                    email=account.email,
                    wecom_id=account.wecom_id,
                    password=password,
                    created_at=at,
                    made_by_id=person_behind(actor),
                )
                for account in new
            ],
        )
        if invited:
            insert_many(Invitation, [Invitation(user=user, made_at=at) for user in users])
        record_many(NewAuditRow(actor=actor, act="account.create", subject=user.key) for user in users)
    return users


def free_usernames(names: Collection[str]) -> list[str]:
    """Return a username that nobody has for each name: its pinyin and five signs, which tell nothing of the person."""
    stems = [_latin(name) for name in names]
    found = [_drawn(stem) for stem in stems]
    while taken := {*User.objects.filter(username__in=found).values_list("username", flat=True)} | _twice(
        found
    ):
        found = [
            _drawn(stem) if username in taken else username
            for stem, username in zip(stems, found, strict=True)
        ]
    return found


# Read one by one: a whole name takes thirty times as long, and how a username reads doesn't matter.
_sound = cache(text.pinyin)


def _latin(name: str) -> str:
    joined = "".join(_sound(sign).full for sign in name).lower()
    return re.sub("[^a-z0-9]", "", joined)[:40] or "user"


def _drawn(stem: str) -> str:
    return f"{stem}.{''.join(secrets.choice(_SIGNS) for _ in range(_LENGTH))}"


def _twice(names: Sequence[str]) -> set[str]:
    return {name for name, times in Counter(names).items() if times > 1}
