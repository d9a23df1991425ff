"""Signals, their words and thresholds are data; each says of what it reminds whoever confirms it."""

import pytest
from pydantic import ValidationError

from sanling.domain.mediation.signals_config import SignalsPart, WordSignal
from sanling.foundation.profile.registry import profile_by_code

NAMED = {
    "code": "weapons",
    "name": {"zh": "凶器", "en": "Weapons"},
    "care": {"zh": "小心", "en": "Take care"},
}


def test_words_are_an_expression() -> None:
    assert WordSignal.model_validate({**NAMED, "words": ["刀|棍"]}).pattern.findall("拿刀和棍") == [
        "刀",
        "棍",
    ]
    with pytest.raises(ValidationError):
        WordSignal.model_validate({**NAMED, "words": ["(刀"]})


def test_a_city_that_says_nothing_has_none() -> None:
    assert SignalsPart().known() == ()
    assert SignalsPart().signal("weapons") is None


@pytest.mark.parametrize("city", ["zhengzhou", "xuchang", "changzhi", "shenyang"])
def test_each_city_knows_violence_weapons_minors_and_who_comes_again(city: str) -> None:
    part: SignalsPart = profile_by_code(city).part("mediation").signals
    assert {"violence", "weapons", "minors", "again", "history"} <= {signal.code for signal in part.known()}


@pytest.mark.parametrize(
    ("said", "code"),
    [("他说要杀了我全家", "violence"), ("拿着菜刀上门", "weapons"), ("再不还钱就打死你", "violence")],
)
def test_the_words_of_the_national_profile_find_what_is_meant(said: str, code: str) -> None:
    part: SignalsPart = profile_by_code("zhengzhou").part("mediation").signals
    assert code in {signal.code for signal in part.words if signal.pattern.search(said)}


@pytest.mark.parametrize(
    "said", ["楼道里堆满了垃圾，邻居说了多次不清理。", "打电话联系，打算周末修水管。", "请打开门"]
)
def test_and_not_what_is_harmless(said: str) -> None:
    part: SignalsPart = profile_by_code("zhengzhou").part("mediation").signals
    assert not [signal.code for signal in part.words if signal.pattern.search(said)]
