"""What a profile says of the assessment is checked, so that no answers lead nowhere."""

from typing import Any

import pytest
from pydantic import ValidationError

from sanling.domain.assessment.config import AssessmentPart, read_bound
from sanling.foundation.profile.registry import installed_profiles

NAMED = {"name": {"zh": "甲", "en": "A"}}
ASKED = {"code": "what", **NAMED, "choices": [{"code": "leak", **NAMED}, {"code": "noise", **NAMED}]}
MONEY = {"code": "amount", **NAMED, "type": "amount"}
RULE = {"route": "mediation", "why": NAMED["name"], "source": "人民调解法 第17条"}
TOPIC = {"code": "neighbours", **NAMED, "line": NAMED["name"], "questions": [ASKED, MONEY], "rules": [RULE]}


def part(**topic: Any) -> AssessmentPart:
    return AssessmentPart.model_validate({"topics": [{**TOPIC, **topic}]})


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"questions": [ASKED, ASKED]}, "asked twice"),
        ({"questions": [{"code": "what", **NAMED}]}, "choices belong to"),
        ({"questions": [{**MONEY, "choices": ASKED["choices"]}]}, "choices belong to"),
        ({"questions": [{**ASKED, "choices": [{"code": "leak", **NAMED}] * 2}]}, "stands twice"),
        ({"amount": "what"}, "there is no amount"),
        ({"rules": [{**RULE, "when": {"what": ["leak"]}}]}, "one rule must hold for all"),
        ({"rules": [RULE, {**RULE, "when": {"who": ["me"]}}]}, "no question that can be compared"),
        ({"rules": [RULE, {**RULE, "when": {"what": ["fire"]}}]}, "no answer 'fire'"),
        ({"rules": [RULE, {**RULE, "when": {"what": "<= 3"}}]}, "must be a list"),
        ({"rules": [RULE, {**RULE, "when": {"amount": ["leak"]}}]}, "must be a bound"),
        ({"rules": [{**RULE, "source": ""}]}, "source"),
        (
            {"limits": [{**NAMED, "source": "民法典 第188条", "since": "what", "within": "3 y"}]},
            "no day 'what'",
        ),
        ({"limits": [{**NAMED, "source": "民法典 第188条", "within": "3 y"}]}, "go together"),
        ({"limits": [{**NAMED, "source": "民法典 第188条", "since": "what", "within": "3 w"}]}, "within"),
    ],
)
def test_what_leads_nowhere_is_refused(said: dict[str, Any], why: str) -> None:
    assert part().topic("neighbours")
    with pytest.raises(ValidationError, match=why):
        part(**said)


def test_what_stands_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match="topics has 'neighbours' twice"):
        AssessmentPart.model_validate({"topics": [TOPIC, TOPIC]})


def test_a_bound_is_given_or_named() -> None:
    assert read_bound("<= 30000") == ("<=", "30000")
    assert read_bound(">small_claims") == (">", "small_claims")
    with pytest.raises(ValueError, match="about"):
        read_bound("about 3")
    bounds = AssessmentPart(bounds={"small_claims": 40000})
    assert bounds.meets(40000, "<= small_claims")
    assert not bounds.meets(40000, "> small_claims")


def test_every_city_has_the_topics_that_people_bring() -> None:
    wanted = {"neighbours", "labour", "family", "road_accident", "damages", "contract", "consumer", "house"}
    for profile in installed_profiles().values():
        topics = profile.part("assessment").topics
        assert wanted | {"property", "general"} <= {topic.code for topic in topics}
