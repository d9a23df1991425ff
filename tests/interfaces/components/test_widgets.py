"""Controls drawn in Python are those of Django's templates, blanks between tags apart."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from hypothesis import given, settings
from hypothesis import strategies as st

from sanling.interfaces.components.widgets import DRAWN, WidgetRenderer

CHOICES: Sequence[Any] = [
    ("", "—"),
    (1, "一 & <二>"),
    ("b\"'", mark_safe("<b>safe</b>")),
    ("Group <1>", [("c", "C"), (2.5, "2,5")]),
]
WIDGETS: Sequence[forms.Widget] = (
    forms.TextInput(attrs={"class": "a & b", "data-x": 'say "so"', "hidden": True, "readonly": False}),
    forms.NumberInput(attrs={"min": 0}),
    forms.EmailInput(),
    forms.PasswordInput(render_value=True),
    forms.HiddenInput(),
    forms.DateInput(attrs={"type": "date"}),
    forms.FileInput(),
    forms.CheckboxInput(),
    forms.Textarea(attrs={"rows": 4}),
    forms.Select(choices=CHOICES),
    forms.SelectMultiple(choices=CHOICES),
    forms.RadioSelect(choices=CHOICES, attrs={"class": "row"}),
    forms.RadioSelect(choices=CHOICES, attrs={"id": None}),
    forms.CheckboxSelectMultiple(choices=CHOICES),
)
TEXTS = st.text(max_size=12) | st.sampled_from(['"><script>', "&amp;", "1", "2.5", "b\"'", "\nfirst"])
VALUES = st.none() | TEXTS | st.integers() | st.booleans() | st.just(mark_safe("&lt;kept&gt;"))


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@settings(max_examples=30)
@given(name=TEXTS, value=VALUES, id_=TEXTS)
def test_a_control_looks_as_django_draws_it(widget: forms.Widget, name: str, value: object, id_: str) -> None:
    attrs = {"id": id_} if id_ else {}
    ours = widget.render(name, value, attrs=attrs, renderer=WidgetRenderer())
    theirs = widget.render(name, value, attrs=attrs, renderer=DjangoTemplates())
    assert _joined(ours) == _joined(theirs)


def _joined(markup: str) -> str:
    """Leave out the blanks between tags, and make those before a label one."""
    return re.sub(r">\n+ (?=\S)", "> ", re.sub(r">\s+<", "><", markup))


def test_each_usual_control_is_drawn_without_a_template() -> None:
    assert {widget.template_name for widget in WIDGETS} <= set(DRAWN)
