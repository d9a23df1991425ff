"""Programs read the report on people's mediation as the desk tells it: rows add up, and only what the post sees."""

from typing import Any

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation.days import today
from tests.city import COUNTY, VILLAGE
from tests.domain.mediation.agreed import in_force
from tests.interfaces.api.conftest import system_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def read(cast: Cast, who: str, status: int = 200, **query: str) -> Any:
    answer = system_of(cast[who]).get("/mediation/report", **query)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_rows_add_up_to_the_total_with_the_sum_in_yuan(cast: Cast) -> None:
    in_force(cast)
    for by in ("category", "source", "body", "form", "ending"):
        told = read(cast, "county_leader", by=by, place=VILLAGE)
        assert (told["by"], told["period"]) == (by, f"{today().year}")
        assert told["total"]["counts"]["settled"] == 1
        assert float(told["total"]["sum"]) == sum(float(line["sum"]) for line in told["items"]) == 500
        for measure, count in told["total"]["counts"].items():
            assert sum(line["counts"][measure] for line in told["items"]) == count
    narrowed = read(cast, "county_leader", body="trade", place=VILLAGE)
    assert narrowed["total"]["counts"]["disputes"] == 0
    assert len(narrowed["items"]) == 18


def test_what_there_is_not_is_refused_and_what_one_does_not_see_is_absent(cast: Cast) -> None:
    in_force(cast)
    refused = read(cast, "county_leader", 422, period="2026-13", body="castle")
    assert {error["field"] for error in refused["errors"]} == {"period", "body"}
    read(cast, "village_secretary", 404, place="4110")
    told = read(cast, "sibling_township_intake", place=COUNTY)
    assert told["total"]["counts"]["disputes"] == 0
