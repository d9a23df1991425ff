"""Gives a started installation the test city, its cast and their tokens: run in that installation's environment."""

import io
import json
import sys
from datetime import date, timedelta

import shapely

from sanling.interfaces.console.main import set_up_django

ROLES = ("intake_officer", "mediator", "centre_director", "administrator")


def seed() -> dict[str, str]:
    """Return a token for each role, and the id of the mediator's post."""
    from sanling.domain.matters.publishing import publish_workflows
    from sanling.domain.people.actions.set_up_units import set_up_units
    from sanling.domain.people.cast import load_cast, working_token
    from sanling.domain.territory.actions.import_divisions import import_divisions
    from sanling.foundation import clock
    from sanling.foundation.profile.registry import profile_by_code
    from tests.city import BEGAN, SIDE, SOUTH, TEST, VILLAGE, WEST, add_grids, divisions_csv

    profile = profile_by_code("zhengzhou")
    result = import_divisions(
        actor=TEST, file=io.BytesIO(divisions_csv()), profiles=[profile], as_of=date(2023, 6, 30)
    )
    assert result.done, result.problems
    add_grids(VILLAGE, lambda n: shapely.box(WEST + n * SIDE, SOUTH, WEST + (n + 1) * SIDE, SOUTH + SIDE))
    set_up_units(actor=TEST, profile=profile, begins_on=BEGAN.date())
    publish_workflows(actor=TEST, profile=profile)
    cast = load_cast(actor=TEST, profile=profile, begins_at=BEGAN)
    until = clock.now() + timedelta(days=1)
    found = {
        role: working_token(actor=TEST, post=cast[role].post, name="faults", ends_at=until).secret
        for role in ROLES
    }
    return {**found, "mediator_post": str(cast["mediator"].post.pk)}


if __name__ == "__main__":
    set_up_django()
    json.dump(seed(), sys.stdout)
