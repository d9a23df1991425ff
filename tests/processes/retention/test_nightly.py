"""By night rules are applied where a profile wants it so."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.foundation import clock
from sanling.processes.retention.config import RetentionPart
from sanling.processes.retention.nightly import forget_automatically
from tests.city import City
from tests.processes.retention.over import RULE, YEARS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("automatic", [True, False])
def test_by_night_only_a_profile_that_says_so_forgets(
    ended: tuple[Matter, str], city: City, monkeypatch: pytest.MonkeyPatch, *, automatic: bool
) -> None:
    part = RetentionPart(automatic=automatic, rules=(RULE,))
    parts = {**city.profile.parts, "retention": part}
    monkeypatch.setattr(type(city.profile), "part", lambda _profile, name: parts[name])
    with clock.turned(shift=YEARS):
        assert forget_automatically() == int(automatic)
