"""A box for a tag takes any word, says what is none, and suggests what the unit uses."""

import pytest
from django.core.exceptions import ValidationError

from sanling.interfaces.desk.tags.boxes import LONGEST_TYPED, WordField


def test_a_word_is_cleaned_as_it_will_be_kept() -> None:
    assert WordField().clean(" Ａ　座 ") == "A 座"
    assert WordField(required=False).clean("\u200b") == ""


@pytest.mark.parametrize(
    "typed", ["", "……", "甲、乙", "13800000000", "长" * 21, "长" * (LONGEST_TYPED + 1), "\ufffd"]
)
def test_what_is_no_word_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        WordField().clean(typed)
    assert all(refused.value.messages)
