"""A city that says nothing publishes no answers; the national profile says who does."""

from sanling.domain.consulting.config import ConsultingPart
from sanling.foundation.profile.registry import installed_profiles


def test_who_publishes_is_said_by_the_profile() -> None:
    assert ConsultingPart().kinds == ()
    for profile in installed_profiles().values():
        assert profile.part("consulting").published_by
