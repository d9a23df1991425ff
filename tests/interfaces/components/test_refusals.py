"""What an action refused stands beside the field that it is about, else on top."""

from django import forms

from sanling.interfaces.components.refusals import put_errors


class _Asked(forms.Form):
    name = forms.CharField(required=False)


def test_each_message_stands_at_its_field_or_on_top() -> None:
    form = _Asked({})
    form.full_clean()
    put_errors(form, {"name": "缺姓名", "elsewhere": "不能办"})
    assert form.errors == {"name": ["缺姓名"], "__all__": ["不能办"]}
