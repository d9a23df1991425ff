"""Who is signed in, read with every request of the staff: by statements that are made once (`database.prepared`)."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Now

from sanling.foundation.accounts.models import User
from sanling.foundation.database.prepared import Prepared


class SessionStore(db.SessionStore):
    """Sessions as Django keeps them, read by a prepared statement; one that was ended is gone with the next request."""

    def _get_session_from_db(self) -> Session | None:
        found = _valid.first(key=self.session_key or "")
        if found is None:
            self._session_key = None
        return found

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return Django's own model."""
        return Session


@Prepared
def _valid(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=Now())


class SignedIn(AuthenticationBackend):  # type: ignore[misc]
    """Ways in as allauth has them; who came in is read by a prepared statement."""

    def get_user(self, user_id: Any) -> User | None:
        """Return an account that may be used, or ``None``."""
        user = _account.first(pk=int(user_id))
        return user if user and self.user_can_authenticate(user) else None


@Prepared
def _account(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)
