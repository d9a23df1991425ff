"""Fields for what people type: text, cleaned the one way, and phone numbers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.foundation.cleaning import (
    clean_line,
    clean_text,
    read_decimal,
    read_name,
    read_title,
    read_whole,
)
from sanling.foundation.opening import read_opening
from sanling.foundation.privacy.phone import NoPhone, normalise_phone
from sanling.foundation.profile.registry import profile_for

# A number with its label, country and extension.
LONGEST_PHONE = 40


def refuse_unreadable(value: str) -> None:
    """Refuse what arrived in another encoding: its characters are lost, so they must be typed again."""
    if "\ufffd" in value:
        raise ValidationError(
            _("Some characters could not be read. Please type them again."), code="unreadable"
        )


def refuse_nameless(value: str) -> None:
    """Refuse a name of dots and dashes alone."""
    try:
        read_name(value, longest=len(value))
    except ValueError as error:
        raise ValidationError(str(error), code="nameless") from error


def refuse_untitled(value: str) -> None:
    """Refuse a title of punctuation marks alone."""
    try:
        read_title(value, longest=len(value))
    except ValueError as error:
        raise ValidationError(str(error), code="untitled") from error


class PlainText(forms.CharField):
    """Text that people typed; one line unless asked for more. Without one visible sign it is empty."""

    default_validators = [refuse_unreadable]

    def __init__(self, *, lines: int = 1, **options: Any) -> None:
        """Take more than one line where asked to."""
        if lines > 1:
            options.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        super().__init__(**options)
        for bound in self.validators:
            if isinstance(bound, MaxLengthValidator):
                bound.message = gettext_lazy("At most %(limit_value)d characters; these are %(show_value)d.")
        self.clean_typed = clean_text if lines > 1 else clean_line

    def to_python(self, value: Any) -> str:
        """Clean it, so that the bounds hold for what will be kept."""
        return self.clean_typed(super().to_python(value) or "")


class NameText(PlainText):
    """A name that people typed."""

    default_validators = [*PlainText.default_validators, refuse_nameless]


class OneOf(forms.ChoiceField):
    """One choice of several."""

    default_error_messages = {"invalid_choice": gettext_lazy("Please choose one of the options.")}


class SomeOf(forms.MultipleChoiceField):
    """Any number of choices."""

    default_error_messages = dict.fromkeys(
        ("invalid_choice", "invalid_list"), gettext_lazy("Please choose from the options.")
    )


class TitleText(PlainText):
    """A title that people typed."""

    default_validators = [*PlainText.default_validators, refuse_untitled]


def _say_bounds(field: forms.Field) -> None:
    """Tell the bounds of a number in our words."""
    for bound in field.validators:
        if isinstance(bound, MinValueValidator):
            bound.message = gettext_lazy("Please give at least %(limit_value)s.")
        elif isinstance(bound, MaxValueValidator):
            bound.message = gettext_lazy("Please give at most %(limit_value)s.")


class DegreesField(forms.FloatField):
    """A longitude or latitude in degrees."""

    default_error_messages = {"invalid": gettext_lazy("Please give a number.")}

    def __init__(self, *, most: int, **options: Any) -> None:
        """Take it from minus to plus so many degrees; it may be left out."""
        super().__init__(required=False, min_value=-most, max_value=most, **options)
        _say_bounds(self)

    def to_python(self, value: Any) -> Any:
        """Read it; raises ValidationError for what is none."""
        if value in self.empty_values:
            return None
        try:
            return read_decimal(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class WholeField(forms.IntegerField):
    """A whole number, typed in any width."""

    def __init__(self, **options: Any) -> None:
        """Bound it where asked to."""
        super().__init__(**options)
        _say_bounds(self)

    def to_python(self, value: Any) -> int | None:
        """Read it; raises ValidationError for what is none."""
        if value in self.empty_values:
            return None
        try:
            return read_whole(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class PhoneField(PlainText):
    """A number that can be called, cleaned to its one spelling."""

    widget = forms.TextInput(attrs={"inputmode": "tel"})

    def __init__(self, **options: Any) -> None:
        """Refuse local numbers, until `local_phones` says of which area they are."""
        super().__init__(**{"max_length": LONGEST_PHONE, **options})
        self.area = ""

    def clean(self, value: Any) -> str:
        """Return the number; raises ValidationError for what can't be called."""
        typed = str(super().clean(value))
        try:
            return normalise_phone(typed, area=self.area) if typed else ""
        except NoPhone as error:
            raise ValidationError(str(error), code="phone") from error


class OpeningField(PlainText):
    """When an office is open, cleaned to its one spelling."""

    def clean(self, value: Any) -> str:
        """Return the hours; raises ValidationError for what says none."""
        try:
            return read_opening(str(super().clean(value)))
        except ValueError as error:
            raise ValidationError(str(error), code="opening") from error


def local_phones(form: forms.BaseForm, city: str) -> None:
    """Let a form take phone numbers without an area code as ones of a city."""
    for field in form.fields.values():
        if isinstance(field, PhoneField):
            field.area = profile_for(city).area_code
