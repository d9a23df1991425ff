"""Who decides on a proposal, and which matters there are to be moved."""

import pytest

from sanling.domain.people.cast import Player
from sanling.processes.publishing.queries import deciders, decides, open_by_version, proposes
from tests.domain.matters.actions.test_migrate import changed, shorter
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_proposing_and_deciding_are_of_two_duties(cast: dict[str, Player]) -> None:
    can = {
        key: (proposes(cast[key].viewer), decides(cast[key].viewer))
        for key in ("administrator", "security_administrator", "auditor", "city_leader")
    }
    assert can == {
        "administrator": (True, False),
        "security_administrator": (False, True),
        "auditor": (False, False),
        "city_leader": (False, False),
    }
    security = cast["security_administrator"]
    assert list(deciders(security.viewer.city, besides=0)) == [security.viewer.key]
    assert not list(deciders(security.viewer.city, besides=security.user.pk))


def test_open_matters_are_counted_by_their_older_versions() -> None:
    matter = registered().matter
    to = changed(matter, shorter)
    found = {current.code: (current, older) for current, older in open_by_version(matter.city)}
    assert found["dispute"] == (to, [(matter.definition, 1)])
    assert found["hazard"][1] == []
