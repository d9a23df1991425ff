"""Nobody passes over a mediator but the system."""

import pytest

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.mediation.actions.choose_mediator import choose_mediator
from tests.domain.matters.helpers import act, registered
from tests.domain.mediation.chosen import four, own
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_the_systems_alone(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    choose_mediator(actor=own(matter), matter_id=matter.pk, mediators=[some.near.pk])
    for action in ("pass_over", "replace"):
        for viewer in (cast["mediator"].viewer, cast["intake_officer"].viewer, own(matter)):
            with pytest.raises(NotAllowed):
                act(viewer, matter, action)
