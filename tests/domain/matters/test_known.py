"""What everybody may know of a matter: its kind, category, community, day and public stage; of most matters nothing."""

from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.known import MOST_OFFERED, Known, followable, known_to_all, likely_same
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.profile.registry import profile_for
from tests.city import CITY, TOWNSHIP, VILLAGE
from tests.domain.matters.helpers import act, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
HAZARD: dict[str, Any] = {
    "kind": "hazard",
    "text": "三号楼王小明家门口的电线裸露，孩子差点触电。",
    "division": f"{VILLAGE}001",
}


def offered(kind: str = "hazard", division: str = f"{VILLAGE}002") -> list[Known]:
    """Return what a resident who stands in another grid of the community is offered."""
    return likely_same(profile_for(CITY), kind=kind, division=division)


def test_what_was_reported_of_the_same_kind_in_the_community_is_offered_the_newest_first(cast: Cast) -> None:
    found = [registered(**HAZARD).matter for _nth in range(MOST_OFFERED + 1)]
    assert [known.matter_id for known in offered()] == [matter.pk for matter in reversed(found)][
        :MOST_OFFERED
    ]
    assert offered(division=TOWNSHIP) == offered(division=CITY) == offered("no_such") == []


def test_nothing_that_anybody_wrote_or_is_stands_in_it(cast: Cast) -> None:
    matter = registered(**HAZARD).matter
    said = vars(offered()[0])
    told = " ".join(str(value) for name, value in said.items() if name not in ("matter_id", "profile"))
    assert offered()[0].stage == "已收到，等待受理"
    for secret in ("王小明", "电线", "触电", "三号楼", matter.number, matter.title, "13800000000"):
        assert secret not in told, secret


@pytest.mark.parametrize("kind", ["petition", "security", "dispute", "request", "consultation"])
def test_what_the_profile_does_not_let_be_followed_is_never_offered(cast: Cast, kind: str) -> None:
    matter = registered(kind=kind).matter
    assert offered(kind, VILLAGE) == []
    assert followable(matter.pk) is None


@pytest.mark.parametrize("hidden", [{"concealed": True}, {"confidentiality": 1}, {"kind": "dispute"}])
def test_what_is_hidden_is_neither_offered_nor_followed(cast: Cast, hidden: dict[str, Any]) -> None:
    matter = registered(**HAZARD).matter
    assert followable(matter.pk)
    Matter.objects.update(**hidden)
    assert offered() == []
    assert followable(matter.pk) is None


def test_what_somebody_objects_to_publishing_is_not_offered(cast: Cast) -> None:
    person = PersonDetails(name="王小明")
    objecting = PartyDetails(role="applicant", person=person, no_publication=True)
    registered(**HAZARD, parties=[objecting])
    assert offered() == []
    assert not known_to_all(profile_for(CITY)).exists()


def test_what_has_ended_or_is_older_than_a_month_is_not_offered(cast: Cast) -> None:
    matter = registered(**HAZARD).matter
    with clock.turned(shift=timedelta(days=31)):
        assert offered() == []
    act(cast["intake_officer"].viewer, matter, "refuse", {"reason": "不归我们管"})
    assert offered() == []
    assert followable(matter.pk)


def test_a_merged_one_tells_where_the_other_stands_only_if_everybody_may_know_that_one(cast: Cast) -> None:
    officer = cast["intake_officer"].viewer
    first, second = registered(**HAZARD).matter, registered(**HAZARD).matter
    act(officer, second, "merge", {"number": first.number})
    merged = next(known for known in offered() if known.matter_id == second.pk)
    assert merged.stage.endswith("已收到，等待受理")
    Matter.objects.filter(pk=first.pk).update(confidentiality=1)
    assert offered()[0].matter_id == second.pk
    assert "等待受理" not in offered()[0].stage
