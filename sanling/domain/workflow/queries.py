"""Reads of published definitions."""

from functools import lru_cache

from sanling.domain.workflow.models import Definition as DefinitionRow
from sanling.domain.workflow.schema import Definition


class NotPublished(LookupError):
    """The city has no current definition of that code."""


def current(*, city: str, code: str) -> DefinitionRow:
    """Return the definition that new matters are registered under; raises `NotPublished`."""
    row = DefinitionRow.objects.filter(city=city, code=code, retired_at=None).defer("body").first()
    if row is None:
        raise NotPublished(f"{city} has no workflow {code!r}. Run `sanling migrate` to publish its profile.")
    return row


@lru_cache(maxsize=256)
def definition_of(row_id: int) -> Definition:
    """Return a published definition, parsed once a process: a published row never changes."""
    return Definition.model_validate(DefinitionRow.objects.get(pk=row_id).body)
