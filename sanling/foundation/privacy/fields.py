"""A text column that is encrypted in the database."""

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from sanling.foundation.privacy.crypt import Undecipherable, decrypt, encrypt
from sanling.foundation.privacy.keyring import UnknownKey
from sanling.foundation.privacy.unreadable import Unreadable

_ST = TypeVar("_ST", contravariant=True)  # noqa: PLC0105 -- named as in django-stubs, whose plugin fills them
_GT = TypeVar("_GT", covariant=True)  # noqa: PLC0105

if TYPE_CHECKING:

    class _TextField(models.TextField[_ST, _GT]):
        """The base, as the type checker knows it: Django's fields are generic in stubs only."""
else:

    class _TextField(models.TextField, Generic[_ST, _GT]):
        """The base, as it runs."""


class EncryptedTextField(_TextField[_ST, _GT]):
    """Text, stored as ciphertext (bytea); it can be asked for NULL and nothing else.

    Find rows by a blind index beside it, never by the text. What can't be read comes as `Unreadable`.
    With ``blank=True`` an empty text is stored as NULL, so that nothing said takes no ciphertext and no key.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let a blank text be NULL."""
        if kwargs.get("blank"):
            kwargs = {"null": True, "default": "", **kwargs}
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        """Return the kind of column."""
        return "BinaryField"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        """Encrypt a value on its way to the database."""
        if isinstance(value, Unreadable):
            return value.ciphertext
        text = value if prepared else self.get_prep_value(value)
        return None if text is None or (self.blank and not text) else encrypt(str(text).encode())

    def from_db_value(self, value: Any, _expression: Any, _connection: BaseDatabaseWrapper) -> str | None:
        """Decrypt a value from the database."""
        if value is None:
            return "" if self.blank else None
        try:
            return decrypt(bytes(value)).decode()
        except (Undecipherable, UnknownKey):
            return Unreadable.of(bytes(value))

    def get_lookup(self, lookup_name: str) -> Any:
        """Return the lookup for NULL, and refuse any other: ciphertexts of equal texts differ."""
        if lookup_name != "isnull":
            raise FieldError(
                f"{self.name} is encrypted: look it up by its blind index, not by {lookup_name}."
            )
        return super().get_lookup(lookup_name)
