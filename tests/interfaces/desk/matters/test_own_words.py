"""What is wrong in a form is told in our own words, in the page's language."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from sanling import interfaces
from sanling.foundation.outward import OutwardError, target_of
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.texts import DegreesField, OneOf, SomeOf, WholeField
from sanling.processes.webhooks.reach import webhook_reach
from tests.interfaces.desk.conftest import SignIn

# Fields of Django's that answer with Django's words; `components` has those that don't.
BARE = re.compile(r"forms\.(\w*ChoiceField|FloatField|DecimalField|IntegerField|Date\w*Field)\(")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["division", "unit", "assignee"])
def test_what_is_too_long_to_be_a_name_is_told_how_long_a_name_is(desk: SignIn, name: str) -> None:
    page = desk("intake_officer").get("/desk/matters/", {name: "字" * 300})
    assert page.context["form"].errors == {name: ["最多 200 个字，现在有 300 个字。"]}


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (OneOf(choices=[("a", "A")]), "b", "请选择其中一项。"),
        (SomeOf(choices=[("a", "A")]), ["b"], "请从所列的选项中选择。"),
        (WholeField(min_value=1, max_value=5), "0", "不能小于 1。"),
        (WholeField(min_value=1, max_value=5), "6", "不能大于 5。"),
        (DegreesField(most=90), "113,6", "请填写数字。"),
        (DegreesField(most=90), "nan", "请填写数字。"),
        (DegreesField(most=90), "91", "不能大于 90。"),
        (DayField(), "2026-11-31", "请填写日期，例如 2026-11-22。"),
        (DayField(), "正月初一", "请填写日期，例如 2026-11-22。"),
    ],
)
def test_a_wrong_choice_number_or_day_is_told_in_our_words(
    field: OneOf | SomeOf | WholeField | DegreesField | DayField, typed: str | list[str], said: str
) -> None:
    with override("zh-hans"):
        with pytest.raises(ValidationError) as wrong:
            field.clean(typed)
        assert wrong.value.messages == [said]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "typed", ["2026-11-28", "2026/11/28", "2026.11.28", "2026年11月28日", "２０２６－１１－２８"]
)
def test_a_day_is_read_alike_in_every_language(language: str, typed: str) -> None:
    with override(language):
        assert str(DayField().clean(typed)) == "2026-11-28"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x",
        "https://",
        "https://a.cn:99999/",
        "https://a.cn/钩",
        "https://u:p@a.cn/",
        "https://127.0.0.1/",
    ],
)
def test_why_an_address_is_not_called_is_told_in_chinese(url: str) -> None:
    with override("zh-hans"), pytest.raises(OutwardError) as refused:
        target_of(url, webhook_reach())
    assert not re.search("[A-Za-z]{3,} [a-z]{2,}", str(refused.value))


def test_no_form_has_a_field_with_djangos_words() -> None:
    rooms = Path(interfaces.__file__).parent
    bare = [
        f"{path.name}: {found[0]}"
        for room in ("desk", "portal")
        for path in (rooms / room).rglob("*.py")
        for found in BARE.finditer(path.read_text())
    ]
    assert not bare
