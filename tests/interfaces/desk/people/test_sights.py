"""Whoever gives a post reads what it sees, in each room, and in which families and kinds that differs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from sanling.domain.people.cast import Player
from sanling.interfaces.desk.people.sights import sights_of
from tests.city import CITY, VILLAGE, City
from tests.interfaces.desk.conftest import SignIn
from tests.profiles import differing

pytestmark = pytest.mark.django_db
LIAISON = {
    "matters": {"kinds": {"hazard": {"scope": "jurisdiction", "clearance": 1}, "petition": {"scope": "none"}}}
}


def told(*roles: str, room: str = "Matters") -> list[tuple[str, ...]]:
    with translation.override("en"):
        return [
            tuple(map(str, (sight.of, sight.scope, sight.clearance, sight.identity)))
            for sight in sights_of(CITY, roles)
            if str(sight.of).startswith(room)
        ]


def test_what_a_role_sees_is_said_of_the_room_and_then_of_what_differs_in_it() -> None:
    usual = ("Matters", "what it is charged with itself", "Ordinary", "masked")
    declared = ("Matters · Recognition", "what its unit takes part in", "Ordinary", "masked")
    assert told("liaison") == [usual, declared]
    with differing({"liaison": LIAISON}):
        assert sorted(told("liaison")) == sorted(
            [
                usual,
                ("Matters · Hazard", "all in its jurisdiction and lines", "Internal", "masked"),
                ("Matters · Petition", "nothing", "", "not shown"),
            ]
        )
    subjects = (
        "Subjects",
        "all in its jurisdiction and lines",
        "Ordinary",
        "in full, for a recorded purpose",
    )
    assert told("liaison", room="Subjects") == [subjects]
    assert told("auditor") == [("Matters", "nothing", "", "not shown")]


def test_who_gives_a_post_reads_it_beside_the_form_and_on_the_posts_page(
    desk: SignIn, cast: dict[str, Player], city: City
) -> None:
    unit = city.unit(f"village_committee-{VILLAGE}")
    browser = desk("village_secretary")
    with differing({"liaison": LIAISON}):
        for page in (f"/desk/units/{unit.pk}/appoint/", f"/desk/posts/{cast['liaison'].post.pk}/"):
            shown = browser.get(page).content.decode()
            assert "辖区和条线内的全部" in shown
            assert "隐患" in shown
    with CaptureQueriesContext(connection) as seen:
        sights_of(CITY, {"liaison", "mediator", "grid_worker"})
    assert not seen.captured_queries
