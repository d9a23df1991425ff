"""Decisions about duties, fields and tokens, without a database."""

import pytest

from sanling.domain.people.rules import Duty, FieldAccess, are_of_staff, field_access, mixes


def test_duties_mix_when_there_are_two_of_them() -> None:
    assert not mixes([])
    assert not any(mixes([duty, duty]) for duty in Duty)
    assert all(mixes([duty, other]) for duty in Duty for other in Duty if other is not duty)


@pytest.mark.parametrize("said", FieldAccess)
def test_a_protected_identity_is_read_in_full_or_not_at_all(said: FieldAccess) -> None:
    assert field_access(said, protected=False) is said
    protected = field_access(said, protected=True)
    assert protected is (FieldAccess.FULL if said is FieldAccess.FULL else FieldAccess.HIDDEN)
    assert protected.rank <= said.rank


def test_more_is_read_in_full_than_behind_a_mask_than_hidden() -> None:
    assert sorted(FieldAccess, key=lambda access: access.rank) == ["hidden", "masked", "full"]


@pytest.mark.parametrize(
    ("scopes", "of_staff"),
    [
        ([], True),
        (["public"], False),
        (["public", "public"], False),
        (["public", "read"], True),
        (["metrics"], True),
    ],
)
def test_a_token_that_only_sends_residents_reports_is_no_member_of_staff(
    scopes: list[str], *, of_staff: bool
) -> None:
    assert are_of_staff(scopes) == of_staff
