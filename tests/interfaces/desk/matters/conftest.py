"""Matters that somebody works on."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import act, registered


@pytest.fixture
def mediating(cast: dict[str, Player], workflows: None) -> Matter:
    """Register a matter, assign it to the mediator and sign for it."""
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    return matter
