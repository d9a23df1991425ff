"""In which fields of acts people write, and what they choose in others, as it is called."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sanling.domain.workflow.field_types import Box, field_types
from sanling.domain.workflow.reading import drafts
from sanling.foundation.labels import Label
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


def chosen_fields() -> Mapping[tuple[str, str], tuple[Label, Label | None]]:
    """Return the names of fields of acts in which one chooses, with that of each option, by the codes of both.

    A rating's options are the numbers of its stars, which need no name. What two definitions call otherwise is left
    out. No query.
    """
    found: dict[tuple[str, str], set[tuple[Label, Label | None]]] = defaultdict(set)
    for profile in installed_profiles().values():
        for chosen, names in _chosen_fields(profile):
            found[chosen].add(names)
    return {chosen: next(iter(names)) for chosen, names in found.items() if len(names) == 1}


@kept_with_profile
def _chosen_fields(profile: Profile) -> frozenset[tuple[tuple[str, str], tuple[Label, Label | None]]]:
    boxes = {code: kind.box for code, kind in field_types().items()}
    return frozenset(
        ((block["code"], option), (Label(**block["name"]), name))
        for draft in drafts(profile.files("workflows"))
        for block in _blocks(draft.data)
        if "code" in block and "name" in block
        for option, name in _options(block, boxes.get(block.get("type", "")))
    )


def _options(block: Mapping[str, Any], box: Box | None) -> Iterator[tuple[str, Label | None]]:
    if box is Box.STARS:
        yield from ((str(stars), None) for stars in range(1, 6))
    elif box is Box.OPTIONS:
        for option in block.get("options", ()):
            yield option["code"], Label(**option["name"])


def _blocks(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every table within resolved data."""
    if isinstance(data, dict):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _blocks(inner)
