"""What somebody says of themselves is kept in one spelling, and found again by it and by nothing else."""

import pytest

from sanling.domain.matters.identity import PersonDetails, identity_columns
from sanling.foundation.privacy.index import blind_index

NUMBER = "11010519491231002X"


def test_nothing_said_keeps_nothing() -> None:
    assert identity_columns(None) == {}
    kept = identity_columns(PersonDetails(name="王小明"))
    assert (kept["name"], kept["phone"], kept["phone_index"], kept["citizen_number_index"]) == (
        "王小明",
        "",
        None,
        None,
    )


@pytest.mark.parametrize(
    "typed", ["138 0000 0000", "+86 138-0000-0000", "１３８０００００００００"[:11], "手机：13800000000；"]
)
def test_a_phone_is_one_phone_however_it_was_typed(typed: str) -> None:
    kept = identity_columns(PersonDetails(phone=typed))
    assert kept["phone"] == "+8613800000000"
    assert kept["phone_index"] == blind_index("phone", "13800000000")


@pytest.mark.parametrize(
    "typed", [NUMBER, "11010519491231 002x", NUMBER.translate(str.maketrans("012", "０１２"))]
)
def test_a_citizen_number_is_one_number_and_nothing_is_known_of_a_phone(typed: str) -> None:
    kept = identity_columns(PersonDetails(citizen_number=typed))
    assert kept["citizen_number"] == NUMBER
    assert kept["citizen_number_index"] == blind_index("citizen_number", NUMBER)
    assert kept["phone_index"] is None


@pytest.mark.parametrize(
    "said", [PersonDetails(phone="123"), PersonDetails(citizen_number="110105194912310020")]
)
def test_what_can_not_exist_is_an_error(said: PersonDetails) -> None:
    with pytest.raises(ValueError, match=r"."):
        identity_columns(said)
