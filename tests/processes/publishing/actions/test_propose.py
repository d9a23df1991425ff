"""Only the administrators of the system propose, what differs, and each once."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import Settings

from sanling.domain.people.cast import Player
from sanling.domain.workflow.queries import current
from sanling.processes.publishing.actions.propose import NothingToPropose, propose_move, propose_profile
from sanling.processes.publishing.models import Proposal
from tests.domain.matters.actions.test_migrate import changed, shorter
from tests.domain.matters.helpers import registered
from tests.processes.publishing.folders import changeable, shorten

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> object:
    yield from changeable(tmp_path, settings)


def test_what_differs_is_proposed_once(root: Path, cast: dict[str, Player]) -> None:
    administrator = cast["administrator"].viewer
    with pytest.raises(NothingToPropose):
        propose_profile(actor=administrator)
    shorten(root)
    propose_profile(actor=administrator)
    with pytest.raises(NothingToPropose):
        propose_profile(actor=administrator)
    assert Proposal.objects.count() == 1


def test_nobody_else_proposes(root: Path, cast: dict[str, Player]) -> None:
    shorten(root)
    to = changed(registered().matter, shorter)
    for key in ("security_administrator", "auditor", "city_leader", "intake_officer"):
        with pytest.raises(PermissionDenied):
            propose_profile(actor=cast[key].viewer)
        with pytest.raises(PermissionDenied):
            propose_move(actor=cast[key].viewer, to=to, states={})


def test_a_folder_of_several_cities_is_published_on_the_machine(
    root: Path, cast: dict[str, Player], settings: Settings
) -> None:
    shorten(root)
    settings.SERVED = ("zhengzhou", "xuchang")
    with pytest.raises(PermissionDenied):
        propose_profile(actor=cast["administrator"].viewer)


def test_matters_that_all_have_the_version_in_force_are_not_moved(cast: dict[str, Player]) -> None:
    matter = registered().matter
    with pytest.raises(NothingToPropose):
        propose_move(
            actor=cast["administrator"].viewer, to=current(city=matter.city, code="dispute"), states={}
        )
