"""The drawing of a place's parts."""

import pytest
from shapely import box, unary_union

from sanling.interfaces.board.ground import across


def test_a_name_has_the_room_where_it_stands_not_that_of_the_whole_part() -> None:
    narrow_at_the_top = unary_union([box(1, 1, 2, 3), box(0, 0, 5, 1)])
    assert across(narrow_at_the_top, 1.5, 2) == pytest.approx(1)
    assert across(narrow_at_the_top, 1.5, 0.5) == pytest.approx(5)


def test_of_a_part_that_lies_apart_the_piece_counts_in_which_its_name_stands() -> None:
    two_pieces = unary_union([box(0, 0, 1, 1), box(3, 0, 8, 1)])
    assert across(two_pieces, 0.5, 0.5) == pytest.approx(1)
    assert across(two_pieces, 2, 0.5) == 0
