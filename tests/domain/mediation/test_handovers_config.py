"""What may go along is a list of words in which private talk and concessions don't occur, in every city."""

import pytest
from pydantic import ValidationError

from sanling.domain.mediation.handovers_config import Goes, HandoversPart, Partner
from sanling.foundation.profile.registry import profile_by_code

NAMED = {"name": {"zh": "公安", "en": "Police"}}
SOUND = {"code": "police", **NAMED, "matter": "police_report", "goes": ["case"], "clearance": 2}


@pytest.mark.parametrize("goes", ["sayings", "private", "conceded", "minutes"])
def test_no_profile_can_tell_private_talk_concessions_or_minutes(goes: str) -> None:
    assert Partner.model_validate(SOUND).goes == (Goes.CASE,)
    with pytest.raises(ValidationError):
        Partner.model_validate({**SOUND, "goes": [goes]})


def test_a_city_that_says_nothing_hands_nothing_over() -> None:
    assert HandoversPart().partner("police") is None
    assert HandoversPart().sign("threat") is None


@pytest.mark.parametrize("city", ["zhengzhou", "xuchang", "changzhi", "shenyang", "henan"])
def test_the_police_take_signs_in_every_city_and_say_when_the_sides_may_know(city: str) -> None:
    part: HandoversPart = profile_by_code(city).part("mediation").handovers
    police = part.partner("police")
    assert police is not None
    assert (police.takes_signs, police.told) == (True, "when_said")
    assert all(sign.source for sign in part.signs)
