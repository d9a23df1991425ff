"""The navigation is put together of what rooms say, section by section."""

import pytest

from sanling.domain.people.cast import Player
from sanling.interfaces.desk.pages import all_pages, home_of


def test_what_every_post_works_with_comes_first_and_the_machine_last() -> None:
    assert [page.url for page in all_pages()] == [
        "/desk/",
        "/desk/new/",
        "/desk/matters/",
        "/desk/incidents/due/",
        "/desk/months/",
        "/desk/recognition/",
        "/desk/rates/",
        "/desk/mediation/calendar/",
        "/desk/mediation/report/",
        "/desk/exports/",
        "/desk/imports/",
        "/desk/overview/",
        "/desk/figures/",
        "/desk/bulletins/verify/",
        "/desk/map/",
        "/desk/ledgers/subjects/",
        "/desk/ledgers/problems/",
        "/desk/ledgers/incidents/",
        "/desk/ledgers/judged/",
        "/desk/ledgers/revisits/",
        "/desk/units/",
        "/desk/accounts/",
        "/desk/confirmations/",
        "/desk/workflows/",
        "/desk/standard/",
        "/desk/ledgers/mediation_bodies/",
        "/desk/ledgers/mediators/",
        "/desk/boundaries/",
        "/desk/posters/",
        "/desk/audit/",
        "/desk/tokens/",
        "/desk/publishing/",
        "/desk/webhooks/",
        "/desk/jobs/",
        "/desk/messages/",
    ]


@pytest.mark.parametrize(
    ("who", "page"),
    [("city_leader", "/desk/overview/"), ("intake_officer", "/desk/"), ("administrator", "/desk/units/")],
)
def test_leaders_begin_with_the_overview_and_others_with_what_waits(
    cast: dict[str, Player], who: str, page: str
) -> None:
    assert home_of(cast[who].viewer) == page
