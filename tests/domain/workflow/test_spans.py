"""A length of time always says whether its days and hours are working ones."""

import pytest
from django.utils import translation

from sanling.domain.workflow.spans import UNITS, in_words
from sanling.foundation.calendar import Allowance, TimeUnit


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        ("15 d", "15 个自然日", "15 calendar days"),
        ("1 d", "1 个自然日", "1 calendar day"),
        ("5 wd", "5 个工作日", "5 working days"),
        ("4 wh", "4 工作小时", "4 working hours"),
        ("1 h", "1 小时", "1 hour"),
        ("0 min", "0 分钟", "0 minutes"),
    ],
)
def test_a_span_is_said_in_both_languages(span: str, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert in_words(Allowance.parse(span)) == zh
    with translation.override("en"):
        assert in_words(Allowance.parse(span)) == en


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_two_units_are_called_alike(language: str) -> None:
    with translation.override(language):
        assert len({str(UNITS[unit]) for unit in TimeUnit}) == len(TimeUnit)
        assert len({in_words(Allowance(3, unit)) for unit in TimeUnit}) == len(TimeUnit)
