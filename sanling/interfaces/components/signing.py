"""The form of a signature: drawn on glass, of whom, and of which text."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from sanling.domain.mediation.models import Agreement, Member, Minutes, Obligation
from sanling.domain.mediation.naming import PERFORMED
from sanling.foundation.days import today
from sanling.interfaces.components.days import PastDayField
from sanling.interfaces.components.money import MoneyField
from sanling.interfaces.components.texts import OneOf, PlainText

MOST_SIGNS = 200_000
RESULTS = list(PERFORMED.items())


class StrokesField(forms.CharField):
    """What was drawn on the pad: strokes of points in parts of its width and height."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Read it; what isn't strokes is none."""
        try:
            read = json.loads((value or "[]") if len(value or "") <= MOST_SIGNS else "")
            return tuple(tuple((float(x), float(y)) for x, y in stroke) for stroke in read)
        except (ValueError, TypeError, RecursionError) as error:
            raise ValidationError("strokes", code="invalid") from error


class DigestField(forms.CharField):
    """Which text was read: its digest, which the act compares; what is none is that of no text."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Read it."""
        try:
            return bytes.fromhex(value or "")
        except ValueError:
            return b""


class SignForm(forms.Form):
    """A signature: by whom, of the text of a digest, and what was drawn; by the device's own time."""

    digest = DigestField(required=False)
    member = OneOf(label=gettext_lazy("Who signs"), widget=forms.RadioSelect)
    strokes = StrokesField(required=False)
    device_at = PlainText(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, text: Agreement | Minutes, signers: Sequence[Member], data: Any = None) -> None:
        """Ask who signs where there are several; of the mediator nobody is asked."""
        digest = bytes(text.digest or b"").hex()
        super().__init__(data, auto_id="sign_%s", initial={"digest": digest})
        member = self.fields["member"]
        if len(signers) < 2:
            del self.fields["member"]
        elif isinstance(member, forms.ChoiceField):
            member.choices = [
                (str(signer.pk), signer.party.name or signer.party.description) for signer in signers
            ]

    @property
    def signed(self) -> dict[str, Any]:
        """Return what the act of signing takes from the form."""
        member = self.cleaned_data.get("member")
        return {
            "digest": self.cleaned_data["digest"],
            "member_id": int(member) if member else None,
            "strokes": self.cleaned_data["strokes"],
            "device_at": self.cleaned_data["device_at"],
        }


class PerformanceForm(forms.Form):
    """How something agreed on was performed: whole, in part with how much, or not."""

    result = OneOf(label=gettext_lazy("How it was performed"), widget=forms.RadioSelect, choices=RESULTS)
    amount = MoneyField(required=False, label=gettext_lazy("How much was paid (yuan)"))
    done_on = PastDayField(gettext_lazy("On which day"), required=True)
    remark = PlainText(required=False, max_length=300, label=gettext_lazy("Remark"))

    def __init__(self, obligation: Obligation, data: Any = None, *, only: Collection[str] = ()) -> None:
        """Offer ``only`` some results, where not all are the reader's to tell."""
        super().__init__(data, auto_id=f"performed_{obligation.nth}_%s", initial={"done_on": today()})
        self.obligation = obligation
        if obligation.amount is None:
            del self.fields["amount"]
        result = self.fields["result"]
        if only and isinstance(result, forms.ChoiceField):
            result.choices = [choice for choice in RESULTS if choice[0] in only]
