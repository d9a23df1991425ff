"""The people of a list are known again by phone or number, and contradictions are said."""

import pytest

from sanling.domain.people.imports.persons import Accounts, Person
from sanling.foundation.accounts.actions.create_user import create_user
from tests.city import TEST

pytestmark = pytest.mark.django_db
WANG = Person("王五", "+8613800000001", "")


def test_an_account_is_found_by_phone_and_by_username() -> None:
    user = create_user(actor=TEST, username="wang", display_name="王五", phone="13800000001")
    by_name = Person("王五", "", "wang")
    accounts = Accounts([WANG, by_name])
    assert accounts.of(WANG) == accounts.of(by_name) == user


def test_a_phone_of_one_and_a_number_of_another_is_refused() -> None:
    create_user(actor=TEST, username="wang", display_name="王五", phone="13800000001")
    create_user(actor=TEST, username="zhao", display_name="王五")
    both = Person("王五", "+8613800000001", "zhao")
    with pytest.raises(ValueError):
        Accounts([both]).of(both)


def test_two_of_different_names_with_one_phone_are_refused() -> None:
    other = Person("赵六", WANG.phone, "")
    accounts = Accounts([WANG, other])
    assert accounts.of(WANG) is None
    with pytest.raises(ValueError):
        accounts.of(other)


def test_one_person_of_several_rows_becomes_one_account() -> None:
    made = Accounts([WANG]).make(actor=TEST, people=[WANG, WANG])
    assert set(made) == {WANG.key}
