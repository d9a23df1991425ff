"""What differs between a city's units and the profile's templates, a line a cause, and put right on demand."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

import click

from sanling.domain.people.actions.change_units import change_units
from sanling.domain.people.structure import UnitDiffers, differing
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.profile.loader import Profile

NAMED = 5
WORDS = {
    "name": "are called otherwise than their templates say (--apply names)",
    "name_en": "are called otherwise in English (--apply names)",
    "lines": "have other lines (--apply lines)",
    "parent_id": "hand up to another unit (--apply parents)",
    "kind": "are of another kind: end them, and add others",
    "template": "have no template in the profile any more: end them at the desk, or leave them",
}
APPLIED = {"names": ("name", "name_en"), "lines": ("lines",), "parents": ("parent_id",)}


def tell_differences(profile: Profile, applied: Sequence[str]) -> None:
    """List what differs, after making as the templates have it what is asked for."""
    asked = {what for name in applied for what in APPLIED[name]}
    if asked:
        click.echo(f"{_apply(profile, asked):,} units made as their templates have them")
    found: dict[str, list[UnitDiffers]] = defaultdict(list)
    for difference in differing(profile):
        found[difference.what].append(difference)
    for what, differences in found.items():
        named = ", ".join(difference.unit.code for difference in differences[:NAMED])
        more = ", …" if len(differences) > NAMED else ""
        click.echo(f"{len(differences):,} units {WORDS[what]}: {named}{more}")


def _apply(profile: Profile, asked: Collection[str]) -> int:
    changes: dict[int, dict[str, Any]] = defaultdict(dict)
    for difference in differing(profile):
        if difference.what in asked:
            changes[difference.unit.pk][difference.what] = difference.by_template
    return len(change_units(actor=SystemActor("console"), changes=changes)) if changes else 0
