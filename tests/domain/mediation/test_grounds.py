"""In forty written agreements each of the eleven grounds is found where it is, and none in those that have none."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.mediation.config import Ground
from sanling.domain.mediation.confirming import confirmation_part
from sanling.domain.mediation.grounds import Hint, hints
from tests.city import CITY

AGREEMENTS: list[dict[str, Any]] = tomllib.loads(
    Path("tests/data/agreements.toml").read_text(encoding="utf-8")
)["agreements"]


def grounds() -> tuple[Ground, ...]:
    """Return the grounds of the law, as the profile has them."""
    part = confirmation_part(CITY)
    assert part is not None
    return part.grounds


def found_in(agreement: dict[str, Any]) -> set[str]:
    """Return the grounds at which its text hints."""
    texts = [agreement["facts"], *agreement["clauses"]]
    return {hint.ground for hint in hints(texts, agreement["category"], grounds())}


@pytest.mark.parametrize("agreement", AGREEMENTS, ids=lambda agreement: agreement["facts"][:12])
def test_what_a_person_is_to_look_at_is_found_and_nothing_else(agreement: dict[str, Any]) -> None:
    assert found_in(agreement) == {*agreement["grounds"]}


def test_there_are_forty_and_each_ground_is_in_two_at_least() -> None:
    times = Counter(ground for agreement in AGREEMENTS for ground in agreement["grounds"])
    assert len(AGREEMENTS) == 40
    assert {*times} == {ground.code for ground in grounds()}
    assert min(times.values()) >= 2
    assert sum(not agreement["grounds"] for agreement in AGREEMENTS) == 11


def test_the_law_has_five_that_no_court_takes_and_six_that_none_confirms() -> None:
    kinds = Counter(ground.heading for ground in grounds())
    assert kinds == {"not_taken": 5, "refused": 6}
    assert [g.code for g in grounds() if not g.stops] == ["unclear", "other_refusal"]
    assert all("355" in g.source if g.heading == "not_taken" else "358" in g.source for g in grounds())


@given(st.text(max_size=60))
def test_whatever_is_written_a_hint_is_of_words_that_stand_there(text: str) -> None:
    assert all(hint.words in text for hint in hints([text], "", grounds()))


def test_a_category_alone_hints_without_words() -> None:
    (first, *_rest) = grounds()
    only = first.model_copy(update={"categories": ("petition",), "words": ()})
    assert hints(["无"], "petition", [only]) == [Hint(first.code)]
