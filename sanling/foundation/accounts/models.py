"""Staff accounts."""

import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from sanling.foundation.cleaning import fold
from sanling.foundation.clock import now

LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
# The planes of ideographs whole: rare names are written with those that are newer than this Python.
_USERNAME = r"^(?![0-9+]+$)[\w\U00020000-\U0003fffd.@-]+$"
_WECOM_ID = r"^[a-z0-9][a-z0-9._@-]{0,63}$"
_MOBILE = r"^\+861[3-9][0-9]{9}$"


def username_of(typed: str) -> str:
    """Return the one spelling of a username: one width, no invisible marks, lower case."""
    return unicodedata.normalize("NFKC", fold(typed).lower())


def email_of(typed: str) -> str:
    """Return the one spelling of an email address: one width, no invisible marks; letters keep their case."""
    return fold(typed)


def wecom_id_of(typed: str) -> str:
    """Return the one spelling of a member's account in WeCom, which tells no letters' case apart."""
    return unicodedata.normalize("NFKC", fold(typed)).lower()


class UserManager(BaseUserManager["User"]):
    """Finds accounts; they are made by the action `create_user`."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account of a username in any case; raises User.DoesNotExist."""
        return self.get(username=username_of(username or ""))


class User(AbstractBaseUser):
    """A member of staff who may sign in.

    There are no permissions and no administrators here: a post says what its holder may do. Accounts are ended, never
    deleted. An account is also an actor, for what a person does before a post is chosen.
    """

    username = models.CharField(
        _("username"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(_USERNAME, _("Use letters, digits and . _ @ -, and not digits alone.")),
        ],
        error_messages={"unique": _("There is an account with this username already.")},
    )
    display_name = models.CharField(_("full name"), max_length=60)
    phone = models.CharField(
        _("mobile phone"),
        max_length=14,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(_MOBILE, _("Enter a mobile phone number of mainland China."))],
        error_messages={"unique": _("There is an account with this phone number already.")},
    )
    # Where notices go beside the desk; it lets nobody in.
    email = models.EmailField(
        _("email"),
        blank=True,
        default="",
        db_default="",
        error_messages={"invalid": _("Enter an email address, such as name@example.org.")},
    )
    # The member of the city's WeCom that it is, who may sign in by it.
    wecom_id = models.CharField(
        _("WeCom account"),
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        validators=[
            RegexValidator(_WECOM_ID, _("Enter the member's account in WeCom: letters, digits and . _ @ -.")),
        ],
        error_messages={"unique": _("There is an account with this WeCom account already.")},
    )
    # Whether notices that aren't urgent wait beside the desk, to be one message with others.
    bundled = models.BooleanField(default=False, db_default=False)
    phone_verified = models.BooleanField(default=False)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default="zh-hans")
    is_active = models.BooleanField(default=True)
    # Part of every session's hash: raising it ends all sessions of the account, for good.
    session_epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)
    # Who made the account at the desk, so that nobody makes somebody up alone; made on the machine itself by none.
    made_by = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    # Unknown of accounts from before it was noted: they count from when they were made.
    password_set_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")), name="user_username_lower"
            ),
            models.CheckConstraint(
                condition=models.Q(phone__regex=_MOBILE), name="user_phone_mainland_mobile"
            ),
            models.CheckConstraint(
                condition=models.Q(wecom_id=Lower("wecom_id")), name="user_wecom_id_lower"
            ),
        ]

    def __str__(self) -> str:
        """Return the name that colleagues see."""
        return self.display_name

    def set_password(self, raw_password: str | None) -> None:
        """Take a new password, and note when."""
        super().set_password(raw_password)
        self.password_set_at = now()

    @property
    def kind(self) -> str:
        """Return the kind of actor."""
        return "user"

    @property
    def key(self) -> str:
        """Return the actor's key: "user:12"."""
        return f"user:{self.pk}"

    def get_session_auth_hash(self) -> str:
        """Return what a session must know: it changes with the password and the session epoch."""
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield the same under secret keys that are being phased out."""
        return (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | bytes) -> str:
        known = f"{self.session_epoch}:{self.password}"
        return salted_hmac("accounts.User.session", known, secret=secret, algorithm="sha256").hexdigest()


class Invitation(models.Model):
    """A new account's way in, until its holder has come in by it: a link, sent to the phone or printed on a slip.

    Of the link only a digest is kept; sending or printing it again makes another, and the one before opens nothing.
    """

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="invitation")
    made_at = models.DateTimeField()
    digest = models.BinaryField(max_length=32, unique=True, null=True)
    # When the link was sent or printed last, and until when it opens.
    given_at = models.DateTimeField(null=True)
    good_until = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["made_at"],
                condition=models.Q(given_at=None, accepted_at=None),
                name="invitation_not_given",
            )
        ]
