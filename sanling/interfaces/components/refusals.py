"""What an action refused, beside the fields of the form that asked for it."""

from collections.abc import Mapping

from django import forms


def put_errors(form: forms.BaseForm, errors: Mapping[str, str]) -> None:
    """Put each message beside its field; of what the form has no field for, on top."""
    for name, message in errors.items():
        form.add_error(name if name in form.fields else None, message)
