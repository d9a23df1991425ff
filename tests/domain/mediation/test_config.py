"""What a profile says of mediation is checked; what the law says of it stands in the national one."""

from typing import Any

import pytest
from pydantic import ValidationError

from sanling.domain.mediation.config import MediationPart
from sanling.domain.mediation.rules import Effect, Form
from sanling.foundation.profile.registry import profile_by_code

NAMED = {"name": {"zh": "甲", "en": "A"}}
KIND = {"code": "village", **NAMED, "free": True, "agreements": {"oral": "reached"}, "source": "人民调解法"}
SOUND = {"mediated": ["dispute"], "kinds": [KIND], "professions": [{"code": "mediator", **NAMED}]}


@pytest.mark.parametrize(
    "said",
    [
        {"kinds": [{**KIND, "agreements": {"oral": "sealed"}}]},
        {"kinds": [{**KIND, "agreements": {}}]},
        {"kinds": [KIND, KIND]},
        {"professions": []},
        {"mediated": []},
        {"told_days": 1},
    ],
)
def test_what_contradicts_itself_is_refused(said: dict[str, Any]) -> None:
    assert MediationPart.model_validate(SOUND).kind("village")
    with pytest.raises(ValidationError):
        MediationPart.model_validate({**SOUND, **said})


def test_a_city_that_says_nothing_has_no_bodies() -> None:
    assert MediationPart().kinds == ()


def test_peoples_mediation_is_free_and_a_written_agreement_holds_once_it_is_signed_and_sealed() -> None:
    part: MediationPart = profile_by_code("zhengzhou").part("mediation")
    for code in ("village", "town", "company", "trade"):
        kind = part.kind(code)
        assert kind is not None
        assert kind.free
        assert kind.agreements == {Form.ORAL: Effect.REACHED, Form.WRITTEN: Effect.SEALED}


def test_for_a_court_an_agreement_holds_once_all_parties_have_signed_electronically() -> None:
    part: MediationPart = profile_by_code("zhengzhou").part("mediation")
    invited, commercial = part.kind("court_invited"), part.kind("commercial")
    assert invited is not None
    assert invited.agreements[Form.ELECTRONIC] is Effect.E_SIGNED
    assert commercial is not None
    assert not commercial.free
