"""The field for an amount of money."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from sanling.domain.mediation.amounts import of_characters, of_figures
from sanling.foundation.cleaning import clean_line, fold

MOST_YUAN = 10**11
LONGEST = 40


class MoneyField(forms.CharField):
    """An amount in yuan, typed in figures ("1,234.5", "1.2万") or in characters ("伍佰元"); kept in fen."""

    default_error_messages = {
        "invalid": gettext_lazy("Please give an amount in yuan, with at most two decimals.")
    }

    def __init__(self, **options: Any) -> None:
        """Show the keys of digits on a phone."""
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "maxlength": LONGEST}))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        """Read it; raises ValidationError for what is none."""
        typed = fold(clean_line(super().to_python(value) or ""))[: LONGEST + 1].replace(" ", "")
        typed = typed.strip("¥￥").removesuffix("元")
        if not typed:
            return None
        number, unit = (typed[:-1], "万元") if typed.endswith("万") else (typed, "元")
        fen = of_figures(number, unit) if number[:1].isascii() else of_characters(f"{typed}元")
        if fen is None or not 0 < fen <= MOST_YUAN * 100:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return fen

    def prepare_value(self, value: Any) -> Any:
        """Show fen as yuan."""
        return f"{Decimal(value) / 100:f}" if isinstance(value, int) else value
