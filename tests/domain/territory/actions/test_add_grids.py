"""Grids are added and renamed together, with one row in the trail."""

import pytest
from django.db import IntegrityError

from sanling.domain.territory.actions.add_grids import add_grids
from sanling.domain.territory.actions.draw import NewGrid
from sanling.domain.territory.models import Division
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from tests.city import CITY, TEST, VILLAGE, City

pytestmark = pytest.mark.django_db


def test_grids_are_added_and_renamed_with_one_row_in_the_trail(city: City) -> None:
    renamed = {f"{VILLAGE}001": "东网格"}
    add_grids(actor=TEST, city=CITY, grids=[NewGrid(f"{VILLAGE}009", "九")], renamed=renamed, on=today())
    grid = Division.objects.get(pk=f"{VILLAGE}001")
    assert (grid.name, grid.initials) == ("东网格", "dwg")
    told = AuditRow.objects.get(act="territory.add_grids").detail
    assert told == {"added": 1, "renamed": {f"{VILLAGE}001": ["第一网格", "东网格"]}}


def test_a_grid_that_is_there_is_not_added_twice(city: City) -> None:
    with pytest.raises(IntegrityError):
        add_grids(actor=TEST, city=CITY, grids=[NewGrid(f"{VILLAGE}001", "一")], renamed={}, on=today())
