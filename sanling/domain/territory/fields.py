"""Columns of the territory."""

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_ST = TypeVar("_ST", contravariant=True)  # noqa: PLC0105 -- named as in django-stubs, whose plugin fills them
_GT = TypeVar("_GT", covariant=True)  # noqa: PLC0105

if TYPE_CHECKING:

    class _CharField(models.CharField[_ST, _GT]):
        """The base, as the type checker knows it: Django's fields are generic in stubs only."""
else:

    class _CharField(models.CharField, Generic[_ST, _GT]):
        """The base, as it runs."""


class PathField(_CharField[_ST, _GT]):
    """A division code in byte order, so that the primary key's own index serves ranges by prefix.

    Django gives every indexed ``varchar`` a second, pattern index for ``LIKE``. Under the collation ``C`` the
    first one serves it already, so the type is spelt in a way that Django leaves alone; foreign keys follow.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Declare the column under the collation ``C``."""
        kwargs["db_collation"] = "C"
        super().__init__(*args, **kwargs)

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """Name the standard's own spelling of ``varchar``."""
        return f"character varying({self.max_length})"

    def deconstruct(self) -> Any:
        """Leave out the collation, which is always the same."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["db_collation"]
        return name, path, args, kwargs
