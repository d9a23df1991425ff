"""Labels show in the language of the interface and are complete in both."""

import pytest
from django.utils.translation import override
from pydantic import ValidationError

from sanling.foundation.labels import Label


@pytest.mark.parametrize(
    ("language", "shown"), [("zh-hans", "街道"), ("en", "street"), ("en-gb", "street"), ("fr", "街道")]
)
def test_a_label_shows_in_the_active_language_chinese_first(language: str, shown: str) -> None:
    with override(language):
        assert str(Label(zh="街道", en="street")) == shown


def test_a_label_with_translations_switched_off_is_chinese() -> None:
    with override(None):
        assert str(Label(zh="街道", en="street")) == "街道"


@pytest.mark.parametrize(
    "data", [{"zh": "街道"}, {"zh": " ", "en": "street"}, {"zh": "街道", "en": "street", "de": "Straße"}]
)
def test_a_label_lacks_no_language_and_has_no_other(data: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Label.model_validate(data)
