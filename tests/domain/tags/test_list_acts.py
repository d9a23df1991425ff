"""A whole list is tagged and untagged by one batch, each matter judged for itself and told how it went."""

from typing import Any

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.matters.over_lists import verbs_open
from sanling.domain.people.cast import Player
from sanling.domain.tags.actions.tag import tag
from sanling.domain.tags.list_acts import LIST_ACTS
from sanling.domain.tags.models import Tag
from sanling.foundation.labels import Label
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
TAG, UNTAG = LIST_ACTS


def test_each_matter_is_told_how_it_went_with_it(cast: Cast) -> None:
    officer, matter, bare = cast["intake_officer"].viewer, registered().matter, registered().matter
    said = {"tag": "加装电梯"}
    assert [*TAG.do(actor=officer, matters=[matter.pk], said=said)] == ["已加标签：加装电梯"]
    off, without = UNTAG.do(actor=officer, matters=[matter.pk, bare.pk], said=said)
    assert off == "已取下标签：加装电梯"
    assert isinstance(without, Invalid)
    assert Tag.objects.get().taken_at is not None


@pytest.mark.parametrize(
    "said", [{}, {"tag": ""}, {"tag": "13800000000"}, {"tag": ["加装电梯"]}, {"tag": 12}]
)
def test_a_form_without_a_word_is_wrong_for_every_matter(said: Any) -> None:
    for act in LIST_ACTS:
        with pytest.raises(Invalid) as refused:
            act.check(said, None)
        assert set(refused.value.errors) == {"tag"}


def test_a_tag_is_taken_off_only_what_has_one(cast: Cast) -> None:
    officer, matter, bare = cast["intake_officer"].viewer, registered().matter, registered().matter
    tag(actor=officer, matter_id=matter.pk, word="加装电梯")
    matters = list(Matter.objects.select_related("unit"))
    offered = verbs_open(officer, matters)
    assert ("untag" in offered[matter.pk], "untag" in offered[bare.pk]) == (True, False)
    assert all("tag" in verbs for verbs in offered.values())
    assert not any(
        {"tag", "untag"} & verbs for verbs in verbs_open(cast["village_secretary"].viewer, matters).values()
    )


def test_what_is_asked_for_has_a_name_in_both_languages() -> None:
    assert {field.name for act in LIST_ACTS for field in act.asks} == {Label(zh="标签", en="Tag")}
