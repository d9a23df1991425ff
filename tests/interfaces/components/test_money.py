"""An amount of money is read as people type it, and kept in fen."""

import pytest
from django.core.exceptions import ValidationError

from sanling.interfaces.components.money import MoneyField


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("500", 500_00),
        (" １，２３４.５ ", 1234_50),
        ("¥ 3,000.00", 3000_00),
        ("1.2万", 12000_00),
        ("1.25万元", 12500_00),
        ("伍佰元", 500_00),
        ("两千零五元", 2005_00),
        ("", None),
    ],
)
def test_it_is_read_in_any_form(typed: str, fen: int | None) -> None:
    assert MoneyField(required=False).clean(typed) == fen


@pytest.mark.parametrize("typed", ["0", "-5", "1.234", "many", "1e9", "9" * 50, "五百左右"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


def test_it_is_shown_in_yuan() -> None:
    assert MoneyField().prepare_value(1234_50) == "1234.5"
    assert MoneyField().prepare_value("12元") == "12元"
