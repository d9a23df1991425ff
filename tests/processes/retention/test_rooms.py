"""What of a matter can be forgotten is what every matter has, and what rooms say that they keep beside theirs."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from sanling.processes.retention import rooms
from sanling.processes.retention.config import RetentionRule
from sanling.processes.retention.rooms import OF_EVERY_MATTER, forgetters, forgetters_with


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    for asked in (forgetters, forgetters_with):
        asked.cache_clear()
    yield
    for asked in (forgetters, forgetters_with):
        asked.cache_clear()


def test_each_room_brings_what_it_forgets_by_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Any] = []
    brought = [
        SimpleNamespace(FORGETTERS={"slots": done.append}),
        SimpleNamespace(FORGETTERS={"plans": done.extend}),
    ]
    monkeypatch.setattr(rooms, "modules", lambda name: iter(brought) if name == "forgetting" else iter(()))
    assert set(forgetters()) == {"slots", "plans"}
    forgetters()["slots"]([])
    assert done == [[]]


def test_what_a_room_keeps_of_what_was_typed_or_sent_goes_with_the_texts_or_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said, sent = (lambda _matters: None), (lambda _matters: None)
    brought = [SimpleNamespace(forget_texts=said), SimpleNamespace(forget_files=sent, FORGETTERS={})]
    monkeypatch.setattr(rooms, "modules", lambda name: iter(brought) if name == "forgetting" else iter(()))
    assert forgetters_with("texts") == [said]
    assert forgetters_with("files") == [sent]


def test_no_room_of_the_house_takes_a_name_that_every_matter_has() -> None:
    assert not OF_EVERY_MATTER & forgetters().keys()


@pytest.mark.parametrize("what", sorted(OF_EVERY_MATTER))
def test_a_rule_may_name_each_of_what_every_matter_has(what: str) -> None:
    rule = RetentionRule.model_validate(
        {"code": "all", "name": {"zh": "一律", "en": "All"}, "years": 5, "remove": [what]}
    )
    assert rule.remove == (what,) or list(rule.remove) == [what]
