"""What was published tells nobody more than it was published to tell: no draft, no present, no count of one."""

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.indicators.measures import stocks
from sanling.domain.people.cast import Player
from sanling.domain.recognition.measures import JUDGED
from tests.city import COUNTY, City
from tests.domain.publications.helpers import asked, drafted, judge, published
from tests.interfaces.doors import signed_in, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
BELOW = ("village_secretary", "grid_worker", "mediator")
UNSEEING = ("administrator", "auditor", "security_administrator")
LIST = "/desk/rates/published/"


@pytest.fixture(autouse=True)
def judged(city: City, cast: Cast, settings: Settings) -> None:
    """Judge four subjects: each number is small."""
    settings.SECURE_SSL_REDIRECT = False
    judge(city, count=4)


@pytest.fixture
def sensitive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what is counted be persons."""
    told = {**stocks(), "judged": replace(JUDGED, sensitive=True)}
    monkeypatch.setattr("sanling.domain.indicators.queries.stocks", lambda: told)


def told(player: Player, key: int) -> dict[str, bytes]:
    """Return what each door says of a publication to a member of the cast."""
    browser, headers = signed_in(player), {"Authorization": f"Bearer {token_of(player)}"}
    pages = {page: browser.get(f"{LIST}{page}").content for page in ("", f"{key}/", f"{key}/bulletin/")}
    api = {
        page: Client().get(f"/api/v1/publications{page}", headers=headers).content
        for page in ("", f"/{key}", f"/{key}/bulletin")
    }
    return pages | api


@pytest.mark.parametrize("who", [*BELOW, *UNSEEING])
def test_who_does_not_read_it_learns_nothing_by_any_door(cast: Cast, who: str) -> None:
    made = published(cast, title="各区排名甲乙丙")
    for door, said in told(cast[who], made.pk).items():
        assert made.title.encode() not in said, door
        assert not said.startswith(b"PK"), door


@pytest.mark.parametrize("who", ["township_leader", "department_clerk", *BELOW, *UNSEEING])
def test_a_draft_is_told_to_nobody_who_has_no_hand_in_it(cast: Cast, who: str) -> None:
    made = drafted(cast, title="未签发的排名甲乙丙")
    for door, said in told(cast[who], made.pk).items():
        assert made.title.encode() not in said, door
    assert signed_in(cast[who]).post(f"{LIST}{made.pk}/decide/", {"decision": "reject"}).status_code in (
        403,
        404,
    )


@pytest.mark.usefixtures("sensitive")
def test_few_persons_are_told_by_no_door_to_the_unit_that_is_rated(cast: Cast) -> None:
    made = published(cast, asked(COUNTY, deep=12), who="peace_officer", by="county_leader")
    names = [line.name["zh"].encode() for line in made.lines.filter(whole=False)]
    assert all(name in told(cast["county_leader"], made.pk)[f"{made.pk}/"] for name in names)
    doors = told(cast["township_leader"], made.pk)
    assert made.title.encode() in doors[f"{made.pk}/"]
    for door in (f"{made.pk}/", f"/{made.pk}"):
        assert not any(name in doors[door] for name in names), door
    hidden = (
        Client()
        .get(
            f"/api/v1/publications/{made.pk}",
            headers={"Authorization": f"Bearer {token_of(cast['township_leader'])}"},
        )
        .json()
    )
    assert hidden["hidden"]
    assert not [line for line in hidden["lines"] if not line["whole"]]
