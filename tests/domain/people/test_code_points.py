"""Code points are kept by posts that hang posters, in their own jurisdiction."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.code_points import kept_by
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from tests.city import SIBLING_TOWNSHIP, TEST, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "keeps"),
    [
        ("intake_officer", [VILLAGE]),
        ("sibling_township_intake", [SIBLING_TOWNSHIP]),
        ("mediator", []),
        ("auditor", []),
    ],
)
def test_a_post_keeps_what_hangs_where_it_hangs_posters(
    cast: dict[str, Player], role: str, keeps: list[str]
) -> None:
    for division in (VILLAGE, SIBLING_TOWNSHIP):
        hang_code_point(actor=TEST, division=division, place="门口")
    assert list(kept_by(cast[role].viewer).values_list("division", flat=True)) == keeps
