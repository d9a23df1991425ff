"""In which fields of acts people write, rather than choose."""

from collections.abc import Iterator
from typing import Any

from sanling.domain.workflow.field_types import Box, field_types
from sanling.domain.workflow.reading import drafts
from sanling.foundation.profile.kept import kept_with_profile
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import installed_profiles

_WRITTEN = frozenset({Box.LINE, Box.LINES, Box.DAY, Box.NUMBER})


def written_fields() -> frozenset[str]:
    """Return the codes of the fields that are written in some definition of an installed profile, with no query."""
    return frozenset().union(*map(_written_fields, installed_profiles().values()))


@kept_with_profile
def _written_fields(profile: Profile) -> frozenset[str]:
    types = {code for code, kind in field_types().items() if kind.box in _WRITTEN}
    return frozenset(
        block["code"]
        for draft in drafts(profile.files("workflows"))
        for block in _blocks(draft.data)
        if block.get("type") in types and "code" in block
    )


def _blocks(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every table within resolved data."""
    if isinstance(data, dict):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _blocks(inner)
